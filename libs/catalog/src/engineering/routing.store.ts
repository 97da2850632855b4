import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Conditions, fetchPage, type Listing } from '../listing';
import type { RoutingListQuery } from './routing.dto';

export interface RoutingOperation {
  readonly opNo: number;
  readonly name: string;
  readonly workCenterId: Id;
  readonly setupS: string;
  /** Seconds a unit. */
  readonly runS: string;
  readonly queueS: string;
  readonly reportPoint: boolean;
  /** For the person at the machine. */
  readonly instructions: string | null;
}

export interface RoutingOperations {
  readonly routingId: Id;
  readonly version: number;
  readonly operations: readonly RoutingOperation[];
}

interface Named {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface RoutingRow {
  readonly id: Id;
  readonly publicId: string;
  readonly itemId: Id;
  readonly item: Named;
  readonly version: number;
  readonly state: string;
  readonly note: string | null;
  readonly operationCount: number;
  readonly rowVersion: number;
}

export type OperationRow = Omit<RoutingOperation, 'workCenterId'> & { readonly workCenter: Named };
export type OperationValues = RoutingOperation & { readonly routingId: Id };

const COLUMNS = `r.public_id AS "publicId", r.item_id AS "itemId", json_build_object('id', i.public_id, 'code', i.code, 'name', i.name) AS item, r.version, r.state, r.note,
  (SELECT count(*)::int FROM routing_operations o WHERE o.routing_id = r.id) AS "operationCount", r.row_version AS "rowVersion"`;
const FROM = 'routings r JOIN items i ON i.id = r.item_id';
const LISTING: Listing = { name: 'routings', select: COLUMNS, from: FROM, id: 'r.id', defaultSort: 'item', sorts: { item: { sql: 'i.code', type: 'text' } } };

/** Routings and their operations. */
@Injectable()
export class RoutingStore {
  list(tx: Tx, codec: CursorCodec, input: RoutingListQuery): Promise<Page<RoutingRow>> {
    const filters = new Conditions()
      .and('i.code = ?', input.item)
      .and('r.state = ?', input.state)
      .contains(`(i.code || ' ' || i.name)`, input.q)
      .and('r.id IN (SELECT o.routing_id FROM routing_operations o JOIN work_centers c ON c.id = o.work_center_id WHERE c.code = ?)', input.workCenter);
    return fetchPage<RoutingRow>(tx, codec, LISTING, { input, filters });
  }

  async byPublicId(tx: Tx, publicId: string): Promise<RoutingRow | undefined> {
    return (await tx.query<RoutingRow>(`SELECT r.id, ${COLUMNS} FROM ${FROM} WHERE r.public_id = $1`, [publicId]))[0];
  }

