import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { askWholeCompany } from '../whole-company';
import { WORK_ORDER_MATERIAL } from './work-order.rules';
import type { MaterialRow, WorkOrderRow } from './work-order.store';

/** What of one key is promised to a material. */
export interface HeldShare {
  readonly materialId: Id;
  readonly itemId: Id;
  readonly locationId: Id;
  readonly lotId: Id;
  readonly serialId: Id;
  readonly qty: string;
}

/** What is promised to orders; promises themselves are given and taken back by the posting core. */
@Injectable()
export class PromiseStore {
  /** The places that materials are used up at, and whether stock there can be promised: pickable, in use, in the order's warehouse. */
  async placesOf(tx: Tx, order: Pick<WorkOrderRow, 'warehouseId'>, materials: readonly MaterialRow[]): Promise<ReadonlyMap<Id, boolean>> {
    const places = [...new Set(materials.flatMap((m) => m.placeId ?? []))];
    if (places.length === 0) return new Map();
    const rows = await askWholeCompany<{ id: Id; promisable: boolean }>(
      tx,
      `SELECT id::text AS id, is_pickable AND status = 'active' AND warehouse_id = $2 AS promisable FROM locations WHERE id = ANY ($1::bigint[])`,
      [places, order.warehouseId],
    );
    return new Map(rows.map((r) => [r.id, r.promisable]));
  }

  /** Open promises of an order, key by key. */
  openOf(tx: Tx, orderId: Id): Promise<HeldShare[]> {
    return askWholeCompany(
      tx,
      `SELECT m.id::text AS "materialId", r.item_id::text AS "itemId", r.location_id::text AS "locationId", r.lot_id::text AS "lotId", r.serial_id::text AS "serialId",
              trim_scale(r.qty - r.consumed)::text AS qty
         FROM wo_materials m JOIN inventory_reservations r ON r.owner_type = $2 AND r.owner_ref = m.public_id::text AND r.state = 'open'
        WHERE m.work_order_id = $1 ORDER BY m.line_no, r.id`,
      [orderId, WORK_ORDER_MATERIAL],
    );
  }
}
