import type { Tx } from '@anwen/database';
import { pageOf, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyOf } from '../work-order-key';
import type { ProductionReportDto, ProductionReportQuery } from './production-report.dto';

export interface ReportRow {
  readonly id: Id;
  readonly publicId: string;
  readonly orderPublicId: string;
  readonly operationId: Id | null;
  readonly opNo: number | null;
  readonly isFinal: boolean;
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
  readonly outputPosting: string | null;
  readonly materialPosting: string | null;
  readonly lot: string | null;
  readonly serials: readonly string[];
  /** ISO instant. */
  readonly occurredAt: string;
  /** Public id of the report that counts instead. */
  readonly supersededBy: string | null;
}

export interface NewReport {
  readonly clientOpId: string;
  readonly orderId: Id;
  readonly warehouseId: Id;
  readonly operationId: Id | null;
  readonly isFinal: boolean;
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
  readonly scrapReasonId: Id | null;
  readonly reworkReasonId: Id | null;
  readonly lotId: Id;
  readonly serialIds: readonly Id[];
  readonly supersedesId: Id | null;
  readonly note: string | null;
  readonly reason: string | null;
  readonly outputPosting: string | null;
  readonly materialPosting: string | null;
  readonly occurredAt: string | null;
}

/** A key that a report's output stands at, and what of it is free to go back. */
export interface OutputKey {
  readonly location: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly qty: string;
  readonly free: string;
}

/** A report as the API shows it, and the state of its order. */
export type ReportView = Omit<ProductionReportDto, 'legal'> & { readonly no: Id; readonly orderState: string };

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const EXACT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
const SELECT = `r.id::text AS no, r.public_id AS id, jsonb_build_object('id', w.public_id, 'number', w.number) AS "workOrder", w.state AS "orderState", p.op_no AS "opNo", r.is_final AS "isFinal",
  trim_scale(r.good)::text AS good, trim_scale(r.scrap)::text AS scrap, trim_scale(r.rework)::text AS rework, sr.code AS "scrapReason", rr.code AS "reworkReason", o.code AS lot,
  ARRAY(SELECT s.code FROM unnest(r.serial_ids) WITH ORDINALITY AS x(id, n) JOIN serials s ON s.id = x.id ORDER BY x.n) AS serials, r.output_posting AS "outputPostingId",
  r.material_posting AS "materialPostingId", r.operator_name AS operator, to_char(r.occurred_at AT TIME ZONE 'UTC', ${INSTANT}) AS "occurredAt",
  to_char(r.posted_at AT TIME ZONE 'UTC', ${INSTANT}) AS "postedAt", b.public_id AS supersedes, a.public_id AS "supersededBy", r.reason, r.note`;
const FROM = `production_reports r JOIN work_orders w ON w.id = r.work_order_id LEFT JOIN wo_operations p ON p.id = r.operation_id LEFT JOIN reason_codes sr ON sr.id = r.scrap_reason_id
  LEFT JOIN reason_codes rr ON rr.id = r.rework_reason_id LEFT JOIN lots o ON o.id = r.output_lot_id LEFT JOIN production_reports b ON b.id = r.supersedes_id
  LEFT JOIN production_reports a ON a.supersedes_id = r.id`;

/** All SQL of production reports. They are only added. */
@Injectable()
export class ProductionReportStore {
  /** Under the caller's scope, without a lock: its order is locked next, and then it is read again. */
  async find(tx: Tx, publicId: string): Promise<ReportRow | undefined> {
    const [row] = await tx.query<ReportRow>(
      `SELECT r.id::text AS id, r.public_id AS "publicId", w.public_id AS "orderPublicId", r.operation_id::text AS "operationId", p.op_no AS "opNo", r.is_final AS "isFinal",
              trim_scale(r.good)::text AS good, trim_scale(r.scrap)::text AS scrap, trim_scale(r.rework)::text AS rework, r.output_posting AS "outputPosting",
              r.material_posting AS "materialPosting", o.code AS lot,
              ARRAY(SELECT s.code FROM unnest(r.serial_ids) WITH ORDINALITY AS x(id, n) JOIN serials s ON s.id = x.id ORDER BY x.n) AS serials,
              to_char(r.occurred_at AT TIME ZONE 'UTC', ${EXACT}) AS "occurredAt", (SELECT a.public_id FROM production_reports a WHERE a.supersedes_id = r.id) AS "supersededBy"
         FROM production_reports r JOIN work_orders w ON w.id = r.work_order_id LEFT JOIN wo_operations p ON p.id = r.operation_id LEFT JOIN lots o ON o.id = r.output_lot_id
        WHERE r.public_id = $1`,
      [publicId],
    );
    return row;
  }

