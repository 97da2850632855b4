import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { DRAIN_EVERY_MS, PROBE_EVERY_MS, type AttemptError, type Health, type HealthAfter } from './delivery.rules';
import type { AuthMode } from './endpoint.rules';

/** Everything that one attempt needs, sealed texts still sealed. */
export interface ClaimedDelivery {
  readonly id: Id;
  readonly publicId: string;
  readonly leaseId: string;
  readonly attempts: number;
  readonly isTest: boolean;
  readonly webhookId: Id;
  readonly webhookPublicId: string;
  readonly url: string;
  readonly authMode: AuthMode;
  readonly secretEnc: string;
  readonly oldSecretEnc: string | null;
  readonly oldSecretUntil: Date | null;
  readonly bearerToken: string | null;
  readonly headersEnc: string | null;
  readonly caPem: string | null;
  readonly failing: boolean;
  readonly eventId: string;
  readonly body: string;
}

export interface Claiming {
  readonly now: Date;
  readonly leaseId: string;
  readonly leaseUntil: Date;
  readonly slots: number;
  /** How many of the slots endpoints in trouble may take. */
  readonly failingSlots: number;
}

export interface AttemptFacts {
  readonly startedAt: Date;
  readonly ms: number | null;
  readonly status: number | null;
  readonly resolvedIp: string | null;
  readonly error: AttemptError | null;
  readonly snippet: string | null;
}

export interface EndpointHealth extends Health {
  readonly active: boolean;
  readonly publicId: string;
  readonly name: string;
}

export type EndedState = 'pending' | 'delivered' | 'dead' | 'paused';

/** Two at a time while all is well; one while something is wrong or while a backlog drains. */
const IN_FLIGHT = `CASE WHEN w.breaker = 'closed' AND w.consecutive_failures = 0 THEN 2 ELSE 1 END`;
/** In ordered mode nothing of the same object with a smaller sequence may wait. Also part of the choice of endpoints: a blocked one must not take a place. */
const isFirst = (endpoint: string): string =>
  `(NOT ${endpoint}.ordered OR NOT EXISTS (SELECT 1 FROM sys_webhook_deliveries e WHERE e.webhook_id = d.webhook_id AND e.aggregate = d.aggregate
      AND (e.sequence, e.id) < (d.sequence, d.id) AND e.state IN ('pending', 'sending', 'paused')))`;
const DELIVERY = `d.id, d.public_id AS "publicId", d.lease_id AS "leaseId", d.attempts, d.is_test AS "isTest", w.id AS "webhookId", w.public_id AS "webhookPublicId",
  w.url, w.auth_mode AS "authMode", w.secret_enc AS "secretEnc", w.old_secret_enc AS "oldSecretEnc", w.old_secret_until AS "oldSecretUntil",
  w.bearer_token AS "bearerToken", w.headers_enc AS "headersEnc", w.ca_pem AS "caPem", w.consecutive_failures > 0 AS failing, m.event_id AS "eventId", m.body`;

/** All SQL of the sender. Lock order everywhere: the endpoint, then its deliveries. */
@Injectable()
export class SendingStore {
  /** Leases and due times go by the clock of the database: hosts disagree. */
  async now(tx: Tx): Promise<Date> {
    return (await tx.query<{ now: Date }>('SELECT clock_timestamp() AS now'))[0]!.now;
  }

