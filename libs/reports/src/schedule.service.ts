import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, pageOf, systemClock, type Actor, type Locale, type Page } from '@anwen/kernel';
import { isMailAddress } from '@anwen/mail';
import { Inject, Injectable } from '@nestjs/common';
import { textIn } from './access.rules';
import { nextSlot, requireCron } from './cron.rules';
import { readParams } from './params.rules';
import { findReport } from './report-catalogue';
import { requireAccess } from './report.service';
import { reportErrors } from './reports.errors';
import type { CreateReportScheduleDto, ReportScheduleDto, ReportScheduleQuery, UpdateReportScheduleDto } from './schedule.dto';
import { ScheduleStore, type ScheduleRow, type ScheduleState } from './schedule.store';
import { SurroundingsStore } from './surroundings.store';

/** A person has a handful; hundreds would be somebody's loop. */
const MOST_SCHEDULES = 20;

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
    const rows = actor.userId === null ? [] : await this.store.ofUser(tx, actor.userId, { before, limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      (last) => this.codec.encode([last.id], binding),
      (row) => view(row, actor.locale),
    );
  }

  /** @throws reports.report_not_found | params_invalid | cron_invalid | cron_too_often | mail_address_invalid | nowhere_to_send | too_many_schedules */
  async create(tx: Tx, actor: Actor, input: CreateReportScheduleDto): Promise<ReportScheduleDto> {
    // A key may hold fewer rights than the person behind it, with whose rights the schedule would run.
    if (actor.type !== 'user' || actor.userId === null) throw reportErrors.schedule_needs_person();
    if ((await this.store.countOf(tx, actor.userId)) >= MOST_SCHEDULES) throw reportErrors.too_many_schedules({ limit: MOST_SCHEDULES });
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
    const id = await this.store.insert(tx, actor.userId, state);
    note(tx, actor, id, { created: state });
    return view((await this.store.one(tx, id, actor.userId))!, actor.locale);
  }

  /** @throws reports.schedule_not_found and what `create` throws */
  async update(tx: Tx, actor: Actor, id: string, patch: UpdateReportScheduleDto): Promise<ReportScheduleDto> {
    const before = await this.hold(tx, actor, id);
    if (actor.type !== 'user') throw reportErrors.schedule_needs_person();
    // Of a patch, what is absent is there as undefined.
    const given = Object.fromEntries(Object.entries(patch).filter(([, wish]) => wish !== undefined)) as Partial<ScheduleState>;
    const state = await this.decide(tx, actor, { ...before, ...given });
    await this.store.update(tx, before.id, state);
    note(tx, actor, id, { changed: given });
    return view((await this.store.one(tx, id, before.userId))!, actor.locale);
  }

  /** @throws reports.schedule_not_found */
  async delete(tx: Tx, actor: Actor, id: string): Promise<void> {
    const before = await this.hold(tx, actor, id);
    await this.store.markDeleted(tx, before.id);
    note(tx, actor, id, { removed: before.name });
  }

  private async hold(tx: Tx, actor: Actor, id: string): Promise<ScheduleRow> {
    const row = actor.userId === null ? undefined : await this.store.lock(tx, id, actor.userId);
    if (!row) throw reportErrors.schedule_not_found();
    return row;
  }

  private async decide(tx: Tx, actor: Actor, wish: ScheduleState): Promise<ScheduleState> {
    const { definition } = requireAccess(wish.report, actor);
    const params = readParams(definition.params, wish.params);
    if (wish.mailTo.length === 0 && !wish.webhook) throw reportErrors.nowhere_to_send();
    const wrong = wish.mailTo.findIndex((address) => !isMailAddress(address));
    if (wrong >= 0) throw reportErrors.mail_address_invalid({ errors: [{ pointer: `/mailTo/${wrong}`, code: 'bad_format', message: '' }] });
    const { timeZone } = await this.surroundings.read(tx);
    const now = systemClock.now();
    requireCron(wish.cron, timeZone, now);
    return { ...wish, params, mailTo: [...new Set(wish.mailTo)], nextAt: wish.active ? nextSlot(wish.cron, timeZone, now) : null };
  }
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
