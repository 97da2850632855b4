import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { RelayedEvent } from './subscriber';

type EventRow = Omit<RelayedEvent, 'aggregate'> & { readonly aggregateType: string; readonly aggregateId: string };

const EVENT = `SELECT id AS sequence, event_id AS "eventId", event_type AS type, aggregate_type AS "aggregateType", aggregate_id AS "aggregateId", payload,
    request_id AS "requestId", occurred_at AS "occurredAt" FROM sys_outbox WHERE relayed_at IS NULL`;

/** All SQL of `sys_outbox` but the append. Rows are taken by their mark; `id > last` would lose those that commit late. */
export const relayStore = {
  async take(tx: Tx, limit: number, resting: { events: readonly Id[]; types: readonly string[] }): Promise<RelayedEvent[]> {
    const others = 'id <> ALL($2::bigint[]) AND event_type <> ALL($3::text[])';
    const rows = await tx.query<EventRow>(`${EVENT} AND ${others} ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`, [limit, resting.events, resting.types]);
    return rows.map(eventOf);
  },

  async takeOne(tx: Tx, sequence: Id): Promise<RelayedEvent[]> {
    return (await tx.query<EventRow>(`${EVENT} AND id = $1 FOR UPDATE SKIP LOCKED`, [sequence])).map(eventOf);
  },

  /** Types with an open alert of which nothing waits for longer than a minute, but these. */
  async calmTypes(tx: Tx, but: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ type: string }>(
      `SELECT a.subject AS type FROM sys_alerts a WHERE a.code = 'event.stuck' AND a.resolved_at IS NULL AND a.subject <> ALL($1::text[])
         AND NOT EXISTS (SELECT 1 FROM sys_outbox o WHERE o.relayed_at IS NULL AND o.event_type = a.subject
           AND o.occurred_at < clock_timestamp() - interval '1 min')`,
      [but],
    );
    return rows.map((row) => row.type);
  },

  async markRelayed(tx: Tx, events: readonly RelayedEvent[]): Promise<void> {
    await tx.query('UPDATE sys_outbox SET relayed_at = clock_timestamp() WHERE id = ANY($1::bigint[])', [events.map((e) => e.sequence)]);
  },
};

function eventOf({ aggregateType, aggregateId, ...event }: EventRow): RelayedEvent {
  return { ...event, aggregate: { type: aggregateType, id: aggregateId } };
}
