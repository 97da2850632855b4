import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { Quantity, isUuid, type Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { inventoryErrors, operationErrors } from '../inventory.errors';
import { startsOf, type LotStep } from '../lot.rules';
import { LotService } from '../lot.service';
import type { PostLineDto, PostedDto } from '../stock.dto';
import { statusName, statusNumber } from '../stock.rules';
import { StockService } from '../stock.service';
import { GenealogyService } from './genealogy.service';
import type { LotChangeDto, MergeLotDto, SplitLotDto } from './lot-change.dto';
import { LotChangeStore, type LotFacts, type LotStock } from './lot-change.store';
import { tracingErrors } from './tracing.errors';
import { tracingEvents } from './tracing.events';
import { stateInWords } from '../state-words';

/** One lot's stock becomes another's where it stands: edges and posting in one transaction, nothing made, nothing lost. */
@Injectable()
export class LotChangeService {
  constructor(
    private readonly store: LotChangeStore,
    private readonly lots: LotService,
    private readonly stock: StockService,
    private readonly genealogy: GenealogyService,
  ) {}

  /**
   * Part of a lot becomes a new lot that inherits everything, its hold too. What is reserved cannot be split away.
   * @throws inventory.lot_not_found | lot_transition | lot_taken, and what a posting throws.
   */
  async split(tx: Tx, actor: Actor, id: string, input: SplitLotDto): Promise<LotChangeDto> {
    const [from] = await this.begin(tx, actor, { ids: [id], step: 'split', ...input });
    const made = await this.store.copy(tx, from!.no, input.code);
    if (!made) throw inventoryErrors.lot_taken({ code: input.code });
    const moved = [{ location: input.location, status: statusNumber(input.status), qty: input.qty }];
    const posted = await this.relabel(tx, actor, { from: from!, into: { code: input.code }, moved, input });
    await this.genealogy.link(tx, actor, [{ parent: { lotId: from!.no }, child: { lotId: made.no }, qty: input.qty, kind: 'split', posting: posted.id }]);
    const facts = { from: from!.code, into: input.code, qty: input.qty, location: input.location, posting: posted.id };
    audit.record(tx, actor, 'lot.split', { type: 'lot', id }, { diff: { ...facts, lot: made.id }, ...(input.reason ? { reason: input.reason } : {}) });
    outbox.append(tx, { type: tracingEvents.lotSplit, aggregate: { type: 'lot', id }, payload: { id, into: made.id, qty: input.qty, posting: posted.id } });
    return { from: await this.lots.get(tx, id), into: await this.lots.get(tx, made.id), postingId: posted.id };
  }

  /**
   * The lot's stock becomes that of another lot of the same item and status; the earlier expiry counts from then on.
   * @throws inventory.lot_not_found | lot_transition | lots_differ | holds_differ | expiry_conflict | nothing_to_merge | genealogy_circle, and what a posting throws.
   */
  async merge(tx: Tx, actor: Actor, id: string, input: MergeLotDto): Promise<LotChangeDto> {
    const found = await this.begin(tx, actor, { ids: [id, input.into], step: 'merge', ...input });
    const from = found.find((l) => l.id === id.toLowerCase())!;
    const into = found.find((l) => l.id === input.into)!;
    if (from === into || from.itemId !== into.itemId || from.status !== into.status) throw tracingErrors.lots_differ();
    // Goods must not leave a stricter hold in the name of a lot with a milder one.
    if (from.ownStatus !== into.ownStatus || from.criticalBy !== into.criticalBy) throw tracingErrors.holds_differ();
    if (from.expiresOn !== into.expiresOn && !input.confirmExpiry)
      throw tracingErrors.expiry_conflict({ from: from.expiresOn ?? '-', into: into.expiresOn ?? '-' });
    const moved = await this.store.stock(tx, from.no, input.location ?? null);
    if (moved.length === 0) throw tracingErrors.nothing_to_merge();
    const posted = await this.relabel(tx, actor, { from, into, moved, input });
    const qty = moved.reduce((sum, m) => sum.plus(Quantity.of(m.qty)), Quantity.zero).toString();
    await this.genealogy.link(tx, actor, [{ parent: { lotId: from.no }, child: { lotId: into.no }, qty, kind: 'merge', posting: posted.id }]);
    // After the posting: only then the balances are in our hands, and a pick of the other lot is not waited for with them.
    const earlier = earlierDay(from.expiresOn, into.expiresOn);
    if (earlier !== null && earlier !== into.expiresOn) await this.store.setExpiry(tx, into.no, earlier);
    const facts = { from: from.code, into: into.code, qty, expiresOn: earlier, posting: posted.id };
    audit.record(tx, actor, 'lot.merged', { type: 'lot', id: into.id }, { diff: facts, ...(input.reason ? { reason: input.reason } : {}) });
    outbox.append(tx, { type: tracingEvents.lotMerged, aggregate: { type: 'lot', id: into.id }, payload: { id: into.id, from: id, qty, posting: posted.id } });
    return { from: await this.lots.get(tx, id), into: await this.lots.get(tx, into.id), postingId: posted.id };
  }

  /** Edges' turn, then the lots: the order of every transaction that links. */
  private async begin(tx: Tx, actor: Actor, { ids, step, clientOpId = actor.idempotencyKey }: Beginning): Promise<LotFacts[]> {
    for (const id of ids) await this.lots.get(tx, id);
    await this.genealogy.claim(tx);
    // Its twin had the turn before: what happened has happened, whatever the lots look like since.
    const known = clientOpId !== null && isUuid(clientOpId) ? await this.store.known(tx, clientOpId) : null;
    if (known !== null) throw operationErrors.duplicate({ headers: { Location: `/api/v1/inventory/postings/${known}` }, posting: known });
    const found = await this.store.lock(tx, ids);
    const starts = startsOf(step);
    const stuck = found.find((l) => !starts.includes(l.status));
    if (stuck) throw inventoryErrors.lot_transition({ status: stuck.status, statusZh: stateInWords(stuck.status), legal: starts });
    return found;
  }

  private relabel(tx: Tx, actor: Actor, change: Relabelling): Promise<PostedDto> {
    const { from, into, moved, input } = change;
    const lines = moved.flatMap(({ location, status, qty }): PostLineDto[] => {
      const line = { itemCode: from.itemCode, qty, status: statusName(status) };
      return [
        { ...line, lot: from.code, fromLocation: location, toLocation: 'CONVERSION' },
        { ...line, lot: into.code, fromLocation: 'CONVERSION', toLocation: location },
      ];
    });
    const { reason, clientOpId } = input;
    return this.stock.post(tx, actor, {
      type: 'relabel',
      docType: 'lot',
      docRef: into.code,
      lines,
      ...(reason ? { note: reason } : {}),
      ...(clientOpId ? { clientOpId } : {}),
    });
  }
}

interface Beginning {
  readonly ids: readonly string[];
  readonly step: LotStep;
  readonly clientOpId?: string | null;
}

interface Relabelling {
  readonly from: LotFacts;
  readonly into: { readonly code: string };
  readonly moved: readonly LotStock[];
  readonly input: { readonly reason?: string; readonly clientOpId?: string };
}

/** A lot that never expires gives way to one that does. */
function earlierDay(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
