import { Decimal } from 'decimal.js';
import { intersect, lengthOf, machineTime, subtract, union, type Span } from './time-spans.rules';

/** Exact beyond anything that seconds and pieces can reach; the ratios are rounded once, at the end. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });
type Exact = Decimal;
const RATIO_DIGITS = 6;

/** Pieces of one item's operation, reported in the same shift. */
export interface Pieces {
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
  /** Base unit of the item. */
  readonly uom: string;
  /** Seconds that one piece takes at best; null when nobody has said. */
  readonly idealS: string | null;
}

/** What is known about one work centre in one shift. All spans may overlap and reach beyond it. */
export interface ShiftFacts {
  readonly working: readonly Span[];
  readonly machines: number;
  readonly plannedDown: readonly Span[];
  readonly unplannedDown: readonly Span[];
  /** One list an operation: when somebody was running it. */
  readonly runs: readonly (readonly Span[])[];
  readonly pieces: readonly Pieces[];
}

/** Sums, from which ratios are made at the very end: those of a day are those of its shifts, added. Times in milliseconds of machine time. */
export interface Amounts {
  readonly plannedMs: number;
  readonly plannedDownMs: number;
  readonly downMs: number;
  readonly runMs: number;
  /** Null: pieces were made whose ideal nobody knows. */
  readonly idealS: Exact | null;
  readonly good: Exact;
  readonly total: Exact;
  readonly scrap: Exact;
  /** Of the pieces: kilograms and metres make no share of each other. */
  readonly uoms: readonly string[];
}

export const NOTHING: Amounts = {
  plannedMs: 0,
  plannedDownMs: 0,
  downMs: 0,
  runMs: 0,
  idealS: new Exact(0),
  good: new Exact(0),
  total: new Exact(0),
  scrap: new Exact(0),
  uoms: [],
};

/**
 * Measures a shift. Planned time is working time without planned downtime; a machine runs when an operation does and nothing
 * is down: so running and down time never add up to more than what was planned. Set-up is no run: it is lost availability.
 */
export function measure({ working, machines, plannedDown, unplannedDown, runs, pieces }: ShiftFacts): Amounts {
  const shift = union(working);
  const halted = intersect(shift, union(plannedDown));
  const planned = subtract(shift, halted);
  const down = intersect(planned, union(unplannedDown));
  return {
    plannedMs: machines * lengthOf(planned),
    plannedDownMs: machines * lengthOf(halted),
    downMs: machines * lengthOf(down),
    runMs: machineTime(subtract(planned, down), runs, machines),
    ...counted(pieces),
  };
}

/** The pieces alone: what was reported outside of any shift has no time to be compared with. */
export function counted(pieces: readonly Pieces[]): Pick<Amounts, 'idealS' | 'good' | 'scrap' | 'total' | 'uoms'> {
  const sum = (of: (one: Pieces) => Decimal.Value): Exact => pieces.reduce<Exact>((all, one) => all.plus(of(one)), new Exact(0));
  const totalOf = ({ good, scrap, rework }: Pieces): Exact => new Exact(good).plus(scrap).plus(rework);
  const isUnknown = pieces.some((one) => one.idealS === null && !totalOf(one).isZero());
  return {
    idealS: isUnknown ? null : sum((one) => totalOf(one).times(one.idealS ?? 0)),
    good: sum((p) => p.good),
    scrap: sum((p) => p.scrap),
    uoms: [...new Set(pieces.filter((p) => !totalOf(p).isZero()).map((p) => p.uom))],
    total: sum(totalOf),
  };
}

/** Two shifts together. What is unknown of one is unknown of both. */
export function add(a: Amounts, b: Amounts): Amounts {
  return {
    plannedMs: a.plannedMs + b.plannedMs,
    plannedDownMs: a.plannedDownMs + b.plannedDownMs,
    downMs: a.downMs + b.downMs,
    runMs: a.runMs + b.runMs,
    idealS: a.idealS && b.idealS && a.idealS.plus(b.idealS),
    good: a.good.plus(b.good),
    scrap: a.scrap.plus(b.scrap),
    uoms: [...new Set([...a.uoms, ...b.uoms])],
    total: a.total.plus(b.total),
  };
}

export interface Ratios {
  readonly availability: string | null;
  readonly performance: string | null;
  readonly quality: string | null;
  readonly oee: string | null;
}

/**
 * Availability = run ÷ planned, performance = ideal ÷ run, quality = good ÷ all pieces, OEE = their product. A ratio whose
 * divisor is nothing is undefined, and so is the product of it: null, never 0 and never 1. Performance above 1 is shown as it
 * is: it says that the ideal is set too slow. Pieces of different units have no quality in common.
 */
export function ratiosOf({ plannedMs, runMs, idealS, good, total, uoms }: Amounts): Ratios {
  const divide = (a: Exact | null, b: Exact): Exact | null => (a === null || b.isZero() ? null : a.div(b));
  const run = new Exact(runMs).div(1000);
  const availability = divide(run, new Exact(plannedMs).div(1000));
  const [performance, quality] = [divide(idealS, run), uoms.length > 1 ? null : divide(good, total)];
  const oee = availability && performance && quality && availability.times(performance).times(quality);
  const shown = (ratio: Exact | null): string | null => ratio && ratio.toDecimalPlaces(RATIO_DIGITS).toFixed();
  return { availability: shown(availability), performance: shown(performance), quality: shown(quality), oee: shown(oee) };
}

/** Milliseconds as seconds, exactly. */
export const secondsOf = (ms: number): string => new Exact(ms).div(1000).toFixed();
