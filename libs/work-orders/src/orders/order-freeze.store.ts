import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

/** A line of the bill as it is frozen; what it requires is computed where it is written. */
export interface FrozenLine {
  readonly publicId: string;
  readonly orderId: Id;
  readonly lineNo: number;
  readonly itemId: Id;
  readonly opNo: number | null;
  readonly perUnit: string;
  readonly fixedQty: string;
  readonly scrapPct: string;
  readonly issueMethod: string;
  readonly locationId: Id | null;
  readonly bomLineId: Id | null;
}

export interface FrozenOperation {
  readonly orderId: Id;
  readonly opNo: number;
  readonly name: string;
  readonly workCenterId: Id;
  readonly setupS: string;
  readonly runS: string;
  readonly queueS: string;
  readonly reportPoint: boolean;
  readonly instructions: string | null;
}

export interface FrozenHead {
  readonly orderId: Id;
  readonly bomId: Id | null;
  readonly bomVersion: number | null;
  readonly routingVersion: number | null;
  readonly workCenterIds: readonly Id[];
}

/** What a material needs in all, rounded half up once to the item's scale; $order and $line are aliases. */
export const REQUIRED = 'round(m.per_unit * w.qty_planned * (1 + m.scrap_pct / 100) + m.fixed_qty, i.qty_scale)';

/** What a unit of a component is counted at in standard costs: what has no standard cost at its average, what has neither at nothing; aliases i, v. */
export const UNIT_COST = 'coalesce(i.standard_cost, v.value / nullif(v.qty, 0), 0)';

/** Freezes bills and routings into orders: a few statements, however many orders there are. */
@Injectable()
export class OrderFreezeStore {
  /** The day whose bill an order takes: that of its start, but none of the past. */
  async billDays(tx: Tx, startsOn: readonly (string | null)[]): Promise<string[]> {
    const rows = await tx.query<{ day: string }>(
      `SELECT greatest(s.day, business_date())::text AS day FROM unnest($1::date[]) WITH ORDINALITY AS s(day, n) ORDER BY n`,
      [startsOn],
    );
    return rows.map((r) => r.day);
  }

  async write(tx: Tx, heads: readonly FrozenHead[], lines: readonly FrozenLine[], operations: readonly FrozenOperation[]): Promise<void> {
    await this.operations(tx, operations);
    await this.lines(tx, lines);
    await tx.query(
      `UPDATE work_orders w SET bom_id = h."bomId", bom_version = h."bomVersion", routing_version = h."routingVersion", work_center_ids = h."workCenterIds"
         FROM jsonb_to_recordset($1::jsonb) AS h("orderId" bigint, "bomId" bigint, "bomVersion" int, "routingVersion" int, "workCenterIds" bigint[]) WHERE w.id = h."orderId"`,
      [JSON.stringify(heads)],
    );
    await this.standardCosts(
      tx,
      heads.map((h) => h.orderId),
    );
  }

  async lines(tx: Tx, lines: readonly FrozenLine[]): Promise<void> {
    if (lines.length === 0) return;
    await tx.query(
      `INSERT INTO wo_materials (public_id, work_order_id, line_no, item_id, op_no, per_unit, fixed_qty, scrap_pct, issue_method, required, location_id, bom_line_id)
       SELECT m."publicId", m."orderId", m."lineNo", m."itemId", m."opNo", m.per_unit, m.fixed_qty, m.scrap_pct, m."issueMethod", ${REQUIRED}, m."locationId", m."bomLineId"
         FROM (SELECT r.*, "perUnit" AS per_unit, "fixedQty" AS fixed_qty, "scrapPct" AS scrap_pct
                 FROM jsonb_to_recordset($1::jsonb) AS r("publicId" uuid, "orderId" bigint, "lineNo" int, "itemId" bigint, "opNo" int, "perUnit" numeric(38,18), "fixedQty" numeric(18,6),
                      "scrapPct" numeric(9,6), "issueMethod" text, "locationId" bigint, "bomLineId" bigint)) AS m
         JOIN work_orders w ON w.id = m."orderId" JOIN items i ON i.id = m."itemId" ORDER BY m."orderId", m."lineNo"`,
      [JSON.stringify(lines)],
    );
  }

  async operations(tx: Tx, operations: readonly FrozenOperation[]): Promise<void> {
    if (operations.length === 0) return;
    await tx.query(
      `INSERT INTO wo_operations (work_order_id, op_no, name, work_center_id, setup_s, run_s, queue_s, report_point, instructions)
       SELECT "orderId", "opNo", name, "workCenterId", "setupS", "runS", "queueS", "reportPoint", instructions
         FROM jsonb_to_recordset($1::jsonb) AS r("orderId" bigint, "opNo" int, name text, "workCenterId" bigint, "setupS" numeric, "runS" numeric, "queueS" numeric, "reportPoint" boolean,
              instructions text)
        ORDER BY "orderId", "opNo"`,
      [JSON.stringify(operations)],
    );
  }

  /** Standard cost of one unit by the frozen bill and routing. */
  private async standardCosts(tx: Tx, orderIds: readonly Id[]): Promise<void> {
    await tx.query(
      `UPDATE work_orders w SET standard_material = c.material, standard_time = c.time
         FROM (SELECT o.id, coalesce((SELECT round(sum((m.per_unit * (1 + m.scrap_pct / 100) + m.fixed_qty / o.qty_planned) * ${UNIT_COST}), 6)
                                        FROM wo_materials m JOIN items i ON i.id = m.item_id LEFT JOIN inventory_value v ON v.item_id = m.item_id WHERE m.work_order_id = o.id), 0) AS material,
                      coalesce((SELECT round(sum((p.setup_s / o.qty_planned + p.run_s) * c.hourly_cost / 3600), 6)
                                  FROM wo_operations p JOIN work_centers c ON c.id = p.work_center_id WHERE p.work_order_id = o.id), 0) AS time
                 FROM work_orders o WHERE o.id = ANY ($1::bigint[])) AS c WHERE w.id = c.id`,
      [orderIds],
    );
  }
}
