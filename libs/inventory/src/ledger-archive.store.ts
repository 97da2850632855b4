import type { Tx } from '@anwen/database';

/** Anything that runs a statement: a transaction of the application or a session of the owner. */
export interface Statements {
  query<R>(sql: string, values?: readonly unknown[]): Promise<R[]>;
}

/** A month of the ledger. Partitions are made by inventory_ensure_partitions: one a UTC month. */
export interface LedgerMonth {
  readonly partition: string;
  readonly from: Date;
  readonly to: Date;
}

/** What an archived month must prove to be. */
export interface MonthFacts {
  readonly postings: number;
  readonly movements: number;
  /** Sum of 64-bit hashes of the movements' texts: the same rows in any order, in a table or in a file. */
  readonly movementsSum: string;
  readonly firstId: string;
  readonly lastId: string;
}

export interface KnownArchive extends LedgerMonth {
  readonly id: string;
  readonly fileKey: string;
  readonly manifestKey: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly facts: MonthFacts;
  readonly isDetached: boolean;
  readonly isDropped: boolean;
  readonly isAnnounced: boolean;
  readonly isExpired: boolean;
}

/** One movement as it stands in the file: every value as PostgreSQL's own text, so that nothing is rounded. */
const LINE = `m.id::text, m.posted_at::text, m.posting_id::text, m.line_no, m.effective_on::text, m.item_id::text, m.lot_id::text, m.serial_id::text, m.from_location_id::text, m.from_status,
  m.from_warehouse_id::text, m.to_location_id::text, m.to_status, m.to_warehouse_id::text, m.qty::text, m.entered_qty::text, m.entered_uom_id::text, m.from_seq::text, m.from_after::text,
  m.to_seq::text, m.to_after::text, m.value::text`;
const KEY = 'item_id, location_id, lot_id, serial_id, stock_status';
const LEGS_OF_MONTH = `
  SELECT item_id, from_location_id AS location_id, lot_id, serial_id, from_status AS stock_status, from_seq AS seq, from_after AS after_qty FROM inventory_movements WHERE from_seq IS NOT NULL AND posted_at >= $1 AND posted_at < $2
  UNION ALL
  SELECT item_id, to_location_id, lot_id, serial_id, to_status, to_seq, to_after FROM inventory_movements WHERE to_seq IS NOT NULL AND posted_at >= $1 AND posted_at < $2`;
/** Once the original has left, nothing online can be compared with its reversal: it is compared before. */
const UNEQUAL_REVERSALS = `
  SELECT 1 FROM inventory_postings o JOIN inventory_postings r ON r.reverses_id = o.id JOIN inventory_movements m ON m.posting_id IN (o.id, r.id)
         CROSS JOIN LATERAL (VALUES (m.from_location_id, m.from_status, -1), (m.to_location_id, m.to_status, 1)) AS l(place, status, sign)
   WHERE o.posted_at >= $1 AND o.posted_at < $2 GROUP BY r.id, m.item_id, m.lot_id, m.serial_id, l.place, l.status HAVING sum(l.sign * m.qty) <> 0`;
const MOVEMENT_HASH = 'hashtextextended(inventory_movement_text(r), 0)::numeric';

export type ArchivedLine = Readonly<Record<string, string | number | null>>;

