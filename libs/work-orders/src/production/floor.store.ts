import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { WORK_ORDER_MATERIAL } from '../orders/work-order.rules';
import type { NeedLine } from './need.rules';
import type { Promised, SourcePlace, Unpromised } from './sources.rules';

/** A line of the frozen bill with the place that it is used up at. */
export interface FloorLine extends NeedLine {
  readonly publicId: string;
  readonly lineNo: number;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly uom: string;
  readonly tracking: 'none' | 'lot' | 'serial';
  /** Its own, else its operation's work centre's, else the order's. */
  readonly place: SourcePlace | null;
}

export interface PlaceFacts extends SourcePlace {
  readonly warehouseId: Id | null;
}

export interface ReasonFacts {
  readonly id: Id;
  readonly code: string;
  readonly needsNote: boolean;
}

export interface Names {
  readonly reasons: readonly string[];
  readonly places: readonly string[];
  /** Now, unless it says so. */
  readonly occurredAt?: string | null;
}

/** What a report or an issue names, and the place that output goes to unless it says so. */
export interface NamedFacts {
  /** The factory's day of what happened. */
  readonly madeOn: string;
  readonly reasons: readonly ReasonFacts[];
  readonly places: readonly PlaceFacts[];
  readonly output: PlaceFacts | null;
  /** How many reports the order will have had with this one. */
  readonly sequence: number;
}

export interface UnitFacts {
  readonly itemId: Id;
  readonly code: string;
  readonly num: string;
  readonly den: string;
  readonly decimals: number;
}

