import { Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { NO_SCOPE, type Actor } from '@anwen/kernel';
import type { LoginCandidate } from '@anwen/rate-limit';
import { presentAccount, signingIn, type ClientFacts } from './account.rules';
import type { ChangePasswordInput, LoginInput, LoginResult, SignedInUser } from './auth.dto';
import { refusePassword } from './password.rules';
import { PasswordService } from './password.service';
import { rbacErrors } from './rbac.errors';
import { SessionService } from './session.service';
import { SignInAttempts } from './sign-in-attempts.service';
import { UserStore, type Account } from './user.store';

/** Signing in and out, and the own password. It opens its own transactions: a refused attempt must leave its trace. */
@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly users: UserStore,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly attempts: SignInAttempts,
  ) {}

  /**
   * Checks name and password and opens a session. The place in the limiter is taken before the slow check, and an
   * unknown or disabled user costs the same work and gets the same answer as a wrong password.
   * @throws rbac.login_refused, rate_limit.login_locked, rbac.login_busy
   */
  async login(input: LoginInput, client: ClientFacts): Promise<LoginResult> {
    const attempt = await this.attempts.reserve(candidateOf(input.username, client), client, () => this.users.findAccount(input.username));
    const account = await this.users.findAccount(input.username);
    const matches = await this.passwords.verify(account?.passwordHash, input.password);
    if (!account || !matches || !account.active) {
      await this.attempts.refused(attempt, account, client);
      throw rbacErrors.login_refused();
    }
    const outdated = account.passwordHash !== null && this.passwords.isOutdated(account.passwordHash);
    const newHash = outdated ? await this.passwords.hash(input.password) : null;
    const actor = signingIn(account, client);
    const result = await this.database.transaction({ actor, scope: NO_SCOPE }, async (tx) => {
      if (client.replaces) await this.sessions.revokeToken(tx, client.replaces);
      await this.users.noteLogin(tx, account.id, newHash);
      audit.record(tx, actor, 'auth.login.success', { type: 'user', id: account.publicId });
      return this.openSession(tx, account, client);
    });
    await this.attempts.succeed(attempt);
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
    const attempt = await this.attempts.reserve(candidateOf(account.username, client), client, () => Promise.resolve(account));
    if (!(await this.passwords.verify(account.passwordHash, input.currentPassword))) {
      await this.attempts.fail(attempt);
      throw rbacErrors.current_password_wrong();
    }
    await this.attempts.succeed(attempt);
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
    return account ? presentAccount(account) : null;
  }

  private async openSession(tx: Tx, account: Account, client: ClientFacts): Promise<LoginResult> {
    const deviceId = client.deviceId ?? null;
    if (deviceId !== null) await this.sessions.revokeOnDevice(tx, deviceId, account.id);
    const session = await this.sessions.open(tx, {
      userId: account.id,
      client: deviceId === null ? 'web' : 'pda',
      deviceId,
      ip: client.ip,
      userAgent: client.userAgent?.slice(0, 300) ?? null,
    });
    return { token: session.token, expiresAt: session.expiresAt.toISOString(), user: presentAccount(account) };
  }
}

/** @throws rbac.password_refused with the reason */
export function requireGoodPassword(password: string, account: Pick<Account, 'username' | 'displayName' | 'email' | 'administrator'>): void {
  const words = [account.username, account.displayName, account.email?.split('@')[0] ?? ''];
  const complaint = refusePassword(password, { words, administrator: account.administrator });
  if (complaint) throw rbacErrors.password_refused({ message: complaint.zh, messageEn: complaint.en });
}

/** An enrolled device has a count of its own: whoever locks an account from outside does not lock it on the floor. */
function candidateOf(username: string, { ip, deviceId }: ClientFacts): LoginCandidate {
  return deviceId ? { username: `${username} on device ${deviceId}`, ip: `device-${deviceId}` } : { username, ip };
}
