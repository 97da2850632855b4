import type { Tx } from '@anwen/database';
import { inventory, clerk } from '@anwen/inventory/testing';
import { uuidV7, type Id } from '@anwen/kernel';

/** What the floor has done, written as plain facts: the room of production, which decides about them, stands above this one. */
export async function reported(tx: Tx, number: string, fact: { good?: string; scrap?: string; opNo?: number; supersedes?: string }): Promise<string> {
  const { good = '0', scrap = '0', opNo = null, supersedes = null } = fact;
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO production_reports (client_op_id, work_order_id, warehouse_id, good, scrap, occurred_at, operator_name, operation_id, is_final, supersedes_id, reason)
     SELECT $2, w.id, w.warehouse_id, $3, $4, now(), 'test', o.id, $5::int IS NULL OR $5 = (SELECT max(op_no) FROM wo_operations x WHERE x.work_order_id = w.id), $6,
            CASE WHEN $6::bigint IS NULL THEN NULL ELSE '更正' END
       FROM work_orders w LEFT JOIN wo_operations o ON o.work_order_id = w.id AND o.op_no = $5 WHERE w.number = $1 RETURNING id::text AS id`,
    [number, uuidV7(), good, scrap, opNo, supersedes],
  );
  return row!.id;
}

/** Material of a line that was used up, at a value. */
export async function consumed(tx: Tx, number: string, { lineNo = 1, qty, value }: { lineNo?: number; qty: string; value: string }): Promise<void> {
  await tx.query(
    `INSERT INTO wo_consumptions (work_order_id, material_id, kind, item_id, location_id, qty, value, posting)
     SELECT w.id, m.id, CASE WHEN $3::numeric > 0 THEN 'issue' ELSE 'return' END, m.item_id, w.supply_location_id, $3, $4, gen_random_uuid()
       FROM work_orders w JOIN wo_materials m ON m.work_order_id = w.id AND m.line_no = $2 WHERE w.number = $1`,
    [number, lineNo, qty, value],
  );
}

/** Puts operations into a state, as the floor would have done it. */
export async function operationsAre(tx: Tx, number: string, state: string): Promise<void> {
  await tx.query('UPDATE wo_operations SET state = $2 WHERE work_order_id = (SELECT id FROM work_orders WHERE number = $1)', [number, state]);
}

/** Open promises of an order: item code → quantity. */
export async function promisedTo(tx: Tx, number: string): Promise<Record<string, string>> {
  const rows = await tx.query<{ code: string; qty: string }>(
    `SELECT i.code, trim_scale(sum(r.qty - r.consumed))::text AS qty FROM work_orders w JOIN wo_materials m ON m.work_order_id = w.id JOIN items i ON i.id = m.item_id
       JOIN inventory_reservations r ON r.owner_type = 'work_order_material' AND r.owner_ref = m.public_id::text AND r.state = 'open' WHERE w.number = $1 GROUP BY i.code`,
    [number],
  );
  return Object.fromEntries(rows.map((r) => [r.code, r.qty]));
}

/** Another item instead of a part of the need of the first line, as the room of production writes it. */
export async function substituted(tx: Tx, number: string, { itemId, standsFor }: { itemId: string; standsFor: string }): Promise<void> {
  const line = '(SELECT m.id FROM wo_materials m JOIN work_orders w ON w.id = m.work_order_id WHERE w.number = $1 AND m.line_no = 1)';
  await tx.query(`UPDATE wo_materials SET required = required - $2 WHERE id = ${line}`, [number, standsFor]);
  await tx.query(
    `INSERT INTO wo_materials (work_order_id, line_no, item_id, per_unit, issue_method, required, substitute_of, substitute_ratio, stands_for)
     SELECT m.work_order_id, 9, $2, 0, m.issue_method, $3, m.id, 1, $3 FROM wo_materials m WHERE m.id = ${line}`,
    [number, itemId, standsFor],
  );
}

/** A little of every line's item, promised by somebody whatever state the order is in. */
export async function promisedByHand(tx: Tx, number: string): Promise<void> {
  const lines = await tx.query<{ ownerRef: string; itemId: Id; warehouseId: Id }>(
    `SELECT m.public_id AS "ownerRef", m.item_id::text AS "itemId", w.warehouse_id::text AS "warehouseId" FROM wo_materials m JOIN work_orders w ON w.id = m.work_order_id
      WHERE w.number = $1 ORDER BY m.line_no DESC`,
    [number],
  );
  await inventory.allocation.allocate(
    tx,
    clerk,
    lines.map((line) => ({ ownerType: 'work_order_material', qty: '1', ...line })),
    { partial: true },
  );
}
