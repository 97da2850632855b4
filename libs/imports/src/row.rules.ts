import type { FileRow } from './csv-reading';
import type { Mapping } from './header.rules';
import type { Change, Existing, ImportColumn, ImportTarget, Known, Mode, ReadRow, RowProblem, Value, Values } from './target';
import { readCell } from './value.rules';

export type RowStatus = 'new' | 'changed' | 'unchanged' | 'error';

/** How the rows are judged. */
export interface Judging {
  readonly target: ImportTarget;
  /** Those that the actor may set. */
  readonly columns: readonly ImportColumn[];
  readonly mode: Mode;
  readonly blank: 'keep' | 'clear';
}

export interface Verdict {
  readonly line: number;
  readonly unit: string;
  readonly key: string;
  readonly status: RowStatus;
  readonly values: Values;
  readonly changes: readonly Change[];
  readonly errors: readonly RowProblem[];
  readonly target: string | null;
  readonly targetVersion: number | null;
}

/** The mapped cells of a row by column, as they stand in the file. */
export function cellsOf(row: FileRow, mapping: Mapping): Record<string, string> {
  return Object.fromEntries(Object.entries(mapping).flatMap(([key, at]) => (at === null ? [] : [[key, row.cells[at] ?? '']])));
}

/** Reads the cells; what cannot be read is a problem and counts as blank. */
export function readRow(columns: readonly ImportColumn[], line: number, cells: Readonly<Record<string, string>>): ReadRow {
  const values: Record<string, Value> = {};
  const problems: RowProblem[] = [];
  for (const column of columns) {
    const text = cells[column.key];
    if (text === undefined) continue;
    const reading = readCell(column, text);
    if ('problem' in reading) problems.push(reading.problem);
    values[column.key] = 'value' in reading ? reading.value : null;
  }
  return { line, values, problems };
}

const complaint = (column: string | null, reason: string, rest: Partial<RowProblem> = {}): RowProblem => ({ column, code: `imports_row.${reason}`, ...rest });

/** Decides what becomes of a row; `firstLineOf` remembers the keys of the rows before it. */
export function judge(judging: Judging, row: ReadRow, known: Known, firstLineOf: Map<string, number>): Verdict {
  const { target } = judging;
  const key = target.keyOf(row.values);
  const unit = target.unitOf?.(row.values) ?? key;
  const errors = [...row.problems];
  for (const column of target.naturalKey) {
    if (row.values[column] == null && !errors.some((e) => e.column === column) && isRequired(judging, column)) errors.push(complaint(column, 'required'));
  }
  const first = firstLineOf.get(key);
  if (first === undefined) firstLineOf.set(key, row.line);
  else errors.push(complaint(target.naturalKey[0]!, 'twice', { params: { key, line: first } }));
  const existing = known.existing(row);
  const { after, changes, problems } = existing ? changed(judging, row, existing) : created(judging, row);
  errors.push(...modeProblems(judging.mode, { key, existing, row, known, column: target.naturalKey[0]! }), ...problems);
  if (existing?.closed && changes.length > 0) errors.push(existing.closed);
  if (errors.length === 0) errors.push(...known.problems(row, after, existing));
  const status = errors.length > 0 ? 'error' : !existing ? 'new' : changes.length > 0 ? 'changed' : 'unchanged';
  return { line: row.line, unit, key, status, values: row.values, changes, errors, target: existing?.id ?? null, targetVersion: existing?.version ?? null };
}

function isRequired({ columns }: Judging, key: string): boolean {
  return columns.find((column) => column.key === key)?.required === true;
}

interface Outcome {
  readonly after: Values;
  readonly changes: readonly Change[];
  readonly problems: readonly RowProblem[];
}

function created({ columns, target }: Judging, row: ReadRow): Outcome {
  const unread = new Set(row.problems.map((p) => p.column));
  const missing = columns.filter((c) => c.required && !target.naturalKey.includes(c.key) && row.values[c.key] == null && !unread.has(c.key));
  const changes = columns.flatMap(({ key }) => (row.values[key] == null ? [] : [{ column: key, old: null, new: row.values[key] }]));
  return { after: row.values, changes, problems: missing.map((c) => complaint(c.key, 'required')) };
}

function changed({ columns, target, blank }: Judging, row: ReadRow, existing: Existing): Outcome {
  const after: Record<string, Value> = { ...existing.values };
  const changes: Change[] = [];
  const problems: RowProblem[] = [];
  for (const column of columns) {
    const { key } = column;
    const value = row.values[key];
    const old = existing.values[key] ?? null;
    if (value === undefined || target.naturalKey.includes(key) || row.problems.some((p) => p.column === key)) continue;
    if (value === old || (value === null && blank === 'keep')) continue;
    if (column.fixed) problems.push(complaint(key, 'fixed', { params: { value: old ?? '' } }));
    else if (value === null && !column.clearable) problems.push(complaint(key, 'cannot_clear'));
    else {
      after[key] = value;
      changes.push({ column: key, old, new: value });
    }
  }
  return { after, changes, problems };
}

function modeProblems(
  mode: Mode,
  about: { readonly key: string; readonly existing: Existing | undefined; readonly row: ReadRow; readonly known: Known; readonly column: string },
): RowProblem[] {
  const { key, existing, row, known, column } = about;
  if (mode === 'insert' && existing) return [complaint(column, 'exists', { params: { key } })];
  if (mode !== 'update' || existing) return [];
  const suggestion = known.nearest?.(row);
  return [complaint(column, 'missing', { params: { key }, ...(suggestion ? { suggestion } : {}) })];
}

/** Rows that belong together stand or fall together: one error keeps the others of its unit back. */
export function judgeUnits(verdicts: readonly Verdict[]): Verdict[] {
  const wrong = new Set(verdicts.filter((v) => v.status === 'error').map((v) => v.unit));
  return verdicts.map((v) => (v.status !== 'error' && wrong.has(v.unit) ? { ...v, status: 'error', errors: [complaint(null, 'group_has_errors')] } : v));
}
