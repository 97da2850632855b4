import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyOf } from '../document-key';
import { Filters, newestFirst } from '../document-list';
import { ITEM_JSON, documentJson, namedJson } from '../reference-json';
import {
  RETURN_STATUSES,
  type CustomerReturnDto,
  type CustomerReturnLineDto,
  type CustomerReturnQuery,
  type CustomerReturnSummaryDto,
} from './customer-return.dto';
import type { CustomerReturnState, Returnable } from './customer-return.rules';
import { instant, plain } from './sql-parts';

export interface CustomerReturnHead {
  readonly id: Id;
  readonly publicId: string;
  readonly number: string;
  readonly state: CustomerReturnState;
  readonly shipmentId: Id | null;
  readonly shipmentNumber: string | null;
  readonly locationCode: string;
}

export interface NewCustomerReturn {
  readonly customerId: Id;
  readonly warehouseId: Id;
  readonly locationId: Id;
  readonly shipmentId: Id | null;
}

export interface NewCustomerReturnLine {
  readonly itemId: Id;
  readonly qty: string;
  readonly uomId: Id;
  readonly qtyBase: string;
  readonly lotCode: string | null;
  readonly serials: readonly string[];
  readonly status: number;
  readonly reasonId: Id;
  readonly note: string | null;
}

const STATUS = `(ARRAY['${RETURN_STATUSES.join("', '")}'])[l.stock_status + 1]`;
const SUMMARY = `r.public_id AS id, r.number, r.state, ${namedJson('c')} AS customer, ${namedJson('w')} AS warehouse, ${namedJson('p')} AS location, ${documentJson('h')} AS shipment,
  (SELECT count(*)::int FROM customer_return_lines x WHERE x.return_id = r.id) AS "lineCount", r.created_by AS "createdBy", ${instant('r.created_at')} AS "createdAt",
  ${instant('r.received_at')} AS "receivedAt"`;
const FROM = `customer_returns r JOIN partners c ON c.id = r.customer_id JOIN warehouses w ON w.id = r.warehouse_id JOIN locations p ON p.id = r.location_id
  LEFT JOIN shipments h ON h.id = r.shipment_id`;
const LINE_INPUT = `ROWS FROM (jsonb_to_recordset($2::jsonb) AS ("itemId" bigint, qty numeric(18,6), "uomId" bigint, "qtyBase" numeric(18,6), "lotCode" text, serials jsonb,
  status smallint, "reasonId" bigint, note text)) WITH ORDINALITY AS x("itemId", qty, "uomId", "qtyBase", "lotCode", serials, status, "reasonId", note, n)`;

/** All SQL of returns from customers. */
@Injectable()
export class CustomerReturnStore {
  /** Internal numbers of one page, under the caller's scope. */
  page(tx: Tx, cursors: CursorCodec, query: CustomerReturnQuery): Promise<Page<{ no: Id }>> {
    const filters = new Filters()
      .and('r.state = ?', query.state)
      .and('r.customer_id = (SELECT id FROM partners WHERE code = ?)', query.customer)
      .and('r.warehouse_id = (SELECT id FROM warehouses WHERE code = ?)', query.warehouse)
      .contains('r.number', query.q);
    const list = { name: 'customer_returns', select: 'r.number', from: 'customer_returns r', filtered: 'customer_returns r', id: 'r.id' };
    return newestFirst<{ no: Id }>(tx, cursors, list, { query, filters });
  }

  summaries(whole: Tx, ids: readonly Id[]): Promise<CustomerReturnSummaryDto[]> {
    return whole.query(`SELECT ${SUMMARY} FROM ${FROM} WHERE r.id = ANY ($1::bigint[]) ORDER BY r.id DESC`, [ids]);
  }

  /** Under the caller's scope. */
  async find(tx: Tx, idOrNumber: string): Promise<{ id: Id; state: CustomerReturnState } | undefined> {
    const sql = `SELECT id::text AS id, state FROM customer_returns WHERE public_id = $1 OR number = $2`;
    return (await tx.query<{ id: Id; state: CustomerReturnState }>(sql, keyOf(idOrNumber)))[0];
  }

