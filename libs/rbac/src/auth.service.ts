import { Injectable } from '@nestjs/common';
import { audit, type AuditAction } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { AppError, NO_SCOPE, OncePer, systemActor, type Actor, type Locale } from '@anwen/kernel';
import { LoginLimiter } from '@anwen/rate-limit';
import type { ChangePasswordInput, LoginInput, LoginResult, SignedInUser } from './auth.dto';
import { refusePassword } from './password.rules';
import { PasswordService } from './password.service';
import { rbacErrors } from './rbac.errors';
import { SessionService } from './session.service';
import { UserStore, type Account } from './user.store';

/** Where a sign-in comes from. */
export interface ClientFacts {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
  /** A session that the client still holds; signing in ends it. */
  readonly replaces: string | undefined;
}

/** One audit row a minute and account while it is locked: whoever hammers must not fill the log. */
const LOCK_AUDIT_EVERY_MS = 60_000;

/** Signing in and out, and the own password. It opens its own transactions: a refused attempt must leave its trace. */
@Injectable()
export class AuthService {
  private readonly lockNoted = new OncePer(LOCK_AUDIT_EVERY_MS);

  constructor(
    private readonly database: Database,
    private readonly users: UserStore,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly limiter: LoginLimiter,
  ) {}

  /**
   * Checks name and password and opens a session. The place in the limiter is taken before the slow check, and an
   * unknown or disabled user costs the same work and gets the same answer as a wrong password.
   * @throws rbac.login_refused, rate_limit.login_locked, rbac.login_busy
   */
  async login(input: LoginInput, client: ClientFacts): Promise<LoginResult> {
    const attempt = await this.reserve(input.username, client);
    const account = await this.users.findAccount(input.username);
    const matches = await this.passwords.verify(account?.passwordHash, input.password);
    if (!account || !matches || !account.active) {
      await this.limiter.fail(attempt);
      await this.note('auth.login.failed', account, client);
      throw rbacErrors.login_refused();
    }
    const outdated = account.passwordHash !== null && this.passwords.isOutdated(account.passwordHash);
    const newHash = outdated ? await this.passwords.hash(input.password) : null;
    const actor = actorOf(account, client);
    const result = await this.database.transaction({ actor, scope: NO_SCOPE }, async (tx) => {
      if (client.replaces) await this.sessions.revokeToken(tx, client.replaces);
      await this.users.noteLogin(tx, account.id, newHash);
      audit.record(tx, actor, 'auth.login.success', { type: 'user', id: account.publicId });
      return this.openSession(tx, account, client);
    });
    await this.limiter.succeed(attempt);
    return result;
  }

  async logout(actor: Actor, sessionId: string): Promise<void> {
    await this.database.transaction({ actor, scope: NO_SCOPE }, async (tx) => {
      await this.sessions.revoke(tx, sessionId);
      audit.record(tx, actor, 'auth.logout', { type: 'user', id: actor.publicId });
    });
  }

  /**
   * Changes the own password, ends every session of the user and opens a new one for the caller.
   * @throws rbac.current_password_wrong (counted like a failed sign-in), rbac.password_refused
   */
  async changePassword(actor: Actor, input: ChangePasswordInput, client: ClientFacts): Promise<LoginResult> {
    const account = actor.type === 'user' ? await this.users.findAccountById(actor.id) : undefined;
    if (!account) throw rbacErrors.user_not_found();
    const attempt = await this.reserve(account.username, client);
    if (!(await this.passwords.verify(account.passwordHash, input.currentPassword))) {
      await this.limiter.fail(attempt);
      throw rbacErrors.current_password_wrong();
    }
    await this.limiter.succeed(attempt);
    requireGoodPassword(input.newPassword, account);
    if (input.newPassword === input.currentPassword)
      throw rbacErrors.password_refused({ message: '必須與目前的密碼不同', messageEn: 'it must differ from the current one' });
    const hash = await this.passwords.hash(input.newPassword);
    return this.database.transaction({ actor, scope: NO_SCOPE }, async (tx) => {
      await this.users.setPassword(tx, account.id, hash, false);
      const ended = await this.sessions.revokeAllOf(tx, account.id);
      audit.record(tx, actor, 'auth.password.changed', { type: 'user', id: account.publicId }, { diff: { sessionsEnded: ended } });
      return this.openSession(tx, { ...account, mustChangePassword: false }, client);
    });
  }

  async profile(actor: Actor): Promise<SignedInUser | null> {
    const account = actor.type === 'user' ? await this.users.findAccountById(actor.id) : undefined;
    return account ? present(account) : null;
  }

  private async openSession(tx: Tx, account: Account, client: ClientFacts): Promise<LoginResult> {
    const session = await this.sessions.open(tx, { userId: account.id, client: 'web', ip: client.ip, userAgent: client.userAgent?.slice(0, 300) ?? null });
    return { token: session.token, expiresAt: session.expiresAt.toISOString(), user: present(account) };
  }

  private async reserve(username: string, client: ClientFacts): ReturnType<LoginLimiter['reserve']> {
    try {
      return await this.limiter.reserve({ username, ip: client.ip });
    } catch (error) {
      if (error instanceof AppError && error.code === 'rate_limit.login_locked') await this.noteLock(username, client);
      throw error;
    }
  }

  private async noteLock(username: string, client: ClientFacts): Promise<void> {
    if (!this.lockNoted.isDue(username.toLowerCase())) return;
    await this.note('auth.login.locked', await this.users.findAccount(username), client);
  }

  /** What was typed as an unknown name is not kept: it is often a password in the wrong field. */
  private async note(action: AuditAction, account: Account | undefined, client: ClientFacts): Promise<void> {
    const actor = account ? actorOf(account, client) : { ...systemActor('anonymous'), ip: client.ip, requestId: client.requestId };
    await this.database.transaction({ actor, scope: NO_SCOPE }, async (tx) => {
      audit.record(tx, actor, action, { type: 'user', id: account?.publicId ?? 'unknown' });
    });
  }
}

/** @throws rbac.password_refused with the reason */
export function requireGoodPassword(password: string, account: Pick<Account, 'username' | 'displayName' | 'email' | 'administrator'>): void {
  const words = [account.username, account.displayName, account.email?.split('@')[0] ?? ''];
  const complaint = refusePassword(password, { words, administrator: account.administrator });
  if (complaint) throw rbacErrors.password_refused({ message: complaint.zh, messageEn: complaint.en });
}

/** `zh-Hant-TW` and the like, as the two languages that we speak. */
export function languageOf(locale: string): Locale {
  return locale.startsWith('en') ? 'en' : 'zh-Hant';
}

function present(account: Account): SignedInUser {
  return {
    id: account.publicId,
    username: account.username,
    displayName: account.displayName,
    locale: languageOf(account.locale),
    mustChangePassword: account.mustChangePassword,
  };
}

function actorOf(account: Account, client: ClientFacts): Actor {
  return {
    ...systemActor(account.displayName, account.id),
    type: 'user',
    id: account.id,
    publicId: account.publicId,
    locale: languageOf(account.locale),
    ip: client.ip,
    requestId: client.requestId,
  };
}
