import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

export interface ApiKeyRow {
  readonly internalId: Id;
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly permissions: string[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** A key that is about to be rotated. */
export interface LockedApiKey extends ApiKeyRow {
  readonly isReplaced: boolean;
}

const KEY = `SELECT k.id AS "internalId", k.public_id AS id, k.name, k.token_hint AS hint, k.permissions, u.username AS "createdBy", k.created_at AS "createdAt",
    k.last_used_at AS "lastUsedAt", k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt"
  FROM sys_api_keys k JOIN sys_users u ON u.id = k.created_by`;

/** All SQL of `sys_api_keys` but the check of a request (session.store). */
@Injectable()
export class ApiKeyStore {
  /** Newest first; 200 keys are more than a factory has integrations. */
  async list(tx: Tx): Promise<ApiKeyRow[]> {
    return tx.query<ApiKeyRow>(`${KEY} ORDER BY k.id DESC LIMIT 200`);
  }

  async find(tx: Tx, publicId: string): Promise<ApiKeyRow | undefined> {
    return (await tx.query<ApiKeyRow>(`${KEY} WHERE k.public_id = $1`, [publicId]))[0];
  }

  /** Two rotations at the same time take turns. */
  async lock(tx: Tx, publicId: string): Promise<LockedApiKey | undefined> {
    const sql = `${KEY.replace('SELECT ', 'SELECT k.replaced_by IS NOT NULL AS "isReplaced", ')} WHERE k.public_id = $1 FOR NO KEY UPDATE OF k`;
    return (await tx.query<LockedApiKey>(sql, [publicId]))[0];
  }

  async insert(
    tx: Tx,
    key: { name: string; tokenHash: Buffer; hint: string; permissions: readonly string[]; createdBy: Id; expiresAt: string | null },
  ): Promise<{ internalId: Id; id: string }> {
    const [row] = await tx.query<{ internalId: Id; id: string }>(
      `INSERT INTO sys_api_keys (name, token_hash, token_hint, permissions, created_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
       RETURNING id AS "internalId", public_id AS id`,
      [key.name, key.tokenHash, key.hint, key.permissions, key.createdBy, key.expiresAt],
    );
    return row!;
  }

  /** The same rights under a new token; the old one ends when the overlap does, or when it would have ended anyway. */
  async succeed(tx: Tx, old: Id, next: { tokenHash: Buffer; hint: string; createdBy: Id; overlapHours: number }): Promise<string> {
    const [row] = await tx.query<{ id: string }>(
      `WITH made AS (
         INSERT INTO sys_api_keys (name, token_hash, token_hint, permissions, created_by, expires_at)
         SELECT name, $2, $3, permissions, $4, expires_at FROM sys_api_keys WHERE id = $1 RETURNING id, public_id),
       scopes AS (
         INSERT INTO sys_data_scopes (api_key_id, kind, target_id) SELECT made.id, s.kind, s.target_id FROM made, sys_data_scopes s WHERE s.api_key_id = $1),
       ending AS (
         UPDATE sys_api_keys SET expires_at = least(expires_at, clock_timestamp() + $5 * interval '1 hour'), replaced_by = made.id FROM made WHERE sys_api_keys.id = $1)
       SELECT public_id AS id FROM made`,
      [old, next.tokenHash, next.hint, next.createdBy, next.overlapHours],
    );
    return row!.id;
  }

  async revoke(tx: Tx, id: Id): Promise<void> {
    await tx.query('UPDATE sys_api_keys SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1', [id]);
  }
}
