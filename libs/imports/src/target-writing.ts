import type { Tx } from '@anwen/database';
import { AppError, type Id } from '@anwen/kernel';
import type { Named, OrderTable, ReferenceStore } from './reference.store';
import { problemOf, problemsByIndex } from './refusal.rules';
import { RowsRefused, type Applied, type AppliedRow, type ApplyRow, type RowProblem } from './target';

type FieldColumns = Readonly<Record<string, string>>;

const changedSince = (row: ApplyRow): RowProblem => ({ column: null, code: 'imports_row.changed_since', params: { key: row.key } });
const touched = (row: ApplyRow): RowProblem => ({ column: null, code: 'imports_row.touched', params: { key: row.key } });

/** Runs a service call for one row and turns its refusal into the row's problem. @throws RowsRefused */
export async function forRow<T>(row: ApplyRow, work: () => Promise<T>, columns: FieldColumns = {}): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const problem = error.code === 'http.precondition_failed' ? changedSince(row) : problemOf(error, columns);
    throw new RowsRefused(new Map([[row.line, problem]]));
  }
}

/** The same for a load: complaints point at rows by their place. */
export async function forRows<T>(rows: readonly ApplyRow[], work: () => Promise<T>, columns: FieldColumns = {}): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const found = [...problemsByIndex(error, columns)].flatMap(([i, problem]) => (rows[i] ? [[rows[i].line, problem] as const] : []));
    throw new RowsRefused(new Map(found.length > 0 ? found : rows.map((row) => [row.line, problemOf(error, columns)])));
  }
}

/** A refusal that the person can act on; trouble of the system is none of the row's business. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && error.status < 500 && error.status !== 429 && !error.definition.retryable;
}

/** A record's kind and how the import creates and changes it. */
interface Writing {
  readonly table: Named;
  readonly create: (rows: readonly ApplyRow[]) => Promise<ReadonlyMap<string, Id>>;
  readonly change: (row: ApplyRow) => Promise<{ readonly rowVersion: number }>;
  readonly columns?: FieldColumns;
}

/**
 * Creates the new rows and changes the changed ones. What exists although it was new at the dry run, and what has another
 * version than it had then, is refused for all such rows at once.
 * @throws RowsRefused
 */
export async function writeRecords(tx: Tx, store: ReferenceStore, rows: readonly ApplyRow[], writing: Writing): Promise<Applied[]> {
  const made = rows.filter((row) => row.status === 'new');
  const changed = rows.filter((row) => row.status === 'changed').sort((a, b) => (a.key < b.key ? -1 : 1));
  await requireUnchanged(tx, store, writing.table, { made, changed });
  const applied: Applied[] = [];
  if (made.length > 0) {
    await forRows(made, () => writing.create(made), writing.columns);
    const now = await store.versions(
      tx,
      writing.table,
      made.map((row) => row.key),
    );
    // The load leaves out what somebody else created in between, without a word.
    refuse(made.filter((row) => !now.get(row.key)?.fresh).map((row) => [row.line, changedSince(row)]));
    applied.push(...made.map((row) => ({ line: row.line, result: now.get(row.key)!.id, version: now.get(row.key)!.version })));
  }
  for (const row of changed) {
    const { rowVersion } = await forRow(row, () => writing.change(row), writing.columns);
    applied.push({ line: row.line, result: row.target!, version: rowVersion });
  }
  return applied;
}

async function requireUnchanged(
  tx: Tx,
  store: ReferenceStore,
  table: Named,
  { made, changed }: { readonly made: readonly ApplyRow[]; readonly changed: readonly ApplyRow[] },
): Promise<void> {
  const now = await store.hold(
    tx,
    table,
    changed.map((row) => row.target!),
  );
  const taken =
    made.length === 0
      ? new Map<string, unknown>()
      : await store.versions(
          tx,
          table,
          made.map((row) => row.key),
        );
  const late = [...changed.filter((row) => now.get(row.target!) !== row.targetVersion), ...made.filter((row) => taken.has(row.key))];
  refuse(late.map((row) => [row.line, changedSince(row)]));
}

/** @throws RowsRefused when there is anything to refuse */
export function refuse(problems: readonly (readonly [number, RowProblem])[]): void {
  if (problems.length > 0) throw new RowsRefused(new Map(problems));
}

/** Rows whose record has another version than the commit left it with. */
export async function changedSinceCommit(
  tx: Tx,
  store: ReferenceStore,
  table: Named | OrderTable | 'boms',
  rows: readonly AppliedRow[],
): Promise<Map<number, RowProblem>> {
  const now = await store.hold(tx, table, [...new Set(rows.map((row) => row.result))]);
  return new Map(rows.filter((row) => now.get(row.result) !== row.resultVersion).map((row) => [row.line, touched(row)]));
}

/** What a changed row had before, by column. */
export function valuesBefore(row: ApplyRow): Record<string, string | null> {
  return Object.fromEntries(row.changes.map(({ column, old }) => [column, old]));
}

/** What a changed row shall have, by column. */
export function valuesAfter(row: ApplyRow): Record<string, string | null> {
  return Object.fromEntries(row.changes.map((change) => [change.column, change.new]));
}

export { touched as touchedSince };
