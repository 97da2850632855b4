import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, mayDo, plainDecimal, type Actor, type Id, type Page } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { announce, announceMany, diffOf, type ImportOptions } from './catalog.events';
import { COST_PERMISSION } from './catalog.permissions';
import { LocationStore } from './location.store';
import { refuse, requireVersion, unknownReference, type Edit } from './refusals';
import type { CreateWorkCenterDto, UpdateWorkCenterDto, WorkCenterDto, WorkCenterListQuery } from './work-center.dto';
import { WorkCenterStore, type WorkCenterRow } from './work-center.store';

/** Where work is done, and what an hour of it costs. The dictionary of audit codes has none: changes are `settings.changed`. */
@Injectable()
export class WorkCenterService {
  constructor(
    private readonly store: WorkCenterStore,
    private readonly locations: LocationStore,
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

  /** @throws catalog.code_taken | catalog.reference_unknown | catalog.cost_not_permitted */
  async create(tx: Tx, actor: Actor, input: CreateWorkCenterDto): Promise<WorkCenterDto> {
    requireCostPermission(actor, input.hourlyCost);
    const [made] = await this.insert(tx, actor, [input], () => '');
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    const subject = { type: 'work_center', id: made.publicId, code: made.code };
    announce(tx, actor, { action: 'settings.changed', event: 'work_center.created.v1', subject, diff: diffOf(null, input) });
    return this.get(tx, actor, made.publicId);
  }

  /** @throws catalog.work_center_not_found | http.precondition_failed | catalog.reference_unknown | catalog.cost_not_permitted */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateWorkCenterDto>): Promise<WorkCenterDto> {
    requireCostPermission(actor, patch.hourlyCost);
    const before = await this.store.lock(tx, id);
    if (!before) throw catalogErrors.work_center_not_found();
    requireVersion(rowVersion, present(before, actor));
    const places = await this.resolve(tx, actor, [patch.location], () => '');
    await this.store.update(tx, before.id, {
      name: patch.name ?? before.name,
      hourlyCost: patch.hourlyCost ?? before.hourlyCost,
      hoursPerDay: patch.hoursPerDay ?? before.hoursPerDay,
      locationId: patch.location === undefined ? before.locationId : patch.location && places.get(patch.location)!,
    });
    const old = {
      ...before,
      hourlyCost: plainDecimal(before.hourlyCost),
      hoursPerDay: plainDecimal(before.hoursPerDay),
      location: before.location?.code ?? null,
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
    const places = await this.resolve(
      tx,
      actor,
      rows.map((row) => row.location),
      at,
    );
    return this.store.insert(
      tx,
      rows.map(({ code, name, hourlyCost = '0', hoursPerDay = '0', location }) => ({
        code,
        name,
        hourlyCost,
        hoursPerDay,
        locationId: location ? places.get(location)! : null,
      })),
    );
  }

  private async resolve(tx: Tx, actor: Actor, codes: readonly (string | null | undefined)[], at: (i: number) => string): Promise<ReadonlyMap<string, Id>> {
    const wanted = codes.filter((code) => typeof code === 'string');
    if (wanted.length === 0) return new Map();
    const places = await this.locations.byCodes(tx, wanted);
    refuse(
      actor,
      codes.flatMap((code, i) => (typeof code === 'string' && !places.has(code) ? [unknownReference(`${at(i)}/location`, code)] : [])),
    );
    return new Map([...places].map(([code, place]) => [code, place.id]));
  }
}

function requireCostPermission(actor: Actor, hourlyCost: string | undefined): void {
  if (hourlyCost !== undefined && !mayDo(actor, COST_PERMISSION)) throw catalogErrors.cost_not_permitted();
}

function present(row: WorkCenterRow, actor: Actor): WorkCenterDto {
  const { publicId, code, name, location, rowVersion } = row;
  const cost = mayDo(actor, COST_PERMISSION) ? { hourlyCost: plainDecimal(row.hourlyCost) } : {};
  return { id: publicId, code, name, ...cost, hoursPerDay: plainDecimal(row.hoursPerDay), location, rowVersion };
}
