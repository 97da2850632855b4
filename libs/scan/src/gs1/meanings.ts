import { aiAt, entryFor } from './dictionary';
import { GS, readElementString, type Element } from './elements';

/** Units of UN/CEFACT Recommendation 20 of the net measures of trade items; gross weights and log measures say nothing about a quantity of stock. */
const MEASURES: Readonly<Record<string, string>> = {
  '310': 'KGM',
  '311': 'MTR',
  '314': 'MTK',
  '315': 'LTR',
  '316': 'MTQ',
  '320': 'LBR',
  '321': 'INH',
  '322': 'FOT',
  '323': 'YRD',
  '350': 'INK',
  '351': 'FTK',
  '352': 'YDK',
  '356': 'APZ',
  '357': 'OZA',
  '360': 'QTL',
  '361': 'GLL',
  '364': 'INQ',
  '365': 'FTQ',
  '366': 'YDQ',
};

export interface Measure {
  /** Null: counted in whatever the item is counted in. */
  readonly uom: string | null;
  readonly qty: string;
}

/** `3103 001250` is 1.25 KGM: the last digit of the identifier says where the point stands. */
function measureOf({ ai, value }: Element): Measure | undefined {
  const uom = ai.length === 4 ? MEASURES[ai.slice(0, 3)] : undefined;
  if (uom === undefined) return undefined;
  return { uom, qty: withPoint(value, Number(ai[3])) };
}

function withPoint(digits: string, places: number): string {
  const padded = digits.padStart(places + 1, '0');
  const whole = padded.slice(0, padded.length - places).replace(/^0+(?=\d)/, '');
  const fraction = padded.slice(padded.length - places).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

const counted = (value: string): string => value.replace(/^0+(?=\d)/, '');

/** A date of six digits as a day; day 00 is the last of the month. A year more than fifty ahead was in the century before (GS1 General Specifications 7.12). */
export function dayOf(yymmdd: string, today = new Date()): string {
  const [yy, month, date] = [yymmdd.slice(0, 2), yymmdd.slice(2, 4), yymmdd.slice(4, 6)].map(Number) as [number, number, number];
  const now = today.getUTCFullYear();
  const ahead = yy - (now % 100);
  const century = Math.floor(now / 100) + (ahead > 50 ? -1 : ahead < -49 ? 1 : 0);
  const year = century * 100 + yy;
  const day = date === 0 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : date;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const DATES = new Set(['11', '12', '13', '15', '16', '17', '7006']);

/** The value for a person to read: a day, a measure with its unit, or the value as it is. */
export function displayOf(element: Element): string {
  if (DATES.has(element.ai)) return dayOf(element.value);
  if (element.ai === '7003') return dayOf(element.value.slice(0, 6));
  const measure = measureOf(element);
  return measure ? `${measure.qty} ${measure.uom}` : element.value;
}

/** What the elements of one scan say together. */
export interface Meaning {
  /** Fourteen digits: the item itself, or what a logistic unit holds. */
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiresOn: string | null;
  readonly measure: Measure | null;
  /** How many trade items the logistic unit holds. */
  readonly contained: string | null;
  readonly sscc: string | null;
  readonly order: string | null;
  /** The item by another number than its GTIN. */
  readonly itemRefs: readonly string[];
}

export function meaningOf(elements: readonly Element[]): Meaning {
  const values = new Map(elements.map(({ ai, value }) => [ai, value]));
  const first = (...ais: readonly string[]): string | null => ais.map((ai) => values.get(ai)).find((value) => value !== undefined) ?? null;
  const expiry = first('17', '15', '7003');
  const measure = elements.map(measureOf).find((found) => found !== undefined);
  const count = values.get('30');
  const contained = values.get('37');
  return {
    gtin: first('01', '02', '8006', '8026')?.slice(0, 14) ?? null,
    lot: first('10'),
    serial: first('21'),
    expiresOn: expiry === null ? null : dayOf(expiry.slice(0, 6)),
    measure: measure ?? (count === undefined ? null : { uom: null, qty: counted(count) }),
    contained: contained === undefined ? null : counted(contained),
    sscc: first('00'),
    order: first('400'),
    itemRefs: ['240', '241'].flatMap((ai) => values.get(ai) ?? []),
  };
}

/** The same number with eight to fourteen digits, as items and barcodes may have been written down. */
export function gtinForms(gtin14: string): string[] {
  const lengths = [14, 13, 12, 8].filter((length) => /^0*$/.test(gtin14.slice(0, 14 - length)));
  return lengths.map((length) => gtin14.slice(14 - length));
}

/** Dates are what labels put behind a lot; anything shorter would be found in every second lot number. */
const BEHIND_A_LOT = new Set(['11', '13', '15', '16', '17']);

/**
 * A second reading where the separator behind the last lot or serial number may be missing: `10ABC17261231` is the lot
 * ABC17261231, or the lot ABC that expires. Null where only one reading exists. A scan with a separator in it comes from a
 * printer and a scanner that know separators, and is believed.
 */
export function secondReading(data: string, elements: readonly Element[]): readonly Element[] | null {
  const last = elements.at(-1);
  if (!last || data.includes(GS) || !['10', '21'].includes(last.ai)) return null;
  for (let at = 1; at < last.value.length; at += 1) {
    const rest = last.value.slice(at);
    const ai = aiAt(rest);
    if (ai === undefined || !BEHIND_A_LOT.has(ai) || !entryFor(ai)!.fixed) continue;
    const behind = readElementString(rest);
    const before = elements.slice(0, -1);
    const twice = behind.elements.some((one) => one.ai === last.ai || before.some((other) => other.ai === one.ai));
    if (behind.errors.length === 0 && !twice) return [...before, { ai: last.ai, value: last.value.slice(0, at) }, ...behind.elements];
  }
  return null;
}
