import { Quantity, type Id } from '@anwen/kernel';

/** Digits that the factors of a need are kept with: per unit 18, quantities and scrap 6, and two for the hundred. */
const PER_UNIT = 18;
const QUANTITY = 6;
const NEED_DIGITS = PER_UNIT + QUANTITY + QUANTITY + 2;

/** What decides how much of a component some pieces need. */
export interface NeedFacts {
  readonly perUnit: string;
  readonly fixedQty: string;
  readonly scrapPct: string;
  /** Digits after the point of the component. */
  readonly scale: number;
}

/** A line of the frozen bill as far as backflushing depends on it. */
export interface NeedLine extends NeedFacts {
  readonly id: Id;
  readonly opNo: number | null;
  readonly issueMethod: 'manual' | 'pick' | 'backflush';
  readonly required: string;
  readonly consumed: string;
  /** The line that this one stands in for, and how much of that one's need. */
  readonly substituteOf: Id | null;
  readonly substituteRatio: string | null;
  readonly standsFor: string | null;
}

/** Pieces of one operation that count. */
export interface OperationTotals {
  readonly opNo: number;
  readonly good: string;
  readonly scrap: string;
}

/**
 * What so many processed pieces need: exact, then rounded half up ONCE to the component's digits. Backflushing the difference
 * to what was used already makes partial reports add up to one report of their sum (I-15), and a quantum is all that rounding can move.
 */
export function need({ perUnit, fixedQty, scrapPct, scale }: NeedFacts, processed: Quantity): Quantity {
  if (!processed.isPositive) return Quantity.zero;
  const withScrap = 100n * 10n ** BigInt(QUANTITY) + scaled(scrapPct, QUANTITY);
  const exact = scaled(perUnit, PER_UNIT) * scaled(processed.toString(), QUANTITY) * withScrap + scaled(fixedQty, NEED_DIGITS);
  return rounded(exact, NEED_DIGITS, scale);
}

/** `qty` of a component in its substitute's unit, rounded half up once. */
export function inSubstitute(qty: Quantity, ratio: string, scale: number): Quantity {
  return rounded(scaled(qty.toString(), QUANTITY) * scaled(ratio, 9), QUANTITY + 9, scale);
}

function scaled(decimal: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
}

function rounded(exact: bigint, digits: number, scale: number): Quantity {
  const step = 10n ** BigInt(digits - scale);
  const units = ((2n * exact + step) / (2n * step)).toString().padStart(scale + 1, '0');
  return Quantity.of(scale === 0 ? units : `${units.slice(0, -scale)}.${units.slice(-scale)}`);
}

/**
 * How many pieces have gone through each operation. A piece that was reported further on has passed all operations before, so
 * an operation nobody reports on counts what the next one counted, and its own scrap.
 */
export class Progress {
  private readonly passed: readonly Quantity[];

  /** Operations by number, the last with the order's own output. Without operations `output` is all there is. */
  constructor(
    private readonly operations: readonly OperationTotals[],
    output: Pick<OperationTotals, 'good' | 'scrap'>,
  ) {
    const passed: Quantity[] = [];
    let after = Quantity.zero;
    const all = operations.length === 0 ? [{ opNo: 0, ...output }] : operations;
    for (const { good, scrap } of [...all].reverse()) {
      const goodHere = Quantity.of(good);
      after = (goodHere.compare(after) > 0 ? goodHere : after).plus(Quantity.of(scrap));
      passed.unshift(after);
    }
    this.passed = passed;
  }

  /** Place of the operation that uses up a line: its own, the next one when that is not in the routing, the last when it names none. */
  stepOf(opNo: number | null): number {
    const at = opNo === null ? -1 : this.operations.findIndex((o) => o.opNo >= opNo);
    return at < 0 ? this.passed.length - 1 : at;
  }

  /** Pieces that have passed the operation of a line. */
  at(opNo: number | null): Quantity {
    return this.passed[this.stepOf(opNo)]!;
  }

  /** Pieces that are finished, good or not. */
  get finished(): Quantity {
    return this.passed.at(-1)!;
  }
}

/**
 * What a report has to use up of each line: the need of all pieces so far, less what was used. Substitutes come first, each up to
 * what it stands for. Lines of operations that the report does not reach stay as they are.
 */
export function backflushOf(lines: readonly NeedLine[], progress: Progress, reached: number): ReadonlyMap<Id, Quantity> {
  const wanted = new Map<Id, Quantity>();
  for (const line of lines) {
    if (line.substituteOf !== null || line.issueMethod !== 'backflush' || progress.stepOf(line.opNo) > reached) continue;
    let left = need(line, progress.at(line.opNo)).minus(Quantity.of(line.consumed));
    for (const sub of lines.filter((one) => one.substituteOf === line.id)) {
      if (!left.isPositive) break;
      const most = Quantity.of(sub.standsFor!);
      const mine = Quantity.min(most, left);
      const target = mine.compare(most) === 0 ? Quantity.of(sub.required) : inSubstitute(mine, sub.substituteRatio!, sub.scale);
      const qty = target.minus(Quantity.of(sub.consumed));
      if (qty.isPositive) wanted.set(sub.id, qty);
      left = left.minus(mine);
    }
    if (left.isPositive) wanted.set(line.id, left);
  }
  return wanted;
}
