import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { AsOfQuery, BalanceQuery, MovementQuery } from './ledger.dto';
import { countSql, type Counted } from './listing';
import { ITEM_JSON, LOT_JSON, SERIAL_JSON, containing, placeJson } from './reference-json';
import { statusNumber } from './stock.rules';

/** What a movement shows; the places are joined under row-level security, so foreign ones come out as null. */
const MOVEMENT_COLUMNS = `m.id::text AS id, m.line_no AS "lineNo", m.posted_at AS "postedAt", p.occurred_at AS "occurredAt", m.effective_on::text AS "effectiveOn",
  jsonb_build_object('id', p.public_id, 'type', p.event_type, 'docType', p.doc_type, 'docRef', p.doc_ref) AS posting,
  ${ITEM_JSON} AS item, ${LOT_JSON} AS lot, ${SERIAL_JSON} AS serial,
  ${placeJson('f')} AS "fromPlace", f.warehouse_id::text AS "fromWarehouseId", f.zone_id::text AS "fromZoneId", m.from_status AS "fromStatus", m.from_seq AS "fromSeq", m.from_after::text AS "fromAfter",
  ${placeJson('t')} AS "toPlace", t.warehouse_id::text AS "toWarehouseId", t.zone_id::text AS "toZoneId", m.to_status AS "toStatus", m.to_seq AS "toSeq", m.to_after::text AS "toAfter",
  m.qty::text AS qty, u.code AS uom, m.entered_qty::text AS "enteredQty", e.code AS "enteredUom", m.value::text AS value`;
const MOVEMENT_JOINS = `JOIN inventory_postings p ON p.id = m.posting_id JOIN items i ON i.id = m.item_id JOIN uoms u ON u.id = i.base_uom_id
  JOIN uoms e ON e.id = m.entered_uom_id LEFT JOIN locations f ON f.id = m.from_location_id LEFT JOIN locations t ON t.id = m.to_location_id
  LEFT JOIN lots o ON o.id = m.lot_id LEFT JOIN serials s ON s.id = m.serial_id`;

export interface BalanceRow {
  readonly item: unknown;
  readonly location: unknown;
  readonly warehouse: unknown;
  readonly lot: unknown;
  readonly serial: unknown;
  readonly stockStatus: number;
  readonly onHand: string;
  readonly reserved: string;
  readonly free: string;
  readonly lastMovementAt: Date | null;
  readonly position: (string | null)[];
}

export type AsOfRow = Pick<BalanceRow, 'item' | 'location' | 'lot' | 'serial' | 'stockStatus' | 'onHand' | 'position'>;

export interface MovementRow {
  readonly id: Id;
  readonly lineNo: number;
  readonly postedAt: Date;
  readonly occurredAt: Date;
  readonly effectiveOn: string;
  readonly posting: unknown;
  readonly item: unknown;
  readonly lot: unknown;
  readonly serial: unknown;
  readonly fromPlace: unknown;
  /** Of a visible real place, like the zone; else null. */
  readonly fromWarehouseId: Id | null;
  readonly fromZoneId: Id | null;
  readonly fromStatus: number;
  readonly fromSeq: Id | null;
  readonly fromAfter: string | null;
  readonly toPlace: unknown;
  readonly toWarehouseId: Id | null;
  readonly toZoneId: Id | null;
  readonly toStatus: number;
  readonly toSeq: Id | null;
  readonly toAfter: string | null;
  readonly qty: string;
  readonly uom: string;
  readonly enteredQty: string;
  readonly enteredUom: string;
  readonly value: string;
  readonly change?: string;
  readonly balance?: string;
}

export interface PlaceRef {
  readonly id: Id;
  readonly isVirtual: boolean;
}

/** What the filters of a movement list name, looked up. */
export interface MovementIds {
  readonly itemId?: Id;
  readonly place?: PlaceRef;
  readonly lotIds?: readonly Id[];
}

