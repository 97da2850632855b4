import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Page } from '@anwen/kernel';
import { catalogErrors } from '../catalog.errors';
import { announce, announceMany, diffOf, type Change, type ImportOptions } from '../catalog.events';
import { requireVersion, type Edit } from '../refusals';
import { requireNoOverlap, weekOf } from './calendar-plan.service';
import { minutesOf } from './calendar.rules';
import { CalendarStore } from './calendar.store';
import type { CreateShiftDto, ShiftDto, ShiftListQuery, UpdateShiftDto } from './shift.dto';
import { ShiftStore, type ShiftRow, type ShiftValues } from './shift.store';

/** Times of the day at which people work, on the clock of the factory. */
@Injectable()
export class ShiftService {
  constructor(
    private readonly store: ShiftStore,
    private readonly calendars: CalendarStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, _actor: Actor, input: ShiftListQuery): Promise<Page<ShiftDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map(present) };
  }

  /** @throws catalog.shift_not_found */
  async get(tx: Tx, _actor: Actor, id: string): Promise<ShiftDto> {
    return present(await this.find(tx, id));
  }

  /** @throws catalog.code_taken | catalog.break_too_long */
  async create(tx: Tx, actor: Actor, input: CreateShiftDto): Promise<ShiftDto> {
    const values = { ...input, breakMinutes: input.breakMinutes ?? 0 };
    requireBreak(values);
    const [made] = await this.store.insert(tx, [values]);
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    announce(tx, actor, { action: 'calendar.changed', event: 'shift.created.v1', subject: subject(made.publicId, made.code), diff: diffOf(null, input) });
    return this.get(tx, actor, made.publicId);
  }

  /** @throws catalog.shift_not_found | http.precondition_failed | catalog.break_too_long | catalog.shifts_overlap in a calendar that has it */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateShiftDto>): Promise<ShiftDto> {
    await this.calendars.lockAll(tx);
    const before = await this.find(tx, id);
    requireVersion(rowVersion, present(before));
    const values = {
      name: patch.name ?? before.name,
      startsAt: patch.startsAt ?? before.startsAt,
      endsAt: patch.endsAt ?? before.endsAt,
      breakMinutes: patch.breakMinutes ?? before.breakMinutes,
    };
    requireBreak(values);
    await this.requireFit(tx, { ...before, ...values });
    await this.store.update(tx, before.id, values);
    announce(tx, actor, { action: 'calendar.changed', event: 'shift.updated.v1', subject: subject(id, before.code), diff: diffOf(before, patch) });
    return this.get(tx, actor, id);
  }

  /** Loads shifts; those whose code exists stay as they are. @throws catalog.break_too_long */
  async createMany(tx: Tx, actor: Actor, rows: readonly CreateShiftDto[], options: ImportOptions = {}): Promise<void> {
    const values = rows.map((row) => ({ ...row, breakMinutes: row.breakMinutes ?? 0 }));
    values.forEach(requireBreak);
    const made = await this.store.insert(tx, values);
    announceMany(tx, actor, made, { type: 'shift', action: 'calendar.changed', event: 'shift.created.v1', ...options });
  }

  private async requireFit(tx: Tx, changed: ShiftRow): Promise<void> {
    const shifts = new Map(await this.store.byCode(tx)).set(changed.code, changed);
    for (const calendar of await this.calendars.using(tx, changed.id)) {
      const exceptions = await this.calendars.exceptionsOf(tx, calendar.id);
      requireNoOverlap(calendar.code, { week: weekOf(calendar), exceptions }, shifts);
    }
  }

  private async find(tx: Tx, id: string): Promise<ShiftRow> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.shift_not_found();
    return row;
  }
}

function requireBreak(shift: ShiftValues): void {
  const minutes = minutesOf(shift);
  if (shift.breakMinutes >= minutes) throw catalogErrors.break_too_long({ minutes });
}

function present(row: ShiftRow): ShiftDto {
  const { publicId, code, name, startsAt, endsAt, breakMinutes, rowVersion } = row;
  return {
    id: publicId,
    code,
    name,
    startsAt,
    endsAt,
    breakMinutes,
    crossesMidnight: endsAt <= startsAt && endsAt !== '00:00',
    minutes: minutesOf(row),
    rowVersion,
  };
}

const subject = (id: string, code: string): Change['subject'] => ({ type: 'shift', id, code });
