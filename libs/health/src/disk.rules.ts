/** ok < 80 % ≤ warn < 90 % ≤ high < 95 % ≤ full (SPEC-8.5). */
export type DiskLevel = 'ok' | 'warn' | 'high' | 'full';

const STEPS = [
  ['full', 95],
  ['high', 90],
  ['warn', 80],
] as const satisfies readonly (readonly [DiskLevel, number])[];
/** An alert ends two points below its mark, so that a disk at the mark does not ring all night. */
const CALM = 2;

export function levelOf(usedPercent: number): DiskLevel {
  return STEPS.find(([, from]) => usedPercent >= from)?.[0] ?? 'ok';
}

/** What to do about one mark: raise at or above it, resolve well below it, leave in between. */
export function verdictOf(usedPercent: number, mark: 'high' | 'full'): 'raise' | 'resolve' | 'leave' {
  const from = STEPS.find(([level]) => level === mark)![1];
  return usedPercent >= from ? 'raise' : usedPercent < from - CALM ? 'resolve' : 'leave';
}