/** Sort keys of the balance list: SQL expression, its type, and the columns that make it unique. */
export const BALANCE_SORTS: Readonly<Record<string, { expression: string; type: string }>> = {
  itemCode: { expression: 'i.code', type: 'text' },
  location: { expression: 'l.code', type: 'text' },
  onHand: { expression: 'b.on_hand', type: 'numeric' },
  lastMovementAt: { expression: `coalesce(b.last_movement_at, '-infinity')`, type: 'timestamptz' },
};

/** Numbers its values while a WHERE clause grows. */
class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  add(value: unknown, sql: (parameter: string) => string): void {
    if (value === undefined) return;
    this.values.push(value);
    this.parts.push(sql(`$${this.values.length}`));
  }

  always(sql: string): void {
    this.parts.push(sql);
  }

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  get where(): string {
    return this.parts.length === 0 ? '' : `WHERE ${this.parts.join(' AND ')}`;
  }
}

/** Reads the ledger and the balances. Nothing here writes. */
@Injectable()
export class LedgerStore {
  /** `position` of the last row of the page before, in the order of the sort. */
  async balances(tx: Tx, query: BalanceQuery, sort: { key: string; descending: boolean }, position: (string | null)[] | null): Promise<BalanceRow[]> {
    const { expression, type } = BALANCE_SORTS[sort.key]!;
    const where = balanceConditions(query);
    const key = `(${expression}, b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status)`;
    if (position) {
      const [first, ...rest] = position;
      const given = [`${where.value(first)}::${type}`, ...rest.map((id) => `${where.value(id)}::bigint`)].join(', ');
      where.always(`${key} ${sort.descending ? '<' : '>'} (${given})`);
      // The row comparison alone cannot use the index of the sort column; this says the same to the planner.
      where.always(`${expression} ${sort.descending ? '<=' : '>='} ${where.value(first)}::${type}`);
    }
    const direction = sort.descending ? 'DESC' : 'ASC';
    const order = [expression, 'b.item_id', 'b.location_id', 'b.lot_id', 'b.serial_id', 'b.stock_status'].map((c) => `${c} ${direction}`).join(', ');
    return tx.query(
      `SELECT ${ITEM_JSON} AS item, ${placeJson('l')} AS location, ${placeJson('w')} AS warehouse, ${LOT_JSON} AS lot, ${SERIAL_JSON} AS serial,
              b.stock_status AS "stockStatus", b.on_hand::text AS "onHand", b.reserved::text AS reserved, coalesce((SELECT a.free FROM inventory_available a WHERE a.item_id = b.item_id AND a.location_id = b.location_id AND a.lot_id = b.lot_id
                AND a.serial_id = b.serial_id AND b.stock_status = 0), 0)::text AS free, b.last_movement_at AS "lastMovementAt",
              ARRAY[(${expression})::text, b.item_id::text, b.location_id::text, b.lot_id::text, b.serial_id::text, b.stock_status::text] AS position
         FROM ${BALANCE_FROM} LEFT JOIN lots o ON o.id = b.lot_id LEFT JOIN serials s ON s.id = b.serial_id
         ${where.where} ORDER BY ${order} LIMIT ${where.value(query.limit + 1)}`,
      where.values,
    );
  }

  countBalances(tx: Tx, query: BalanceQuery): Promise<Counted> {
    const where = balanceConditions(query);
    return tx.query(countSql(`${BALANCE_FROM} ${where.where}`), where.values);
  }

