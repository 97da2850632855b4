import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { countSql, type Counted } from '../listing';
import { ITEM_JSON, containing, placeJson } from '../reference-json';
import { askWholeCompany } from '../whole-company';
import { keyColumn } from './document-step';
import type { TransferState } from './handling.rules';
import type { TransferQuery } from './transfer.dto';

type Ref = { readonly id: string; readonly code: string; readonly name: string };

export interface TransferRow {
  readonly no: Id;
  readonly id: string;
  readonly number: string;
  readonly state: TransferState;
  readonly fromWarehouseId: Id;
  readonly toWarehouseId: Id;
  readonly fromWarehouse: Ref;
  readonly toWarehouse: Ref;
  readonly transit: Ref | null;
  readonly note: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly dispatchedAt: string | null;
  readonly receivedAt: string | null;
  readonly adjustmentId: string | null;
  readonly adjustmentState: string | null;
  readonly rowVersion: number;
  readonly lineCount: number;
}

export interface TransferLineRow {
  readonly no: Id;
  readonly id: string;
  readonly lineNo: number;
  readonly item: Ref & { readonly uom: string };
  readonly itemId: Id;
  readonly lot: string | null;
  readonly serials: string[];
  readonly receivedSerials: string[];
  readonly qty: string;
  readonly receivedQty: string;
  readonly from: Ref;
  readonly to: Ref | null;
}

export interface NewTransferLine {
  readonly itemId: Id;
  readonly lotCode: string | null;
  readonly serials: readonly string[];
  readonly qty: string;
  readonly fromLocationId: Id;
  readonly fromPlace: Ref;
  readonly toLocationId: Id | null;
  readonly toPlace: Ref | null;
}

export interface NewTransfer {
  readonly number: string;
  readonly from: { readonly id: Id; readonly ref: Ref };
  readonly to: { readonly id: Id; readonly ref: Ref };
  readonly note: string | null;
  readonly by: { readonly id: Id; readonly name: string };
  readonly lines: readonly NewTransferLine[];
}

export interface SourcePlace {
  readonly code: string;
  readonly warehouseId: Id | null;
  readonly zoneId: Id | null;
}

const COLUMNS = `t.id::text AS no, t.public_id AS id, t.number, t.state, t.from_warehouse_id::text AS "fromWarehouseId", t.to_warehouse_id::text AS "toWarehouseId",
  t.from_ref AS "fromWarehouse", t.to_ref AS "toWarehouse", t.transit_ref AS transit, t.note, t.created_by_name AS "createdBy", t.created_at AS "createdAt",
  t.dispatched_at AS "dispatchedAt", t.received_at AS "receivedAt", a.public_id AS "adjustmentId", a.state AS "adjustmentState", t.row_version AS "rowVersion",
  (SELECT count(*)::int FROM transfer_lines l WHERE l.transfer_id = t.id) AS "lineCount"`;
const FROM = 'transfers t LEFT JOIN adjustments a ON a.id = t.adjustment_id';
const LISTED = `${FROM} WHERE ($1::text IS NULL OR t.state = $1) AND ($2::text IS NULL OR t.from_ref->>'code' = $2 OR t.to_ref->>'code' = $2) AND ($3::text IS NULL OR t.number ILIKE $3)`;

