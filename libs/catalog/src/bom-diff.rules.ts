import type { BomDto, BomLineDto } from './bom.dto';

export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface LineChange extends FieldChange {
  readonly component: BomLineDto['component'];
}

export interface BomDifference {
  readonly header: FieldChange[];
  readonly added: BomLineDto[];
  readonly removed: BomLineDto[];
  readonly changed: LineChange[];
}

const HEAD = ['baseQty', 'yieldPct', 'kind', 'validFrom', 'validTo'] as const;
const LINE: readonly (readonly [string, (line: BomLineDto) => string | null])[] = [
  ['qty', (line) => line.qty],
  ['uom', (line) => line.uom.code],
  ['qtyKind', (line) => line.qtyKind],
  ['scrapPct', (line) => line.scrapPct],
  ['opNo', (line) => (line.opNo === null ? null : String(line.opNo))],
  ['issueMethod', (line) => line.issueMethod],
  ['validFrom', (line) => line.validFrom],
  ['validTo', (line) => line.validTo],
  ['substitutes', (line) => line.substitutes.map((s) => `${s.item.code} × ${s.ratio}`).join(', ') || null],
];

/** What has to be done to the first bill to get the second. Lines of one component are matched by their first days, then in their order. */
export function differenceOf(a: BomDto, b: BomDto): BomDifference {
  const header = HEAD.filter((field) => a[field] !== b[field]).map((field) => ({ field, before: a[field], after: b[field] }));
  const components = new Set([...a.lines, ...b.lines].map((line) => line.component.code));
  const found: BomDifference = { header, added: [], removed: [], changed: [] };
  for (const code of components) {
    const before = a.lines.filter((line) => line.component.code === code);
    const after = b.lines.filter((line) => line.component.code === code);
    for (const [old, now] of pairsOf(before, after)) {
      if (!old) found.added.push(now!);
      else if (!now) found.removed.push(old);
      else found.changed.push(...changesOf(old, now));
    }
  }
  return found;
}

/** Equal lines first, then those that begin on one day, then whatever is left in its order; what has no partner stands alone. */
function pairsOf(before: readonly BomLineDto[], after: readonly BomLineDto[]): (readonly [BomLineDto | undefined, BomLineDto | undefined])[] {
  const left = [...before];
  const right = [...after];
  const pairs: (readonly [BomLineDto | undefined, BomLineDto | undefined])[] = [];
  const alike: ((x: BomLineDto, y: BomLineDto) => boolean)[] = [
    (x, y) => changesOf(x, y).length === 0,
    (x, y) => x.validFrom === y.validFrom && x.opNo === y.opNo && x.qtyKind === y.qtyKind,
    (x, y) => x.validFrom === y.validFrom,
    () => true,
  ];
  for (const fits of alike) {
    for (const old of [...left]) {
      const now = right.find((line) => fits(old, line));
      if (!now) continue;
      pairs.push([old, now]);
      left.splice(left.indexOf(old), 1);
      right.splice(right.indexOf(now), 1);
    }
  }
  return [...pairs, ...left.map((old) => [old, undefined] as const), ...right.map((now) => [undefined, now] as const)];
}

function changesOf(old: BomLineDto, now: BomLineDto): LineChange[] {
  return LINE.flatMap(([field, read]) => (read(old) === read(now) ? [] : [{ component: now.component, field, before: read(old), after: read(now) }]));
}
