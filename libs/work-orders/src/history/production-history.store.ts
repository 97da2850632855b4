import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { PastCompletion, PastTime, PastWorkOrder } from './past-work-order';

const ORDER = `number text, "externalRef" text, "itemId" bigint, "warehouseId" bigint, "supplyLocationId" bigint, "outputLocationId" bigint, qty numeric(18,6), "startsOn" date,
  "dueOn" date, "bomId" bigint, "bomVersion" int, "routingVersion" int, "standardMaterial" numeric(18,6), "standardTime" numeric(18,6), centres bigint[]`;
const MATERIAL = `number text, n int, "itemId" bigint, "fromLocationId" bigint, "perUnit" numeric(38,18), qty numeric(18,6), "bomLineId" bigint`;
const OPERATION = `number text, "opNo" int, name text, "workCenterId" bigint, "plannedSeconds" numeric(18,6), "plannedStart" timestamptz, "plannedEnd" timestamptz`;
const END = `number text, "completedAt" timestamptz`;
const RUN = `number text, "opNo" int, "startedAt" timestamptz, "endedAt" timestamptz, "reportedAt" timestamptz`;
const TIME = `number text, "opNo" int, "startedAt" timestamptz, "endedAt" timestamptz`;
const REPORT = `number text, "opNo" int, "clientOpId" uuid, "isFinal" boolean, good numeric(18,6), scrap numeric(18,6), "scrapReasonId" bigint, "occurredAt" timestamptz, "outputOpId" uuid`;

/** A report of the past; `opNo` null = on the order itself. */
export interface PastReport {
  readonly number: string;
  readonly opNo: number | null;
  readonly clientOpId: string;
  readonly isFinal: boolean;
  readonly good: string;
  readonly scrap: string;
  readonly scrapReasonId: Id | null;
  readonly occurredAt: string;
  /** Operation id of the posting that brought the good pieces, when there were any. */
  readonly outputOpId: string | null;
}

/** Writes orders of the past in a few statements a batch, however many lines there are. */
@Injectable()
export class ProductionHistoryStore {
  /** Codes of the items that have lots or serials. */
  async tracked(tx: Tx, itemIds: readonly Id[]): Promise<string[]> {
    const rows = await tx.query<{ code: string }>(`SELECT code FROM items WHERE id = ANY ($1::bigint[]) AND tracking <> 'none' ORDER BY code LIMIT 20`, [
      itemIds,
    ]);
    return rows.map((r) => r.code);
  }

  /** Orders as released and begun; those whose number or reference is known stay as they are. Answers the numbers that were written. */
  async release(tx: Tx, orders: readonly PastWorkOrder[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ number: string }>(
      `INSERT INTO work_orders (number, item_id, qty_planned, state, starts_on, due_on, warehouse_id, supply_location_id, output_location_id, bom_id, bom_version, routing_version,
                                lot_policy, external_ref, source_type, standard_material, standard_time, work_center_ids, created_by, created_at, released_at, started_at)
       SELECT x.number, x."itemId", x.qty, 'in_progress', x."startsOn", x."dueOn", x."warehouseId", x."supplyLocationId", x."outputLocationId", x."bomId", x."bomVersion",
              x."routingVersion", 'none', x."externalRef", 'history', x."standardMaterial", x."standardTime", x.centres, $2, d.at, d.at, d.at
         FROM jsonb_to_recordset($1::jsonb) AS x(${ORDER}) CROSS JOIN LATERAL (SELECT x."startsOn"::timestamp AT TIME ZONE 'UTC' AS at) AS d ORDER BY x.number ON CONFLICT DO NOTHING RETURNING number`,
      [JSON.stringify(orders.map(headOf)), tx.actor.name],
    );
    return new Set(rows.map((r) => r.number));
  }

  async freeze(tx: Tx, orders: readonly PastWorkOrder[]): Promise<void> {
    const materials = orders.flatMap(({ number, materials: lines }) => lines.map((line, i) => ({ number, n: i + 1, ...line })));
    if (materials.length > 0)
      await tx.query(
        `INSERT INTO wo_materials (work_order_id, line_no, item_id, per_unit, issue_method, required, location_id, bom_line_id)
         SELECT w.id, x.n, x."itemId", x."perUnit", 'backflush', x.qty, x."fromLocationId", x."bomLineId"
           FROM jsonb_to_recordset($1::jsonb) AS x(${MATERIAL}) JOIN work_orders w ON w.number = x.number ORDER BY w.id, x.n`,
        [JSON.stringify(materials)],
      );
    const operations = orders.flatMap(({ number, operations: list }) => list.map((operation) => ({ number, ...operation })));
    if (operations.length > 0)
      await tx.query(
        `INSERT INTO wo_operations (work_order_id, op_no, name, work_center_id, setup_s, planned_start, planned_end)
         SELECT w.id, x."opNo", x.name, x."workCenterId", x."plannedSeconds", x."plannedStart", x."plannedEnd"
           FROM jsonb_to_recordset($1::jsonb) AS x(${OPERATION}) JOIN work_orders w ON w.number = x.number ORDER BY w.id, x."opNo"`,
        [JSON.stringify(operations)],
      );
  }

