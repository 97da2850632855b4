import { Quantity, type Id } from '@anwen/kernel';

/** Until the tenant says otherwise: what a person may write off or find within a day alone, in the currency of the stock value. */
const LIMIT = '5000';

export interface WeighedLine {
  /** In base units, with or without its sign. */
  readonly qtyChange: string;
  /** Cost of one base unit. */
  readonly unitCost: string;
}

/** Value of a change, to four digits, with its sign. */
export function valueOf({ qtyChange, unitCost }: WeighedLine): Quantity {
  const [whole = '0', fraction = ''] = unitCost.split('.');
  return Quantity.of(qtyChange).timesRatio(BigInt(whole + fraction), 10n ** BigInt(fraction.length), 4);
}

/** A change of stock that no document and no partner explains. */
export interface Change {
  readonly itemId: Id;
  readonly qtyChange: string;
  /** What the person says that it costs. */
  readonly unitCost?: string | null;
}

export interface Weights {
  /** What the tenant has set, as text; null when nothing. */
  readonly limit: string | null;
  /** Moving average, else the standard cost; an item that is missing costs nobody knows what. */
  readonly costs: ReadonlyMap<Id, string>;
  /** What the same person has changed of the same items within a day, without anybody's approval. */
  readonly recent: string;
}

/** Whether the changes are worth more than one person may decide. Plus and minus do not cancel out, and small steps add up. */
export function exceedsLimit(changes: readonly Change[], { limit, costs, recent }: Weights): boolean {
  if (changes.some((c) => !costs.has(c.itemId))) return true;
  const moved = changes.map((c) => {
    const known = valueOf({ qtyChange: c.qtyChange, unitCost: costs.get(c.itemId)! });
    const told = valueOf({ qtyChange: c.qtyChange, unitCost: c.unitCost ?? '0' });
    return magnitude(magnitude(told).compare(magnitude(known)) > 0 ? told : known);
  });
  // A setting that is no amount is none: the default holds.
  const allowed = limit !== null && /^\d{1,12}(\.\d{1,6})?$/.test(limit) ? limit : LIMIT;
  return moved.reduce((sum, v) => sum.plus(v), Quantity.of(recent)).compare(Quantity.of(allowed)) > 0;
}

const magnitude = (q: Quantity): Quantity => (q.compare(Quantity.zero) < 0 ? q.negated() : q);
