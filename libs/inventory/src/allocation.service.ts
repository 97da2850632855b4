import type { Tx } from '@anwen/database';
import { Quantity, uuidV7, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { share, type Share, type Want } from './allocation.rules';
import { AllocationStore, type NewPromise } from './allocation.store';
import { inventoryErrors } from './inventory.errors';

export type { Want } from './allocation.rules';

/** What a want got. */
export interface Allocated {
  readonly want: Want;
  readonly parts: readonly AllocatedPart[];
  /** Decimal; "0" when all of it was found. */
  readonly missing: string;
}

export interface AllocatedPart {
  /** Public id. */
  readonly reservationId: string;
  /** Internal id. */
  readonly reservationNo: Id;
  readonly locationId: Id;
  readonly lotId: Id;
  readonly serialId: Id;
  readonly qty: string;
}

/** A key of the available bucket and how much of it. */
export interface HeldKey {
  readonly itemId: Id;
  readonly locationId: Id;
  readonly lotId: Id;
  readonly serialId: Id;
  readonly qty: string;
}

/**
 * Promises stock to whole documents. The caller holds the lock of the document's header, which keeps two allocations of one
 * document apart, and records the document's own audit event and news. A line may be allocated in several steps.
 */
@Injectable()
export class AllocationService {
  constructor(private readonly store: AllocationStore) {}

  /**
   * First expired first, then along the picking route, under the locks of all balances in question: never more than is
   * free, also when an item is wanted twice. Not `partial`: all or nothing. @throws inventory.insufficient_stock with every shortage.
   */
  async allocate(tx: Tx, _actor: Actor, wants: readonly Want[], { partial }: { partial: boolean }): Promise<Allocated[]> {
    if (wants.length === 0) return [];
    // Wants that all name their place lock no more than these places.
    const places = wants.every((w) => w.locationId !== undefined) ? distinct(wants.map((w) => w.locationId!)) : null;
    const free = await this.store.lockFree(tx, distinct(wants.map((w) => w.itemId)), { warehouseIds: distinct(wants.map((w) => w.warehouseId)), places });
    const shares = share(wants, free);
    const short = shares.filter((s) => s.missing.isPositive);
    if (short.length > 0 && !partial) throw await this.shortage(tx, short);
    const promises = shares.map(({ want, parts }) => parts.map((part) => promiseOf(want, { ...part.from, qty: part.qty.toString() })));
    const numbers = await this.write(tx, promises.flat(), false);
    return shares.map(({ want, missing }, i) => ({
      want,
      missing: missing.toString(),
      parts: promises[i]!.map(({ publicId, locationId, lotId, serialId, qty }) => ({
        reservationId: publicId,
        reservationNo: numbers.get(publicId)!,
        locationId,
        lotId,
        serialId,
        qty,
      })),
    }));
  }

  /**
   * Keeps exact keys for an owner, wherever they stand (a shipping stage is not pickable). The caller has checked the
   * scope. Answers the public ids in the order of the keys. @throws inventory.insufficient_stock.
   */
  async hold(tx: Tx, actor: Actor, owner: Pick<Want, 'ownerType' | 'ownerRef'>, keys: readonly HeldKey[]): Promise<string[]> {
    const held = await this.holdAll(
      tx,
      actor,
      keys.map((key) => ({ ...owner, ...key })),
    );
    return held.map((h) => h.reservationId);
  }

  /** The same for many owners in a few statements; answers in the order given. @throws inventory.insufficient_stock. */
  async holdAll(
    tx: Tx,
    _actor: Actor,
    keys: readonly (HeldKey & Pick<Want, 'ownerType' | 'ownerRef'>)[],
  ): Promise<Pick<AllocatedPart, 'reservationId' | 'reservationNo'>[]> {
    const promises = keys.map((key) => promiseOf(key, key));
    const numbers = await this.write(tx, promises, true);
    return promises.map(({ publicId }) => ({ reservationId: publicId, reservationNo: numbers.get(publicId)! }));
  }

  /** Gives back everything that is open of the owners: what a document's end owes (I-8). Returns how many reservations there were. */
  releaseOwners(tx: Tx, _actor: Actor, ownerType: string, ownerRefs: readonly string[]): Promise<number> {
    return ownerRefs.length === 0 ? Promise.resolve(0) : this.store.release(tx, ownerType, ownerRefs);
  }

  private async write(tx: Tx, promises: readonly NewPromise[], wide: boolean): Promise<ReadonlyMap<string, Id>> {
    if (promises.length === 0) return new Map();
    const made = await this.store.promise(tx, promises, wide);
    // Allocated keys are locked, so only a `hold` can meet a key that has less than is asked.
    if (made.length !== promises.length) throw inventoryErrors.insufficient_stock({ shortages: await this.missing(tx, promises, made) });
    return new Map(made.map((m) => [m.publicId, m.id]));
  }

  private async missing(tx: Tx, promises: readonly NewPromise[], made: readonly { publicId: string }[]): Promise<object[]> {
    const codes = await this.store.itemCodes(tx, distinct(promises.map((p) => p.itemId)));
    const lacking = promises.filter((p) => !made.some((m) => m.publicId === p.publicId));
    return lacking.map((p) => ({ itemCode: codes.get(p.itemId), required: p.qty }));
  }

  private async shortage(tx: Tx, short: readonly Share[]): Promise<Error> {
    const codes = await this.store.itemCodes(tx, distinct(short.map((s) => s.want.itemId)));
    const shortages = short.map(({ want, parts, missing }) => ({
      ownerRef: want.ownerRef,
      itemCode: codes.get(want.itemId),
      required: want.qty,
      available: parts.reduce((sum, p) => sum.plus(p.qty), Quantity.zero).toString(),
      missing: missing.toString(),
    }));
    return inventoryErrors.insufficient_stock({ shortages });
  }
}

const distinct = (ids: readonly Id[]): Id[] => [...new Set(ids)];

function promiseOf({ ownerType, ownerRef }: Pick<Want, 'ownerType' | 'ownerRef'>, { itemId, locationId, lotId, serialId, qty }: HeldKey): NewPromise {
  return { publicId: uuidV7(), ownerType, ownerRef, itemId, locationId, lotId, serialId, qty };
}
