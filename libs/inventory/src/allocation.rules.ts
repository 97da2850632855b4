import { Quantity, type Id } from '@anwen/kernel';
import type { FreeKey } from './allocation.store';
import { allocateFefo } from './stock.rules';

/** What one line of a document wants. */
export interface Want {
  readonly ownerType: string;
  /** Public id of the line. */
  readonly ownerRef: string;
  readonly itemId: Id;
  /** Decimal, base units. */
  readonly qty: string;
  readonly warehouseId: Id;
  /** YYYY-MM-DD; lots that expire earlier are not good enough. */
  readonly minExpiresOn?: string;
  readonly lotId?: Id;
  readonly locationId?: Id;
}

export interface Share {
  readonly want: Want;
  readonly parts: readonly { readonly from: FreeKey; readonly qty: Quantity }[];
  readonly missing: Quantity;
}

/** Shares what is free among the wants, in their order; each sees what the ones before it took. */
export function share(wants: readonly Want[], free: readonly FreeKey[]): Share[] {
  const left = new Map<Id, FreeKey[]>();
  for (const key of free) left.set(key.itemId, [...(left.get(key.itemId) ?? []), key]);
  return wants.map((want) => {
    const keys = left.get(want.itemId) ?? [];
    const { taken, missing } = allocateFefo(
      keys.filter((key) => isGoodFor(want, key)),
      Quantity.of(want.qty),
    );
    for (const { from, qty } of taken) {
      const at = keys.indexOf(from);
      keys[at] = { ...from, free: from.free.minus(qty) };
    }
    return { want, parts: taken, missing };
  });
}

function isGoodFor({ warehouseId, lotId, locationId, minExpiresOn }: Want, key: FreeKey): boolean {
  if (key.warehouseId !== warehouseId) return false;
  if (lotId !== undefined && key.lotId !== lotId) return false;
  if (locationId !== undefined && key.locationId !== locationId) return false;
  return minExpiresOn === undefined || key.expiresOn === null || key.expiresOn >= minExpiresOn;
}
