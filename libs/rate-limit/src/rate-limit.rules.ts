/** Limits of requirement R3.1. A window begins with its first request. */
export interface Policy {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** Without Redis: count in this process, or refuse. */
  readonly withoutRedis: 'count-here' | 'refuse';
}

export const API_POLICY: Policy = { name: 'api', limit: 300, windowMs: 60_000, withoutRedis: 'count-here' };
export const EXPORT_POLICY: Policy = { name: 'export', limit: 5, windowMs: 3_600_000, withoutRedis: 'refuse' };

/**
 * Screens on the wall ask every 5 s, 12 times a minute; fifty of them may be signed in as one and the same account. Twice that,
 * for the moment when all are switched on. Their questions are cheap (one cached answer), and do not use up the share of the work.
 */
export const BOARD_POLICY: Policy = { name: 'board', limit: 1_200, windowMs: 60_000, withoutRedis: 'count-here' };

/** A broken screen that reloads itself must not fill the table. */
export const CLIENT_ERROR_POLICY: Policy = { name: 'client-errors', limit: 10, windowMs: 60_000, withoutRedis: 'count-here' };

/** Credentials that nobody holds, by network: beyond a shift that comes back with ended sessions it is guessing. */
export const UNKNOWN_TOKEN_POLICY: Policy = { name: 'unknown-token', limit: 60, windowMs: 60_000, withoutRedis: 'count-here' };

/** State of one counter after a request asked for its share. */
export interface Verdict {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetMs: number;
}

/** Fields of draft-ietf-httpapi-ratelimit-headers: what is the policy, and what is left. */
export function rateLimitHeaders(policy: Policy, verdict: Verdict): Record<string, string> {
  const seconds = Math.ceil(verdict.resetMs / 1000);
  return {
    'RateLimit-Policy': `"${policy.name}";q=${policy.limit};w=${Math.round(policy.windowMs / 1000)}`,
    RateLimit: `"${policy.name}";r=${verdict.remaining};t=${seconds}`,
  };
}

/** Never earlier than the window ends, plus up to 20 %: clients that were refused together come back apart. */
export function retryAfterSeconds(resetMs: number, random: () => number = Math.random): number {
  const seconds = Math.max(1, Math.ceil(resetMs / 1000));
  return seconds + Math.floor(seconds * 0.2 * random());
}

/** Login: so many failures within a minute lock, each time longer (R3.1, reliability §4). */
export const LOGIN_FAILURES = 5;
export const LOGIN_WINDOW_MS = 60_000;
export const LOCK_STEPS_MS: readonly number[] = [5 * 60_000, 15 * 60_000, 60 * 60_000];
/** Locks of the past day count: who comes back after an hour does not start from the short lock again. */
export const LOCK_MEMORY_MS = 24 * 3_600_000;
/** A password check lasts far less than this; an attempt that reported nothing by then has failed. */
export const PENDING_MS = 5_000;

export type LockScope = 'account' | 'ip' | 'account_ip';

/** How long the nth lock lasts, n from 1. */
export function lockMs(nth: number): number {
  return LOCK_STEPS_MS[Math.min(nth, LOCK_STEPS_MS.length) - 1]!;
}

/** An IPv6 customer owns at least a /64: counting single addresses would count nothing. */
export function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip;
  if (/^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(ip)) return ip.slice(7);
  const [head = ''] = ip.split('%');
  const [left = '', right] = head.split('::');
  const front = left.split(':').filter(Boolean);
  const back = right === undefined ? [] : right.split(':').filter(Boolean);
  const full = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return `${full
    .slice(0, 4)
    .map((part) => parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}
