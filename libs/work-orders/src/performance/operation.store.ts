import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { OperationState, Surroundings } from '../operation.rules';
import { namedJson } from '../reference-json';
import { askWholeCompany } from '../whole-company';
import type { OperationQueueQuery, QueuedOperationDto, RunKind } from './operation.dto';
import { instant, plain } from './sql-parts';

interface RunningThere {
  readonly number: string;
  readonly opNo: number;
  /** Within the caller's own scope: others' orders are not named to him. */
  readonly visible: boolean;
}

/** A work centre under its lock, and what runs on it. */
export interface BusyCenter {
  readonly code: string;
  readonly capacity: number;
  readonly running: readonly RunningThere[];
}

/** Somebody's open part in an operation. */
export interface OpenRun {
  readonly id: Id;
  readonly operatorId: Id | null;
  readonly operatorName: string;
  readonly kind: RunKind;
}

const OPERATORS = `(SELECT coalesce(jsonb_agg(r.operator_name ORDER BY r.id), '[]') FROM wo_operation_runs r WHERE r.operation_id = o.id AND r.ended_at IS NULL)`;
const LED = `NOT EXISTS (SELECT FROM wo_operations e WHERE e.work_order_id = o.work_order_id AND e.op_no < o.op_no AND e.state NOT IN ('done', 'skipped'))`;
const STRANDED = `NOT EXISTS (SELECT FROM wo_operations n WHERE n.work_order_id = o.work_order_id AND n.op_no > o.op_no AND n.state <> 'skipped')
  AND coalesce((SELECT e.good > 0 FROM wo_operations e WHERE e.work_order_id = o.work_order_id AND e.op_no < o.op_no AND e.state <> 'skipped'
                 ORDER BY e.op_no DESC LIMIT 1), false)`;
/** As `wentThrough` of the rules. */
const PASSED = `(o.good + o.scrap + o.rework > 0 OR NOT o.report_point
  AND EXISTS (SELECT FROM wo_operations n WHERE n.work_order_id = o.work_order_id AND n.op_no > o.op_no AND n.good + n.scrap > 0))`;
const QUEUED = `jsonb_build_object('id', w.public_id, 'number', w.number) AS "workOrder", w.state AS "orderState",
  jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'baseUom', u.code) AS item, ${namedJson('c')} AS "workCenter", o.op_no AS "opNo", o.name, o.state,
  ${plain('w.qty_planned')} AS "qtyPlanned", ${plain('o.good')} AS good, ${plain('o.scrap')} AS scrap, ${plain('o.rework')} AS rework, w.priority, w.due_on::text AS "dueOn",
  ${instant('o.planned_start')} AS "plannedStart", ${instant('o.started_at')} AS "startedAt", o.state = 'ready' AS ready, ${OPERATORS} AS operators, jsonb_build_object('openBefore', NOT ${LED}, 'strandedBefore', ${STRANDED}, 'wentThrough', ${PASSED}) AS around`;
/** The order stands in a warehouse of the scope, or this very operation belongs to a work centre of it: an order shows all its operations to whoever works on one. */
const OWN = `(o.work_center_id = ANY (scope_work_centers()) OR w.warehouse_id = ANY (scope_document_warehouses()))`;
const REACHED = `(scope_is_all() OR ${OWN})`;

/** All SQL of what happens to operations. Times are the server's, taken after the locks: now() would be when the transaction began to wait. */
@Injectable()
export class OperationStore {
  /** Whether the caller's scope reaches this operation, and not only the order that it belongs to. */
  async reaches(tx: Tx, operationId: Id): Promise<boolean> {
    const sql = `SELECT ${REACHED} AS reached FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id WHERE o.id = $1`;
    return (await tx.query<{ reached: boolean }>(sql, [operationId]))[0]?.reached ?? false;
  }

