import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { isUuid, scopeFor, type Actor, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { requireWarehouse } from '../handling/document-step';
import { handlingErrors } from '../handling/handling.errors';
import { personOf } from '../handling/task-lease';
import { inventoryErrors } from '../inventory.errors';
import { newestFirst } from '../listing';
import type { CountPlanDto, CountPlanQuery, CountScopeDto, CreateCountPlanDto, UpdateCountPlanDto } from './count-plan.dto';
import { CountPlanStore, type CountPlanRow } from './count-plan.store';
import { countingErrors } from './counting.errors';

/** What is counted regularly, how strictly, and how often. A plan changes no stock; its sessions do. */
@Injectable()
export class CountPlanService {
  constructor(
    private readonly store: CountPlanStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, query: CountPlanQuery): Promise<Page<CountPlanDto>> {
    return newestFirst(query, {
      name: 'count-plans',
      cursors: this.cursors,
      rows: (before) => this.store.list(tx, query, before),
      count: () => this.store.count(tx, query),
      view: planView,
    });
  }

  /** @throws inventory.document_not_found. */
  async get(tx: Tx, id: string): Promise<CountPlanDto> {
    return planView(await this.find(tx, id, ''));
  }

  /** @throws inventory.warehouse_not_found | whole_warehouse_needed | count_scope_refused. */
  async create(tx: Tx, actor: Actor, input: CreateCountPlanDto): Promise<CountPlanDto> {
    const warehouseId = await this.warehouse(tx, actor, input.warehouse);
    await this.requireScope(tx, warehouseId, input.scope);
    const { name, scope, blind = true, frequencyDays = null, active = true } = input;
    const id = await this.store.create(tx, warehouseId, { name, scope, blind, frequencyDays, active, ...limitsOf(input) }, personOf(actor).id);
    audit.record(tx, actor, 'count.plan.created', { type: 'count_plan', id }, { diff: { ...input } });
    return this.get(tx, id);
  }

  /** @throws inventory.document_not_found | stale | count_scope_refused. */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: { id: string; rowVersion: number; patch: UpdateCountPlanDto }): Promise<CountPlanDto> {
    const before = await this.find(tx, id, 'FOR NO KEY UPDATE OF p');
    requireWarehouse(scopeFor(actor, 'count.manage'), before.warehouseId);
    if (before.rowVersion !== rowVersion) throw handlingErrors.stale({ current: planView(before), headers: { ETag: `"${before.rowVersion}"` } });
    if (patch.scope) await this.requireScope(tx, before.warehouseId, patch.scope);
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    await this.store.update(tx, before.no, { ...before, ...given });
    audit.record(tx, actor, 'count.plan.updated', { type: 'count_plan', id }, { diff: given });
    return this.get(tx, id);
  }

  /** The plan as sessions use it. @throws inventory.document_not_found. */
  async find(tx: Tx, id: string, locking: '' | 'FOR NO KEY UPDATE OF p' = ''): Promise<CountPlanRow> {
    const row = isUuid(id) ? await this.store.find(tx, id, locking) : null;
    if (!row) throw handlingErrors.document_not_found();
    return row;
  }

  /** @throws inventory.warehouse_not_found | whole_warehouse_needed. */
  async warehouse(tx: Tx, actor: Actor, code: string): Promise<Id> {
    const id = await this.store.warehouseId(tx, code);
    if (id === null) throw inventoryErrors.warehouse_not_found();
    requireWarehouse(scopeFor(actor, 'count.manage'), id);
    return id;
  }

  /** @throws inventory.count_scope_refused. */
  async requireScope(tx: Tx, warehouseId: Id, scope: CountScopeDto): Promise<void> {
    const unknown = await this.store.unknownIn(tx, warehouseId, scope);
    if (unknown.length > 0) throw countingErrors.count_scope_refused({ unknown: unknown.join(', ') });
  }
}

type Limits = Pick<CreateCountPlanDto, 'toleranceAbs' | 'tolerancePct' | 'toleranceValue' | 'recountOverPct'>;
/** Limits that were not given are none. */
export function limitsOf({ toleranceAbs = null, tolerancePct = null, toleranceValue = null, recountOverPct = null }: Limits): {
  [K in keyof Limits]-?: string | null;
} {
  return { toleranceAbs, tolerancePct, toleranceValue, recountOverPct };
}

const planView = ({ no: _no, warehouseId: _warehouseId, ...shown }: CountPlanRow): CountPlanDto => shown;
