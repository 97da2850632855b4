import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

export interface DeliveryRow {
  readonly id: Id;
  readonly publicId: string;
  readonly webhookInternalId: Id;
  readonly webhook: string;
  readonly active: boolean;
  readonly eventId: string;
  readonly type: string;
  readonly state: string;
  readonly isTest: boolean;
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly nextAttemptAt: Date;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface AttemptRow {
  readonly attempt: number;
  readonly startedAt: Date;
  readonly ms: number | null;
  readonly status: number | null;
  readonly resolvedIp: string | null;
  readonly error: string | null;
  readonly snippet: string | null;
}

export interface DeliveryFilter {
  readonly webhookId: Id;
  readonly state: string | undefined;
  readonly type: string | undefined;
  readonly before: Id | null;
  readonly limit: number;
}

const DELIVERY = `d.id, d.public_id AS "publicId", d.webhook_id AS "webhookInternalId", w.public_id AS webhook, w.active AND w.deleted_at IS NULL AND w.discard_through IS NULL AS active, m.event_id AS "eventId",
  m.event_type AS type, d.state, d.is_test AS "isTest", d.attempts, d.last_status AS "lastStatus", d.last_error AS "lastError", d.next_attempt_at AS "nextAttemptAt",
  d.created_at AS "createdAt", d.finished_at AS "finishedAt"`;
const FROM = 'sys_webhook_deliveries d JOIN sys_webhooks w ON w.id = d.webhook_id JOIN sys_webhook_messages m ON m.id = d.message_id';
/** A new round of the whole ladder, under the same webhook-id. */
const AGAIN = `state = 'pending', attempts = 0, next_attempt_at = clock_timestamp(), finished_at = NULL`;

/** Half a second of work: far from the time limit of a statement, and more than most outages leave behind. */
const REPLAY_STEP = 10_000;

/** What people see of deliveries, and what they do with them. */
@Injectable()
export class DeliveryStore {
  list(tx: Tx, { webhookId, state, type, before, limit }: DeliveryFilter): Promise<DeliveryRow[]> {
    return tx.query<DeliveryRow>(
      `SELECT ${DELIVERY} FROM ${FROM} WHERE d.webhook_id = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::text IS NULL OR m.event_type = $3)
         AND ($4::bigint IS NULL OR d.id < $4) ORDER BY d.id DESC LIMIT $5`,
      [webhookId, state ?? null, type ?? null, before, limit],
    );
  }

  async find(tx: Tx, publicId: string): Promise<(DeliveryRow & { body: string }) | undefined> {
    return (await tx.query<DeliveryRow & { body: string }>(`SELECT ${DELIVERY}, m.body FROM ${FROM} WHERE d.public_id = $1`, [publicId]))[0];
  }

  /** The newest 50: more than three rounds of the ladder. */
  attempts(tx: Tx, id: Id): Promise<AttemptRow[]> {
    return tx.query<AttemptRow>(
      `SELECT attempt, started_at AS "startedAt", ms, status, host(resolved_ip) AS "resolvedIp", error, snippet FROM sys_webhook_attempts
       WHERE delivery_id = $1 ORDER BY id DESC LIMIT 50`,
      [id],
    );
  }

  async message(tx: Tx, eventId: string): Promise<{ eventId: string; type: string; body: string } | undefined> {
    return (
      await tx.query<{ eventId: string; type: string; body: string }>(
        `SELECT event_id AS "eventId", event_type AS type, coalesce(full_body, body) AS body FROM sys_webhook_messages WHERE event_id = $1`,
        [eventId],
      )
    )[0];
  }

  /** The endpoint first, as everywhere. */
  async lockEndpoint(tx: Tx, webhookId: Id): Promise<void> {
    await tx.query('SELECT 1 FROM sys_webhooks WHERE id = $1 FOR NO KEY UPDATE', [webhookId]);
  }

  /** One that waits goes at once and keeps its place on the ladder; one that has ended begins a new round. False while it is being sent. */
  async replay(tx: Tx, id: Id): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE sys_webhook_deliveries SET ${AGAIN.replace('attempts = 0', `attempts = CASE WHEN state = 'pending' THEN attempts ELSE 0 END`)}
       WHERE id = $1 AND state <> 'sending' RETURNING id`,
      [id],
    );
    return rows.length > 0;
  }

  replaySince(tx: Tx, webhookId: Id, since: string): Promise<number> {
    return this.again(tx, webhookId, `d.state IN ('dead', 'discarded') AND d.created_at >= $2`, [since]);
  }

  replayDead(tx: Tx, webhookId: Id): Promise<number> {
    return this.again(tx, webhookId, `d.state = 'dead'`, []);
  }

  async hasDead(tx: Tx, webhookId: Id): Promise<boolean> {
    const [row] = await tx.query<{ some: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM sys_webhook_deliveries WHERE webhook_id = $1 AND state = 'dead' AND NOT is_test) AS some`,
      [webhookId],
    );
    return row!.some;
  }

  /** A step; the caller repeats it while there is more. Many at once go out as a drain, so that the receiver is not knocked over by them. */
  private async again(tx: Tx, webhookId: Id, which: string, values: readonly unknown[]): Promise<number> {
    const [done] = await tx.query<{ n: number }>(
      `WITH again AS (UPDATE sys_webhook_deliveries d SET ${AGAIN} WHERE d.id IN (SELECT d.id FROM sys_webhook_deliveries d
         WHERE d.webhook_id = $1 AND NOT d.is_test AND ${which} ORDER BY d.id LIMIT ${REPLAY_STEP}) RETURNING 1),
       drain AS (UPDATE sys_webhooks SET breaker = 'draining' WHERE id = $1 AND breaker = 'closed' AND (SELECT count(*) FROM again) > 10)
       SELECT count(*)::int AS n FROM again`,
      [webhookId, ...values],
    );
    return done!.n;
  }
}
