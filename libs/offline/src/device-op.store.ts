import type { DeferredInsert, Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { OpState, Verdict } from './device-op.rules';
import type { WorkDone } from './work-done.rules';

/** An operation as it is kept. */
export interface KnownOp {
  readonly opId: string;
  readonly seq: number;
  readonly deviceId: Id | null;
  readonly userId: Id | null;
  readonly type: string;
  readonly bodyHash: string;
  readonly body: string | null;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly result: Verdict;
  readonly status: number;
  /** Exact bytes of the answer; null once emptied. */
  readonly answer: string | null;
  readonly state: OpState;
  readonly appliedAs: string | null;
}

export interface NewOp {
  readonly opId: string;
  readonly reusedOpId?: string;
  readonly lane: string;
  readonly seq: number;
  readonly type: string;
  readonly bodyHash: string;
  readonly body: string;
  readonly occurredAt: string;
  readonly places: readonly string[];
  /** Id or number of the document that it names. */
  readonly document: string | null;
  readonly result: Verdict;
  readonly status: number;
  readonly answer: string | null;
  readonly problemCode?: string;
  readonly postingId?: string;
}

const COLUMNS = `o.op_id AS "opId", o.seq::float8 AS seq, o.device_id::text AS "deviceId", o.user_id::text AS "userId", o.op_type AS type, o.body_hash AS "bodyHash", o.body,
  o.occurred_at AS "occurredAt", o.received_at AS "receivedAt", o.result, o.status, o.answer, o.state, o.applied_as AS "appliedAs"`;

/**
 * The row is written with audit and outbox in the one statement before the commit. It belongs to the warehouses of the places that
 * it names; naming none, to those of its document; then to those that its operator's permission reaches, to the device's own, and at
 * last to those where its operator may work at all.
 */
const KEEP: DeferredInsert = {
  name: 'offline.keep',
  sql: `INSERT INTO device_ops (op_id, reused_op_id, lane, seq, device_id, user_id, actor_name, op_type, body_hash, body, occurred_at, warehouse_ids,
                                result, status, answer, problem_code, posting_id, state)
        SELECT r."opId", r."reusedOpId", r.lane, r.seq, r."deviceId", r."userId", r."actorName", r.type, r."bodyHash", r.body, r."occurredAt",
               CASE WHEN named <> '{}' THEN named WHEN by_document <> '{}' THEN by_document WHEN reach <> '{}' THEN reach WHEN own <> '{}' THEN own
                    ELSE device_op_reach_of(r."userId") END,
               r.result, r.status, r.answer, r."problemCode", r."postingId", r.result
          FROM jsonb_to_recordset($rows::jsonb) AS r("opId" uuid, "reusedOpId" uuid, lane text, seq bigint, "deviceId" bigint, "userId" bigint, "actorName" text,
                 type text, "bodyHash" text, body text, "occurredAt" timestamptz, places text[], document text, result text, status int, answer text, "problemCode" text, "postingId" uuid)
         CROSS JOIN LATERAL (SELECT CASE WHEN cardinality(r.places) = 0 THEN '{}' ELSE device_op_places(r.places) END AS named,
                                   device_op_document_places(r.type, r.document) AS by_document, scope_document_warehouses() AS reach,
                                   ARRAY(SELECT d.warehouse_id FROM sys_devices d WHERE d.id = r."deviceId" AND d.warehouse_id IS NOT NULL) AS own) AS w`,
};

/** All SQL of `device_ops` that the upload needs. */
@Injectable()
export class DeviceOpStore {
  /** Waits for a twin of the operation, then tells what is known of it. First lock of an operation's transaction. */
  async enter(tx: Tx, opId: string): Promise<KnownOp | undefined> {
    return (await tx.prepared<KnownOp>('offline.enter', `SELECT ${COLUMNS} FROM device_op_enter($1) AS o`, [opId]))[0];
  }

  async find(tx: Tx, opId: string): Promise<KnownOp | undefined> {
    return (await tx.query<KnownOp>(`SELECT ${COLUMNS} FROM device_op_find($1) AS o`, [opId]))[0];
  }

  keep(tx: Tx, actor: Actor, op: NewOp): void {
    tx.collect(KEEP, { ...op, deviceId: actor.deviceId, userId: actor.userId, actorName: actor.name });
  }

  /** What was done under this operation id, through whichever door it came. */
  async effectOf(tx: Tx, opId: string): Promise<WorkDone | undefined> {
    const rows = await tx.query<WorkDone>(
      `SELECT posting AS "postingId", by_user::text AS "userId", by_device::text AS "deviceId", documents, moved FROM device_op_effect($1)`,
      [opId],
    );
    return rows[0];
  }

  /** How often the operation has run out of time, this one included. */
  async countTimeout(tx: Tx, opId: string): Promise<number> {
    const [row] = await tx.query<{ attempts: number }>(
      `INSERT INTO device_op_attempts AS a (op_id) VALUES ($1)
       ON CONFLICT (op_id) DO UPDATE SET attempts = a.attempts + 1, last_at = clock_timestamp() RETURNING attempts`,
      [opId],
    );
    return row!.attempts;
  }

  /** Numbers that the lane has not sent, oldest first, at most 20 holes. */
  async gaps(tx: Tx, lane: string): Promise<{ from: number; to: number }[]> {
    return tx.query('SELECT first_missing::float8 AS "from", last_missing::float8 AS "to" FROM device_op_gaps($1)', [lane]);
  }

  /** What the lane says of itself; answers what was known and what is known now. */
  async noteLane(tx: Tx, actor: Actor, lane: LaneReport): Promise<LaneNote> {
    const [before] = await tx.query<{ highest: number; isStale: boolean }>(
      'SELECT highest_seq::float8 AS highest, stale_since IS NOT NULL AS "isStale" FROM device_lanes WHERE lane = $1 FOR UPDATE',
      [lane.lane],
    );
    const [now] = await tx.query<{ highest: number; isStale: boolean }>(NOTE_LANE, [
      lane.lane,
      actor.deviceId,
      actor.userId,
      lane.highestSeq,
      lane.queueLength ?? null,
      lane.queueOldestAt ?? null,
    ]);
    return { ...now!, highestBefore: before?.highest ?? -1, wasStale: before?.isStale ?? false };
  }

  /** Queues that became too old while nothing was heard of them; each is answered once. */
  async markSilent(tx: Tx): Promise<SilentLane[]> {
    return tx.query<SilentLane>(
      `UPDATE device_lanes l SET stale_since = now() WHERE l.queue_length > 0 AND l.queue_oldest_at < now() - ${STALE_AFTER} AND l.stale_since IS NULL
       RETURNING l.lane, l.queue_length AS waiting, l.queue_oldest_at AS since,
         coalesce((SELECT d.name FROM sys_devices d WHERE d.id = l.device_id), (SELECT u.display_name FROM sys_users u WHERE u.id = l.user_id), l.lane) AS name`,
    );
  }
}

export interface SilentLane {
  readonly lane: string;
  readonly name: string;
  readonly waiting: number;
  readonly since: Date;
}

export interface LaneReport {
  readonly lane: string;
  readonly highestSeq: number;
  readonly queueLength: number | undefined;
  readonly queueOldestAt: string | null | undefined;
}

export interface LaneNote {
  readonly highest: number;
  /** Highest number before this batch; -1 for a lane's first. */
  readonly highestBefore: number;
  readonly isStale: boolean;
  readonly wasStale: boolean;
}

/** A shift: what a device has not brought home by its end was forgotten, or the device cannot reach us. */
const STALE_AFTER = `interval '8 hours'`;

const NOTE_LANE = `
  INSERT INTO device_lanes AS l (lane, device_id, user_id, highest_seq, queue_length, queue_oldest_at, stale_since)
  VALUES ($1, $2, $3, $4, coalesce($5::int, 0), $6::timestamptz, CASE WHEN $5::int > 0 AND $6::timestamptz < now() - ${STALE_AFTER} THEN now() END)
  ON CONFLICT (lane) DO UPDATE SET highest_seq = greatest(l.highest_seq, excluded.highest_seq), last_batch_at = clock_timestamp(), user_id = excluded.user_id,
    queue_length = coalesce($5::int, l.queue_length), queue_oldest_at = CASE WHEN $5::int IS NULL THEN l.queue_oldest_at ELSE $6::timestamptz END,
    stale_since = CASE WHEN $5::int IS NULL THEN l.stale_since WHEN excluded.stale_since IS NULL THEN NULL ELSE coalesce(l.stale_since, excluded.stale_since) END
  RETURNING highest_seq::float8 AS highest, stale_since IS NOT NULL AS "isStale"`;
