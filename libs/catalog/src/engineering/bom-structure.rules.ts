import type { Id } from '@anwen/kernel';
import { SCRAP_BELOW } from '../bom.rules';
import { catalogErrors } from '../catalog.errors';
import { Fraction } from './fraction.rules';

export interface Substitute {
  readonly itemId: Id;
  readonly itemCode: string;
  /** Base units of it that replace one base unit of the component. */
  readonly ratio: string;
}

export interface StructureLine {
  readonly bomLineId: Id;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly opNo: number | null;
  readonly qtyKind: 'per_unit' | 'fixed';
  /** In a unit of which one is num/den base units. */
  readonly qty: string;
  readonly num: string;
  readonly den: string;
  readonly scrapPct: string;
  readonly issueMethod: IssueMethod;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly substitutes: readonly Substitute[];
}

export type IssueMethod = 'manual' | 'pick' | 'backflush';

/** The bill that holds for an item on the day, with the lines that hold on it. */
export interface Bill {
  readonly bomId: Id;
  readonly bomPublicId: string;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly version: number;
  readonly kind: 'standard' | 'phantom';
  readonly baseQty: string;
  readonly yieldPct: string;
  readonly lines: readonly StructureLine[];
}

/** Item → its bill of one day. An item without one is bought. */
export type Structure = ReadonlyMap<Id, Bill>;

export interface RequirementLine {
  readonly bomLineId: Id;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly opNo: number | null;
  /** Component base units for one base unit of the product, yield of the bill included, scrap of the line not; up to 18 decimals. */
  readonly perUnit: string;
  /** Once an order, in component base units. */
  readonly fixedQty: string;
  readonly scrapPct: string;
  readonly issueMethod: IssueMethod;
  readonly substitutes: readonly Substitute[];
}

/** Of one line: base units of the component for one base unit of the product (yield included), or once whatever is made. */
function sizeOf(bill: Bill, line: StructureLine): Fraction {
  const base = Fraction.of(line.qty).times(Fraction.of(line.num)).over(Fraction.of(line.den));
  if (line.qtyKind === 'fixed') return base;
  const good = Fraction.of(bill.baseQty).times(Fraction.of(bill.yieldPct)).over(Fraction.of('100'));
  return base.over(good);
}

/** How a line is reached: through how many phantoms, at which operation, how much of its bill's product is wanted. */
interface Reach {
  readonly perUnit: Fraction;
  readonly fixed: Fraction;
  readonly scrap: Fraction;
  readonly opNo: number | null;
  readonly path: readonly string[];
}

/** Lines that one unit needs at most, phantoms on the way counted: shared phantoms multiply, and an order must end. */
const LINES_MOST = 2_000;

/** What one unit of the product needs, one level down; a phantom's own needs stand in its place. @throws catalog.bom_cycle | catalog.bom_too_large */
export function requirementsOf(structure: Structure, bill: Bill): RequirementLine[] {
  let seen = 0;
  const collect = (of: Bill, reach: Reach): RequirementLine[] =>
    of.lines.flatMap((line) => {
      if (++seen > LINES_MOST) throw catalogErrors.bom_too_large({ item: bill.itemCode, most: LINES_MOST });
      const below = reachOf(of, line, reach);
      const phantom = structure.get(line.itemId);
      return phantom?.kind === 'phantom' ? collect(phantom, below) : [requirement(line, below)];
    });
  return collect(bill, { perUnit: Fraction.one, fixed: Fraction.zero, scrap: Fraction.one, opNo: null, path: [bill.itemCode] });
}

/** Scraps of nested phantoms can multiply to more than a rate may be; then the need itself carries them. */
function requirement(line: StructureLine, { perUnit, fixed, scrap, opNo }: Reach): RequirementLine {
  const { bomLineId, itemId, itemCode, issueMethod, substitutes } = line;
  const percent = scrap.plus(Fraction.of('-1')).times(Fraction.of('100')).toDecimal(6);
  const within = Number(percent) < SCRAP_BELOW;
  const scrapPct = within && !perUnit.equals(Fraction.zero) ? percent : '0';
  const amounts = { perUnit: (within ? perUnit : perUnit.times(scrap)).toDecimal(18), fixedQty: fixed.toDecimal(6), scrapPct };
  return { bomLineId, itemId, itemCode, opNo, ...amounts, issueMethod, substitutes };
}

