import { Inject, Injectable } from '@nestjs/common';
import type { AuditAction } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Id, type Page } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { announce, announceMany, diffOf, type Change, type ImportOptions } from './catalog.events';
import { LocationIntake } from './location-intake';
import type { CreateLocationDto, LocationDto, LocationListQuery, LockLocationDto, UpdateLocationDto } from './location.dto';
import { liesWithin, pathBelow, reachesLocation, reachesWarehouse } from './location.rules';
import { LocationStore, type LocationRow, type Place } from './location.store';
import { refuse, requireVersion, unknownReference, type Edit } from './refusals';
import type { StockPresence } from './stock-presence';
import { WarehouseStore } from './warehouse.store';

/** The places where stock stands. A location never leaves its warehouse; within it, it may move with all below it. */
@Injectable()
export class LocationService {
  constructor(
    private readonly store: LocationStore,
    private readonly intake: LocationIntake,
    private readonly warehouses: WarehouseStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, _actor: Actor, input: LocationListQuery): Promise<Page<LocationDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map(present) };
  }

  /** @throws catalog.location_not_found, also for one outside the scope. */
  async get(tx: Tx, _actor: Actor, id: string): Promise<LocationDto> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.location_not_found();
    return present(row);
  }

  /** @throws catalog.code_taken | catalog.reference_unknown | catalog.parent_elsewhere | catalog.outside_scope */
  async create(tx: Tx, actor: Actor, input: CreateLocationDto): Promise<LocationDto> {
    const [made] = await this.intake.plant(tx, actor, [input], () => '');
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    announce(tx, actor, { action: 'location.created', event: 'location.created.v1', subject: subject(made), diff: diffOf(null, input) });
    return this.get(tx, actor, made.publicId);
  }

  /**
   * @throws catalog.location_not_found | http.precondition_failed | catalog.location_virtual | catalog.archived |
   * catalog.parent_elsewhere | catalog.location_cycle | catalog.outside_scope
   */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateLocationDto>): Promise<LocationDto> {
    const before = await this.hold(tx, id);
    requireVersion(rowVersion, present(before));
    if (before.status === 'archived') throw catalogErrors.archived();
    const zoneId = await this.zoneAfter(tx, actor, before, patch.zone);
    if (!reachesLocation(tx.scope, { warehouseId: before.warehouseId, zoneId })) throw catalogErrors.outside_scope();
    const parent = await this.parentAfter(tx, actor, before, patch.parent);
    await this.store.update(tx, before.id, { ...before, ...given(patch), zoneId, parentId: parent.id });
    const path = pathBelow(parent.path, before.code);
    if (path !== before.path) await this.store.movePaths(tx, before.warehouseId, before.path, path);
    const diff = diffOf({ ...before, parent: before.parent?.code ?? null, zone: before.zone?.code ?? null }, patch);
    announce(tx, actor, { action: actionOf(diff), event: 'location.updated.v1', subject: subject(before), diff });
    return this.get(tx, actor, id);
  }

  /** Nothing is put or picked there any more. @throws catalog.location_not_found | catalog.location_virtual */
  async lock(tx: Tx, actor: Actor, id: string, { reason }: LockLocationDto): Promise<LocationDto> {
    return this.setLock(tx, actor, id, { action: 'location.locked', lockedReason: reason });
  }

  /** @throws catalog.location_not_found | catalog.location_virtual */
  async unlock(tx: Tx, actor: Actor, id: string): Promise<LocationDto> {
    return this.setLock(tx, actor, id, { action: 'location.unlocked', lockedReason: null });
  }

  /** @throws catalog.location_not_found | catalog.location_has_children | catalog.location_not_empty | catalog.location_virtual */
  async archive(tx: Tx, actor: Actor, id: string, stock: StockPresence): Promise<LocationDto> {
    const before = await this.hold(tx, id);
    if (before.status === 'archived') throw catalogErrors.archived();
    if (await this.store.hasActiveChildren(tx, before.id)) throw catalogErrors.location_has_children();
    if (await stock.holdsStockAt(tx, before.code)) throw catalogErrors.location_not_empty();
    await this.store.archive(tx, before.id);
    told(tx, actor, before, { action: 'settings.changed', event: 'location.archived.v1', diff: { status: { before: 'active', after: 'archived' } } });
    return this.get(tx, actor, id);
  }

  /** Loads locations, parents and children together; those whose code exists stay as they are. Answers code → internal id. */
  async createMany(tx: Tx, actor: Actor, rows: readonly CreateLocationDto[], options: ImportOptions = {}): Promise<ReadonlyMap<string, Id>> {
    const made = await this.intake.plant(tx, actor, rows, (i) => `/${i}`);
    announceMany(tx, actor, made, { type: 'location', action: 'location.created', event: 'location.created.v1', ...options });
    const all = await this.store.byCodes(
      tx,
      rows.map((row) => row.code),
    );
    return new Map([...all].map(([code, place]) => [code, place.id]));
  }

  private async setLock(tx: Tx, actor: Actor, id: string, wanted: { action: AuditAction; lockedReason: string | null }): Promise<LocationDto> {
    const before = await this.hold(tx, id);
    if (before.status === 'archived') throw catalogErrors.archived();
    const { action, lockedReason } = wanted;
    await this.store.setLock(tx, before.id, lockedReason);
    told(tx, actor, before, { action, event: 'location.updated.v1', diff: diffOf(before, { lockedReason }), reason: lockedReason ?? undefined });
    return this.get(tx, actor, id);
  }

  private async hold(tx: Tx, id: string): Promise<LocationRow & { readonly warehouseId: Id }> {
    const row = await this.store.lockTree(tx, id);
    if (!row) throw catalogErrors.location_not_found();
    if (row.warehouseId === null) throw catalogErrors.location_virtual();
    return { ...row, warehouseId: row.warehouseId };
  }

  private async zoneAfter(tx: Tx, actor: Actor, before: LocationRow & { warehouseId: Id }, wanted: string | null | undefined): Promise<Id | null> {
    if (wanted === undefined) return before.zoneId;
    if (wanted === null) return null;
    const zoneId = (await this.warehouses.zonesOf(tx, [before.warehouseId])).get(`${before.warehouseId}/${wanted}`);
    if (zoneId === undefined) refuse(actor, [unknownReference('/zone', wanted)]);
    return zoneId ?? null;
  }

  private async parentAfter(
    tx: Tx,
    actor: Actor,
    before: LocationRow & { warehouseId: Id },
    wanted: string | null | undefined,
  ): Promise<{ id: Id | null; path: string | null }> {
    const unmoved = wanted === undefined || wanted === (before.parent?.code ?? null);
    if (unmoved) return { id: before.parentId, path: before.path.slice(0, before.path.lastIndexOf('/')) };
    // Moving rewrites the paths of everything below, which a caller bound to a zone cannot even see.
    if (!reachesWarehouse(tx.scope, before.warehouseId)) throw catalogErrors.outside_scope();
    if (wanted === null) return { id: null, path: null };
    const parent = (await this.store.byCodes(tx, [wanted])).get(wanted);
    if (parent?.status !== 'active') refuse(actor, [unknownReference('/parent', wanted)]);
    return fitParent(before, parent!);
  }
}

