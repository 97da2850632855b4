import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { OrderCard } from './board-shapes';
import { ITEM_JSON, TODAY, decimal, namedJson, progress } from './board-sql';

export type CardRow = Omit<OrderCard, 'shortCount'> & { readonly no: Id };

/** An order that may become a card. */
export interface Candidate {
  readonly no: Id;
  readonly state: string;
  /** How many orders of this state there are. */
  readonly all: number;
}

/** Released ones are divided into two columns, so more of them are looked at than of the others. */
const RELEASED_MAX = 300;
/** Nobody reads further down a column from across the hall; the count is of all. */
export const CARDS_MAX = 30;
/** What came out longer ago is no news, and there are years of it. */
const COMPLETED_DAYS = 7;
/** Materials are issued over hours, and adding up their cover is the dearest question of the boards: it may be older than the rest. */
const SHORT_FRESH_MS = 12_000;

const OPEN_STATES = ['draft', 'planned', 'released', 'in_progress', 'on_hold'] as const;
const IN_WAREHOUSE = '($1::bigint IS NULL OR w.warehouse_id = $1)';
const OUT_LATELY = `w.state = 'completed' AND w.completed_at >= (${TODAY} - ${COMPLETED_DAYS})::timestamp AT TIME ZONE factory_time_zone()`;
/** The first of a state, as its index has them: the rest of the table is not looked at. */
const firstOf = (where: string, order: string, most: number): string =>
  `(SELECT w.id, w.state, row_number() OVER (ORDER BY ${order}) AS rank FROM work_orders w WHERE ${where} AND ${IN_WAREHOUSE} ORDER BY ${order} LIMIT ${most})`;
const FIRST = [
  ...OPEN_STATES.map((state) => firstOf(`w.state = '${state}'`, 'w.priority, w.due_on NULLS LAST, w.id', state === 'released' ? RELEASED_MAX : CARDS_MAX)),
  firstOf(OUT_LATELY, 'w.completed_at DESC, w.id', CARDS_MAX),
].join(' UNION ALL ');

/** Orders as cards, most urgent first; of those that came out the latest. */
@Injectable()
export class OrderCardsStore {
  /** The same for everybody who sees the order, so it is kept by order. */
  private readonly short = new Map<Id, { readonly count: number; readonly until: number }>();

  candidates(tx: Tx, warehouse: Id | null): Promise<Candidate[]> {
    return tx.query(
      `WITH counted AS (
         SELECT w.state, count(*)::int AS all FROM work_orders w WHERE w.state IN (${OPEN_STATES.map((state) => `'${state}'`).join(', ')}) AND ${IN_WAREHOUSE} GROUP BY 1
         UNION ALL SELECT 'completed', count(*)::int FROM work_orders w WHERE ${OUT_LATELY} AND ${IN_WAREHOUSE})
       SELECT f.id::text AS no, f.state, n.all FROM (${FIRST}) AS f JOIN counted n USING (state) ORDER BY f.rank, f.id`,
      [warehouse],
    );
  }

  async cards(tx: Tx, orders: readonly Id[]): Promise<ReadonlyMap<Id, CardRow>> {
    const rows = await tx.query<CardRow>(
      `SELECT w.id::text AS no, w.public_id AS id, w.number, w.state, ${ITEM_JSON} AS item, ${decimal('w.qty_planned')} AS "qtyPlanned",
              ${decimal('w.qty_good')} AS "qtyGood", ${decimal('w.qty_scrap')} AS "qtyScrap", ${progress('w.qty_good')} AS "progressPct", w.priority,
              w.due_on::text AS "dueOn", w.state <> 'completed' AND coalesce(w.due_on < ${TODAY}, false) AS "isLate", o.operation, coalesce(o.operators, '{}') AS operators
         FROM work_orders w JOIN items i ON i.id = w.item_id JOIN uoms u ON u.id = i.base_uom_id
         LEFT JOIN LATERAL (
           SELECT jsonb_build_object('opNo', o.op_no, 'name', o.name, 'state', o.state, 'workCenter', ${namedJson('c')}) AS operation,
                  (SELECT array_agg(DISTINCT r.operator_name) FROM wo_operation_runs r WHERE r.operation_id = o.id AND r.ended_at IS NULL) AS operators
             FROM wo_operations o JOIN work_centers c ON c.id = o.work_center_id
            WHERE o.work_order_id = w.id AND o.state IN ('running', 'paused', 'ready', 'pending') AND w.state IN ('released', 'in_progress', 'on_hold')
            ORDER BY o.state = 'running' DESC, o.state = 'paused' DESC, o.op_no LIMIT 1) AS o ON true
        WHERE w.id = ANY ($1::bigint[])`,
      [orders],
    );
    return new Map(rows.map((row) => [row.no, row]));
  }

  /**
   * How many materials of each order are not covered, at most SHORT_FRESH_MS old. Reservations belong to warehouses; who sees
   * the order may know that it is short, though not where the stock of others lies: the function sees all of it, for the orders
   * that it is given.
   */
  async shortCounts(tx: Tx, orders: readonly Id[]): Promise<ReadonlyMap<Id, number>> {
    const now = Date.now();
    for (const [no, { until }] of this.short) if (until <= now) this.short.delete(no);
    const unknown = orders.filter((no) => !this.short.has(no));
    if (unknown.length > 0) {
      const rows = await tx.query<{ no: Id; short: number }>(
        'SELECT work_order_id::text AS no, count(*)::int AS short FROM wo_material_cover($1::bigint[]) WHERE missing > 0 GROUP BY 1',
        [unknown],
      );
      const found = new Map(rows.map((r) => [r.no, r.short]));
      for (const no of unknown) this.short.set(no, { count: found.get(no) ?? 0, until: now + SHORT_FRESH_MS });
    }
    return new Map(orders.flatMap((no) => (this.short.get(no)?.count ? [[no, this.short.get(no)!.count] as const] : [])));
  }
}