function reachOf(bill: Bill, line: StructureLine, above: Reach): Reach {
  if (above.path.includes(line.itemCode)) throw catalogErrors.bom_cycle({ path: [...above.path, line.itemCode].join(' → ') });
  const size = sizeOf(bill, line);
  const own = Fraction.onePlusPercent(line.scrapPct);
  const fixedLine = line.qtyKind === 'fixed';
  return {
    perUnit: fixedLine ? Fraction.zero : above.perUnit.times(size),
    // What a fixed amount of a phantom needs is fixed as well, its scrap included: only per-unit needs are scrapped later.
    fixed: fixedLine ? size : above.fixed.times(size).times(own),
    scrap: fixedLine ? Fraction.one : above.scrap.times(own),
    // Within a phantom the operations are those of a routing that nobody runs: the one that uses the phantom counts.
    opNo: above.path.length > 1 ? above.opNo : line.opNo,
    path: [...above.path, line.itemCode],
  };
}

export interface Node {
  readonly path: readonly string[];
  readonly level: number;
  readonly parentCode: string;
  readonly line: StructureLine;
  /** For one of the parent (yield included, scrap not); of a fixed line once. */
  readonly qtyPer: Fraction;
  readonly qty: Fraction;
  readonly kind: 'standard' | 'phantom' | 'leaf';
}

export interface Wanted {
  readonly itemId: Id;
  readonly itemCode: string;
  readonly qty: Fraction;
  readonly levels: number;
  /** Lines at most: shared parts multiply, and an answer must end. */
  readonly most: number;
}

/** The tree below an item, depth first. @throws catalog.bom_cycle */
export function explode(structure: Structure, wanted: Wanted): { nodes: Node[]; truncated: boolean } {
  const nodes: Node[] = [];
  let truncated = false;
  const walk = (itemId: Id, qty: Fraction, path: readonly string[]): void => {
    const bill = path.length <= wanted.levels ? structure.get(itemId) : undefined;
    for (const line of bill?.lines ?? []) {
      truncated ||= nodes.length >= wanted.most;
      if (truncated) return;
      if (path.includes(line.itemCode)) throw catalogErrors.bom_cycle({ path: [...path, line.itemCode].join(' → ') });
      const qtyPer = sizeOf(bill!, line);
      const node = nodeOf(line, { path, qtyPer, qty: needOf(line, qtyPer, qty), kind: structure.get(line.itemId)?.kind ?? 'leaf' });
      nodes.push(node);
      walk(line.itemId, node.qty, node.path);
    }
  };
  walk(wanted.itemId, wanted.qty, [wanted.itemCode]);
  return { nodes, truncated };
}

function nodeOf(line: StructureLine, { path, ...sizes }: Pick<Node, 'qtyPer' | 'qty' | 'kind'> & { readonly path: readonly string[] }): Node {
  return { path: [...path, line.itemCode], level: path.length, parentCode: path.at(-1)!, line, ...sizes };
}

/** What `parents` of the product need of a line; a fixed line is needed once for every place in the tree. */
function needOf(line: StructureLine, size: Fraction, parents: Fraction): Fraction {
  const per = line.qtyKind === 'fixed' ? size : parents.times(size);
  return line.qtyKind === 'fixed' ? per : per.times(Fraction.onePlusPercent(line.scrapPct));
}

/**
 * What lies at the ends of the tree, summed by item. Counted level by level over the items, not over the tree: shared
 * parts cost nothing here, so the totals are whole even where the tree is cut off.
 */
export function totalsOf(structure: Structure, { itemId, qty, levels }: Wanted): ReadonlyMap<Id, Fraction> {
  const totals = new Map<Id, Fraction>();
  let level = new Map([[itemId, { qty, places: 1n }]]);
  for (let n = 0; level.size > 0; n++) {
    const next: typeof level = new Map();
    for (const [item, at] of level) {
      const bill = n < levels ? structure.get(item) : undefined;
      if (!bill && n > 0) totals.set(item, (totals.get(item) ?? Fraction.zero).plus(at.qty));
      for (const line of bill?.lines ?? []) {
        const size = sizeOf(bill!, line);
        const times = Fraction.of(at.places.toString());
        const need = line.qtyKind === 'fixed' ? size.times(times) : needOf(line, size, at.qty);
        const before = next.get(line.itemId);
        next.set(line.itemId, { qty: (before?.qty ?? Fraction.zero).plus(need), places: (before?.places ?? 0n) + at.places });
      }
    }
    level = next;
  }
  return totals;
}
