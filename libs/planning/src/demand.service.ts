import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC, httpErrors } from '@anwen/http';
import { CursorCodec, isUuid, pageOf, type Actor, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import type { CreateDemandDto, DemandDto, DemandQuery, UpdateDemandDto } from './demand.dto';
import { DemandStore, type DemandRow } from './demand.store';
import { planningErrors } from './planning.errors';
import { ReferenceStore } from './reference.store';
import { requireScale } from './suggestion.service';

const USUAL_PRIORITY = 5;

/** What is wanted: written down here, or told by sales orders and safety stocks, which this only shows. */
@Injectable()
export class DemandService {
  constructor(
    private readonly store: DemandStore,
    private readonly references: ReferenceStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** The earliest first. @throws page.cursor_invalid */
  async list(tx: Tx, query: DemandQuery): Promise<Page<DemandDto>> {
    const { limit, cursor, withTotal, source, item, warehouse, from, to, state } = query;
    const filter = { source, item, warehouse, from, to, state };
    const binding = ['demands', filter];
    const after = cursor === undefined ? null : (this.codec.decode(cursor, binding) as unknown as [string, string]);
    const rows = await this.store.list(tx, { filter, after, limit: limit + 1 });
    const page = pageOf(
      rows,
      limit,
      (last) => this.codec.encode([last.sortOn, last.key], binding),
      (row) => row,
    );
    const covered = await this.store.coverage(
      tx,
      page.items.map(({ key }) => key),
    );
    const shown = { ...page, items: page.items.map((row) => view(row, covered)) };
    return withTotal ? { ...shown, total: await this.store.count(tx, filter) } : shown;
  }

  /** @throws planning.demand_not_found */
  async get(tx: Tx, id: string): Promise<DemandDto> {
    const row = isUuid(id) ? await this.store.find(tx, id) : undefined;
    if (!row) throw planningErrors.demand_not_found();
    return view(row, await this.store.coverage(tx, [row.key]));
  }

  /** @throws planning.reference_unknown | quantity_refused */
  async create(tx: Tx, actor: Actor, input: CreateDemandDto): Promise<DemandDto> {
    const item = await this.references.item(tx, input.item);
    if (!item) throw planningErrors.reference_unknown({ value: input.item });
    const warehouseId = await this.references.warehouse(tx, input.warehouse);
    if (warehouseId === undefined) throw planningErrors.reference_unknown({ value: input.warehouse });
    requireScale(input.qty, item);
    const { qty, dueOn, priority = USUAL_PRIORITY, note = null, source } = input;
    const id = await this.store.insert(tx, { itemId: item.id, warehouseId, source }, { qty, dueOn, priority, note }, actor.name);
    audit.record(tx, actor, 'demand.created', { type: 'demand', id }, { diff: { ...input } });
    return this.get(tx, id);
  }

  /** @throws planning.demand_not_found | demand_closed | quantity_refused, http.precondition_failed */
  async update(tx: Tx, actor: Actor, edit: { id: string; rowVersion: number; patch: UpdateDemandDto }): Promise<DemandDto> {
    const row = await this.hold(tx, edit.id);
    if (row.rowVersion !== edit.rowVersion) {
      throw httpErrors.precondition_failed({ current: await this.get(tx, edit.id), headers: { ETag: `"${row.rowVersion}"` } });
    }
    const before = { qty: row.qty, dueOn: row.dueOn!, priority: row.priority, note: row.note };
    const { qty = before.qty, dueOn = before.dueOn, priority = before.priority, note = before.note } = edit.patch;
    const after = { qty, dueOn, priority, note };
    requireScale(after.qty, { code: row.item.code, scale: row.scale });
    await this.store.update(tx, edit.id, after);
    audit.record(tx, actor, 'demand.updated', { type: 'demand', id: edit.id }, { diff: { before, after } });
    return this.get(tx, edit.id);
  }

  /** @throws planning.demand_not_found | demand_closed */
  async cancel(tx: Tx, actor: Actor, id: string): Promise<DemandDto> {
    const row = await this.hold(tx, id);
    await this.store.cancel(tx, id);
    audit.record(tx, actor, 'demand.cancelled', { type: 'demand', id }, { diff: { item: row.item.code, qty: row.qty, dueOn: row.dueOn } });
    return this.get(tx, id);
  }

  private async hold(tx: Tx, id: string): Promise<DemandRow & { scale: number }> {
    const row = isUuid(id) ? await this.store.lock(tx, id) : undefined;
    if (!row) throw planningErrors.demand_not_found();
    if (row.state !== 'open') throw planningErrors.demand_closed();
    return row;
  }
}

function view({ key, sortOn: _s, ...row }: DemandRow, covered: Awaited<ReturnType<DemandStore['coverage']>>): DemandDto {
  const isOurs = row.source === 'manual' || row.source === 'forecast';
  return { ...row, coverage: covered.get(key) ?? null, legal: isOurs && row.state === 'open' ? ['edit', 'cancel'] : [] };
}
