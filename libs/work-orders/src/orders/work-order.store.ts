import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyOf } from '../work-order-key';
import type { OperationState } from '../operation.rules';
import type { WorkOrderState } from './work-order.rules';
import { workOrderErrors } from './work-orders.errors';

/** What an order makes. */
export interface OrderItem {
  /** Public id. */
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly tracking: 'none' | 'lot' | 'serial';
  /** Code of the base unit. */
  readonly baseUom: string;
  readonly scale: number;
  readonly shelfLifeDays: number | null;
}

/** An order as it stands under its lock. Quantities and costs are decimals as text. */
export interface WorkOrderRow {
  readonly id: Id;
  readonly publicId: string;
  readonly number: string;
  readonly state: WorkOrderState;
  readonly item: OrderItem;
  readonly itemId: Id;
  readonly warehouseId: Id;
  readonly supplyLocationId: Id | null;
  readonly outputLocationId: Id | null;
  readonly qtyPlanned: string;
  readonly qtyGood: string;
  readonly qtyScrap: string;
  readonly qtyRework: string;
  readonly bomId: Id | null;
  readonly bomVersion: number | null;
  readonly routingVersion: number | null;
  readonly heldFrom: 'released' | 'in_progress' | null;
  readonly priority: number;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly overPct: string;
  readonly lotPolicy: 'none' | 'per_order' | 'per_report';
  readonly targetLot: string | null;
  readonly parentId: Id | null;
  readonly sourceType: string | null;
  readonly sourceRef: string | null;
  readonly externalRef: string | null;
  readonly note: string | null;
  readonly endReason: string | null;
  readonly standardMaterial: string | null;
  readonly standardTime: string | null;
  readonly workCenterIds: readonly Id[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly releasedAt: Date | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly closedAt: Date | null;
  /** The order that this one was split off from. */
  readonly splitOf: Id | null;
  readonly rowVersion: number;
}

/** A line of the frozen bill. */
export interface MaterialRow {
  readonly id: Id;
  readonly publicId: string;
  readonly workOrderId: Id;
  readonly lineNo: number;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly itemName: string;
  readonly uom: string;
  readonly scale: number;
  readonly tracking: 'none' | 'lot' | 'serial';
  readonly opNo: number | null;
  readonly perUnit: string;
  readonly fixedQty: string;
  readonly scrapPct: string;
  readonly issueMethod: 'manual' | 'pick' | 'backflush';
  readonly required: string;
  readonly consumed: string;
  readonly locationId: Id | null;
  /** Where backflushed material is taken from: the line's own place, else that of its operation's work centre, else the order's supply place. */
  readonly placeId: Id | null;
  readonly bomLineId: Id | null;
  readonly substituteOf: Id | null;
  readonly substituteRatio: string | null;
}

/** An operation of the frozen routing. */
export interface OperationRow {
  readonly id: Id;
  readonly publicId: string;
  readonly workOrderId: Id;
  readonly opNo: number;
  readonly name: string;
  readonly workCenterId: Id;
  readonly setupS: string;
  readonly runS: string;
  readonly queueS: string;
  readonly reportPoint: boolean;
  readonly state: OperationState;
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
  readonly plannedStart: Date | null;
  readonly plannedEnd: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly skipReason: string | null;
}

/** What a step changes of an order besides its state. */
export interface OrderPatch {
  readonly state?: WorkOrderState;
  readonly qtyPlanned?: string;
  readonly heldFrom?: 'released' | 'in_progress' | null;
  readonly startsOn?: string | null;
  readonly dueOn?: string | null;
  readonly endReason?: string | null;
  readonly releasedAt?: Date | null;
  readonly startedAt?: Date | null;
  readonly completedAt?: Date | null;
  readonly closedAt?: Date | null;
}

const PATCHED: Readonly<Record<keyof OrderPatch, string>> = {
  state: 'state',
  qtyPlanned: 'qty_planned',
  heldFrom: 'held_from',
  startsOn: 'starts_on',
  dueOn: 'due_on',
  endReason: 'end_reason',
  releasedAt: 'released_at',
  startedAt: 'started_at',
  completedAt: 'completed_at',
  closedAt: 'closed_at',
};

const ORDER_COLUMNS = `w.id::text AS id, w.public_id AS "publicId", w.number, w.state, w.item_id::text AS "itemId", w.warehouse_id::text AS "warehouseId",
  jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'tracking', i.tracking, 'baseUom', u.code, 'scale', i.qty_scale, 'shelfLifeDays', i.shelf_life_days) AS item,
  w.supply_location_id::text AS "supplyLocationId", w.output_location_id::text AS "outputLocationId", trim_scale(w.qty_planned)::text AS "qtyPlanned",
  trim_scale(w.qty_good)::text AS "qtyGood", trim_scale(w.qty_scrap)::text AS "qtyScrap", trim_scale(w.qty_rework)::text AS "qtyRework", w.bom_id::text AS "bomId",
  w.bom_version AS "bomVersion", w.routing_version AS "routingVersion", w.held_from AS "heldFrom", w.priority, w.starts_on::text AS "startsOn", w.due_on::text AS "dueOn",
  trim_scale(w.over_pct)::text AS "overPct", w.lot_policy AS "lotPolicy", w.target_lot AS "targetLot", w.parent_id::text AS "parentId", w.source_type AS "sourceType",
  w.source_ref AS "sourceRef", w.external_ref AS "externalRef", w.note, w.end_reason AS "endReason", trim_scale(w.standard_material)::text AS "standardMaterial",
  trim_scale(w.standard_time)::text AS "standardTime", w.work_center_ids::text[] AS "workCenterIds", w.created_by AS "createdBy", w.created_at AS "createdAt",
  w.updated_at AS "updatedAt", w.released_at AS "releasedAt", w.started_at AS "startedAt", w.completed_at AS "completedAt", w.closed_at AS "closedAt", w.split_of::text AS "splitOf", w.row_version AS "rowVersion"`;
const ORDER_FROM = 'work_orders w JOIN items i ON i.id = w.item_id JOIN uoms u ON u.id = i.base_uom_id';

const MATERIAL_COLUMNS = `m.id::text AS id, m.public_id AS "publicId", m.work_order_id::text AS "workOrderId", m.line_no AS "lineNo", m.item_id::text AS "itemId", i.code AS "itemCode",
  i.name AS "itemName", u.code AS uom, i.qty_scale AS scale, i.tracking, m.op_no AS "opNo", trim_scale(m.per_unit)::text AS "perUnit", trim_scale(m.fixed_qty)::text AS "fixedQty",
  trim_scale(m.scrap_pct)::text AS "scrapPct", m.issue_method AS "issueMethod", trim_scale(m.required)::text AS required, trim_scale(m.consumed)::text AS consumed,
  m.location_id::text AS "locationId", p.location_id::text AS "placeId", m.bom_line_id::text AS "bomLineId", m.substitute_of::text AS "substituteOf", trim_scale(m.substitute_ratio)::text AS "substituteRatio"`;

const MATERIAL_FROM = `wo_materials m JOIN work_orders w ON w.id = m.work_order_id JOIN items i ON i.id = m.item_id JOIN uoms u ON u.id = i.base_uom_id
  CROSS JOIN LATERAL wo_material_place(w.id, m.op_no, m.location_id, w.supply_location_id) AS p`;

const OPERATION_COLUMNS = `o.id::text AS id, o.public_id AS "publicId", o.work_order_id::text AS "workOrderId", o.op_no AS "opNo", o.name, o.work_center_id::text AS "workCenterId",
  trim_scale(o.setup_s)::text AS "setupS", trim_scale(o.run_s)::text AS "runS", trim_scale(o.queue_s)::text AS "queueS", o.report_point AS "reportPoint", o.state,
  trim_scale(o.good)::text AS good, trim_scale(o.scrap)::text AS scrap, trim_scale(o.rework)::text AS rework, o.planned_start AS "plannedStart", o.planned_end AS "plannedEnd",
  o.started_at AS "startedAt", o.ended_at AS "endedAt", o.skip_reason AS "skipReason"`;

/** Orders with their frozen parts. The header's lock comes first of all locks, and keeps everything of the order. */
@Injectable()
export class WorkOrderStore {
  /** The order, locked until the transaction ends. FOR NO KEY UPDATE: rows that refer to it may be written meanwhile. @throws work_orders.not_found. */
  async lock(tx: Tx, idOrNumber: string): Promise<WorkOrderRow> {
    // Two statements: the second one's snapshot is younger than the lock, so it sees what the holder before us has written.
    const [held] = await tx.prepared<{ id: Id }>(
      'work_orders.lock',
      'SELECT id::text AS id FROM work_orders WHERE public_id = $1 OR number = $2 FOR NO KEY UPDATE',
      keyOf(idOrNumber),
    );
    const [row] = held ? await this.rows(tx, [held.id]) : [];
    if (!row) throw workOrderErrors.not_found();
    return row;
  }

