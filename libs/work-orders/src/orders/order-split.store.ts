import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { REQUIRED } from './order-freeze.store';

export interface SplitOff {
  readonly number: string;
  readonly qty: string;
  readonly state: string;
  readonly dueOn: string | null;
  readonly createdBy: string;
  readonly materials: readonly { readonly from: Id; readonly publicId: string }[];
}

/** Copies an order for a part of its quantity. */
@Injectable()
export class OrderSplitStore {
  /** What the materials need for the quantity that is left. A substitute keeps what was decided for it, as far as it was used. */
  async requireAnew(whole: Tx, orderId: Id): Promise<void> {
    await whole.query(
      `UPDATE wo_materials m SET required = ${REQUIRED} FROM work_orders w, items i WHERE w.id = $1 AND m.work_order_id = w.id AND i.id = m.item_id AND m.substitute_of IS NULL
          AND NOT EXISTS (SELECT FROM wo_materials s WHERE s.substitute_of = m.id)`,
      [orderId],
    );
  }

  /** The new order with its frozen parts, nothing done yet. Answers its public id. */
  async copy(whole: Tx, orderId: Id, off: SplitOff): Promise<string> {
    const [made] = await whole.query<{ id: Id; publicId: string }>(
      `INSERT INTO work_orders (number, item_id, qty_planned, state, due_on, warehouse_id, supply_location_id, output_location_id, bom_id, bom_version, routing_version, priority, starts_on,
              over_pct, lot_policy, target_lot, parent_id, source_type, source_ref, note, standard_material, standard_time, work_center_ids, created_by, released_at, split_of)
       SELECT $2, item_id, $3, $4, $5, warehouse_id, supply_location_id, output_location_id, bom_id, bom_version, routing_version, priority, starts_on, over_pct, lot_policy, target_lot,
              parent_id, source_type, source_ref, note, standard_material, standard_time, work_center_ids, $6, CASE WHEN $4 = 'released' THEN now() END, id
         FROM work_orders WHERE id = $1 RETURNING id::text AS id, public_id AS "publicId"`,
      [orderId, off.number, off.qty, off.state, off.dueOn, off.createdBy],
    );
    await whole.query(
      `INSERT INTO wo_operations (work_order_id, op_no, name, work_center_id, setup_s, run_s, queue_s, report_point)
       SELECT $2, op_no, name, work_center_id, setup_s, run_s, queue_s, report_point FROM wo_operations WHERE work_order_id = $1 ORDER BY op_no`,
      [orderId, made!.id],
    );
    await whole.query(
      `INSERT INTO wo_materials (public_id, work_order_id, line_no, item_id, op_no, per_unit, fixed_qty, scrap_pct, issue_method, required, location_id, bom_line_id)
       SELECT g."publicId", w.id, m.line_no, m.item_id, m.op_no, m.per_unit, m.fixed_qty, m.scrap_pct, m.issue_method, ${REQUIRED}, m.location_id, m.bom_line_id
         FROM jsonb_to_recordset($1::jsonb) AS g("from" bigint, "publicId" uuid) JOIN wo_materials m ON m.id = g."from" AND m.substitute_of IS NULL
         JOIN items i ON i.id = m.item_id JOIN work_orders w ON w.id = $2 ORDER BY m.line_no`,
      [JSON.stringify(off.materials), made!.id],
    );
    return made!.publicId;
  }
}
