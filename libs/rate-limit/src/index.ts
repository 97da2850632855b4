export { CounterStore, exceeded } from './counter.store';
export { LoginLimiter, type LoginAttempt, type LoginCandidate } from './login-limiter.service';
export { rateLimitErrors } from './rate-limit.errors';
export { RateLimitGuard, networkTrackerOf, trackerOf, type NoteExceeded } from './rate-limit.guard';
export { LoginStore } from './login.store';
export { CountsAsBoard, CountsAsExport, NotRateLimited, RateLimitModule, type RateLimitOptions } from './rate-limit.module';
export {
  API_POLICY,
  BOARD_POLICY,
  CLIENT_ERROR_POLICY,
  EXPORT_POLICY,
  UNKNOWN_TOKEN_POLICY,
  rateLimitHeaders,
  type LockScope,
  type Policy,
  type Verdict,
} from './rate-limit.rules';
