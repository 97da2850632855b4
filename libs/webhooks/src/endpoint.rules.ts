import { randomBytes, X509Certificate } from 'node:crypto';
import { webhooksErrors } from './webhooks.errors';

export const AUTH_MODES = ['hmac_sha256', 'bearer', 'ip_only'] as const;
export type AuthMode = (typeof AUTH_MODES)[number];

/** How much a receiver can rely on: going down is a decision that the audit keeps. */
const STRENGTH: Readonly<Record<AuthMode, number>> = { hmac_sha256: 2, bearer: 1, ip_only: 0 };

export const isWeaker = (mode: AuthMode, than: AuthMode): boolean => STRENGTH[mode] < STRENGTH[than];

/** 32 random bytes: what HMAC-SHA256 can use; the prefix is that of Standard Webhooks. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export interface OwnHeader {
  readonly name: string;
  readonly value: string;
}

/** Headers that belong to HTTP, to us, or to proxies that would believe them. */
const FORBIDDEN_NAMES = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'date',
  'dnt',
  'expect',
  'forwarded',
  'host',
  'http2-settings',
  'idempotency-key',
  'keep-alive',
  'origin',
  'range',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
]);
const FORBIDDEN_PREFIXES = [
  'webhook-',
  'svix-',
  'anwen-',
  'sec-',
  'proxy-',
  'access-control-',
  'x-forwarded-',
  'x-real-',
  'x-amz-',
  'x-amzn-',
  'x-goog-',
  'x-google-',
  'x-gfe-',
];
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
/** Visible ASCII with blanks inside: no CR, LF or NUL can begin a second header. */
const VALUE = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;
const HEADER_BYTES = 4_096;

/** @throws webhooks.header_forbidden | webhooks.header_invalid | webhooks.headers_too_large */
export function requireHeaders(headers: readonly OwnHeader[]): void {
  const seen = new Set<string>();
  for (const { name, value } of headers) {
    const lower = name.toLowerCase();
    if (FORBIDDEN_NAMES.has(lower) || FORBIDDEN_PREFIXES.some((prefix) => lower.startsWith(prefix))) throw webhooksErrors.header_forbidden({ name });
    if (!NAME.test(name) || !VALUE.test(value) || seen.has(lower)) throw webhooksErrors.header_invalid({ name: name.replace(/[^\x20-\x7e]/g, '?') });
    seen.add(lower);
  }
  const size = headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  if (size > HEADER_BYTES) throw webhooksErrors.headers_too_large();
}

/** @throws webhooks.bearer_token_required */
export function requireBearerToken(token: string | null | undefined): void {
  if (!token || !/^[\x21-\x7e]{8,4096}$/.test(token)) throw webhooksErrors.bearer_token_required();
}

/** @throws webhooks.ca_invalid */
export function requireCertificates(pem: string): void {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (blocks.length === 0 || blocks.length > 10) throw new Error('none or too many');
    for (const block of blocks) void new X509Certificate(block);
  } catch {
    throw webhooksErrors.ca_invalid();
  }
}
