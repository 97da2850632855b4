import { Quantity, defineMachine, type FieldError, type Id, type Locale } from '@anwen/kernel';
import { toBaseQuantity } from '@anwen/catalog';
import { ENTRY_TEXTS, type EntryComplaint } from './counting.errors';

export const SESSION_STATES = ['planned', 'open', 'counting', 'review', 'recount_requested', 'approved', 'posted', 'cancelled'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** `begin` and `complete` happen by themselves: the first entry begins, the last finished task completes a round. */
export const sessionMachine = defineMachine<SessionState>()({
  open: { from: ['planned'], to: 'open' },
  begin: { from: ['open'], to: 'counting' },
  complete: { from: ['open', 'counting', 'recount_requested'], to: 'review' },
  'request-recount': { from: ['review'], to: 'recount_requested' },
  approve: { from: ['review'], to: 'approved' },
  post: { from: ['approved'], to: 'posted' },
  cancel: { from: ['planned', 'open', 'counting', 'review', 'recount_requested', 'approved'], to: 'cancelled' },
});

const BY_ITSELF: ReadonlySet<string> = new Set(['begin', 'complete']);
/** What a person may do in a state. */
export const legalSteps = (state: SessionState): string[] => sessionMachine.legal(state).filter((verb) => !BY_ITSELF.has(verb));
/** Results are still to be decided about: who counts does not see them (I-24). */
export const isUndecided = (state: SessionState): boolean => takesEntries(state) || state === 'review';
/** States in which counters work. */
export const takesEntries = (state: SessionState): boolean => state === 'open' || state === 'counting' || state === 'recount_requested';

export interface Tolerances {
  readonly toleranceAbs: string | null;
  readonly tolerancePct: string | null;
  readonly toleranceValue: string | null;
  readonly recountOverPct: string | null;
}

export interface Difference {
  readonly counted: Quantity;
  readonly expected: Quantity;
  /** Moving average of one base unit. */
  readonly unitCost: Quantity;
}

/** |variance| as a share of what was expected is within `pct`; where nothing was expected, any find is beyond every share. */
function withinShare({ counted, expected }: Difference, pct: string): boolean {
  const variance = magnitude(counted.minus(expected));
  return variance.timesRatio(100n, 1n).compare(magnitude(expected).timesRatio(...ratio(pct))) <= 0;
}

/**
 * A difference within tolerance needs no second look. Every limit that is set has to hold; where none is set, nothing
 * but an exact count is within tolerance.
 */
export function isWithinTolerance(line: Difference, limits: Tolerances): boolean {
  const variance = magnitude(line.counted.minus(line.expected));
  if (variance.isZero) return true;
  const { toleranceAbs, tolerancePct, toleranceValue } = limits;
  if (toleranceAbs === null && tolerancePct === null && toleranceValue === null) return false;
  if (toleranceAbs !== null && variance.compare(Quantity.of(toleranceAbs)) > 0) return false;
  if (tolerancePct !== null && !withinShare(line, tolerancePct)) return false;
  return toleranceValue === null || variance.timesRatio(...ratio(line.unitCost.toString())).compare(Quantity.of(toleranceValue)) <= 0;
}

/** A first count that is off by more than the limit has to be made again before anybody may approve it. */
export function needsRecount(line: Difference, round: number, limits: Tolerances): boolean {
  return round === 1 && limits.recountOverPct !== null && !withinShare(line, limits.recountOverPct);
}

const magnitude = (q: Quantity): Quantity => (q.compare(Quantity.zero) < 0 ? q.negated() : q);

/** A decimal text as num/den. */
function ratio(decimal: string): [bigint, bigint] {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
}

/** One entry as it counts: quantity, the key's sequence at that moment, what the book held then. */
export interface SeenEntry {
  readonly itemId: Id;
  readonly lotCode: string;
  readonly serialCode: string;
  readonly status: number;
  /** The counter said that it is this bucket. */
  readonly stated: boolean;
  readonly qty: string;
  readonly seq: string;
  readonly book: string;
  readonly uncertain: boolean;
  /** A movement of the key may have come before or after it. */
  readonly unsure?: boolean;
  readonly counterName: string;
}

export interface CountedKey extends Difference {
  readonly itemId: Id;
  readonly lotCode: string;
  readonly serialCode: string;
  readonly status: number;
  readonly seq: string;
  readonly moved: boolean;
  /** The same stock would leave quarantine for another bucket: a decision of the approver, never of a counter. */
  readonly shifted: boolean;
  readonly uncertain: boolean;
  readonly counterName: string;
}

export const serialKey = (itemId: Id, serialCode: string): string => `${itemId}|${serialCode}`;

/**
 * Adds the entries of one visit up, key by key. What was counted at the first entry is in the bin from then on, and
 * what moves afterwards moves it: so the sum stands against the book at the FIRST sequence (5 at seq 10, two taken at
 * seq 11, 3 more at seq 12 = 8 against the book of seq 10; in the bin are 6). Whether the two were taken from the counted
 * or the uncounted part nobody can know, so such a key is `moved`: it is counted again unless the approver accepts it.
 * A serial number is there or not, however often it is read. `uncertain` says nothing: the book stands.
 */
export function addUp(entries: readonly SeenEntry[], costs: ReadonlyMap<Id, Quantity>, buckets: ReadonlyMap<string, number> = new Map()): CountedKey[] {
  const settled = [...groupBy(entries, stockOf).values()].flatMap((family) => settleBuckets(family, buckets));
  const lines = [...groupBy(settled, (e) => `${stockOf(e)}|${e.status}`).values()].map((group) => {
    const first = earliest(group);
    const { itemId, lotCode, serialCode, status, seq, uncertain } = first;
    const expected = Quantity.of(first.book);
    const sum = totalOf(group);
    const counted = uncertain ? expected : serialCode === '' ? sum : Quantity.min(sum, Quantity.of(1));
    const moved = uncertain || group.some((e) => e.seq !== seq || e.unsure);
    const unitCost = costs.get(itemId) ?? Quantity.zero;
    return { itemId, lotCode, serialCode, status, seq, moved, uncertain, counted, expected, unitCost, counterName: group.at(-1)!.counterName, shifted: false };
  });
  return [...groupBy(lines, stockOf).values()].flatMap((family) => markShifts(family, buckets));
}

type Stock = Pick<SeenEntry, 'itemId' | 'lotCode' | 'serialCode'>;
const stockOf = ({ itemId, lotCode, serialCode }: Stock): string => JSON.stringify([itemId, lotCode, serialCode]);
const totalOf = (entries: readonly SeenEntry[]): Quantity => entries.reduce((total, e) => total.plus(Quantity.of(e.qty)), Quantity.zero);
const earliest = (entries: readonly SeenEntry[]): SeenEntry => entries.reduce((a, b) => (BigInt(b.seq) < BigInt(a.seq) ? b : a));

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/**
 * What was counted without a word about the bucket belongs where the book has it: to the one bucket that holds something;
 * of several, quarantine is filled up first and the rest is available, so that counting alone never releases anything.
 */
function settleBuckets(family: readonly SeenEntry[], buckets: ReadonlyMap<string, number>): SeenEntry[] {
  const open = groupBy(
    family.filter((e) => !e.stated),
    (e) => String(e.status),
  );
  const carriers = open.get('0');
  if (!carriers) return [...family];
  const stated = family.filter((e) => e.stated);
  const [one] = carriers as [SeenEntry, ...SeenEntry[]];
  const bookOf = (status: number): Quantity => Quantity.of(open.has(String(status)) ? earliest(open.get(String(status))!).book : '0');
  const held = [...open.keys()]
    .map(Number)
    .filter((status) => !bookOf(status).isZero)
    .sort();
  const sum = totalOf(carriers);
  let rest = one.serialCode === '' ? sum : Quantity.min(sum, Quantity.of(1));
  const rests = held.includes(0) ? 0 : (held[0] ?? (one.serialCode === '' ? 0 : (buckets.get(serialKey(one.itemId, one.serialCode)) ?? 0)));
  const shares = new Map<number, Quantity>();
  for (const status of held.filter((s) => s !== rests)) {
    const missing = bookOf(status).minus(totalOf(stated.filter((e) => e.status === status)));
    shares.set(status, missing.isPositive ? Quantity.min(missing, rest) : Quantity.zero);
    rest = rest.minus(shares.get(status)!);
  }
  shares.set(rests, rest);
  const settled = [...shares].flatMap(([status, share]) => {
    const rows = open.get(String(status)) ?? [{ ...one, status, seq: '0', book: '0' }];
    // A bucket that came into being between two entries: nobody knows which of them saw it.
    const isLate = open.has(String(status)) && rows.length < carriers.length;
    const [first, ...others] = rows as [SeenEntry, ...SeenEntry[]];
    return [
      { ...first, qty: share.toString() },
      ...others.map((e) => ({ ...e, qty: '0' })),
      ...(isLate ? [{ ...first, qty: '0', seq: String(BigInt(first.seq) + 1n) }] : []),
    ];
  });
  return [...stated, ...settled];
}

/** Less in quarantine and more elsewhere of the same stock; of a serial number also when it is found in another place. */
function markShifts(family: CountedKey[], buckets: ReadonlyMap<string, number>): CountedKey[] {
  const change = (line: CountedKey): Quantity => line.counted.minus(line.expected);
  const [{ itemId, serialCode }] = family as [CountedKey, ...CountedKey[]];
  const from = serialCode === '' ? undefined : buckets.get(serialKey(itemId, serialCode));
  const gains = family.filter((l) => change(l).isPositive);
  const leaves = (l: CountedKey): boolean => l.status !== 0 && change(l).compare(Quantity.zero) < 0;
  const isShift = gains.length > 0 && (family.some(leaves) || (from !== undefined && from !== 0 && gains.some((l) => l.status !== from)));
  return isShift ? family.map((l) => (leaves(l) || gains.includes(l) ? { ...l, shifted: true, moved: true } : l)) : family;
}

/** What an entry needs to know of its item. */
export interface CountedItem {
  readonly id: Id;
  readonly code: string;
  readonly kind: string;
  readonly scale: number;
  readonly tracking: string;
  readonly baseUomId: Id;
  readonly units: readonly { readonly uomId: Id; readonly code: string; readonly num: string; readonly den: string; readonly decimals: number }[];
}

export interface EntryInput {
  readonly itemCode: string;
  readonly qty: string;
  readonly uom?: string;
  readonly lot?: string;
  readonly serials?: readonly string[];
}

export interface ReadEntry {
  readonly itemId: Id;
  readonly lotCode: string;
  readonly serialCode: string;
  readonly qty: string;
  readonly enteredQty: string;
  readonly enteredUomId: Id;
}

/** One entry in base units (a line each serial number), or what is wrong with it. */
export function readEntry(input: EntryInput, item: CountedItem | undefined): ReadEntry[] | { field: string; code: EntryComplaint } {
  const wrong = (field: string, code: EntryComplaint): { field: string; code: EntryComplaint } => ({ field, code });
  if (!item) return wrong('itemCode', 'item_unknown');
  if (item.kind === 'service') return wrong('itemCode', 'item_not_stocked');
  const unit = input.uom === undefined ? item.units[0] : item.units.find((u) => u.code === input.uom);
  if (!unit) return wrong('uom', 'uom_unknown');
  if (item.tracking === 'lot' && input.lot === undefined) return wrong('lot', 'lot_required');
  if (item.tracking !== 'lot' && input.lot !== undefined) return wrong('lot', 'lot_not_allowed');
  const qty = baseQuantity(input.qty, unit, item);
  if (qty === null) return wrong('qty', 'quantity_refused');
  const serials = [...new Set(input.serials ?? [])];
  const whole = { itemId: item.id, lotCode: input.lot ?? '', enteredUomId: unit.uomId };
  if (item.tracking !== 'serial') {
    return serials.length > 0 ? wrong('serials', 'serials_not_allowed') : [{ ...whole, serialCode: '', qty: qty.toString(), enteredQty: input.qty }];
  }
  if (serials.length === 0) return wrong('serials', 'serials_required');
  // "0 of this number" says that it is not there.
  if (!qty.isZero && qty.compare(Quantity.of(serials.length)) !== 0) return wrong('serials', 'serials_count');
  const each = qty.isZero ? '0' : '1';
  return serials.map((serialCode) => ({ ...whole, serialCode, qty: each, enteredQty: each }));
}

function baseQuantity(text: string, unit: CountedItem['units'][number], item: CountedItem): Quantity | null {
  try {
    return toBaseQuantity(Quantity.of(text, unit.uomId === item.baseUomId ? item.scale : unit.decimals), unit, item.scale);
  } catch {
    return null; // every refusal of the two means the same to the counter
  }
}

export function entryError(index: number, { field, code }: { field: string; code: EntryComplaint }, locale: Locale): FieldError {
  return { pointer: `/entries/${index}/${field}`, code: `inventory.${code}`, message: locale === 'en' ? ENTRY_TEXTS[code].en : ENTRY_TEXTS[code].zh };
}
