import { LOCK_MEMORY_MS, LOGIN_FAILURES, LOGIN_WINDOW_MS, lockMs, PENDING_MS } from './rate-limit.rules';

/** What one account, address or pair has done lately. */
export interface LoginRecord {
  /** Attempts of the last minute: when they began, and whether they are known to have failed. */
  attempts: { id: string; at: number; failed: boolean }[];
  lockedUntil: number;
  locks: number;
  locksForgottenAt: number;
}

export type LoginVerdict = { readonly allowed: true } | { readonly allowed: false; readonly retryMs: number; readonly locked: boolean };

export const newRecord = (): LoginRecord => ({ attempts: [], lockedUntil: 0, locks: 0, locksForgottenAt: 0 });

/**
 * Takes one of five places before the password is checked, so that a hundred parallel guesses get five checks.
 * The Lua script of the limiter does the same; this is what the process does alone while Redis is gone.
 */
export function reserveAttempt(record: LoginRecord, id: string, now: number): LoginVerdict {
  if (record.lockedUntil > now) return { allowed: false, retryMs: record.lockedUntil - now, locked: true };
  record.attempts = record.attempts.filter((a) => a.at > now - LOGIN_WINDOW_MS);
  if (record.attempts.length >= LOGIN_FAILURES) {
    const failed = record.attempts.filter((a) => a.failed || a.at <= now - PENDING_MS).length;
    // Five checks are still under way: nobody has failed yet, so nobody is locked; come back in a second.
    return failed >= LOGIN_FAILURES ? lock(record, now) : { allowed: false, retryMs: 1_000, locked: false };
  }
  record.attempts.push({ id, at: now, failed: false });
  return { allowed: true };
}

/** The password was right: its place is free again. `forgive` also forgets earlier locks (not where many accounts share the record). */
export function succeedAttempt(record: LoginRecord, id: string, forgive: boolean): void {
  record.attempts = record.attempts.filter((a) => a.id !== id);
  if (forgive) record.locks = 0;
}

/** The password was wrong; the fifth failure of a minute locks. */
export function failAttempt(record: LoginRecord, id: string, now: number): void {
  const attempt = record.attempts.find((a) => a.id === id);
  if (attempt) attempt.failed = true;
  const failed = record.attempts.filter((a) => a.at > now - LOGIN_WINDOW_MS && a.failed).length;
  if (failed >= LOGIN_FAILURES) lock(record, now);
}

function lock(record: LoginRecord, now: number): LoginVerdict {
  record.locks = (record.locksForgottenAt > now ? record.locks : 0) + 1;
  record.locksForgottenAt = now + LOCK_MEMORY_MS;
  record.lockedUntil = now + lockMs(record.locks);
  record.attempts = [];
  return { allowed: false, retryMs: lockMs(record.locks), locked: true };
}
