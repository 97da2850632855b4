import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import type { BomLineInput, BomRowInput } from './bom.dto';
import { findCycle, periodComplaints } from './bom.rules';
import { BomStore, type LineValues } from './bom.store';
import { catalogErrors } from './catalog.errors';
import { complaint, refuse, unknownReference, type Complaint } from './refusals';

type Items = Awaited<ReturnType<BomStore['itemsWithUnits']>>;
type Line = BomLineInput & { readonly externalRef?: string | null };

/** Checks bills against the items they name and against each other. */
@Injectable()
export class BomIntake {
  constructor(private readonly store: BomStore) {}

  /** The items of the bills by code. @throws the 422 rules, all complaints at once */
  async resolve(tx: Tx, actor: Actor, bills: readonly { readonly bill: Pick<BomRowInput, 'item' | 'lines'>; readonly at: string }[]): Promise<Items> {
    const codes = new Set(bills.flatMap(({ bill }) => [bill.item, ...bill.lines.map((line) => line.component)]));
    const items = await this.store.itemsWithUnits(tx, [...codes]);
    refuse(
      actor,
      bills.flatMap(({ bill, at }) => [
        ...(items.has(bill.item) ? [] : [unknownReference(`${at}/item`, bill.item)]),
        ...bill.lines.flatMap((line, i) => lineComplaints(line, items, `${at}/lines/${i}`)),
        ...periodComplaints(bill.lines, at),
      ]),
    );
    return items;
  }

  /** @throws catalog.bom_cycle naming the path, when these bills together with the active ones would contain themselves. */
  async requireNoCycle(tx: Tx, bills: readonly Pick<BomRowInput, 'item' | 'lines'>[], items: Items): Promise<void> {
    const edges = new Map<string, string[]>();
    const add = (parent: string, child: string): void => {
      const children = edges.get(parent);
      if (children) children.push(child);
      else edges.set(parent, [child]);
    };
    const components = new Set(bills.flatMap((bill) => bill.lines.map((line) => line.component)));
    const replaced = new Set(bills.map((bill) => bill.item));
    for (const bill of bills) for (const line of bill.lines) add(bill.item, line.component);
    const below = await this.store.edgesFrom(
      tx,
      [...components].map((code) => items.get(code)!.id),
    );
    for (const { parent, child } of below) if (!replaced.has(parent)) add(parent, child);
    const cycle = findCycle(edges);
    if (cycle) throw catalogErrors.bom_cycle({ path: cycle.join(' → ') });
  }

  linesFor(bomId: Id, lines: readonly Line[], items: Items): LineValues[] {
    return lines.map(({ component, qty, uom, validFrom, validTo, externalRef }) => {
      const item = items.get(component)!;
      return { bomId, componentItemId: item.id, qty, uomId: item.units[uom]!, validFrom, validTo: validTo ?? null, externalRef: externalRef ?? null };
    });
  }
}

function lineComplaints(line: Line, items: Items, at: string): Complaint[] {
  const item = items.get(line.component);
  if (!item) return [unknownReference(`${at}/component`, line.component)];
  return Object.hasOwn(item.units, line.uom) ? [] : [complaint(catalogErrors.unit_not_for_item, `${at}/uom`, { item: item.code, uom: line.uom })];
}