  async movements(tx: Tx, query: MovementQuery, ids: MovementIds, beforeId: Id | null): Promise<MovementRow[]> {
    const where = movementConditions(query, ids);
    where.add(beforeId ?? undefined, (p) => `m.id < ${p}`);
    const top = where.value(query.limit + 1);
    const list = (from: string): string => `SELECT ${MOVEMENT_COLUMNS} FROM ${from} ${MOVEMENT_JOINS}`;
    if (ids.place === undefined || ids.place.isVirtual) {
      if (ids.place) where.add(ids.place.id, (p) => `(m.from_location_id = ${p} OR m.to_location_id = ${p})`);
      return tx.query(`${list('inventory_movements m')} ${where.where} ORDER BY m.id DESC LIMIT ${top}`, where.values);
    }
    // Two index scans, newest first on each side, instead of one filter over everything.
    const place = where.value(ids.place.id);
    const side = (name: 'from' | 'to'): string =>
      `(SELECT m.* FROM inventory_movements m JOIN inventory_postings p ON p.id = m.posting_id ${where.where ? `${where.where} AND` : 'WHERE'}
          m.${name}_location_id = ${place} AND m.${name}_warehouse_id IS NOT NULL ORDER BY m.id DESC LIMIT ${top})`;
    return tx.query(`${list(`(${side('from')} UNION ${side('to')}) AS m`)} ORDER BY m.id DESC LIMIT ${top}`, where.values);
  }

  countMovements(tx: Tx, query: MovementQuery, ids: MovementIds): Promise<Counted> {
    const where = movementConditions(query, ids);
    where.add(ids.place?.id, (p) => `(m.from_location_id = ${p} OR m.to_location_id = ${p})`);
    return tx.query(countSql(`inventory_movements m JOIN inventory_postings p ON p.id = m.posting_id ${where.where}`), where.values);
  }

  async posting(tx: Tx, publicId: string): Promise<Record<string, unknown> | null> {
    const [row] = await tx.query<Record<string, unknown>>(
      `SELECT p.id::text AS "ledgerId", p.public_id AS id, p.event_type AS type, p.client_op_id AS "clientOpId", r.code AS "reasonCode", p.doc_type AS "docType", p.doc_ref AS "docRef",
              p.note, p.occurred_at AS "occurredAt", p.posted_at AS "postedAt", p.effective_on::text AS "effectiveOn", p.actor_type AS "actorType", p.actor_name AS "actorName",
              o.public_id AS "reversesId", b.public_id AS "reversedById"
         FROM inventory_postings p LEFT JOIN reason_codes r ON r.id = p.reason_code_id LEFT JOIN inventory_postings o ON o.id = p.reverses_id
         LEFT JOIN inventory_postings b ON b.reverses_id = p.id WHERE p.public_id = $1`,
      [publicId],
    );
    return row ?? null;
  }

  postingLines(tx: Tx, ledgerId: Id): Promise<MovementRow[]> {
    return tx.query(`SELECT ${MOVEMENT_COLUMNS} FROM inventory_movements m ${MOVEMENT_JOINS} WHERE m.posting_id = $1 ORDER BY m.line_no`, [ledgerId]);
  }

  /** Newest first with the running balance of what the actor may see; `start` = balance before the cursor, null on page one. */
  card(tx: Tx, key: { itemId: Id; locationId: Id | null }, page: { limit: number; beforeId: Id | null; start: string | null }): Promise<MovementRow[]> {
    return tx.query(
      `WITH seen AS (SELECT id FROM locations WHERE warehouse_id IS NOT NULL AND ($2::bigint IS NULL OR id = $2)),
            start AS (SELECT coalesce($5::numeric, (SELECT coalesce(sum(b.on_hand), 0) FROM inventory_balance b WHERE b.item_id = $1 AND b.location_id IN (SELECT id FROM seen))) AS total),
            picked AS (SELECT m.*, (CASE WHEN m.to_location_id IN (SELECT id FROM seen) THEN m.qty ELSE 0 END - CASE WHEN m.from_location_id IN (SELECT id FROM seen) THEN m.qty ELSE 0 END) AS change
                       FROM inventory_movements m WHERE m.item_id = $1 AND ($4::bigint IS NULL OR m.id < $4)
                        AND (m.from_location_id IN (SELECT id FROM seen) OR m.to_location_id IN (SELECT id FROM seen)) ORDER BY m.id DESC LIMIT $3)
       SELECT ${MOVEMENT_COLUMNS}, m.change::text AS change,
              ((SELECT total FROM start) - coalesce(sum(m.change) OVER (ORDER BY m.id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))::text AS balance
         FROM picked m ${MOVEMENT_JOINS} ORDER BY m.id DESC`,
      [key.itemId, key.locationId, page.limit + 1, page.beforeId, page.start],
    );
  }

