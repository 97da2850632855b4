import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, mayDo, plainDecimal, type Actor, type Id, type Page } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { announce, announceMany, diffOf, type ImportOptions } from './catalog.events';
import { COST_PERMISSION } from './catalog.permissions';
import { complaint, refuse, requireVersion, unknownReference, type Complaint, type Edit } from './refusals';
import type { CreateWorkCenterDto, UpdateWorkCenterDto, WorkCenterDto, WorkCenterListQuery } from './work-center.dto';
import { WorkCenterStore, type WorkCenterReferences, type WorkCenterRow, type WorkCenterValues } from './work-center.store';

/** One shift: a work center that never works would hold up every plan without a word. */
const HOURS_PER_DAY = '8';

type Given = Omit<UpdateWorkCenterDto, 'name'>;
type Facts = Omit<WorkCenterValues, 'code' | 'name'>;

/** Where work is done, when, and what an hour of it costs. The dictionary of audit codes has none: changes are `settings.changed`. */
@Injectable()
export class WorkCenterService {
  constructor(
    private readonly store: WorkCenterStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, actor: Actor, input: WorkCenterListQuery): Promise<Page<WorkCenterDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map((row) => present(row, actor)) };
  }

  /** @throws catalog.work_center_not_found */
  async get(tx: Tx, actor: Actor, id: string): Promise<WorkCenterDto> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.work_center_not_found();
    return present(row, actor);
  }

  /** @throws catalog.code_taken | catalog.reference_unknown | catalog.warehouse_of_location | catalog.cost_not_permitted */
  async create(tx: Tx, actor: Actor, input: CreateWorkCenterDto): Promise<WorkCenterDto> {
    requireCostPermission(actor, input.hourlyCost);
    const [made] = await this.insert(tx, actor, [input], () => '');
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    const subject = { type: 'work_center', id: made.publicId, code: made.code };
    announce(tx, actor, { action: 'settings.changed', event: 'work_center.created.v1', subject, diff: diffOf(null, input) });
    return this.get(tx, actor, made.publicId);
  }

  /** @throws catalog.work_center_not_found | http.precondition_failed | catalog.reference_unknown | catalog.warehouse_of_location | catalog.cost_not_permitted */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateWorkCenterDto>): Promise<WorkCenterDto> {
    requireCostPermission(actor, patch.hourlyCost);
    const before = await this.store.lock(tx, id);
    if (!before) throw catalogErrors.work_center_not_found();
    requireVersion(rowVersion, present(before, actor));
    const [facts] = await this.resolve(tx, actor, [patch], { at: () => '', before });
    await this.store.update(tx, before.id, { name: patch.name ?? before.name, ...facts! });
    const old = {
      ...before,
      hourlyCost: plainDecimal(before.hourlyCost),
      hoursPerDay: plainDecimal(before.hoursPerDay),
      idealCycleS: before.idealCycleS && plainDecimal(before.idealCycleS),
      location: before.location?.code ?? null,
      calendar: before.calendar?.code ?? null,
      warehouse: before.warehouse?.code ?? null,
    };
    const subject = { type: 'work_center', id, code: before.code };
    announce(tx, actor, { action: 'settings.changed', event: 'work_center.updated.v1', subject, diff: diffOf(old, patch) });
    return this.get(tx, actor, id);
  }

  /** Loads work centers; those whose code exists stay as they are. Answers code → internal id. */
  async createMany(tx: Tx, actor: Actor, rows: readonly CreateWorkCenterDto[], options: ImportOptions = {}): Promise<ReadonlyMap<string, Id>> {
    const made = await this.insert(tx, actor, rows, (i) => `/${i}`);
    announceMany(tx, actor, made, { type: 'work_center', action: 'settings.changed', event: 'work_center.created.v1', ...options });
    return this.store.idsByCode(
      tx,
      rows.map((row) => row.code),
    );
  }

  private async insert(tx: Tx, actor: Actor, rows: readonly CreateWorkCenterDto[], at: (i: number) => string): Promise<{ publicId: string; code: string }[]> {
    const facts = await this.resolve(tx, actor, rows, { at });
    return this.store.insert(
      tx,
      rows.map(({ code, name }, i) => ({ code, name, ...facts[i]! })),
    );
  }

  private async resolve(
    tx: Tx,
    actor: Actor,
    given: readonly Given[],
    { at, before }: { at: (i: number) => string; before?: WorkCenterRow },
  ): Promise<Facts[]> {
    const codes = (field: 'location' | 'calendar' | 'warehouse'): string[] => given.flatMap((one) => one[field] ?? []);
    const known = await this.store.references(tx, { locations: codes('location'), calendars: codes('calendar'), warehouses: codes('warehouse') });
    refuse(
      actor,
      given.flatMap((one, i) => complaintsAbout(one, known, at(i))),
    );
    const facts = given.map((one) => factsOf(one, known, before));
    refuse(
      actor,
      given.flatMap((one, i) => {
        const elsewhere = one.warehouse != null && facts[i]!.warehouseId !== known.warehouses.get(one.warehouse)!.id;
        return elsewhere ? [complaint(catalogErrors.warehouse_of_location, `${at(i)}/warehouse`)] : [];
      }),
    );
    return facts;
  }
}

