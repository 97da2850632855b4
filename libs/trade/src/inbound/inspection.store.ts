import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyOf } from '../document-key';
import { Filters, newestFirst, type DocumentList } from '../document-list';
import { ITEM_JSON, LOT_JSON, documentJson } from '../reference-json';
import type { DispositionMadeDto, InspectionQuery, InspectionSummaryDto, MeasurementDto, ResultsDto } from './inspection.dto';
import type { Decision, InspectionState } from './inspection.rules';
import type { LockedReceipt } from './receipt.store';

export type InspectionRow = Omit<InspectionSummaryDto, 'createdAt'> & {
  readonly no: Id;
  readonly createdAt: Date;
  readonly measurements: MeasurementDto[];
  readonly note: string | null;
  readonly inspectedBy: string | null;
  readonly rowVersion: number;
  /** What its receipt line says about the goods. */
  readonly lineNo: Id;
  readonly poLineId: Id | null;
  readonly itemId: Id;
  readonly scale: number;
  readonly lotId: Id;
  readonly locationId: Id;
  readonly serialIds: readonly Id[];
  readonly serials: readonly string[];
  readonly releasedQty: string;
};

const LIST: DocumentList = {
  name: 'inspections',
  id: 'd.id',
  filtered: 'inspections d',
  select: `d.public_id AS id, d.number, d.state, ${documentJson('r')} AS receipt, l.public_id AS "receiptLineId", ${ITEM_JSON} AS item, ${LOT_JSON} AS lot,
    trim_scale(d.qty)::text AS qty, trim_scale(d.sample_qty)::text AS "sampleQty", trim_scale(d.passed_qty)::text AS "passedQty", trim_scale(d.failed_qty)::text AS "failedQty",
    trim_scale(d.disposed_qty)::text AS "disposedQty", d.created_at AS "createdAt"`,
  from: `inspections d JOIN receipts r ON r.id = d.receipt_id JOIN receipt_lines l ON l.id = d.receipt_line_id JOIN items i ON i.id = l.item_id JOIN uoms u ON u.id = i.base_uom_id
    LEFT JOIN lots o ON o.id = l.lot_id`,
};

const GOODS = `l.id::text AS "lineNo", l.po_line_id::text AS "poLineId", l.item_id::text AS "itemId", i.qty_scale AS scale, l.lot_id::text AS "lotId", l.location_id::text AS "locationId",
  d.measurements, d.note, d.inspected_by AS "inspectedBy", d.row_version AS "rowVersion",
  (SELECT coalesce(trim_scale(sum(x.qty)), 0)::text FROM inspection_dispositions x WHERE x.inspection_id = d.id AND x.action = 'release') AS "releasedQty",
  left_over.ids AS "serialIds", left_over.codes AS serials`;
/** Serial numbers of the line that no disposition has taken yet. */
const LEFT_OVER = `CROSS JOIN LATERAL (SELECT coalesce(array_agg(s.id::text ORDER BY s.id), '{}') AS ids, coalesce(array_agg(s.code ORDER BY s.id), '{}') AS codes FROM serials s
  WHERE s.id = ANY (l.serial_ids) AND NOT EXISTS (SELECT 1 FROM inspection_dispositions x WHERE x.inspection_id = d.id AND s.id = ANY (x.serial_ids))) AS left_over`;

/** All SQL of inspections and their dispositions. */
@Injectable()
export class InspectionStore {
  list(tx: Tx, codec: CursorCodec, query: InspectionQuery): Promise<Page<InspectionRow>> {
    const filters = new Filters()
      .and('d.state = ?', query.state)
      .contains(`(d.number || ' ' || (SELECT i.code FROM receipt_lines x JOIN items i ON i.id = x.item_id WHERE x.id = d.receipt_line_id))`, query.q);
    return newestFirst<InspectionRow>(tx, codec, LIST, { query, filters });
  }

  async find(tx: Tx, key: string): Promise<InspectionRow | undefined> {
    const sql = `SELECT d.id::text AS no, ${LIST.select}, ${GOODS} FROM ${LIST.from} ${LEFT_OVER} WHERE d.public_id = $1 OR d.number = $2`;
    return (await tx.query<InspectionRow>(sql, keyOf(key)))[0];
  }

  /** Waits for whoever holds it, then tells how it stands now. */
  async lock(tx: Tx, id: string): Promise<InspectionRow> {
    await tx.query('SELECT 1 FROM inspections WHERE public_id = $1 FOR UPDATE', [id]);
    return (await this.find(tx, id))!;
  }

