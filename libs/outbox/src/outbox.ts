import type { DeferredInsert, Tx } from '@anwen/database';
import { stage } from './stage';

/** A fact that others may want to know. `type` is `noun.past.vN` and is a contract: it only ever grows. */
export interface OutboxEvent {
  readonly type: `${string}.v${number}`;
  readonly aggregate: { readonly type: string; readonly id: string };
  readonly payload: Readonly<Record<string, unknown>>;
}

const INSERT: DeferredInsert = {
  name: 'outbox',
  sql: `INSERT INTO sys_outbox (event_type, aggregate_type, aggregate_id, payload, request_id)
        SELECT event_type, aggregate_type, aggregate_id, payload, request_id FROM jsonb_to_recordset($rows::jsonb)
          AS r(event_type text, aggregate_type text, aggregate_id text, payload jsonb, request_id text)`,
};

const TYPE = /^[a-z_]+(\.[a-z_]+)+\.v\d+$/;

/**
 * The only way out of a transaction: the event is stored with the effect it tells about, or neither is.
 * The row leaves just before the commit; the worker's relay hands it on.
 */
export const outbox = {
  append(tx: Tx, event: OutboxEvent): void {
    if (!TYPE.test(event.type)) throw new Error(`event type ${event.type} is not of the form noun.past.vN`);
    tx.collect(INSERT, {
      event_type: event.type,
      aggregate_type: event.aggregate.type,
      aggregate_id: event.aggregate.id,
      payload: event.payload,
      request_id: tx.actor.requestId,
    });
    tx.wakeAfterCommit('anwen_outbox');
  },
  stage,
};
