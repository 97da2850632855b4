import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { askWholeCompany } from '../whole-company';

/** What an order has cost and what it should have, in amounts. Null = the order was never released. */
export interface Costs {
  readonly actualMaterial: string;
  readonly actualTime: string;
  readonly standardMaterial: string | null;
  readonly standardTime: string | null;
}

/** Time that was worked on an operation, in seconds by the server's clock; a run that is open counts until now. Alias: o wo_operations. */
export const WORKED_S = `(SELECT coalesce(sum(extract(epoch FROM coalesce(t.ended_at, now()) - t.started_at)), 0) FROM wo_operation_runs t WHERE t.operation_id = o.id)`;

/** What decides whether an order may end, and what is written when it does. */
@Injectable()
export class OrderEndingStore {
  /** Whether anything went into or came out of the order and stayed there, or a report counts. */
  async hasMovements(tx: Tx, orderId: Id): Promise<boolean> {
    const [row] = await askWholeCompany<{ yes: boolean }>(
      tx,
      `SELECT EXISTS (SELECT FROM wo_consumptions WHERE work_order_id = $1 GROUP BY item_id, lot_id, serial_id HAVING sum(qty) <> 0)
           OR EXISTS (SELECT FROM production_reports p WHERE p.work_order_id = $1 AND p.good + p.scrap + p.rework > 0
                       AND NOT EXISTS (SELECT FROM production_reports n WHERE n.supersedes_id = p.id)) AS yes`,
      [orderId],
    );
    return row!.yes;
  }

  /** Numbers of the orders below that are not over. */
  async openChildren(tx: Tx, orderId: Id): Promise<string[]> {
    const rows = await askWholeCompany<{ number: string }>(
      tx,
      `SELECT number FROM work_orders WHERE parent_id = $1 AND state NOT IN ('completed', 'closed', 'cancelled') ORDER BY id LIMIT 20`,
      [orderId],
    );
    return rows.map((r) => r.number);
  }

  /** Ends operations of an order that is closed short: what was begun, or passed by pieces that were reported further on, is done; what was not is skipped. */
  async endOperations(tx: Tx, orderId: Id, reason: string): Promise<void> {
    await askWholeCompany(
      tx,
      `UPDATE wo_operations o SET state = CASE WHEN e.begun THEN 'done' ELSE 'skipped' END, ended_at = coalesce(o.ended_at, now()), skip_reason = CASE WHEN e.begun THEN o.skip_reason ELSE $2 END
         FROM (SELECT p.id, p.state = 'paused' OR p.good + p.scrap + p.rework > 0 OR NOT p.report_point
                      AND EXISTS (SELECT FROM wo_operations n WHERE n.work_order_id = p.work_order_id AND n.op_no > p.op_no AND n.good + n.scrap > 0) AS begun
                 FROM wo_operations p WHERE p.work_order_id = $1 AND p.state IN ('pending', 'ready', 'paused')) AS e
        WHERE o.id = e.id`,
      [orderId, reason],
    );
  }

  /**
   * Lets an order go on: what its short close has skipped, for its reason, and the last operation that was not skipped by somebody.
   * They are ready or pending by the rule that the database keeps: ready is the first, and what follows one that is over or has good pieces.
   */
  async reopenOperations(tx: Tx, orderId: Id, endReason: string | null): Promise<void> {
    await askWholeCompany(
      tx,
      `WITH mine AS (SELECT o.id, o.op_no, o.good, o.state = 'skipped' AND o.skip_reason IS DISTINCT FROM $2 AS is_left_out, coalesce(o.state = 'skipped' AND o.skip_reason = $2, false) AS was_cut
                       FROM wo_operations o WHERE o.work_order_id = $1),
            back AS (SELECT m.* FROM mine m WHERE m.was_cut OR m.op_no = (SELECT max(x.op_no) FROM mine x WHERE NOT x.is_left_out)),
            lead AS (SELECT b.id, p.id AS before, p.good, EXISTS (SELECT FROM back x WHERE x.id = p.id) AS waits
                       FROM back b LEFT JOIN LATERAL (SELECT m.* FROM mine m WHERE m.op_no < b.op_no AND NOT m.is_left_out ORDER BY m.op_no DESC LIMIT 1) AS p ON true)
       UPDATE wo_operations o SET state = CASE WHEN l.before IS NULL OR l.good > 0 OR NOT l.waits THEN 'ready' ELSE 'pending' END, ended_at = NULL, skip_reason = NULL
         FROM lead l WHERE o.id = l.id`,
      [orderId, endReason],
    );
  }

  /** Actual: what was used up at its cost, and time worked at the work centre's rate. Standard: the plan's cost of what came out good. */
  async costs(tx: Tx, orderId: Id): Promise<Costs> {
    const [row] = await askWholeCompany<Costs>(
      tx,
      `SELECT (SELECT coalesce(round(sum(c.value), 4), 0) FROM wo_consumptions c WHERE c.work_order_id = w.id)::text AS "actualMaterial",
              (SELECT coalesce(round(sum(${WORKED_S} * k.hourly_cost / 3600), 4), 0) FROM wo_operations o JOIN work_centers k ON k.id = o.work_center_id WHERE o.work_order_id = w.id)::text AS "actualTime",
              round(w.standard_material * w.qty_good, 4)::text AS "standardMaterial", round(w.standard_time * w.qty_good, 4)::text AS "standardTime"
         FROM work_orders w WHERE w.id = $1`,
      [orderId],
    );
    return row!;
  }

  /** Notes what the order has cost, for good. */
  async noteVariances(tx: Tx, orderId: Id, costs: Costs): Promise<void> {
    await askWholeCompany(
      tx,
      `UPDATE work_orders SET actual_material = $2, actual_time = $3, variance_material = $2::numeric - coalesce($4::numeric, 0), variance_time = $3::numeric - coalesce($5::numeric, 0) WHERE id = $1`,
      [orderId, costs.actualMaterial, costs.actualTime, costs.standardMaterial, costs.standardTime],
    );
  }

  /** Whether the ledger's month of that moment was archived: nothing can be posted or taken back there any more. */
  async isArchived(tx: Tx, at: Date): Promise<{ day: string; archived: boolean }> {
    const [row] = await tx.query<{ day: string; archived: boolean }>(
      `SELECT d.day::text AS day, EXISTS (SELECT FROM inventory_archives a WHERE a.posted_to > $1::timestamptz) AS archived
         FROM (SELECT ($1::timestamptz AT TIME ZONE factory_time_zone())::date AS day) AS d`,
      [at],
    );
    return row!;
  }
}
