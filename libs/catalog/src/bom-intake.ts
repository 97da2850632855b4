import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import type { BomLineInput, BomRowInput } from './bom.dto';
import { RATIO_BELOW, SCRAP_BELOW, findCycle, periodComplaints } from './bom.rules';
import { BomStore, type LineValues } from './bom.store';
import { catalogErrors } from './catalog.errors';
import { complaint, refuse, unknownReference, type Complaint } from './refusals';

type Items = Awaited<ReturnType<BomStore['itemsWithUnits']>>;
type Line = BomLineInput & { readonly externalRef?: string | null };
type Given = Pick<BomRowInput, 'item' | 'lines' | 'validFrom' | 'validTo' | 'yieldPct'>;

/** Checks bills against the items they name and against each other. */
@Injectable()
export class BomIntake {
  constructor(private readonly store: BomStore) {}

  /** What can be wrong with a bill apart from its lines. @throws catalog.period_reversed | catalog.yield_range */
  requireHead(actor: Actor, head: Omit<Given, 'item' | 'lines'>): void {
    refuse(actor, headComplaints(head, ''));
  }

  /** The items of the bills by code. @throws the 422 rules, all complaints at once */
  async resolve(tx: Tx, actor: Actor, bills: readonly { readonly bill: Given; readonly at: string }[]): Promise<Items> {
    const codes = new Set(bills.flatMap(({ bill }) => [bill.item, ...bill.lines.flatMap(partsOf)]));
    const items = await this.store.itemsWithUnits(tx, [...codes]);
    refuse(
      actor,
      bills.flatMap(({ bill, at }) => [
        ...(items.has(bill.item) ? [] : [unknownReference(`${at}/item`, bill.item)]),
        ...headComplaints(bill, at),
        ...bill.lines.flatMap((line, i) => lineComplaints(line, items, `${at}/lines/${i}`)),
        ...periodComplaints(bill.lines, at),
      ]),
    );
    return items;
  }

  /** @throws catalog.bom_cycle naming the path, when these bills together with the active ones would contain themselves. */
  async requireNoCycle(tx: Tx, bills: readonly Given[], items: Items): Promise<void> {
    const edges = new Map<string, string[]>();
    const add = (parent: string, child: string): void => {
      const children = edges.get(parent);
      if (children) children.push(child);
      else edges.set(parent, [child]);
    };
    const parts = new Set(bills.flatMap((bill) => bill.lines.flatMap(partsOf)));
    for (const bill of bills) for (const part of bill.lines.flatMap(partsOf)) add(bill.item, part);
    const below = await this.store.edgesFrom(
      tx,
      [...parts].map((code) => items.get(code)!.id),
    );
    // Bills that these ones replace need no exception: a cycle that is new leads through a new line, and comes back to
    // its product only once.
    for (const { parent, child } of below) add(parent, child);
    const cycle = findCycle(edges);
    if (cycle) throw catalogErrors.bom_cycle({ path: cycle.join(' → ') });
  }

  linesFor(bomId: Id, lines: readonly Line[], items: Items): LineValues[] {
    return lines.map((line) => {
      const item = items.get(line.component)!;
      return {
        bomId,
        componentItemId: item.id,
        qty: line.qty,
        uomId: item.units[line.uom]!,
        qtyKind: line.qtyKind ?? 'per_unit',
        scrapPct: line.scrapPct ?? '0',
        opNo: line.opNo ?? null,
        issueMethod: line.issueMethod ?? null,
        validFrom: line.validFrom,
        validTo: line.validTo ?? null,
        externalRef: line.externalRef ?? null,
        substitutes: (line.substitutes ?? []).map((s, n) => ({ itemId: items.get(s.item)!.id, ratio: s.ratio ?? '1', priority: s.priority ?? n + 1 })),
      };
    });
  }
}

const partsOf = (line: Line): string[] => [line.component, ...(line.substitutes ?? []).map((s) => s.item)];

function headComplaints(bill: Omit<Given, 'item' | 'lines'>, at: string): Complaint[] {
  const reversed = bill.validFrom != null && bill.validTo != null && bill.validTo < bill.validFrom;
  return [
    ...(reversed ? [complaint(catalogErrors.period_reversed, `${at}/validTo`)] : []),
    ...(Number(bill.yieldPct ?? '100') > 100 ? [complaint(catalogErrors.yield_range, `${at}/yieldPct`)] : []),
  ];
}

function lineComplaints(line: Line, items: Items, at: string): Complaint[] {
  const item = items.get(line.component);
  const unit =
    item && !Object.hasOwn(item.units, line.uom) ? [complaint(catalogErrors.unit_not_for_item, `${at}/uom`, { item: item.code, uom: line.uom })] : [];
  const scrap = Number(line.scrapPct ?? '0');
  const seen = new Set<string>();
  const substitutes = (line.substitutes ?? []).flatMap(({ item: code, ratio = '1' }, i) => {
    if (Number(ratio) >= RATIO_BELOW) return [complaint(catalogErrors.ratio_range, `${at}/substitutes/${i}/ratio`)];
    const pointer = `${at}/substitutes/${i}/item`;
    if (!items.has(code)) return [unknownReference(pointer, code)];
    if (code === line.component) return [complaint(catalogErrors.substitute_itself, pointer, { item: code })];
    return seen.size === seen.add(code).size ? [complaint(catalogErrors.substitute_twice, pointer, { item: code })] : [];
  });
  return [
    ...(item ? unit : [unknownReference(`${at}/component`, line.component)]),
    ...(scrap >= SCRAP_BELOW ? [complaint(catalogErrors.scrap_range, `${at}/scrapPct`)] : []),
    ...(scrap > 0 && line.qtyKind === 'fixed' ? [complaint(catalogErrors.scrap_of_fixed, `${at}/scrapPct`)] : []),
    ...substitutes,
  ];
}
