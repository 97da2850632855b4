import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { askWholeCompany } from '../whole-company';
import { PutawayStore, type NewTask, type Suggestion } from './putaway.store';

/** Goods that stand at a dock and should go into a bin. */
export interface GoodsAtDock {
  readonly receiptId: Id;
  readonly lineId: Id;
  readonly warehouseId: Id;
  readonly zoneId: Id | null;
  readonly itemId: Id;
  readonly lotId: Id;
  /** One task each; none for goods without serial numbers. */
  readonly serialIds: readonly Id[];
  readonly qty: string;
  readonly fromId: Id;
}

/** Makes put-away tasks and finds the bin for each: by the item's rule, beside its lot, beside the item, else an empty one. */
@Injectable()
export class PutawayPlanner {
  constructor(private readonly store: PutawayStore) {}

  /** All goods of one warehouse in a few statements, whatever their number. */
  async plan(tx: Tx, goods: readonly GoodsAtDock[]): Promise<void> {
    const [first] = goods;
    if (!first) return;
    const keys = [...new Map(goods.map((one) => [`${one.itemId}|${one.lotId}`, { itemId: one.itemId, lotId: one.lotId }])).values()];
    // One plan of a warehouse at a time, held to the commit: who comes next sees which empty bins are spoken for. Nothing but a
    // document number is locked behind it, so nobody who holds it waits for anybody who wants it.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('putaway:' || $1::text, 10))`, [first.warehouseId]);
    const known = await askWholeCompany<Suggestion>(tx, ...this.store.besideQuery(first.warehouseId, keys));
    const found = new Map(known.map((one) => [`${one.itemId}|${one.lotId}`, one]));
    const homeless = [...new Set(keys.filter((key) => !found.has(`${key.itemId}|${key.lotId}`)).map((key) => key.itemId))];
    const empty = homeless.length === 0 ? [] : await askWholeCompany<{ id: Id }>(tx, ...this.store.emptyQuery(first.warehouseId, homeless.length));
    const bins = new Map(empty.map(({ id }, i) => [homeless[i]!, id]));
    await this.store.insert(
      tx,
      goods.flatMap((one) => tasksOf(one, found.get(`${one.itemId}|${one.lotId}`) ?? emptyBin(one, bins))),
    );
  }
}

function emptyBin({ itemId, lotId }: GoodsAtDock, bins: ReadonlyMap<Id, Id>): Suggestion | null {
  const locationId = bins.get(itemId);
  return locationId === undefined ? null : { itemId, lotId, locationId, why: 'empty' };
}

function tasksOf({ serialIds, ...goods }: GoodsAtDock, suggestion: Suggestion | null): NewTask[] {
  const task = { ...goods, suggestedId: suggestion?.locationId ?? null, why: suggestion?.why ?? ('none' as const) };
  return serialIds.length === 0 ? [{ ...task, serialId: '0' }] : serialIds.map((serialId) => ({ ...task, serialId, qty: '1' }));
}
