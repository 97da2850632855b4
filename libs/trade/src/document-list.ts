import type { Tx } from '@anwen/database';
import type { ListQuery } from '@anwen/http';
import { pageOf, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { tradeErrors } from './trade.errors';

/** A total is exact up to here; counting further would cost more than anybody reads out of the number. */
const TOTAL_CAP = 10_000;

/** Conditions of one list, with their values numbered as they come; `?` stands for the value. */
export class Filters {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  /** An undefined value adds nothing. */
  and(sql: string, value: unknown): this {
    if (value === undefined) return this;
    this.values.push(value);
    this.parts.push(sql.replaceAll('?', `$${this.values.length}`));
    return this;
  }

  /** Contains the text anywhere, letter case aside; `%` and `_` mean themselves. */
  contains(sql: string, text: string | undefined): this {
    return text === undefined || text === '' ? this : this.and(`${sql} ILIKE ?`, `%${text.replace(/[\\%_]/g, '\\$&')}%`);
  }

  get where(): string {
    return this.parts.length === 0 ? 'true' : this.parts.join(' AND ');
  }

  get binding(): readonly unknown[] {
    return [this.parts, this.values];
  }
}

/** One list of documents: what a row shows and where it comes from; `id` is the internal number that orders it. */
export interface DocumentList {
  readonly name: string;
  readonly select: string;
  readonly from: string;
  /** The part of `from` that the filters look at; the rest is joined for the rows of the page alone. */
  readonly filtered: string;
  readonly id: string;
}

/** A page of documents, newest first. @throws trade.sort_unknown, page.cursor_invalid. */
export async function newestFirst<R extends { readonly no: Id }>(
  tx: Tx,
  cursors: CursorCodec,
  list: DocumentList,
  { query, filters }: { query: ListQuery; filters: Filters },
): Promise<Page<R>> {
  const { limit, cursor, sort, withTotal } = query;
  if (sort !== undefined && sort !== '-createdAt') throw tradeErrors.sort_unknown({ sort, allowed: '-createdAt' });
  const binding = [list.name, filters.binding];
  const [before = null] = cursor === undefined ? [] : cursors.decode(cursor, binding);
  const values = [...filters.values, before, limit + 1];
  const rows = await tx.query<R>(
    `SELECT ${list.id}::text AS no, ${list.select} FROM ${list.from}
      WHERE ${list.id} IN (SELECT ${list.id} FROM ${list.filtered} WHERE ${filters.where} AND ($${values.length - 1}::bigint IS NULL OR ${list.id} < $${values.length - 1})
                            ORDER BY ${list.id} DESC LIMIT $${values.length})
      ORDER BY ${list.id} DESC`,
    values,
  );
  const page = pageOf(
    rows,
    limit,
    (last) => cursors.encode([last.no], binding),
    (row) => row,
  );
  return withTotal ? { ...page, ...(await totalOf(tx, list, filters)) } : page;
}

async function totalOf(tx: Tx, { filtered }: DocumentList, filters: Filters): Promise<{ total: number; totalIsEstimate?: true }> {
  const sql = `SELECT count(*)::int AS n FROM (SELECT 1 FROM ${filtered} WHERE ${filters.where} LIMIT ${TOTAL_CAP + 1}) AS some_rows`;
  const [row] = await tx.query<{ n: number }>(sql, filters.values);
  const counted = row?.n ?? 0;
  return counted > TOTAL_CAP ? { total: TOTAL_CAP, totalIsEstimate: true } : { total: counted };
}