function fitParent(child: LocationRow, parent: Place): Place {
  if (parent.warehouseId !== child.warehouseId) throw catalogErrors.parent_elsewhere();
  if (liesWithin(parent.path, child.path)) throw catalogErrors.location_cycle({ path: `${parent.path} → ${child.code}` });
  return parent;
}

const subject = (row: { publicId: string; code: string }): Change['subject'] => ({ type: 'location', id: row.publicId, code: row.code });

function told(tx: Tx, actor: Actor, row: LocationRow, change: Omit<Change, 'subject'>): void {
  announce(tx, actor, { ...change, subject: subject(row) });
}

/** The dictionary has no code for a plain change of a location; the critical one names itself. */
function actionOf(diff: object): AuditAction {
  return 'allowNegative' in diff ? 'location.negative_policy.changed' : 'settings.changed';
}

/** The plain fields of a patch; zone and parent come as ids. */
function given({ zone: _zone, parent: _parent, ...plain }: UpdateLocationDto): Partial<LocationRow> {
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
}

function present(row: LocationRow): LocationDto {
  const { publicId, code, name, warehouse, zone, parent, path, kind, pickSeq, isPickable, allowNegative, lockedReason, status, rowVersion } = row;
  return { id: publicId, code, name, warehouse, zone, parent, path, kind, pickSeq, isPickable, allowNegative, lockedReason, status, rowVersion };
}
