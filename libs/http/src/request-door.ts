import { CONTEXT_KEY, uuidV7, type Locale, type RequestContext, type SlaClass } from '@anwen/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What the door needs to know of a request; the onRequest hook and the error paths before it both have this much. */
interface Incoming {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly ip?: string;
}

/** Makes the context of a request: ids are taken over when they look like ids, and made otherwise. */
export function openContext(request: Incoming): RequestContext {
  const given = request.headers['x-request-id'];
  const trace = request.headers.traceparent;
  return {
    requestId: typeof given === 'string' && /^[\w.:-]{8,64}$/.test(given) ? given : uuidV7(),
    traceparent: typeof trace === 'string' && /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(trace) ? trace : null,
    locale: localeOf(request.headers['accept-language']),
    ip: request.ip ?? null,
    startedAt: performance.now(),
  };
}

/** zh-Hant unless the caller likes English better than every Chinese. */
export function localeOf(header: string | string[] | undefined): Locale {
  if (typeof header !== 'string' || header === '') return 'zh-Hant';
  let best: Locale = 'zh-Hant';
  let bestQuality = 0;
  for (const part of header.slice(0, 200).split(',')) {
    const [tag = '', ...params] = part.trim().toLowerCase().split(';');
    const quality = Number(/^\s*q=([\d.]+)\s*$/.exec(params[0] ?? '')?.[1] ?? 1);
    const locale: Locale | undefined = tag.startsWith('zh') ? 'zh-Hant' : tag.startsWith('en') ? 'en' : undefined;
    if (locale && quality > bestQuality) [best, bestQuality] = [locale, quality];
  }
  return best;
}

/** The policy lets pages run our own files alone; inline styles stay open, because the component kit writes them. */
const CSP = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Sent with every answer (reliability §9.7). Fixed strings: nothing is computed for a request. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'Content-Security-Policy': CSP,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'geolocation=(), microphone=(), payment=(), usb=()',
};

/** Told about every finished request; libs/health counts them. */
export interface RequestObserver {
  /** `slaClass` is absent when a guard refused the request before its route was entered. */
  finished(route: string, slaClass: SlaClass | undefined, micros: number, status: number): void;
}

/** Installs the hooks that every request passes first and last. */
export function openDoor(fastify: FastifyInstance, observer: RequestObserver | undefined): void {
  fastify.decorateRequest(CONTEXT_KEY, null);
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const context = openContext(request);
    // Undefined for a path that no route has: such requests share one name, or a scanner would fill the statistics.
    const { url } = request.routeOptions;
    context.route = url === undefined ? 'unknown' : `${request.method} ${url}`;
    (request as unknown as Record<string, unknown>)[CONTEXT_KEY] = context;
    reply.headers(SECURITY_HEADERS);
    reply.header('X-Request-Id', context.requestId);
    if (context.traceparent) reply.header('traceparent', context.traceparent);
    // Answers of the API are one person's business; routes that may be cached say so themselves.
    if (request.url.startsWith('/api/')) reply.header('Cache-Control', 'no-store');
    done();
  });
  if (!observer) return;
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const context = (request as unknown as { [CONTEXT_KEY]: RequestContext })[CONTEXT_KEY];
    observer.finished(context.route ?? 'unknown', context.slaClass, (performance.now() - context.startedAt) * 1000, reply.statusCode);
    done();
  });
}
