import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyOf } from '../document-key';
import { Filters, newestFirst, type DocumentList } from '../document-list';
import { ITEM_JSON, documentJson, namedJson } from '../reference-json';
import type { SupplierReturnLineDto, SupplierReturnQuery, SupplierReturnSummaryDto } from './supplier-return.dto';
import type { ReturnLine, ReturnState } from './supplier-return.rules';

export type ReturnRow = Omit<SupplierReturnSummaryDto, 'shippedAt' | 'createdAt'> & {
  readonly no: Id;
  readonly shippedAt: Date | null;
  readonly createdAt: Date;
  readonly note: string | null;
  readonly createdBy: string;
  readonly postingId: string | null;
  readonly rowVersion: number;
};

export interface NewReturn {
  readonly number: string;
  readonly supplierId: Id;
  readonly warehouseId: Id;
  readonly receiptId: Id | null;
  readonly note: string | null;
  readonly createdBy: string;
  readonly lines: readonly ReturnLine[];
}

const LIST: DocumentList = {
  name: 'supplier-returns',
  id: 'd.id',
  filtered: 'supplier_returns d',
  select: `d.public_id AS id, d.number, d.state, ${namedJson('p')} AS supplier, ${namedJson('w')} AS warehouse, ${documentJson('r')} AS receipt, d.shipped_at AS "shippedAt",
    d.created_at AS "createdAt", d.note, d.created_by AS "createdBy", d.posting_id AS "postingId", d.row_version AS "rowVersion",
    (SELECT count(*)::int FROM supplier_return_lines l WHERE l.return_id = d.id) AS "lineCount"`,
  from: `supplier_returns d JOIN partners p ON p.id = d.supplier_id JOIN warehouse_names() w ON w.id = d.warehouse_id LEFT JOIN receipts r ON r.id = d.receipt_id`,
};

/** All SQL of returns to suppliers. */
@Injectable()
export class SupplierReturnStore {
  list(tx: Tx, codec: CursorCodec, query: SupplierReturnQuery): Promise<Page<ReturnRow>> {
    const filters = new Filters()
      .and('d.state = ?', query.state)
      .and('d.supplier_id = (SELECT id FROM partners WHERE code = ?)', query.supplier)
      .and('d.warehouse_id = (SELECT w.id FROM warehouse_names() w WHERE w.code = ?)', query.warehouse)
      .contains('d.number', query.q);
    return newestFirst<ReturnRow>(tx, codec, LIST, { query, filters });
  }

  async find(tx: Tx, key: string): Promise<ReturnRow | undefined> {
    return (await tx.query<ReturnRow>(`SELECT d.id::text AS no, ${LIST.select} FROM ${LIST.from} WHERE d.public_id = $1 OR d.number = $2`, keyOf(key)))[0];
  }

  lines(tx: Tx, no: Id): Promise<SupplierReturnLineDto[]> {
    return tx.query(
      `SELECT l.public_id AS id, l.line_no AS "lineNo", ${ITEM_JSON} AS item, trim_scale(l.qty)::text AS qty, e.code AS uom, ${namedJson('k')} AS location, l.lot_code AS lot, l.serials,
              (ARRAY['available', 'qc', 'hold', 'damaged'])[l.stock_status + 1] AS status, l.reason_code AS "reasonCode"
         FROM supplier_return_lines l JOIN items i ON i.id = l.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN uoms e ON e.id = l.uom_id LEFT JOIN locations k ON k.id = l.location_id
        WHERE l.return_id = $1 ORDER BY l.line_no`,
      [no],
    );
  }

  async lock(tx: Tx, key: string): Promise<{ no: Id; id: string; number: string; state: ReturnState; note: string | null } | undefined> {
    const [row] = await tx.query<{ no: Id; id: string; number: string; state: ReturnState; note: string | null }>(
      'SELECT id::text AS no, public_id AS id, number, state, note FROM supplier_returns WHERE public_id = $1 OR number = $2 FOR NO KEY UPDATE',
      keyOf(key),
    );
    return row;
  }

  async insert(tx: Tx, made: NewReturn): Promise<string> {
    const [row] = await tx.query<{ id: string; no: Id }>(
      `INSERT INTO supplier_returns (number, supplier_id, warehouse_id, receipt_id, note, created_by) VALUES ($1, $2, $3, $4, $5, $6)
       RETURNING public_id AS id, id::text AS no`,
      [made.number, made.supplierId, made.warehouseId, made.receiptId, made.note, made.createdBy],
    );
    await tx.query(
      `INSERT INTO supplier_return_lines (return_id, warehouse_id, supplier_id, line_no, item_id, qty, uom_id, location_id, lot_code, serials, stock_status, reason_code)
       SELECT $1, $2, $3, r.line_no, x."itemId", x.qty, x."uomId", x."locationId", x.lot, x.serials, x."stockStatus", x."reasonCode"
         FROM jsonb_array_elements($4::jsonb) WITH ORDINALITY AS r(line, line_no)
         CROSS JOIN LATERAL jsonb_to_record(r.line) AS x("itemId" bigint, qty numeric, "uomId" bigint, "locationId" bigint, lot text, serials text[], "stockStatus" smallint, "reasonCode" text)`,
      [row!.no, made.warehouseId, made.supplierId, JSON.stringify(made.lines)],
    );
    return row!.id;
  }

  async receiptNo(tx: Tx, key: string): Promise<{ no: Id; supplierId: Id | null } | undefined> {
    const [row] = await tx.query<{ no: Id; supplierId: Id | null }>(
      'SELECT id::text AS no, supplier_id::text AS "supplierId" FROM receipts WHERE public_id = $1 OR number = $2',
      keyOf(key),
    );
    return row;
  }

  async setState(tx: Tx, no: Id, state: ReturnState, postingId: string | null = null): Promise<void> {
    await tx.query(
      `UPDATE supplier_returns SET state = $2, posting_id = $3, shipped_at = CASE $2 WHEN 'shipped' THEN now() END, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [no, state, postingId],
    );
  }
}
