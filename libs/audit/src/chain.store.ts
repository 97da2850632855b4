import type { Tx } from '@anwen/database';
import type { AuditHead } from './chain.rules';

export interface CanonicalRow {
  readonly logId: string;
  readonly row: string | null;
}

export interface Link extends CanonicalRow {
  readonly seq: string;
  readonly hash: Buffer;
}

/** Every column, in a fixed order, as PostgreSQL's own canonical text. A new column gets a new dictionary version. */
const CANONICAL = `jsonb_build_array(l.id, to_char(l.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), l.action, l.severity, l.actor_type, l.actor_id,
  l.actor_name, l.device_id, host(l.ip), l.request_id, l.idempotency_key, l.subject_type, l.subject_id, l.reason, l.diff, l.dictionary_version)::text`;

/** All SQL of the chain. */
export const chainStore = {
  /** False when another sealer is at work. The number only has to differ from other advisory locks. */
  async tryLock(tx: Tx): Promise<boolean> {
    const [row] = await tx.query<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock(727002) AS locked');
    return row!.locked;
  },

  async head(tx: Tx): Promise<{ seq: string; hash: Buffer } | undefined> {
    return (await tx.query<{ seq: string; hash: Buffer }>('SELECT seq, hash FROM sys_audit_chain ORDER BY seq DESC LIMIT 1'))[0];
  },

  async pendingRows(tx: Tx, limit: number): Promise<CanonicalRow[]> {
    return tx.query<CanonicalRow>(
      `SELECT p.log_id AS "logId", CASE WHEN l.id IS NOT NULL THEN ${CANONICAL} END AS row
       FROM sys_audit_pending p LEFT JOIN sys_audit_logs l ON l.id = p.log_id ORDER BY p.log_id LIMIT $1`,
      [limit],
    );
  },

  async append(tx: Tx, links: readonly { seq: string; logId: string; hash: string }[]): Promise<void> {
    await tx.query(
      `WITH link AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(seq bigint, "logId" bigint, hash text)),
            sealed AS (INSERT INTO sys_audit_chain (seq, log_id, hash) SELECT seq, "logId", decode(hash, 'hex') FROM link)
       DELETE FROM sys_audit_pending p USING link WHERE p.log_id = link."logId"`,
      [JSON.stringify(links)],
    );
  },

  async links(tx: Tx, afterSeq: string, limit: number): Promise<Link[]> {
    return tx.query<Link>(
      `SELECT c.seq, c.hash, c.log_id AS "logId", CASE WHEN l.id IS NOT NULL THEN ${CANONICAL} END AS row
       FROM sys_audit_chain c LEFT JOIN sys_audit_logs l ON l.id = c.log_id WHERE c.seq > $1 ORDER BY c.seq LIMIT $2`,
      [afterSeq, limit],
    );
  },

  async linkAt(tx: Tx, seq: string): Promise<AuditHead | undefined> {
    return (await tx.query<AuditHead>(`SELECT seq, encode(hash, 'hex') AS hash FROM sys_audit_chain WHERE seq = $1`, [seq]))[0];
  },

  /** A log row that is neither sealed nor waiting did not come through `audit.record`. */
  async smuggledRow(tx: Tx): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      `SELECT l.id FROM sys_audit_logs l WHERE NOT EXISTS (SELECT 1 FROM sys_audit_chain c WHERE c.log_id = l.id)
         AND NOT EXISTS (SELECT 1 FROM sys_audit_pending p WHERE p.log_id = l.id) ORDER BY l.id LIMIT 1`,
    );
    return row?.id;
  },

  async pendingWithoutRow(tx: Tx): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      'SELECT p.log_id AS id FROM sys_audit_pending p WHERE NOT EXISTS (SELECT 1 FROM sys_audit_logs l WHERE l.id = p.log_id) ORDER BY 1 LIMIT 1',
    );
    return row?.id;
  },

  async pendingAge(tx: Tx): Promise<{ pending: number; oldestPendingSeconds: number }> {
    const [row] = await tx.query<{ pending: number; oldestPendingSeconds: number }>(
      `SELECT count(*)::int AS pending, coalesce(extract(epoch FROM clock_timestamp() - min(l.occurred_at)), 0)::float8 AS "oldestPendingSeconds"
       FROM sys_audit_pending p LEFT JOIN sys_audit_logs l ON l.id = p.log_id`,
    );
    return row!;
  },
};
