import type { Tx } from '@anwen/database';
import type { WeeklyReport } from './weekly-report.service';

interface Facts {
  readonly installation: string | null;
  readonly app: string | null;
  readonly schema: number | null;
  readonly database: string;
}

export type Week = Facts & Pick<WeeklyReport, 'licence' | 'errors' | 'sla' | 'jobs' | 'alerts'>;

/** Each table is counted by its own columns; free text (messages, names, subjects, payloads) is not even read. */
export async function readWeek(tx: Tx, since: Date): Promise<Week> {
  const one = async <R>(sql: string, values: unknown[] = [since]): Promise<R | undefined> => (await tx.query<R>(sql, values))[0];
  const facts = await one<Facts>(
    `SELECT (SELECT public_id FROM sys_tenants ORDER BY id LIMIT 1) AS installation, v.app_version AS app, v.version AS schema,
            current_setting('server_version') AS database FROM sys_schema_version v ORDER BY v.version DESC LIMIT 1`,
    [],
  );
  const licence = await one<NonNullable<WeeklyReport['licence']>>(
    `SELECT status, to_char(expires_at, 'YYYY-MM-DD') AS "expiresOn", floor(extract(epoch FROM expires_at - clock_timestamp()) / 86400)::int AS "daysLeft"
     FROM sys_license ORDER BY id DESC LIMIT 1`,
    [],
  );
  const hours = await one<Record<'requests' | 'errors' | 'timeouts' | 'hours' | 'missed', number>>(
    `SELECT coalesce(sum(n), 0)::float8 AS requests, coalesce(sum(errors), 0)::int AS errors, coalesce(sum(timeouts), 0)::int AS timeouts,
            count(*)::int AS hours, (count(*) FILTER (WHERE breached))::int AS missed FROM sys_api_latency_hourly WHERE hour >= $1`,
  );
  const screens = await one<{ n: number }>('SELECT count(*)::int AS n FROM sys_client_errors WHERE occurred_at >= $1');
  const jobs = await one<WeeklyReport['jobs']>(
    `SELECT (count(*) FILTER (WHERE state = 'done'))::int AS done, (count(*) FILTER (WHERE state = 'failed'))::int AS failed,
            (SELECT count(*)::int FROM sys_dead_jobs WHERE died_at >= $1) AS dead,
            (SELECT count(*)::int FROM sys_schedules WHERE expected_by < clock_timestamp()) AS late FROM sys_jobs WHERE finished_at >= $1`,
  );
  const alerts = await tx.query<WeeklyReport['alerts'][number]>(
    `SELECT code, count(*)::int AS raised, (count(*) FILTER (WHERE notified_at >= $1))::int AS paged FROM sys_alerts WHERE first_at >= $1 GROUP BY code ORDER BY code`,
    [since],
  );
  const { requests, errors, timeouts, hours: routeHours, missed } = hours!;
  return {
    ...(facts ?? { installation: null, app: null, schema: null, database: '' }),
    licence: licence ?? null,
    errors: { serverErrors: errors, timeouts, failedScreens: screens!.n },
    sla: { requests, routeHours, routeHoursMissed: missed },
    jobs: jobs!,
    alerts,
  };
}
