import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC, httpErrors } from '@anwen/http';
import { CursorCodec, mayDo, pageOf, systemClock, type Actor, type Id, type Locale, type Page } from '@anwen/kernel';
import { isMailAddress } from '@anwen/mail';
import { Inject, Injectable } from '@nestjs/common';
import { textIn } from './access.rules';
import { SHORTEST_GAP_MS, nextSlot, requireCron } from './cron.rules';
import { readParams } from './params.rules';
import { findReport } from './report-catalogue';
import { requireAccess } from './report.service';
import { reportErrors } from './reports.errors';
import type { CreateReportScheduleDto, ReportScheduleDto, ReportScheduleQuery, UpdateReportScheduleDto } from './schedule.dto';
import { ScheduleStore, type ScheduleRow, type ScheduleState } from './schedule.store';
import { SurroundingsStore } from './surroundings.store';

/** A person has a handful; hundreds would be somebody's loop. */
const MOST_SCHEDULES = 20;

/** What a PATCH changes, and the version that its author has seen. */
interface Edit<T> {
  readonly id: string;
  readonly rowVersion: number;
  readonly patch: T;
}

/** Reports that come by themselves. Each belongs to one person and runs with that person's rights of the moment. */
@Injectable()
export class ReportScheduleService {
  constructor(
    private readonly store: ScheduleStore,
    private readonly surroundings: SurroundingsStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, actor: Actor, { limit, cursor }: ReportScheduleQuery): Promise<Page<ReportScheduleDto>> {
    const binding = ['report-schedules', actor.userId];
    const [before = null] = cursor === undefined ? [] : this.codec.decode(cursor, binding);
    const rows = await this.store.ofUser(tx, personOf(actor), { before, limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      (last) => this.codec.encode([last.id], binding),
      (row) => view(row, actor.locale),
    );
  }

  /** @throws reports.schedule_not_found */
  async get(tx: Tx, actor: Actor, id: string): Promise<ReportScheduleDto> {
    const row = await this.store.one(tx, id, personOf(actor));
    if (!row) throw reportErrors.schedule_not_found();
    return view(row, actor.locale);
  }

  /** @throws reports.report_not_found | params_invalid | name_invalid | export_right_needed | cron_invalid | cron_too_often | mail_address_invalid | nowhere_to_send | too_many_schedules */
  async create(tx: Tx, actor: Actor, input: CreateReportScheduleDto): Promise<ReportScheduleDto> {
    const owner = personOf(actor);
    if ((await this.store.countOf(tx, owner)) >= MOST_SCHEDULES) throw reportErrors.too_many_schedules({ limit: MOST_SCHEDULES });
    const { mailTo = [], webhook = false, active = true, locale = actor.locale, params = {} } = input;
    const state = await this.decide(tx, actor, {
      ...input,
      params: params as ScheduleState['params'],
      mailTo,
      webhook,
      active,
      locale: locale as Locale,
      nextAt: null,
    });
    const id = await this.store.insert(tx, owner, state);
    note(tx, actor, id, { created: state });
    return view((await this.store.one(tx, id, owner))!, actor.locale);
  }

  /** @throws reports.schedule_not_found | http.precondition_failed and what `create` throws */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateReportScheduleDto>): Promise<ReportScheduleDto> {
    const before = await this.hold(tx, actor, id);
    requireVersion(rowVersion, view(before, actor.locale));
    // Of a patch, what is absent is there as undefined.
    const given = Object.fromEntries(Object.entries(patch).filter(([, wish]) => wish !== undefined)) as Partial<ScheduleState>;
    // Whoever may not run the report any more must still be able to stop it.
    const pauses = given.active === false && Object.keys(given).length === 1;
    const state = pauses ? { ...before, active: false, nextAt: null } : await this.decide(tx, actor, { ...before, ...given }, before);
    await this.store.update(tx, before.id, state);
    if (!state.active) await this.store.endTrouble(tx, id);
    note(tx, actor, id, { changed: given });
    return view((await this.store.one(tx, id, before.userId))!, actor.locale);
  }

