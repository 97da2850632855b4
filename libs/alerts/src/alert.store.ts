import type { Tx } from '@anwen/database';
import { zoneOrUtc, type Id } from '@anwen/kernel';
import type { AlertRow, Place } from './alert-texts.rules';

export interface AlertListRow extends AlertRow {
  readonly notifiedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
}

const COLUMNS = `a.id, a.public_id AS "publicId", a.code, a.subject, a.pages, a.data, a.times, a.first_at AS "firstAt", a.last_at AS "lastAt", a.resolved_at AS "resolvedAt",
  a.close_reason AS "closeReason"`;
const LISTED = `${COLUMNS}, a.notified_at AS "notifiedAt", a.acknowledged_at AS "acknowledgedAt", u.display_name AS "acknowledgedBy"`;
const FROM = 'FROM sys_alerts a LEFT JOIN sys_users u ON u.id = a.acknowledged_by';

/** The same trouble that comes and goes pages once an hour at most (SPEC-8.6); a channel that is owed the page gets it all the same. */
const DUE_PAGE = `a.pages AND a.resolved_at IS NULL AND a.acknowledged_at IS NULL AND (a.owed_to <> '{}' OR a.notified_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM sys_alerts b WHERE b.code = a.code AND b.subject = a.subject AND b.notified_at > clock_timestamp() - interval '1 hour'))`;
/** A recovery that could not be told for a week is history. Worded as the partial index is. */
const DUE_RECOVERY = `a.pages AND a.notified_at IS NOT NULL AND (a.recovery_notified_at IS NULL OR a.owed_to <> '{}')
  AND a.resolved_at > clock_timestamp() - interval '7 days'`;

/** An alert with who has not been told of it, or of its end, although somebody was. */
export interface DueRow extends AlertRow {
  readonly isTold: boolean;
  readonly owedTo: readonly string[];
}

export function duePages(tx: Tx): Promise<DueRow[]> {
  return tx.query(
    `SELECT ${COLUMNS}, a.notified_at IS NOT NULL AS "isTold", a.owed_to AS "owedTo" FROM sys_alerts a WHERE ${DUE_PAGE} ORDER BY a.id LIMIT 200`,
  );
}

export function dueRecoveries(tx: Tx): Promise<DueRow[]> {
  return tx.query(
    `SELECT ${COLUMNS}, a.recovery_notified_at IS NOT NULL AS "isTold", CASE WHEN a.recovery_notified_at IS NULL THEN '{}' ELSE a.owed_to END AS "owedTo"
     FROM sys_alerts a WHERE ${DUE_RECOVERY} ORDER BY a.id LIMIT 200`,
  );
}

export interface ToldMark {
  readonly id: Id;
  readonly owedTo: readonly string[];
}

/** Somebody has the message; `owedTo` are the channels that still lack it. */
export async function markTold(tx: Tx, kind: 'page' | 'recovery', marks: readonly ToldMark[]): Promise<void> {
  const column = kind === 'page' ? 'notified_at' : 'recovery_notified_at';
  await tx.query(
    `UPDATE sys_alerts a SET ${column} = coalesce(a.${column}, clock_timestamp()), owed_to = m."owedTo"
     FROM jsonb_to_recordset($1::jsonb) AS m(id bigint, "owedTo" uuid[]) WHERE a.id = m.id`,
    [JSON.stringify(marks)],
  );
}

/** What no digest has told, or told and is still open; the newest first. */
export function digestRows(tx: Tx): Promise<(AlertRow & { readonly digestedAt: Date | null })[]> {
  return tx.query(
    `SELECT ${COLUMNS}, a.digested_at AS "digestedAt" FROM sys_alerts a
     WHERE a.digested_at IS NULL OR a.resolved_at IS NULL OR a.resolved_at > a.digested_at ORDER BY a.id DESC LIMIT 500`,
  );
}

export async function markDigested(tx: Tx, ids: readonly Id[]): Promise<void> {
  await tx.query('UPDATE sys_alerts SET digested_at = clock_timestamp() WHERE id = ANY ($1)', [ids]);
}

