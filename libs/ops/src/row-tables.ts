import type { ArchivedTable } from './row-archive';
import type { RowTable } from './row-target';

/**
 * What goes by age alone. Tables of libraries that are not installed yet are skipped. Files in the storage go with the library
 * that wrote them (its rows say which); here go the rows that are left.
 */
export const ROW_TABLES: readonly RowTable[] = [
  {
    key: 'imports.sessions',
    table: 'import_sessions',
    at: 'created_at',
    order: 'created_at',
    also: `state NOT IN ('validating', 'committing', 'rolling_back')`,
  },
  { key: 'idempotency.keys', table: 'sys_idempotency_keys', at: 'expires_at', order: 'expires_at', appendOnly: true },
  { key: 'jobs.finished', table: 'sys_jobs', at: 'finished_at', order: 'finished_at' },
  { key: 'jobs.dead', table: 'sys_dead_jobs', at: 'died_at', order: 'id' },
  { key: 'outbox.relayed', table: 'sys_outbox', at: 'relayed_at', order: 'id' },
  // A session that ended is kept for a while, so that the question "was I signed in there?" has an answer.
  { key: 'sessions.ended', table: 'sys_sessions', at: 'least(expires_at, revoked_at)', order: 'id' },
  { key: 'client_errors', table: 'sys_client_errors', at: 'occurred_at', order: 'occurred_at', appendOnly: true },
  { key: 'latency.minutes', table: 'sys_api_latency', at: 'minute', order: 'minute' },
  { key: 'latency.hourly', table: 'sys_api_latency_hourly', at: 'hour', order: 'hour' },
  { key: 'alerts.resolved', table: 'sys_alerts', at: 'resolved_at', order: 'id' },
  { key: 'slow_queries', table: 'sys_slow_queries', at: 'last_at', order: 'day' },
  { key: 'ops.reports', table: 'sys_ops_reports', at: 'created_at', order: 'id', appendOnly: true },
];

/** What is kept in files for a while longer. */
export const ARCHIVED_TABLES: readonly ArchivedTable[] = [
  {
    key: 'webhooks.deliveries',
    table: 'sys_webhook_deliveries',
    at: 'created_at',
    also: `state IN ('delivered', 'dead', 'discarded', 'paused')`,
    line: `to_jsonb(t) || jsonb_build_object('event', (SELECT jsonb_build_object('id', m.event_id, 'type', m.event_type, 'sequence', m.sequence) FROM sys_webhook_messages m WHERE m.id = t.message_id),
             'log', (SELECT coalesce(jsonb_agg(to_jsonb(a) ORDER BY a.id), '[]') FROM sys_webhook_attempts a WHERE a.delivery_id = t.id))`,
    leftovers: `DELETE FROM sys_webhook_messages WHERE id IN (SELECT m.id FROM sys_webhook_messages m WHERE m.created_at < $1
                  AND NOT EXISTS (SELECT 1 FROM sys_webhook_deliveries d WHERE d.message_id = m.id) ORDER BY m.id LIMIT $2)`,
  },
  // The chain of the audit log is proved row by row, so its rows stay; the file is the copy that outlives the machine.
  { key: 'audit.logs', table: 'sys_audit_logs', at: 'occurred_at', line: 'to_jsonb(t)', staysOnline: true },
];
