import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { AlertRow, Place } from './alert-texts.rules';

export interface AlertListRow extends AlertRow {
  readonly notifiedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
}

const COLUMNS = `a.id, a.public_id AS "publicId", a.code, a.subject, a.pages, a.data, a.times, a.first_at AS "firstAt", a.last_at AS "lastAt", a.resolved_at AS "resolvedAt"`;
const LISTED = `${COLUMNS}, a.notified_at AS "notifiedAt", a.acknowledged_at AS "acknowledgedAt", u.display_name AS "acknowledgedBy"`;
const FROM = 'FROM sys_alerts a LEFT JOIN sys_users u ON u.id = a.acknowledged_by';

/** The same trouble that comes and goes pages once an hour at most (SPEC-8.6). */
const DUE_PAGE = `a.pages AND a.resolved_at IS NULL AND a.notified_at IS NULL AND a.acknowledged_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM sys_alerts b WHERE b.code = a.code AND b.subject = a.subject AND b.notified_at > clock_timestamp() - interval '1 hour')`;
/** A recovery that could not be told for a week is history. */
const DUE_RECOVERY = `a.pages AND a.notified_at IS NOT NULL AND a.recovery_notified_at IS NULL AND a.resolved_at > clock_timestamp() - interval '7 days'`;

export function duePages(tx: Tx): Promise<AlertRow[]> {
  return tx.query(`SELECT ${COLUMNS} FROM sys_alerts a WHERE ${DUE_PAGE} ORDER BY a.id LIMIT 200`);
}

export function dueRecoveries(tx: Tx): Promise<AlertRow[]> {
  return tx.query(`SELECT ${COLUMNS} FROM sys_alerts a WHERE ${DUE_RECOVERY} ORDER BY a.id LIMIT 200`);
}

export async function markPaged(tx: Tx, ids: readonly Id[]): Promise<void> {
  await tx.query('UPDATE sys_alerts SET notified_at = clock_timestamp() WHERE id = ANY ($1)', [ids]);
}

export async function markRecoveryTold(tx: Tx, ids: readonly Id[]): Promise<void> {
  await tx.query('UPDATE sys_alerts SET recovery_notified_at = clock_timestamp() WHERE id = ANY ($1)', [ids]);
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
  // Counting pages looks back a year; older alerts are of no use to anybody.
  await tx.query(`DELETE FROM sys_alerts WHERE resolved_at < clock_timestamp() - interval '400 days'`);
}

/** An outage of the database that was noticed and told without it, written down afterwards. */
export async function insertPastOutage(tx: Tx, outage: { code: string; subject: string; from: Date; pagedAt: Date | null }): Promise<void> {
  await tx.query(
    `INSERT INTO sys_alerts (code, subject, pages, first_at, last_at, notified_at, resolved_at, recovery_notified_at)
     VALUES ($1, $2, true, $3, clock_timestamp(), $4, clock_timestamp(), CASE WHEN $4::timestamptz IS NULL THEN NULL ELSE clock_timestamp() END)`,
    [outage.code, outage.subject, outage.from, outage.pagedAt],
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
  return tenant ?? { name: '', timeZone: 'Asia/Taipei' };
}
