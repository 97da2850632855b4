import type { Tx } from '@anwen/database';
import { pageOf, type CursorCodec, type Page } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';

interface SortKey {
  /** Never null: a NULL compares to nothing and its row would vanish between two pages. */
  readonly sql: string;
  readonly type: 'text' | 'timestamptz' | 'int';
}

/** One list of the catalog: what it selects and by what it may be sorted. */
export interface Listing {
  readonly name: string;
  readonly select: string;
  readonly from: string;
  /** The unique column that breaks ties. */
  readonly id: string;
  readonly sorts: Readonly<Record<string, SortKey>>;
  readonly defaultSort: string;
}

export interface ListInput {
  readonly limit?: number;
  readonly cursor?: string;
  readonly sort?: string;
  readonly withTotal?: boolean;
}

/** Conditions of one query, with their values numbered as they come. */
export class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** Adds `sql` with `?` for the value; an undefined value adds nothing. */
  and(sql: string, value: unknown): this {
    if (value === undefined) return this;
    this.values.push(value);
    this.parts.push(sql.replaceAll('?', `$${this.values.length}`));
    return this;
  }

  /** Contains the text anywhere, letter case aside; `%` and `_` mean themselves. */
  contains(sql: string, text: string | undefined): this {
    if (text === undefined || text === '') return this;
    return this.and(`${sql} ILIKE ?`, `%${text.replace(/[\\%_]/g, '\\$&')}%`);
  }

  /** What a cursor is bound to: the same text and values mean the same query. */
  get binding(): readonly unknown[] {
    return [this.parts, this.values];
  }

  where(extra?: string): string {
    const all = extra === undefined ? this.parts : [...this.parts, extra];
    return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
  }
}

/** Totals are exact up to here; counting further would cost more than anybody reads out of the number. */
const EXACT_TOTAL = 10_000;

type Sorted<R> = R & { readonly id: string; readonly sortedBy: string };

/**
 * One page by keyset: a page starts behind the last row of the page before, so rows inserted meanwhile neither
 * repeat nor push others out.
 * @throws page.cursor_invalid | catalog.sort_unknown
 */
export async function fetchPage<R extends object>(
  tx: Tx,
  codec: CursorCodec,
  listing: Listing,
  query: { input: ListInput; filters: Conditions },
): Promise<Page<R>> {
  const { input, filters } = query;
  const limit = input.limit ?? 50;
  const sort = input.sort ?? listing.defaultSort;
  const { key, descending } = sortKey(listing, sort);
  const binding = [listing.name, sort, filters.binding];
  const values = [...filters.values];
  let behind: string | undefined;
  if (input.cursor !== undefined) {
    const [sorted, id] = codec.decode(input.cursor, binding);
    values.push(sorted, id);
    behind = `(${key.sql}, ${listing.id}) ${descending ? '<' : '>'} ($${values.length - 1}::${key.type}, $${values.length}::bigint)`;
  }
  const order = descending ? 'DESC' : 'ASC';
  // The inner query sorts ids and keys alone; only the rows of the page are then read in full.
  const text = `SELECT ${listing.select}, page.id, page.key::text AS "sortedBy"
                FROM ${listing.from}
                JOIN (SELECT ${listing.id} AS id, ${key.sql} AS key FROM ${listing.from} ${filters.where(behind)} ORDER BY key ${order}, id ${order} LIMIT ${limit + 1}) AS page
                  ON page.id = ${listing.id} ORDER BY page.key ${order}, page.id ${order}`;
  const rows = await tx.query<Sorted<R>>(text, values);
  const page = pageOf<Sorted<R>, R>(
    rows,
    limit,
    (last) => codec.encode([last.sortedBy, last.id], binding),
    (row) => row,
  );
  return input.withTotal ? { ...page, ...(await countRows(tx, listing, filters)) } : page;
}

function sortKey(listing: Listing, sort: string): { key: SortKey; descending: boolean } {
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const key = Object.hasOwn(listing.sorts, name) ? listing.sorts[name] : undefined;
  if (!key) throw catalogErrors.sort_unknown({ sort: name, allowed: Object.keys(listing.sorts).join(', ') });
  return { key, descending };
}

async function countRows(tx: Tx, listing: Listing, filters: Conditions): Promise<{ total: number; totalIsEstimate: boolean }> {
  const inner = `SELECT 1 FROM ${listing.from} ${filters.where()}`;
  const [counted] = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM (${inner} LIMIT ${EXACT_TOTAL + 1}) AS counted`, filters.values);
  const n = counted?.n ?? 0;
  if (n <= EXACT_TOTAL) return { total: n, totalIsEstimate: false };
  const [plan] = await tx.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(`EXPLAIN (FORMAT JSON) ${inner}`, filters.values);
  return { total: Math.max(n, plan?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? n), totalIsEstimate: true };
}
