import { isCidr, type AllowedTarget } from '@anwen/egress';
import { isMailAddress } from '@anwen/mail';

export type ChannelKind = 'smtp' | 'webhook' | 'syslog';
/** Body of the request: our own JSON, or what Slack, Teams (Workflows) and the LINE Messaging API expect. */
export const WEBHOOK_PRESETS = ['generic', 'slack', 'teams', 'line'] as const;
export const SYSLOG_TRANSPORTS = ['udp', 'tcp', 'tls'] as const;

/** Where a channel goes. `url` and `token` are secrets: whoever has a Slack URL can post as us. */
export interface ChannelAddress {
  /** smtp */
  readonly to?: readonly string[];
  /** webhook */
  readonly preset?: (typeof WEBHOOK_PRESETS)[number];
  readonly url?: string;
  readonly token?: string;
  /** LINE: the user or group that is written to. */
  readonly recipient?: string;
  /** syslog */
  readonly transport?: (typeof SYSLOG_TRANSPORTS)[number];
  readonly host?: string;
  readonly port?: number;
  /** Openings to the factory's own network, for webhook and syslog. */
  readonly allow?: readonly AllowedTarget[];
  readonly allowHttp?: boolean;
  /** The authority to trust, when the target's certificate is the factory's own. */
  readonly caPem?: string;
}

const WIDEST_V4 = 16;
const WIDEST_V6 = 48;
const LINE_URL = 'https://api.line.me/v2/bot/message/push';
const HOST = /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$|^[0-9A-Fa-f:.]{2,45}$/;

/** What is missing or wrong, by field; empty = complete. */
export function problemsOf(kind: ChannelKind, address: ChannelAddress): string[] {
  const wrong: Record<string, boolean> = {
    allow: (address.allow ?? []).some(({ cidr, port }) => !isCidr(cidr) || isTooWide(cidr) || port < 1 || port > 65_535),
    ...(kind === 'smtp' && { to: !address.to?.length || address.to.length > 20 || !address.to.every(isMailAddress) }),
    ...(kind === 'webhook' && {
      url: !isUrl(urlOf(address)),
      token: address.preset === 'line' ? !address.token : !isToken(address.token),
      recipient: address.preset === 'line' && !address.recipient,
    }),
    ...(kind === 'syslog' && {
      transport: !address.transport,
      host: !HOST.test(address.host ?? ''),
      port: !Number.isInteger(address.port) || address.port! < 1 || address.port! > 65_535,
    }),
  };
  return Object.keys(wrong).filter((field) => wrong[field]);
}

export const urlOf = (address: ChannelAddress): string => address.url ?? (address.preset === 'line' ? LINE_URL : '');

export const originOf = (address: ChannelAddress): string => (URL.canParse(urlOf(address)) ? new URL(urlOf(address)).origin : '');

/** The fence is opened for a server or a site, never for all private networks at once; the same widths as for webhooks. */
function isTooWide(cidr: string): boolean {
  const bits = Number(cidr.slice(cidr.indexOf('/') + 1));
  return bits < (cidr.includes(':') ? WIDEST_V6 : WIDEST_V4);
}

/** What may be shown: a webhook's path is as good as a password. */
export function shownTarget(kind: ChannelKind, address: ChannelAddress): string {
  if (kind === 'smtp') return address.to!.join(', ');
  if (kind === 'syslog') return `${address.transport}://${address.host!.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
  return `${new URL(urlOf(address)).origin}/…`;
}

const isUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && text.length <= 2_000;
const isToken = (token: string | undefined): boolean => token === undefined || /^[\x21-\x7e]{1,1000}$/.test(token);
