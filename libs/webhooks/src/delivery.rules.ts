const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** SPEC-2.5: 10 retries over 86 h 36 m; a receiver that comes back after a long weekend misses nothing. */
export const LADDER_MS: readonly number[] = [1 * MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, 16 * HOUR, 20 * HOUR, 24 * HOUR];
/** Only ever later: a crowd of deliveries that failed together comes back spread out. */
const JITTER = 0.2;
/** Five failures in a row are no accident; from there on only probes go out. */
export const BREAKER_FAILURES = 5;
/** As often as the first step of the ladder: the outage of a receiver ends for us within a minute of its end. */
export const PROBE_EVERY_MS = MINUTE;
/** 5 a second: a receiver that has just come back is not knocked over by what has waited for it. */
export const DRAIN_EVERY_MS = 200;
/** SPEC-2.6: who has not answered for five days is gone. */
export const DISABLE_AFTER_MS = 120 * HOUR;
export const DISABLE_AFTER_DEAD = 10;
/** SPEC-2.7, totals. */
export const DEADLINE_MS = 30 * SECOND;
export const LARGE_DEADLINE_MS = 60 * SECOND;
const LARGE_BYTES = 256 * 1_024;
/** SPEC-2.7: beyond this a receiver gets a link instead. */
export const PAYLOAD_BYTES = 1_048_576;

export const deadlineFor = (body: string): number => (Buffer.byteLength(body) > LARGE_BYTES ? LARGE_DEADLINE_MS : DEADLINE_MS);

/** How an attempt ended, as the log shows it. */
export type AttemptError =
  'BLOCKED_TARGET' | 'TIMEOUT' | 'CONNECT' | 'TLS' | 'RESET' | 'PROTOCOL' | 'REDIRECT' | 'GONE' | 'THROTTLED' | 'HTTP_STATUS' | 'SECRET_UNREADABLE' | 'LOST';

/** 2xx alone is success; a redirect is none, because it would carry the body to somebody else. */
export function errorOfStatus(status: number): AttemptError | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'REDIRECT';
  if (status === 410) return 'GONE';
  return status === 429 ? 'THROTTLED' : 'HTTP_STATUS';
}

/** Milliseconds that a receiver asks for; undefined when it asks for nothing or when its status does not count. */
export function retryAfterMs(status: number | null, header: string | undefined, now: Date): number | undefined {
  if (header === undefined || status === null || (status !== 429 && status < 500)) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * SECOND;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}

export interface Waiting {
  /** Attempts made, this one included. */
  readonly attempts: number;
  readonly ladder: readonly number[];
  readonly retryAfterMs?: number | undefined;
  /** 0 ≤ random < 1 */
  readonly random: number;
}

/** Until the next attempt; undefined when the ladder has ended. What the receiver asks for counts within [base, 2×base]. */
export function delayAfter({ attempts, ladder, retryAfterMs: asked, random }: Waiting): number | undefined {
  const base = ladder[attempts - 1];
  if (base === undefined) return undefined;
  const jittered = base * (1 + JITTER * random);
  return asked === undefined ? jittered : Math.min(Math.max(asked, base), 2 * base);
}

/** What is known of an endpoint when an attempt ends. */
export interface Health {
  readonly breaker: 'closed' | 'open' | 'draining';
  readonly consecutiveFailures: number;
  readonly consecutiveDead: number;
  readonly failingSince: Date | null;
}

export interface Ended {
  readonly error: AttemptError | null;
  /** The ladder has ended with this attempt. */
  readonly died: boolean;
  readonly now: Date;
}

export type DisabledReason = 'gone' | 'failing' | 'dead_deliveries';

export interface HealthAfter extends Health {
  /** Nothing goes out before; null = at once. */
  readonly nextSendAt: Date | null;
  readonly disable: DisabledReason | null;
}

/** Breaker and automatic switch-off. */
export function healthAfter(before: Health, { error, died, now }: Ended): HealthAfter {
  if (error === null) {
    // The first success after an outage: what has waited goes out slowly.
    const breaker = before.breaker === 'open' ? 'draining' : before.breaker;
    return { breaker, consecutiveFailures: 0, consecutiveDead: 0, failingSince: null, nextSendAt: null, disable: null };
  }
  const consecutiveFailures = before.consecutiveFailures + 1;
  const consecutiveDead = before.consecutiveDead + (died ? 1 : 0);
  const failingSince = before.failingSince ?? now;
  const open = consecutiveFailures >= BREAKER_FAILURES;
  const disable = switchOff(error, consecutiveDead, now.getTime() - failingSince.getTime());
  return {
    breaker: open ? 'open' : before.breaker,
    consecutiveFailures,
    consecutiveDead,
    failingSince,
    nextSendAt: open ? new Date(now.getTime() + PROBE_EVERY_MS) : null,
    disable,
  };
}

function switchOff(error: AttemptError, dead: number, failingMs: number): DisabledReason | null {
  if (error === 'GONE') return 'gone';
  if (failingMs >= DISABLE_AFTER_MS) return 'failing';
  return dead >= DISABLE_AFTER_DEAD ? 'dead_deliveries' : null;
}
