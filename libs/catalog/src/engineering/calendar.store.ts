import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Conditions, fetchPage, type Listing } from '../listing';
import type { CalendarExceptionDto, CalendarListQuery, WeekDto } from './calendar.dto';
import { WEEKDAYS } from './calendar.rules';

export interface CalendarRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
  /** Weekday (1 = Monday) → codes of its shifts. */
  readonly days: Readonly<Record<string, readonly string[]>> | null;
  readonly rowVersion: number;
}

const COLUMNS = `c.public_id AS "publicId", c.code, c.name, c.is_default AS "isDefault", c.row_version AS "rowVersion",
  (SELECT json_object_agg(d.weekday, d.codes) FROM (SELECT w.weekday, json_agg(s.code ORDER BY s.starts_at, s.code) AS codes
     FROM calendar_weekdays w JOIN shifts s ON s.id = w.shift_id WHERE w.calendar_id = c.id GROUP BY w.weekday) AS d) AS days`;
const LISTING: Listing = {
  name: 'calendars',
  select: COLUMNS,
  from: 'calendars c',
  id: 'c.id',
  defaultSort: 'code',
  sorts: { code: { sql: 'c.code', type: 'text' } },
};

/** Calendars: the shifts of their weekdays and of the days that differ. */
@Injectable()
export class CalendarStore {
  /** Writers of shifts and calendars queue here: whether shifts overlap depends on all of them. They change a few times a year. Released at the commit. */
  async lockAll(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('catalog.calendars'))`);
  }

  list(tx: Tx, codec: CursorCodec, input: CalendarListQuery): Promise<Page<CalendarRow>> {
    return fetchPage<CalendarRow>(tx, codec, LISTING, { input, filters: new Conditions().contains(`(c.code || ' ' || c.name)`, input.q) });
  }

  async byPublicId(tx: Tx, publicId: string): Promise<CalendarRow | undefined> {
    return (await tx.query<CalendarRow>(`SELECT c.id, ${COLUMNS} FROM calendars c WHERE c.public_id = $1`, [publicId]))[0];
  }

  /** Calendars with the shift on some day. */
  async using(tx: Tx, shiftId: Id): Promise<CalendarRow[]> {
    return tx.query<CalendarRow>(
      `SELECT c.id, ${COLUMNS} FROM calendars c WHERE EXISTS (SELECT FROM calendar_weekdays w WHERE w.calendar_id = c.id AND w.shift_id = $1)
          OR EXISTS (SELECT FROM calendar_exceptions x JOIN calendar_exception_shifts e ON e.exception_id = x.id WHERE x.calendar_id = c.id AND e.shift_id = $1)
        ORDER BY c.code`,
      [shiftId],
    );
  }

  exceptionsOf(tx: Tx, calendarId: Id): Promise<CalendarExceptionDto[]> {
    return tx.query<CalendarExceptionDto>(
      `SELECT x.day::text AS day, x.note, (SELECT coalesce(json_agg(s.code ORDER BY s.starts_at, s.code), '[]')
          FROM calendar_exception_shifts e JOIN shifts s ON s.id = e.shift_id WHERE e.exception_id = x.id) AS shifts
       FROM calendar_exceptions x WHERE x.calendar_id = $1 ORDER BY x.day`,
      [calendarId],
    );
  }

  /** Nothing when the code is taken. */
  async insert(tx: Tx, code: string, name: string): Promise<{ id: Id; publicId: string } | undefined> {
    const rows = await tx.query<{ id: Id; publicId: string }>(
      `INSERT INTO calendars (code, name) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING RETURNING id, public_id AS "publicId"`,
      [code, name],
    );
    return rows[0];
  }

  async touch(tx: Tx, id: Id, name: string): Promise<void> {
    await tx.query('UPDATE calendars SET name = $2, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [id, name]);
  }

  /** The factory has one calendar: it is taken from the one before first. */
  async setDefault(tx: Tx, id: Id, isDefault: boolean): Promise<void> {
    if (isDefault)
      await tx.query('UPDATE calendars SET is_default = false, updated_at = now(), row_version = row_version + 1 WHERE is_default AND id <> $1', [id]);
    await tx.query('UPDATE calendars SET is_default = $2 WHERE id = $1', [id, isDefault]);
  }

  async replaceWeek(tx: Tx, id: Id, week: WeekDto): Promise<void> {
    const rows = WEEKDAYS.flatMap((day, n) => week[day].map((shift) => ({ weekday: n + 1, shift })));
    await tx.query('DELETE FROM calendar_weekdays WHERE calendar_id = $1', [id]);
    await tx.query(
      `INSERT INTO calendar_weekdays (calendar_id, weekday, shift_id) SELECT $1, r.weekday, s.id
         FROM jsonb_to_recordset($2::jsonb) AS r(weekday smallint, shift text) JOIN shifts s ON s.code = r.shift`,
      [id, JSON.stringify(rows)],
    );
  }

  async replaceExceptions(tx: Tx, id: Id, exceptions: readonly CalendarExceptionDto[]): Promise<void> {
    await tx.query('DELETE FROM calendar_exceptions WHERE calendar_id = $1', [id]);
    await tx.query(
      `WITH given AS (SELECT r.day, r.note, r.shifts FROM jsonb_to_recordset($2::jsonb) AS r(day date, note text, shifts jsonb)),
       made AS (INSERT INTO calendar_exceptions (calendar_id, day, note) SELECT $1, day, note FROM given RETURNING id, day)
       INSERT INTO calendar_exception_shifts (exception_id, shift_id)
       SELECT m.id, s.id FROM made m JOIN given g USING (day), jsonb_array_elements_text(g.shifts) AS c(code) JOIN shifts s ON s.code = c.code`,
      [id, JSON.stringify(exceptions)],
    );
  }
}