  countCard(tx: Tx, key: { itemId: Id; locationId: Id | null }): Promise<Counted> {
    return tx.query(
      countSql(`inventory_movements m WHERE m.item_id = $1 AND EXISTS (SELECT 1 FROM locations l
        WHERE l.id IN (m.from_location_id, m.to_location_id) AND l.warehouse_id IS NOT NULL AND ($2::bigint IS NULL OR l.id = $2))`),
      [key.itemId, key.locationId],
    );
  }

  async availability(tx: Tx, itemId: Id, warehouse: string | undefined): Promise<Record<string, string>> {
    const [row] = await tx.query<Record<string, string>>(
      `SELECT coalesce(sum(b.on_hand) FILTER (WHERE l.kind <> 'transit'), 0)::text AS "onHand", coalesce(sum(b.reserved), 0)::text AS reserved,
              coalesce(sum(b.on_hand) FILTER (WHERE l.kind = 'transit'), 0)::text AS "inTransit",
              coalesce(sum(b.on_hand) FILTER (WHERE b.stock_status <> 0 AND l.kind <> 'transit'), 0)::text AS "onHold",
              (SELECT coalesce(sum(a.free), 0)::text FROM inventory_available a WHERE a.item_id = $1 AND ($2::text IS NULL OR a.warehouse_id = (SELECT id FROM warehouses WHERE code = $2))) AS available
         FROM inventory_balance b JOIN locations l ON l.id = b.location_id WHERE b.item_id = $1 AND ($2::text IS NULL OR b.warehouse_id = (SELECT id FROM warehouses WHERE code = $2))`,
      [itemId, warehouse ?? null],
    );
    return row!;
  }

  asOf(tx: Tx, query: AsOfQuery, after: (string | null)[] | null): Promise<AsOfRow[]> {
    return tx.query(
      `SELECT ${ITEM_JSON} AS item, ${placeJson('l')} AS location, ${LOT_JSON} AS lot, ${SERIAL_JSON} AS serial, b.stock_status AS "stockStatus", b.on_hand::text AS "onHand",
              ARRAY[i.code, b.item_id::text, b.location_id::text, b.lot_id::text, b.serial_id::text, b.stock_status::text] AS position
         FROM ${AS_OF} JOIN items i ON i.id = b.item_id JOIN uoms u ON u.id = i.base_uom_id LEFT JOIN lots o ON o.id = b.lot_id LEFT JOIN serials s ON s.id = b.serial_id
        WHERE $4::text IS NULL OR (i.code, b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status) > ($4, $5::bigint, $6::bigint, $7::bigint, $8::bigint, $9::bigint)
        ORDER BY i.code, b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status LIMIT $10`,
      [...asOfFilters(query), ...(after ?? [null, null, null, null, null, null]), query.limit + 1],
    );
  }

  /** The last day that an archived movement counts for; null while all are online. */
  async archivedThrough(tx: Tx): Promise<string | null> {
    const [row] = await tx.query<{ day: string | null }>('SELECT max(last_effective_on)::text AS day FROM inventory_archives WHERE detached_at IS NOT NULL');
    return row!.day;
  }

  async isArchived(tx: Tx, ledgerId: Id): Promise<boolean> {
    const sql = `SELECT 1 FROM inventory_postings p JOIN inventory_archives a ON a.detached_at IS NOT NULL AND p.posted_at >= a.posted_from AND p.posted_at < a.posted_to WHERE p.id = $1`;
    return (await tx.query(sql, [ledgerId])).length > 0;
  }

  countAsOf(tx: Tx, query: AsOfQuery): Promise<Counted> {
    return tx.query(countSql(AS_OF), asOfFilters(query));
  }

