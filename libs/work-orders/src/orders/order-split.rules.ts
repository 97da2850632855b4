import { Quantity, type Id } from '@anwen/kernel';
import type { HeldShare } from './promise.store';

/** A share of a promise and with whom it is after the split. */
export interface Share extends HeldShare {
  readonly stays: boolean;
}

/**
 * Shares promises out: the order that was split keeps what it still needs, in the order in which it was promised; the rest
 * goes to the new one, as far as that needs it, which is never more than was promised to both.
 */
export function shareOut(materials: readonly { readonly id: Id; readonly required: string; readonly consumed: string }[], held: readonly HeldShare[]): Share[] {
  const wanted = new Map(
    materials.map((m) => {
      const open = Quantity.of(m.required).minus(Quantity.of(m.consumed));
      return [m.id, open.isPositive ? open : Quantity.zero];
    }),
  );
  return held.flatMap((share) => {
    const qty = Quantity.of(share.qty);
    const open = wanted.get(share.materialId) ?? Quantity.zero;
    const keep = Quantity.min(open, qty);
    wanted.set(share.materialId, open.minus(keep));
    const parts = [
      { stays: true, qty: keep },
      { stays: false, qty: qty.minus(keep) },
    ];
    return parts.filter((part) => part.qty.isPositive).map((part) => ({ ...share, stays: part.stays, qty: part.qty.toString() }));
  });
}
