import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Page } from '@anwen/kernel';
import { catalogErrors } from '../catalog.errors';
import { announce, diffOf, type Change } from '../catalog.events';
import { complaint, refuse, requireVersion, unknownReference, type Complaint, type Edit } from '../refusals';
import type { CalendarDto, CalendarExceptionsDto, CalendarListQuery, CalendarSummaryDto, CreateCalendarDto, UpdateCalendarDto, WeekDto } from './calendar.dto';
import { WEEKDAYS, overlapIn, wholeWeek, type Plan, type ShiftTimes } from './calendar.rules';
import { CalendarStore, type CalendarRow } from './calendar.store';
import { ShiftStore } from './shift.store';

/** On which days which shifts work. Shifts of one calendar never overlap, over midnight and around exceptions neither. */
@Injectable()
export class CalendarPlanService {
  constructor(
    private readonly store: CalendarStore,
    private readonly shifts: ShiftStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, _actor: Actor, input: CalendarListQuery): Promise<Page<CalendarSummaryDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map(summary) };
  }

  /** @throws catalog.calendar_not_found */
  async get(tx: Tx, _actor: Actor, id: string): Promise<CalendarDto> {
    return this.present(tx, await this.find(tx, id));
  }

  /** @throws catalog.code_taken | catalog.reference_unknown | catalog.shifts_overlap */
  async create(tx: Tx, actor: Actor, input: CreateCalendarDto): Promise<CalendarDto> {
    await this.store.lockAll(tx);
    const plan = { week: wholeWeek(input.week), exceptions: [] };
    await this.requireFit(tx, actor, input.code, plan);
    const made = await this.store.insert(tx, input.code, input.name);
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    await this.store.replaceWeek(tx, made.id, plan.week);
    if (input.isDefault) await this.store.setDefault(tx, made.id, true);
    announce(tx, actor, { action: 'calendar.changed', event: 'calendar.created.v1', subject: subject(made.publicId, input.code), diff: diffOf(null, input) });
    return this.get(tx, actor, made.publicId);
  }

  /** @throws catalog.calendar_not_found | http.precondition_failed | what create throws */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateCalendarDto>): Promise<CalendarDto> {
    await this.store.lockAll(tx);
    const row = await this.find(tx, id);
    const before = await this.present(tx, row);
    requireVersion(rowVersion, before);
    if (patch.week) {
      const week = wholeWeek(patch.week);
      await this.requireFit(tx, actor, row.code, { week, exceptions: before.exceptions });
      await this.store.replaceWeek(tx, row.id, week);
    }
    if (patch.isDefault !== undefined) await this.store.setDefault(tx, row.id, patch.isDefault);
    await this.store.touch(tx, row.id, patch.name ?? row.name);
    announce(tx, actor, { action: 'calendar.changed', event: 'calendar.updated.v1', subject: subject(id, row.code), diff: diffOf(before, patch) });
    return this.get(tx, actor, id);
  }

  /** Replaces the days that differ. @throws catalog.calendar_not_found | http.precondition_failed | catalog.exception_twice | what create throws */
  async replaceExceptions(
    tx: Tx,
    actor: Actor,
    { id, rowVersion, patch }: Omit<Edit<CalendarExceptionsDto>, 'rowVersion'> & { rowVersion?: number },
  ): Promise<CalendarDto> {
    await this.store.lockAll(tx);
    const row = await this.find(tx, id);
    const before = await this.present(tx, row);
    if (rowVersion !== undefined) requireVersion(rowVersion, before);
    const exceptions = patch.exceptions.map(({ day, shifts, note = null }) => ({ day, shifts, note }));
    await this.requireFit(tx, actor, row.code, { week: before.week, exceptions });
    await this.store.replaceExceptions(tx, row.id, exceptions);
    await this.store.touch(tx, row.id, row.name);
    announce(tx, actor, { action: 'calendar.changed', event: 'calendar.updated.v1', subject: subject(id, row.code), diff: diffOf(before, { exceptions }) });
    return this.get(tx, actor, id);
  }

  private async requireFit(tx: Tx, actor: Actor, code: string, plan: Plan): Promise<void> {
    const shifts = await this.shifts.byCode(tx);
    refuse(actor, planComplaints(plan, shifts));
    requireNoOverlap(code, plan, shifts);
  }

  private async find(tx: Tx, id: string): Promise<CalendarRow> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.calendar_not_found();
    return row;
  }

  private async present(tx: Tx, row: CalendarRow): Promise<CalendarDto> {
    return { ...summary(row), exceptions: await this.store.exceptionsOf(tx, row.id) };
  }
}

/** @throws catalog.shifts_overlap */
export function requireNoOverlap(calendar: string, plan: Plan, shifts: ReadonlyMap<string, ShiftTimes>): void {
  const overlap = overlapIn(plan, shifts);
  if (overlap) throw catalogErrors.shifts_overlap({ calendar, ...overlap });
}

function planComplaints(plan: Plan, shifts: ReadonlyMap<string, unknown>): Complaint[] {
  const codes = (list: readonly string[], at: string): Complaint[] =>
    list.flatMap((code, i) => {
      if (!shifts.has(code)) return [unknownReference(`${at}/${i}`, code)];
      return list.indexOf(code) < i ? [complaint(catalogErrors.shift_twice, `${at}/${i}`, { shift: code })] : [];
    });
  const seen = new Set<string>();
  const days = plan.exceptions.flatMap(({ day, shifts: list }, i) => {
    const twice = seen.has(day) ? [complaint(catalogErrors.exception_twice, `/exceptions/${i}/day`, { day })] : [];
    seen.add(day);
    return [...twice, ...codes(list, `/exceptions/${i}/shifts`)];
  });
  return [...WEEKDAYS.flatMap((day) => codes(plan.week[day], `/week/${day}`)), ...days];
}

/** The week of a stored calendar, as codes. */
export function weekOf(row: CalendarRow): WeekDto {
  return wholeWeek(Object.fromEntries(WEEKDAYS.map((day, n) => [day, [...(row.days?.[n + 1] ?? [])]])));
}

function summary(row: CalendarRow): CalendarSummaryDto {
  const { publicId, code, name, isDefault, rowVersion } = row;
  return { id: publicId, code, name, isDefault, week: weekOf(row), rowVersion };
}

const subject = (id: string, code: string): Change['subject'] => ({ type: 'calendar', id, code });
