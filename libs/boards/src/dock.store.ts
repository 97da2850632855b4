import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { WarehouseBoard } from './board-shapes';
import { ITEM_JSON, TODAY, decimal, instant } from './board-sql';

type Section = 'receive' | 'putaway' | 'pick';
type Tail = { readonly all: number; readonly lateAll: number; readonly oldestAll: string | null };

/** Lines that fit on a wall; the counts are of all. */
const ROWS = 10;
/** Goods that stand at the dock for half a shift are in somebody's way. */
const PUTAWAY_LATE = `interval '4 hours'`;
const TOTALS = `count(*) OVER ()::int AS all, count(*) FILTER (WHERE x."isLate") OVER ()::int AS "lateAll", min(x.since) OVER () AS "oldestAll"`;

const RECEIVE = `
  SELECT x.*, ${TOTALS} FROM (
    SELECT jsonb_build_object('id', p.public_id, 'number', p.number) AS order, s.name AS supplier, l.lines AS "openLines", l.expected::text AS "expectedOn",
           ${instant('coalesce(p.approved_at, p.created_at)')} AS since, coalesce(l.expected < ${TODAY}, false) AS "isLate", p.id
      FROM purchase_orders p JOIN partners s ON s.id = p.supplier_id
      CROSS JOIN LATERAL (SELECT count(*)::int AS lines, min(coalesce(l.due_on, p.expected_on)) AS expected
                            FROM purchase_order_lines l WHERE l.order_id = p.id AND l.received_qty < l.qty_base) AS l
     WHERE p.warehouse_id = $1 AND p.state IN ('approved', 'partially_received') AND l.lines > 0) AS x
   ORDER BY x."expectedOn" NULLS LAST, x.id LIMIT ${ROWS}`;

const PUTAWAY = `
  SELECT x.*, ${TOTALS} FROM (
    SELECT ${ITEM_JSON} AS item, ${decimal('t.qty - t.done_qty')} AS qty, f.code AS from, g.code AS to,
           CASE WHEN t.state = 'claimed' AND t.lease_until > now() THEN t.assignee_name END AS assignee,
           ${instant('t.created_at')} AS since, t.created_at < now() - ${PUTAWAY_LATE} AS "isLate", t.id
      FROM putaway_tasks t JOIN items i ON i.id = t.item_id JOIN uoms u ON u.id = i.base_uom_id
      LEFT JOIN locations f ON f.id = t.from_location_id LEFT JOIN locations g ON g.id = t.suggested_location_id
     WHERE t.warehouse_id = $1 AND t.state IN ('open', 'claimed')) AS x
   ORDER BY x.id LIMIT ${ROWS}`;

const PICK = `
  SELECT x.*, ${TOTALS} FROM (
    SELECT jsonb_build_object('id', s.public_id, 'number', s.number) AS shipment, t.open AS "openTasks", s.ship_by::text AS "shipBy",
           (SELECT count(*)::int FROM pick_tasks d WHERE d.shipment_id = s.id AND d.kind = 'pick' AND d.state IN ('done', 'short')) AS "doneTasks",
           ${instant('t.since')} AS since, coalesce(s.ship_by < ${TODAY}, false) AS "isLate", s.id
      FROM (SELECT t.shipment_id, count(*)::int AS open, min(t.created_at) AS since FROM pick_tasks t
             WHERE t.warehouse_id = $1 AND t.kind = 'pick' AND t.state IN ('open', 'claimed') GROUP BY t.shipment_id) AS t
      JOIN shipments s ON s.id = t.shipment_id) AS x
   ORDER BY x."shipBy" NULLS LAST, x.id LIMIT ${ROWS}`;

const SQL: Readonly<Record<Section, string>> = { receive: RECEIVE, putaway: PUTAWAY, pick: PICK };

/** What waits at a warehouse's docks. */
@Injectable()
export class DockStore {
  /** Counts are of everything that the scope shows, rows the most urgent of it. */
  async section<S extends Section>(tx: Tx, section: S, warehouse: Id): Promise<WarehouseBoard[S]> {
    const found = await tx.query<Tail & { id: Id }>(SQL[section], [warehouse]);
    const rows = found.map(({ all: _all, lateAll: _late, oldestAll: _oldest, id: _id, ...row }) => row);
    const [first] = found;
    return { count: first?.all ?? 0, late: first?.lateAll ?? 0, oldestAt: first?.oldestAll ?? null, rows } as unknown as WarehouseBoard[S];
  }
}
