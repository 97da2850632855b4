import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { spansOf, type Occurrence, type WorkingSpan } from './working-time.rules';
import { WorkingTimeStore } from './working-time.store';

/** When the factory and its work centres work. */
@Injectable()
export class CalendarService {
  constructor(private readonly times: WorkingTimeStore) {}

  /**
   * Working time of work centres within [from, to), in order and without overlaps. A work centre without a calendar works
   * its hours a day from eight o'clock on the factory's working days, and without hours by the factory's calendar.
   */
  async workingTime(tx: Tx, workCenterIds: readonly Id[], from: Date, to: Date): Promise<ReadonlyMap<Id, WorkingSpan[]>> {
    const sources = await this.times.sourcesOf(tx, workCenterIds);
    const calendars = [...new Set(sources.flatMap((s) => s.calendarId ?? []))];
    const hours = [...new Set(sources.flatMap((s) => (s.calendarId === null ? s.hoursPerDay : [])))];
    const found = new Map<string, Occurrence[]>();
    const add = (key: string, occurrence: Occurrence): void => void (found.get(key)?.push(occurrence) ?? found.set(key, [occurrence]));
    if (calendars.length > 0) for (const one of await this.times.ofCalendars(tx, calendars, from, to)) add(one.calendarId, one);
    if (hours.length > 0) for (const one of await this.times.ofHours(tx, hours, from, to)) add(`${one.hoursPerDay} h`, one);
    const spans = new Map([...found].map(([key, occurrences]) => [key, spansOf(occurrences, from, to)]));
    return new Map(sources.map((s) => [s.workCenterId, spans.get(s.calendarId ?? `${s.hoursPerDay} h`) ?? []]));
  }

  /** Working days of the factory from one day to another, both included; Monday to Friday while it has no calendar. */
  workdays(tx: Tx, from: string, to: string): Promise<string[]> {
    return this.times.workdays(tx, from, to);
  }
}
