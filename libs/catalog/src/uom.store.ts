import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Page } from '@anwen/kernel';
import type { ImportedRow } from './catalog.events';
import { Conditions, fetchPage, type Listing } from './listing';
import type { CreateUomDto, UpdateUomDto, UomListQuery } from './uom.dto';

export interface UomRow {
  readonly id: string;
  readonly publicId: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly category: string;
  readonly decimals: number;
  readonly rowVersion: number;
}

const COLUMNS = `u.public_id AS "publicId", u.code, u.name_zh AS "nameZh", u.name_en AS "nameEn", u.category, u.decimals, u.row_version AS "rowVersion"`;
const LISTING: Listing = {
  name: 'uoms',
  select: COLUMNS,
  from: 'uoms u',
  id: 'u.id',
  defaultSort: 'code',
  sorts: { code: { sql: 'u.code', type: 'text' }, category: { sql: 'u.category', type: 'text' } },
};

@Injectable()
export class UomStore {
  list(tx: Tx, codec: CursorCodec, input: UomListQuery): Promise<Page<UomRow>> {
    const filters = new Conditions().contains(`(u.code || ' ' || u.name_zh || ' ' || u.name_en)`, input.q).and('u.category = ?', input.category);
    return fetchPage<UomRow>(tx, codec, LISTING, { input, filters });
  }

  async byPublicId(tx: Tx, publicId: string): Promise<UomRow | undefined> {
    return (await tx.query<UomRow>(`SELECT u.id, ${COLUMNS} FROM uoms u WHERE u.public_id = $1`, [publicId]))[0];
  }

  /** The same, and nobody else changes it until the transaction ends. */
  async lock(tx: Tx, publicId: string): Promise<UomRow | undefined> {
    return (await tx.query<UomRow>(`SELECT u.id, ${COLUMNS} FROM uoms u WHERE u.public_id = $1 FOR NO KEY UPDATE`, [publicId]))[0];
  }

  async byCodes(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, UomRow>> {
    const rows = await tx.query<UomRow>(`SELECT u.id, ${COLUMNS} FROM uoms u WHERE u.code = ANY ($1)`, [[...new Set(codes)]]);
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** Rows whose code is taken are left out of the answer. */
  insert(tx: Tx, rows: readonly CreateUomDto[]): Promise<ImportedRow[]> {
    return tx.query<ImportedRow>(
      `INSERT INTO uoms (code, name_zh, name_en, category, decimals)
       SELECT r.code, r."nameZh", r."nameEn", r.category, coalesce(r.decimals, 0)
       FROM jsonb_to_recordset($1::jsonb) AS r(code text, "nameZh" text, "nameEn" text, category text, decimals int)
       ORDER BY r.code ON CONFLICT DO NOTHING RETURNING public_id AS "publicId", code`,
      [JSON.stringify(rows)],
    );
  }

  async update(tx: Tx, id: string, patch: UpdateUomDto): Promise<void> {
    await tx.query(
      `UPDATE uoms SET name_zh = coalesce($2, name_zh), name_en = coalesce($3, name_en), category = coalesce($4, category),
         updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, patch.nameZh, patch.nameEn, patch.category],
    );
  }
}
