import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import { violatedConstraint, type Tx } from '@anwen/database';
import { CURSOR_CODEC, httpErrors } from '@anwen/http';
import { CursorCodec, pageOf, type Actor, type Id, type Page } from '@anwen/kernel';
import { languageOf } from './account.rules';
import { requireGoodPassword } from './auth.service';
import { DeptService } from './dept.service';
import { PasswordService } from './password.service';
import { rbacErrors } from './rbac.errors';
import { ScopeStore } from './scope.store';
import { SessionService } from './session.service';
import type { NewPassword, UserInput, UserListItem, UserPatch, UserQuery, UserView } from './user.dto';
import { UserStore, type UserRow } from './user.store';

/** Users as an administrator sees them. Roles are `AssignmentService`'s. */
@Injectable()
export class UserService {
  constructor(
    private readonly store: UserStore,
    private readonly scopes: ScopeStore,
    private readonly depts: DeptService,
    private readonly passwords: PasswordService,
    private readonly sessions: SessionService,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** By user name. @throws page.cursor_invalid */
  async list(tx: Tx, query: UserQuery): Promise<Page<UserListItem>> {
    const filter = { q: query.q ?? null, status: query.status ?? null };
    const binding = ['users', filter];
    const after = query.cursor === undefined ? null : this.codec.decode(query.cursor, binding)[0]!;
    const rows = await this.store.list(tx, { ...filter, after, limit: query.limit + 1 });
    const page = pageOf(rows, query.limit, (last) => this.codec.encode([last.username.toLowerCase()], binding), presentUser);
    return query.withTotal ? { ...page, total: await this.store.count(tx, filter), totalIsEstimate: false } : page;
  }

  /** @throws rbac.user_not_found */
  async get(tx: Tx, publicId: string): Promise<UserView> {
    const row = await this.require(tx, publicId);
    return { ...presentUser(row), roles: await this.scopes.assignmentsOf(tx, row.id) };
  }

  /** @throws rbac.username_taken, rbac.password_refused, rbac.dept_not_found */
  async create(tx: Tx, actor: Actor, input: Omit<UserInput, 'roles'>): Promise<NewPassword> {
    const password = input.password ?? temporaryPassword();
    // Whoever becomes an administrator later must change the password then; here the rule of everybody holds.
    requireGoodPassword(password, { username: input.username, displayName: input.displayName, email: input.email ?? null, administrator: false });
    const deptId = input.departmentId ? await this.depts.idOf(tx, input.departmentId) : null;
    const passwordHash = await this.passwords.hash(password);
    const id = await this.store
      .insert(tx, {
        username: input.username,
        displayName: input.displayName,
        email: input.email ?? null,
        deptId,
        locale: input.locale ?? 'zh-Hant',
        passwordHash,
        mustChange: true,
      })
      .catch((error: unknown) => {
        throw violatedConstraint(error) === 'sys_users_username' ? rbacErrors.username_taken({ username: input.username }) : error;
      });
    audit.record(tx, actor, 'user.created', { type: 'user', id }, { diff: { ...input, password: undefined } });
    return { user: await this.get(tx, id), temporaryPassword: input.password === undefined ? password : null };
  }

  /** @throws rbac.user_not_found, http.precondition_failed */
  async update(tx: Tx, actor: Actor, target: { id: string; rowVersion: number }, patch: UserPatch): Promise<UserView> {
    const row = await this.require(tx, target.id, true);
    if (row.rowVersion !== target.rowVersion) throw httpErrors.precondition_failed({ current: await this.get(tx, target.id) });
    await this.store.update(tx, row.id, {
      displayName: patch.displayName ?? row.displayName,
      email: patch.email === undefined ? row.email : patch.email,
      locale: patch.locale ?? row.locale,
      deptId: await this.deptOf(tx, row, patch),
    });
    audit.record(tx, actor, 'user.updated', { type: 'user', id: row.publicId }, { diff: patch });
    return this.get(tx, target.id);
  }

  /** Ends all sessions and keeps the user out; its API keys stop too. @throws rbac.own_account, rbac.last_administrator */
  async disable(tx: Tx, actor: Actor, id: string, reason?: string): Promise<UserView> {
    await this.store.lockAdministration(tx);
    const row = await this.require(tx, id, true);
    refuseOwn(actor, row);
    await this.store.setStatus(tx, row.id, 'disabled');
    if ((await this.store.countAdministrators(tx)) === 0) throw rbacErrors.last_administrator();
    const sessionsEnded = await this.sessions.revokeAllOf(tx, row.id);
    audit.record(tx, actor, 'user.disabled', { type: 'user', id }, { diff: { sessionsEnded }, ...(reason === undefined ? {} : { reason }) });
    return this.get(tx, id);
  }

  async enable(tx: Tx, actor: Actor, id: string, reason?: string): Promise<UserView> {
    const row = await this.require(tx, id, true);
    await this.store.setStatus(tx, row.id, 'active');
    audit.record(tx, actor, 'user.enabled', { type: 'user', id }, reason === undefined ? {} : { reason });
    return this.get(tx, id);
  }

  /** A new password, shown once and to be changed at the next sign-in; all sessions end. @throws rbac.own_account */
  async resetPassword(tx: Tx, actor: Actor, id: string): Promise<NewPassword> {
    const row = await this.require(tx, id, true);
    refuseOwn(actor, row);
    const password = temporaryPassword();
    await this.store.setPassword(tx, row.id, await this.passwords.hash(password), true);
    const sessionsEnded = await this.sessions.revokeAllOf(tx, row.id);
    audit.record(tx, actor, 'auth.password.reset', { type: 'user', id }, { diff: { sessionsEnded } });
    return { user: await this.get(tx, id), temporaryPassword: password };
  }

  async revokeSessions(tx: Tx, actor: Actor, id: string): Promise<{ sessionsEnded: number }> {
    const row = await this.require(tx, id);
    const sessionsEnded = await this.sessions.revokeAllOf(tx, row.id);
    audit.record(tx, actor, 'auth.session.revoked', { type: 'user', id }, { diff: { sessionsEnded } });
    return { sessionsEnded };
  }

  private async deptOf(tx: Tx, row: UserRow, patch: UserPatch): Promise<Id | null> {
    const wanted = patch.departmentId === undefined ? row.deptPublicId : patch.departmentId;
    return wanted === null ? null : this.depts.idOf(tx, wanted);
  }

  private async require(tx: Tx, publicId: string, lock = false): Promise<UserRow> {
    const row = await this.store.find(tx, publicId, { lock });
    if (!row) throw rbacErrors.user_not_found();
    return row;
  }
}

/** Nobody locks himself out or frees himself. @throws rbac.own_account */
export function refuseOwn(actor: Actor, row: Pick<UserRow, 'id'>): void {
  if (actor.userId === row.id) throw rbacErrors.own_account();
}

function presentUser(row: UserRow): UserListItem {
  return {
    id: row.publicId,
    username: row.username,
    displayName: row.displayName,
    email: row.email,
    locale: languageOf(row.locale),
    status: row.status,
    department: row.deptPublicId ? { id: row.deptPublicId, code: row.deptCode!, name: row.deptName! } : null,
    mustChangePassword: row.mustChangePassword,
    lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    rowVersion: row.rowVersion,
  };
}

/** 15 random bytes are 20 characters: long enough for administrators, short enough to be typed once. */
function temporaryPassword(): string {
  return randomBytes(15).toString('base64url');
}
