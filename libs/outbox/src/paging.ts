import type { Tx } from '@anwen/database';
import { pageOf, type CursorCodec, type Id, type Page } from '@anwen/kernel';

/** Counting further would cost more than anybody reads out of the number. */
const EXACT_TOTAL = 10_000;

export interface Paging<R, T> {
  readonly cursors: CursorCodec;
  /** The list and its filters: a cursor belongs to them. */
  readonly binding: unknown;
  readonly rows: (before: Id | null) => Promise<R[]>;
  readonly count: () => Promise<number>;
  readonly view: (row: R) => T;
}

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly withTotal?: boolean;
}

/** A page of a list that goes by its internal number, newest first. @throws page.cursor_invalid */
export async function newestFirst<R extends { readonly no: Id }, T>({ limit, cursor, withTotal }: PageQuery, list: Paging<R, T>): Promise<Page<T>> {
  const [before = null] = cursor === undefined ? [] : list.cursors.decode(cursor, list.binding);
  const page = pageOf(await list.rows(before), limit, (last) => list.cursors.encode([last.no], list.binding), list.view);
  if (!withTotal) return page;
  const counted = await list.count();
  return counted > EXACT_TOTAL ? { ...page, total: EXACT_TOTAL, totalIsEstimate: true } : { ...page, total: counted };
}

/** Rows of `from` (FROM and WHERE), no further than one beyond what is told exactly. */
export async function countUpTo(tx: Tx, from: string, values: readonly unknown[]): Promise<number> {
  const [row] = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM (SELECT 1 FROM ${from} LIMIT ${EXACT_TOTAL + 1}) AS some_rows`, values);
  return row!.n;
}
