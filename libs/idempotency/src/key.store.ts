import type { DeferredInsert, Tx } from '@anwen/database';
import { HttpAnswer } from '@anwen/kernel';

export interface KeyRecord {
  /** `<principal>:<client key>`. */
  readonly key: string;
  readonly requestHash: string;
  readonly principal: string;
  readonly actorId: string | null;
  readonly method: string;
  readonly route: string;
  readonly hours: number;
}

export interface KnownKey {
  readonly requestHash: string;
  readonly actorId: string | null;
  readonly answer: HttpAnswer;
}

interface EnterRow {
  got: boolean;
  request_hash: string | null;
  actor_id: string | null;
  response_status: number;
  response_headers: Record<string, string>;
  response_raw: string | null;
  expired: boolean;
}

/**
 * Lock and lookup in one round trip. The lock is tried, never waited for: a twin is answered at once.
 * The snapshot is older than the lock, so a twin that committed in between is not seen here; its row is met again by
 * the unique constraint at the insert, and the interceptor starts over.
 */
const ENTER = `
  WITH entry AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtextextended($1, 7)) AS got)
  SELECT e.got, k.request_hash, k.actor_id, k.response_status, k.response_headers, k.response_raw, k.expires_at <= now() AS expired
  FROM entry e LEFT JOIN sys_idempotency_keys k ON e.got AND k.idempotency_key = $1`;

const KEEP: DeferredInsert = {
  name: 'idempotency.keep',
  sql: `INSERT INTO sys_idempotency_keys (idempotency_key, request_hash, response_status, response_body, response_raw, response_headers,
                                          principal, actor_id, method, route, expires_at)
        SELECT r.key, r.hash, r.status, r.raw::jsonb, r.raw, r.headers, r.principal, r.actor, r.method, r.route, now() + make_interval(hours => r.hours)
        FROM jsonb_to_recordset($rows::jsonb) AS r(key text, hash text, status int, raw text, headers jsonb, principal text, actor bigint, method text, route text, hours int)`,
};

/** Name of the constraint that a twin's insert runs into. */
export const KEY_CONSTRAINT = 'sys_idempotency_keys_idempotency_key_key';

/** `busy` while another transaction holds the key; the stored answer when it is known; undefined when it is new. */
export async function enter(tx: Tx, key: string): Promise<KnownKey | 'busy' | undefined> {
  const [row] = await tx.prepared<EnterRow>('idempotency.enter', ENTER, [key]);
  if (!row?.got) return 'busy';
  if (row.request_hash === null) return undefined;
  if (row.expired) {
    await tx.query('DELETE FROM sys_idempotency_keys WHERE idempotency_key = $1 AND expires_at <= now()', [key]);
    return undefined;
  }
  return { requestHash: row.request_hash, actorId: row.actor_id, answer: new HttpAnswer(row.response_status, row.response_headers, row.response_raw) };
}

/** Keeps the answer: it is written with audit and outbox in the one statement before the commit. */
export function keep(tx: Tx, record: KeyRecord, answer: HttpAnswer): void {
  tx.collect(KEEP, {
    key: record.key,
    hash: record.requestHash,
    status: answer.status,
    raw: answer.body,
    headers: answer.headers,
    principal: record.principal,
    actor: record.actorId,
    method: record.method,
    route: record.route,
    hours: record.hours,
  });
}

/** Deletes up to `limit` expired keys and returns how many. */
export async function purgeExpired(tx: Tx, limit: number): Promise<number> {
  const rows = await tx.query<{ id: string }>(
    `DELETE FROM sys_idempotency_keys WHERE id IN (SELECT id FROM sys_idempotency_keys WHERE expires_at <= now() ORDER BY expires_at LIMIT $1) RETURNING id`,
    [limit],
  );
  return rows.length;
}
