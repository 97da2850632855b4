import type { Tx } from '@anwen/database';
import { Quantity, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { countSql, type Counted } from './listing';
import { ITEM_JSON, LOT_JSON, placeJson } from './reference-json';
import type { ReservationQuery, ReserveDto } from './reservation.dto';
import type { Candidate } from './stock.rules';
import { askWholeCompany } from './whole-company';

const COLUMNS = `r.public_id AS id, r.id::text AS no, r.owner_type AS "ownerType", r.owner_ref AS "ownerRef", ${ITEM_JSON} AS item, ${placeJson('l')} AS location,
  ${LOT_JSON} AS lot, r.qty::text AS qty, r.consumed::text AS consumed, r.state, r.expires_at AS "expiresAt"`;
const FROM = `inventory_reservations r JOIN items i ON i.id = r.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN locations l ON l.id = r.location_id LEFT JOIN lots o ON o.id = r.lot_id`;
const LISTED = `${FROM} WHERE ($1::text IS NULL OR r.owner_type = $1) AND ($2::text IS NULL OR r.owner_ref = $2) AND ($3::text IS NULL OR i.code = $3) AND ($4::text IS NULL OR r.state = $4)`;
const KEY = 'item_id, location_id, lot_id, serial_id, stock_status';
const LOCKED = `id::text AS id, public_id AS "publicId", owner_type AS "ownerType", owner_ref AS "ownerRef", state, (qty - consumed)::text AS open`;

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
  readonly publicId: string;
  readonly ownerType: string;
  readonly ownerRef: string;
  readonly state: string;
  /** What is not used yet. */
  readonly open: string;
}

/** What a wish to reserve names. */
export interface ReserveFacts {
  readonly itemId: Id;
  /** Decimals that a quantity of the item may have; a serial number is whole. */
  readonly scale: number;
  readonly warehouseKnown: boolean;
  readonly locationKnown: boolean;
  readonly expired: boolean;
}

export type FreeStock = Candidate & { readonly warehouseId: Id };

/** All SQL of reservations. Lock order: the owner's claim, reservations by id, balances by key. */
@Injectable()
export class ReservationStore {
  /** null = no such item in use. */
  async facts(tx: Tx, input: ReserveDto): Promise<ReserveFacts | null> {
    const [row] = await tx.query<ReserveFacts>(
      `SELECT id::text AS "itemId", CASE WHEN tracking = 'serial' THEN 0 ELSE qty_scale END AS scale,
              ($2::text IS NULL OR EXISTS (SELECT 1 FROM warehouses WHERE code = $2)) AS "warehouseKnown",
              ($3::text IS NULL OR EXISTS (SELECT 1 FROM locations WHERE code = $3 AND warehouse_id IS NOT NULL)) AS "locationKnown",
              coalesce($4::timestamptz <= now(), false) AS expired
         FROM items WHERE code = $1 AND status = 'active'`,
      [input.itemCode, input.warehouse ?? null, input.location ?? null, input.expiresAt ?? null],
    );
    return row ?? null;
  }

