import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { REQUIRED, UNIT_COST } from './order-freeze.store';

export interface SplitOff {
  readonly number: string;
  readonly qty: string;
  readonly state: string;
  readonly dueOn: string | null;
  readonly createdBy: string;
  readonly materials: readonly { readonly from: Id; readonly publicId: string }[];
}

/** How much of the need of a line (alias o) its substitutes stand for; null = it has none. */
const REPLACED = 'CROSS JOIN LATERAL (SELECT sum(x.stands_for) AS qty FROM wo_materials x WHERE x.substitute_of = o.id) AS s';

/** Copies an order for a part of its quantity. */
@Injectable()
export class OrderSplitStore {
  /**
   * What the materials need for the quantity that is left. Substitutes stay with the old order, so it needs so much less of what
   * they stand in for, but never less than it has used of it.
   */
  async requireAnew(whole: Tx, orderId: Id): Promise<void> {
    await whole.query(
      `UPDATE wo_materials m SET required = CASE WHEN s.qty IS NULL THEN ${REQUIRED} ELSE greatest(${REQUIRED} - s.qty, m.consumed) END
         FROM wo_materials o JOIN work_orders w ON w.id = o.work_order_id JOIN items i ON i.id = o.item_id ${REPLACED} WHERE o.work_order_id = $1 AND m.id = o.id AND o.substitute_of IS NULL`,
      [orderId],
    );
  }

  /** A material that substitutes stand in for more of than the quantity that is left needs. */
  async overReplaced(whole: Tx, orderId: Id): Promise<{ item: string; qty: string; need: string; uom: string } | undefined> {
    const [row] = await whole.query<{ item: string; qty: string; need: string; uom: string }>(
      `SELECT i.code AS item, trim_scale(s.qty)::text AS qty, trim_scale(${REQUIRED})::text AS need, u.code AS uom
         FROM wo_materials m JOIN wo_materials o ON o.id = m.id JOIN work_orders w ON w.id = m.work_order_id JOIN items i ON i.id = m.item_id JOIN uoms u ON u.id = i.base_uom_id ${REPLACED}
        WHERE m.work_order_id = $1 AND s.qty > ${REQUIRED} ORDER BY m.line_no LIMIT 1`,
      [orderId],
    );
    return row;
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
      `INSERT INTO wo_operations (work_order_id, op_no, name, work_center_id, setup_s, run_s, queue_s, report_point, instructions)
       SELECT $2, op_no, name, work_center_id, setup_s, run_s, queue_s, report_point, instructions FROM wo_operations WHERE work_order_id = $1 ORDER BY op_no`,
      [orderId, made!.id],
    );
    await whole.query(
      `INSERT INTO wo_materials (public_id, work_order_id, line_no, item_id, op_no, per_unit, fixed_qty, scrap_pct, issue_method, required, location_id, bom_line_id)
       SELECT g."publicId", w.id, m.line_no, m.item_id, m.op_no, m.per_unit, m.fixed_qty, m.scrap_pct, m.issue_method, ${REQUIRED}, m.location_id, m.bom_line_id
         FROM jsonb_to_recordset($1::jsonb) AS g("from" bigint, "publicId" uuid) JOIN wo_materials m ON m.id = g."from" AND m.substitute_of IS NULL
         JOIN items i ON i.id = m.item_id JOIN work_orders w ON w.id = $2 ORDER BY m.line_no`,
      [JSON.stringify(off.materials), made!.id],
    );
    await this.spreadFixedCosts(whole, orderId, made!.id);
    return made!.publicId;
  }

  /** Set-ups and fixed material come once an order: each of the two has its own now, for fewer pieces. At today's prices; those of the release are not kept. */
  private async spreadFixedCosts(whole: Tx, orderId: Id, madeId: Id): Promise<void> {
    await whole.query(
      `UPDATE work_orders w SET standard_material = w.standard_material + round(c.material / w.qty_planned - c.material / c.qty_before, 6),
              standard_time = w.standard_time + round(c.time / w.qty_planned - c.time / c.qty_before, 6)
         FROM (SELECT (SELECT sum(b.qty_planned) FROM work_orders b WHERE b.id IN ($1, $2)) AS qty_before,
                      coalesce((SELECT sum(m.fixed_qty * ${UNIT_COST}) FROM wo_materials m JOIN items i ON i.id = m.item_id LEFT JOIN inventory_value v ON v.item_id = m.item_id
                                 WHERE m.work_order_id = $1 AND m.substitute_of IS NULL), 0) AS material,
                      coalesce((SELECT sum(p.setup_s * k.hourly_cost / 3600) FROM wo_operations p JOIN work_centers k ON k.id = p.work_center_id WHERE p.work_order_id = $1), 0) AS time) AS c
        WHERE w.id IN ($1, $2)`,
      [orderId, madeId],
    );
  }
}
