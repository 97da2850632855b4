import { Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import { Database } from '@anwen/database';
import { NO_SCOPE, type Actor, type Id } from '@anwen/kernel';
import { presentAccount, signingIn, type ClientFacts } from './account.rules';
import type { BadgeLoginInput, ChangePinInput, LoginResult } from './auth.dto';
import { PasswordService } from './password.service';
import { badgeHash, isWeakPin } from './pin.rules';
import { rbacErrors } from './rbac.errors';
import { SessionService } from './session.service';
import { SignInAttempts } from './sign-in-attempts.service';
import { UserStore } from './user.store';

/** Wrong PINs in a row, over days: whoever has time gets a ten-thousandth of the shortest PINs and no more. An administrator resets. */
const PIN_FAILURES_MAX = 100;

/** Signing in by badge and PIN, which only an enrolled device offers. Like AuthService it opens its own transactions. */
@Injectable()
export class BadgeLogin {
  constructor(
    private readonly database: Database,
    private readonly users: UserStore,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    private readonly attempts: SignInAttempts,
  ) {}

  /**
   * Opens a session that works on this device alone. An unknown badge costs the same work and gets the same answer as a
   * wrong PIN. Whoever was signed in before keeps a session that only uploads what they have queued.
   * @throws rbac.badge_refused | pin_blocked | rate_limit.login_locked | rbac.login_busy
   */
  async login({ badge, pin }: BadgeLoginInput, client: ClientFacts & { readonly deviceId: Id }): Promise<LoginResult> {
    const hash = badgeHash(badge);
    const find = (): ReturnType<UserStore['findAccountByBadge']> => this.users.findAccountByBadge(hash);
    // Counted by badge on all devices together: the thief of a badge gets no new guesses by taking the next device.
    const candidate = { username: `badge ${hash.toString('base64url')}`, ip: `device-${client.deviceId}`, scope: 'account' } as const;
    const attempt = await this.attempts.reserve(candidate, client, find);
    const account = await find();
    if (account && account.pinFailures >= PIN_FAILURES_MAX) {
      await this.attempts.refused(attempt, account, client);
      throw rbacErrors.pin_blocked();
    }
    const matches = await this.passwords.verify(account?.pinHash, pin);
    if (!account || !matches || !account.active) {
      if (account && !matches) await this.users.notePinFailure(account.id);
      await this.attempts.refused(attempt, account, client);
      throw rbacErrors.badge_refused();
    }
    const actor = signingIn(account, client);
    const result = await this.database.transaction({ actor, scope: NO_SCOPE }, async (tx) => {
      await this.sessions.revokeOnDevice(tx, client.deviceId, account.id);
      await this.users.noteLogin(tx, account.id, null);
      if (account.pinFailures > 0) await this.users.forgetPinFailures(tx, account.id);
      audit.record(tx, actor, 'auth.badge.login', { type: 'user', id: account.publicId });
      const { token, expiresAt } = await this.sessions.open(tx, {
        userId: account.id,
        client: 'pda',
        via: 'badge',
        deviceId: client.deviceId,
        ip: client.ip,
        userAgent: client.userAgent?.slice(0, 300) ?? null,
      });
      return { token, expiresAt: expiresAt.toISOString(), user: { ...presentAccount(account), mustChangePassword: false } };
    });
    await this.attempts.succeed(attempt);
    return result;
  }

  /**
   * Sets the own PIN; the current one, or the password, proves who asks.
   * @throws rbac.current_pin_wrong (counted like a failed sign-in) | rbac.pin_weak | rbac.pin_unchanged
   */
  async changePin(actor: Actor, { current, newPin }: ChangePinInput, client: ClientFacts): Promise<void> {
    const account = actor.type === 'user' ? await this.users.findAccountById(actor.id) : undefined;
    if (!account) throw rbacErrors.user_not_found();
    if (isWeakPin(newPin)) throw rbacErrors.pin_weak();
    const attempt = await this.attempts.reserve({ username: `pin of ${account.id}`, ip: `user-${account.id}` }, client, () => Promise.resolve(account));
    const proved = (await this.passwords.verify(account.pinHash, current)) || (await this.passwords.verify(account.passwordHash, current));
    if (!proved) {
      await this.attempts.fail(attempt);
      throw rbacErrors.current_pin_wrong();
    }
    await this.attempts.succeed(attempt);
    if (await this.passwords.verify(account.pinHash, newPin)) throw rbacErrors.pin_unchanged();
    const hash = await this.passwords.hash(newPin);
    await this.database.transaction({ actor, scope: NO_SCOPE }, async (tx) => {
      await this.users.setPin(tx, account.id, hash);
      audit.record(tx, actor, 'auth.password.changed', { type: 'user', id: account.publicId }, { diff: { what: 'pin' } });
    });
  }
}
