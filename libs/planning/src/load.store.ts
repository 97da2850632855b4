import type { NamedRefDto } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { askWholeCompany } from './whole-company';

export interface CentreRow {
  readonly no: Id;
  readonly ref: NamedRefDto;
  readonly capacity: number;
  /** The scope reaches it; the others are there for the work that passes through them. */
  readonly isVisible: boolean;
}

export interface OrderRow {
  readonly id: string;
  readonly number: string;
  readonly itemId: Id;
  readonly dueOn: string | null;
  readonly priority: number;
  readonly isFrozen: boolean;
  /** Pieces that are still to be made. */
  readonly left: string;
  readonly operations: readonly { readonly opNo: number; readonly centreId: Id; readonly workS: number; readonly queueS: number }[];
}

const OPEN = `o.state IN ('draft', 'planned', 'released', 'in_progress', 'on_hold')`;

@Injectable()
export class LoadStore {
  async now(tx: Tx): Promise<{ now: Date; today: string; zone: string }> {
    const [row] = await tx.query<{ now: Date; today: string; zone: string }>(
      `SELECT now() AS now, business_date()::text AS today, factory_time_zone() AS zone`,
    );
    return row!;
  }

  /** Midnight of the factory's day. */
  async midnight(tx: Tx, day: string): Promise<Date> {
    const sql = `SELECT ($1::date::timestamp AT TIME ZONE factory_time_zone()) AS at`;
    return (await tx.query<{ at: Date }>(sql, [day]))[0]!.at;
  }

  /** All. Who has warehouses sees their work centres and those without one; who has work centres sees those. */
  centres(tx: Tx): Promise<CentreRow[]> {
    return tx.query(
      `SELECT c.id::text AS no, json_build_object('id', c.public_id, 'code', c.code, 'name', c.name) AS ref, c.capacity,
              (SELECT scope_is_all()) OR c.id = ANY ((SELECT scope_work_centers())::bigint[]) OR coalesce(c.warehouse_id = ANY (w.ids), cardinality(w.ids) > 0) AS "isVisible"
         FROM work_centers c CROSS JOIN (SELECT scope_document_warehouses() AS ids) AS w ORDER BY c.code`,
    );
  }

  /** Numbers of the open orders that the scope reaches. */
  async visibleOrders(tx: Tx): Promise<ReadonlySet<string>> {
    return new Set((await tx.query<{ number: string }>(`SELECT o.number FROM work_orders o WHERE ${OPEN}`)).map(({ number }) => number));
  }

  /**
   * Every open order with what is left of its operations; of those that are not released yet the routing says what there is to do.
   * Work of another warehouse takes the time of a work centre too.
   */
  orders(tx: Tx): Promise<OrderRow[]> {
    return askWholeCompany(
      tx,
      `SELECT o.public_id AS id, o.number, o.item_id::text AS "itemId", o.due_on::text AS "dueOn", o.priority, o.state NOT IN ('draft', 'planned') AS "isFrozen",
              (o.qty_planned - o.qty_good - o.qty_scrap)::text AS left,
              coalesce((SELECT json_agg(json_build_object('opNo', p.op_no, 'centreId', p.work_center_id::text, 'queueS', p.queue_s::float8,
                         'workS', (CASE WHEN p.state IN ('running', 'paused') OR t.qty > 0 OR e.scrap >= o.qty_planned THEN 0 ELSE p.setup_s END
                                   + p.run_s * greatest(o.qty_planned - e.scrap - t.qty, 0))::float8) ORDER BY p.op_no)
                 FROM wo_operations p
                -- What was reported further on has passed it, good, and scrapped on the way there: not every operation is reported at.
                CROSS JOIN LATERAL (SELECT greatest(p.good, max(x.good + x.scrap)) + p.scrap AS qty
                                      FROM (SELECT l.good, sum(l.scrap) OVER (ORDER BY l.op_no) AS scrap FROM wo_operations l
                                             WHERE l.work_order_id = p.work_order_id AND l.op_no > p.op_no) AS x) AS t
                -- What was scrapped before it never gets here.
                CROSS JOIN LATERAL (SELECT coalesce(sum(l.scrap), 0) AS scrap FROM wo_operations l
                                     WHERE l.work_order_id = p.work_order_id AND l.op_no < p.op_no AND l.state <> 'skipped') AS e
                WHERE p.work_order_id = o.id AND p.state NOT IN ('done', 'skipped')), '[]') AS operations
         FROM work_orders o WHERE ${OPEN} ORDER BY o.id`,
      [],
    );
  }

  /** Active routings of items. */
  async routings(tx: Tx, itemIds: readonly Id[]): Promise<ReadonlyMap<Id, { opNo: number; centreId: Id; setupS: number; runS: number; queueS: number }[]>> {
    const rows = await tx.query<{ itemId: Id; operations: { opNo: number; centreId: Id; setupS: number; runS: number; queueS: number }[] }>(
      `SELECT r.item_id::text AS "itemId", json_agg(json_build_object('opNo', p.op_no, 'centreId', p.work_center_id::text, 'setupS', p.setup_s::float8,
              'runS', p.run_s::float8, 'queueS', p.queue_s::float8) ORDER BY p.op_no) AS operations
         FROM routings r JOIN routing_operations p ON p.routing_id = r.id WHERE r.state = 'active' AND r.item_id = ANY ($1::bigint[]) GROUP BY r.item_id`,
      [itemIds],
    );
    return new Map(rows.map(({ itemId, operations }) => [itemId, operations]));
  }
}
