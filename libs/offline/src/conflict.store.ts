import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { OpState } from './device-op.rules';

export interface ConflictRow {
  readonly no: Id;
  readonly id: string;
  readonly state: OpState;
  readonly type: string;
  readonly operator: string;
  readonly device: { readonly id: string; readonly name: string } | null;
  readonly seq: number;
  readonly status: number;
  readonly problemCode: string | null;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly reusedOpId: string | null;
  readonly appliedAs: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: Date | null;
  readonly resolution: string | null;
}

export interface ConflictDetailRow extends ConflictRow {
  readonly body: string | null;
  readonly answer: string | null;
  readonly warehouseIds: readonly Id[];
  readonly deviceId: Id | null;
  readonly userId: Id | null;
}

export interface ConflictFilter {
  readonly states: readonly string[];
  /** And those that were rejected for want of a right or a document: work that may be good. */
  readonly rescuable: boolean;
  readonly device: string | null;
  readonly type: string | null;
}

const COLUMNS = `o.id::text AS no, o.op_id AS id, o.state, o.op_type AS type, o.actor_name AS operator,
  CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.public_id, 'name', d.name) END AS device, o.seq::float8 AS seq, o.status, o.problem_code AS "problemCode",
  o.occurred_at AS "occurredAt", o.received_at AS "receivedAt", o.reused_op_id AS "reusedOpId", o.applied_as AS "appliedAs", o.resolved_by AS "resolvedBy",
  o.resolved_at AS "resolvedAt", o.resolution`;
const FROM = 'device_ops o LEFT JOIN sys_devices d ON d.id = o.device_id';
const MATCHES = `(o.state = ANY ($1) OR $4::boolean AND o.state = 'rejected' AND o.status IN (403, 404)) AND ($2::uuid IS NULL OR d.public_id = $2) AND ($3::text IS NULL OR o.op_type = $3)`;

/** Operations that need, or needed, a person; the scope of the transaction says whose. */
@Injectable()
export class ConflictStore {
  list(tx: Tx, { states, device, type, rescuable }: ConflictFilter, page: { before: Id | null; limit: number }): Promise<ConflictRow[]> {
    return tx.query<ConflictRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE ${MATCHES} AND ($5::bigint IS NULL OR o.id < $5) ORDER BY o.id DESC LIMIT $6`, [
      states,
      device,
      type,
      rescuable,
      page.before,
      page.limit,
    ]);
  }

  /** No further than one beyond 10 000. */
  async count(tx: Tx, { states, device, type, rescuable }: ConflictFilter): Promise<number> {
    const [row] = await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM (SELECT 1 FROM ${FROM} WHERE ${MATCHES} LIMIT 10001) AS counted`, [
      states,
      device,
      type,
      rescuable,
    ]);
    return row!.n;
  }

  async find(tx: Tx, opId: string): Promise<ConflictDetailRow | undefined> {
    return (
      await tx.query<ConflictDetailRow>(
        `SELECT ${COLUMNS}, o.body, o.answer, o.warehouse_ids::text[] AS "warehouseIds",
        o.device_id::text AS "deviceId", o.user_id::text AS "userId" FROM ${FROM} WHERE o.op_id = $1`,
        [opId],
      )
    )[0];
  }

  /** First lock of a decision: of two at once the second finds the first one's. */
  async lock(tx: Tx, opId: string): Promise<void> {
    await tx.query('SELECT 1 FROM device_ops WHERE op_id = $1 FOR UPDATE', [opId]);
  }

  async settle(tx: Tx, opId: string, decision: { state: 'resolved' | 'discarded'; appliedAs: string | null; by: string; reason: string }): Promise<void> {
    await tx.query('UPDATE device_ops SET state = $2, applied_as = $3, resolved_by = $4, resolved_at = clock_timestamp(), resolution = $5 WHERE op_id = $1', [
      opId,
      decision.state,
      decision.appliedAs,
      decision.by,
      decision.reason,
    ]);
  }
}
