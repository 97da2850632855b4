import { catalogErrors } from './catalog.errors';
import { complaint, type Complaint } from './refusals';

/** What may follow a state; anything else is refused with this list. */
export const BOM_TRANSITIONS: Readonly<Record<string, readonly string[]>> = { draft: ['active'], active: ['obsolete'], obsolete: [] };

/** @throws catalog.bom_transition */
export function requireTransition(from: string, to: string): void {
  const legal = BOM_TRANSITIONS[from] ?? [];
  if (!legal.includes(to)) throw catalogErrors.bom_transition({ state: from, legal: legal.join(', ') || '-' });
}

interface Period {
  readonly component: string;
  readonly validFrom: string;
  /** Last day, inclusive; null or absent = open end. */
  readonly validTo?: string | null;
}

/** True when the line holds on the day; both ends belong to the period. */
export function holdsOn(line: Omit<Period, 'component'>, day: string): boolean {
  return line.validFrom <= day && (line.validTo == null || day <= line.validTo);
}

/** Reversed periods, and periods of one component that share a day. ISO dates sort as text. */
export function periodComplaints(lines: readonly Period[], at: string): Complaint[] {
  const found: Complaint[] = [];
  const byComponent = new Map<string, { line: Period; i: number }[]>();
  lines.forEach((line, i) => {
    if (line.validTo != null && line.validTo < line.validFrom) found.push(complaint(catalogErrors.period_reversed, `${at}/lines/${i}/validTo`));
    const same = byComponent.get(line.component);
    if (same) same.push({ line, i });
    else byComponent.set(line.component, [{ line, i }]);
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
