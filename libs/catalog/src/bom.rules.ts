import type { AppError, Id } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';
import { complaint, type Complaint } from './refusals';
import { legalVerbs, versionMachine, type VersionState } from './version-states.rules';

/** Planned scrap in percent; the columns hold three digits before the point, and ten times the need lost is a typing error. */
export const SCRAP_BELOW = 1000;
/** Of a substitute, as its column holds it: nine digits before the point. */
export const RATIO_BELOW = 1_000_000_000;

/** @throws catalog.bom_transition */
export function requireVerb(state: string, verb: 'activate' | 'obsolete'): void {
  if (versionMachine.next(state as VersionState, verb) === undefined) throw catalogErrors.bom_transition({ state, legal: legalVerbs(state) });
}

interface Period {
  readonly component: string;
  /** The same component may serve at two operations, and be needed once as well as for every unit. */
  readonly opNo?: number | null;
  readonly qtyKind?: string;
  readonly validFrom: string;
  /** Last day, inclusive; null or absent = open end. */
  readonly validTo?: string | null;
}

/** True when the line holds on the day; both ends belong to the period. */
export function holdsOn(line: Pick<Period, 'validFrom' | 'validTo'>, day: string): boolean {
  return line.validFrom <= day && (line.validTo == null || day <= line.validTo);
}

/** Reversed periods, and periods of one component in one use that share a day. ISO dates sort as text. */
export function periodComplaints(lines: readonly Period[], at: string): Complaint[] {
  const found: Complaint[] = [];
  const byComponent = new Map<string, { line: Period; i: number }[]>();
  lines.forEach((line, i) => {
    if (line.validTo != null && line.validTo < line.validFrom) found.push(complaint(catalogErrors.period_reversed, `${at}/lines/${i}/validTo`));
    const use = JSON.stringify([line.component, line.opNo ?? null, line.qtyKind ?? 'per_unit']);
    const same = byComponent.get(use);
    if (same) same.push({ line, i });
    else byComponent.set(use, [{ line, i }]);
  });
  for (const same of byComponent.values()) {
    same.sort((a, b) => (a.line.validFrom < b.line.validFrom ? -1 : 1));
    same.forEach(({ line, i }, n) => {
      const before = same[n - 1]?.line;
      if (before && holdsOn(before, line.validFrom))
        found.push(complaint(catalogErrors.bom_overlap, `${at}/lines/${i}/validFrom`, { component: line.component }));
    });
  }
  return found;
}

/** Days of validity of a whole bill, both included; null = without end. */
export interface Validity {
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export function validityTaken({ version, validFrom, validTo }: ActiveBill): AppError {
  return catalogErrors.bom_validity_taken({ version, from: validFrom ?? '…', to: validTo ?? '…' });
}

/** True when both hold on some day. */
export function shareADay(a: Validity, b: Validity): boolean {
  const startsInTime = (x: Validity, y: Validity): boolean => x.validFrom === null || y.validTo === null || x.validFrom <= y.validTo;
  return startsInTime(a, b) && startsInTime(b, a);
}

export interface ActiveBill extends Validity {
  readonly id: Id;
  readonly version: number;
}

/**
 * What becomes of an active bill when another one takes days from it: it ends the day before, or is obsolete when no day
 * of its own is left before. A bill that would go on afterwards is not cut in two.
 * @throws catalog.bom_validity_taken
 */
export function yieldTo(
  next: Validity,
  old: ActiveBill,
): { readonly id: Id; readonly validTo: string | null; readonly state: 'active' | 'obsolete' } | undefined {
  if (!shareADay(next, old)) return undefined;
  const goesOn = next.validTo !== null && (old.validTo === null || old.validTo > next.validTo);
  if (goesOn) throw validityTaken(old);
  const begins = next.validFrom !== null && (old.validFrom === null || old.validFrom < next.validFrom);
  return begins ? { id: old.id, validTo: dayBefore(next.validFrom), state: 'active' } : { id: old.id, validTo: old.validTo, state: 'obsolete' };
}

export type Owned = ActiveBill & { readonly itemId: Id };
export type GivingWay = NonNullable<ReturnType<typeof yieldTo>>;

/**
 * Bills become active one after another. Answers which active ones give way, and which of the new ones are active in the
 * end: a later one of the same load may take the days of an earlier one. @throws catalog.bom_validity_taken
 */
export function succession(actives: readonly Owned[], next: readonly Owned[]): { givingWay: GivingWay[]; staying: Id[] } {
  const giving = new Map<Id, GivingWay>();
  const holding = new Map<Id, Owned[]>();
  for (const bill of actives) holding.set(bill.itemId, [...(holding.get(bill.itemId) ?? []), bill]);
  for (const bill of next) {
    const kept: Owned[] = [];
    for (const old of holding.get(bill.itemId) ?? []) {
      const change = yieldTo(bill, old);
      if (change) giving.set(old.id, change);
      if (change?.state !== 'obsolete') kept.push(change ? { ...old, validTo: change.validTo } : old);
    }
    holding.set(bill.itemId, [...kept, bill]);
  }
  return { givingWay: [...giving.values()], staying: next.filter((bill) => giving.get(bill.id)?.state !== 'obsolete').map((bill) => bill.id) };
}

/**
 * What bills become active with: one without a first day that would take days from an active one begins today, for what
 * has been made was made by the other. @throws catalog.bom_validity_taken when its last day is over by then
 */
export function beginningToday<T extends Owned>(next: readonly T[], actives: readonly Owned[], today: string): T[] {
  return next.map((bill) => {
    const old = bill.validFrom === null ? actives.find((one) => one.itemId === bill.itemId && shareADay(one, bill)) : undefined;
    if (!old) return bill;
    if (bill.validTo !== null && bill.validTo < today) throw validityTaken(old);
    return { ...bill, validFrom: today };
  });
}

/** Days of a new version that says what another says: it never takes days that are over. Without a first day it begins when it becomes active. */
export function daysOfCopy({ validFrom, validTo }: Validity, today: string): Validity {
  return { validFrom: validFrom !== null && validFrom > today ? validFrom : null, validTo: validTo !== null && validTo >= today ? validTo : null };
}

/** Of a load: true when a later version holds already on some of its days. */
export function isOutdated(bill: Owned, actives: readonly Owned[]): boolean {
  return actives.some((old) => old.itemId === bill.itemId && old.version > bill.version && shareADay(old, bill));
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/**
 * A cycle among "is made of" edges as the codes along it, the first repeated at the end; undefined when there is none.
 * Validity is left aside on purpose: two bills that contain each other in different years are refused as well, because
 * nobody could say any more what such an item is made of. Iterative: a deep chain must not overflow the stack.
 */
export function findCycle(edges: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    const stack: { code: string; leave: boolean }[] = [{ code: start, leave: false }];
    for (let step = stack.pop(); step; step = stack.pop()) {
      if (step.leave) {
        onPath.delete(path.pop()!);
        done.add(step.code);
      } else if (onPath.has(step.code)) {
        return [...path.slice(path.indexOf(step.code)), step.code];
      } else if (!done.has(step.code)) {
        path.push(step.code);
        onPath.add(step.code);
        stack.push({ code: step.code, leave: true });
        for (const next of edges.get(step.code) ?? []) stack.push({ code: next, leave: false });
      }
    }
  }
  return undefined;
}
