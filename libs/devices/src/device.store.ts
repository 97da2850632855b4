import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { Trust } from './device.rules';

interface PlaceRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface DeviceRow {
  readonly id: Id;
  readonly publicId: string;
  readonly name: string;
  readonly platform: string | null;
  readonly model: string | null;
  readonly trust: Trust;
  readonly trustReason: string | null;
  readonly appVersion: string | null;
  readonly lastActiveAt: Date | null;
  readonly operator: string | null;
  readonly warehouseId: Id | null;
  readonly zoneIds: readonly Id[];
  readonly warehouse: PlaceRow | null;
  readonly zones: readonly PlaceRow[];
  readonly queueLength: number | null;
  readonly queueOldestAt: Date | null;
  readonly clockSkewMs: number | null;
  readonly usesSecret: boolean;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  readonly rowVersion: number;
}

export interface DeviceFilter {
  readonly trust: string | null;
  readonly q: string | null;
  readonly warehouse: string | null;
}

/** The last session says who holds the device; once it is over, nobody does. */
const OPERATOR = `(SELECT CASE WHEN s.revoked_at IS NULL AND s.expires_at > now() THEN u.display_name END
   FROM sys_sessions s JOIN sys_users u ON u.id = s.user_id WHERE s.device_id = d.id ORDER BY s.id DESC LIMIT 1)`;

const DEVICE = `SELECT d.id, d.public_id AS "publicId", d.name, d.platform, d.model, d.trust, d.trust_reason AS "trustReason", d.app_version AS "appVersion",
    d.last_active_at AS "lastActiveAt", ${OPERATOR} AS operator, d.warehouse_id AS "warehouseId", d.zone_ids AS "zoneIds",
    (SELECT jsonb_build_object('id', w.public_id, 'code', w.code, 'name', w.name) FROM warehouses w WHERE w.id = d.warehouse_id) AS warehouse,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', z.public_id, 'code', z.code, 'name', z.name) ORDER BY z.code) FROM zones z WHERE z.id = ANY (d.zone_ids)), '[]') AS zones,
    d.queue_length AS "queueLength", d.queue_oldest_at AS "queueOldestAt", d.clock_skew_ms AS "clockSkewMs", d.secret_sealed IS NOT NULL AS "usesSecret",
    d.created_at AS "createdAt", d.revoked_at AS "revokedAt", d.row_version AS "rowVersion"
  FROM sys_devices d`;

/** A device belongs to its warehouse; one without is seen by those who see everything. */
const VISIBLE = `((SELECT scope_is_all()) OR d.warehouse_id = ANY ((SELECT scope_document_warehouses())::bigint[]))`;

const MATCHES = `${VISIBLE} AND ($1::text IS NULL OR d.trust = $1)
  AND ($2::text IS NULL OR strpos(lower(d.name), lower($2)) > 0 OR strpos(lower(coalesce(d.model, '')), lower($2)) > 0)
  AND ($3::text IS NULL OR d.warehouse_id = (SELECT w.id FROM warehouses w WHERE w.code = $3))`;

/** All SQL of `sys_devices` that has a transaction. */
@Injectable()
export class DeviceStore {
  async find(tx: Tx, publicId: string, options: { lock?: boolean } = {}): Promise<DeviceRow | undefined> {
    const lock = options.lock ? ' FOR UPDATE OF d' : '';
    return (await tx.query<DeviceRow>(`${DEVICE} WHERE d.public_id = $1 AND ${VISIBLE}${lock}`, [publicId]))[0];
  }

  /** Newest first; `before` is the id of the last row of the page before. */
  async list(tx: Tx, filter: DeviceFilter & { before: string | null; limit: number }): Promise<DeviceRow[]> {
    return tx.query<DeviceRow>(`${DEVICE} WHERE ${MATCHES} AND ($4::bigint IS NULL OR d.id < $4) ORDER BY d.id DESC LIMIT $5`, [
      filter.trust,
      filter.q,
      filter.warehouse,
      filter.before,
      filter.limit,
    ]);
  }

  async count(tx: Tx, filter: DeviceFilter): Promise<number> {
    const [row] = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM sys_devices d WHERE ${MATCHES}`, [filter.trust, filter.q, filter.warehouse]);
    return row!.n;
  }

  async setTrust(tx: Tx, id: Id, trust: Trust, reason: string | null): Promise<void> {
    await tx.query(
      `UPDATE sys_devices SET trust = $2, trust_reason = $3, revoked_at = CASE WHEN $2 = 'revoked' THEN now() END, updated_at = now(),
         row_version = row_version + 1 WHERE id = $1`,
      [id, trust, reason],
    );
  }

  async update(tx: Tx, id: Id, device: { name: string; warehouseId: Id | null; zoneIds: readonly Id[] }): Promise<void> {
    await tx.query('UPDATE sys_devices SET name = $2, warehouse_id = $3, zone_ids = $4, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [
      id,
      device.name,
      device.warehouseId,
      device.zoneIds,
    ]);
  }

  /** Waits for a revocation that is under way, and keeps the next one waiting until this transaction ends. */
  async trustOf(tx: Tx, id: Id): Promise<Trust | undefined> {
    const [row] = await tx.query<{ trust: Trust }>('SELECT trust FROM sys_devices WHERE id = $1 FOR SHARE', [id]);
    return row?.trust;
  }

  async setQueue(tx: Tx, id: Id, queue: { length: number; oldestAt: string | null }): Promise<void> {
    await tx.query('UPDATE sys_devices SET queue_length = $2, queue_oldest_at = $3 WHERE id = $1', [id, queue.length, queue.oldestAt]);
  }

  /** Ids of the places that the transaction's scope reaches; what is missing was not found. */
  async places(tx: Tx, warehouse: string, zones: readonly string[]): Promise<{ warehouseId: Id | null; zones: ReadonlyMap<string, Id> }> {
    const [found] = await tx.query<{ id: Id }>('SELECT id FROM warehouses WHERE code = $1', [warehouse]);
    if (!found) return { warehouseId: null, zones: new Map() };
    const rows = await tx.query<{ code: string; id: Id }>('SELECT code, id FROM zones WHERE warehouse_id = $1 AND code = ANY ($2)', [found.id, zones]);
    return { warehouseId: found.id, zones: new Map(rows.map((row) => [row.code, row.id])) };
  }
}
