import { ratioOf, type Ratio } from '../uom.rules';
import { REC20_ROWS } from './rec20-table';

/** A unit of UN/CEFACT Recommendation 20. */
export interface ReferenceUnit {
  readonly code: string;
  readonly nameEn: string;
  /** Null where nobody has translated it: the English name serves. */
  readonly nameZh: string | null;
  readonly symbol: string | null;
  readonly category: string;
  readonly decimals: number;
  /** 1 unit = num/den of the base unit of its quantity; null for what is no plain mass, length, area, volume or time. */
  readonly factor: { readonly num: bigint; readonly den: bigint } | null;
}

const units: ReadonlyMap<string, ReferenceUnit> = new Map(
  REC20_ROWS.trim()
    .split('\n')
    .map((line) => {
      const [code, nameEn, nameZh, symbol, category, decimals, num, den] = line.split('|') as [string, string, string, string, string, string, string, string];
      const factor = num === '' ? null : { num: BigInt(num), den: BigInt(den) };
      return [code, { code, nameEn, nameZh: nameZh || null, symbol: symbol || null, category, decimals: Number(decimals), factor }];
    }),
);

export const findReferenceUnit = (code: string): ReferenceUnit | undefined => units.get(code);

/** Units whose code is the text, then those whose code begins with it, then those with the text in a name or the symbol. */
export function searchReferenceUnits(query: { readonly q?: string; readonly category?: string }): readonly ReferenceUnit[] {
  const text = (query.q ?? '').trim().toLowerCase();
  const rank = (unit: ReferenceUnit): number => {
    const code = unit.code.toLowerCase();
    if (code === text || unit.nameZh === text || unit.symbol?.toLowerCase() === text) return 0;
    if (code.startsWith(text)) return 1;
    return [unit.nameEn, unit.nameZh, unit.symbol].some((name) => name?.toLowerCase().includes(text)) ? 2 : 3;
  };
  // What people here have a word for comes before the hundreds that a physicist needs.
  return [...units.values()]
    .filter((unit) => query.category === undefined || unit.category === query.category)
    .map((unit) => ({ unit, key: rank(unit) * 2 + (unit.nameZh === null ? 1 : 0) }))
    .filter(({ key }) => key < 6)
    .sort((a, b) => a.key - b.key || (a.unit.code < b.unit.code ? -1 : 1))
    .map(({ unit }) => unit);
}

/**
 * How many `to` one `from` is, exactly as the Recommendation's factors say: kg → g is 1000/1. Null when the two do not measure
 * the same quantity, when one of them is counted rather than measured, or when the ratio is finer than a conversion can hold.
 */
export function physicalRatio(from: string, to: string): Ratio | null {
  const [a, b] = [units.get(from), units.get(to)];
  if (!a?.factor || !b?.factor || a.category !== b.category) return null;
  const [num, den] = reduced(a.factor.num * b.factor.den, a.factor.den * b.factor.num);
  const text = [num.toString(), den.toString()] as const;
  return text.some((n) => n.length > 18) ? null : ratioOf(...text);
}

function reduced(num: bigint, den: bigint): [bigint, bigint] {
  let [a, b] = [num, den];
  while (b !== 0n) [a, b] = [b, a % b];
  return [num / a, den / a];
}
