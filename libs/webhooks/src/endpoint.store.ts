import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { AuthMode } from './endpoint.rules';

/** What a person decides about an endpoint; texts that are secret are sealed. */
export interface EndpointSettings {
  readonly name: string;
  readonly url: string;
  readonly events: string[];
  readonly authMode: AuthMode;
  readonly bearerToken: string | null;
  readonly bearerLast4: string | null;
  readonly headersEnc: string | null;
  readonly headerNames: string[];
  readonly caPem: string | null;
  readonly ordered: boolean;
  readonly riskAcknowledgedAt: Date | null;
  readonly riskAcknowledgedBy: Id | null;
  readonly riskReason: string | null;
}

export interface EndpointRow extends EndpointSettings {
  readonly id: Id;
  readonly publicId: string;
  readonly secretEnc: string;
  readonly oldSecretEnc: string | null;
  readonly oldSecretUntil: Date | null;
  readonly active: boolean;
  readonly disabledAt: Date | null;
  readonly disabledReason: string | null;
  readonly failingSince: Date | null;
  readonly consecutiveFailures: number;
  readonly breaker: string;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly riskByName: string | null;
  readonly createdAt: Date;
  readonly rowVersion: number;
}

export interface EndpointCounts {
  readonly pending: number;
  readonly paused: number;
  readonly dead: number;
}

const COLUMNS = `w.id, w.public_id AS "publicId", w.name, w.url, w.event_filter AS events, w.auth_mode AS "authMode", w.bearer_token AS "bearerToken", w.bearer_last4 AS "bearerLast4",
  w.headers_enc AS "headersEnc", w.header_names AS "headerNames", w.ca_pem AS "caPem", w.ordered, w.risk_acknowledged_at AS "riskAcknowledgedAt",
  w.risk_acknowledged_by AS "riskAcknowledgedBy", w.risk_reason AS "riskReason", w.secret_enc AS "secretEnc", w.old_secret_enc AS "oldSecretEnc",
  CASE WHEN w.old_secret_until > now() THEN w.old_secret_until END AS "oldSecretUntil", w.active, w.disabled_at AS "disabledAt", w.disabled_reason AS "disabledReason",
  w.failing_since AS "failingSince", w.consecutive_failures AS "consecutiveFailures", w.breaker, w.last_success_at AS "lastSuccessAt", w.last_failure_at AS "lastFailureAt",
  (SELECT u.username FROM sys_users u WHERE u.id = w.risk_acknowledged_by) AS "riskByName", w.created_at AS "createdAt", w.row_version AS "rowVersion"`;
const SETTINGS = `name = $2, url = $3, event_filter = $4, auth_mode = $5, bearer_token = $6, bearer_last4 = $7, headers_enc = $8, header_names = $9, ca_pem = $10, ordered = $11,
  risk_acknowledged_at = $12, risk_acknowledged_by = $13, risk_reason = $14`;

const valuesOf = (s: EndpointSettings): unknown[] => [
  s.name,
  s.url,
  s.events,
  s.authMode,
  s.bearerToken,
  s.bearerLast4,
  s.headersEnc,
  s.headerNames,
  s.caPem,
  s.ordered,
  s.riskAcknowledgedAt,
  s.riskAcknowledgedBy,
  s.riskReason,
];

/** All SQL of `sys_webhooks` but the sender's. */
@Injectable()
export class EndpointStore {
  /** 200 endpoints are more than a factory has integrations. */
  list(tx: Tx): Promise<EndpointRow[]> {
    return tx.query<EndpointRow>(`SELECT ${COLUMNS} FROM sys_webhooks w WHERE w.deleted_at IS NULL ORDER BY w.id DESC LIMIT 200`);
  }

  find(tx: Tx, publicId: string): Promise<EndpointRow | undefined> {
    return this.one(tx, publicId, '');
  }

  lock(tx: Tx, publicId: string): Promise<EndpointRow | undefined> {
    return this.one(tx, publicId, 'FOR NO KEY UPDATE OF w');
  }

  /** By the switch, which the deliveries follow a moment later. Dead ones of the last 90 days: what is older has left the log. */
  async counts(tx: Tx, ids: readonly Id[]): Promise<ReadonlyMap<Id, EndpointCounts>> {
    const rows = await tx.query<EndpointCounts & { id: Id }>(
      `SELECT w.id, count(*) FILTER (WHERE d.state = 'sending' OR d.state IN ('pending', 'paused') AND w.active)::int AS pending,
         count(*) FILTER (WHERE d.state IN ('pending', 'paused') AND NOT w.active)::int AS paused, count(*) FILTER (WHERE d.state = 'dead')::int AS dead
       FROM sys_webhook_deliveries d JOIN sys_webhooks w ON w.id = d.webhook_id
       WHERE d.webhook_id = ANY ($1) AND d.state IN ('pending', 'sending', 'paused', 'dead') AND NOT d.is_test
         AND NOT (d.state IN ('pending', 'paused') AND d.id <= coalesce(w.discard_through, 0)) GROUP BY w.id`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async insert(tx: Tx, made: { publicId: string; secretEnc: string; createdBy: Id | null }, settings: EndpointSettings): Promise<void> {
    await tx.query(
      `INSERT INTO sys_webhooks (public_id, name, url, event_filter, auth_mode, bearer_token, bearer_last4, headers_enc, header_names, ca_pem, ordered,
         risk_acknowledged_at, risk_acknowledged_by, risk_reason, secret_enc, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [made.publicId, ...valuesOf(settings), made.secretEnc, made.createdBy],
    );
  }

  async update(tx: Tx, id: Id, settings: EndpointSettings): Promise<void> {
    await tx.query(`UPDATE sys_webhooks SET ${SETTINGS}, updated_at = now(), row_version = row_version + 1 WHERE id = $1`, [id, ...valuesOf(settings)]);
  }

  async setSecrets(tx: Tx, id: Id, secrets: { secretEnc: string; oldSecretEnc: string | null; overlapHours: number }): Promise<void> {
    await tx.query(
      `UPDATE sys_webhooks SET secret_enc = $2, old_secret_enc = $3, old_secret_until = CASE WHEN $3::text IS NOT NULL THEN clock_timestamp() + $4 * interval '1 hour' END,
         updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, secrets.secretEnc, secrets.oldSecretEnc, secrets.overlapHours],
    );
  }

  /** The row stays for the log; its secrets do not. */
  async retire(tx: Tx, id: Id): Promise<void> {
    await tx.query(
      `UPDATE sys_webhooks SET deleted_at = now(), active = false, secret_enc = NULL, old_secret_enc = NULL, old_secret_until = NULL, bearer_token = NULL, headers_enc = NULL,
         updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id],
    );
  }

  /** Endpoints that nothing but an address protects. */
  async weak(tx: Tx): Promise<{ publicId: string; name: string; reason: string | null }[]> {
    return tx.query(
      `SELECT public_id AS "publicId", name, risk_reason AS reason FROM sys_webhooks WHERE auth_mode = 'ip_only' AND active AND deleted_at IS NULL ORDER BY id`,
    );
  }

  private async one(tx: Tx, publicId: string, locking: string): Promise<EndpointRow | undefined> {
    return (await tx.query<EndpointRow>(`SELECT ${COLUMNS} FROM sys_webhooks w WHERE w.public_id = $1 AND w.deleted_at IS NULL ${locking}`, [publicId]))[0];
  }
}