  async itemByCode(tx: Tx, code: string): Promise<{ id: Id; ref: unknown } | null> {
    const [row] = await tx.query<{ id: Id; ref: unknown }>(
      `SELECT i.id::text AS id, ${ITEM_JSON} AS ref FROM items i JOIN uoms u ON u.id = i.base_uom_id WHERE i.code = $1`,
      [code],
    );
    return row ?? null;
  }

  async place(tx: Tx, code: string): Promise<PlaceRef | null> {
    const [row] = await tx.query<PlaceRef>('SELECT id::text AS id, warehouse_id IS NULL AS "isVirtual" FROM locations WHERE code = $1', [code]);
    return row ?? null;
  }

  async hasWarehouse(tx: Tx, code: string): Promise<boolean> {
    return (await tx.query('SELECT 1 FROM warehouses WHERE code = $1', [code])).length > 0;
  }

  async lotIds(tx: Tx, code: string): Promise<Id[]> {
    return (await tx.query<{ id: Id }>('SELECT id::text AS id FROM lots WHERE code = $1', [code])).map((r) => r.id);
  }
}

const BALANCE_FROM = `inventory_balance b JOIN items i ON i.id = b.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN locations l ON l.id = b.location_id JOIN warehouses w ON w.id = b.warehouse_id`;

/** Balances at the end of day $1 (of item $2, in warehouse $3), as `b` and `l`: what is there now minus what came later. */
const AS_OF = `(WITH later AS (SELECT * FROM inventory_movements WHERE effective_on > $1::date AND ($2::text IS NULL OR item_id = (SELECT id FROM items WHERE code = $2))),
     change AS (
       SELECT item_id, location_id, lot_id, serial_id, stock_status, on_hand AS qty FROM inventory_balance WHERE $2::text IS NULL OR item_id = (SELECT id FROM items WHERE code = $2)
       UNION ALL SELECT item_id, to_location_id, lot_id, serial_id, to_status, -qty FROM later WHERE to_warehouse_id IS NOT NULL
       UNION ALL SELECT item_id, from_location_id, lot_id, serial_id, from_status, qty FROM later WHERE from_warehouse_id IS NOT NULL)
  SELECT item_id, location_id, lot_id, serial_id, stock_status, sum(qty) AS on_hand FROM change GROUP BY 1, 2, 3, 4, 5 HAVING sum(qty) <> 0) AS b
  JOIN locations l ON l.id = b.location_id AND ($3::text IS NULL OR l.warehouse_id = (SELECT id FROM warehouses WHERE code = $3))`;
const asOfFilters = (query: AsOfQuery): unknown[] => [query.date, query.itemCode ?? null, query.warehouse ?? null];

function balanceConditions(query: BalanceQuery): Conditions {
  const where = new Conditions();
  if (query.includeZero !== true) where.always('b.on_hand <> 0');
  where.add(query.itemCode, (p) => `b.item_id = (SELECT id FROM items WHERE code = ${p})`);
  where.add(query.warehouse, (p) => `b.warehouse_id = (SELECT id FROM warehouses WHERE code = ${p})`);
  where.add(query.location, (p) => `b.location_id = (SELECT id FROM locations WHERE code = ${p})`);
  where.add(query.lot, (p) => `b.lot_id IN (SELECT id FROM lots WHERE code = ${p})`);
  where.add(query.status === undefined ? undefined : statusNumber(query.status), (p) => `b.stock_status = ${p}`);
  where.add(query.q === undefined ? undefined : containing(query.q), (p) => `(i.code || ' ' || i.name || ' ' || coalesce(i.name_en, '')) ILIKE ${p}`);
  return where;
}

function movementConditions(query: MovementQuery, ids: MovementIds): Conditions {
  const where = new Conditions();
  where.add(ids.itemId, (p) => `m.item_id = ${p}`);
  where.add(ids.lotIds, (p) => `m.lot_id = ANY (${p}::bigint[])`);
  where.add(query.type, (p) => `p.event_type = ${p}`);
  where.add(query.from, (p) => `m.effective_on >= ${p}`);
  where.add(query.to, (p) => `m.effective_on <= ${p}`);
  return where;
}