function complaintsAbout(given: Given, known: WorkCenterReferences, at: string): Complaint[] {
  const missing = (field: 'location' | 'calendar' | 'warehouse', of: ReadonlyMap<string, unknown>): Complaint[] => {
    const code = given[field];
    return typeof code === 'string' && !of.has(code) ? [unknownReference(`${at}/${field}`, code)] : [];
  };
  const tooLong = Number(given.hoursPerDay ?? '0') > 24 ? [complaint(catalogErrors.hours_range, `${at}/hoursPerDay`)] : [];
  return [...tooLong, ...missing('location', known.locations), ...missing('calendar', known.calendars), ...missing('warehouse', known.warehouses)];
}

/** What was said, and the rest as it was or as a new one is. A place decides about the warehouse: it never moves to another. */
function factsOf(given: Given, known: WorkCenterReferences, before?: WorkCenterRow): Facts {
  const idOf = (code: string | null | undefined, of: ReadonlyMap<string, { readonly id: Id }>, old: Id | null | undefined): Id | null =>
    code === undefined ? (old ?? null) : code === null ? null : of.get(code)!.id;
  const locationId = idOf(given.location, known.locations, before?.locationId);
  const placed = typeof given.location === 'string' ? known.locations.get(given.location)!.warehouseId : locationId && before!.warehouseId;
  return {
    hourlyCost: given.hourlyCost ?? before?.hourlyCost ?? '0',
    hoursPerDay: given.hoursPerDay ?? before?.hoursPerDay ?? HOURS_PER_DAY,
    locationId,
    capacity: given.capacity ?? before?.capacity ?? 1,
    idealCycleS: given.idealCycleS === undefined ? (before?.idealCycleS ?? null) : given.idealCycleS,
    calendarId: idOf(given.calendar, known.calendars, before?.calendarId),
    boardGroup: given.boardGroup === undefined ? (before?.boardGroup ?? null) : given.boardGroup,
    warehouseId: placed ?? idOf(given.warehouse, known.warehouses, before?.warehouseId),
  };
}

function requireCostPermission(actor: Actor, hourlyCost: string | undefined): void {
  if (hourlyCost !== undefined && !mayDo(actor, COST_PERMISSION)) throw catalogErrors.cost_not_permitted();
}

function present(row: WorkCenterRow, actor: Actor): WorkCenterDto {
  const { publicId, code, name, location, capacity, calendar, boardGroup, warehouse, rowVersion } = row;
  const cost = mayDo(actor, COST_PERMISSION) ? { hourlyCost: plainDecimal(row.hourlyCost) } : {};
  const times = { hoursPerDay: plainDecimal(row.hoursPerDay), capacity, idealCycleS: row.idealCycleS && plainDecimal(row.idealCycleS), calendar };
  return { id: publicId, code, name, ...cost, ...times, location, boardGroup, warehouse, rowVersion };
}