  /** Writers of routings queue here, because versions are counted. They change a few times a day. Released at the commit. */
  async lockAll(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('catalog.routings'))`);
  }

  operationsOf(tx: Tx, routingId: Id): Promise<OperationRow[]> {
    return tx.query<OperationRow>(
      `SELECT o.op_no AS "opNo", o.name, json_build_object('id', c.public_id, 'code', c.code, 'name', c.name) AS "workCenter", trim_scale(o.setup_s)::text AS "setupS",
         trim_scale(o.run_s)::text AS "runS", trim_scale(o.queue_s)::text AS "queueS", o.report_point AS "reportPoint", o.instructions
       FROM routing_operations o JOIN work_centers c ON c.id = o.work_center_id WHERE o.routing_id = $1 ORDER BY o.op_no`,
      [routingId],
    );
  }

  /** The active routings of items, by item; items without one are absent. */
  async activeOf(tx: Tx, itemIds: readonly Id[]): Promise<ReadonlyMap<Id, RoutingOperations>> {
    const rows = await tx.prepared<RoutingOperations & { itemId: Id }>(
      'engineering.operations-of',
      `SELECT r.item_id::text AS "itemId", r.id::text AS "routingId", r.version,
         (SELECT coalesce(json_agg(json_build_object('opNo', o.op_no, 'name', o.name, 'workCenterId', o.work_center_id::text, 'setupS', trim_scale(o.setup_s)::text,
            'runS', trim_scale(o.run_s)::text, 'queueS', trim_scale(o.queue_s)::text, 'reportPoint', o.report_point, 'instructions', o.instructions) ORDER BY o.op_no), '[]')
          FROM routing_operations o WHERE o.routing_id = r.id) AS operations
       FROM routings r WHERE r.state = 'active' AND r.item_id = ANY ($1::bigint[])`,
      [itemIds],
    );
    return new Map(rows.map(({ itemId, ...routing }) => [itemId, routing]));
  }

  async nextVersion(tx: Tx, itemId: Id): Promise<number> {
    const rows = await tx.query<{ next: number }>('SELECT coalesce(max(version), 0) + 1 AS next FROM routings WHERE item_id = $1', [itemId]);
    return rows[0]!.next;
  }

  /** Routings whose (item, version) exists are left out of the answer. */
  insert(tx: Tx, rows: readonly { itemId: Id; version: number; state: string; note: string | null }[]): Promise<{ id: Id; publicId: string; itemId: Id }[]> {
    return tx.query(
      `INSERT INTO routings (item_id, version, state, note) SELECT r."itemId", r.version, r.state, r.note
       FROM jsonb_to_recordset($1::jsonb) AS r("itemId" bigint, version int, state text, note text)
       ON CONFLICT (item_id, version) DO NOTHING RETURNING id, public_id AS "publicId", item_id AS "itemId"`,
      [JSON.stringify(rows)],
    );
  }

  async insertOperations(tx: Tx, rows: readonly OperationValues[]): Promise<void> {
    await tx.query(
      `INSERT INTO routing_operations (routing_id, op_no, name, work_center_id, setup_s, run_s, queue_s, report_point, instructions)
       SELECT r."routingId", r."opNo", r.name, r."workCenterId", r."setupS", r."runS", r."queueS", r."reportPoint", r.instructions
       FROM jsonb_to_recordset($1::jsonb) AS r("routingId" bigint, "opNo" int, name text, "workCenterId" bigint, "setupS" numeric, "runS" numeric, "queueS" numeric,
         "reportPoint" boolean, instructions text)`,
      [JSON.stringify(rows)],
    );
  }

  async removeOperations(tx: Tx, routingId: Id): Promise<void> {
    await tx.query('DELETE FROM routing_operations WHERE routing_id = $1', [routingId]);
  }

  async update(tx: Tx, id: Id, note: string | null): Promise<void> {
    await tx.query('UPDATE routings SET note = $2, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [id, note]);
  }

  async setState(tx: Tx, id: Id, state: string): Promise<void> {
    await tx.query('UPDATE routings SET state = $2, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [id, state]);
  }

  /** One active routing an item: the one before steps back, and is answered. */
  async obsoleteActive(tx: Tx, itemId: Id): Promise<{ readonly publicId: string; readonly version: number }[]> {
    return tx.query(
      `UPDATE routings SET state = 'obsolete', updated_at = now(), row_version = row_version + 1 WHERE state = 'active' AND item_id = $1
       RETURNING public_id AS "publicId", version`,
      [itemId],
    );
  }

  /** Internal ids of items and of work centers, by code. */
  async idsOf(tx: Tx, items: readonly string[], centers: readonly string[]): Promise<{ items: ReadonlyMap<string, Id>; centers: ReadonlyMap<string, Id> }> {
    const rows = await tx.query<{ id: Id; code: string; center: boolean }>(
      `SELECT id::text AS id, code, false AS center FROM items WHERE code = ANY ($1) AND status <> 'archived'
       UNION ALL SELECT id::text, code, true FROM work_centers WHERE code = ANY ($2)`,
      [items, centers],
    );
    const pick = (center: boolean): ReadonlyMap<string, Id> => new Map(rows.filter((row) => row.center === center).map((row) => [row.code, row.id]));
    return { items: pick(false), centers: pick(true) };
  }
}
