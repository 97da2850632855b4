import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import type { CategoryListQuery } from './category.dto';
import { Conditions, fetchPage, type Listing } from './listing';

export interface CategoryRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
}

const COLUMNS = 'c.public_id AS "publicId", c.code, c.name, p.code AS parent';
const FROM = 'item_categories c LEFT JOIN item_categories p ON p.id = c.parent_id';
const LISTING: Listing = {
  name: 'item-categories',
  select: COLUMNS,
  from: FROM,
  id: 'c.id',
  defaultSort: 'code',
  sorts: { code: { sql: 'c.code', type: 'text' } },
};

@Injectable()
export class CategoryStore {
  list(tx: Tx, codec: CursorCodec, input: CategoryListQuery): Promise<Page<CategoryRow>> {
    return fetchPage<CategoryRow>(tx, codec, LISTING, { input, filters: new Conditions().contains(`(c.code || ' ' || c.name)`, input.q) });
  }

  async idsByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Id>> {
    const rows = await tx.query<{ id: Id; code: string }>('SELECT id, code FROM item_categories WHERE code = ANY ($1)', [codes]);
    return new Map(rows.map((row) => [row.code, row.id]));
  }

  /** Undefined when the code is taken. */
  async insert(tx: Tx, input: { code: string; name: string; parentId: Id | null }): Promise<{ publicId: string } | undefined> {
    const rows = await tx.query<{ publicId: string }>(
      'INSERT INTO item_categories (code, name, parent_id) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING RETURNING public_id AS "publicId"',
      [input.code, input.name, input.parentId],
    );
    return rows[0];
  }
}
