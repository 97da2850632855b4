import type { Tx } from '@anwen/database';
import { Quantity, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { Candidate } from './stock.rules';
import { askWholeCompany } from './whole-company';

/** Free stock of one key, with what decides whose it may become. */
export type FreeKey = Candidate & { readonly itemId: Id; readonly warehouseId: Id };

/** A promise to be written: what an owner gets from a key of the available bucket. */
export interface NewPromise {
  readonly publicId: string;
  readonly ownerType: string;
  readonly ownerRef: string;
  readonly itemId: Id;
  readonly locationId: Id;
  readonly lotId: Id;
  readonly serialId: Id;
  readonly qty: string;
}

export interface OpenPromise {
  readonly id: Id;
  readonly publicId: string;
}

const KEY = 'item_id, location_id, lot_id, serial_id, stock_status';
const SAME_KEY = '(b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status) = (k.item_id, k.location_id, k.lot_id, k.serial_id, k.stock_status)';
const GIVEN = `jsonb_to_recordset($1::jsonb) AS g("publicId" uuid, "ownerType" text, "ownerRef" text, "itemId" bigint, "locationId" bigint, "lotId" bigint, "serialId" bigint, qty numeric(18,6))`;

/** SQL of promises to whole documents: a few statements, however many lines there are. */
@Injectable()
export class AllocationStore {
  /** Locks all pickable balances of the items in the warehouses, in key order, and returns what is free under the locks. */
  async lockFree(tx: Tx, itemIds: readonly Id[], where: { warehouseIds: readonly Id[]; places: readonly Id[] | null }): Promise<FreeKey[]> {
    const locked = await tx.query<{ itemId: Id; locationId: Id; lotId: Id; serialId: Id }>(
      `SELECT b.item_id::text AS "itemId", b.location_id::text AS "locationId", b.lot_id::text AS "lotId", b.serial_id::text AS "serialId"
         FROM inventory_balance b
        WHERE b.item_id = ANY ($1::bigint[]) AND b.warehouse_id = ANY ($2::bigint[]) AND b.stock_status = 0 AND b.on_hand > b.reserved
          AND ($3::bigint[] IS NULL OR b.location_id = ANY ($3)) AND b.location_id IN (SELECT id FROM locations WHERE is_pickable AND status = 'active' AND locked_reason IS NULL)
        ORDER BY b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status FOR UPDATE OF b`,
      [itemIds, where.warehouseIds, where.places],
    );
    // A statement of its own: its snapshot is younger than the locks. What has come in meanwhile is not locked and stays out.
    const rows = await tx.query<Omit<FreeKey, 'free'> & { free: string }>(
      `SELECT a.item_id::text AS "itemId", a.lot_id::text AS "lotId", a.serial_id::text AS "serialId", a.location_id::text AS "locationId",
              a.warehouse_id::text AS "warehouseId", a.expires_on::text AS "expiresOn", a.pick_seq AS "pickSeq", a.free::text AS free
         FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS k(item_id, location_id, lot_id, serial_id)
         JOIN inventory_available a USING (item_id, location_id, lot_id, serial_id)`,
      [locked.map((k) => k.itemId), locked.map((k) => k.locationId), locked.map((k) => k.lotId), locked.map((k) => k.serialId)],
    );
    return rows.map((r) => ({ ...r, free: Quantity.of(r.free) }));
  }

  /** Guarded: a key that cannot give the sum that is asked of it gives nothing. Locks in key order first. Returns the promises that were made. */
  async promise(tx: Tx, promises: readonly NewPromise[], wide = false): Promise<OpenPromise[]> {
    const values = [JSON.stringify(promises)];
    const keys = `SELECT "itemId" AS item_id, "locationId" AS location_id, "lotId" AS lot_id, "serialId" AS serial_id, 0::smallint AS stock_status, sum(qty) AS qty FROM ${GIVEN} GROUP BY 1, 2, 3, 4`;
    await this.ask(
      tx,
      wide,
      `SELECT 1 FROM (${keys} ORDER BY 1, 2, 3, 4) AS k CROSS JOIN LATERAL (SELECT 1 FROM inventory_balance b WHERE ${SAME_KEY} FOR UPDATE) AS locked`,
      values,
    );
    return this.ask(
      tx,
      wide,
      `WITH taken AS (
         UPDATE inventory_balance b SET reserved = b.reserved + k.qty FROM (${keys}) AS k WHERE ${SAME_KEY} AND b.on_hand - b.reserved >= k.qty
         RETURNING b.item_id, b.location_id, b.lot_id, b.serial_id, b.warehouse_id)
       INSERT INTO inventory_reservations (public_id, owner_type, owner_ref, item_id, location_id, lot_id, serial_id, warehouse_id, qty, created_by)
       SELECT g."publicId", g."ownerType", g."ownerRef", g."itemId", g."locationId", g."lotId", g."serialId", t.warehouse_id, g.qty, $2
         FROM ${GIVEN} JOIN taken t ON (t.item_id, t.location_id, t.lot_id, t.serial_id) = (g."itemId", g."locationId", g."lotId", g."serialId")
       RETURNING id::text AS id, public_id AS "publicId"`,
      [...values, tx.actor.userId ?? tx.actor.id],
    );
  }

  /** Gives back all that is open of the owners, wherever it stands; returns how many promises there were. */
  async release(tx: Tx, ownerType: string, ownerRefs: readonly string[]): Promise<number> {
    const open = await askWholeCompany<{ id: Id }>(
      tx,
      `SELECT id::text AS id FROM inventory_reservations WHERE owner_type = $1 AND owner_ref = ANY ($2) AND state = 'open' ORDER BY id FOR UPDATE`,
      [ownerType, ownerRefs],
    );
    if (open.length === 0) return 0;
    const ids = [open.map((r) => r.id)];
    const locked = `SELECT ${KEY}, sum(qty - consumed) AS open FROM inventory_reservations WHERE id = ANY ($1::bigint[]) GROUP BY 1, 2, 3, 4, 5`;
    await askWholeCompany(
      tx,
      `SELECT 1 FROM (${locked} ORDER BY 1, 2, 3, 4, 5) AS k CROSS JOIN LATERAL (SELECT 1 FROM inventory_balance b WHERE ${SAME_KEY} FOR UPDATE) AS locked`,
      ids,
    );
    await askWholeCompany(tx, `UPDATE inventory_balance b SET reserved = b.reserved - k.open FROM (${locked}) AS k WHERE ${SAME_KEY}`, ids);
    await askWholeCompany(tx, `UPDATE inventory_reservations SET state = 'released', updated_at = now() WHERE id = ANY ($1::bigint[])`, ids);
    return open.length;
  }

  /** Codes for refusals in words. */
  async itemCodes(tx: Tx, itemIds: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
    const rows = await tx.query<{ id: Id; code: string }>('SELECT id::text AS id, code FROM items WHERE id = ANY ($1::bigint[])', [itemIds]);
    return new Map(rows.map((r) => [r.id, r.code]));
  }

  private ask<R>(tx: Tx, wide: boolean, sql: string, values: readonly unknown[]): Promise<R[]> {
    return wide ? askWholeCompany<R>(tx, sql, values) : tx.query<R>(sql, values);
  }
}