const DIGEST_DAY = 'alerts.digest_day';

export async function lastDigestDay(tx: Tx): Promise<string | undefined> {
  const [row] = await tx.query<{ value: string }>('SELECT value FROM sys_settings WHERE key = $1', [DIGEST_DAY]);
  return row?.value;
}

export async function setDigestDay(tx: Tx, day: string): Promise<void> {
  await tx.query(
    `INSERT INTO sys_settings (key, value) VALUES ($1, to_jsonb($2::text))
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now(), row_version = sys_settings.row_version + 1`,
    [DIGEST_DAY, day],
  );
  // Counting pages looks back a year; older alerts are of no use to anybody, but for those that a person closed for good.
  await tx.query(`DELETE FROM sys_alerts WHERE resolved_at < clock_timestamp() - interval '400 days' AND closed_by IS NULL`);
}

/** An outage of the database that was noticed and told without it, written down afterwards. */
export async function insertPastOutage(tx: Tx, outage: { from: Date; pagedAt: Date; isEndTold: boolean }): Promise<void> {
  await tx.query(
    `INSERT INTO sys_alerts (code, pages, first_at, last_at, notified_at, resolved_at, recovery_notified_at)
     VALUES ('database.down', true, $1, clock_timestamp(), $2, clock_timestamp(), CASE WHEN $3 THEN clock_timestamp() END)`,
    [outage.from, outage.pagedAt, outage.isEndTold],
  );
}

export function listAlerts(tx: Tx, filter: { open: boolean; before: Id | null; limit: number }): Promise<AlertListRow[]> {
  return tx.query(
    `SELECT ${LISTED} ${FROM} WHERE ($1::bool IS FALSE OR a.resolved_at IS NULL) AND ($2::bigint IS NULL OR a.id < $2) ORDER BY a.id DESC LIMIT $3`,
    [filter.open, filter.before, filter.limit],
  );
}

export async function findAlert(tx: Tx, publicId: string): Promise<AlertListRow | undefined> {
  return (await tx.query<AlertListRow>(`SELECT ${LISTED} ${FROM} WHERE a.public_id = $1`, [publicId]))[0];
}

export async function acknowledge(tx: Tx, publicId: string, userId: Id | null): Promise<void> {
  await tx.query('UPDATE sys_alerts SET acknowledged_at = clock_timestamp(), acknowledged_by = $2 WHERE public_id = $1 AND acknowledged_at IS NULL', [
    publicId,
    userId,
  ]);
}

/** False when it was over already. A reason that stays with the alert is what its end is told with. */
export async function close(tx: Tx, publicId: string, closing: { by: Id | null; reason: string }): Promise<boolean> {
  const closed = await tx.query(
    'UPDATE sys_alerts SET resolved_at = clock_timestamp(), closed_by = $2, close_reason = $3 WHERE public_id = $1 AND resolved_at IS NULL RETURNING id',
    [publicId, closing.by, closing.reason],
  );
  if (closed.length > 0) tx.wakeAfterCommit('anwen_alerts');
  return closed.length > 0;
}

/** How often somebody was woken, by month of the tenant's calendar; the newest first. */
export function pagesByMonth(tx: Tx, timeZone: string): Promise<{ month: string; pages: number }[]> {
  return tx.query(
    `SELECT to_char(notified_at AT TIME ZONE $1, 'YYYY-MM') AS month, count(*)::int AS pages FROM sys_alerts
     WHERE notified_at > clock_timestamp() - interval '1 year' GROUP BY 1 ORDER BY 1 DESC`,
    [timeZone],
  );
}

export async function placeOf(tx: Tx): Promise<Place> {
  const [tenant] = await tx.query<Place>('SELECT name, time_zone AS "timeZone" FROM sys_tenants ORDER BY id LIMIT 1');
  return tenant ? { ...tenant, timeZone: zoneOrUtc(tenant.timeZone) } : { name: '', timeZone: 'Asia/Taipei' };
}