  /** Several orders at once, locked by id; in the order of the names, undefined where there is none. */
  async lockMany(tx: Tx, names: readonly string[]): Promise<(WorkOrderRow | undefined)[]> {
    const keys = names.map(keyOf);
    const held = await tx.query<{ id: Id }>(
      `SELECT id::text AS id FROM work_orders WHERE id IN (SELECT id FROM work_orders WHERE public_id = ANY ($1::uuid[]) OR number = ANY ($2::text[])) ORDER BY work_orders.id FOR NO KEY UPDATE`,
      [keys.map(([publicId]) => publicId), keys.map(([, number]) => number)],
    );
    const rows = await this.rows(
      tx,
      held.map((h) => h.id),
    );
    return keys.map(([publicId, number]) => rows.find((r) => r.publicId === publicId || r.number === number));
  }

  /** The order without a lock, for reading. */
  async find(tx: Tx, idOrNumber: string): Promise<WorkOrderRow | undefined> {
    const [row] = await tx.query<WorkOrderRow>(`SELECT ${ORDER_COLUMNS} FROM ${ORDER_FROM} WHERE w.public_id = $1 OR w.number = $2`, keyOf(idOrNumber));
    return row;
  }

  /** The frozen bill, by line. */
  materials(tx: Tx, orderId: Id): Promise<MaterialRow[]> {
    return tx.prepared('work_orders.materials', `SELECT ${MATERIAL_COLUMNS} FROM ${MATERIAL_FROM} WHERE m.work_order_id = $1 ORDER BY m.line_no`, [orderId]);
  }

