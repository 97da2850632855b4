import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { isUuid, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { inventoryErrors } from './inventory.errors';
import { inventoryEvents } from './inventory.events';
import { newestFirst } from './listing';
import type { CreateLotDto, LotDto, LotQuery, LotReasonDto, SerialDto, SerialQuery } from './lot.dto';
import { LotStore, type LotRow, type SerialRow } from './lot.store';
import { expiryOf } from './stock.rules';

/**
 * Lots and serial numbers as masters. A held lot stays where it is and cannot be used. A lot that has only been where
 * the scope does not reach is not found.
 */
@Injectable()
export class LotService {
  constructor(
    private readonly store: LotStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, query: LotQuery): Promise<Page<LotDto>> {
    return newestFirst(query, {
      name: 'lots',
      cursors: this.cursors,
      rows: (before) => this.store.list(tx, query, before),
      count: () => this.store.count(tx, query),
      view: withoutNumber<LotRow>,
    });
  }

  /** Newest first. @throws inventory.sort_unknown, page.cursor_invalid. */
  serials(tx: Tx, query: SerialQuery): Promise<Page<SerialDto>> {
    return newestFirst(query, {
      name: 'serials',
      cursors: this.cursors,
      rows: (before) => this.store.serials(tx, query, before),
      count: () => this.store.countSerials(tx, query),
      view: withoutNumber<SerialRow>,
    });
  }

  /** @throws inventory.lot_not_found. */
  async get(tx: Tx, id: string): Promise<LotDto> {
    const lot = isUuid(id) ? await this.store.find(tx, id) : null;
    if (!lot) throw inventoryErrors.lot_not_found();
    return withoutNumber(lot);
  }

  /** @throws inventory.item_not_found | lot_not_tracked | lot_taken. */
  async create(tx: Tx, actor: Actor, input: CreateLotDto): Promise<LotDto> {
    const item = await this.store.item(tx, input.itemCode);
    if (!item) throw inventoryErrors.item_not_found();
    if (item.tracking !== 'lot') throw inventoryErrors.lot_not_tracked();
    const expiresOn = input.expiresOn ?? (input.madeOn && item.shelfLifeDays ? expiryOf(input.madeOn, item.shelfLifeDays) : null);
    if (expiresOn && input.madeOn && expiresOn < input.madeOn) {
      throw inventoryErrors.lines_refused({
        errors: [{ pointer: '/expiresOn', code: 'inventory.expiry_required', message: '有效日期不能早於製造日期 / expires before it was made' }],
      });
    }
    const id = await this.store.create(tx, item.id, { ...input, ...(expiresOn ? { expiresOn } : {}) });
    if (!id) throw inventoryErrors.lot_taken({ code: input.code });
    audit.record(tx, actor, 'lot.created', { type: 'lot', id }, { diff: { ...input } });
    return this.get(tx, id);
  }

  /** @throws inventory.lot_not_found | lot_transition. */
  async hold(tx: Tx, actor: Actor, id: string, input: LotReasonDto): Promise<LotDto> {
    await this.change(tx, id, { from: ['available', 'quarantine'], to: 'hold', reason: input.reason });
    audit.record(tx, actor, 'lot.hold.placed', { type: 'lot', id }, { reason: input.reason });
    outbox.append(tx, { type: inventoryEvents.lotHeld, aggregate: { type: 'lot', id }, payload: { id, reason: input.reason } });
    return this.get(tx, id);
  }

  /** @throws inventory.lot_not_found | lot_transition. */
  async release(tx: Tx, actor: Actor, id: string, input: LotReasonDto): Promise<LotDto> {
    await this.change(tx, id, { from: ['hold', 'quarantine'], to: 'available', reason: null });
    audit.record(tx, actor, 'lot.hold.released', { type: 'lot', id }, { reason: input.reason });
    outbox.append(tx, { type: inventoryEvents.lotReleased, aggregate: { type: 'lot', id }, payload: { id, reason: input.reason } });
    return this.get(tx, id);
  }

  private async change(tx: Tx, id: string, step: { from: string[]; to: string; reason: string | null }): Promise<void> {
    const lot = isUuid(id) ? await this.store.lock(tx, id) : null;
    if (!lot) throw inventoryErrors.lot_not_found();
    if (!step.from.includes(lot.status)) throw inventoryErrors.lot_transition({ status: lot.status, legal: step.from });
    await this.store.setStatus(tx, lot.id, step.to, step.reason);
  }
}

/** The internal number orders the list and stays inside. */
function withoutNumber<T extends { no: string }>({ no: _no, ...shown }: T): Omit<T, 'no'> {
  return shown;
}
