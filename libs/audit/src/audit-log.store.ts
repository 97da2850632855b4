import type { Tx } from '@anwen/database';
import type { AuditLogFilter, AuditLogRow } from './audit-log.dto';

/** Counting further would cost more than anybody reads out of the number. */
const EXACT_TOTAL = 10_000;

function conditionsOf(filter: AuditLogFilter, values: unknown[]): string {
  const conditions = [
    ...condition(values, filter.before, (p) => `l.id < ${p}::bigint`),
    ...condition(values, filter.action, (p) => `l.action = ${p}`),
    ...condition(values, filter.severity, (p) => `l.severity = ${p}`),
    ...condition(values, filter.actor, (p) => `strpos(lower(l.actor_name), lower(${p})) > 0`),
    ...condition(values, filter.subjectType, (p) => `l.subject_type = ${p}`),
    ...condition(values, filter.subjectId, (p) => `l.subject_id = ${p}`),
    ...condition(values, filter.from, (p) => `l.occurred_at >= ${p}::timestamptz`),
    ...condition(values, filter.to, (p) => `l.occurred_at < ${p}::timestamptz`),
  ];
  return conditions.join(' AND ') || 'true';
}

/** The log, newest first. Ids rise with time, so they carry the page position. */
export async function searchAuditLogs(tx: Tx, filter: AuditLogFilter): Promise<AuditLogRow[]> {
  const values: unknown[] = [];
  const where = conditionsOf(filter, values);
  values.push(filter.limit);
  return tx.query<AuditLogRow>(
    `SELECT l.id, l.occurred_at AS "occurredAt", l.action, l.severity, l.actor_type AS "actorType", l.actor_name AS "actorName", host(l.ip) AS ip,
            l.request_id AS "requestId", l.subject_type AS "subjectType", l.subject_id AS "subjectId", l.reason, l.diff, c.seq AS "sealedSeq"
     FROM sys_audit_logs l LEFT JOIN sys_audit_chain c ON c.log_id = l.id
     WHERE ${where} ORDER BY l.id DESC LIMIT $${values.length}`,
    values,
  );
}

/** Exact to 10 000. */
export async function countAuditLogs(tx: Tx, filter: AuditLogFilter): Promise<{ total: number; totalIsEstimate: boolean }> {
  const values: unknown[] = [];
  const where = conditionsOf({ ...filter, before: null }, values);
  const [row] = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (SELECT 1 FROM sys_audit_logs l WHERE ${where} LIMIT ${EXACT_TOTAL + 1}) AS counted`,
    values,
  );
  return { total: row!.n, totalIsEstimate: row!.n > EXACT_TOTAL };
}

function condition(values: unknown[], value: string | null | undefined, sql: (parameter: string) => string): string[] {
  if (value === null || value === undefined) return [];
  values.push(value);
  return [sql(`$${values.length}`)];
}
