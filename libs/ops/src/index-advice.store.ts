import type { Tx } from '@anwen/database';
import { quoted, type PlanNode, type TableFacts } from './index-advice.rules';

export interface IndexNote {
  readonly table: string;
  readonly index?: string;
  readonly ddl: string;
  readonly bytes: number;
}

/** The index `i` begins with the columns of the foreign key `f`, in any order, for every row. */
const LEADS = `i.indpred IS NULL AND (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(f.conkey)] @> f.conkey`;
/** Nothing but speed is lost with the index `i`, and it can be dropped by itself. */
const MAY_GO = `NOT i.indisunique AND NOT i.indisexclusion AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
  AND NOT EXISTS (SELECT 1 FROM pg_class x WHERE x.oid = i.indexrelid AND (x.relispartition OR x.relkind = 'I'))`;

/** What the catalogue and the planner say. Nothing here changes anything. */
export const indexAdviceStore = {
  /**
   * The plan for any values (a generic plan; EXPLAIN … GENERIC_PLAN came with PostgreSQL 16). Nothing is executed: no ANALYZE.
   * `like`: as if there were such an index (HypoPG).
   */
  async explain(tx: Tx, statement: { sql: string; parameters: number }, like?: string): Promise<PlanNode> {
    await tx.query('SET LOCAL plan_cache_mode = force_generic_plan');
    if (like) await tx.query('SELECT hypopg_create_index($1)', [like]);
    await tx.query(`PREPARE anwen_advice AS ${statement.sql}`);
    try {
      const nulls = Array.from({ length: statement.parameters }, () => 'NULL').join(', ');
      const [row] = await tx.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`EXPLAIN (FORMAT JSON) EXECUTE anwen_advice${nulls ? `(${nulls})` : ''}`);
      return row!['QUERY PLAN'][0].Plan;
    } finally {
      await tx.query('DEALLOCATE anwen_advice').catch(() => undefined); // the transaction has failed; its end takes the statement's use with it
      if (like) await tx.query('SELECT hypopg_reset()').catch(() => undefined);
    }
  },

  async hasHypoPg(tx: Tx): Promise<boolean> {
    return (await tx.query(`SELECT 1 FROM pg_extension WHERE extname = 'hypopg'`)).length > 0;
  },

  /** Of the columns that are named: the statistics where they may be read; under row-level security, what the planner makes of them. */
  async tableFacts(tx: Tx, table: string, columns: readonly string[]): Promise<TableFacts | null> {
    const [row] = await tx.query<{ rows: number; parent: string | null; isHidden: boolean; keeps: Record<string, number> | null; indexes: string[][] | null }>(
      `SELECT c.reltuples::float8 AS rows, (SELECT p.relname FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhparent WHERE h.inhrelid = c.oid AND c.relispartition) AS parent,
              row_security_active(c.oid) AS "isHidden",
              (SELECT jsonb_object_agg(s.attname, (1 - s.null_frac) / greatest(CASE WHEN s.n_distinct < 0 THEN -s.n_distinct * greatest(c.reltuples, 1) ELSE s.n_distinct END, 1))
                 FROM pg_stats s WHERE s.schemaname = n.nspname AND s.tablename = c.relname) AS keeps,
              (SELECT jsonb_agg(columns) FROM (SELECT (SELECT jsonb_agg(a.attname ORDER BY k.ord) FROM unnest(i.indkey) WITH ORDINALITY AS k(attnum, ord)
                        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum) AS columns
                 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL) AS x WHERE columns IS NOT NULL) AS indexes
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(quote_ident($1)) AND c.relkind IN ('r', 'p')`,
      [table],
    );
    if (!row) return null;
    const keeps = row.isHidden ? await estimatedKeeps(tx, table, columns) : (row.keeps ?? {});
    return { rows: row.rows, keeps, indexes: row.indexes ?? [], ...(row.parent && { parent: row.parent }) };
  },

  /** A deleted or changed parent makes the server read the child whole. Partitions follow their table, which takes no index CONCURRENTLY. */
  foreignKeysWithoutIndex(tx: Tx, fromRows: number): Promise<IndexNote[]> {
    return tx.query(
      `SELECT c.relname AS table, format('CREATE INDEX CONCURRENTLY ON %I (%s)', c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY k.ord)) AS ddl, pg_table_size(c.oid)::float8 AS bytes
         FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid CROSS JOIN LATERAL unnest(f.conkey) WITH ORDINALITY AS k(attnum, ord)
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE f.contype = 'f' AND c.relkind = 'r' AND NOT c.relispartition AND c.reltuples >= $1
          AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisvalid AND ${LEADS})
        GROUP BY f.oid, c.oid, c.relname ORDER BY pg_table_size(c.oid) DESC LIMIT 20`,
      [fromRows],
    );
  },

  /**
   * Never used in a month of figures: month-end work is part of what an index is for. One that holds a promise (unique, primary
   * key, constraint), that a foreign key leans on, or that is part of a partitioned one is none to drop.
   */
  unusedIndexes(tx: Tx, fromBytes: number, sinceDays = 30): Promise<IndexNote[]> {
    return tx.query(
      `SELECT s.relname AS table, s.indexrelname AS index, format('DROP INDEX CONCURRENTLY %I', s.indexrelname) AS ddl, pg_relation_size(s.indexrelid)::float8 AS bytes
         FROM pg_stat_user_indexes s JOIN pg_index i ON i.indexrelid = s.indexrelid
        WHERE s.idx_scan = 0 AND ${MAY_GO} AND pg_relation_size(s.indexrelid) >= $1
          AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.contype = 'f' AND f.conrelid = i.indrelid AND ${LEADS})
          AND (SELECT greatest(d.stats_reset, pg_postmaster_start_time()) FROM pg_stat_database d WHERE d.datname = current_database()) <= now() - make_interval(days => $2)
        ORDER BY 4 DESC LIMIT 20`,
      [fromBytes, sinceDays],
    );
  },

  duplicateIndexes(tx: Tx): Promise<IndexNote[]> {
    return tx.query(
      `SELECT i.indrelid::regclass::text AS table, i.indexrelid::regclass::text AS index, format('DROP INDEX CONCURRENTLY %s', i.indexrelid::regclass) AS ddl, pg_relation_size(i.indexrelid)::float8 AS bytes
         FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema') AND ${MAY_GO}
          AND EXISTS (SELECT 1 FROM pg_index o WHERE o.indrelid = i.indrelid AND o.indexrelid <> i.indexrelid AND o.indisvalid AND (o.indisunique OR o.indexrelid < i.indexrelid)
                AND o.indkey::text = i.indkey::text AND o.indnkeyatts = i.indnkeyatts AND o.indclass::text = i.indclass::text AND o.indcollation::text = i.indcollation::text
                AND o.indoption::text = i.indoption::text AND o.indpred IS NOT DISTINCT FROM i.indpred AND o.indexprs IS NOT DISTINCT FROM i.indexprs)
        ORDER BY 4 DESC LIMIT 20`,
    );
  },

  /** Figures since the extension was last reset, where it is installed. */
  async statements(tx: Tx, limit: number): Promise<{ sql: string; calls: number; totalMs: number; maxMs: number; rows: number }[] | null> {
    const [found] = await tx.query<{ schema: string }>(
      `SELECT n.nspname AS schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements' AND EXISTS (SELECT 1 FROM pg_settings WHERE name = 'pg_stat_statements.max')`,
    );
    if (!found) return null;
    return tx.query(
      `SELECT query AS sql, calls::float8 AS calls, total_exec_time AS "totalMs", max_exec_time AS "maxMs", rows::float8 AS rows FROM "${found.schema}".pg_stat_statements
        WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY total_exec_time DESC LIMIT $1`,
      [limit],
    );
  },
};

/**
 * pg_stats hides tables under row-level security from everybody whom it binds, the owner included. The planner reads the
 * statistics all the same: the share that it expects one value to keep is asked of it.
 */
async function estimatedKeeps(tx: Tx, table: string, columns: readonly string[]): Promise<Record<string, number>> {
  const all = await indexAdviceStore.explain(tx, { sql: `SELECT 1 FROM ${quoted(table)}`, parameters: 0 });
  const keeps: Record<string, number> = {};
  for (const column of columns) {
    const plan = await indexAdviceStore.explain(tx, { sql: `SELECT 1 FROM ${quoted(table)} WHERE ${quoted(column)} = $1`, parameters: 1 });
    keeps[column] = plan['Plan Rows'] / Math.max(all['Plan Rows'], 1);
  }
  return keeps;
}
