import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { CreateLotDto, LotDto, LotQuery, SerialDto, SerialQuery } from './lot.dto';

const LOT_COLUMNS = `l.public_id AS id, l.code, jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'uom', u.code) AS item, l.supplier_lot AS "supplierLot",
  l.made_on::text AS "madeOn", l.expires_on::text AS "expiresOn", l.status, l.status_reason AS "statusReason", l.row_version AS "rowVersion"`;
const LOT_FROM = 'lots l JOIN items i ON i.id = l.item_id JOIN uoms u ON u.id = i.base_uom_id';
const like = (text: string | undefined): string | null => (text === undefined ? null : `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`);

@Injectable()
export class LotStore {
  /** Newest first. */
  list(tx: Tx, query: LotQuery, before: Id | null): Promise<(LotDto & { no: Id })[]> {
    return tx.query(
      `SELECT ${LOT_COLUMNS}, l.id::text AS no FROM ${LOT_FROM}
        WHERE ($1::text IS NULL OR i.code = $1) AND ($2::text IS NULL OR l.code ILIKE $2) AND ($3::text IS NULL OR l.status = $3) AND ($4::date IS NULL OR l.expires_on <= $4)
          AND ($5::bigint IS NULL OR l.id < $5) ORDER BY l.id DESC LIMIT $6`,
      [query.itemCode ?? null, like(query.q), query.status ?? null, query.expiresBy ?? null, before, query.limit + 1],
    );
  }

  async find(tx: Tx, publicId: string): Promise<(LotDto & { no: Id }) | null> {
    const [row] = await tx.query<LotDto & { no: Id }>(`SELECT ${LOT_COLUMNS}, l.id::text AS no FROM ${LOT_FROM} WHERE l.public_id = $1`, [publicId]);
    return row ?? null;
  }

  async lock(tx: Tx, publicId: string): Promise<{ id: Id; status: string } | null> {
    const [row] = await tx.query<{ id: Id; status: string }>('SELECT id::text AS id, status FROM lots WHERE public_id = $1 FOR UPDATE', [publicId]);
    return row ?? null;
  }

  /** null when the item already has a lot of that code. */
  async create(tx: Tx, itemId: Id, input: CreateLotDto & { expiresOn?: string | null }): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO lots (item_id, code, supplier_lot, made_on, expires_on) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING public_id AS id`,
      [itemId, input.code, input.supplierLot ?? null, input.madeOn ?? null, input.expiresOn ?? null],
    );
    return row?.id ?? null;
  }

  async setStatus(tx: Tx, id: Id, status: string, reason: string | null): Promise<void> {
    await tx.query('UPDATE lots SET status = $2, status_reason = $3, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [id, status, reason]);
  }

  async item(tx: Tx, code: string): Promise<{ id: Id; tracking: string; shelfLifeDays: number | null } | null> {
    const [row] = await tx.query<{ id: Id; tracking: string; shelfLifeDays: number | null }>(
      'SELECT id::text AS id, tracking, shelf_life_days AS "shelfLifeDays" FROM items WHERE code = $1',
      [code],
    );
    return row ?? null;
  }

  serials(tx: Tx, query: SerialQuery, before: Id | null): Promise<(SerialDto & { no: Id })[]> {
    return tx.query(
      `SELECT s.public_id AS id, s.id::text AS no, s.code, jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'uom', u.code) AS item,
              CASE WHEN l.id IS NULL THEN NULL ELSE jsonb_build_object('id', l.public_id, 'code', l.code, 'name', l.name) END AS location
         FROM serials s JOIN items i ON i.id = s.item_id JOIN uoms u ON u.id = i.base_uom_id
         LEFT JOIN inventory_balance b ON b.item_id = s.item_id AND b.serial_id = s.id AND b.on_hand > 0 LEFT JOIN locations l ON l.id = b.location_id
        WHERE ($1::text IS NULL OR i.code = $1) AND ($2::text IS NULL OR s.code ILIKE $2) AND ($3::bigint IS NULL OR s.id < $3) ORDER BY s.id DESC LIMIT $4`,
      [query.itemCode ?? null, like(query.q), before, query.limit + 1],
    );
  }
}
