import type { Tx } from '@anwen/database';
import { isUuid, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { StageGoods } from './shipment.store';
import { plain } from './sql-parts';

export interface PackageHead {
  readonly id: Id;
  readonly publicId: string;
  readonly shipmentId: Id;
  readonly state: 'open' | 'closed' | 'void';
  readonly sscc: string;
}

/** What a label says. */
export interface LabelFacts {
  readonly sscc: string;
  readonly shipment: string;
  readonly salesOrder: string | null;
  readonly externalRef: string | null;
  readonly customer: string;
  readonly warehouse: string;
  readonly carrier: string | null;
  readonly weightKg: string | null;
  readonly contents: readonly { readonly code: string; readonly name: string; readonly lot: string | null; readonly qty: string; readonly uom: string }[];
}

/** All SQL of packages. A package changes under the lock of its shipment. */
@Injectable()
export class PackageStore {
  /** Under the caller's scope. */
  async find(tx: Tx, publicId: string): Promise<PackageHead | undefined> {
    if (!isUuid(publicId)) return undefined;
    const sql = `SELECT id::text AS id, public_id AS "publicId", shipment_id::text AS "shipmentId", state, sscc FROM packages WHERE public_id = $1`;
    return (await tx.query<PackageHead>(sql, [publicId]))[0];
  }

  async companyPrefix(tx: Tx): Promise<unknown> {
    return (await tx.query<{ value: unknown }>(`SELECT value FROM sys_settings WHERE key = 'trade.gs1CompanyPrefix'`))[0]?.value;
  }

  /** The next serial reference under the prefix. Its row stays locked until the commit: the last lock of a transaction. */
  async nextSerial(tx: Tx, prefix: string): Promise<bigint> {
    const [row] = await tx.query<{ last: string }>(
      `INSERT INTO sscc_series AS s (prefix, last) VALUES ($1, 1) ON CONFLICT (prefix) DO UPDATE SET last = s.last + 1 RETURNING last::text AS last`,
      [prefix],
    );
    return BigInt(row!.last);
  }

  async insert(tx: Tx, shipmentId: Id, sscc: string): Promise<Id> {
    const [row] = await tx.query<{ id: Id }>(
      `INSERT INTO packages (sscc, shipment_id, warehouse_id, customer_id, created_by) SELECT $2, id, warehouse_id, customer_id, $3 FROM shipments WHERE id = $1 RETURNING id::text AS id`,
      [shipmentId, sscc, tx.actor.name],
    );
    return row!.id;
  }

  /** Picked goods of a line that no package holds yet. */
  unpacked(whole: Tx, shipmentId: Id, linePublicId: string): Promise<StageGoods[]> {
    return whole.query(
      `SELECT sl.id::text AS "lineId", sl.public_id AS "linePublicId", g.item_id::text AS "itemId", i.code AS "itemCode", g.lot_id::text AS "lotId", o.code AS "lotCode",
              g.serial_id::text AS "serialId", s.code AS "serialCode", ${plain(`g.picked_qty - coalesce((SELECT sum(x.qty) FROM package_contents x JOIN packages p ON p.id = x.package_id AND p.state <> 'void'
                WHERE x.line_id = g.line_id AND x.lot_id = g.lot_id AND x.serial_id = g.serial_id), 0)`)} AS qty
         FROM shipment_goods g JOIN shipment_lines sl ON sl.id = g.line_id JOIN items i ON i.id = g.item_id LEFT JOIN lots o ON o.id = g.lot_id LEFT JOIN serials s ON s.id = g.serial_id
        WHERE g.shipment_id = $1 AND sl.public_id = $2 ORDER BY g.id`,
      [shipmentId, linePublicId],
    );
  }

  async addContent(whole: Tx, packageId: Id, goods: StageGoods, qty: string): Promise<void> {
    await whole.query(
      `INSERT INTO package_contents AS c (package_id, warehouse_id, customer_id, line_id, lot_id, serial_id, qty)
       SELECT p.id, p.warehouse_id, p.customer_id, $2, $3, $4, $5 FROM packages p WHERE p.id = $1
       ON CONFLICT (package_id, line_id, lot_id, serial_id) DO UPDATE SET qty = c.qty + excluded.qty`,
      [packageId, goods.lineId, goods.lotId, goods.serialId, qty],
    );
  }

  async close(whole: Tx, packageId: Id, weightKg: string | null): Promise<void> {
    await whole.query(`UPDATE packages SET state = 'closed', weight_kg = $2, closed_at = now() WHERE id = $1`, [packageId, weightKg]);
  }

  async void(whole: Tx, packageId: Id): Promise<void> {
    await whole.query(`UPDATE packages SET state = 'void', voided_at = now() WHERE id = $1`, [packageId]);
  }

  /** The end of all packages of a shipment that does not leave; their SSCCs. */
  async voidAll(whole: Tx, shipmentId: Id): Promise<string[]> {
    const rows = await whole.query<{ sscc: string }>(
      `UPDATE packages SET state = 'void', voided_at = now() WHERE shipment_id = $1 AND state <> 'void' RETURNING sscc`,
      [shipmentId],
    );
    return rows.map((r) => r.sscc);
  }

  /** SSCCs of what still has to be closed. Packages that nothing was put into are voided on the way: they hold nothing up. */
  async openAfterTidying(whole: Tx, shipmentId: Id): Promise<string[]> {
    await whole.query(
      `UPDATE packages p SET state = 'void', voided_at = now() WHERE p.shipment_id = $1 AND p.state = 'open'
          AND NOT EXISTS (SELECT 1 FROM package_contents x WHERE x.package_id = p.id)`,
      [shipmentId],
    );
    const rows = await whole.query<{ sscc: string }>(`SELECT sscc FROM packages WHERE shipment_id = $1 AND state = 'open' ORDER BY id`, [shipmentId]);
    return rows.map((r) => r.sscc);
  }

  /** SSCCs of packages that hold one of the goods. */
  async holding(whole: Tx, goods: readonly StageGoods[]): Promise<string[]> {
    const rows = await whole.query<{ sscc: string }>(
      `SELECT DISTINCT p.sscc FROM packages p JOIN package_contents x ON x.package_id = p.id
        WHERE p.state <> 'void' AND (x.line_id, x.lot_id, x.serial_id) IN (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])) ORDER BY 1`,
      [goods.map((g) => g.lineId), goods.map((g) => g.lotId), goods.map((g) => g.serialId)],
    );
    return rows.map((r) => r.sscc);
  }

  async label(whole: Tx, packageId: Id): Promise<LabelFacts> {
    const [row] = await whole.query<LabelFacts>(
      `SELECT p.sscc, h.number AS shipment, so.number AS "salesOrder", so.external_ref AS "externalRef", c.name AS customer, w.name AS warehouse, h.carrier,
              ${plain('p.weight_kg')} AS "weightKg",
              (SELECT coalesce(jsonb_agg(jsonb_build_object('code', i.code, 'name', i.name, 'lot', o.code, 'qty', ${plain('x.qty')}, 'uom', u.code) ORDER BY x.id), '[]')
                 FROM package_contents x JOIN shipment_lines sl ON sl.id = x.line_id JOIN items i ON i.id = sl.item_id JOIN uoms u ON u.id = i.base_uom_id
                 LEFT JOIN lots o ON o.id = x.lot_id WHERE x.package_id = p.id) AS contents
         FROM packages p JOIN shipments h ON h.id = p.shipment_id JOIN partners c ON c.id = h.customer_id JOIN warehouses w ON w.id = h.warehouse_id
         LEFT JOIN sales_orders so ON so.id = h.sales_order_id WHERE p.id = $1`,
      [packageId],
    );
    return row!;
  }
}
