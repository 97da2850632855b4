import { Quantity, type Id } from '@anwen/kernel';

/** What is wanted of a component, and where it may come from. */
export interface SourceWant {
  readonly materialId: Id;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly tracking: 'none' | 'lot' | 'serial';
  /** Base units. */
  readonly qty: Quantity;
  /** Where what is not promised comes from; null = there is no such place. */
  readonly place: SourcePlace | null;
  /** Stock of this place, lot or serial number alone, as somebody has scanned it. */
  readonly onlyHere?: boolean;
  readonly lot?: string | undefined;
  readonly serial?: string | undefined;
}

export interface SourcePlace {
  readonly id: Id;
  readonly code: string;
  readonly allowsNegative: boolean;
}

/** An open promise to a material. */
export interface Promised {
  readonly reservationId: string;
  readonly materialId: Id;
  readonly location: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly open: string;
}

/** Usable stock of a key that is promised to nobody. */
export interface Unpromised {
  readonly itemId: Id;
  readonly locationId: Id;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly free: string;
}

/** One line of the posting, by names. */
export interface Source {
  readonly materialId: Id;
  readonly itemCode: string;
  readonly qty: Quantity;
  readonly location: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly reservationId: string | null;
}

export interface ShortComponent {
  readonly itemCode: string;
  readonly location: string | null;
  readonly required: string;
  readonly available: string;
  readonly missing: string;
}

/**
 * Takes each want from what is promised to it, then from its place. The choice of lots there is left to the core (first expired
 * first), so this counts only whether there is enough; a place that may go below zero gives whatever is asked of goods without lots.
 */
export function findSources(
  wants: readonly SourceWant[],
  promised: readonly Promised[],
  free: readonly Unpromised[],
): { sources: Source[]; short: ShortComponent[]; unnamed: string[] } {
  const stock = new Stock(promised, free);
  const found = wants.map((want) => {
    const sources = [...stock.fromPromises(want)];
    const rest = sources.reduce((left, s) => left.minus(s.qty), want.qty);
    return { want, sources, rest };
  });
  const short: ShortComponent[] = [];
  const unnamed: string[] = [];
  for (const { want, sources, rest } of found) {
    if (!rest.isPositive) continue;
    // Nobody but whoever holds the piece knows which serial number goes in.
    if (want.tracking === 'serial' && want.serial === undefined) unnamed.push(want.itemCode);
    else {
      const available = stock.fromPlace(want, rest);
      if (available === null) sources.push(sourceOf(want, rest, want.place!.code));
      else short.push(shortOf(want, rest, available));
    }
  }
  return { sources: found.flatMap((f) => f.sources), short, unnamed: [...new Set(unnamed)] };
}

/** What is left while several wants are served one after the other. */
class Stock {
  private readonly left: Map<string, Quantity>;

  constructor(
    private readonly promised: readonly Promised[],
    private readonly free: readonly Unpromised[],
  ) {
    this.left = new Map([
      ...promised.map((p) => [p.reservationId, Quantity.of(p.open)] as const),
      ...free.map((f) => [keyOf(f), Quantity.of(f.free)] as const),
    ]);
  }

  *fromPromises(want: SourceWant): Iterable<Source> {
    let rest = want.qty;
    for (const one of this.promised) {
      if (one.materialId !== want.materialId || !fits(want, one) || !rest.isPositive) continue;
      const qty = this.take(one.reservationId, rest);
      if (qty.isPositive) yield { ...sourceOf(want, qty, one.location), lot: one.lot, serial: one.serial, reservationId: one.reservationId };
      rest = rest.minus(qty);
    }
  }

  /** null when the place gives it all; otherwise what it could give. */
  fromPlace(want: SourceWant, qty: Quantity): Quantity | null {
    const { place } = want;
    if (!place) return Quantity.zero;
    const keys = this.free.filter((f) => f.itemId === want.itemId && f.locationId === place.id && named(want, f)).map(keyOf);
    const available = keys.reduce((sum, key) => sum.plus(this.left.get(key)!), Quantity.zero);
    const goesBelow = place.allowsNegative && want.tracking === 'none';
    if (available.compare(qty) < 0 && !goesBelow) return available;
    let rest = qty;
    for (const key of keys) rest = rest.minus(this.take(key, rest));
    return null;
  }

  private take(key: string, most: Quantity): Quantity {
    const left = this.left.get(key)!;
    const qty = Quantity.min(left, most);
    this.left.set(key, left.minus(qty));
    return qty;
  }
}

const keyOf = (f: Unpromised): string => `${f.itemId}|${f.locationId}|${f.lot}|${f.serial}`;
const named = ({ lot, serial }: SourceWant, key: { readonly lot: string | null; readonly serial: string | null }): boolean =>
  (lot === undefined || lot === key.lot) && (serial === undefined || serial === key.serial);
const fits = (want: SourceWant, one: Promised): boolean => named(want, one) && (!want.onlyHere || one.location === want.place?.code);

const sourceOf = ({ materialId, itemCode, lot, serial }: SourceWant, qty: Quantity, location: string): Source => ({
  ...{ materialId, itemCode, qty, location },
  ...{ lot: lot ?? null, serial: serial ?? null, reservationId: null },
});

const shortOf = ({ itemCode, place }: SourceWant, qty: Quantity, available: Quantity): ShortComponent => ({
  ...{ itemCode, location: place?.code ?? null, required: qty.toString(), available: available.toString() },
  missing: qty.minus(available).toString(),
});
