import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { Occurrence } from './working-time.rules';

/** Days of the factory whose shifts can reach into [$2, $3): the day before as well, because a night shift ends after midnight. */
const DAYS = `zone AS (SELECT factory_time_zone() AS name),
  days AS (SELECT ($2::timestamptz AT TIME ZONE name)::date - 1 + n AS day
    FROM zone, generate_series(0, ($3::timestamptz AT TIME ZONE name)::date - ($2::timestamptz AT TIME ZONE name)::date + 1) AS n)`;

/** Shifts of a calendar on a day: those of the exception if there is one, otherwise those of the weekday. */
const SHIFTS_ON = `SELECT e.shift_id FROM calendar_exception_shifts e WHERE e.exception_id = x.id
  UNION ALL SELECT w.shift_id FROM calendar_weekdays w WHERE x.id IS NULL AND w.calendar_id = k.id AND w.weekday = extract(isodow FROM d.day)`;

interface Source {
  readonly workCenterId: Id;
  /** null: so many hours a working day from eight o'clock. */
  readonly calendarId: Id | null;
  readonly hoursPerDay: string;
}

/** When the factory works, in instants. Clock times become instants in the database, by the tenant's time zone. */
@Injectable()
export class WorkingTimeStore {
  /** By which calendar each work centre works. One without hours of its own follows the factory's calendar. */
  async sourcesOf(tx: Tx, workCenterIds: readonly Id[]): Promise<Source[]> {
    return tx.query<Source>(
      `SELECT c.id::text AS "workCenterId", c.hours_per_day::text AS "hoursPerDay",
         coalesce(c.calendar_id, CASE WHEN c.hours_per_day = 0 THEN (SELECT k.id FROM calendars k WHERE k.is_default) END)::text AS "calendarId"
       FROM work_centers c WHERE c.id = ANY ($1::bigint[])`,
      [workCenterIds],
    );
  }

  async ofCalendars(tx: Tx, calendarIds: readonly Id[], from: Date, to: Date): Promise<(Occurrence & { calendarId: Id })[]> {
    return tx.query(
      `WITH ${DAYS}
       SELECT k.id::text AS "calendarId", d.day::text AS day, s.id::text AS "shiftId", s.code AS "shiftCode", s.break_minutes AS "breakMinutes",
         (d.day + s.starts_at) AT TIME ZONE zone.name AS "startsAt",
         (d.day + CASE WHEN s.ends_at <= s.starts_at THEN 1 ELSE 0 END + s.ends_at) AT TIME ZONE zone.name AS "endsAt"
       FROM zone, calendars k CROSS JOIN days d LEFT JOIN calendar_exceptions x ON x.calendar_id = k.id AND x.day = d.day
         CROSS JOIN LATERAL (${SHIFTS_ON}) AS p JOIN shifts s ON s.id = p.shift_id
       WHERE k.id = ANY ($1::bigint[])`,
      [calendarIds, from, to],
    );
  }

  /** So many hours from eight o'clock on the factory's working days. */
  async ofHours(tx: Tx, hours: readonly string[], from: Date, to: Date): Promise<(Occurrence & { hoursPerDay: string })[]> {
    return tx.query(
      `WITH ${DAYS}
       SELECT h.hours AS "hoursPerDay", d.day::text AS day, NULL AS "shiftId", NULL AS "shiftCode", 0 AS "breakMinutes",
         (d.day + time '08:00') AT TIME ZONE zone.name AS "startsAt",
         (d.day + time '08:00' + least(h.hours::numeric, 24)::float8 * interval '1 hour') AT TIME ZONE zone.name AS "endsAt"
       FROM zone, unnest($1::text[]) AS h(hours) CROSS JOIN days d WHERE ${WORKDAY} AND h.hours::numeric > 0`,
      [hours, from, to],
    );
  }

  async workdays(tx: Tx, from: string, to: string): Promise<string[]> {
    const rows = await tx.query<{ day: string }>(
      `SELECT d.day::text AS day FROM (SELECT $1::date + n AS day FROM generate_series(0, $2::date - $1::date) AS n) AS d WHERE ${WORKDAY} ORDER BY d.day`,
      [from, to],
    );
    return rows.map((row) => row.day);
  }
}

/** A day with a shift in the factory's calendar; without such a calendar, Monday to Friday. */
const WORKDAY = `CASE WHEN EXISTS (SELECT FROM calendars WHERE is_default)
  THEN EXISTS (SELECT FROM calendars k LEFT JOIN calendar_exceptions x ON x.calendar_id = k.id AND x.day = d.day
                 CROSS JOIN LATERAL (${SHIFTS_ON}) AS p WHERE k.is_default)
  ELSE extract(isodow FROM d.day) < 6 END`;
