import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import type { SyncSource } from './sync-sources';

export interface SyncRow {
  readonly no: string;
  readonly row: object;
}

export interface ChangedRef {
  readonly no: string;
  readonly id: string;
}

/** Now, as the log of changes counts it. */
export interface LogState {
  readonly history: string;
  /** The oldest transaction that is still running: everything below it is visible or gone for good. */
  readonly horizon: string;
  /** Below this the log is no longer whole. */
  readonly purgedBefore: string;
  readonly now: string;
}

interface Asking {
  readonly userId: string | null;
  readonly words: readonly string[];
  readonly limit: number;
}

/** Reads what devices keep, and the log that keeps them fresh. */
@Injectable()
export class SyncStore {
  /** The first look of a round: its snapshot is older than those of the rows, so nothing can fall between. */
  async state(tx: Tx): Promise<LogState> {
    const [row] = await tx.query<LogState>(
      `SELECT sync_history() AS history, pg_snapshot_xmin(pg_current_snapshot())::text AS horizon, purged_before::text AS "purgedBefore",
              to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS now FROM sync_horizon`,
    );
    return row!;
  }

  /** Everything that a device may have, by id. */
  everything(tx: Tx, source: SyncSource, after: string, { userId, words, limit }: Asking): Promise<SyncRow[]> {
    // Each source uses what it needs of the values; the casts tell the types of the others.
    return tx.query<SyncRow>(
      `${source.select} WHERE ${source.visible} AND ${source.id} > $1::bigint AND ($2::bigint IS NULL OR true) AND ($3::text[] IS NULL OR true) ORDER BY ${source.id} LIMIT ${limit}`,
      [after, userId, words],
    );
  }

  /** Things that changed in transaction `since` or later, each once, by id. */
  changed(
    tx: Tx,
    source: SyncSource,
    after: string,
    { since, freedSince, limit }: { since: string; freedSince: string; limit: number },
  ): Promise<ChangedRef[]> {
    const freed = source.freed ? `UNION SELECT ref_id, public_id FROM (${source.freed}) AS freed` : '';
    return tx.query<ChangedRef>(
      `SELECT ref_id::text AS no, public_id AS id
         FROM (SELECT ref_id, public_id FROM sync_changes WHERE changed_in >= $1::text::xid8 AND part = $3 ${freed}) AS changed
        WHERE ref_id > $2::bigint AND ($4::timestamptz IS NULL OR true) GROUP BY 1, 2, ref_id ORDER BY ref_id LIMIT ${limit}`,
      [since, after, source.log, freedSince],
    );
  }

  /** Those of the ids that a device may have, as they are now. */
  present(tx: Tx, source: SyncSource, refs: readonly ChangedRef[], { userId, words }: Omit<Asking, 'limit'>): Promise<SyncRow[]> {
    return tx.query<SyncRow>(
      `${source.select} WHERE ${source.visible} AND ${source.id} = ANY ($1::bigint[]) AND ($2::bigint IS NULL OR true) AND ($3::text[] IS NULL OR true) ORDER BY ${source.id}`,
      [refs.map((r) => r.no), userId, words],
    );
  }

  /** Forgets up to `limit` changes that are older than a device may sleep; answers how many. The mark moves before the rows go. */
  async purge(tx: Tx, limit: number): Promise<number> {
    const rows = await tx.query<{ id: string; changedIn: string }>(
      `SELECT id::text AS id, changed_in::text AS "changedIn" FROM sync_changes WHERE changed_at < now() - interval '30 days' ORDER BY changed_at LIMIT $1`,
      [limit],
    );
    if (rows.length === 0) return 0;
    const last = rows.map((r) => BigInt(r.changedIn)).reduce((a, b) => (a > b ? a : b));
    await tx.query('UPDATE sync_horizon SET purged_before = greatest(purged_before::text::numeric, $1::numeric)::text::xid8', [String(last + 1n)]);
    await tx.query('DELETE FROM sync_changes WHERE id = ANY ($1::bigint[])', [rows.map((r) => r.id)]);
    return rows.length;
  }

  /** Empties what was sent and answered more than 90 days ago and is settled; ids, verdicts and postings stay. */
  async emptyBodies(tx: Tx, limit: number): Promise<number> {
    const rows = await tx.query(
      `UPDATE device_ops SET body = NULL, answer = NULL WHERE id IN (
         SELECT id FROM device_ops WHERE body IS NOT NULL AND state NOT IN ('conflict', 'quarantined') AND received_at < now() - interval '90 days' ORDER BY received_at LIMIT $1)
       RETURNING id`,
      [limit],
    );
    return rows.length;
  }
}
