import { Injectable } from '@nestjs/common';
import { Database } from '@anwen/database';
import { ALL_SCOPE, systemActor, type Id } from '@anwen/kernel';
import type { Trust } from './device.rules';
import { REORDER_WINDOW, SIGNATURE_WINDOW_MS } from './signature.rules';

/** A device as its requests are checked against. */
export interface KnownDevice {
  readonly id: Id;
  readonly publicId: string;
  readonly name: string;
  readonly platform: string | null;
  readonly publicKey: Buffer | null;
  readonly secretSealed: string | null;
  readonly warehouseId: Id | null;
  readonly zoneIds: readonly Id[];
  readonly warehouseZoneIds: readonly Id[];
  /** As it was when this was read; the door asks again with every request. */
  readonly trust: Trust;
  readonly rowVersion: number;
}

/** What became of one signed request, and what holds for its device at this very moment. */
export interface Admission {
  /** The nonce was never seen. */
  readonly fresh: boolean;
  /** The number was not used and is not too old. */
  readonly inOrder: boolean;
  readonly lastSeq: number;
  readonly trust: Trust;
  readonly rowVersion: number;
  /** Who signed in last; null when they have left. */
  readonly operatorId: Id | null;
  /** Who signed in last, also when that session is over: whose work the device still has. */
  readonly lastOperatorId: Id | null;
}

export interface Activity {
  readonly appVersion: string | null;
  readonly skewMs: number;
}

const KNOWN = `SELECT d.id, d.public_id AS "publicId", d.name, d.platform, d.public_key AS "publicKey", d.secret_sealed AS "secretSealed",
    d.warehouse_id AS "warehouseId", d.zone_ids AS "zoneIds", d.trust, d.row_version AS "rowVersion",
    coalesce((SELECT array_agg(z.id) FROM zones z WHERE z.warehouse_id = d.warehouse_id), '{}') AS "warehouseZoneIds"
  FROM sys_devices d`;

/** How far the number lies behind the last one, kept within what a shift can take. */
const BEHIND = 'least(greatest(s.last_seq - $3::bigint, 0), 63)::int';
const AHEAD = 'least(greatest($3::bigint - s.last_seq, 0), 63)::int';
const MASK = (2n ** BigInt(REORDER_WINDOW) - 1n).toString();

// One statement, so that neither a nonce nor a number is ever accepted twice, however many requests arrive together: the
// first to lock the device's row wins, the second sees what it wrote. The trust is read here and not from a cache.
// Its commit does not wait for the disk (a wait per request, also for reads): the commit of whatever the request then writes
// does, and takes this along. A crash of the server may forget the last reads, half a second of them.
const ADMIT = `
  WITH nonce AS (INSERT INTO sys_device_nonces (device_id, nonce) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1),
  moved AS (
    UPDATE sys_device_sequences s SET
      seen = CASE WHEN $3::bigint <= s.last_seq THEN s.seen | (1::bigint << ${BEHIND})
                  WHEN $3::bigint - s.last_seq >= ${REORDER_WINDOW} THEN 1
                  ELSE ((s.seen << ${AHEAD}) & ${MASK}) | 1 END,
      last_seq = greatest(s.last_seq, $3::bigint)
    WHERE s.device_id = $1 AND ($3::bigint > s.last_seq
      OR ($3::bigint > s.last_seq - ${REORDER_WINDOW} AND s.seen & (1::bigint << ${BEHIND}) = 0))
    RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM nonce) AS fresh, EXISTS (SELECT 1 FROM moved) AS "inOrder", s.last_seq::float8 AS "lastSeq", d.trust, d.row_version AS "rowVersion",
         (SELECT CASE WHEN o.revoked_at IS NULL THEN o.user_id END FROM sys_sessions o WHERE o.device_id = d.id ORDER BY o.id DESC LIMIT 1) AS "operatorId",
         (SELECT o.user_id FROM sys_sessions o WHERE o.device_id = d.id ORDER BY o.id DESC LIMIT 1) AS "lastOperatorId",
         set_config('synchronous_commit', 'off', true) AS "commits"
  FROM sys_devices d JOIN sys_device_sequences s ON s.device_id = d.id WHERE d.id = $1`;

/** A bite that is over before anybody waits for it. */
const ROWS_PER_STATEMENT = 5_000;
/** A signature from the future lives for two windows; nothing that is remembered longer could be believed. */
const NONCE_SECONDS = (2 * SIGNATURE_WINDOW_MS) / 1000 + 60;

/** What the door asks and notes, outside the request's transaction: a refused request must be remembered too. */
@Injectable()
export class SignedRequestStore {
  constructor(private readonly database: Database) {}

  find(publicId: string): Promise<KnownDevice | undefined> {
    return this.one('d.public_id = $1', publicId);
  }

  findById(id: Id): Promise<KnownDevice | undefined> {
    return this.one('d.id = $1', id);
  }

  /** Undefined when the device is gone. */
  async admit(deviceId: Id, nonce: Buffer, seq: number): Promise<Admission | undefined> {
    return (await this.database.query<Admission>(ADMIT, [deviceId, nonce, seq]))[0];
  }

  async noteActivity(deviceId: Id, { appVersion, skewMs }: Activity): Promise<void> {
    await this.database.query('UPDATE sys_devices SET last_active_at = now(), app_version = coalesce($2, app_version), clock_skew_ms = $3 WHERE id = $1', [
      deviceId,
      appVersion,
      skewMs,
    ]);
  }

  private one(condition: string, value: string): Promise<KnownDevice | undefined> {
    const options = { actor: systemActor('devices'), scope: ALL_SCOPE };
    return this.database.read(options, async (tx) => (await tx.query<KnownDevice>(`${KNOWN} WHERE ${condition}`, [value]))[0]);
  }

  /** Forgets nonces that no signature can bring back; how many. */
  async purgeNonces(): Promise<number> {
    let total = 0;
    for (;;) {
      const gone = await this.database.query(
        `DELETE FROM sys_device_nonces WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM sys_device_nonces WHERE seen_at < now() - make_interval(secs => $1) LIMIT ${ROWS_PER_STATEMENT})) RETURNING 1`,
        [NONCE_SECONDS],
      );
      total += gone.length;
      if (gone.length < ROWS_PER_STATEMENT) return total;
    }
  }
}
