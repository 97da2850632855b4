import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { RowStatus, Verdict } from './row.rules';
import type { Counts } from './session.store';
import type { Applied, AppliedRow, ApplyRow, Change, RowProblem, Values } from './target';

/** A judged row with what it was made from. */
export type JudgedRow = Verdict & { readonly original: readonly string[]; readonly cells: Readonly<Record<string, string>> };

export interface ListedRow {
  readonly line: number;
  readonly status: RowStatus;
  readonly key: string;
  readonly cells: Readonly<Record<string, string>>;
  readonly values: Values;
  readonly changes: readonly Change[];
  readonly errors: readonly (RowProblem & { readonly message?: string })[];
  readonly appliedAt: Date | null;
}

export interface StoredCells {
  readonly line: number;
  readonly key: string;
  readonly original: readonly string[];
  readonly cells: Readonly<Record<string, string>>;
  readonly fixedAt: Date | null;
}

const TYPES = `line int, unit text, key text, status text, original jsonb, cells jsonb, "values" jsonb, changes jsonb, errors jsonb, target uuid, "targetVersion" int`;
const TO_APPLY = `line, unit, key, status, values, changes, target, target_version AS "targetVersion"`;

/** The rows of one session. */
@Injectable()
export class RowStore {
  async clear(tx: Tx, session: Id): Promise<void> {
    await tx.query('DELETE FROM import_rows WHERE session_id = $1', [session]);
  }

  async insert(tx: Tx, session: Id, rows: readonly JudgedRow[]): Promise<void> {
    await tx.query(
      `INSERT INTO import_rows (session_id, line, unit, key, status, original, cells, values, changes, errors, target, target_version)
       SELECT $1, r.line, r.unit, r.key, r.status, r.original, r.cells, r."values", r.changes, r.errors, r.target, r."targetVersion"
       FROM jsonb_to_recordset($2::jsonb) AS r(${TYPES})`,
      [session, JSON.stringify(rows)],
    );
  }

  /** Takes over a new judgement of rows that are there. */
  async rejudge(tx: Tx, session: Id, rows: readonly JudgedRow[]): Promise<void> {
    await tx.query(
      `UPDATE import_rows i SET unit = r.unit, key = r.key, status = r.status, cells = r.cells, values = r."values", changes = r.changes, errors = r.errors,
         target = r.target, target_version = r."targetVersion"
       FROM jsonb_to_recordset($2::jsonb) AS r(${TYPES}) WHERE i.session_id = $1 AND i.line = r.line`,
      [session, JSON.stringify(rows)],
    );
  }

  async noteFix(tx: Tx, session: Id, line: number): Promise<void> {
    await tx.query('UPDATE import_rows SET fixed_at = coalesce(fixed_at, now()) WHERE session_id = $1 AND line = $2', [session, line]);
  }

  async counts(tx: Tx, session: Id): Promise<Counts & { readonly fixed: number; readonly applied: number }> {
    const [row] = await tx.query<Counts & { fixed: number; applied: number }>(
      `SELECT count(*) FILTER (WHERE status = 'new')::int AS new, count(*) FILTER (WHERE status = 'changed')::int AS changed,
         count(*) FILTER (WHERE status = 'unchanged')::int AS unchanged, count(*) FILTER (WHERE status = 'error')::int AS error,
         count(fixed_at)::int AS fixed, count(applied_at)::int AS applied FROM import_rows WHERE session_id = $1`,
      [session],
    );
    return row!;
  }

  list(tx: Tx, session: Id, page: { readonly status?: string; readonly behind: number; readonly limit: number }): Promise<ListedRow[]> {
    return tx.query<ListedRow>(
      `SELECT line, status, key, cells, values, changes, errors, applied_at AS "appliedAt" FROM import_rows
       WHERE session_id = $1 AND ($2::text IS NULL OR status = $2) AND line > $3 ORDER BY line LIMIT $4`,
      [session, page.status ?? null, page.behind, page.limit],
    );
  }

  wrong(tx: Tx, session: Id, limit: number): Promise<(Pick<ListedRow, 'line' | 'errors'> & { readonly original: readonly string[] })[]> {
    return tx.query(`SELECT line, errors, original FROM import_rows WHERE session_id = $1 AND status = 'error' ORDER BY line LIMIT $2`, [session, limit]);
  }

  async one(tx: Tx, session: Id, line: number): Promise<StoredCells | undefined> {
    return (await this.cells(tx, 'line = $2', [session, line]))[0];
  }

  /** Rows with one of the keys; with null, every row. */
  withKeys(tx: Tx, session: Id, keys: readonly string[] | null): Promise<StoredCells[]> {
    return this.cells(tx, '($2::text[] IS NULL OR key = ANY ($2))', [session, keys]);
  }

  /** What is to be written and has not been yet. */
  toApply(tx: Tx, session: Id): Promise<ApplyRow[]> {
    return tx.query<ApplyRow>(
      `SELECT ${TO_APPLY} FROM import_rows WHERE session_id = $1 AND status IN ('new', 'changed') AND applied_at IS NULL ORDER BY line`,
      [session],
    );
  }

  /** Of these lines, those that are still to be written; held until the transaction ends. */
  async stillOpen(tx: Tx, session: Id, lines: readonly number[]): Promise<ReadonlySet<number>> {
    const rows = await tx.query<{ line: number }>(
      `SELECT line FROM import_rows WHERE session_id = $1 AND line = ANY ($2) AND applied_at IS NULL AND status IN ('new', 'changed') ORDER BY line FOR UPDATE`,
      [session, lines],
    );
    return new Set(rows.map((row) => row.line));
  }

  async markApplied(tx: Tx, session: Id, applied: readonly Applied[]): Promise<void> {
    await tx.query(
      `UPDATE import_rows i SET applied_at = clock_timestamp(), result = r.result, result_version = r.version
       FROM jsonb_to_recordset($2::jsonb) AS r(line int, result uuid, version int) WHERE i.session_id = $1 AND i.line = r.line`,
      [session, JSON.stringify(applied)],
    );
  }

  async markRefused(tx: Tx, session: Id, problems: ReadonlyMap<number, RowProblem>): Promise<void> {
    await tx.query(
      `UPDATE import_rows i SET status = 'error', errors = jsonb_build_array(r.problem)
       FROM jsonb_to_recordset($2::jsonb) AS r(line int, problem jsonb) WHERE i.session_id = $1 AND i.line = r.line`,
      [session, JSON.stringify([...problems].map(([line, problem]) => ({ line, problem })))],
    );
  }

  applied(tx: Tx, session: Id): Promise<AppliedRow[]> {
    return tx.query<AppliedRow>(
      `SELECT ${TO_APPLY}, result, result_version AS "resultVersion" FROM import_rows WHERE session_id = $1 AND applied_at IS NOT NULL ORDER BY line`,
      [session],
    );
  }

  private cells(tx: Tx, condition: string, values: readonly unknown[]): Promise<StoredCells[]> {
    return tx.query<StoredCells>(
      `SELECT line, key, original, cells, fixed_at AS "fixedAt" FROM import_rows WHERE session_id = $1 AND ${condition} ORDER BY line`,
      values,
    );
  }
}
