import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { DowntimeView, LineBoard, QueuedOperation, RunningOperation } from './board-shapes';
import { ITEM_JSON, ORDER_JSON, TODAY, decimal, instant, progress } from './board-sql';
import type { CenterFacts } from './center-state.rules';
import { askWholeCompany } from './whole-company';

type At<T> = T & { readonly centerNo: Id };

/** A work centre of capacity 1 has one; a wall has no room for more than these. */
const RUNNING_MAX = 120;

const OPERATION = `o.work_center_id::text AS "centerNo", ${ORDER_JSON} AS "workOrder", ${ITEM_JSON} AS item, o.op_no AS "opNo", o.name,
  ${decimal('w.qty_planned')} AS "qtyPlanned", ${decimal('o.good')} AS good, w.priority, w.due_on::text AS "dueOn", coalesce(w.due_on < ${TODAY}, false) AS "isLate"`;
const OPERATION_FROM = 'wo_operations o JOIN work_orders w ON w.id = o.work_order_id JOIN items i ON i.id = w.item_id JOIN uoms u ON u.id = i.base_uom_id';

/** What happens at work centres: operations, standing still, and the day's figures. */
@Injectable()
export class FloorStore {
  /** Whether anything runs there, whoever's order it is: half a truth would paint a running machine as idle. It names nothing. */
  async facts(tx: Tx, centers: readonly Id[]): Promise<ReadonlyMap<Id, CenterFacts>> {
    const rows = await askWholeCompany<At<CenterFacts>>(
      tx,
      `SELECT o.work_center_id::text AS "centerNo", count(r.id) FILTER (WHERE r.ended_at IS NULL)::int AS "openRuns",
              count(r.id) FILTER (WHERE r.ended_at IS NULL AND r.kind = 'setup')::int AS "openSetups",
              count(DISTINCT o.id) FILTER (WHERE o.state = 'paused')::int AS "pausedOperations",
              ${instant('min(r.started_at) FILTER (WHERE r.ended_at IS NULL)')} AS "runningSince", ${instant('max(greatest(o.ended, r.ended_at))')} AS "lastEndedAt"
         FROM (SELECT o.id, o.work_center_id, o.state, NULL::timestamptz AS ended FROM wo_operations o
                WHERE o.work_center_id = ANY ($1::bigint[]) AND o.state IN ('running', 'paused')
               UNION ALL
               SELECT e.id, c.id, 'ended', e.ended_at FROM unnest($1::bigint[]) AS c(id), LATERAL (
                 SELECT o.id, o.ended_at FROM wo_operations o WHERE o.work_center_id = c.id AND o.ended_at IS NOT NULL ORDER BY o.ended_at DESC LIMIT 1) AS e) AS o
         LEFT JOIN wo_operation_runs r ON r.operation_id = o.id AND o.state <> 'ended'
        GROUP BY 1`,
      [centers],
    );
    return new Map(rows.map(({ centerNo, ...facts }) => [centerNo, facts]));
  }

  /** The open stop of each work centre; of two over each other the planned one. */
  async downtimes(tx: Tx, centers: readonly Id[]): Promise<ReadonlyMap<Id, DowntimeView>> {
    const rows = await tx.query<At<DowntimeView>>(
      `SELECT DISTINCT ON (d.work_center_id) d.work_center_id::text AS "centerNo", ${instant('d.started_at')} AS "startedAt", d.planned, d.note,
              CASE WHEN r.id IS NULL THEN NULL ELSE jsonb_build_object('code', r.code, 'zh', r.label_zh, 'en', r.label_en) END AS reason
         FROM downtime_events d LEFT JOIN reason_codes r ON r.id = d.reason_id
        WHERE d.work_center_id = ANY ($1::bigint[]) AND d.ended_at IS NULL
        ORDER BY d.work_center_id, d.planned DESC, d.started_at`,
      [centers],
    );
    return new Map(rows.map(({ centerNo, ...downtime }) => [centerNo, downtime]));
  }

  /** Running before put aside, the longest first. Time of several people at once counts once. */
  running(tx: Tx, centers: readonly Id[]): Promise<At<RunningOperation>[]> {
    return tx.query(
      `SELECT ${OPERATION}, o.state, r.operators, ${instant('o.started_at')} AS "startedAt", ${instant('r.since')} AS "runningSince",
              ${decimal('o.scrap')} AS scrap, ${decimal('o.rework')} AS rework, ${progress('o.good')} AS "progressPct",
              round(o.setup_s + o.run_s * w.qty_planned)::int AS "standardS", round(o.setup_s + o.run_s * (o.good + o.scrap))::int AS "earnedS",
              (SELECT coalesce(sum(extract(epoch FROM least(upper(s), r.since) - lower(s))), 0)::int FROM unnest(r.ended) AS s
                WHERE r.since IS NULL OR lower(s) < r.since) AS "elapsedS"
         FROM ${OPERATION_FROM}
         CROSS JOIN LATERAL (
           SELECT min(x.started_at) FILTER (WHERE x.ended_at IS NULL) AS since,
                  coalesce(array_agg(DISTINCT x.operator_name) FILTER (WHERE x.ended_at IS NULL), '{}') AS operators,
                  range_agg(tstzrange(x.started_at, x.ended_at)) FILTER (WHERE x.ended_at > x.started_at) AS ended
             FROM wo_operation_runs x WHERE x.operation_id = o.id) AS r
        WHERE o.work_center_id = ANY ($1::bigint[]) AND o.state IN ('running', 'paused') AND w.state IN ('released', 'in_progress', 'on_hold')
        ORDER BY o.state = 'running' DESC, o.started_at, o.id LIMIT ${RUNNING_MAX}`,
      [centers],
    );
  }