  /** Operations of an order that the caller's scope reaches: those of his warehouses, or of his work centres; an order shows all of them to whoever works on one. */
  async reach(tx: Tx, orderId: Id): Promise<ReadonlySet<Id> | null> {
    if (tx.scope.all) return null;
    const rows = await tx.query<{ id: Id }>(
      `SELECT o.id::text AS id FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id
        WHERE w.id = $1 AND (scope_is_all() OR o.work_center_id = ANY (scope_work_centers()) OR w.warehouse_id = ANY (scope_document_warehouses()))`,
      [orderId],
    );
    return new Set(rows.map((r) => r.id));
  }

  /** The report that carried an operation out already. */
  async known(whole: Tx, operation: string): Promise<string | null> {
    const [row] = await whole.prepared<{ id: string }>('production.known', 'SELECT public_id AS id FROM production_reports WHERE client_op_id = $1', [
      operation,
    ]);
    return row?.id ?? null;
  }

  async insert(whole: Tx, report: NewReport): Promise<{ id: Id; publicId: string }> {
    const { actor } = whole;
    const [row] = await whole.prepared<{ id: Id; publicId: string }>(
      'production.report',
      `INSERT INTO production_reports (client_op_id, work_order_id, warehouse_id, operation_id, is_final, good, scrap, rework, scrap_reason_id, rework_reason_id, output_lot_id,
         serial_ids, supersedes_id, note, reason, output_posting, material_posting, occurred_at, operator_name, operator_id, device_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::bigint[], $13, $14, $15, $16, $17, coalesce($18, now()), $19, (SELECT id FROM sys_users WHERE id = $20), $21)
       RETURNING id::text AS id, public_id AS "publicId"`,
      [
        ...[report.clientOpId, report.orderId, report.warehouseId, report.operationId, report.isFinal, report.good, report.scrap, report.rework],
        ...[report.scrapReasonId, report.reworkReasonId, report.lotId, report.serialIds, report.supersedesId, report.note, report.reason],
        ...[report.outputPosting, report.materialPosting, report.occurredAt, actor.name, actor.userId, actor.deviceId],
      ],
    );
    return row!;
  }

  /** What a report's output stands at now: it can be taken back only where all of it is free. */
  outputKeys(whole: Tx, posting: string): Promise<OutputKey[]> {
    return whole.query(
      `SELECT l.code AS location, o.code AS lot, s.code AS serial, trim_scale(v.qty)::text AS qty, trim_scale(greatest(coalesce(b.on_hand - b.reserved, 0), 0))::text AS free
         FROM inventory_postings p JOIN inventory_movements v ON v.posting_id = p.id AND v.posted_at = p.posted_at JOIN locations l ON l.id = v.to_location_id
         LEFT JOIN lots o ON o.id = v.lot_id LEFT JOIN serials s ON s.id = v.serial_id
         LEFT JOIN inventory_balance b ON (b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status) = (v.item_id, v.to_location_id, v.lot_id, v.serial_id, v.to_status)
        WHERE p.public_id = $1 ORDER BY v.line_no`,
      [posting],
    );
  }

  async view(tx: Tx, publicId: string): Promise<ReportView | undefined> {
    return (await tx.prepared<ReportView>('production.view', `SELECT ${SELECT} FROM ${FROM} WHERE r.public_id = $1`, [publicId]))[0];
  }

  /** Newest first, under the caller's scope. */
  async page(tx: Tx, cursors: CursorCodec, query: ProductionReportQuery): Promise<Page<ReportView>> {
    const { limit, cursor, workOrder, workCenter, from, to, counting } = query;
    const binding = ['production_reports', workOrder ?? null, workCenter ?? null, from ?? null, to ?? null, counting ?? null];
    const [before = null] = cursor === undefined ? [] : cursors.decode(cursor, binding);
    const [id, number] = workOrder === undefined ? [null, null] : keyOf(workOrder);
    const rows = await tx.query<ReportView>(
      `SELECT ${SELECT} FROM ${FROM}
        WHERE r.id IN (SELECT r.id FROM production_reports r
                        WHERE ($1::bigint IS NULL OR r.id < $1)
                          AND ($2::uuid IS NULL AND $3::text IS NULL OR r.work_order_id = (SELECT w.id FROM work_orders w WHERE w.public_id = $2 OR w.number = $3))
                          AND ($4::text IS NULL OR r.operation_id IN (SELECT p.id FROM wo_operations p JOIN work_centers c ON c.id = p.work_center_id WHERE c.code = $4))
                          AND ($5::timestamptz IS NULL OR r.occurred_at >= $5) AND ($6::timestamptz IS NULL OR r.occurred_at < $6)
                          AND ($7::boolean IS NOT TRUE OR NOT EXISTS (SELECT FROM production_reports a WHERE a.supersedes_id = r.id))
                        ORDER BY r.id DESC LIMIT $8)
        ORDER BY r.id DESC`,
      [before, id, number, workCenter ?? null, from ?? null, to ?? null, counting ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (last) => cursors.encode([last.no], binding),
      (row) => row,
    );
  }
}
