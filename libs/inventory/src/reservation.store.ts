import type { Tx } from '@anwen/database';
import { Quantity, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { ReservationQuery } from './reservation.dto';
import type { Candidate } from './stock.rules';

const COLUMNS = `r.public_id AS id, r.owner_type AS "ownerType", r.owner_ref AS "ownerRef",
  jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'uom', u.code) AS item,
  jsonb_build_object('id', l.public_id, 'code', l.code, 'name', l.name) AS location,
  CASE WHEN o.id IS NULL THEN NULL ELSE jsonb_build_object('id', o.public_id, 'code', o.code, 'expiresOn', o.expires_on) END AS lot,
  r.qty::text AS qty, r.consumed::text AS consumed, r.state, r.expires_at AS "expiresAt", r.id::text AS no`;
const FROM = `inventory_reservations r JOIN items i ON i.id = r.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN locations l ON l.id = r.location_id LEFT JOIN lots o ON o.id = r.lot_id`;

export interface ReservationRow {
  readonly id: string;
  readonly no: Id;
  readonly ownerType: string;
  readonly ownerRef: string;
  readonly item: unknown;
  readonly location: unknown;
  readonly lot: unknown;
  readonly qty: string;
  readonly consumed: string;
  readonly state: string;
  readonly expiresAt: Date | null;
}

export interface LockedReservation {
  readonly id: Id;
  readonly state: string;
  readonly open: string;
  readonly itemId: Id;
  readonly locationId: Id;
  readonly lotId: Id;
  readonly serialId: Id;
  readonly stockStatus: number;
}

/** All SQL of reservations. Lock order: reservations before balances, each in the order of its key. */
@Injectable()
export class ReservationStore {
  async item(tx: Tx, code: string): Promise<{ id: Id; scale: number } | null> {
    const [row] = await tx.query<{ id: Id; scale: number }>(`SELECT id::text AS id, qty_scale AS scale FROM items WHERE code = $1 AND status = 'active'`, [
      code,
    ]);
    return row ?? null;
  }

  /** Locks the item's pickable balances in key order and returns what is free on each, as it is under the lock. */
  async lockAvailable(tx: Tx, itemId: Id, place: { warehouse: string | null; location: string | null }): Promise<(Candidate & { warehouseId: Id })[]> {
    await tx.query(
      `SELECT 1 FROM inventory_balance b WHERE b.item_id = $1 AND b.stock_status = 0 AND b.on_hand > b.reserved
          AND ($2::text IS NULL OR b.warehouse_id = (SELECT id FROM warehouses WHERE code = $2)) AND ($3::text IS NULL OR b.location_id = (SELECT id FROM locations WHERE code = $3))
        ORDER BY b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status FOR UPDATE`,
      [itemId, place.warehouse, place.location],
    );
    // A statement of its own: its snapshot is younger than the locks.
    const rows = await tx.query<{ lotId: Id; serialId: Id; locationId: Id; warehouseId: Id; expiresOn: string | null; pickSeq: number; free: string }>(
      `SELECT a.lot_id::text AS "lotId", a.serial_id::text AS "serialId", a.location_id::text AS "locationId", a.warehouse_id::text AS "warehouseId",
              a.expires_on::text AS "expiresOn", a.pick_seq AS "pickSeq", a.free::text AS free
         FROM inventory_available a WHERE a.item_id = $1
          AND ($2::text IS NULL OR a.warehouse_id = (SELECT id FROM warehouses WHERE code = $2)) AND ($3::text IS NULL OR a.location_id = (SELECT id FROM locations WHERE code = $3))`,
      [itemId, place.warehouse, place.location],
    );
    return rows.map((r) => ({ ...r, free: Quantity.of(r.free) }));
  }

  /** Guarded: a balance that cannot give the quantity updates no row. Returns how many reservations were made. */
  async reserve(
    tx: Tx,
    owner: { type: string; ref: string; userId: Id; expiresAt: string | null },
    itemId: Id,
    parts: readonly { from: Candidate & { warehouseId: Id }; qty: Quantity }[],
  ): Promise<ReservationRow[]> {
    const values = [
      itemId,
      parts.map((p) => p.from.locationId),
      parts.map((p) => p.from.lotId),
      parts.map((p) => p.from.serialId),
      parts.map((p) => p.qty.toString()),
    ];
    const given = 'unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::numeric[]) AS g(location_id, lot_id, serial_id, qty)';
    const ids = await tx.query<{ id: Id }>(
      `WITH taken AS (
         UPDATE inventory_balance b SET reserved = b.reserved + g.qty FROM ${given}
          WHERE b.item_id = $1 AND b.location_id = g.location_id AND b.lot_id = g.lot_id AND b.serial_id = g.serial_id AND b.stock_status = 0 AND b.on_hand - b.reserved >= g.qty
          RETURNING b.location_id, b.lot_id, b.serial_id, b.warehouse_id, g.qty)
       INSERT INTO inventory_reservations (owner_type, owner_ref, item_id, location_id, lot_id, serial_id, warehouse_id, qty, expires_at, created_by)
       SELECT $6, $7, $1, location_id, lot_id, serial_id, warehouse_id, qty, $8, $9 FROM taken RETURNING id::text AS id`,
      [...values, owner.type, owner.ref, owner.expiresAt, owner.userId],
    );
    return tx.query(`SELECT ${COLUMNS} FROM ${FROM} WHERE r.id = ANY ($1::bigint[]) ORDER BY r.id`, [ids.map((r) => r.id)]);
  }

  async lock(tx: Tx, publicId: string): Promise<LockedReservation | null> {
    const [row] = await tx.query<LockedReservation>(
      `SELECT id::text AS id, state, (qty - consumed)::text AS open, item_id::text AS "itemId", location_id::text AS "locationId", lot_id::text AS "lotId",
              serial_id::text AS "serialId", stock_status AS "stockStatus" FROM inventory_reservations WHERE public_id = $1 FOR UPDATE`,
      [publicId],
    );
    return row ?? null;
  }

  async release(tx: Tx, r: LockedReservation): Promise<void> {
    await tx.query(
      `UPDATE inventory_balance SET reserved = reserved - $6 WHERE item_id = $1 AND location_id = $2 AND lot_id = $3 AND serial_id = $4 AND stock_status = $5`,
      [r.itemId, r.locationId, r.lotId, r.serialId, r.stockStatus, r.open],
    );
    await tx.query(`UPDATE inventory_reservations SET state = 'released', updated_at = now() WHERE id = $1`, [r.id]);
  }

  async find(tx: Tx, publicId: string): Promise<ReservationRow | null> {
    const [row] = await tx.query<ReservationRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE r.public_id = $1`, [publicId]);
    return row ?? null;
  }

  list(tx: Tx, query: ReservationQuery, before: Id | null): Promise<ReservationRow[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE ($1::text IS NULL OR r.owner_type = $1) AND ($2::text IS NULL OR r.owner_ref = $2) AND ($3::text IS NULL OR i.code = $3)
          AND ($4::text IS NULL OR r.state = $4) AND ($5::bigint IS NULL OR r.id < $5) ORDER BY r.id DESC LIMIT $6`,
      [query.ownerType ?? null, query.ownerRef ?? null, query.itemCode ?? null, query.state ?? null, before, query.limit + 1],
    );
  }
}
