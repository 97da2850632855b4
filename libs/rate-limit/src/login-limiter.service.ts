import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { rateLimitErrors } from './rate-limit.errors';
import { LoginStore } from './login.store';
import { networkOf, retryAfterSeconds, type LockScope } from './rate-limit.rules';

/** Whom a lock hits: `LOGIN_LOCK_SCOPE`. */
export const LOGIN_LOCK_SCOPE = Symbol('LOGIN_LOCK_SCOPE');

export interface LoginAttempt {
  readonly id: string;
  readonly key: string;
  readonly scope: LockScope;
}

export interface LoginCandidate {
  readonly username: string;
  readonly ip: string | null;
  /** Whom the lock hits, whatever the installation says: a badge is locked wherever it is tried. */
  readonly scope?: LockScope;
}

/** Five failures within a minute lock, 5 then 15 then 60 minutes; the place is taken before the password is checked. */
@Injectable()
export class LoginLimiter {
  constructor(
    private readonly store: LoginStore,
    @Inject(LOGIN_LOCK_SCOPE) private readonly scope: LockScope,
  ) {}

  /**
   * Takes a place. Call `succeed` or `fail` with it afterwards; an attempt that reports nothing counts as failed.
   * Unknown users are counted like known ones, so that the answer betrays nothing.
   * @throws rate_limit.login_locked | rate_limit.exceeded (five checks of the same account are still running).
   */
  async reserve(candidate: LoginCandidate): Promise<LoginAttempt> {
    const scope = candidate.scope ?? this.scope;
    const attempt = { id: randomUUID(), key: keyOf(candidate, scope), scope };
    const verdict = await this.store.reserve(attempt.key, attempt.id);
    if (verdict.allowed) return attempt;
    const seconds = retryAfterSeconds(verdict.retryMs);
    const headers = { 'Retry-After': String(seconds) };
    if (!verdict.locked) throw rateLimitErrors.exceeded({ seconds, headers });
    throw rateLimitErrors.login_locked({ minutes: Math.ceil(verdict.retryMs / 60_000), headers });
  }

  /** The password was right: the place is given back, and an account's earlier locks are forgotten. */
  async succeed(attempt: LoginAttempt): Promise<void> {
    // Behind one address sit many accounts: a success of one must not forgive the guesses at the others.
    await this.store.finish(attempt.key, attempt.id, attempt.scope === 'ip' ? 'succeeded' : 'forgive');
  }

  /** The password was wrong; the fifth failure locks at once. */
  async fail(attempt: LoginAttempt): Promise<void> {
    await this.store.finish(attempt.key, attempt.id, 'failed');
  }
}

function keyOf({ username, ip }: LoginCandidate, scope: LockScope): string {
  // A digest keeps names, and whatever was typed as one, out of Redis.
  const account = createHash('sha256').update(username.toLowerCase().normalize('NFKC')).digest('base64url');
  const network = networkOf(ip ?? 'unknown');
  if (scope === 'ip') return `i:${network}`;
  return scope === 'account' ? `a:${account}` : `p:${account}:${network}`;
}
