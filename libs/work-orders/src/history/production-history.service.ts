import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { StockService, type LedgerPosting } from '@anwen/inventory';
import { uuidV5, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { LoadedProduction, PastCompletion, PastStep, PastTime, PastWorkOrder } from './past-work-order';
import { productionHistoryErrors } from './production-history.errors';
import { ProductionHistoryStore, type PastReport } from './production-history.store';

const NOTHING: Omit<LoadedProduction, 'skipped'> = { released: 0, completed: 0, materials: 0, reports: 0, posted: 0 };

/**
 * Brings work orders of the past, some thousand lines a transaction: released with their frozen bill and routing, material used up,
 * every operation reported, good pieces stocked, scrap with its reason, closed. Stock goes through the posting core like everybody's,
 * totals are counted from the reports like everybody's. Loading the same again changes nothing, and each batch is whole or not there.
 */
@Injectable()
export class ProductionHistoryService {
  constructor(
    private readonly store: ProductionHistoryStore,
    private readonly stock: StockService,
  ) {}

  /**
   * One audit event a batch and no news: history is no news. @throws production_history.tracked_goods | number_taken | posted_without_order |
   * order_changed, and what the posting core throws.
   */
  async load(tx: Tx, actor: Actor, steps: readonly PastStep[], { batch }: { batch: string }): Promise<LoadedProduction> {
    const released = steps.flatMap((step) => ('released' in step ? [step.released] : []));
    const completed = steps.flatMap((step) => ('completed' in step ? [step.completed] : []));
    await this.refuseTracked(tx, released);
    await this.refuseForeign(tx, steps);
    const begun = await this.release(tx, released);
    const ended = await this.claim(tx, completed);
    const skipped = steps.length - begun.size - ended.size;
    if (skipped === steps.length) return { ...NOTHING, skipped };
    const fresh = { released: released.filter((o) => begun.has(o.number)), completed: completed.filter((o) => ended.has(o.number)) };
    const posted = await this.post(
      tx,
      actor,
      steps.filter((step) => ('released' in step ? begun.has(step.released.number) : ended.has(step.completed.number))),
    );
    const materials = await this.store.consume(tx, fresh.released);
    const reports = fresh.completed.flatMap(reportsOf);
    await this.store.run(tx, fresh.completed);
    if (reports.length > 0) {
      await this.store.report(tx, reports);
      await this.store.close(tx, fresh.completed);
    }
    const done = { released: begun.size, completed: ended.size, materials, reports: reports.length, skipped, posted };
    audit.record(tx, actor, 'import.committed', { type: 'work_order', id: batch }, { diff: done });
    return done;
  }

  /**
   * Time that the actor worked on operations of orders that are on the floor, from sheets of paper: the server's clock knows only
   * what is worked now. What was given before is not added again. @throws production_history.ends_before_start | order_changed when an
   * order is not there or over, or has no such operation.
   */
  async worked(tx: Tx, actor: Actor, times: readonly PastTime[], { batch }: { batch: string }): Promise<void> {
    const backwards = times.find(({ startedAt, endedAt }) => Date.parse(endedAt) < Date.parse(startedAt));
    if (backwards) throw productionHistoryErrors.ends_before_start({ ...backwards });
    const held = new Set(await this.store.hold(tx, [...new Set(times.map((time) => time.number))]));
    const open = times.filter((time) => held.has(time.number));
    const { found, written } = await this.store.worked(tx, actor, open);
    const lost = times.find((time) => !found.has(`${time.number}/${time.opNo}`));
    if (lost) throw productionHistoryErrors.order_changed({ number: lost.number });
    if (written > 0) audit.record(tx, actor, 'import.committed', { type: 'work_order', id: batch }, { diff: { times: written } });
  }

  /** Which lot went into which is not known of the past, and genealogy must not guess. */
  private async refuseTracked(tx: Tx, orders: readonly PastWorkOrder[]): Promise<void> {
    const ids = new Set(orders.flatMap((order) => [order.itemId, ...order.materials.map((m) => m.itemId)]));
    const items = ids.size === 0 ? [] : await this.store.tracked(tx, [...ids]);
    if (items.length > 0) throw productionHistoryErrors.tracked_goods({ items: items.join(', ') });
  }

  /** A number that an order of people has is theirs: skipping it would look as if the past were there. */
  private async refuseForeign(tx: Tx, steps: readonly PastStep[]): Promise<void> {
    const numbers = steps.map((step) => ('released' in step ? step.released.number : step.completed.number));
    const taken = await this.store.foreign(tx, numbers);
    if (taken !== null) throw productionHistoryErrors.number_taken({ number: taken });
  }

  private async release(tx: Tx, orders: readonly PastWorkOrder[]): Promise<ReadonlySet<string>> {
    if (orders.length === 0) return new Set();
    const written = await this.store.release(tx, orders);
    const fresh = orders.filter((order) => written.has(order.number));
    if (fresh.length > 0) await this.store.freeze(tx, fresh);
    return written;
  }

  /** The orders that are still to end, as they were loaded; the others have ended. */
  private async claim(tx: Tx, ends: readonly PastCompletion[]): Promise<ReadonlySet<string>> {
    if (ends.length === 0) return new Set();
    const numbers = ends.map((end) => end.number);
    const claimed = await this.store.untouched(tx, await this.store.hold(tx, numbers));
    const lost = claimed.size === ends.length ? null : await this.store.notClosed(tx, numbers, [...claimed]);
    if (lost !== null) throw productionHistoryErrors.order_changed({ number: lost });
    return claimed;
  }

  /** All steps that are new in one call, in the order of their effect. A posting without its order is somebody else's word for the same goods. */
  private async post(tx: Tx, actor: Actor, steps: readonly PastStep[]): Promise<number> {
    const production = await this.store.productionPlace(tx);
    const postings = steps.flatMap((step) => ('released' in step ? materialOf(step.released, production) : outputOf(step.completed, production)));
    if (postings.length === 0) return 0;
    const { posted, duplicates } = await this.stock.replay(tx, actor, postings);
    if (duplicates > 0) throw productionHistoryErrors.posted_without_order({ count: duplicates });
    return posted;
  }
}

function materialOf({ clientOpId, number, startsOn, materials }: PastWorkOrder, production: Id): LedgerPosting[] {
  if (materials.length === 0) return [];
  const lines = materials.map(({ itemId, qty, uomId, fromLocationId }) => ({ itemId, qty, enteredUomId: uomId, fromLocationId, toLocationId: production }));
  const when = { occurredAt: `${startsOn}T00:00:00Z`, effectiveOn: startsOn };
  return [{ clientOpId, eventType: 'BACKFLUSH', docType: 'work_order', docRef: number, ...when, lines }];
}

function outputOf(end: PastCompletion, production: Id): LedgerPosting[] {
  if (isNone(end.good)) return [];
  const { clientOpId, number, completedAt, itemId, uomId, good, outputLocationId, unitCost } = end;
  const when = { occurredAt: completedAt, effectiveOn: completedAt.slice(0, 10) };
  const line = { itemId, qty: good, enteredUomId: uomId, fromLocationId: production, toLocationId: outputLocationId, unitCost };
  return [{ clientOpId, eventType: 'PRODUCE', docType: 'work_order', docRef: number, ...when, lines: [line] }];
}

/** One report an operation; the last one is the order's own and tells the scrap. An order without operations has that one alone. */
function reportsOf({ number, qty, good, scrap, scrapReasonId, completedAt, clientOpId, runs }: PastCompletion): PastReport[] {
  const ordered = [...runs].sort((a, b) => a.opNo - b.opNo);
  const last = ordered.pop();
  const earlier = ordered.map(({ opNo, reportedAt }) => ({
    ...{ number, opNo, clientOpId: uuidV5(clientOpId, `operation/${opNo}`), isFinal: false },
    ...{ good: qty, scrap: '0', scrapReasonId: null, occurredAt: reportedAt, outputOpId: null },
  }));
  const final = { number, opNo: last?.opNo ?? null, clientOpId, isFinal: true, good, scrap, scrapReasonId };
  return [...earlier, { ...final, occurredAt: completedAt, outputOpId: isNone(good) ? null : clientOpId }];
}

const isNone = (qty: string): boolean => /^0*(\.0*)?$/.test(qty);