  /** The frozen routing, by number. */
  operations(tx: Tx, orderId: Id): Promise<OperationRow[]> {
    return tx.prepared('work_orders.operations', `SELECT ${OPERATION_COLUMNS} FROM wo_operations o WHERE o.work_order_id = $1 ORDER BY o.op_no`, [orderId]);
  }

  /** Writes what a step decided; the caller holds the lock. Answers the new row version. */
  async setState(tx: Tx, id: Id, patch: OrderPatch): Promise<number> {
    const given = (Object.keys(patch) as (keyof OrderPatch)[]).filter((key) => patch[key] !== undefined);
    const assigned = given.map((key, i) => `${PATCHED[key]} = $${i + 2}`);
    const [row] = await tx.query<{ rowVersion: number }>(
      `UPDATE work_orders SET ${[...assigned, 'updated_at = now()', 'row_version = row_version + 1'].join(', ')} WHERE id = $1 RETURNING row_version AS "rowVersion"`,
      [id, ...given.map((key) => patch[key])],
    );
    if (!row) throw workOrderErrors.not_found();
    return row.rowVersion;
  }

  private rows(tx: Tx, ids: readonly Id[]): Promise<WorkOrderRow[]> {
    return tx.prepared('work_orders.rows', `SELECT ${ORDER_COLUMNS} FROM ${ORDER_FROM} WHERE w.id = ANY ($1::bigint[]) ORDER BY w.id`, [ids]);
  }
}
