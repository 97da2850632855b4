import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { countSql, type Counted } from './listing';
import type { CreateLotDto, LotDto, LotQuery, SerialDto, SerialQuery } from './lot.dto';
import { ITEM_JSON, containing, placeJson } from './reference-json';
import { askWholeCompany } from './whole-company';

/** A lot, with its internal number that orders the list. */
export type LotRow = LotDto & { readonly no: Id };
export type SerialRow = SerialDto & { readonly no: Id };

const LOT_COLUMNS = `l.public_id AS id, l.id::text AS no, l.code, ${ITEM_JSON} AS item, l.supplier_lot AS "supplierLot",
  l.made_on::text AS "madeOn", l.expires_on::text AS "expiresOn", l.status, l.status_reason AS "statusReason", l.row_version AS "rowVersion"`;
const LOT_FROM = 'lots l JOIN items i ON i.id = l.item_id JOIN uoms u ON u.id = i.base_uom_id';

/**
 * Lots belong to the whole company. Who reaches only a part of it sees the lots that have stood there, and those that
 * never moved. A balance row outlives its stock, so it tells where a lot has been.
 */
const VISIBLE = `($1::boolean OR NOT EXISTS (SELECT 1 FROM inventory_balance b WHERE b.lot_id = l.id AND b.lot_id <> 0)
  OR EXISTS (SELECT 1 FROM inventory_balance b JOIN locations p ON p.id = b.location_id
              WHERE b.lot_id = l.id AND b.lot_id <> 0 AND (b.warehouse_id = ANY ($2::bigint[]) OR p.zone_id = ANY ($3::bigint[]))))`;
const reachOf = ({ scope }: Tx): unknown[] => [scope.all, scope.warehouses, scope.zones];

const LISTED_LOTS = `${LOT_FROM} WHERE ${VISIBLE} AND ($4::text IS NULL OR i.code = $4) AND ($5::text IS NULL OR l.code ILIKE $5)
  AND ($6::text IS NULL OR l.status = $6) AND ($7::date IS NULL OR l.expires_on <= $7)`;
const LISTED_SERIALS = `serials s JOIN items i ON i.id = s.item_id WHERE ($1::text IS NULL OR i.code = $1) AND ($2::text IS NULL OR s.code ILIKE $2)`;

/** All SQL of lots and serial numbers as masters. */
@Injectable()
export class LotStore {
  list(tx: Tx, query: LotQuery, before: Id | null): Promise<LotRow[]> {
    return askWholeCompany(tx, `SELECT ${LOT_COLUMNS} FROM ${LISTED_LOTS} AND ($8::bigint IS NULL OR l.id < $8) ORDER BY l.id DESC LIMIT $9`, [
      ...lotFilters(tx, query),
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: LotQuery): Promise<Counted> {
    return askWholeCompany(tx, countSql(LISTED_LOTS), lotFilters(tx, query));
  }

  async find(tx: Tx, publicId: string): Promise<LotRow | null> {
    const [row] = await askWholeCompany<LotRow>(tx, `SELECT ${LOT_COLUMNS} FROM ${LOT_FROM} WHERE ${VISIBLE} AND l.public_id = $4`, [...reachOf(tx), publicId]);
    return row ?? null;
  }

  async lock(tx: Tx, publicId: string): Promise<{ id: Id; status: string } | null> {
    const [row] = await askWholeCompany<{ id: Id; status: string }>(
      tx,
      `SELECT l.id::text AS id, l.status FROM lots l WHERE ${VISIBLE} AND l.public_id = $4 FOR UPDATE OF l`,
      [...reachOf(tx), publicId],
    );
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

  serials(tx: Tx, query: SerialQuery, before: Id | null): Promise<SerialRow[]> {
    return tx.query(
      `WITH page AS (SELECT s.* FROM ${LISTED_SERIALS} AND ($3::bigint IS NULL OR s.id < $3) ORDER BY s.id DESC LIMIT $4)
       SELECT s.public_id AS id, s.id::text AS no, s.code, ${ITEM_JSON} AS item, ${placeJson('l')} AS location
         FROM page s JOIN items i ON i.id = s.item_id JOIN uoms u ON u.id = i.base_uom_id
         LEFT JOIN inventory_balance b ON b.item_id = s.item_id AND b.serial_id = s.id AND b.on_hand > 0 LEFT JOIN locations l ON l.id = b.location_id
        ORDER BY s.id DESC`,
      [...serialFilters(query), before, query.limit + 1],
    );
  }

  countSerials(tx: Tx, query: SerialQuery): Promise<Counted> {
    return tx.query(countSql(LISTED_SERIALS), serialFilters(query));
  }
}

function lotFilters(tx: Tx, query: LotQuery): unknown[] {
  return [...reachOf(tx), query.itemCode ?? null, query.q === undefined ? null : containing(query.q), query.status ?? null, query.expiresBy ?? null];
}

function serialFilters(query: SerialQuery): unknown[] {
  return [query.itemCode ?? null, query.q === undefined ? null : containing(query.q)];
}
