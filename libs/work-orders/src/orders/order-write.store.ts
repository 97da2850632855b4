import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

/** What an order is, checked; what the store writes. */
export interface OrderHead {
  readonly itemId: Id;
  readonly warehouseId: Id;
  readonly qtyPlanned: string;
  readonly supplyLocationId: Id | null;
  readonly outputLocationId: Id | null;
  readonly parentId: Id | null;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly priority: number;
  readonly overPct: string;
  readonly lotPolicy: string;
  readonly targetLot: string | null;
  readonly sourceType: string | null;
  readonly sourceRef: string | null;
  readonly externalRef: string | null;
  readonly note: string | null;
}

export interface NewOrder extends OrderHead {
  readonly number: string;
  readonly state: 'draft' | 'planned';
  readonly createdBy: string;
}

export interface MadeOrder {
  readonly id: Id;
  readonly publicId: string;
  readonly number: string;
}

const COLUMNS = `"itemId" bigint, "warehouseId" bigint, "qtyPlanned" numeric, "supplyLocationId" bigint, "outputLocationId" bigint, "parentId" bigint, "startsOn" date,
  "dueOn" date, priority smallint, "overPct" numeric, "lotPolicy" text, "targetLot" text, "sourceType" text, "sourceRef" text, "externalRef" text, note text`;

/** Writes headers of orders. */
@Injectable()
export class OrderWriteStore {
  /** In the order given. */
  async insert(tx: Tx, orders: readonly NewOrder[]): Promise<MadeOrder[]> {
    const made = await tx.query<MadeOrder>(
      `INSERT INTO work_orders (number, state, created_by, item_id, warehouse_id, qty_planned, supply_location_id, output_location_id, parent_id, starts_on, due_on, priority,
              over_pct, lot_policy, target_lot, source_type, source_ref, external_ref, note)
       SELECT number, state, "createdBy", "itemId", "warehouseId", "qtyPlanned", "supplyLocationId", "outputLocationId", "parentId", "startsOn", "dueOn", priority,
              "overPct", "lotPolicy", "targetLot", "sourceType", "sourceRef", "externalRef", note
         FROM jsonb_to_recordset($1::jsonb) AS r(number text, state text, "createdBy" text, ${COLUMNS})
       RETURNING id::text AS id, public_id AS "publicId", number`,
      [JSON.stringify(orders)],
    );
    const byNumber = new Map(made.map((one) => [one.number, one]));
    return orders.map((order) => byNumber.get(order.number)!);
  }

  /** Exchanges what may be edited; the caller holds the lock. */
  async update(tx: Tx, id: Id, head: OrderHead): Promise<void> {
    await tx.query(
      `UPDATE work_orders w SET qty_planned = r."qtyPlanned", supply_location_id = r."supplyLocationId", output_location_id = r."outputLocationId", starts_on = r."startsOn",
              due_on = r."dueOn", priority = r.priority, over_pct = r."overPct", lot_policy = r."lotPolicy", target_lot = r."targetLot", note = r.note,
              updated_at = now(), row_version = row_version + 1
         FROM jsonb_to_record($2::jsonb) AS r(${COLUMNS}) WHERE w.id = $1`,
      [id, JSON.stringify(head)],
    );
  }
}
