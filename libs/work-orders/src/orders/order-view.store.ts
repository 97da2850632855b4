import type { Tx } from '@anwen/database';
import { pageOf, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { OperationState } from '../operation.rules';
import { ITEM_JSON, namedJson } from '../reference-json';
import { keyOf } from '../work-order-key';
import { WORKED_S } from './order-ending.store';
import type { WorkOrderQuery } from './work-order.dto';
import { LIVE_STATES, type WorkOrderState } from './work-order.rules';
import { workOrderErrors } from './work-orders.errors';

type Named = { id: string; code: string; name: string };

/** What a list shows. */
export interface SummaryRow {
  readonly no: Id;
  readonly keys: readonly string[];
  readonly id: string;
  readonly number: string;
  readonly state: WorkOrderState;
  readonly item: Named & { uom: string };
  readonly warehouse: Named;
  readonly qtyPlanned: string;
  readonly qtyGood: string;
  readonly qtyScrap: string;
  readonly qtyRework: string;
  readonly progressPct: number;
  readonly priority: number;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly isLate: boolean;
  readonly shortCount: number | null;
  readonly currentOperation: { opNo: number; name: string; workCenter: Named; state: string } | null;
  readonly parent: { id: string; number: string } | null;
  readonly createdAt: Date;
}

/** What one order shows besides. */
export interface DetailRow extends SummaryRow {
  readonly supplyLocation: Named | null;
  readonly outputLocation: Named | null;
  readonly bom: { id: string; version: number } | null;
  readonly routing: { version: number } | null;
  readonly overPct: string;
  readonly lotPolicy: string;
  readonly targetLot: string | null;
  readonly note: string | null;
  readonly endReason: string | null;
  readonly source: { type: string; ref: string } | null;
  readonly externalRef: string | null;
  readonly createdBy: string;
  readonly releasedAt: Date | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly closedAt: Date | null;
  readonly children: readonly { id: string; number: string }[];
  /** Whether a material could be promised more than it is. */
  readonly lacksPromise: boolean;
  readonly rowVersion: number;
}

export interface OperationViewRow {
  readonly id: string;
  readonly opNo: number;
  readonly name: string;
  readonly workCenter: Named;
  readonly setupS: string;
  readonly runS: string;
  readonly state: OperationState;
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
  readonly reportPoint: boolean;
  readonly instructions: string | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly operators: string[];
  readonly workedS: string;
  readonly standardS: string;
}

const LIVE = `w.state IN (${LIVE_STATES.map((s) => `'${s}'`).join(', ')})`;
const LATE = `(w.state NOT IN ('completed', 'closed', 'cancelled') AND w.due_on < business_date())`;
const QTY = (column: string, name: string): string => `trim_scale(w.${column})::text AS "${name}"`;

const SUMMARY = `w.id::text AS no, w.public_id AS id, w.number, w.state, ${ITEM_JSON} AS item, ${namedJson('h')} AS warehouse, ${QTY('qty_planned', 'qtyPlanned')},
  ${QTY('qty_good', 'qtyGood')}, ${QTY('qty_scrap', 'qtyScrap')}, ${QTY('qty_rework', 'qtyRework')}, floor(100 * w.qty_good / w.qty_planned)::int AS "progressPct", w.priority,
  w.starts_on::text AS "startsOn", w.due_on::text AS "dueOn", coalesce(${LATE}, false) AS "isLate", CASE WHEN ${LIVE} THEN coalesce(v.short, 0) END AS "shortCount",
  (SELECT jsonb_build_object('opNo', o.op_no, 'name', o.name, 'workCenter', ${namedJson('c')}, 'state', o.state) FROM wo_operations o JOIN work_centers c ON c.id = o.work_center_id
    WHERE o.work_order_id = w.id AND o.state NOT IN ('done', 'skipped') AND ${LIVE} ORDER BY (o.state = 'running') DESC, o.op_no LIMIT 1) AS "currentOperation",
  (SELECT jsonb_build_object('id', p.public_id, 'number', p.number) FROM work_orders p WHERE p.id = w.parent_id) AS parent, w.created_at AS "createdAt"`;
/** Of the orders whose ids `ids` is an array of: one look at the cover for all of them. */
const SUMMARY_FROM = (
  ids: string,
): string => `work_orders w JOIN items i ON i.id = w.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN warehouse_names() h ON h.id = w.warehouse_id
  LEFT JOIN (SELECT work_order_id, count(*) FILTER (WHERE missing > 0)::int AS short, bool_or(unpromised > 0) AS unpromised FROM wo_material_cover(${ids}) GROUP BY 1) AS v
         ON v.work_order_id = w.id`;

const DETAIL = `${SUMMARY}, ${namedJson('sl')} AS "supplyLocation", ${namedJson('ol')} AS "outputLocation",
  CASE WHEN b.id IS NULL THEN NULL ELSE jsonb_build_object('id', b.public_id, 'version', w.bom_version) END AS bom,
  CASE WHEN w.routing_version IS NULL THEN NULL ELSE jsonb_build_object('version', w.routing_version) END AS routing, trim_scale(w.over_pct)::text AS "overPct",
  w.lot_policy AS "lotPolicy", w.target_lot AS "targetLot", w.note, w.end_reason AS "endReason",
  CASE WHEN w.source_type IS NULL OR w.source_ref IS NULL THEN NULL ELSE jsonb_build_object('type', w.source_type, 'ref', w.source_ref) END AS source, w.external_ref AS "externalRef",
  w.created_by AS "createdBy", w.released_at AS "releasedAt", w.started_at AS "startedAt", w.completed_at AS "completedAt", w.closed_at AS "closedAt",
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', k.public_id, 'number', k.number) ORDER BY k.id), '[]') FROM work_orders k WHERE k.parent_id = w.id) AS children, coalesce(v.unpromised, false) AS "lacksPromise", w.row_version AS "rowVersion"`;
const DETAIL_FROM = `${SUMMARY_FROM('ARRAY[$1::bigint]')} LEFT JOIN locations sl ON sl.id = w.supply_location_id LEFT JOIN locations ol ON ol.id = w.output_location_id LEFT JOIN boms b ON b.id = w.bom_id`;

/** Orders of a list: what it is sorted by, and how the keys compare. An order without a due day comes last. */
const DUE = `coalesce(w.due_on, '9999-12-31'::date)`;
const SORTS: Readonly<Record<string, { keys: readonly string[]; casts: readonly string[]; descending: boolean }>> = {
  '-createdAt': { keys: ['w.id'], casts: ['bigint'], descending: true },
  dueOn: { keys: [DUE, 'w.id'], casts: ['date', 'bigint'], descending: false },
  '-dueOn': { keys: [DUE, 'w.id'], casts: ['date', 'bigint'], descending: true },
  priority: { keys: ['w.priority', DUE, 'w.id'], casts: ['smallint', 'date', 'bigint'], descending: false },
};
/** A total is exact up to here; counting further would cost more than anybody reads out of the number. */
const TOTAL_CAP = 10_000;

/** All that is read of orders to be shown. */
@Injectable()
export class OrderViewStore {
  async list(tx: Tx, codec: CursorCodec, query: WorkOrderQuery): Promise<Page<SummaryRow>> {
    const name = query.sort ?? '-createdAt';
    const sort = SORTS[name];
    if (!sort) throw workOrderErrors.sort_unknown({ sort: name, allowed: Object.keys(SORTS).join(', ') });
    const { where, values } = conditions(query);
    const binding = ['work-orders', name, where, values];
    const after = query.cursor === undefined ? null : codec.decode(query.cursor, binding);
    const at = values.length;
    const direction = sort.descending ? 'DESC' : 'ASC';
    const beyond =
      after === null
        ? ''
        : ` AND (${sort.keys.join(', ')}) ${sort.descending ? '<' : '>'} (${sort.casts.map((cast, i) => `$${at + 2 + i}::${cast}`).join(', ')})`;
    const order = sort.keys.map((key) => `${key} ${direction}`).join(', ');
    const rows = await tx.query<SummaryRow>(
      `WITH page AS MATERIALIZED (SELECT w.id FROM work_orders w WHERE ${where}${beyond} ORDER BY ${order} LIMIT $${at + 1})
       SELECT ${SUMMARY}, jsonb_build_array(${sort.keys.map((key) => `(${key})::text`).join(', ')}) AS keys FROM ${SUMMARY_FROM('ARRAY(SELECT id FROM page)')}
        WHERE w.id IN (SELECT id FROM page) ORDER BY ${order}`,
      [...values, query.limit + 1, ...(after ?? [])],
    );
    const page = pageOf(
      rows,
      query.limit,
      (last) => codec.encode([...last.keys], binding),
      (row) => row,
    );
    return query.withTotal ? { ...page, ...(await this.total(tx, where, values)) } : page;
  }

  async find(tx: Tx, id: Id): Promise<DetailRow | undefined> {
    const [row] = await tx.query<DetailRow>(`SELECT ${DETAIL} FROM ${DETAIL_FROM} WHERE w.id = $1`, [id]);
    return row;
  }

  summaries(tx: Tx, ids: readonly Id[]): Promise<SummaryRow[]> {
    return tx.query(`SELECT ${SUMMARY} FROM ${SUMMARY_FROM('$1::bigint[]')} WHERE w.id = ANY ($1::bigint[]) ORDER BY array_position($1::bigint[], w.id)`, [
      ids,
    ]);
  }

  /** The order's internal id, when the caller sees it. */
  async idOf(tx: Tx, key: string): Promise<Id | undefined> {
    const [row] = await tx.query<{ id: Id }>('SELECT id::text AS id FROM work_orders WHERE public_id = $1 OR number = $2', keyOf(key));
    return row?.id;
  }

  operations(tx: Tx, id: Id): Promise<OperationViewRow[]> {
    return tx.query(
      `SELECT o.public_id AS id, o.op_no AS "opNo", o.name, ${namedJson('c')} AS "workCenter", trim_scale(o.setup_s)::text AS "setupS", trim_scale(o.run_s)::text AS "runS", o.state,
              trim_scale(o.good)::text AS good, trim_scale(o.scrap)::text AS scrap, trim_scale(o.rework)::text AS rework, o.report_point AS "reportPoint", o.instructions,
              o.started_at AS "startedAt", o.ended_at AS "endedAt",
              ARRAY(SELECT t.operator_name FROM wo_operation_runs t WHERE t.operation_id = o.id AND t.ended_at IS NULL ORDER BY t.id) AS operators,
              trim_scale(round(${WORKED_S}, 3))::text AS "workedS", trim_scale(round(o.setup_s + o.run_s * w.qty_planned, 3))::text AS "standardS"
         FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id JOIN work_centers c ON c.id = o.work_center_id WHERE o.work_order_id = $1 ORDER BY o.op_no`,
      [id],
    );
  }

  /** Codes of the places that an order names. */
  async placeCodes(tx: Tx, id: Id): Promise<{ warehouse: string; supplyLocation: string | null; outputLocation: string | null }> {
    const [row] = await tx.query<{ warehouse: string; supplyLocation: string | null; outputLocation: string | null }>(
      `SELECT h.code AS warehouse, sl.code AS "supplyLocation", ol.code AS "outputLocation" FROM work_orders w JOIN warehouses h ON h.id = w.warehouse_id
         LEFT JOIN locations sl ON sl.id = w.supply_location_id LEFT JOIN locations ol ON ol.id = w.output_location_id WHERE w.id = $1`,
      [id],
    );
    return row!;
  }

  private async total(tx: Tx, where: string, values: readonly unknown[]): Promise<{ total: number; totalIsEstimate?: true }> {
    const sql = `SELECT count(*)::int AS n FROM (SELECT 1 FROM work_orders w WHERE ${where} LIMIT ${TOTAL_CAP + 1}) AS some_rows`;
    const [row] = await tx.query<{ n: number }>(sql, values);
    return row!.n > TOTAL_CAP ? { total: TOTAL_CAP, totalIsEstimate: true } : { total: row!.n };
  }
}

/** Conditions of the list with their values; `?` stands for the value. */
function conditions(query: WorkOrderQuery): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts: string[] = [];
  const and = (sql: string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    parts.push(sql.replaceAll('?', `$${values.length}`));
  };
  and(
    'w.state = ANY (?::text[])',
    query.state?.split(',').map((s) => s.trim()),
  );
  and('w.item_id = (SELECT id FROM items WHERE code = ?)', query.item);
  and('w.warehouse_id = (SELECT h.id FROM warehouse_names() h WHERE h.code = ?)', query.warehouse);
  and('w.work_center_ids @> ARRAY(SELECT id FROM work_centers WHERE code = ?)', query.workCenter);
  and('EXISTS (SELECT FROM work_centers WHERE code = ?)', query.workCenter);
  const [parentId, parentNumber] = query.parent === undefined ? [] : keyOf(query.parent);
  and('w.parent_id = (SELECT p.id FROM work_orders p WHERE p.public_id = ?::uuid)', parentId ?? undefined);
  and('w.parent_id = (SELECT p.id FROM work_orders p WHERE p.number = ?)', parentNumber ?? undefined);
  and(`(w.number || ' ' || coalesce(w.external_ref, '')) ILIKE ?`, query.q ? `%${query.q.replace(/[\\%_]/g, '\\$&')}%` : undefined);
  and('w.due_on >= ?::date', query.dueFrom);
  and('w.due_on <= ?::date', query.dueTo);
  if (query.late) parts.push(LATE);
  if (query.short) {
    const live = [...parts, LIVE].join(' AND ');
    parts.push(`w.id IN (SELECT work_order_id FROM wo_material_cover(ARRAY(SELECT w.id FROM work_orders w WHERE ${live})) WHERE missing > 0)`);
  }
  return { where: parts.length === 0 ? 'true' : parts.join(' AND '), values };
}
