import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

/** A user as the sign-in needs it. */
export interface Account {
  readonly id: Id;
  readonly publicId: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly locale: string;
  readonly passwordHash: string | null;
  readonly mustChangePassword: boolean;
  readonly active: boolean;
  readonly rowVersion: number;
  /** Holds a permission that changes others' rights. */
  readonly administrator: boolean;
  readonly pinHash: string | null;
  /** Wrong PINs since the last right one. */
  readonly pinFailures: number;
}

export interface UserRow {
  readonly id: Id;
  readonly publicId: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly locale: string;
  readonly status: 'active' | 'disabled';
  readonly mustChangePassword: boolean;
  readonly deptPublicId: string | null;
  readonly deptCode: string | null;
  readonly deptName: string | null;
  readonly lastLoginAt: Date | null;
  readonly createdAt: Date;
  readonly rowVersion: number;
}

/** Who holds one of these decides about others' rights, and needs the longer password. */
export const ADMIN_PERMISSIONS = ['user.write', 'role.write', 'apikey.write'];

const ACCOUNT = `SELECT u.id, u.public_id AS "publicId", u.username, u.display_name AS "displayName", u.email, u.locale, u.password_hash AS "passwordHash",
    u.must_change_password AS "mustChangePassword", u.status = 'active' AND u.deleted_at IS NULL AS active, u.row_version AS "rowVersion",
    EXISTS (SELECT 1 FROM sys_user_roles r JOIN sys_role_permissions p ON p.role_id = r.role_id
            WHERE r.user_id = u.id AND p.permission_code IN ('user.write', 'role.write', 'apikey.write')) AS administrator,
    u.pin_hash AS "pinHash", u.pin_failures AS "pinFailures"
  FROM sys_users u`;

const USER = `SELECT u.id, u.public_id AS "publicId", u.username, u.display_name AS "displayName", u.email, u.locale, u.status, u.must_change_password AS "mustChangePassword",
    d.public_id AS "deptPublicId", d.code AS "deptCode", d.name AS "deptName", u.last_login_at AS "lastLoginAt", u.created_at AS "createdAt", u.row_version AS "rowVersion"
  FROM sys_users u LEFT JOIN sys_depts d ON d.id = u.dept_id`;

export interface UserFilter {
  readonly q: string | null;
  readonly status: string | null;
}

const MATCHES = `u.deleted_at IS NULL AND ($1::text IS NULL OR u.status = $1)
  AND ($2::text IS NULL OR strpos(lower(u.username), lower($2)) > 0 OR strpos(lower(u.display_name), lower($2)) > 0)`;

/** All SQL of `sys_users`. */
@Injectable()
export class UserStore {
  constructor(private readonly database: Database) {}

  /** Outside a transaction: the slow check of the password follows and must not hold one open. */
  async findAccount(username: string): Promise<Account | undefined> {
    return (await this.database.query<Account>(`${ACCOUNT} WHERE lower(u.username) = lower($1) AND u.deleted_at IS NULL`, [username]))[0];
  }

  async findAccountById(id: Id): Promise<Account | undefined> {
    return (await this.database.query<Account>(`${ACCOUNT} WHERE u.id = $1`, [id]))[0];
  }

  async findAccountByBadge(codeHash: Buffer): Promise<Account | undefined> {
    const [account] = await this.database.query<Account>(
      `${ACCOUNT} JOIN sys_badges b ON b.user_id = u.id WHERE b.code_hash = $1 AND b.revoked_at IS NULL AND u.deleted_at IS NULL`,
      [codeHash],
    );
    return account;
  }

  async setPin(tx: Tx, id: Id, pinHash: string): Promise<void> {
    await tx.query('UPDATE sys_users SET pin_hash = $2, pin_set_at = now(), pin_failures = 0, updated_at = now() WHERE id = $1', [id, pinHash]);
  }

  /** Outside a transaction: the sign-in that failed has none. */
  async notePinFailure(id: Id): Promise<void> {
    await this.database.query('UPDATE sys_users SET pin_failures = pin_failures + 1 WHERE id = $1', [id]);
  }

  async forgetPinFailures(tx: Tx, id: Id): Promise<void> {
    await tx.query('UPDATE sys_users SET pin_failures = 0 WHERE id = $1', [id]);
  }

  async noteLogin(tx: Tx, id: Id, newHash: string | null): Promise<void> {
    await tx.query('UPDATE sys_users SET last_login_at = now(), password_hash = coalesce($2, password_hash) WHERE id = $1', [id, newHash]);
  }

  async setPassword(tx: Tx, id: Id, hash: string, mustChange: boolean): Promise<void> {
    await tx.query('UPDATE sys_users SET password_hash = $2, must_change_password = $3, updated_at = now() WHERE id = $1', [id, hash, mustChange]);
  }

  async find(tx: Tx, publicId: string, options: { lock?: boolean } = {}): Promise<UserRow | undefined> {
    const lock = options.lock ? ' FOR UPDATE OF u' : '';
    return (await tx.query<UserRow>(`${USER} WHERE u.public_id = $1 AND u.deleted_at IS NULL${lock}`, [publicId]))[0];
  }

  /** By user name, which is unique; `after` is the last name of the page before. */
  async list(tx: Tx, filter: UserFilter & { after: string | null; limit: number }): Promise<UserRow[]> {
    return tx.query<UserRow>(`${USER} WHERE ${MATCHES} AND ($3::text IS NULL OR lower(u.username) > $3) ORDER BY lower(u.username) LIMIT $4`, [
      filter.status,
      filter.q,
      filter.after,
      filter.limit,
    ]);
  }

  async count(tx: Tx, filter: UserFilter): Promise<number> {
    const [row] = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM sys_users u WHERE ${MATCHES}`, [filter.status, filter.q]);
    return row!.n;
  }

  async insert(
    tx: Tx,
    user: { username: string; displayName: string; email: string | null; deptId: Id | null; locale: string; passwordHash: string; mustChange: boolean },
  ): Promise<string> {
    const [row] = await tx.query<{ publicId: string }>(
      `INSERT INTO sys_users (username, display_name, email, dept_id, locale, password_hash, must_change_password)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING public_id AS "publicId"`,
      [user.username, user.displayName, user.email, user.deptId, user.locale, user.passwordHash, user.mustChange],
    );
    return row!.publicId;
  }

  async update(tx: Tx, id: Id, user: { displayName: string; email: string | null; deptId: Id | null; locale: string }): Promise<void> {
    await tx.query(
      `UPDATE sys_users SET display_name = $2, email = $3, dept_id = $4, locale = $5, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, user.displayName, user.email, user.deptId, user.locale],
    );
  }

  async setStatus(tx: Tx, id: Id, status: 'active' | 'disabled'): Promise<void> {
    await tx.query('UPDATE sys_users SET status = $2, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [id, status]);
  }

  /** Active users who may manage users everywhere; the last one must stay. */
  async countAdministrators(tx: Tx): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      `SELECT count(DISTINCT u.id)::int AS n FROM sys_users u JOIN sys_user_roles r ON r.user_id = u.id
       JOIN sys_role_permissions p ON p.role_id = r.role_id AND p.permission_code = 'user.write'
       JOIN sys_data_scopes s ON s.user_role_id = r.id AND s.kind = 'all' WHERE u.status = 'active' AND u.deleted_at IS NULL`,
    );
    return row!.n;
  }

  /** Changes of who administers queue up here, or two at once could each leave the other as the last. */
  async lockAdministration(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('rbac.administration'))`);
  }
}
