import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { ITEM_JSON, LOT_JSON, documentJson, namedJson } from '../reference-json';
import type { PackageDto, ShipmentDto, ShipmentLineDto, ShipmentSummaryDto } from './shipment.dto';
import { TASK_STATE, instant, plain } from './sql-parts';

const SUMMARY = `h.public_id AS id, h.number, h.state, ${documentJson('so')} AS "salesOrder", ${namedJson('c')} AS customer, ${namedJson('w')} AS warehouse,
  ${namedJson('st')} AS stage, ${documentJson('wv')} AS wave, h.ship_by::text AS "shipBy", h.carrier, h.tracking,
  (SELECT count(*)::int FROM shipment_lines x WHERE x.shipment_id = h.id) AS "lineCount", ${instant('h.created_at')} AS "createdAt", ${instant('h.shipped_at')} AS "shippedAt"`;
const FROM = `shipments h JOIN partners c ON c.id = h.customer_id JOIN warehouses w ON w.id = h.warehouse_id JOIN locations st ON st.id = h.stage_id
  LEFT JOIN sales_orders so ON so.id = h.sales_order_id LEFT JOIN waves wv ON wv.id = h.wave_id`;
const codeJson = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('id', ${alias}.public_id, 'code', ${alias}.code) END`;
export const TASK_COUNTS = `jsonb_build_object('open', count(*) FILTER (WHERE ${TASK_STATE} = 'open'), 'claimed', count(*) FILTER (WHERE ${TASK_STATE} = 'claimed'),
  'done', count(*) FILTER (WHERE t.state = 'done'), 'short', count(*) FILTER (WHERE t.state = 'short'))`;
const CONTENTS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('lineId', sl.public_id, 'itemCode', i.code, 'lot', ${codeJson('o')}, 'serial', ${codeJson('s')},
    'qty', ${plain('x.qty')}) ORDER BY x.id), '[]')
  FROM package_contents x JOIN shipment_lines sl ON sl.id = x.line_id JOIN items i ON i.id = sl.item_id LEFT JOIN lots o ON o.id = x.lot_id LEFT JOIN serials s ON s.id = x.serial_id
  WHERE x.package_id = p.id)`;
const PACKAGE = `p.public_id AS id, p.sscc, p.state, ${plain('p.weight_kg')} AS "weightKg", ${CONTENTS} AS contents`;

/** What shipments and packages look like; asked in the whole company for ids that were found under the caller's scope. */
@Injectable()
export class ShipmentViewStore {
  summaries(whole: Tx, ids: readonly Id[]): Promise<ShipmentSummaryDto[]> {
    return whole.query(`SELECT ${SUMMARY} FROM ${FROM} WHERE h.id = ANY ($1::bigint[]) ORDER BY h.id DESC`, [ids]);
  }

  async view(whole: Tx, id: Id): Promise<Omit<ShipmentDto, 'legal'>> {
    const [row] = await whole.query<Omit<ShipmentDto, 'legal' | 'lines' | 'packages'>>(
      `SELECT ${SUMMARY}, h.note, h.created_by AS "createdBy", h.row_version AS "rowVersion", ${documentJson('bo')} AS "backorderOf",
              (SELECT ${TASK_COUNTS} FROM pick_tasks t WHERE t.shipment_id = h.id) AS tasks
         FROM ${FROM} LEFT JOIN shipments bo ON bo.id = h.backorder_of_id WHERE h.id = $1`,
      [id],
    );
    return { ...row!, lines: await this.lines(whole, id), packages: await this.packages(whole, id) };
  }

  private lines(whole: Tx, shipmentId: Id): Promise<ShipmentLineDto[]> {
    return whole.query(
      `SELECT sl.public_id AS id, sl.line_no AS "lineNo", sol.public_id AS "soLineId", ${ITEM_JSON} AS item, ${plain('sl.qty')} AS qty, ${plain('a.qty')} AS "allocatedQty",
              ${plain('sl.picked_qty')} AS "pickedQty", ${plain('sl.shipped_qty')} AS "shippedQty",
              ${plain(`CASE WHEN h.state IN ('shipped', 'delivered') THEN sl.qty - sl.shipped_qty WHEN h.state IN ('draft', 'cancelled') THEN 0 ELSE sl.qty - a.qty END`)} AS "shortQty",
              a.list AS allocations
         FROM shipment_lines sl JOIN shipments h ON h.id = sl.shipment_id JOIN items i ON i.id = sl.item_id JOIN uoms u ON u.id = i.base_uom_id
         LEFT JOIN sales_order_lines sol ON sol.id = sl.so_line_id
         CROSS JOIN LATERAL (
           SELECT coalesce(sum(r.qty - r.consumed), 0) AS qty,
                  coalesce(jsonb_agg(jsonb_build_object('reservationId', r.public_id, 'location', ${namedJson('l')}, 'lot', ${LOT_JSON}, 'serial', ${codeJson('s')},
                    'expiresOn', o.expires_on, 'qty', ${plain('r.qty - r.consumed')}) ORDER BY r.id), '[]') AS list
             FROM inventory_reservations r JOIN locations l ON l.id = r.location_id LEFT JOIN lots o ON o.id = r.lot_id LEFT JOIN serials s ON s.id = r.serial_id
            WHERE r.owner_type = 'shipment_line' AND r.owner_ref = sl.public_id::text AND r.state = 'open') AS a
        WHERE sl.shipment_id = $1 ORDER BY sl.line_no`,
      [shipmentId],
    );
  }

  private packages(whole: Tx, shipmentId: Id): Promise<PackageDto[]> {
    return whole.query(`SELECT ${PACKAGE} FROM packages p WHERE p.shipment_id = $1 ORDER BY p.id`, [shipmentId]);
  }

  async package(whole: Tx, packageId: Id): Promise<PackageDto> {
    return (await whole.query<PackageDto>(`SELECT ${PACKAGE} FROM packages p WHERE p.id = $1`, [packageId]))[0]!;
  }
}