  dispositions(tx: Tx, no: Id): Promise<DispositionMadeDto[]> {
    return tx.query(
      `SELECT x.action, trim_scale(x.qty)::text AS qty, ARRAY(SELECT s.code FROM serials s WHERE s.id = ANY (x.serial_ids) ORDER BY s.id) AS serials, x.reason_code AS "reasonCode",
              x.note, x.posting_id AS "postingId", x.decided_by AS "decidedBy" FROM inspection_dispositions x WHERE x.inspection_id = $1 ORDER BY x.id`,
      [no],
    );
  }

  async insert(tx: Tx, receipt: LockedReceipt, inspections: readonly { number: string; lineNo: Id; qty: string }[]): Promise<void> {
    await tx.query(
      `INSERT INTO inspections (number, receipt_id, receipt_line_id, warehouse_id, supplier_id, qty)
       SELECT g.number, $1, g.line_id, $2, $3, g.qty FROM unnest($4::text[], $5::bigint[], $6::numeric[]) AS g(number, line_id, qty) ORDER BY g.number`,
      [receipt.no, receipt.warehouseId, receipt.supplierId, inspections.map((i) => i.number), inspections.map((i) => i.lineNo), inspections.map((i) => i.qty)],
    );
  }

  async record(tx: Tx, no: Id, by: string, results: ResultsDto): Promise<void> {
    await tx.query(
      `UPDATE inspections SET state = $2, passed_qty = $3, failed_qty = $4, sample_qty = $5, measurements = $6, note = $7, inspected_by = $8, inspected_at = now(),
              updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [
        no,
        results.result,
        results.passedQty,
        results.failedQty,
        results.sampleQty ?? null,
        JSON.stringify(results.measurements ?? []),
        results.note ?? null,
        by,
      ],
    );
  }

  /**
   * Opens the buckets that several postings of one decision will fill, then locks all balances that they will touch, both in the
   * canonical order and in the core's sequence (open first, lock second): the second posting must not ask for an earlier key.
   */
  async lockStock(tx: Tx, { no, itemId, locationId, lotId }: InspectionRow, filled: readonly number[]): Promise<void> {
    if (filled.length > 0) await tx.query('SELECT inbound_open_buckets($1, $2::smallint[])', [no, filled]);
    await tx.query(
      `SELECT 1 FROM inventory_balance WHERE item_id = $1 AND location_id = $2 AND lot_id = $3 ORDER BY item_id, location_id, lot_id, serial_id, stock_status FOR UPDATE`,
      [itemId, locationId, lotId],
    );
  }

  async dispose(tx: Tx, inspection: InspectionRow, receipt: LockedReceipt, made: readonly (Decision & { postingId: string; by: string })[]): Promise<void> {
    const idOf = new Map(inspection.serials.map((code, i) => [code, inspection.serialIds[i]!]));
    const rows = made.map(({ serials, ...one }) => ({ ...one, serialIds: serials.map((code) => idOf.get(code)!) }));
    await tx.query(
      `INSERT INTO inspection_dispositions (inspection_id, warehouse_id, supplier_id, action, qty, serial_ids, reason_code, note, posting_id, decided_by)
       SELECT $1, $2, $3, r.action, r.qty, r."serialIds", r."reasonCode", r.note, r."postingId", r.by
         FROM jsonb_to_recordset($4::jsonb) AS r(action text, qty numeric, "serialIds" bigint[], "reasonCode" text, note text, "postingId" uuid, by text)`,
      [inspection.no, receipt.warehouseId, receipt.supplierId, JSON.stringify(rows)],
    );
    await tx.query(
      `UPDATE inspections SET disposed_qty = disposed_qty + d.qty, state = CASE WHEN disposed_qty + d.qty = inspections.qty THEN 'dispositioned' ELSE state END,
              updated_at = now(), row_version = row_version + 1 FROM (SELECT sum(q) AS qty FROM unnest($2::numeric[]) AS q) AS d WHERE id = $1`,
      [inspection.no, made.map((one) => one.qty)],
    );
  }

  /** The inspection of a receipt line, locked. */
  async lockOfLine(tx: Tx, lineNo: Id): Promise<{ no: Id; state: InspectionState; disposedQty: string } | undefined> {
    const [row] = await tx.query<{ no: Id; state: InspectionState; disposedQty: string }>(
      `SELECT id::text AS no, state, disposed_qty::text AS "disposedQty" FROM inspections WHERE receipt_line_id = $1 FOR UPDATE`,
      [lineNo],
    );
    return row;
  }

  async cancel(tx: Tx, no: Id): Promise<void> {
    await tx.query(`UPDATE inspections SET state = 'cancelled', updated_at = now(), row_version = row_version + 1 WHERE id = $1`, [no]);
  }
}