/** All SQL of the ledger's archive. */
export const ledgerArchiveStore = {
  /** Months whose partition is still attached and ended before the day, oldest first. */
  async monthsBefore(db: Statements, before: Date): Promise<LedgerMonth[]> {
    const rows = await db.query<{ partition: string }>(
      `SELECT c.relname AS partition FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'inventory_movements'::regclass AND c.relname ~ '^inventory_movements_\\d{4}_\\d{2}$' ORDER BY 1`,
    );
    return rows.map(({ partition }) => monthOf(partition)).filter(({ to }) => to <= before);
  },

  /** Null for a month in which nothing was posted. */
  async size(tx: Tx, { from, to, partition }: LedgerMonth): Promise<{ movements: number; bytes: number; oldest: string; newest: string } | null> {
    const [row] = await tx.query<{ movements: number; bytes: number; oldest: string | null; newest: string | null }>(
      `/* anwen:maintenance */ SELECT count(*)::float8 AS movements, pg_total_relation_size(to_regclass($3))::float8 AS bytes, min(posted_at)::text AS oldest, max(posted_at)::text AS newest
         FROM inventory_movements WHERE posted_at >= $1 AND posted_at < $2`,
      [from, to, partition],
    );
    return row?.oldest ? { ...row, oldest: row.oldest, newest: row.newest! } : null;
  },

  /** Why the month may not leave yet; null when it may. */
  async obstacle(tx: Tx, { from, to }: LedgerMonth): Promise<string | null> {
    const [row] = await tx.query<{ obstacle: string | null }>(
      `/* anwen:maintenance */ WITH covered AS (SELECT coalesce(range_agg(r), '{}'::int8multirange) AS ids FROM (SELECT unnest(ids) AS r FROM inventory_seals) AS x),
            base AS (SELECT ${KEY}, max(seq) AS seq FROM inventory_checkpoints GROUP BY ${KEY}),
            legs AS (SELECT ${KEY}, min(seq) AS first, max(seq) AS last, count(*) AS n FROM (${LEGS_OF_MONTH}) AS l GROUP BY ${KEY})
       SELECT CASE
         WHEN EXISTS (SELECT 1 FROM inventory_movements WHERE posted_at < $1) THEN 'earlier_movements_online'
         WHEN EXISTS (SELECT 1 FROM inventory_postings p, covered WHERE p.posted_at >= $1 AND p.posted_at < $2 AND NOT p.id <@ covered.ids) THEN 'postings_unsealed'
         WHEN EXISTS (SELECT 1 FROM legs LEFT JOIN base USING (${KEY}) WHERE first <> coalesce(base.seq, 0) + 1 OR last - first + 1 <> n) THEN 'chain_broken'
         WHEN EXISTS (${UNEQUAL_REVERSALS}) THEN 'reversal_unequal'
       END AS obstacle`,
      [from, to],
    );
    return row!.obstacle;
  },

  page(tx: Tx, { from, to }: LedgerMonth, after: { posting: string; line: number }, limit: number): Promise<ArchivedLine[]> {
    return tx.query(
      `/* anwen:maintenance */ SELECT ${LINE} FROM inventory_movements m WHERE m.posted_at >= $1 AND m.posted_at < $2 AND (m.posting_id, m.line_no) > ($3, $4) ORDER BY m.posting_id, m.line_no LIMIT $5`,
      [from, to, after.posting, after.line, limit],
    );
  },

  /** Whole postings of a file against their hashes in the ledger: how many, the sum over their movements, and the first that does not fit. */
  async compare(tx: Tx, { from, to }: LedgerMonth, lines: readonly ArchivedLine[]): Promise<{ postings: number; sum: string; wrong: string | null }> {
    const [row] = await tx.query<{ postings: number; sum: string; wrong: string | null }>(
      `/* anwen:maintenance */ WITH r AS (SELECT r FROM jsonb_populate_recordset(NULL::inventory_movements, $1::jsonb) AS r),
            t AS (SELECT (r).posting_id AS id, count(*) AS n, string_agg(inventory_movement_text(r), E'\\n' ORDER BY (r).line_no) AS lines, sum(${MOVEMENT_HASH}) AS sum,
                         bool_and((r).posted_at >= $2 AND (r).posted_at < $3) AS inside FROM r GROUP BY 1)
       SELECT count(*)::int AS postings, coalesce(sum(t.sum), 0)::text AS sum, min(t.id) FILTER (WHERE NOT t.inside OR p.line_count IS DISTINCT FROM t.n
                OR p.content_hash IS DISTINCT FROM sha256(convert_to(inventory_posting_text(p) || E'\\n' || t.lines, 'UTF8')))::text AS wrong
         FROM t LEFT JOIN inventory_postings p ON p.id = t.id`,
      [JSON.stringify(lines), from, to],
    );
    return row!;
  },

  /** What stands in the partition itself, attached or not. Only the owner may look there. */
  async factsOf(owner: Statements, partition: string): Promise<MonthFacts | null> {
    const [row] = await owner.query<MonthFacts & { firstId: string | null }>(
      `/* anwen:maintenance */ SELECT count(DISTINCT posting_id)::float8 AS postings, count(*)::float8 AS movements, coalesce(sum(${MOVEMENT_HASH}), 0)::text AS "movementsSum", min((r).id)::text AS "firstId", max((r).id)::text AS "lastId"
         FROM (SELECT m.posting_id, ROW(m.*)::inventory_movements AS r FROM ${partition} AS m) AS x`,
    );
    return row?.firstId ? row : null;
  },

  seals(tx: Tx, { from, to }: LedgerMonth): Promise<{ id: string; root: string; n: string }[]> {
    return tx.query(
      `SELECT s.id::text, encode(s.root, 'hex') AS root, s.n::text FROM inventory_seals s
        WHERE s.ids && (SELECT int8multirange(int8range(min(id), max(id), '[]')) FROM inventory_postings WHERE posted_at >= $1 AND posted_at < $2) ORDER BY s.id`,
      [from, to],
    );
  },

  /** Whose files they are, in a storage that copies of this installation may share. */
  async installation(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ id: string }>(`SELECT coalesce((SELECT public_id::text FROM sys_tenants ORDER BY id LIMIT 1), 'unnamed') AS id`);
    return row!.id;
  },

  async isOwner(owner: Statements): Promise<boolean> {
    const [row] = await owner.query<{ is: boolean }>(`SELECT pg_has_role(relowner, 'USAGE') AS is FROM pg_class WHERE oid = 'inventory_movements'::regclass`);
    return row!.is;
  },

  async lock(owner: Statements): Promise<void> {
    await owner.query(`SELECT pg_advisory_xact_lock(hashtextextended('inventory.ledger_archive', 0))`);
  },

  async isRecorded(owner: Statements, key: string): Promise<boolean> {
    return (await owner.query('SELECT 1 FROM sys_archives WHERE $1 IN (file_key, manifest_key)', [key])).length > 0;
  },

  async schemaVersion(tx: Tx): Promise<number> {
    return (await tx.query<{ version: number }>('SELECT max(version) AS version FROM sys_schema_version'))[0]!.version;
  },

  /** File, facts and checkpoints: together or not at all (the caller holds the transaction). */
  async record(
    owner: Statements,
    month: LedgerMonth,
    file: { fileKey: string; manifestKey: string; bytes: number; sha256: string; manifest: object; facts: MonthFacts },
  ): Promise<void> {
    const { facts } = file;
    const [archive] = await owner.query<{ id: string }>(
      `INSERT INTO sys_archives (policy_key, source, period_start, period_end, file_key, manifest_key, manifest, rows, bytes, sha256, first_id, last_id)
       VALUES ('inventory.movements', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id::text`,
      [
        month.partition,
        month.from,
        month.to,
        file.fileKey,
        file.manifestKey,
        JSON.stringify(file.manifest),
        facts.movements,
        file.bytes,
        file.sha256,
        facts.firstId,
        facts.lastId,
      ],
    );
    const id = archive!.id;
    await owner.query(
      `/* anwen:maintenance */ INSERT INTO inventory_archives (archive_id, partition, posted_from, posted_to, postings, movements, movements_sum, contents_root, headers_root, last_effective_on)
       SELECT $3, $4, $1, $2, $5, $6, $7, sha256(string_agg(p.content_hash, ''::bytea ORDER BY p.id)),
              sha256(string_agg(sha256(convert_to(inventory_posting_text(p), 'UTF8')), ''::bytea ORDER BY p.id)),
              (SELECT max(effective_on) FROM inventory_movements WHERE posted_at >= $1 AND posted_at < $2)
         FROM inventory_postings p WHERE p.posted_at >= $1 AND p.posted_at < $2`,
      [month.from, month.to, id, month.partition, facts.postings, facts.movements, facts.movementsSum],
    );
    await recordCheckpoints(owner, month, id);
  },

  async archives(db: Statements): Promise<KnownArchive[]> {
    const rows = await db.query<Omit<KnownArchive, 'facts'> & MonthFacts>(
      `SELECT s.id::text, i.partition, i.posted_from AS "from", i.posted_to AS "to", s.file_key AS "fileKey", s.manifest_key AS "manifestKey", s.bytes::float8 AS bytes, s.sha256,
              i.postings::float8 AS postings, i.movements::float8 AS movements, i.movements_sum::text AS "movementsSum", s.first_id::text AS "firstId", s.last_id::text AS "lastId",
              i.detached_at IS NOT NULL AS "isDetached", i.dropped_at IS NOT NULL AS "isDropped", s.announced_at IS NOT NULL AS "isAnnounced", s.state = 'expired' AS "isExpired"
         FROM inventory_archives i JOIN sys_archives s ON s.id = i.archive_id ORDER BY i.posted_from`,
    );
    return rows.map(({ postings, movements, movementsSum, firstId, lastId, ...archive }) => ({
      ...archive,
      facts: { postings, movements, movementsSum, firstId, lastId },
    }));
  },

  /** From here on the checkpoints stand for the month. CONCURRENTLY is not allowed beside a default partition; the caller's lock_timeout bounds the wait. */
  async detach(owner: Statements, { id, partition }: KnownArchive): Promise<void> {
    await owner.query(`ALTER TABLE inventory_movements DETACH PARTITION ${partition}`);
    await owner.query('UPDATE inventory_archives SET detached_at = clock_timestamp() WHERE archive_id = $1', [id]);
  },

  async drop(owner: Statements, { id, partition }: KnownArchive): Promise<void> {
    await owner.query(`DROP TABLE ${partition}`);
    await owner.query('UPDATE inventory_archives SET dropped_at = clock_timestamp() WHERE archive_id = $1', [id]);
    await owner.query(`UPDATE sys_archives SET state = 'kept' WHERE id = $1`, [id]);
  },

  /** The file is no good while the rows are still there: the month goes back to the ledger and is archived anew. */
  async takeBack(owner: Statements, { id, partition, from, to, isDetached }: KnownArchive): Promise<void> {
    if (isDetached)
      await owner.query(`ALTER TABLE inventory_movements ATTACH PARTITION ${partition} FOR VALUES FROM ('${from.toISOString()}') TO ('${to.toISOString()}')`);
    for (const table of ['inventory_checkpoints', 'inventory_value_checkpoints', 'inventory_archives'])
      await owner.query(`DELETE FROM ${table} WHERE archive_id = $1`, [id]);
    await owner.query('DELETE FROM sys_archives WHERE id = $1', [id]);
  },

  /** Where each key stood before the moment, as far as it was archived. */
  bases(tx: Tx, before: Date): Promise<{ key: string; seq: string; after: string }[]> {
    return tx.query(
      `/* anwen:maintenance */ SELECT DISTINCT ON (${KEY}) concat_ws('/', ${KEY}) AS key, seq::text, after_qty::text AS after FROM inventory_checkpoints JOIN inventory_archives USING (archive_id)
        WHERE posted_from < $1 ORDER BY ${KEY}, seq DESC`,
      [before],
    );
  },

  async announce(tx: Tx, { id }: KnownArchive): Promise<void> {
    await tx.query('UPDATE sys_archives SET announced_at = clock_timestamp() WHERE id = $1', [id]);
  },

  checkpoints(tx: Tx, archiveId: string): Promise<{ key: string; seq: string; after: string }[]> {
    return tx.query(`SELECT concat_ws('/', ${KEY}) AS key, seq::text, after_qty::text AS after FROM inventory_checkpoints WHERE archive_id = $1`, [archiveId]);
  },
};