  /** What waits: ready before not yet ready, urgent before less so, then by the day it is due. */
  async queue(tx: Tx, center: Id, limit: number): Promise<{ rows: QueuedOperation[]; count: number }> {
    const rows = await tx.query<At<QueuedOperation> & { all: number }>(
      `SELECT ${OPERATION}, o.state = 'ready' AS ready, count(*) OVER ()::int AS all
         FROM ${OPERATION_FROM}
        WHERE o.work_center_id = $1 AND o.state IN ('pending', 'ready') AND w.state IN ('released', 'in_progress')
        ORDER BY o.state = 'ready' DESC, w.priority, w.due_on NULLS LAST, w.id, o.op_no LIMIT $2`,
      [center, limit],
    );
    return { rows: rows.map(({ centerNo: _center, all: _all, ...row }) => row), count: rows[0]?.all ?? 0 };
  }

  /**
   * Today on the factory's clock. Planned: orders of the line that are due today. Actual: good pieces reported today at the
   * last reporting operation that an order has on the line, so that a piece counts once. Scrap counts wherever it fell. By base unit.
   */
  async kpi(tx: Tx, centers: readonly Id[]): Promise<LineBoard['kpi']> {
    const [row] = await tx.query<LineBoard['kpi']>(
      `WITH day AS (SELECT d AS day, d::timestamp AT TIME ZONE factory_time_zone() AS since, (d + 1)::timestamp AT TIME ZONE factory_time_zone() AS until FROM (SELECT ${TODAY} AS d) AS t),
       planned AS (SELECT i.base_uom_id AS uom, sum(w.qty_planned) AS qty FROM day JOIN work_orders w ON w.due_on = day.day JOIN items i ON i.id = w.item_id
                    WHERE w.state NOT IN ('draft', 'cancelled') AND w.work_center_ids && $1::bigint[] GROUP BY 1),
       made AS (
         SELECT i.base_uom_id AS uom, coalesce(sum(r.good) FILTER (WHERE NOT EXISTS (
                  SELECT FROM wo_operations n WHERE n.work_order_id = o.work_order_id AND n.op_no > o.op_no
                     AND n.report_point AND n.state <> 'skipped' AND n.work_center_id = ANY ($1::bigint[]))), 0) AS good,
                coalesce(sum(r.scrap), 0) AS scrap
           FROM day CROSS JOIN production_reports r JOIN work_orders w ON w.id = r.work_order_id JOIN items i ON i.id = w.item_id
           CROSS JOIN LATERAL (
             SELECT o.work_order_id, o.op_no, o.work_center_id FROM wo_operations o
              WHERE o.work_order_id = r.work_order_id AND (o.id = r.operation_id OR r.operation_id IS NULL) ORDER BY o.op_no DESC LIMIT 1) AS o
          WHERE r.occurred_at >= day.since AND r.occurred_at < day.until AND o.work_center_id = ANY ($1::bigint[])
            AND NOT EXISTS (SELECT FROM production_reports s WHERE s.supersedes_id = r.id) GROUP BY 1),
       figures AS (
         SELECT u.code AS uom, coalesce(p.qty, 0) AS planned, coalesce(m.good, 0) AS good, coalesce(m.scrap, 0) AS scrap
           FROM planned p FULL JOIN made m ON m.uom = p.uom JOIN uoms u ON u.id = coalesce(p.uom, m.uom))
       SELECT day.day::text AS day, coalesce((
           SELECT jsonb_agg(jsonb_build_object('uom', f.uom, 'planned', ${decimal('f.planned')}, 'actual', ${decimal('f.good')},
             'achieved', round(f.good / nullif(f.planned, 0), 4)::text, 'scrap', ${decimal('f.scrap')}, 'scrapRate', round(f.scrap / nullif(f.good + f.scrap, 0), 4)::text)
             ORDER BY f.planned + f.good DESC, f.uom) FROM figures f), '[]') AS figures
         FROM day`,
      [centers],
    );
    return row!;
  }
}