  /** Takes due deliveries under a lease, fairly among endpoints. Endpoints that another sender is looking at are passed over. */
  async claim(tx: Tx, { now, leaseId, leaseUntil, slots, failingSlots }: Claiming): Promise<ClaimedDelivery[]> {
    const endpoints = await tx.query<{ id: Id; failing: boolean }>(
      `SELECT w.id, w.consecutive_failures > 0 AS failing FROM sys_webhooks w
       WHERE w.active AND w.deleted_at IS NULL AND (w.next_send_at IS NULL OR w.next_send_at <= $1)
         AND w.discard_through IS NULL
         AND EXISTS (SELECT 1 FROM sys_webhook_deliveries d WHERE d.webhook_id = w.id AND d.state = 'pending' AND d.next_attempt_at <= $1 AND ${isFirst('w')})
         AND (SELECT count(*) FROM sys_webhook_deliveries s WHERE s.webhook_id = w.id AND s.state = 'sending') < ${IN_FLIGHT}
         AND (w.consecutive_failures = 0 OR $3 > 0)
       ORDER BY w.last_claimed_at NULLS FIRST, w.id LIMIT $2 FOR NO KEY UPDATE OF w SKIP LOCKED`,
      [now, slots, failingSlots],
    );
    const failing = endpoints.filter((e) => e.failing).slice(0, failingSlots);
    const ids = [...endpoints.filter((e) => !e.failing), ...failing].map((e) => e.id);
    if (ids.length === 0) return [];
    // A statement of its own: only now, with the endpoints locked, is the number in flight certain.
    const claimed = await tx.query<ClaimedDelivery>(
      `WITH room AS (
         SELECT w.id, w.ordered, ${IN_FLIGHT} - (SELECT count(*) FROM sys_webhook_deliveries s WHERE s.webhook_id = w.id AND s.state = 'sending') AS free
         FROM sys_webhooks w WHERE w.id = ANY ($1)),
       picked AS (
         SELECT due.id FROM room CROSS JOIN LATERAL (
           SELECT d.id, d.next_attempt_at FROM sys_webhook_deliveries d
           WHERE d.webhook_id = room.id AND d.state = 'pending' AND d.next_attempt_at <= $2
             AND ${isFirst('room')}
           ORDER BY d.next_attempt_at, d.id LIMIT greatest(room.free, 0) FOR UPDATE SKIP LOCKED) AS due
         ORDER BY due.next_attempt_at LIMIT $3),
       taken AS (
         UPDATE sys_webhook_deliveries d SET state = 'sending', lease_id = $4, lease_until = $5, attempts = d.attempts + 1
         FROM picked WHERE d.id = picked.id RETURNING d.*)
       SELECT ${DELIVERY} FROM taken d JOIN sys_webhooks w ON w.id = d.webhook_id JOIN sys_webhook_messages m ON m.id = d.message_id ORDER BY d.id`,
      [ids, now, slots, leaseId, leaseUntil],
    );
    await this.noteClaim(tx, now, [...new Set(claimed.map((d) => d.webhookId))]);
    return claimed;
  }

  /** A delivery that was made under a lease. */
  async held(tx: Tx, id: Id): Promise<ClaimedDelivery> {
    const [row] = await tx.query<ClaimedDelivery>(
      `SELECT ${DELIVERY} FROM sys_webhook_deliveries d JOIN sys_webhooks w ON w.id = d.webhook_id JOIN sys_webhook_messages m ON m.id = d.message_id WHERE d.id = $1`,
      [id],
    );
    return row!;
  }

  /** A probe or a step of the drain keeps the next one waiting; a drain without backlog has ended. */
  private async noteClaim(tx: Tx, now: Date, ids: readonly Id[]): Promise<void> {
    const later = (ms: number): Date => new Date(now.getTime() + ms);
    await tx.query(
      `UPDATE sys_webhooks w SET last_claimed_at = clock_timestamp(),
         next_send_at = CASE w.breaker WHEN 'open' THEN $3::timestamptz WHEN 'draining' THEN $4::timestamptz END,
         breaker = CASE WHEN w.breaker = 'draining' AND NOT EXISTS (SELECT 1 FROM sys_webhook_deliveries d
             WHERE d.webhook_id = w.id AND (d.state = 'paused' OR d.state = 'pending' AND d.next_attempt_at <= $2)) THEN 'closed' ELSE w.breaker END
       WHERE w.id = ANY ($1)`,
      [ids, now, later(PROBE_EVERY_MS), later(DRAIN_EVERY_MS)],
    );
  }

  /** A sender that lives keeps what it holds. */
  async renew(tx: Tx, held: readonly { id: Id; leaseId: string }[], until: Date): Promise<void> {
    await tx.query(
      `UPDATE sys_webhook_deliveries d SET lease_until = $2 FROM jsonb_to_recordset($1::jsonb) AS h(id bigint, "leaseId" uuid)
       WHERE d.id = h.id AND d.lease_id = h."leaseId"`,
      [JSON.stringify(held), until],
    );
  }

