import { Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { toSVG } from 'bwip-js/node';
import type { NewBadge, NewPinDto } from './auth.dto';
import { BadgeStore, type BadgeHolder } from './badge.store';
import { PasswordService } from './password.service';
import { badgeHash, newBadgeCode, newPin } from './pin.rules';
import { rbacErrors } from './rbac.errors';
import { SessionService } from './session.service';
import { UserStore, type UserRow } from './user.store';

/** Badges and PINs as an administrator gives them out. Whatever takes one away ends the sessions that it has opened. */
@Injectable()
export class BadgeService {
  constructor(
    private readonly users: UserStore,
    private readonly badges: BadgeStore,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
  ) {}

  /** A new badge, shown once; the one before stops working. @throws rbac.user_not_found */
  async issue(tx: Tx, actor: Actor, userId: string): Promise<NewBadge> {
    const user = await this.require(tx, userId);
    const replaced = await this.badges.revoke(tx, user.id);
    const sessions = await this.sessions.revokeBadgeSessionsOf(tx, user.id);
    const code = newBadgeCode();
    const issuedAt = await this.badges.insert(tx, { userId: user.id, codeHash: badgeHash(code), issuedBy: actor.userId });
    audit.record(tx, actor, 'user.updated', { type: 'user', id: user.publicId }, { diff: { badge: replaced ? 'replaced' : 'issued', sessions } });
    return { code, svg: toSVG({ bcid: 'qrcode', text: code }), issuedAt: issuedAt.toISOString() };
  }

  /** @throws rbac.user_not_found | rbac.badge_not_found */
  async revoke(tx: Tx, actor: Actor, userId: string): Promise<void> {
    const user = await this.require(tx, userId);
    if (!(await this.badges.revoke(tx, user.id))) throw rbacErrors.badge_not_found();
    const sessions = await this.sessions.revokeBadgeSessionsOf(tx, user.id);
    audit.record(tx, actor, 'user.updated', { type: 'user', id: user.publicId }, { diff: { badge: 'revoked', sessions } });
  }

  /** A new PIN, shown once. @throws rbac.user_not_found */
  async resetPin(tx: Tx, actor: Actor, userId: string): Promise<NewPinDto> {
    const user = await this.require(tx, userId);
    const pin = newPin();
    await this.users.setPin(tx, user.id, await this.passwords.hash(pin));
    const sessions = await this.sessions.revokeBadgeSessionsOf(tx, user.id);
    audit.record(tx, actor, 'auth.password.reset', { type: 'user', id: user.publicId }, { diff: { what: 'pin', sessions } });
    return { pin };
  }

  /** Whose living badge this is; undefined for anything else that was scanned. */
  holderOf(tx: Tx, code: string): Promise<BadgeHolder | undefined> {
    return this.badges.holderOf(tx, badgeHash(code));
  }

  private async require(tx: Tx, userId: string): Promise<UserRow> {
    const user = await this.users.find(tx, userId, { lock: true });
    if (!user) throw rbacErrors.user_not_found();
    return user;
  }
}
