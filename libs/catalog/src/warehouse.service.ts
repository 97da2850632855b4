import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Page } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { announce, diffOf, type Change } from './catalog.events';
import { reachesWarehouse } from './location.rules';
import { requireVersion, type Edit } from './refusals';
import type { CreateWarehouseDto, CreateZoneDto, UpdateWarehouseDto, WarehouseDto, WarehouseListQuery } from './warehouse.dto';
import { WarehouseStore, type WarehouseRow } from './warehouse.store';

/** Warehouses and their zones. The dictionary of audit codes has none for them: changes are `settings.changed`. */
@Injectable()
export class WarehouseService {
  constructor(
    private readonly store: WarehouseStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  async list(tx: Tx, _actor: Actor, input: WarehouseListQuery): Promise<Page<WarehouseDto>> {
    const page = await this.store.list(tx, this.codec, input);
    return { ...page, items: page.items.map(present) };
  }

  /** @throws catalog.warehouse_not_found, also for one outside the scope. */
  async get(tx: Tx, _actor: Actor, id: string): Promise<WarehouseDto> {
    const row = await this.store.byPublicId(tx, id);
    if (!row) throw catalogErrors.warehouse_not_found();
    return present(row);
  }

  /** @throws catalog.code_taken | catalog.outside_scope for whoever is bound to certain warehouses. */
  async create(tx: Tx, actor: Actor, input: CreateWarehouseDto): Promise<WarehouseDto> {
    if (!tx.scope.all) throw catalogErrors.outside_scope();
    const made = await this.store.insert(tx, input);
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    told(tx, actor, { event: 'warehouse.created.v1', subject: { type: 'warehouse', id: made.publicId, code: input.code }, diff: diffOf(null, input) });
    return this.get(tx, actor, made.publicId);
  }

  /** @throws catalog.warehouse_not_found | http.precondition_failed | catalog.archived */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: Edit<UpdateWarehouseDto>): Promise<WarehouseDto> {
    const before = await this.lock(tx, id);
    requireVersion(rowVersion, present(before));
    if (before.status === 'archived') throw catalogErrors.archived();
    await this.store.update(tx, before.id, { name: patch.name ?? before.name, address: patch.address === undefined ? before.address : patch.address });
    told(tx, actor, { event: 'warehouse.updated.v1', subject: { type: 'warehouse', id, code: before.code }, diff: diffOf(before, patch) });
    return this.get(tx, actor, id);
  }

  /** @throws catalog.warehouse_not_found | catalog.warehouse_not_empty while a location is active. */
  async archive(tx: Tx, actor: Actor, id: string): Promise<WarehouseDto> {
    const before = await this.lock(tx, id);
    if (before.status === 'archived') throw catalogErrors.archived();
    if (await this.store.hasActiveLocations(tx, before.id)) throw catalogErrors.warehouse_not_empty();
    await this.store.archive(tx, before.id);
    told(tx, actor, { event: 'warehouse.archived.v1', subject: { type: 'warehouse', id, code: before.code } });
    return this.get(tx, actor, id);
  }

  /** @throws catalog.warehouse_not_found | catalog.code_taken */
  async addZone(tx: Tx, actor: Actor, id: string, input: CreateZoneDto): Promise<WarehouseDto> {
    const warehouse = await this.lock(tx, id);
    const made = await this.store.insertZone(tx, warehouse.id, input);
    if (!made) throw catalogErrors.code_taken({ code: input.code });
    await this.store.touch(tx, warehouse.id);
    told(tx, actor, { event: 'zone.created.v1', subject: { type: 'zone', id: made.publicId, code: input.code }, diff: diffOf(null, input) });
    return this.get(tx, actor, id);
  }

  /** Locked for a change of the whole: whoever reaches only a zone of it may look, not change. */
  private async lock(tx: Tx, id: string): Promise<WarehouseRow> {
    const row = await this.store.lock(tx, id);
    if (!row) throw catalogErrors.warehouse_not_found();
    if (!reachesWarehouse(tx.scope, row.id)) throw catalogErrors.outside_scope();
    return row;
  }
}

function told(tx: Tx, actor: Actor, change: Omit<Change, 'action'>): void {
  announce(tx, actor, { action: 'settings.changed', ...change });
}

function present({ publicId, code, name, address, status, zones, rowVersion }: WarehouseRow): WarehouseDto {
  return { id: publicId, code, name, address, status, zones: [...zones], rowVersion };
}