  /** @throws reports.schedule_not_found */
  async delete(tx: Tx, actor: Actor, id: string): Promise<void> {
    const before = await this.hold(tx, actor, id);
    await this.store.markDeleted(tx, before.id);
    await this.store.endTrouble(tx, id);
    note(tx, actor, id, { removed: before.name });
  }

  private async hold(tx: Tx, actor: Actor, id: string): Promise<ScheduleRow> {
    const row = await this.store.lock(tx, id, personOf(actor));
    if (!row) throw reportErrors.schedule_not_found();
    return row;
  }

  private async decide(tx: Tx, actor: Actor, wish: ScheduleState, before?: ScheduleRow): Promise<ScheduleState> {
    const { definition } = requireAccess(wish.report, actor);
    if (!mayDo(actor, 'report.export')) throw reportErrors.export_right_needed();
    // It becomes the subject of a mail.
    if (wish.name.trim() === '' || /[\p{Cc}\u2028\u2029]/u.test(wish.name))
      throw reportErrors.name_invalid({ errors: [{ pointer: '/name', code: 'bad_characters', message: '' }] });
    const params = readParams(definition.params, wish.params);
    if (wish.mailTo.length === 0 && !wish.webhook) throw reportErrors.nowhere_to_send();
    const wrong = wish.mailTo.findIndex((address) => !isMailAddress(address));
    if (wrong >= 0) throw reportErrors.mail_address_invalid({ errors: [{ pointer: `/mailTo/${wrong}`, code: 'bad_format', message: '' }] });
    const { timeZone } = await this.surroundings.read(tx);
    const now = systemClock.now();
    requireCron(wish.cron, timeZone, now);
    return { ...wish, params, mailTo: [...new Set(wish.mailTo)], nextAt: wish.active ? slotAfter(wish, timeZone, before) : null };
  }
}

/** A changed timetable brings the next report no earlier than an hour after the last; an unchanged one keeps its slot. */
function slotAfter({ cron }: ScheduleState, timeZone: string, before: ScheduleRow | undefined): Date {
  if (before?.nextAt && before.cron === cron) return before.nextAt;
  const earliest = (before?.lastAt?.getTime() ?? 0) + SHORTEST_GAP_MS;
  // The slot sought lies after its argument.
  return nextSlot(cron, timeZone, new Date(Math.max(systemClock.now().getTime(), earliest - 1)));
}

/**
 * A key may hold fewer rights than the person behind it, with whose rights the schedule runs, and has no business with where
 * that person's reports go. @throws reports.schedule_needs_person
 */
function personOf(actor: Actor): Id {
  if (actor.type !== 'user' || actor.userId === null) throw reportErrors.schedule_needs_person();
  return actor.userId;
}

/** @throws http.precondition_failed with the current representation when the caller has seen another version. */
function requireVersion(seen: number, current: ReportScheduleDto): void {
  if (seen !== current.rowVersion) throw httpErrors.precondition_failed({ current, headers: { ETag: `"${current.rowVersion}"` } });
}

/** Data will leave the house by itself: that is a setting somebody answers for. */
function note(tx: Tx, actor: Actor, id: string, diff: object): void {
  audit.record(tx, actor, 'settings.changed', { type: 'report_schedule', id }, { diff });
}

function view(row: ScheduleRow, locale: string): ReportScheduleDto {
  const definition = findReport(row.report);
  return {
    id: row.publicId,
    name: row.name,
    report: row.report,
    title: definition ? textIn(definition.title, locale) : row.report,
    format: row.format,
    params: row.params as ReportScheduleDto['params'],
    cron: row.cron,
    mailTo: [...row.mailTo],
    webhook: row.webhook,
    active: row.active,
    locale: row.locale,
    nextAt: row.nextAt?.toISOString() ?? null,
    lastAt: row.lastAt?.toISOString() ?? null,
    lastState: row.lastState,
    lastError: row.lastError,
    rowVersion: row.rowVersion,
  };
}