/** Transfers are seen by the people of both warehouses; each sees only the places of their own. */
@Injectable()
export class TransferStore {
  /** Newest first. */
  list(tx: Tx, query: TransferQuery, before: Id | null): Promise<TransferRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM ${LISTED} AND ($4::bigint IS NULL OR t.id < $4) ORDER BY t.id DESC LIMIT $5`, [
      ...filtersOf(query),
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: TransferQuery): Promise<Counted> {
    return tx.query(countSql(LISTED), filtersOf(query));
  }

  async find(tx: Tx, id: string): Promise<TransferRow | null> {
    const [row] = await tx.query<TransferRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE t.${keyColumn(id)} = $1`, [id]);
    return row ?? null;
  }

  async lock(tx: Tx, id: string): Promise<TransferRow | null> {
    const held = await tx.query(`SELECT 1 FROM transfers t WHERE t.${keyColumn(id)} = $1 FOR NO KEY UPDATE`, [id]);
    return held.length === 0 ? null : this.find(tx, id);
  }

  /** In line order. */
  lines(tx: Tx, no: Id): Promise<TransferLineRow[]> {
    return tx.query(
      `SELECT l.id::text AS no, l.public_id AS id, l.line_no AS "lineNo", ${ITEM_JSON} AS item, l.item_id::text AS "itemId", l.lot_code AS lot, l.serials,
              l.received_serials AS "receivedSerials", trim_scale(l.qty)::text AS qty, trim_scale(l.received_qty)::text AS "receivedQty", l.from_place AS "from", l.to_place AS "to"
         FROM transfer_lines l JOIN items i ON i.id = l.item_id JOIN uoms u ON u.id = i.base_uom_id WHERE l.transfer_id = $1 ORDER BY l.line_no`,
      [no],
    );
  }

  /** Where the goods of each line stand, whatever became of the place since. */
  async sources(tx: Tx, no: Id): Promise<ReadonlyMap<Id, SourcePlace>> {
    const rows = await askWholeCompany<SourcePlace & { lineNo: Id }>(
      tx,
      `SELECT x.id::text AS "lineNo", l.code, l.warehouse_id::text AS "warehouseId", l.zone_id::text AS "zoneId"
         FROM transfer_lines x JOIN locations l ON l.id = x.from_location_id WHERE x.transfer_id = $1`,
      [no],
    );
    return new Map(rows.map(({ lineNo, ...place }) => [lineNo, place]));
  }

  /** Warehouses by code, the one of the other side included: who sends goods names where they go without seeing it. */
  async warehouses(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, { id: Id; ref: Ref }>> {
    const rows = await askWholeCompany<{ id: Id; ref: Ref }>(
      tx,
      `SELECT w.id::text AS id, ${placeJson('w')} AS ref FROM warehouses w WHERE w.code = ANY ($1) AND w.status = 'active'`,
      [codes],
    );
    return new Map(rows.map((r) => [r.ref.code, r]));
  }

  async create(tx: Tx, t: NewTransfer): Promise<string> {
    const [row] = await tx.query<{ no: Id; id: string }>(
      `INSERT INTO transfers (number, from_warehouse_id, to_warehouse_id, from_ref, to_ref, note, created_by, created_by_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id::text AS no, public_id AS id`,
      [t.number, t.from.id, t.to.id, t.from.ref, t.to.ref, t.note, t.by.id, t.by.name],
    );
    await tx.query(
      `INSERT INTO transfer_lines (transfer_id, from_warehouse_id, to_warehouse_id, line_no, item_id, lot_code, serials, qty, from_location_id, from_place, to_location_id, to_place)
       SELECT $1, $2, $3, r.n, r."itemId", r."lotCode", ARRAY(SELECT jsonb_array_elements_text(r.serials)), r.qty, r."fromLocationId", r."fromPlace", r."toLocationId", nullif(r."toPlace", 'null'::jsonb)
         FROM jsonb_to_recordset($4::jsonb) AS r(n int, "itemId" bigint, "lotCode" text, serials jsonb, qty numeric, "fromLocationId" bigint, "fromPlace" jsonb, "toLocationId" bigint, "toPlace" jsonb)`,
      [row!.no, t.from.id, t.to.id, JSON.stringify(t.lines.map((l, i) => ({ ...l, n: i + 1 })))],
    );
    return row!.id;
  }

  async setState(tx: Tx, no: Id, state: TransferState): Promise<void> {
    await tx.query(
      `UPDATE transfers SET state = $2, updated_at = now(), row_version = row_version + 1, received_at = CASE WHEN $2 = 'received' THEN now() ELSE received_at END WHERE id = $1`,
      [no, state],
    );
  }

  async sent(tx: Tx, no: Id, transit: { id: Id; ref: Ref }): Promise<void> {
    await tx.query('UPDATE transfers SET transit_id = $2, transit_ref = $3, dispatched_at = now() WHERE id = $1', [no, transit.id, transit.ref]);
  }

  /** Guarded by the table's own check: never more than was sent. */
  async receive(tx: Tx, lines: readonly { no: Id; qty: string; serials: readonly string[] }[]): Promise<void> {
    await tx.query(
      `UPDATE transfer_lines l SET received_qty = l.received_qty + r.qty, received_serials = l.received_serials || ARRAY(SELECT jsonb_array_elements_text(r.serials))
         FROM jsonb_to_recordset($1::jsonb) AS r(no bigint, qty numeric, serials jsonb) WHERE l.id = r.no`,
      [JSON.stringify(lines)],
    );
  }

  async linkAdjustment(tx: Tx, no: Id, adjustment: string): Promise<void> {
    await tx.query('UPDATE transfers SET adjustment_id = (SELECT id FROM adjustments WHERE public_id = $2) WHERE id = $1', [no, adjustment]);
  }
}

function filtersOf(query: TransferQuery): unknown[] {
  return [query.state ?? null, query.warehouse ?? null, query.q === undefined ? null : containing(query.q)];
}
