import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { countSql, type Counted } from '../listing';
import { knownCosts } from '../known-costs';
import { ITEM_JSON, containing, placeJson } from '../reference-json';
import type { AdjustmentQuery } from './adjustment.dto';
import { keyColumn } from './document-step';
import type { AdjustmentState } from './handling.rules';

type Ref = { readonly id: string; readonly code: string; readonly name: string };

export interface AdjustmentRow {
  readonly no: Id;
  readonly id: string;
  readonly number: string;
  readonly warehouseId: Id;
  readonly warehouse: Ref;
  readonly state: AdjustmentState;
  readonly reason: { readonly code: string; readonly labelZh: string; readonly labelEn: string };
  readonly note: string | null;
  readonly value: string;
  readonly requestedById: Id | null;
  readonly requestedBy: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionNote: string | null;
  readonly reversedBy: string | null;
  readonly reversedAt: string | null;
  readonly reversalNote: string | null;
  readonly postingId: string | null;
  readonly docType: string | null;
  readonly docRef: string | null;
  readonly createdAt: string;
  readonly rowVersion: number;
}

export interface AdjustmentLineRow {
  readonly itemNo: Id;
  readonly item: Ref & { readonly uom: string };
  readonly location: Ref | null;
  readonly lot: string | null;
  readonly serials: string[];
  readonly status: number;
  readonly qtyChange: string;
  readonly value: string;
}

export interface NewAdjustmentLine {
  readonly itemId: Id;
  readonly locationId: Id;
  readonly lotCode: string | null;
  readonly serials: readonly string[];
  readonly status: number;
  readonly qtyChange: string;
  readonly value: string;
}

export interface NewAdjustment {
  readonly id: string;
  readonly number: string;
  readonly warehouseId: Id;
  readonly state: AdjustmentState;
  readonly reasonCode: string;
  readonly note: string | null;
  readonly value: string;
  readonly operation: string;
  readonly by: { readonly id: Id; readonly name: string };
  readonly postingId: string | null;
  readonly docType: string | null;
  readonly docRef: string | null;
  readonly lines: readonly NewAdjustmentLine[];
}

export interface ReasonFacts {
  readonly domain: string;
  readonly active: boolean;
  readonly needsNote: boolean;
  readonly needsApproval: boolean;
}

const COLUMNS = `a.id::text AS no, a.public_id AS id, a.number, a.warehouse_id::text AS "warehouseId", ${placeJson('w')} AS warehouse, a.state,
  jsonb_build_object('code', r.code, 'labelZh', r.label_zh, 'labelEn', r.label_en) AS reason, a.note, trim_scale(a.value)::text AS value,
  a.requested_by::text AS "requestedById", a.requested_by_name AS "requestedBy", a.decided_by_name AS "decidedBy", a.decided_at AS "decidedAt",
  a.decision_note AS "decisionNote", a.reversed_by_name AS "reversedBy", a.reversed_at AS "reversedAt", a.reversal_note AS "reversalNote", a.posting_id AS "postingId", a.doc_type AS "docType", a.doc_ref AS "docRef", a.created_at AS "createdAt", a.row_version AS "rowVersion"`;
const FROM = 'adjustments a JOIN warehouses w ON w.id = a.warehouse_id JOIN reason_codes r ON r.code = a.reason_code';
const LISTED = `${FROM} WHERE ($1::text IS NULL OR a.state = $1) AND ($2::text IS NULL OR w.code = $2) AND ($3::text IS NULL OR a.number ILIKE $3)`;

