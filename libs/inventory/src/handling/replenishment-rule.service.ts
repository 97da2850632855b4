import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { Quantity, isUuid, type Actor, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { inventoryErrors } from '../inventory.errors';
import { newestFirst } from '../listing';
import { handlingErrors } from './handling.errors';
import { itemsByCode, placesByCode } from './named-things';
import type { CreateReplenishmentRuleDto, ReplenishmentRuleDto, ReplenishmentRuleQuery, SourceInput, UpdateReplenishmentRuleDto } from './replenishment.dto';
import { ReplenishmentRuleStore, type RuleRow, type RuleValues } from './replenishment-rule.store';

/** Which places are kept filled with what, from where. */
@Injectable()
export class ReplenishmentRuleService {
  constructor(
    private readonly store: ReplenishmentRuleStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, query: ReplenishmentRuleQuery): Promise<Page<ReplenishmentRuleDto>> {
    return newestFirst(query, {
      name: 'replenishment-rules',
      cursors: this.cursors,
      rows: (before) => this.store.list(tx, query, before),
      count: () => this.store.count(tx, query),
      view: ruleView,
    });
  }

  /** @throws inventory.document_not_found. */
  async get(tx: Tx, id: string): Promise<ReplenishmentRuleDto> {
    return ruleView(await this.find(tx, id, ''));
  }

  /** @throws inventory.item_not_found | location_not_found | rule_taken | rule_refused. */
  async create(tx: Tx, actor: Actor, input: CreateReplenishmentRuleDto): Promise<ReplenishmentRuleDto> {
    const item = (await itemsByCode(tx, [input.item])).get(input.item);
    if (!item) throw inventoryErrors.item_not_found();
    const place = (await placesByCode(tx, [input.location])).get(input.location);
    if (!place) throw inventoryErrors.location_not_found();
    const values = await this.valuesOf(tx, place.warehouseId!, input);
    const id = await this.store.create(tx, { itemId: item.id, locationId: place.id }, values);
    if (id === null) throw handlingErrors.rule_taken();
    audit.record(tx, actor, 'replenish.rule.created', { type: 'replenishment_rule', id }, { diff: { ...input } });
    return this.get(tx, id);
  }

  /** @throws inventory.document_not_found | stale | rule_refused | location_not_found. */
  async update(
    tx: Tx,
    actor: Actor,
    { id, rowVersion, patch }: { id: string; rowVersion: number; patch: UpdateReplenishmentRuleDto },
  ): Promise<ReplenishmentRuleDto> {
    const before = await this.find(tx, id, 'FOR NO KEY UPDATE OF r');
    if (before.rowVersion !== rowVersion) throw handlingErrors.stale({ current: ruleView(before), headers: { ETag: `"${before.rowVersion}"` } });
    const { minQty = before.minQty, maxQty = before.maxQty, source } = patch;
    const kept = { sourceZoneId: before.sourceZoneId, sourceLocationId: before.sourceLocationId };
    const read = await this.valuesOf(tx, before.warehouseId, { minQty, maxQty, source: source ?? null });
    await this.store.update(tx, before.no, source === undefined ? { ...read, ...kept } : read);
    audit.record(tx, actor, 'replenish.rule.updated', { type: 'replenishment_rule', id }, { diff: { ...patch } });
    return this.get(tx, id);
  }

  /** @throws inventory.document_not_found. */
  async discard(tx: Tx, actor: Actor, id: string): Promise<void> {
    const rule = await this.find(tx, id, 'FOR NO KEY UPDATE OF r');
    await this.store.discard(tx, rule.no);
    audit.record(tx, actor, 'replenish.rule.removed', { type: 'replenishment_rule', id });
  }

  private async find(tx: Tx, id: string, locking: '' | 'FOR NO KEY UPDATE OF r'): Promise<RuleRow> {
    const row = isUuid(id) ? await this.store.find(tx, id, locking) : null;
    if (!row) throw handlingErrors.document_not_found();
    return row;
  }

  private async valuesOf(tx: Tx, warehouseId: Id, input: { minQty: string; maxQty: string; source?: SourceInput | null }): Promise<RuleValues> {
    const { minQty, maxQty } = input;
    const { zone, location } = input.source ?? {};
    const hasTwo = zone !== undefined && location !== undefined;
    if (hasTwo || Quantity.of(maxQty).compare(Quantity.of(minQty)) <= 0) throw handlingErrors.rule_refused();
    const sourceZoneId = zone === undefined ? null : await this.store.zoneId(tx, warehouseId, zone);
    const place = location === undefined ? null : (await placesByCode(tx, [location])).get(location);
    if ((zone !== undefined && sourceZoneId === null) || (place !== null && place?.warehouseId !== warehouseId)) throw inventoryErrors.location_not_found();
    return { minQty, maxQty, sourceZoneId, sourceLocationId: place?.id ?? null };
  }
}

function ruleView({ no: _no, warehouseId: _warehouse, sourceZoneId: _zone, sourceLocationId: _location, ...shown }: RuleRow): ReplenishmentRuleDto {
  return shown;
}
