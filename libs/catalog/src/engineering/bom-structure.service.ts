import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { requirementsOf, type Bill, type RequirementLine, type Structure } from './bom-structure.rules';
import { BomStructureStore } from './bom-structure.store';

export interface BomRequirements {
  readonly bomId: Id;
  readonly bomPublicId: string;
  readonly version: number;
  readonly yieldPct: string;
  readonly lines: readonly RequirementLine[];
}

/** What items are made of on a day, for callers inside the server: one level, phantoms blown through. */
@Injectable()
export class BomStructureService {
  constructor(private readonly store: BomStructureStore) {}

  /** null: no active bill holds on that day. @throws catalog.bom_cycle */
  async requirements(tx: Tx, { itemId, day }: { readonly itemId: Id; readonly day: string }): Promise<BomRequirements | null> {
    return (await this.requirementsFor(tx, { itemIds: [itemId], day })).get(itemId) ?? null;
  }

  /** The same for many items in one statement; items without a bill are absent. @throws catalog.bom_cycle */
  async requirementsFor(tx: Tx, { itemIds, day }: { readonly itemIds: readonly Id[]; readonly day: string }): Promise<ReadonlyMap<Id, BomRequirements>> {
    const structure = await this.store.oneLevel(tx, [...new Set(itemIds)], day);
    const bills = [...new Set(itemIds)].map((id) => structure.get(id)).filter((bill) => bill !== undefined);
    return new Map(bills.map((bill) => [bill.itemId, requirementsFrom(structure, bill)]));
  }
}

function requirementsFrom(structure: Structure, bill: Bill): BomRequirements {
  const { bomId, bomPublicId, version, yieldPct } = bill;
  return { bomId, bomPublicId, version, yieldPct, lines: requirementsOf(structure, bill) };
}
