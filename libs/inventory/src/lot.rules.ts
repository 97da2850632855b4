import { plainDecimal } from '@anwen/kernel';
import type { LotDto, LotPlaceDto } from './lot.dto';

/** From where each step is possible. Only a recall leads to `recalled`, and only its end leads out of it. */
const STEPS: Readonly<Record<'hold' | 'release' | 'split' | 'merge', readonly string[]>> = {
  hold: ['available', 'quarantine'],
  release: ['hold', 'quarantine'],
  split: ['available', 'quarantine', 'hold'],
  merge: ['available', 'quarantine', 'hold'],
};

export type LotStep = keyof typeof STEPS;

/** The states that a step may start from. */
export const startsOf = (step: LotStep): readonly string[] => STEPS[step];

/** What can be done with a lot of this status. */
export const legalSteps = (status: string): LotStep[] => (Object.keys(STEPS) as LotStep[]).filter((step) => STEPS[step].includes(status));

export type LotShape = Omit<LotDto, 'legal' | 'heldAt'> & { readonly heldAt: Date | null };

/** A lot as the API shows it. */
export function lotView(row: LotShape): LotDto {
  const locations = row.locations.map((place: LotPlaceDto) => ({ ...place, onHand: plainDecimal(place.onHand), reserved: plainDecimal(place.reserved) }));
  return { ...row, onHand: plainDecimal(row.onHand), locations, heldAt: row.heldAt?.toISOString() ?? null, legal: legalSteps(row.status) };
}
