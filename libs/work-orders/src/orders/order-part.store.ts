import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { ITEM_JSON, namedJson } from '../reference-json';
import { WORKED_S } from './order-ending.store';

type Named = { id: string; code: string; name: string };
type ItemRef = Named & { uom: string };

export interface MaterialViewRow {
  readonly id: string;
  readonly lineNo: number;
  readonly item: ItemRef;
  readonly opNo: number | null;
  readonly perUnit: string;
  readonly fixedQty: string;
  readonly scrapPct: string;
  readonly issueMethod: string;
  readonly required: string;
  readonly consumed: string;
  readonly reserved: string;
  readonly available: string;
  readonly missing: string;
  readonly location: Named | null;
  readonly substituteOf: Named | null;
  readonly substitutes: Named[];
}

/** Amounts of an order: noted at closing, or as they are now. */
export interface CostRow {
  readonly standardMaterial: string;
  readonly standardTime: string;
  readonly actualMaterial: string;
  readonly actualTime: string;
  readonly unitStandard: string;
  readonly unitActual: string | null;
  readonly standardTotal: string;
  readonly actualTotal: string;
  readonly varianceMaterial: string;
  readonly varianceTime: string;
  readonly varianceTotal: string;
}

export interface CostLineRow {
  readonly item: ItemRef;
  readonly consumed: string;
  readonly actual: string;
}

export interface TimelineRow {
  readonly at: Date;
  readonly kind: string;
  readonly reason: string | null;
  readonly by: string;
  readonly type: string;
  readonly id: string;
  readonly diff: Readonly<Record<string, unknown>> | null;
}

/** More events than this belong into the audit log, which has pages. */
const EVENTS = 500;
const MONEY = (sql: string): string => `trim_scale(${sql})::text`;

/** What one order consists of and what has happened to it. The caller has found the order under the scope. */
@Injectable()
export class OrderPartStore {
  materials(whole: Tx, id: Id): Promise<MaterialViewRow[]> {
    return whole.query(
      `SELECT m.public_id AS id, m.line_no AS "lineNo", ${ITEM_JSON} AS item, m.op_no AS "opNo", trim_scale(m.per_unit)::text AS "perUnit", trim_scale(m.fixed_qty)::text AS "fixedQty",
              trim_scale(m.scrap_pct)::text AS "scrapPct", m.issue_method AS "issueMethod", trim_scale(m.required)::text AS required, trim_scale(m.consumed)::text AS consumed,
              trim_scale(coalesce(v.reserved, 0))::text AS reserved, trim_scale(coalesce(v.missing, 0))::text AS missing,
              (SELECT trim_scale(coalesce(sum(a.free), 0))::text FROM inventory_available a WHERE a.item_id = m.item_id AND a.warehouse_id = w.warehouse_id) AS available,
              ${namedJson('l')} AS location, ${namedJson('si')} AS "substituteOf",
              (SELECT coalesce(jsonb_agg(${namedJson('x')} ORDER BY t.priority, x.code), '[]') FROM bom_substitutes t JOIN items x ON x.id = t.item_id WHERE t.bom_line_id = m.bom_line_id) AS substitutes
         FROM wo_materials m JOIN work_orders w ON w.id = m.work_order_id JOIN items i ON i.id = m.item_id JOIN uoms u ON u.id = i.base_uom_id
         LEFT JOIN wo_material_cover(ARRAY[$1::bigint]) v ON v.material_id = m.id
         CROSS JOIN LATERAL wo_material_place(w.id, m.op_no, m.location_id, w.supply_location_id) AS p LEFT JOIN locations l ON l.id = p.location_id
         LEFT JOIN wo_materials s ON s.id = m.substitute_of LEFT JOIN items si ON si.id = s.item_id
        WHERE m.work_order_id = $1 ORDER BY m.line_no`,
      [id],
    );
  }

  async cost(whole: Tx, id: Id): Promise<CostRow> {
    const [row] = await whole.query<CostRow>(
      `SELECT ${MONEY('sm')} AS "standardMaterial", ${MONEY('st')} AS "standardTime", ${MONEY('sm + st')} AS "standardTotal", ${MONEY('am')} AS "actualMaterial", ${MONEY('at')} AS "actualTime",
              ${MONEY('am + at')} AS "actualTotal", ${MONEY('am - sm')} AS "varianceMaterial", ${MONEY('at - st')} AS "varianceTime", ${MONEY('am + at - sm - st')} AS "varianceTotal",
              ${MONEY('unit')} AS "unitStandard", ${MONEY('round((am + at) / nullif(qty_good, 0), 6)')} AS "unitActual"
         FROM (SELECT w.qty_good, coalesce(w.standard_material + w.standard_time, 0) AS unit, coalesce(round(w.standard_material * w.qty_good, 4), 0) AS sm,
                      coalesce(round(w.standard_time * w.qty_good, 4), 0) AS st,
                      coalesce(w.actual_material, (SELECT coalesce(round(sum(c.value), 4), 0) FROM wo_consumptions c WHERE c.work_order_id = w.id)) AS am,
                      coalesce(w.actual_time, (SELECT coalesce(round(sum(${WORKED_S} * k.hourly_cost / 3600), 4), 0) FROM wo_operations o JOIN work_centers k ON k.id = o.work_center_id
                                                WHERE o.work_order_id = w.id)) AS at
                 FROM work_orders w WHERE w.id = $1) AS amounts`,
      [id],
    );
    return row!;
  }

  costLines(whole: Tx, id: Id): Promise<CostLineRow[]> {
    return whole.query(
      `SELECT ${ITEM_JSON} AS item, trim_scale(sum(c.qty))::text AS consumed, trim_scale(sum(c.value))::text AS actual
         FROM wo_consumptions c JOIN items i ON i.id = c.item_id JOIN uoms u ON u.id = i.base_uom_id WHERE c.work_order_id = $1 GROUP BY i.id, u.id ORDER BY i.code`,
      [id],
    );
  }

  /** Everything audited about the order, its operations, reports and standstills; the latest first. */
  timeline(whole: Tx, id: Id): Promise<TimelineRow[]> {
    return whole.query(
      `WITH subjects AS (
         SELECT public_id::text AS id FROM work_orders WHERE id = $1 UNION ALL SELECT public_id::text FROM wo_operations WHERE work_order_id = $1
         UNION ALL SELECT public_id::text FROM wo_materials WHERE work_order_id = $1 UNION ALL SELECT public_id::text FROM production_reports WHERE work_order_id = $1
         UNION ALL SELECT public_id::text FROM downtime_events WHERE work_order_id = $1)
       SELECT a.occurred_at AS at, a.action AS kind, a.reason, a.actor_name AS by, a.subject_type AS type, a.subject_id AS id, a.diff
         FROM subjects s CROSS JOIN unnest($2::text[]) AS t(type) JOIN sys_audit_logs a ON a.subject_type = t.type AND a.subject_id = s.id
        ORDER BY a.id DESC LIMIT ${EVENTS}`,
      [id, ['work_order', 'wo_operation', 'production_report', 'downtime_event']],
    );
  }
}