  /** What a sender held that is no more: due at once, under the same webhook-id, because nobody knows whether it arrived. */
  async releaseLost(tx: Tx, now: Date): Promise<number> {
    const lost = await tx.query<{ id: Id }>(
      `WITH lost AS (SELECT id FROM sys_webhook_deliveries WHERE state = 'sending' AND lease_until < $1 FOR UPDATE SKIP LOCKED),
       freed AS (
         UPDATE sys_webhook_deliveries d SET lease_id = NULL, lease_until = NULL, next_attempt_at = $1, last_status = NULL, last_error = 'LOST',
           state = CASE WHEN d.is_test THEN 'dead' WHEN (SELECT active FROM sys_webhooks w WHERE w.id = d.webhook_id) THEN 'pending' ELSE 'paused' END,
           finished_at = CASE WHEN d.is_test THEN clock_timestamp() END
         FROM lost WHERE d.id = lost.id RETURNING d.id, d.attempts)
       INSERT INTO sys_webhook_attempts (delivery_id, attempt, started_at, error) SELECT id, attempts, $1, 'LOST' FROM freed RETURNING delivery_id AS id`,
      [now],
    );
    return lost.length;
  }

  async lockEndpoint(tx: Tx, id: Id): Promise<EndpointHealth> {
    const [row] = await tx.query<EndpointHealth>(
      `SELECT active, public_id AS "publicId", name, breaker, consecutive_failures AS "consecutiveFailures", consecutive_dead AS "consecutiveDead", failing_since AS "failingSince"
       FROM sys_webhooks WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return row!;
  }

  /** False when the lease has passed to somebody else: then this outcome is not ours to record. */
  async finish(
    tx: Tx,
    delivery: ClaimedDelivery,
    to: { state: EndedState; nextAttemptAt: Date | null; status: number | null; error: string | null },
  ): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE sys_webhook_deliveries SET state = $3, lease_id = NULL, lease_until = NULL, next_attempt_at = coalesce($4, next_attempt_at), last_status = $5, last_error = $6,
         finished_at = CASE WHEN $3 IN ('delivered', 'dead') THEN clock_timestamp() END
       WHERE id = $1 AND lease_id = $2 RETURNING id`,
      [delivery.id, delivery.leaseId, to.state, to.nextAttemptAt, to.status, to.error],
    );
    return rows.length > 0;
  }

  async noteAttempt(tx: Tx, delivery: Pick<ClaimedDelivery, 'id' | 'attempts'>, facts: AttemptFacts): Promise<void> {
    await tx.query(
      `INSERT INTO sys_webhook_attempts (delivery_id, attempt, started_at, ms, status, resolved_ip, error, snippet) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [delivery.id, delivery.attempts, facts.startedAt, facts.ms, facts.status, facts.resolvedIp, facts.error, facts.snippet],
    );
  }

  async noteHealth(tx: Tx, id: Id, health: HealthAfter, outcome: { ok: boolean; now: Date }): Promise<void> {
    await tx.query(
      `UPDATE sys_webhooks SET breaker = $2, consecutive_failures = $3, consecutive_dead = $4, failing_since = $5,
         next_send_at = CASE WHEN breaker = 'draining' AND $6::timestamptz IS NULL THEN next_send_at ELSE $6 END,
         last_success_at = CASE WHEN $7 THEN $8::timestamptz ELSE last_success_at END, last_failure_at = CASE WHEN $7 THEN last_failure_at ELSE $8 END
       WHERE id = $1`,
      [id, health.breaker, health.consecutiveFailures, health.consecutiveDead, health.failingSince, health.nextSendAt, outcome.ok, outcome.now],
    );
  }

  /** Stops all sending: the switch alone counts, so it turns whatever waits. */
  async disable(tx: Tx, id: Id, reason: string): Promise<void> {
    await tx.query(
      `UPDATE sys_webhooks SET active = false, disabled_at = clock_timestamp(), disabled_reason = $2, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, reason],
    );
  }

  /** The tenant's own ladder in seconds, when there is one. */
  async ladder(tx: Tx): Promise<unknown> {
    return (await tx.query<{ value: unknown }>(`SELECT value FROM sys_settings WHERE key = 'webhooks.retry_seconds'`))[0]?.value;
  }

  /** Soonest moment at which a drain or a retry may go on. */
  async nextLook(tx: Tx): Promise<Date | null> {
    const [row] = await tx.query<{ at: Date | null }>(`SELECT min(next_send_at) AS at FROM sys_webhooks WHERE active AND breaker = 'draining'`);
    return row!.at;
  }
}