const PLACE = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('id', ${alias}.id::text, 'code', ${alias}.code, 'allowsNegative', ${alias}.allow_negative, 'warehouseId', ${alias}.warehouse_id::text) END`;
/** Stock that an order may use: of good lots that have not expired, of serial numbers that are not held. */
const USABLE = `(o.id IS NULL OR (o.status = 'available' AND (o.expires_on IS NULL OR o.expires_on >= business_date()))) AND (s.id IS NULL OR s.status = 'available')`;

/** What the floor looks at before it uses something up. All of it sees the whole company: the order was found under the scope. */
@Injectable()
export class FloorStore {
  lines(whole: Tx, orderId: Id): Promise<FloorLine[]> {
    return whole.prepared(
      'production.lines',
      `SELECT m.id::text AS id, m.public_id AS "publicId", m.line_no AS "lineNo", m.item_id::text AS "itemId", i.code AS "itemCode", u.code AS uom, i.qty_scale AS scale, i.tracking,
              m.op_no AS "opNo", trim_scale(m.per_unit)::text AS "perUnit", trim_scale(m.fixed_qty)::text AS "fixedQty", trim_scale(m.scrap_pct)::text AS "scrapPct",
              m.issue_method AS "issueMethod", trim_scale(m.required)::text AS required, trim_scale(m.consumed)::text AS consumed, m.substitute_of::text AS "substituteOf",
              m.substitute_ratio::text AS "substituteRatio", trim_scale(m.stands_for)::text AS "standsFor", ${PLACE('l')} AS place
         FROM wo_materials m JOIN work_orders w ON w.id = m.work_order_id JOIN items i ON i.id = m.item_id JOIN uoms u ON u.id = i.base_uom_id
         CROSS JOIN LATERAL wo_material_place(w.id, m.op_no, m.location_id, w.supply_location_id) AS p
         LEFT JOIN locations l ON l.id = p.location_id AND l.status = 'active'
        WHERE m.work_order_id = $1 ORDER BY m.line_no`,
      [orderId],
    );
  }

  /**
   * The day (none of the future, where clocks are ahead), reasons and places by code, and the place of the output: the order's, else that
   * of the last operation's work centre.
   */
  async named(whole: Tx, orderId: Id, { reasons, places, occurredAt = null }: Names): Promise<NamedFacts> {
    const [row] = await whole.prepared<NamedFacts>(
      'production.named',
      `SELECT least(($4::timestamptz AT TIME ZONE factory_time_zone())::date, business_date())::text AS "madeOn",
              (SELECT count(*)::int + 1 FROM production_reports WHERE work_order_id = $1) AS sequence,
              coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id::text, 'code', r.code, 'needsNote', r.needs_note))
                          FROM reason_codes r WHERE r.code = ANY ($2) AND r.active AND r.domain = 'scrap'), '[]') AS reasons,
              coalesce((SELECT jsonb_agg(${PLACE('l')}) FROM locations l WHERE l.code = ANY ($3) AND l.status = 'active' AND l.warehouse_id IS NOT NULL), '[]') AS places,
              (SELECT ${PLACE('l')} FROM work_orders w
                 JOIN locations l ON l.id = coalesce(w.output_location_id, (SELECT CASE WHEN c.warehouse_id = w.warehouse_id THEN c.location_id END
                                                                              FROM wo_operations p JOIN work_centers c ON c.id = p.work_center_id
                                                                             WHERE p.work_order_id = w.id ORDER BY p.op_no DESC LIMIT 1)) AND l.status = 'active'
                WHERE w.id = $1) AS output`,
      [orderId, reasons, places, occurredAt],
    );
    return row!;
  }

  /** Open promises to the materials: first expired first, then along the picking route. */
  promised(whole: Tx, materialIds: readonly Id[]): Promise<Promised[]> {
    return whole.prepared(
      'production.promised',
      `SELECT r.public_id AS "reservationId", m.id::text AS "materialId", l.code AS location, o.code AS lot, s.code AS serial, trim_scale(r.qty - r.consumed)::text AS open
         FROM wo_materials m JOIN inventory_reservations r ON r.owner_type = '${WORK_ORDER_MATERIAL}' AND r.owner_ref = m.public_id::text
         JOIN locations l ON l.id = r.location_id AND l.status = 'active' AND l.locked_reason IS NULL LEFT JOIN lots o ON o.id = r.lot_id LEFT JOIN serials s ON s.id = r.serial_id
        WHERE m.id = ANY ($1::bigint[]) AND r.state = 'open' AND r.qty > r.consumed AND r.stock_status = 0 AND r.item_id = m.item_id
          AND (r.expires_at IS NULL OR r.expires_at > now()) AND ${USABLE}
        ORDER BY o.expires_on NULLS LAST, l.pick_seq, r.id`,
      [materialIds],
    );
  }

  /** Usable stock of items at places that is promised to nobody. */
  unpromised(whole: Tx, pairs: readonly { readonly itemId: Id; readonly locationId: Id }[]): Promise<Unpromised[]> {
    return whole.prepared(
      'production.unpromised',
      `SELECT b.item_id::text AS "itemId", b.location_id::text AS "locationId", o.code AS lot, s.code AS serial, trim_scale(b.on_hand - b.reserved)::text AS free
         FROM (SELECT DISTINCT * FROM unnest($1::bigint[], $2::bigint[]) AS k(item_id, location_id)) AS k
         JOIN inventory_balance b USING (item_id, location_id) LEFT JOIN lots o ON o.id = b.lot_id LEFT JOIN serials s ON s.id = b.serial_id
        WHERE b.stock_status = 0 AND b.on_hand > b.reserved AND ${USABLE} ORDER BY b.item_id, b.location_id, o.expires_on NULLS LAST, b.lot_id, b.serial_id`,
      [pairs.map((p) => p.itemId), pairs.map((p) => p.locationId)],
    );
  }

  /** Where serial numbers stand in a warehouse. */
  serialPlaces(
    whole: Tx,
    warehouseId: Id,
    named: readonly { readonly itemId: Id; readonly serial: string }[],
  ): Promise<(PlaceFacts & { itemId: Id; serial: string })[]> {
    return whole.query(
      `SELECT s.item_id::text AS "itemId", s.code AS serial, l.id::text AS id, l.code, l.allow_negative AS "allowsNegative", l.warehouse_id::text AS "warehouseId"
         FROM serials s JOIN inventory_balance b ON b.item_id = s.item_id AND b.serial_id = s.id AND b.on_hand > 0 JOIN locations l ON l.id = b.location_id
        WHERE (s.item_id, s.code) IN (SELECT * FROM unnest($2::bigint[], $3::text[])) AND l.warehouse_id = $1`,
      [warehouseId, named.map((n) => n.itemId), named.map((n) => n.serial)],
    );
  }

  /** Units that items may be entered in, besides their own. */
  units(whole: Tx, itemIds: readonly Id[]): Promise<UnitFacts[]> {
    return whole.query(
      `SELECT x.item_id::text AS "itemId", u.code, x.num::text AS num, x.den::text AS den, u.decimals FROM item_uoms x JOIN uoms u ON u.id = x.uom_id WHERE x.item_id = ANY ($1::bigint[])`,
      [itemIds],
    );
  }
}
