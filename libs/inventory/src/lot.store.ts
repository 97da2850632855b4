import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { countSql, type Counted } from './listing';
import type { CreateLotDto, LotPromiseDto, LotQuery, SerialDto, SerialQuery, UpdateLotDto } from './lot.dto';
import type { LotShape } from './lot.rules';
import { ITEM_JSON, containing, placeJson } from './reference-json';
import { askWholeCompany } from './whole-company';

/** A lot, with its internal number that orders the list. */
export type LotRow = LotShape & { readonly no: Id };
export type SerialRow = SerialDto & { readonly no: Id };

export interface LockedLot {
  readonly id: Id;
  readonly status: string;
  readonly holdCritical: boolean;
  readonly heldBy: Id | null;
  /** Number of the open recall that holds it. */
  readonly recall: string | null;
}

/** A balance that the transaction's own scope reaches; the statement itself sees the whole company. */
const REACHED = '($1::boolean OR b.warehouse_id = ANY ($2::bigint[]) OR p.zone_id = ANY ($3::bigint[]))';
/** A lot that stands in more places than this is looked at in the list of balances. */
const PLACES = 100;
const LOT_COLUMNS = `l.public_id AS id, l.id::text AS no, l.code, ${ITEM_JSON} AS item, l.supplier_lot AS "supplierLot",
  (SELECT ${placeJson('v')} FROM partners v WHERE v.id = l.supplier_id) AS supplier, l.made_on::text AS "madeOn", l.expires_on::text AS "expiresOn",
  coalesce(l.expires_on < business_date(), false) AS expired, l.status, l.status_reason AS "statusReason", l.hold_critical AS "holdCritical", l.held_at AS "heldAt",
  l.country, l.attributes, here.total AS "onHand", here.places AS locations, l.row_version AS "rowVersion"`;
const LOT_FROM = 'lots l JOIN items i ON i.id = l.item_id JOIN uoms u ON u.id = i.base_uom_id';
const HERE = `CROSS JOIN LATERAL (
  SELECT coalesce(sum(x.on_hand), 0)::text AS total, coalesce(jsonb_agg(x.place ORDER BY x.on_hand DESC, x.code) FILTER (WHERE x.n <= ${PLACES}), '[]') AS places
    FROM (SELECT b.on_hand, p.code, row_number() OVER (ORDER BY b.on_hand DESC, p.code) AS n,
                 jsonb_build_object('location', ${placeJson('p')}, 'status', (ARRAY['available','qc','hold','damaged'])[b.stock_status + 1], 'onHand', b.on_hand::text, 'reserved', b.reserved::text) AS place
            FROM inventory_balance b JOIN locations p ON p.id = b.location_id WHERE b.lot_id = l.id AND b.lot_id <> 0 AND b.on_hand <> 0 AND ${REACHED}) AS x) AS here`;

/**
 * Lots and serial numbers belong to the whole company. Who reaches only a part of it sees those that have stood there, and those
 * that never moved. A balance row outlives its stock, so it tells where a lot has been.
 */
const visible = (column: 'lot_id' | 'serial_id', own: string): string => `($1::boolean
  OR NOT EXISTS (SELECT 1 FROM inventory_balance b WHERE b.${column} = ${own} AND b.${column} <> 0)
  OR EXISTS (SELECT 1 FROM inventory_balance b JOIN locations p ON p.id = b.location_id
              WHERE b.${column} = ${own} AND b.${column} <> 0 AND (b.warehouse_id = ANY ($2::bigint[]) OR p.zone_id = ANY ($3::bigint[]))))`;
const VISIBLE = visible('lot_id', 'l.id');
const reachOf = ({ scope }: Tx): unknown[] => [scope.all, scope.warehouses, scope.zones];

const listedLots = (
  joined = '',
): string => `${LOT_FROM} ${joined} WHERE ${VISIBLE} AND ($4::text IS NULL OR i.code = $4) AND ($5::text IS NULL OR l.code ILIKE $5)
  AND ($6::text IS NULL OR l.status = $6) AND ($7::date IS NULL OR l.expires_on <= $7)`;
const LISTED_SERIALS = `serials s JOIN items i ON i.id = s.item_id
  WHERE ${visible('serial_id', 's.id')} AND ($4::text IS NULL OR i.code = $4) AND ($5::text IS NULL OR s.code ILIKE $5)`;

