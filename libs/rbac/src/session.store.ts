import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { Assignment } from './grants.rules';

/** Who stands behind a credential, as one query finds it. */
export interface Bearer {
  readonly sessionId: Id | null;
  readonly apiKeyId: Id | null;
  readonly publicId: string;
  readonly name: string;
  readonly userId: Id;
  readonly departmentId: Id | null;
  readonly deviceId: Id | null;
  readonly mustChangePassword: boolean;
  readonly stale: boolean;
  readonly assignments: readonly Assignment[];
}

/** Who asked for work that runs later. */
export type KnownRequester = Pick<Bearer, 'publicId' | 'name' | 'userId' | 'departmentId' | 'assignments'> & { readonly locale: string };

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly userId: Id;
  readonly client: 'web' | 'pda' | 'cli';
  /** The enrolled device on which it is opened: it works there and nowhere else. */
  readonly deviceId?: Id | null;
  /** A badge needs no password, and none has to be changed. Default: password. */
  readonly via?: 'password' | 'badge';
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly lifetimeSeconds: number;
}

const SCOPES = (owner: string): string =>
  `coalesce((SELECT jsonb_agg(jsonb_build_object('kind', d.kind, 'target', d.target_id::text)) FROM sys_data_scopes d WHERE ${owner}), '[]')`;

const ASSIGNMENTS = `coalesce((SELECT jsonb_agg(jsonb_build_object(
           'permissions', coalesce((SELECT jsonb_agg(p.permission_code) FROM sys_role_permissions p WHERE p.role_id = r.role_id), '[]'),
           'scopes', ${SCOPES('d.user_role_id = r.id')})) FROM sys_user_roles r WHERE r.user_id = u.id), '[]')`;
const KEY_ASSIGNMENTS = `jsonb_build_array(jsonb_build_object('permissions', to_jsonb(k.permissions), 'scopes', ${SCOPES('d.api_key_id = k.id')}))`;
const LIVING_KEY = `k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()) AND u.status = 'active' AND u.deleted_at IS NULL`;

// A disabled user's sessions and keys are dead at once, whatever their own rows say.
const FIND_SESSION = `
  SELECT s.id AS "sessionId", NULL AS "apiKeyId", u.public_id AS "publicId", u.display_name AS name, u.id AS "userId", u.dept_id AS "departmentId",
         s.device_id AS "deviceId", u.must_change_password AND s.via = 'password' AS "mustChangePassword", s.last_used_at < now() - interval '30 s' AS stale,
         ${ASSIGNMENTS} AS assignments
  FROM sys_sessions s JOIN sys_users u ON u.id = s.user_id
  WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.status = 'active' AND u.deleted_at IS NULL
    AND s.last_used_at > now() - CASE s.client WHEN 'pda' THEN interval '12 h' ELSE interval '30 min' END`;

const FIND_API_KEY = `
  SELECT NULL AS "sessionId", k.id AS "apiKeyId", k.public_id AS "publicId", k.name, u.id AS "userId", u.dept_id AS "departmentId", NULL AS "deviceId",
         false AS "mustChangePassword", coalesce(k.last_used_at < now() - interval '30 s', true) AS stale,
         ${KEY_ASSIGNMENTS} AS assignments
  FROM sys_api_keys k JOIN sys_users u ON u.id = k.created_by
  WHERE k.token_hash = $1 AND ${LIVING_KEY}`;

// The same rows by their ids, for work that runs after the request that asked for it.
const FIND_USER = `
  SELECT u.public_id AS "publicId", u.display_name AS name, u.id AS "userId", u.dept_id AS "departmentId", u.locale, ${ASSIGNMENTS} AS assignments
  FROM sys_users u WHERE u.id = $1 AND u.status = 'active' AND u.deleted_at IS NULL`;

const FIND_API_KEY_BY_ID = `
  SELECT k.public_id AS "publicId", k.name, u.id AS "userId", u.dept_id AS "departmentId", u.locale, ${KEY_ASSIGNMENTS} AS assignments
  FROM sys_api_keys k JOIN sys_users u ON u.id = k.created_by
  WHERE k.id = $1 AND ${LIVING_KEY}`;

/** All SQL of `sys_sessions`, and the question that every request asks. */
@Injectable()
export class SessionStore {
  constructor(private readonly database: Database) {}

  async findBySession(tokenHash: Buffer): Promise<Bearer | undefined> {
    return (await this.database.query<Bearer>(FIND_SESSION, [tokenHash]))[0];
  }

  async findByApiKey(tokenHash: Buffer): Promise<Bearer | undefined> {
    return (await this.database.query<Bearer>(FIND_API_KEY, [tokenHash]))[0];
  }

  async findUserAsBearer(userId: Id): Promise<KnownRequester | undefined> {
    return (await this.database.query<KnownRequester>(FIND_USER, [userId]))[0];
  }

  async findApiKeyAsBearer(apiKeyId: Id): Promise<KnownRequester | undefined> {
    return (await this.database.query<KnownRequester>(FIND_API_KEY_BY_ID, [apiKeyId]))[0];
  }

  /** At most one write per 30 s and credential: the idle limit needs no more. */
  async touch(bearer: Bearer): Promise<void> {
    if (bearer.sessionId) await this.database.query('UPDATE sys_sessions SET last_used_at = now() WHERE id = $1', [bearer.sessionId]);
    else await this.database.query('UPDATE sys_api_keys SET last_used_at = now() WHERE id = $1', [bearer.apiKeyId]);
  }

  async insert(tx: Tx, session: NewSession): Promise<{ id: Id; expiresAt: Date }> {
    const [row] = await tx.query<{ id: Id; expiresAt: Date }>(
      `INSERT INTO sys_sessions (token_hash, user_id, client, ip, user_agent, expires_at, device_id, via)
       VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6), $7, $8) RETURNING id, expires_at AS "expiresAt"`,
      [
        session.tokenHash,
        session.userId,
        session.client,
        session.ip,
        session.userAgent,
        session.lifetimeSeconds,
        session.deviceId ?? null,
        session.via ?? 'password',
      ],
    );
    return row!;
  }

  async revoke(tx: Tx, sessionId: Id): Promise<void> {
    await tx.query('UPDATE sys_sessions SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [sessionId]);
  }

  async revokeByToken(tx: Tx, tokenHash: Buffer): Promise<void> {
    await tx.query('UPDATE sys_sessions SET revoked_at = now() WHERE token_hash = $1 AND revoked_at IS NULL', [tokenHash]);
  }

  /** All sessions of a device, or those of one user on it. */
  async revokeOnDevice(tx: Tx, deviceId: Id, userId: Id | null): Promise<number> {
    const ended = await tx.query(
      'UPDATE sys_sessions SET revoked_at = now() WHERE device_id = $1 AND ($2::bigint IS NULL OR user_id = $2) AND revoked_at IS NULL RETURNING id',
      [deviceId, userId],
    );
    return ended.length;
  }

  /** Every session of the user, or those that were opened by badge. */
  async revokeAllOf(tx: Tx, userId: Id, via: 'badge' | null = null): Promise<number> {
    const sql = 'UPDATE sys_sessions SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL AND ($2::text IS NULL OR via = $2) RETURNING id';
    return (await tx.query(sql, [userId, via])).length;
  }
}
