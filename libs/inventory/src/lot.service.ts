import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC, httpErrors } from '@anwen/http';
import { isUuid, plainDecimal, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { inventoryErrors } from './inventory.errors';
import { inventoryEvents } from './inventory.events';
import { newestFirst } from './listing';
import type { CreateLotDto, HeldLotDto, HoldLotDto, LotDto, LotQuery, LotReasonDto, SerialDto, SerialQuery, UpdateLotDto } from './lot.dto';
import { lotView, startsOf, type LotStep } from './lot.rules';
import { LotStore, type LockedLot, type LotRow, type SerialRow } from './lot.store';
import { expiryOf } from './stock.rules';
import { stateInWords } from './state-words';

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
      view: (row: LotRow) => lotView(withoutNumber(row)),
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
    return lotView(withoutNumber(lot));
  }

  /** @throws inventory.item_not_found | lot_not_tracked | lot_taken. */
  async create(tx: Tx, actor: Actor, input: CreateLotDto): Promise<LotDto> {
    const item = await this.store.item(tx, input.itemCode);
    if (!item) throw inventoryErrors.item_not_found();
    if (item.tracking !== 'lot') throw inventoryErrors.lot_not_tracked();
    const expiresOn = input.expiresOn ?? (input.madeOn && item.shelfLifeDays ? expiryOf(input.madeOn, item.shelfLifeDays) : null);
    requireOrder({ madeOn: input.madeOn ?? null, expiresOn });
    const id = await this.store.create(tx, item.id, { ...input, ...(expiresOn ? { expiresOn } : {}) });
    if (!id) throw inventoryErrors.lot_taken({ code: input.code });
    audit.record(tx, actor, 'lot.created', { type: 'lot', id }, { diff: { ...input } });
    return this.get(tx, id);
  }

  /** @throws inventory.lot_not_found | http.precondition_failed | lines_refused when it would expire before it was made. */
  async update(tx: Tx, actor: Actor, { id, rowVersion, patch }: { id: string; rowVersion: number; patch: UpdateLotDto }): Promise<LotDto> {
    const { id: no } = await this.lock(tx, id);
    const before = await this.get(tx, id);
    if (before.rowVersion !== rowVersion) throw httpErrors.precondition_failed({ current: before, headers: { ETag: `"${before.rowVersion}"` } });
    const state = stateAfter(before, patch);
    requireOrder(state);
    await this.store.update(tx, no, state);
    audit.record(tx, actor, 'lot.updated', { type: 'lot', id }, { diff: { code: before.code, changed: { ...patch } } });
    return this.get(tx, id);
  }

  /**
   * From the commit on nothing of the lot is used: a posting that is under way is waited for or fails. What was promised of
   * it stays promised and is listed, because those documents need other stock. @throws inventory.lot_not_found | lot_transition.
   */
  async hold(tx: Tx, actor: Actor, id: string, input: HoldLotDto): Promise<HeldLotDto> {
    const lot = await this.step(tx, id, 'hold');
    const critical = input.critical ?? false;
    await this.store.setHold(tx, lot.id, { status: 'hold', reason: input.reason, critical, by: actor.userId });
    const promises = await this.store.promises(tx, lot.id);
    const promised = promises.map((p) => `${p.ownerType} ${p.ownerRef}`);
    audit.record(tx, actor, 'lot.hold.placed', { type: 'lot', id }, { reason: input.reason, diff: { critical, promised } });
    outbox.append(tx, { type: inventoryEvents.lotHeld, aggregate: { type: 'lot', id }, payload: { id, reason: input.reason } });
    const reservations = promises.filter((p) => p.reached).map(({ reached: _reached, ...p }) => ({ ...p, qty: plainDecimal(p.qty) }));
    return { ...(await this.get(tx, id)), reservations, reservationsElsewhere: promises.length - reservations.length };
  }

  /** @throws inventory.lot_not_found | lot_transition | lot_recalled while a recall is open | second_person for one's own critical hold. */
  async release(tx: Tx, actor: Actor, id: string, input: LotReasonDto): Promise<LotDto> {
    const lot = await this.step(tx, id, 'release');
    if (lot.recall !== null) throw inventoryErrors.lot_recalled({ recall: lot.recall });
    if (lot.holdCritical && lot.heldBy !== null && lot.heldBy === actor.userId) throw inventoryErrors.second_person();
    await this.store.setHold(tx, lot.id, { status: 'available', reason: null, critical: false, by: null });
    audit.record(tx, actor, 'lot.hold.released', { type: 'lot', id }, { reason: input.reason, diff: { from: lot.status, critical: lot.holdCritical } });
    outbox.append(tx, { type: inventoryEvents.lotReleased, aggregate: { type: 'lot', id }, payload: { id, reason: input.reason } });
    return this.get(tx, id);
  }

  private async lock(tx: Tx, id: string): Promise<LockedLot> {
    const lot = isUuid(id) ? await this.store.lock(tx, id) : null;
    if (!lot) throw inventoryErrors.lot_not_found();
    return lot;
  }

  private async step(tx: Tx, id: string, step: LotStep): Promise<LockedLot> {
    const lot = await this.lock(tx, id);
    const starts = startsOf(step);
    if (!starts.includes(lot.status)) throw inventoryErrors.lot_transition({ status: lot.status, statusZh: stateInWords(lot.status), legal: starts });
    return lot;
  }
}

function stateAfter(before: LotDto, patch: UpdateLotDto): Required<UpdateLotDto> {
  const { supplierLot, madeOn, expiresOn, country, attributes } = before;
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  return { supplierLot, madeOn, expiresOn, country, attributes, ...given };
}

function requireOrder({ madeOn, expiresOn }: { readonly madeOn?: string | null; readonly expiresOn?: string | null }): void {
  if (!expiresOn || !madeOn || expiresOn >= madeOn) return;
  throw inventoryErrors.lines_refused({
    errors: [{ pointer: '/expiresOn', code: 'inventory.expiry_required', message: '效期不能早於製造日期 / expires before it was made' }],
  });
}

/** The internal number orders the list and stays inside. */
function withoutNumber<T extends { no: string }>({ no: _no, ...shown }: T): Omit<T, 'no'> {
  return shown;
}