/** All SQL of lots and serial numbers as masters. */
@Injectable()
export class LotStore {
  list(tx: Tx, query: LotQuery, before: Id | null): Promise<LotRow[]> {
    return askWholeCompany(tx, `SELECT ${LOT_COLUMNS} FROM ${listedLots(HERE)} AND ($8::bigint IS NULL OR l.id < $8) ORDER BY l.id DESC LIMIT $9`, [
      ...lotFilters(tx, query),
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: LotQuery): Promise<Counted> {
    return askWholeCompany(tx, countSql(listedLots()), lotFilters(tx, query));
  }

  async find(tx: Tx, publicId: string): Promise<LotRow | null> {
    const [row] = await askWholeCompany<LotRow>(tx, `SELECT ${LOT_COLUMNS} FROM ${LOT_FROM} ${HERE} WHERE ${VISIBLE} AND l.public_id = $4`, [
      ...reachOf(tx),
      publicId,
    ]);
    return row ?? null;
  }

  /** A posting that uses the lot looks at it under a shared lock (migration 013), so whoever holds it waits for that one, and the next sees the hold. */
  async lock(tx: Tx, publicId: string): Promise<LockedLot | null> {
    const [row] = await askWholeCompany<LockedLot>(
      tx,
      `SELECT l.id::text AS id, l.status, l.hold_critical AS "holdCritical", l.held_by::text AS "heldBy",
              (SELECT min(r.number) FROM recall_lots x JOIN recalls r ON r.id = x.recall_id WHERE x.node = l.id AND r.state = 'open' AND NOT r.mock) AS recall
         FROM lots l WHERE ${VISIBLE} AND l.public_id = $4 FOR UPDATE OF l`,
      [...reachOf(tx), publicId],
    );
    return row ?? null;
  }

  /** Open reservations of the lot, with a mark on those that the scope reaches. */
  async promises(tx: Tx, id: Id): Promise<(LotPromiseDto & { reached: boolean })[]> {
    return askWholeCompany(
      tx,
      `SELECT r.public_id AS id, r.owner_type AS "ownerType", r.owner_ref AS "ownerRef", ${placeJson('p')} AS location, (r.qty - r.consumed)::text AS qty,
              ($1::boolean OR r.warehouse_id = ANY ($2::bigint[]) OR p.zone_id = ANY ($3::bigint[])) AS reached
         FROM inventory_reservations r JOIN locations p ON p.id = r.location_id WHERE r.lot_id = $4 AND r.state = 'open' ORDER BY r.id`,
      [...reachOf(tx), id],
    );
  }

  /** null when the item already has a lot of that code. */
  async create(tx: Tx, itemId: Id, input: CreateLotDto & { expiresOn?: string | null }): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO lots (item_id, code, supplier_lot, made_on, expires_on) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING public_id AS id`,
      [itemId, input.code, input.supplierLot ?? null, input.madeOn ?? null, input.expiresOn ?? null],
    );
    return row?.id ?? null;
  }

  async setHold(tx: Tx, id: Id, hold: { status: string; reason: string | null; critical: boolean; by: Id | null }): Promise<void> {
    await tx.query(
      `UPDATE lots SET status = $2, status_reason = $3, hold_critical = $4, held_by = $5, held_at = CASE WHEN $2 = 'hold' THEN now() END, updated_at = now(), row_version = row_version + 1
        WHERE id = $1`,
      [id, hold.status, hold.reason, hold.critical, hold.by],
    );
  }

  async update(tx: Tx, id: Id, state: Required<UpdateLotDto>): Promise<void> {
    await tx.query(
      `UPDATE lots SET supplier_lot = $2, made_on = $3, expires_on = $4, country = $5, attributes = $6, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, state.supplierLot, state.madeOn, state.expiresOn, state.country, JSON.stringify(state.attributes)],
    );
  }

  async item(tx: Tx, code: string): Promise<{ id: Id; tracking: string; shelfLifeDays: number | null } | null> {
    const [row] = await tx.query<{ id: Id; tracking: string; shelfLifeDays: number | null }>(
      'SELECT id::text AS id, tracking, shelf_life_days AS "shelfLifeDays" FROM items WHERE code = $1',
      [code],
    );
    return row ?? null;
  }

  serials(tx: Tx, query: SerialQuery, before: Id | null): Promise<SerialRow[]> {
    return askWholeCompany(
      tx,
      `WITH page AS (SELECT s.* FROM ${LISTED_SERIALS} AND ($6::bigint IS NULL OR s.id < $6) ORDER BY s.id DESC LIMIT $7)
       SELECT s.public_id AS id, s.id::text AS no, s.code, ${ITEM_JSON} AS item, s.status, s.status_reason AS "statusReason", ${placeJson('p')} AS location
         FROM page s JOIN items i ON i.id = s.item_id JOIN uoms u ON u.id = i.base_uom_id
         LEFT JOIN (inventory_balance b JOIN locations p ON p.id = b.location_id)
                ON b.item_id = s.item_id AND b.serial_id = s.id AND b.serial_id <> 0 AND b.on_hand > 0 AND ${REACHED}
        ORDER BY s.id DESC`,
      [...serialFilters(tx, query), before, query.limit + 1],
    );
  }

  countSerials(tx: Tx, query: SerialQuery): Promise<Counted> {
    return askWholeCompany(tx, countSql(LISTED_SERIALS), serialFilters(tx, query));
  }
}

function lotFilters(tx: Tx, query: LotQuery): unknown[] {
  return [...reachOf(tx), query.itemCode ?? null, query.q === undefined ? null : containing(query.q), query.status ?? null, query.expiresBy ?? null];
}

function serialFilters(tx: Tx, query: SerialQuery): unknown[] {
  return [...reachOf(tx), query.itemCode ?? null, query.q === undefined ? null : containing(query.q)];
}