  /** What the ledger took for the orders' materials, line by line, with the value that it gave them. */
  async consume(tx: Tx, orders: readonly PastWorkOrder[]): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      `WITH used AS (
         INSERT INTO wo_consumptions (work_order_id, material_id, kind, item_id, location_id, qty, value, posting)
         SELECT m.work_order_id, m.id, 'backflush', m.item_id, v.from_location_id, v.qty, v.value, p.public_id
           FROM unnest($1::uuid[], $2::text[]) AS x(op, number) JOIN inventory_postings p ON p.client_op_id = x.op
           JOIN work_orders w ON w.number = x.number JOIN wo_materials m ON m.work_order_id = w.id
           JOIN inventory_movements v ON v.posting_id = p.id AND v.line_no = m.line_no AND v.item_id = m.item_id ORDER BY m.id
         RETURNING 1)
       SELECT count(*)::int AS n FROM used`,
      [orders.map((o) => o.clientOpId), orders.map((o) => o.number)],
    );
    const lines = orders.reduce((sum, order) => sum + order.materials.length, 0);
    // A line that finds no movement of its own would be material that nobody is told of: a bug of ours, and no order of the batch is kept.
    if (row!.n !== lines) throw new Error(`${lines} lines of material, ${row!.n} of them in the ledger`);
    return row!.n;
  }

  /** The first of these numbers that an order has which was not loaded. */
  async foreign(tx: Tx, numbers: readonly string[]): Promise<string | null> {
    const [row] = await tx.query<{ number: string }>(
      `SELECT number FROM work_orders WHERE number = ANY ($1) AND source_type IS DISTINCT FROM 'history' ORDER BY number LIMIT 1`,
      [numbers],
    );
    return row?.number ?? null;
  }

  /** Locks orders that are under way, in the order of their ids. Answers their numbers. */
  async hold(tx: Tx, numbers: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ number: string }>(
      `SELECT number FROM work_orders WHERE number = ANY ($1) AND state = 'in_progress' ORDER BY id FOR NO KEY UPDATE`,
      [numbers],
    );
    return rows.map((r) => r.number);
  }

  /**
   * Those of the orders, locked before, that are as they were loaded: nobody has reported on them or works on them. A statement of its
   * own, so that it sees what was written while the lock was waited for.
   */
  async untouched(tx: Tx, numbers: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ number: string }>(
      `SELECT number FROM work_orders w WHERE number = ANY ($1) AND source_type = 'history' AND NOT EXISTS (SELECT FROM production_reports r WHERE r.work_order_id = w.id)
          AND NOT EXISTS (SELECT FROM wo_operations o JOIN wo_operation_runs r ON r.operation_id = o.id WHERE o.work_order_id = w.id)`,
      [numbers],
    );
    return new Set(rows.map((r) => r.number));
  }

  /** Closes them, now that their reports count, and notes for good what they have cost beside their plan, as closing an order does. */
  async close(tx: Tx, ends: readonly PastCompletion[]): Promise<void> {
    await tx.query(
      `UPDATE work_orders w SET state = 'closed', completed_at = x."completedAt", closed_at = x."completedAt", updated_at = now(), row_version = w.row_version + 1,
              actual_material = k.material, actual_time = k.time, variance_material = k.material - coalesce(round(w.standard_material * w.qty_good, 4), 0),
              variance_time = k.time - coalesce(round(w.standard_time * w.qty_good, 4), 0)
         FROM jsonb_to_recordset($1::jsonb) AS x(${END}) JOIN work_orders o ON o.number = x.number
         CROSS JOIN LATERAL (
           SELECT (SELECT coalesce(sum(c.value), 0) FROM wo_consumptions c WHERE c.work_order_id = o.id) AS material,
                  (SELECT coalesce(round(sum(extract(epoch FROM r.ended_at - r.started_at) * c.hourly_cost / 3600), 4), 0) FROM wo_operations p
                     JOIN work_centers c ON c.id = p.work_center_id JOIN wo_operation_runs r ON r.operation_id = p.id WHERE p.work_order_id = o.id) AS time) AS k
        WHERE w.id = o.id`,
      [JSON.stringify(ends.map(({ number, completedAt }) => ({ number, completedAt })))],
    );
  }

  /** The first of these orders that is neither claimed nor ended by a load: somebody else has it, or it was never released. */
  async notClosed(tx: Tx, numbers: readonly string[], claimed: readonly string[]): Promise<string | null> {
    const [row] = await tx.query<{ number: string }>(
      `SELECT x.number FROM unnest($1::text[]) AS x(number) WHERE x.number <> ALL ($2::text[])
          AND NOT EXISTS (SELECT FROM work_orders w WHERE w.number = x.number AND w.state = 'closed') ORDER BY 1 LIMIT 1`,
      [numbers, claimed],
    );
    return row?.number ?? null;
  }

  /** Who worked from when to when, and the operations as done. */
  async run(tx: Tx, ends: readonly PastCompletion[]): Promise<void> {
    const runs = ends.flatMap(({ number, runs: list }) => list.map((run) => ({ number, ...run })));
    if (runs.length === 0) return;
    await tx.query(
      `WITH x AS (
         SELECT o.id, r."startedAt" AS started, r."endedAt" AS ended, r."reportedAt" AS reported
           FROM jsonb_to_recordset($1::jsonb) AS r(${RUN}) JOIN work_orders w ON w.number = r.number JOIN wo_operations o ON o.work_order_id = w.id AND o.op_no = r."opNo" ORDER BY o.id),
       run AS (INSERT INTO wo_operation_runs (operation_id, operator_name, started_at, ended_at) SELECT id, $2, started, ended FROM x)
       UPDATE wo_operations o SET state = 'done', started_at = x.started, ended_at = greatest(x.ended, x.reported) FROM x WHERE o.id = x.id`,
      [JSON.stringify(runs), tx.actor.name],
    );
  }

  /** Answers `number/operation` of what it found, and how many times were new: one of the same person with the same begin is kept once. */
  async worked(tx: Tx, { userId, name }: Actor, times: readonly PastTime[]): Promise<{ found: ReadonlySet<string>; written: number }> {
    const [row] = await tx.query<{ found: string[]; written: number }>(
      `WITH x AS (
         SELECT o.id, t.number || '/' || t."opNo" AS key, t."startedAt" AS started, t."endedAt" AS ended
           FROM jsonb_to_recordset($1::jsonb) AS t(${TIME}) JOIN work_orders w ON w.number = t.number JOIN wo_operations o ON o.work_order_id = w.id AND o.op_no = t."opNo"),
       fresh AS (
         SELECT DISTINCT ON (id, started) id, started, ended FROM x
          WHERE NOT EXISTS (SELECT FROM wo_operation_runs r WHERE r.operation_id = x.id AND r.started_at = x.started AND r.operator_id IS NOT DISTINCT FROM $2 AND r.operator_name = $3)
          ORDER BY id, started, ended),
       run AS (INSERT INTO wo_operation_runs (operation_id, operator_id, operator_name, started_at, ended_at) SELECT id, $2, $3, started, ended FROM fresh),
       begun AS (UPDATE wo_operations o SET started_at = least(o.started_at, b.started) FROM (SELECT id, min(started) AS started FROM fresh GROUP BY id) AS b WHERE o.id = b.id)
       SELECT (SELECT coalesce(array_agg(key), '{}') FROM x) AS found, (SELECT count(*)::int FROM fresh) AS written`,
      [JSON.stringify(times), userId, name],
    );
    return { found: new Set(row!.found), written: row!.written };
  }

  async report(tx: Tx, reports: readonly PastReport[]): Promise<void> {
    await tx.query(
      `INSERT INTO production_reports (client_op_id, work_order_id, warehouse_id, operation_id, is_final, good, scrap, scrap_reason_id, operator_name, occurred_at, output_posting)
       SELECT x."clientOpId", w.id, w.warehouse_id, o.id, x."isFinal", x.good, x.scrap, x."scrapReasonId", $2, x."occurredAt", p.public_id
         FROM jsonb_to_recordset($1::jsonb) AS x(${REPORT}) JOIN work_orders w ON w.number = x.number
         LEFT JOIN wo_operations o ON o.work_order_id = w.id AND o.op_no = x."opNo" LEFT JOIN inventory_postings p ON p.client_op_id = x."outputOpId" ORDER BY w.id, x."opNo"`,
      [JSON.stringify(reports), tx.actor.name],
    );
  }

  async productionPlace(tx: Tx): Promise<Id> {
    return (await tx.query<{ id: Id }>(`SELECT id::text AS id FROM locations WHERE code = 'PRODUCTION'`))[0]!.id;
  }
}

const headOf = ({ materials: _m, operations, ...head }: PastWorkOrder): object => ({
  ...head,
  centres: `{${[...new Set(operations.map((o) => o.workCenterId))].join(',')}}`,
});
