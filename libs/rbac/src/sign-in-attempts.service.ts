import { Injectable } from '@nestjs/common';
import { audit, type AuditAction } from '@anwen/audit';
import { Database } from '@anwen/database';
import { AppError, NO_SCOPE, OncePer, systemActor } from '@anwen/kernel';
import { LoginLimiter, type LoginAttempt, type LoginCandidate } from '@anwen/rate-limit';
import { signingIn, type ClientFacts } from './account.rules';
import type { Account } from './user.store';

/** One audit row a minute and account while it is locked: whoever hammers must not fill the log. */
const LOCK_AUDIT_EVERY_MS = 60_000;

/** Counts attempts to sign in, whatever the proof is, and leaves their trace. */
@Injectable()
export class SignInAttempts {
  private readonly lockNoted = new OncePer(LOCK_AUDIT_EVERY_MS);

  constructor(
    private readonly database: Database,
    private readonly limiter: LoginLimiter,
  ) {}

  /** Takes a place before the slow check. @throws rate_limit.login_locked | rate_limit.exceeded */
  async reserve(candidate: LoginCandidate, client: ClientFacts, account: () => Promise<Account | undefined>): Promise<LoginAttempt> {
    try {
      return await this.limiter.reserve(candidate);
    } catch (error) {
      const locked = error instanceof AppError && error.code === 'rate_limit.login_locked';
      if (locked && this.lockNoted.isDue(candidate.username.toLowerCase())) await this.note('auth.login.locked', await account(), client);
      throw error;
    }
  }

  succeed(attempt: LoginAttempt): Promise<void> {
    return this.limiter.succeed(attempt);
  }

  fail(attempt: LoginAttempt): Promise<void> {
    return this.limiter.fail(attempt);
  }

  /** Counts a failure and records it. */
  async refused(attempt: LoginAttempt, account: Account | undefined, client: ClientFacts): Promise<void> {
    await this.limiter.fail(attempt);
    await this.note('auth.login.failed', account, client);
  }

  /** What was typed as an unknown name is not kept: it is often a password in the wrong field. */
  private async note(action: AuditAction, account: Account | undefined, client: ClientFacts): Promise<void> {
    const actor = account
      ? signingIn(account, client)
      : { ...systemActor('anonymous'), deviceId: client.deviceId ?? null, ip: client.ip, requestId: client.requestId };
    await this.database.transaction({ actor, scope: NO_SCOPE }, async (tx) => {
      audit.record(tx, actor, action, { type: 'user', id: account?.publicId ?? 'unknown' });
    });
  }
}
