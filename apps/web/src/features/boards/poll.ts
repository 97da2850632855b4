/** Short enough for a line's supervisor, long enough for fifty screens on one server. */
export const POLL_MS = 5_000;
/** Screens that were switched on together must not ask together. */
export const JITTER_MS = 500;
/** A server in trouble is not helped by haste. */
export const SLOWEST_MS = 30_000;

/** When to ask again after so many failures in a row; `random` lies between 0 and 1. A server that names a time is obeyed. */
export function nextPoll(failures: number, random: number, retryAfterS: number | null = null): number {
  const base = Math.min(SLOWEST_MS, POLL_MS * 2 ** Math.min(failures, 10));
  return Math.max(base + (random * 2 - 1) * JITTER_MS, (retryAfterS ?? 0) * 1000);
}

export type Staleness = 'fresh' | 'aging' | 'stale';
const AGING_MS = 15_000;
const STALE_MS = 60_000;

/** Three missed answers are a warning; a minute without one is said in red, whatever the reason. */
export function stalenessOf(ageMs: number): Staleness {
  if (ageMs > STALE_MS) return 'stale';
  return ageMs > AGING_MS ? 'aging' : 'fresh';
}

/** `42` seconds, `7:05` minutes, `3:07:05` hours: for elapsed times on a wall. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
