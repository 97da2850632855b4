import { Quantity, defineMachine, type Id } from '@anwen/kernel';

export const CUSTOMER_RETURN_STATES = ['draft', 'received', 'cancelled'] as const;
export type CustomerReturnState = (typeof CUSTOMER_RETURN_STATES)[number];

export const customerReturnMachine = defineMachine<CustomerReturnState>()({
  receive: { from: ['draft'], to: 'received' },
  cancel: { from: ['draft'], to: 'cancelled' },
});

/** Goods of a shipment that may still come back. */
export interface Returnable {
  readonly id: Id;
  readonly itemCode: string;
  readonly lotCode: string | null;
  readonly serialCode: string | null;
  readonly open: string;
}

export interface Coming {
  readonly itemCode: string;
  readonly qtyBase: string;
  readonly lotCode: string | null;
  readonly serials: readonly string[];
}

/** Which shipped goods the lines bring back; what was not shipped, or came back already, is a shortfall. */
export function matchReturn(
  coming: readonly Coming[],
  shipped: readonly Returnable[],
): { taken: { id: Id; qty: string }[]; shortfalls: { item: string; open: string }[] } {
  const left = new Map(shipped.map((g) => [g.id, Quantity.of(g.open)]));
  const taken = new Map<Id, Quantity>();
  const shortfalls: { item: string; open: string }[] = [];
  const take = (item: string, wanted: Quantity, from: readonly Returnable[]): void => {
    let rest = wanted;
    let open = Quantity.zero;
    for (const { id } of from) {
      const free = left.get(id)!;
      open = open.plus(free);
      const part = Quantity.min(rest, free);
      if (!part.isPositive) continue;
      left.set(id, free.minus(part));
      taken.set(id, (taken.get(id) ?? Quantity.zero).plus(part));
      rest = rest.minus(part);
    }
    if (rest.isPositive) shortfalls.push({ item, open: open.toString() });
  };
  for (const { itemCode, qtyBase, lotCode, serials } of coming) {
    const ofItem = shipped.filter((g) => g.itemCode === itemCode && (lotCode === null || g.lotCode === lotCode));
    if (serials.length === 0) take(itemCode, Quantity.of(qtyBase), ofItem);
    for (const serial of serials) {
      const one = ofItem.filter((g) => g.serialCode === serial);
      take(`${itemCode} ${serial}`, Quantity.of(1), one);
    }
  }
  return { taken: [...taken].map(([id, qty]) => ({ id, qty: qty.toString() })), shortfalls };
}