  /** From here to the commit nobody else reserves this item for the owner; false when something is reserved already, wherever. */
  async claim(tx: Tx, owner: { ownerType: string; ownerRef: string }, itemId: Id): Promise<boolean> {
    const claimed = [owner.ownerType, owner.ownerRef, itemId];
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended(jsonb_build_array('reserve', $1::text, $2::text, $3::text)::text, 8))`, claimed);
    // A statement of its own: its snapshot is younger than the lock.
    const open = await askWholeCompany(
      tx,
      `SELECT 1 FROM inventory_reservations WHERE owner_type = $1 AND owner_ref = $2 AND item_id = $3 AND state = 'open' LIMIT 1`,
      claimed,
    );
    return open.length === 0;
  }

  /** Locks the item's pickable balances in key order and returns what is free on each of them, as it is under the lock. */
  async lockAvailable(tx: Tx, itemId: Id, place: { warehouse: string | null; location: string | null }): Promise<FreeStock[]> {
    const locked = await tx.query<{ locationId: Id; lotId: Id; serialId: Id }>(
      `SELECT b.location_id::text AS "locationId", b.lot_id::text AS "lotId", b.serial_id::text AS "serialId"
         FROM inventory_balance b WHERE b.item_id = $1 AND b.stock_status = 0 AND b.on_hand > b.reserved
          AND ($2::text IS NULL OR b.warehouse_id = (SELECT id FROM warehouses WHERE code = $2)) AND ($3::text IS NULL OR b.location_id = (SELECT id FROM locations WHERE code = $3))
        ORDER BY b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status FOR UPDATE`,
      [itemId, place.warehouse, place.location],
    );
    // A statement of its own: its snapshot is younger than the locks. What has come in meanwhile is not locked and stays out.
    const rows = await tx.query<Omit<FreeStock, 'free'> & { free: string }>(
      `SELECT a.lot_id::text AS "lotId", a.serial_id::text AS "serialId", a.location_id::text AS "locationId", a.warehouse_id::text AS "warehouseId",
              a.expires_on::text AS "expiresOn", a.pick_seq AS "pickSeq", a.free::text AS free
         FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS k(location_id, lot_id, serial_id)
         JOIN inventory_available a ON a.item_id = $1 AND a.location_id = k.location_id AND a.lot_id = k.lot_id AND a.serial_id = k.serial_id`,
      [itemId, locked.map((k) => k.locationId), locked.map((k) => k.lotId), locked.map((k) => k.serialId)],
    );
    return rows.map((r) => ({ ...r, free: Quantity.of(r.free) }));
  }

  /** Guarded: a balance that cannot give the quantity updates no row. Returns the reservations that were made. */
  async reserve(
    tx: Tx,
    owner: { type: string; ref: string; userId: Id; expiresAt: string | null },
    itemId: Id,
    parts: readonly { from: FreeStock; qty: Quantity }[],
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
    const [row] = await tx.query<LockedReservation>(`SELECT ${LOCKED} FROM inventory_reservations WHERE public_id = $1 FOR UPDATE`, [publicId]);
    return row ?? null;
  }

  /** Locks what has run out, by id. What a posting or a release has in its hands right now is left to the next run. */
  lockDue(tx: Tx, limit: number): Promise<LockedReservation[]> {
    return tx.query(`SELECT ${LOCKED} FROM inventory_reservations WHERE state = 'open' AND expires_at <= now() ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`, [
      limit,
    ]);
  }

  /** Gives back what locked reservations have not used, and closes them. */
  async close(tx: Tx, reservations: readonly LockedReservation[], state: 'released' | 'expired'): Promise<void> {
    const ids = reservations.map((r) => r.id);
    const sameKey = '(b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status) = (k.item_id, k.location_id, k.lot_id, k.serial_id, k.stock_status)';
    await tx.query(
      `SELECT 1 FROM (SELECT DISTINCT ${KEY} FROM inventory_reservations WHERE id = ANY ($1::bigint[]) ORDER BY 1, 2, 3, 4, 5) AS k
         CROSS JOIN LATERAL (SELECT 1 FROM inventory_balance b WHERE ${sameKey} FOR UPDATE) AS locked`,
      [ids],
    );
    await tx.query(
      `UPDATE inventory_balance b SET reserved = b.reserved - k.open
         FROM (SELECT ${KEY}, sum(qty - consumed) AS open FROM inventory_reservations WHERE id = ANY ($1::bigint[]) GROUP BY 1, 2, 3, 4, 5) AS k WHERE ${sameKey}`,
      [ids],
    );
    await tx.query(`UPDATE inventory_reservations SET state = $2, updated_at = now() WHERE id = ANY ($1::bigint[])`, [ids, state]);
  }

  async find(tx: Tx, publicId: string): Promise<ReservationRow | null> {
    const [row] = await tx.query<ReservationRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE r.public_id = $1`, [publicId]);
    return row ?? null;
  }

  /** Newest first. */
  list(tx: Tx, query: ReservationQuery, before: Id | null): Promise<ReservationRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM ${LISTED} AND ($5::bigint IS NULL OR r.id < $5) ORDER BY r.id DESC LIMIT $6`, [
      ...filtersOf(query),
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: ReservationQuery): Promise<Counted> {
    return tx.query(countSql(LISTED), filtersOf(query));
  }
}

function filtersOf(query: ReservationQuery): unknown[] {
  return [query.ownerType ?? null, query.ownerRef ?? null, query.itemCode ?? null, query.state ?? null];
}