  /** The work centre, locked until the transaction ends: two operations that want it are asked one after the other. Last of all locks of a step. */
  async holdCenter(whole: Tx, workCenterId: Id, seesAll: boolean): Promise<BusyCenter> {
    const [center] = await whole.query<{ code: string; capacity: number }>('SELECT code, capacity FROM work_centers WHERE id = $1 FOR NO KEY UPDATE', [
      workCenterId,
    ]);
    const running = await whole.query<RunningThere>(
      `SELECT w.number, o.op_no AS "opNo", $2 OR ${OWN} AS visible FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id WHERE o.work_center_id = $1 AND o.state = 'running' ORDER BY o.id`,
      [workCenterId, seesAll],
    );
    return { ...center!, running };
  }

  openRuns(whole: Tx, operationId: Id): Promise<OpenRun[]> {
    return whole.query(
      `SELECT id::text AS id, operator_id::text AS "operatorId", operator_name AS "operatorName", kind FROM wo_operation_runs WHERE operation_id = $1 AND ended_at IS NULL ORDER BY id`,
      [operationId],
    );
  }

  /** What the last part in it was. */
  async lastKind(whole: Tx, operationId: Id): Promise<RunKind> {
    const sql = 'SELECT kind FROM wo_operation_runs WHERE operation_id = $1 ORDER BY started_at DESC, id DESC LIMIT 1';
    return (await whole.query<{ kind: RunKind }>(sql, [operationId]))[0]?.kind ?? 'run';
  }

  async begin(whole: Tx, operationId: Id, kind: RunKind): Promise<void> {
    await whole.query(`INSERT INTO wo_operation_runs (operation_id, operator_id, operator_name, kind, started_at) VALUES ($1, $2, $3, $4, clock_timestamp())`, [
      operationId,
      whole.actor.userId,
      whole.actor.name,
      kind,
    ]);
  }

  async end(whole: Tx, runIds: readonly Id[], reasonId: Id | null = null): Promise<void> {
    await whole.query(`UPDATE wo_operation_runs SET ended_at = clock_timestamp(), end_reason_id = $2 WHERE id = ANY ($1::bigint[])`, [runIds, reasonId]);
  }

  async setState(whole: Tx, operationId: Id, state: OperationState, skipReason: string | null = null): Promise<void> {
    await whole.query(
      `UPDATE wo_operations SET state = $2, skip_reason = $3, started_at = CASE WHEN $2 = 'running' THEN coalesce(started_at, clock_timestamp()) ELSE started_at END,
         ended_at = CASE WHEN $2 IN ('done', 'skipped') THEN clock_timestamp() END WHERE id = $1`,
      [operationId, state, skipReason],
    );
  }

  /** What waits for work centres: operations that are not over, of orders on the floor, and of orders on hold what keeps a place busy. */
  queue(
    tx: Tx,
    states: readonly string[],
    { workCenter, limit }: OperationQueueQuery,
  ): Promise<(Omit<QueuedOperationDto, 'legal'> & { around: Surroundings })[]> {
    return tx.query(
      `SELECT ${QUEUED} FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id JOIN items i ON i.id = w.item_id JOIN uoms u ON u.id = i.base_uom_id
         JOIN work_centers c ON c.id = o.work_center_id
        WHERE (w.state IN ('released', 'in_progress') OR (w.state = 'on_hold' AND o.state IN ('running', 'paused'))) AND o.state = ANY ($1) AND ($2::text IS NULL OR c.code = $2) AND ${REACHED}
        ORDER BY array_position('{running,paused,ready,pending}', o.state), w.priority, w.due_on NULLS LAST, w.id, o.op_no LIMIT $3`,
      [states, workCenter ?? null, limit],
    );
  }

  /** Master data: everybody may know which work centres there are. */
  async isCenter(tx: Tx, code: string): Promise<boolean> {
    return (await tx.query('SELECT FROM work_centers WHERE code = $1', [code])).length > 0;
  }

  /** An active reason for downtime; what it is called does not matter here. */
  async reasonId(tx: Tx, code: string): Promise<Id | undefined> {
    const sql = `SELECT id::text AS id FROM reason_codes WHERE code = $1 AND domain = 'downtime' AND active`;
    return (await askWholeCompany<{ id: Id }>(tx, sql, [code]))[0]?.id;
  }
}
