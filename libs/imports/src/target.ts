import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';

export type Mode = 'insert' | 'update' | 'upsert';
export const MODES: readonly Mode[] = ['insert', 'update', 'upsert'];

export type ColumnKind = 'text' | 'code' | 'codes' | 'decimal' | 'int' | 'bool' | 'date' | 'choice' | 'choices';

export interface Choice {
  readonly value: string;
  readonly zh: string;
  readonly en: string;
  /** Other words that people use. */
  readonly aliases?: readonly string[];
}

export interface ImportColumn {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly kind: ColumnKind;
  /** A new record cannot be without it. */
  readonly required?: boolean;
  /** May be emptied on an existing record. */
  readonly clearable?: boolean;
  /** Never changes after creation. */
  readonly fixed?: boolean;
  readonly choices?: readonly Choice[];
  /** Other headers that people use. */
  readonly aliases?: readonly string[];
  readonly example: string;
  readonly helpZh?: string;
  readonly helpEn?: string;
  /** Needed to see and to set it, besides the target's own. */
  readonly permission?: string;
}

/** A value in the product's own writing (`12.5`, `true`, `2026-11-22`); null = blank. */
export type Value = string | null;
export type Values = Readonly<Record<string, Value>>;

/** What is wrong with a row; the text is made when somebody reads it, in that person's language. */
export interface RowProblem {
  readonly column: string | null;
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly suggestion?: string;
}

export interface Change {
  readonly column: string;
  readonly old: Value;
  readonly new: Value;
}

/** A row of the file whose cells have been read; `values` holds the mapped columns alone. */
export interface ReadRow {
  readonly line: number;
  readonly values: Values;
  readonly problems: readonly RowProblem[];
}

/** What the database has under a row's key. */
export interface Existing {
  readonly id: string;
  readonly version: number;
  readonly values: Values;
  /** Why it cannot be changed. */
  readonly closed?: RowProblem;
}

/** How rows are looked up. */
export interface LookUp {
  readonly mode: Mode;
  /** Suggestions that may still be looked for: each is a scan, and the first few show the pattern. Shared by all batches of a dry run. */
  readonly hints: { left: number };
}

/** What a target knows about the rows of one batch, looked up in a few statements for all of them. */
export interface Known {
  existing(row: ReadRow): Existing | undefined;
  /** Complaints about a row with its values as they would be afterwards. */
  problems(row: ReadRow, after: Values, existing: Existing | undefined): RowProblem[];
  /** The nearest existing key, for a row that was to be updated and is not there. */
  nearest?(row: ReadRow): string | undefined;
}

/** One row to write. */
export interface ApplyRow {
  readonly line: number;
  readonly unit: string;
  readonly key: string;
  readonly status: 'new' | 'changed';
  readonly values: Values;
  readonly changes: readonly Change[];
  readonly target: string | null;
  readonly targetVersion: number | null;
}

export interface Applied {
  readonly line: number;
  readonly result: string;
  readonly version: number | null;
}

/** A row that the import wrote, to be taken back. */
export interface AppliedRow extends ApplyRow {
  readonly result: string;
  readonly resultVersion: number | null;
}

/** Rows that cannot be written (or taken back), each with its reason; the transaction is over. */
export class RowsRefused extends Error {
  constructor(readonly problems: ReadonlyMap<number, RowProblem>) {
    super(`${problems.size} rows refused`);
    this.name = 'RowsRefused';
  }
}

export interface Batch {
  /** Public id of the session; operation ids are made from it. */
  readonly session: string;
  readonly rows: readonly ApplyRow[];
}

/** One kind of thing that can be imported. */
export interface ImportTarget {
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  /** Needed at upload, dry run, commit and rollback, as its route needs it. */
  readonly permission: string;
  /** Also needed to take an import back. */
  readonly rollbackPermission?: string;
  readonly companyWide: boolean;
  readonly modes: readonly Mode[];
  readonly naturalKey: readonly string[];
  readonly columns: readonly ImportColumn[];
  /** Rows belong together (the lines of a bill), or depend on each other (a place and what lies below it): judged as a whole. */
  readonly judgedWhole: boolean;
  /** Rows that everything-or-nothing may write in its one transaction, when its locks would keep other people waiting. */
  readonly togetherMax?: number;
  keyOf(row: Values): string;
  /** Rows with the same unit are written together; the key by default. */
  unitOf?(row: Values): string;
  lookUp(tx: Tx, actor: Actor, rows: readonly ReadRow[], how: LookUp): Promise<Known>;
  /** Writes through the domain's services, with their rules, audit and events. @throws RowsRefused | AppError */
  apply(tx: Tx, actor: Actor, batch: Batch): Promise<Applied[]>;
  /** The order in which rows must be written, when the file's will not do. */
  order?<R extends ApplyRow>(rows: readonly R[]): R[];
  /** What stands in the way of taking the rows back, by line. */
  blockers(tx: Tx, rows: readonly AppliedRow[]): Promise<ReadonlyMap<number, RowProblem>>;
  /** Takes the rows back through the services. @throws RowsRefused | AppError */
  revert(tx: Tx, actor: Actor, given: { readonly session: string; readonly rows: readonly AppliedRow[] }): Promise<void>;
  /** Current records for a template, `limit + 1` at most. */
  current(tx: Tx, limit: number): Promise<Values[]>;
}

/** Columns that the actor may see and set. */
export function columnsFor(target: Pick<ImportTarget, 'columns'>, may: (permission: string) => boolean): readonly ImportColumn[] {
  return target.columns.filter((column) => column.permission === undefined || may(column.permission));
}
