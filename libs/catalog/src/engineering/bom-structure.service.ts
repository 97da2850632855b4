import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { plainDecimal, type Id } from '@anwen/kernel';
import { catalogErrors } from '../catalog.errors';
import type { ExplodeItemQuery, ExplodeQuery, ExplosionDto, MeasuredItemDto, WhereUsedDto, WhereUsedQuery } from './bom-structure.dto';
import { explode, requirementsOf, totalsOf, type Bill, type Node, type RequirementLine, type Structure, type Wanted } from './bom-structure.rules';
import { BomStructureStore, type ItemWithUnit, type Reached } from './bom-structure.store';
import { Fraction } from './fraction.rules';

export interface BomRequirements {
  readonly bomId: Id;
  readonly bomPublicId: string;
  readonly version: number;
  /** A phantom is never made on its own: orders and plans for it are refused. */
  readonly kind: 'standard' | 'phantom';
  readonly yieldPct: string;
  readonly lines: readonly RequirementLine[];
}

/** Lines of one answer; the deepest real structure of the reference data has about 90, and 10 000 are 3 MB. */
const LINES_MOST = 10_000;
const USES_MOST = 1_000;
/** Deeper than any product is built; the walk refuses a circle long before. */
const LEVELS_MOST = 99;

/** What items are made of on a day. */
@Injectable()
export class BomStructureService {
  constructor(private readonly store: BomStructureStore) {}

  /** One level, phantoms blown through; null: no active bill holds on that day, or none of its lines: nothing is made of nothing. @throws catalog.bom_cycle | catalog.bom_too_large */
  async requirements(tx: Tx, { itemId, day }: { readonly itemId: Id; readonly day: string }): Promise<BomRequirements | null> {
    return (await this.requirementsFor(tx, { itemIds: [itemId], day })).get(itemId) ?? null;
  }

  /** The same for many items in one statement; items without a bill are absent. @throws catalog.bom_cycle */
  async requirementsFor(tx: Tx, { itemIds, day }: { readonly itemIds: readonly Id[]; readonly day: string }): Promise<ReadonlyMap<Id, BomRequirements>> {
    const structure = await this.store.oneLevel(tx, [...new Set(itemIds)], day);
    const bills = [...new Set(itemIds)].map((id) => structure.get(id)).filter((bill) => bill !== undefined);
    const found = bills.map((bill) => [bill.itemId, requirementsFrom(structure, bill)] as const);
    return new Map(found.filter(([, { lines }]) => lines.length > 0));
  }

  /** The whole tree below an item by the bills that hold on the day. @throws catalog.item_not_found | catalog.bom_cycle */
  async explodeItem(tx: Tx, { item: code, ...query }: ExplodeItemQuery): Promise<ExplosionDto> {
    const item = await this.store.itemByCode(tx, code);
    if (!item) throw catalogErrors.item_not_found();
    const day = query.day ?? (await this.store.today(tx));
    return explosionOf(await this.store.below(tx, [item.itemId], day), { ...query, day, item });
  }

  /** The same from one bill, which may be a draft or obsolete. @throws catalog.bom_not_found | catalog.bom_cycle */
  async explodeBill(tx: Tx, id: string, query: ExplodeQuery): Promise<ExplosionDto> {
    const day = query.day ?? (await this.store.today(tx));
    const own = await this.store.bill(tx, id, day);
    if (!own) throw catalogErrors.bom_not_found();
    const bill = own.structure.get(own.itemId);
    const below = await this.store.below(
      tx,
      (bill?.lines ?? []).map((line) => line.itemId),
      day,
    );
    const items = new Map([...own.items, ...below.items]);
    const structure = new Map(below.structure);
    // This bill stands where another one of its item holds on the day.
    structure.delete(own.itemId);
    if (bill) structure.set(own.itemId, bill);
    return explosionOf({ items, structure }, { ...query, day, item: items.get(own.itemId)! });
  }

  /** Every bill of the day that needs the item, directly or through others. @throws catalog.item_not_found */
  async whereUsed(tx: Tx, query: WhereUsedQuery): Promise<WhereUsedDto> {
    const item = await this.store.itemByCode(tx, query.item);
    if (!item) throw catalogErrors.item_not_found();
    const day = query.day ?? (await this.store.today(tx));
    const uses = await this.store.usesOf(tx, item.itemId, { day, levels: query.levels ?? LEVELS_MOST, most: USES_MOST + 1 });
    const { id, code, name } = item;
    const items = uses.slice(0, USES_MOST).map((use) => ({ ...use, path: [...use.path] }));
    return { item: { id, code, name }, day, items, truncated: uses.length > USES_MOST };
  }
}

function explosionOf({ structure, items }: Reached, asked: ExplodeQuery & { readonly day: string; readonly item: ItemWithUnit }): ExplosionDto {
  const { item, day, qty = '1', levels = LEVELS_MOST } = asked;
  const wanted: Wanted = { itemId: item.itemId, itemCode: item.code, qty: Fraction.of(qty), levels, most: LINES_MOST };
  const { nodes, truncated } = explode(structure, wanted);
  const totals = [...totalsOf(structure, wanted)].map(([id, sum]) => ({ item: measured(items.get(id)!), qty: sum.toDecimal(6), uom: items.get(id)!.uom }));
  totals.sort((a, b) => (a.item.code < b.item.code ? -1 : 1));
  return { item: measured(item), qty, day, truncated, lines: nodes.map((node) => exploded(node, items)), totals };
}

function requirementsFrom(structure: Structure, bill: Bill): BomRequirements {
  const { bomId, bomPublicId, version, kind } = bill;
  return { bomId, bomPublicId, version, kind, yieldPct: plainDecimal(bill.yieldPct), lines: requirementsOf(structure, bill) };
}

function measured({ id, code, name, uom }: ItemWithUnit): MeasuredItemDto {
  return { id, code, name, uom };
}

function exploded({ path, level, parentCode, line, qtyPer, qty, kind }: Node, items: ReadonlyMap<Id, ItemWithUnit>): ExplosionDto['lines'][number] {
  const item = measured(items.get(line.itemId)!);
  const { qtyKind, scrapPct, validFrom, validTo, opNo } = line;
  const substitutes = line.substitutes.map((s) => {
    const { id, code, name } = items.get(s.itemId)!;
    return { id, code, name };
  });
  const amounts = { qtyPer: qtyPer.toDecimal(9), qty: qty.toDecimal(6), uom: item.uom, qtyKind, scrapPct };
  return { path: [...path], level, parentCode, item, ...amounts, kind, validFrom, validTo, opNo, substitutes };
}