@Injectable()
export class AdjustmentStore {
  /** Newest first. */
  list(tx: Tx, query: AdjustmentQuery, before: Id | null): Promise<AdjustmentRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM ${LISTED} AND ($4::bigint IS NULL OR a.id < $4) ORDER BY a.id DESC LIMIT $5`, [
      ...filtersOf(query),
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: AdjustmentQuery): Promise<Counted> {
    return tx.query(countSql(LISTED), filtersOf(query));
  }

  async find(tx: Tx, id: string): Promise<AdjustmentRow | null> {
    const [row] = await tx.query<AdjustmentRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE a.${keyColumn(id)} = $1`, [id]);
    return row ?? null;
  }

  async lock(tx: Tx, id: string): Promise<AdjustmentRow | null> {
    const held = await tx.query(`SELECT 1 FROM adjustments a WHERE a.${keyColumn(id)} = $1 FOR NO KEY UPDATE`, [id]);
    return held.length === 0 ? null : this.find(tx, id);
  }

  lines(tx: Tx, no: Id): Promise<AdjustmentLineRow[]> {
    return tx.query(
      `SELECT x.item_id::text AS "itemNo", ${ITEM_JSON} AS item, ${placeJson('l')} AS location, x.lot_code AS lot, x.serials, x.stock_status AS status, trim_scale(x.qty_change)::text AS "qtyChange",
              trim_scale(x.value)::text AS value
         FROM adjustment_lines x JOIN items i ON i.id = x.item_id JOIN uoms u ON u.id = i.base_uom_id LEFT JOIN locations l ON l.id = x.location_id
        WHERE x.adjustment_id = $1 ORDER BY x.line_no`,
      [no],
    );
  }

  async create(tx: Tx, a: NewAdjustment): Promise<void> {
    const [row] = await tx.query<{ no: Id }>(
      `INSERT INTO adjustments (public_id, number, warehouse_id, state, reason_code, note, value, client_op_id, requested_by, requested_by_name, posting_id, doc_type, doc_ref)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id::text AS no`,
      [a.id, a.number, a.warehouseId, a.state, a.reasonCode, a.note, a.value, a.operation, a.by.id, a.by.name, a.postingId, a.docType, a.docRef],
    );
    await tx.query(
      `INSERT INTO adjustment_lines (adjustment_id, warehouse_id, line_no, item_id, location_id, lot_code, serials, stock_status, qty_change, value)
       SELECT $1, $2, r.n, r."itemId", r."locationId", r."lotCode", ARRAY(SELECT jsonb_array_elements_text(r.serials)), r.status, r."qtyChange", r.value
         FROM jsonb_to_recordset($3::jsonb) AS r(n int, "itemId" bigint, "locationId" bigint, "lotCode" text, serials jsonb, status smallint, "qtyChange" numeric, value numeric)`,
      [row!.no, a.warehouseId, JSON.stringify(a.lines.map((l, i) => ({ ...l, n: i + 1 })))],
    );
  }

  async decide(tx: Tx, no: Id, to: { state: AdjustmentState; by: { id: Id; name: string }; note: string | null; postingId: string | null }): Promise<void> {
    await tx.query(
      `UPDATE adjustments SET state = $2, decided_by = $3, decided_by_name = $4, decided_at = now(), decision_note = $5, posting_id = coalesce($6, posting_id),
         updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [no, to.state, to.by.id, to.by.name, to.note, to.postingId],
    );
  }

  /** Who decided stays: who undid it is another matter. */
  async reverse(tx: Tx, no: Id, { by, note }: { by: { id: Id; name: string }; note: string | null }): Promise<void> {
    await tx.query(
      `UPDATE adjustments SET state = 'reversed', reversed_by = $2, reversed_by_name = $3, reversed_at = now(), reversal_note = $4, updated_at = now(),
         row_version = row_version + 1 WHERE id = $1`,
      [no, by.id, by.name, note],
    );
  }

  async reason(tx: Tx, code: string): Promise<ReasonFacts | null> {
    const [row] = await tx.query<ReasonFacts>(
      'SELECT domain, active, needs_note AS "needsNote", needs_approval AS "needsApproval" FROM reason_codes WHERE code = $1',
      [code],
    );
    return row ?? null;
  }

  /** Moving averages by item, else standard costs; they only weigh the change, so they are read without a lock. */
  async costs(tx: Tx, itemIds: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
    return new Map((await knownCosts(tx, itemIds)).map((r) => [r.id, r.cost]));
  }

  async isKnown(tx: Tx, operation: string): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>('SELECT public_id AS id FROM adjustments WHERE client_op_id = $1', [operation]);
    return row?.id ?? null;
  }
}

function filtersOf(query: AdjustmentQuery): unknown[] {
  return [query.state ?? null, query.warehouse ?? null, query.q === undefined ? null : containing(query.q)];
}