function monthOf(partition: string): LedgerMonth {
  const [year, month] = partition.slice(-7).split('_').map(Number) as [number, number];
  return { partition, from: new Date(Date.UTC(year, month - 1, 1)), to: new Date(Date.UTC(year, month, 1)) };
}

/** Where every key stands after the month, and what the month did to the values. */
async function recordCheckpoints(owner: Statements, month: LedgerMonth, id: string): Promise<void> {
  await owner.query(
    `/* anwen:maintenance */ INSERT INTO inventory_checkpoints (archive_id, ${KEY}, seq, after_qty) SELECT DISTINCT ON (${KEY}) $3, ${KEY}, seq, after_qty FROM (${LEGS_OF_MONTH}) AS l ORDER BY ${KEY}, seq DESC`,
    [month.from, month.to, id],
  );
  await owner.query(
    `/* anwen:maintenance */ INSERT INTO inventory_value_checkpoints (archive_id, item_id, qty, value)
     SELECT $3, item_id, sum(sign * qty), sum(sign * value) FROM (SELECT item_id, qty, value, CASE WHEN from_warehouse_id IS NULL AND to_warehouse_id IS NOT NULL THEN 1
              WHEN from_warehouse_id IS NOT NULL AND to_warehouse_id IS NULL THEN -1 ELSE 0 END AS sign FROM inventory_movements WHERE posted_at >= $1 AND posted_at < $2) AS m GROUP BY item_id`,
    [month.from, month.to, id],
  );
}