  /** The id was found under the caller's scope. */
  async lock(whole: Tx, id: Id): Promise<CustomerReturnHead> {
    const [row] = await whole.query<CustomerReturnHead>(
      `SELECT r.id::text AS id, r.public_id AS "publicId", r.number, r.state, r.shipment_id::text AS "shipmentId", h.number AS "shipmentNumber", p.code AS "locationCode"
         FROM customer_returns r JOIN locations p ON p.id = r.location_id LEFT JOIN shipments h ON h.id = r.shipment_id WHERE r.id = $1 FOR NO KEY UPDATE OF r`,
      [id],
    );
    return row!;
  }

  async view(whole: Tx, id: Id): Promise<Omit<CustomerReturnDto, 'legal'>> {
    const [row] = await whole.query<Omit<CustomerReturnDto, 'legal' | 'lines'>>(
      `SELECT ${SUMMARY}, r.posting_id AS "postingId", r.row_version AS "rowVersion" FROM ${FROM} WHERE r.id = $1`,
      [id],
    );
    return { ...row!, lines: await this.lines(whole, id) };
  }

  lines(whole: Tx, id: Id): Promise<CustomerReturnLineDto[]> {
    return whole.query(
      `SELECT l.public_id AS id, l.line_no AS "lineNo", ${ITEM_JSON} AS item, ${plain('l.qty')} AS qty, lu.code AS uom, ${plain('l.qty_base')} AS "qtyBase", l.lot_code AS lot,
              l.serials, ${STATUS} AS status, rc.code AS "reasonCode", l.note
         FROM customer_return_lines l JOIN items i ON i.id = l.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN uoms lu ON lu.id = l.uom_id JOIN reason_codes rc ON rc.id = l.reason_code_id
        WHERE l.return_id = $1 ORDER BY l.line_no`,
      [id],
    );
  }

  async insert(tx: Tx, number: string, made: NewCustomerReturn, lines: readonly NewCustomerReturnLine[]): Promise<string> {
    const [row] = await tx.query<{ id: Id; publicId: string }>(
      `INSERT INTO customer_returns (number, customer_id, warehouse_id, location_id, shipment_id, created_by) VALUES ($1, $2, $3, $4, $5, $6)
       RETURNING id::text AS id, public_id AS "publicId"`,
      [number, made.customerId, made.warehouseId, made.locationId, made.shipmentId, tx.actor.name],
    );
    await tx.query(
      `INSERT INTO customer_return_lines (return_id, warehouse_id, customer_id, line_no, item_id, qty, uom_id, qty_base, lot_code, serials, stock_status, reason_code_id, note)
       SELECT r.id, r.warehouse_id, r.customer_id, x.n, x."itemId", x.qty, x."uomId", x."qtyBase", x."lotCode", ARRAY(SELECT jsonb_array_elements_text(x.serials)), x.status,
              x."reasonId", x.note FROM customer_returns r CROSS JOIN ${LINE_INPUT} WHERE r.id = $1 ORDER BY x.n`,
      [row!.id, JSON.stringify(lines)],
    );
    return row!.publicId;
  }

  /** What of the shipment may still come back, locked in the order of ids: two returns of one shipment queue here. */
  async lockReturnable(whole: Tx, shipmentId: Id): Promise<Returnable[]> {
    return whole.query(
      `SELECT g.id::text AS id, i.code AS "itemCode", o.code AS "lotCode", s.code AS "serialCode", ${plain('g.shipped_qty - g.returned_qty')} AS open
         FROM shipment_goods g JOIN items i ON i.id = g.item_id LEFT JOIN lots o ON o.id = g.lot_id LEFT JOIN serials s ON s.id = g.serial_id
        WHERE g.shipment_id = $1 ORDER BY g.id FOR NO KEY UPDATE OF g`,
      [shipmentId],
    );
  }

  async addReturned(whole: Tx, taken: readonly { readonly id: Id; readonly qty: string }[]): Promise<void> {
    await whole.query(
      `UPDATE shipment_goods g SET returned_qty = g.returned_qty + x.qty FROM jsonb_to_recordset($1::jsonb) AS x(id bigint, qty numeric(18,6)) WHERE g.id = x.id`,
      [JSON.stringify(taken)],
    );
  }

  async setState(whole: Tx, id: Id, state: CustomerReturnState, postingId: string | null): Promise<void> {
    await whole.query(
      `UPDATE customer_returns SET state = $2, posting_id = $3, received_at = CASE WHEN $2 = 'received' THEN now() END, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, state, postingId],
    );
  }
}
