import type { ListQuery } from '@anwen/http';
import { pageOf, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { inventoryErrors } from './inventory.errors';

/** A total is exact up to here; beyond it the list says "more than". Counting further would cost more than the page. */
const TOTAL_CAP = 10_000;

export interface Total {
  readonly total: number;
  readonly totalIsEstimate?: true;
}

/** The answer of `countSql`. */
export type Counted = readonly { readonly n: string }[];

/** Counts the rows of `from` (FROM and WHERE), no further than one beyond the cap. */
export const countSql = (from: string): string => `SELECT count(*) AS n FROM (SELECT 1 FROM ${from} LIMIT ${TOTAL_CAP + 1}) AS some_rows`;

/** Exact up to the cap; beyond it the cap with a sign that there is more. */
export function totalOf([row]: Counted): Total {
  const counted = Number(row?.n ?? 0);
  return counted > TOTAL_CAP ? { total: TOTAL_CAP, totalIsEstimate: true } : { total: counted };
}

/** For lists that have one order. @throws inventory.sort_unknown. */
export function requireSort(sort: string | undefined, only: string): void {
  if (sort !== undefined && sort !== only) throw inventoryErrors.sort_unknown({ sort, allowed: only });
}

export interface NumberedList<R, T> {
  readonly name: string;
  readonly cursors: CursorCodec;
  readonly rows: (before: Id | null) => Promise<R[]>;
  readonly count: () => Promise<Counted>;
  readonly view: (row: R) => T;
}

/** A page of a list that goes by the internal number, newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
export async function newestFirst<R extends { readonly no: Id }, T>(query: ListQuery, list: NumberedList<R, T>): Promise<Page<T>> {
  const { limit, cursor, withTotal, sort, ...filters } = query;
  requireSort(sort, '-createdAt');
  const binding = [list.name, filters];
  const [before = null] = cursor === undefined ? [] : list.cursors.decode(cursor, binding);
  const page = pageOf(await list.rows(before), limit, (last) => list.cursors.encode([last.no], binding), list.view);
  return withTotal ? { ...page, ...totalOf(await list.count()) } : page;
}
