import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { inRouteOrder, type Stop, type WaveStrategy } from './route.rules';
import type { ShipmentHead } from './shipment.store';

interface ToPick extends Stop {
  readonly shipmentId: Id;
  readonly lineId: Id;
  readonly waveId: Id | null;
  readonly warehouseId: Id;
  readonly zoneId: Id | null;
  readonly itemId: Id;
  readonly lotId: Id;
  readonly serialId: Id;
  readonly reservationNo: Id;
  readonly fromId: Id;
  readonly toId: Id;
  readonly qty: string;
}

const TASK_COLUMNS = `"shipmentId" bigint, "lineId" bigint, "waveId" bigint, "warehouseId" bigint, "zoneId" bigint, "itemId" bigint, "lotId" bigint, "serialId" bigint,
  "reservationNo" bigint, "fromId" bigint, "toId" bigint, qty numeric(18,6), "routeSeq" int, kind text, "publicId" uuid`;

export type NewTask = Omit<ToPick, keyof Stop> & { readonly routeSeq: number; readonly kind: 'pick' | 'put_back'; readonly publicId?: string };

/** Turns promises into tasks: one a reservation, in the order of the walk. */
@Injectable()
export class PickPlan {
  /** Tasks for everything that the shipments have promised and nobody fetches yet; returns how many. */
  async make(whole: Tx, shipments: readonly Pick<ShipmentHead, 'id'>[], strategy: WaveStrategy): Promise<number> {
    const stops = inRouteOrder(
      strategy,
      await this.promised(
        whole,
        shipments.map((s) => s.id),
      ),
    );
    await this.insert(
      whole,
      stops.map((stop, i) => ({ ...stop, kind: 'pick', routeSeq: i + 1 })),
    );
    return stops.length;
  }

  async insert(whole: Tx, tasks: readonly NewTask[]): Promise<void> {
    if (tasks.length === 0) return;
    const json = JSON.stringify(tasks);
    const keys = tasks.map(({ itemId, lotId, serialId, toId }) => ({ itemId, lotId, serialId, locationId: toId }));
    // The balances that the picks will fill exist from now on, so that picking inserts none (see lockForExchange).
    await whole.query('SELECT outbound_open_stage($1::jsonb)', [JSON.stringify(keys)]);
    await whole.query(
      `INSERT INTO pick_tasks (shipment_id, line_id, wave_id, warehouse_id, zone_id, item_id, lot_id, serial_id, reservation_id, from_id, to_id, qty, route_seq, kind, public_id)
       SELECT "shipmentId", "lineId", "waveId", "warehouseId", "zoneId", "itemId", "lotId", "serialId", "reservationNo", "fromId", "toId", qty, "routeSeq", kind,
              coalesce("publicId", uuid_v7()) FROM jsonb_to_recordset($1::jsonb) AS x(${TASK_COLUMNS}) ORDER BY "routeSeq"`,
      [json],
    );
  }

  /** The zone of a place: tasks follow it. */
  async zoneOf(whole: Tx, locationIds: readonly Id[]): Promise<ReadonlyMap<Id, Id | null>> {
    const rows = await whole.query<{ id: Id; zoneId: Id | null }>(
      'SELECT id::text AS id, zone_id::text AS "zoneId" FROM locations WHERE id = ANY ($1::bigint[])',
      [locationIds],
    );
    return new Map(rows.map((r) => [r.id, r.zoneId]));
  }

  private promised(whole: Tx, shipmentIds: readonly Id[]): Promise<ToPick[]> {
    return whole.query(
      `SELECT h.id::float8 AS "shipmentNo", z.code AS zone, l.pick_seq AS "pickSeq", l.code AS place, i.code AS "itemCode", h.id::text AS "shipmentId", sl.id::text AS "lineId",
              h.wave_id::text AS "waveId", h.warehouse_id::text AS "warehouseId", l.zone_id::text AS "zoneId", r.item_id::text AS "itemId", r.lot_id::text AS "lotId",
              r.serial_id::text AS "serialId", r.id::text AS "reservationNo", r.location_id::text AS "fromId", h.stage_id::text AS "toId", (r.qty - r.consumed)::text AS qty
         FROM shipments h JOIN shipment_lines sl ON sl.shipment_id = h.id JOIN items i ON i.id = sl.item_id
         JOIN inventory_reservations r ON r.owner_type = 'shipment_line' AND r.owner_ref = sl.public_id::text AND r.state = 'open'
         JOIN locations l ON l.id = r.location_id LEFT JOIN zones z ON z.id = l.zone_id
        WHERE h.id = ANY ($1::bigint[]) AND NOT EXISTS (SELECT 1 FROM pick_tasks t WHERE t.reservation_id = r.id AND t.state IN ('open', 'claimed'))`,
      [shipmentIds],
    );
  }
}
