import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

export interface NewMessage {
  readonly eventId: string;
  readonly type: string;
  readonly aggregate: string;
  readonly sequence: Id;
  readonly body: string;
  readonly full: string | null;
}

/** All SQL that makes messages and deliveries. */
@Injectable()
export class FanOutStore {
  async endpoints(tx: Tx): Promise<{ id: Id; filter: string[]; active: boolean }[]> {
    return tx.query(`SELECT id, event_filter AS filter, active FROM sys_webhooks WHERE deleted_at IS NULL ORDER BY id`);
  }

  async tenantCode(tx: Tx): Promise<string> {
    return (await tx.query<{ code: string }>('SELECT code FROM sys_tenants ORDER BY id LIMIT 1'))[0]?.code ?? '';
  }

  async addMessages(tx: Tx, messages: readonly NewMessage[]): Promise<void> {
    await tx.query(
      `INSERT INTO sys_webhook_messages (event_id, event_type, aggregate, sequence, body, full_body)
       SELECT "eventId", type, aggregate, sequence, body, "full" FROM jsonb_to_recordset($1::jsonb)
         AS r("eventId" uuid, type text, aggregate text, sequence bigint, body text, "full" text)
       ORDER BY sequence ON CONFLICT (event_id) DO NOTHING`,
      [JSON.stringify(messages)],
    );
  }

  /** In the order of the events, so that what is due at the same moment goes out in it. */
  async addDeliveries(tx: Tx, deliveries: readonly { eventId: string; webhookId: Id; state: string }[]): Promise<void> {
    await tx.query(
      `INSERT INTO sys_webhook_deliveries (webhook_id, message_id, aggregate, sequence, state)
       SELECT r."webhookId", m.id, m.aggregate, m.sequence, r.state FROM jsonb_to_recordset($1::jsonb) AS r("eventId" uuid, "webhookId" bigint, state text)
       JOIN sys_webhook_messages m ON m.event_id = r."eventId" ORDER BY m.sequence, r."webhookId"
       ON CONFLICT (webhook_id, message_id) DO NOTHING`,
      [JSON.stringify(deliveries)],
    );
  }

  /** A delivery that its sender holds from the start: nobody else claims it. */
  async addTest(tx: Tx, test: { eventId: string; type: string; body: string; webhookId: Id; leaseId: string; leaseMs: number }): Promise<Id> {
    const [row] = await tx.query<{ id: Id }>(
      `WITH message AS (
         INSERT INTO sys_webhook_messages (event_id, event_type, aggregate, sequence, body) VALUES ($1, $2, 'webhook:test', 0, $3) RETURNING id, aggregate)
       INSERT INTO sys_webhook_deliveries (webhook_id, message_id, aggregate, state, is_test, attempts, lease_id, lease_until)
       SELECT $4, id, aggregate, 'sending', true, 1, $5, clock_timestamp() + $6 * interval '1 millisecond' FROM message RETURNING id`,
      [test.eventId, test.type, test.body, test.webhookId, test.leaseId, test.leaseMs],
    );
    return row!.id;
  }

  /** Tests of the last minute. */
  async testsOf(tx: Tx, webhookId: Id): Promise<number> {
    const [row] = await tx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM sys_webhook_deliveries WHERE webhook_id = $1 AND is_test AND created_at > clock_timestamp() - interval '1 minute'`,
      [webhookId],
    );
    return row!.n;
  }
}
