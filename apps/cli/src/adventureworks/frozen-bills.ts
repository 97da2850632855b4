import type { BomRequirements } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { Row } from './tables';

/** One thing to look up: what an item was made of on a day. */
export interface Wanted {
  readonly itemId: Id;
  readonly day: string;
}

/** What items are made of on a day; those without a bill are absent. */
export type LookUp = (tx: Tx, wanted: { readonly itemIds: readonly Id[]; readonly day: string }) => Promise<ReadonlyMap<Id, BomRequirements>>;

/**
 * The bills of the database as they held on a day. Between two days on which any line of the files begins or ends nothing
 * changes, so each item is asked for once in between.
 */
export class FrozenBills {
  private readonly changes: readonly string[];
  private readonly known = new Map<string, BomRequirements | null>();

  constructor(
    private readonly lookUp: LookUp,
    rows: readonly Row<'bills'>[],
  ) {
    this.changes = [...new Set(rows.flatMap((row) => (row.EndDate === null ? [row.StartDate] : [row.StartDate, dayAfter(row.EndDate)])))].sort();
  }

  /** Must have been looked up with `fetch` before; null = no bill held on that day. */
  on({ itemId, day }: Wanted): BomRequirements | null {
    const bill = this.known.get(this.keyOf({ itemId, day }));
    if (bill === undefined) throw new Error(`the bill of ${itemId} on ${day} was not looked up`);
    return bill;
  }

  /** Looks up what is not known yet, a statement or two a period. */
  async fetch(tx: Tx, wanted: readonly Wanted[]): Promise<void> {
    const missing = new Map<string, { day: string; itemIds: Set<Id> }>();
    for (const one of wanted) {
      if (this.known.has(this.keyOf(one))) continue;
      const period = this.periodOf(one.day);
      const group = missing.get(period) ?? { day: one.day, itemIds: new Set() };
      missing.set(period, group);
      group.itemIds.add(one.itemId);
    }
    for (const { day, itemIds } of missing.values()) {
      const bills = await this.lookUp(tx, { itemIds: [...itemIds], day });
      for (const itemId of itemIds) this.known.set(this.keyOf({ itemId, day }), bills.get(itemId) ?? null);
    }
  }

  private keyOf({ itemId, day }: Wanted): string {
    return `${itemId}/${this.periodOf(day)}`;
  }

  /** The last change on or before the day. */
  private periodOf(day: string): string {
    let [low, high] = [0, this.changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.changes[middle]! <= day) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? '' : this.changes[low - 1]!;
  }
}

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
