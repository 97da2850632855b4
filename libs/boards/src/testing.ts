import { Database, type Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { BoardReader } from './board-reader.service';
import { BoardService } from './board.service';
import { DockStore } from './dock.store';
import { FloorStore } from './floor.store';
import { OrderCardsStore } from './order-cards.store';
import { PlacesStore } from './places.store';

/** The boards as the module wires them, for tests without a container; each question is asked when somebody asks. */
export function boardsOn(database: Database): BoardService {
  return new BoardService(database, new BoardReader(new PlacesStore(), new FloorStore(), new DockStore(), new OrderCardsStore()), false);
}

export interface PlainOrder {
  readonly number: string;
  readonly itemId: Id;
  readonly warehouseId: Id;
  readonly qty: string;
  readonly state: string;
  readonly dueOn?: string;
  readonly priority?: number;
  readonly operations?: readonly { opNo: number; centerId: Id; state: string }[];
  /** Required and used up. */
  readonly materials?: readonly { itemId: Id; required: string }[];
}

/** An order as it may stand, without the walk that led there: boards read states and must not depend on the steps. */
export async function aPlainOrder(tx: Tx, order: PlainOrder): Promise<Id> {
  const { operations = [], materials = [] } = order;
  const [row] = await tx.query<{ id: Id }>(
    `INSERT INTO work_orders (number, item_id, warehouse_id, qty_planned, state, held_from, due_on, priority, work_center_ids, created_by, completed_at)
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $5 = 'on_hold' THEN 'released' END, $6, $7, $8, 'test', CASE WHEN $5 = 'completed' THEN now() END) RETURNING id::text AS id`,
    [order.number, order.itemId, order.warehouseId, order.qty, order.state, order.dueOn ?? null, order.priority ?? 5, operations.map((o) => o.centerId)],
  );
  const { id } = row!;
  for (const { opNo, centerId, state } of operations) {
    await tx.query(`INSERT INTO wo_operations (work_order_id, op_no, name, work_center_id, setup_s, run_s) VALUES ($1, $2, $3, $4, 600, 60)`, [
      id,
      opNo,
      `op ${opNo}`,
      centerId,
    ]);
    await tx.query(
      `UPDATE wo_operations SET state = $3, started_at = CASE WHEN $3 IN ('running', 'paused') THEN now() END WHERE work_order_id = $1 AND op_no = $2`,
      [id, opNo, state],
    );
  }
  for (const [n, { itemId, required }] of materials.entries())
    await tx.query(`INSERT INTO wo_materials (work_order_id, line_no, item_id, per_unit, issue_method, required) VALUES ($1, $2, $3, 1, 'backflush', $4)`, [
      id,
      n + 1,
      itemId,
      required,
    ]);
  return id;
}
