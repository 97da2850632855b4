/** Three failures in a row are no accident: 5 s without a try spare every request the wait for the budget. */
export const BREAKER_THRESHOLD = 3;
export const BREAKER_PAUSE_MS = 5_000;

export interface BreakerState {
  readonly failures: number;
  /** Calls are refused until then. */
  readonly openUntil: number;
}

export const CLOSED: BreakerState = { failures: 0, openUntil: 0 };

export function mayCall(state: BreakerState, now: number): boolean {
  return now >= state.openUntil;
}

/** After the pause one call probes: it fails → the pause begins again at once. */
export function afterFailure(state: BreakerState, now: number): BreakerState {
  const failures = state.failures + 1;
  return failures >= BREAKER_THRESHOLD ? { failures, openUntil: now + BREAKER_PAUSE_MS } : { failures, openUntil: 0 };
}
