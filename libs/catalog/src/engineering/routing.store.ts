import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

export interface RoutingOperation {
  readonly opNo: number;
  readonly name: string;
  readonly workCenterId: Id;
  readonly setupS: string;
  /** Seconds a unit. */
  readonly runS: string;
  readonly queueS: string;
  readonly reportPoint: boolean;
}

export interface RoutingOperations {
  readonly routingId: Id;
  readonly version: number;
  readonly operations: readonly RoutingOperation[];
}

/** Routings and their operations. */
@Injectable()
export class RoutingStore {
  /** The active routings of items, by item; items without one are absent. */
  async activeOf(tx: Tx, itemIds: readonly Id[]): Promise<ReadonlyMap<Id, RoutingOperations>> {
    const rows = await tx.prepared<RoutingOperations & { itemId: Id }>(
      'engineering.operations-of',
      `SELECT r.item_id::text AS "itemId", r.id::text AS "routingId", r.version,
         (SELECT coalesce(json_agg(json_build_object('opNo', o.op_no, 'name', o.name, 'workCenterId', o.work_center_id::text, 'setupS', trim_scale(o.setup_s)::text,
            'runS', trim_scale(o.run_s)::text, 'queueS', trim_scale(o.queue_s)::text, 'reportPoint', o.report_point) ORDER BY o.op_no), '[]')
          FROM routing_operations o WHERE o.routing_id = r.id) AS operations
       FROM routings r WHERE r.state = 'active' AND r.item_id = ANY ($1::bigint[])`,
      [itemIds],
    );
    return new Map(rows.map(({ itemId, ...routing }) => [itemId, routing]));
  }
}
