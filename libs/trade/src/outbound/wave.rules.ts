import { defineMachine } from '@anwen/kernel';
import type { ShipmentState } from './shipment.rules';

export const WAVE_STATES = ['draft', 'released', 'done', 'cancelled'] as const;
export type WaveState = (typeof WAVE_STATES)[number];

/** A released wave is done with its last task; that is seen in its tasks and stored nowhere. */
export const waveMachine = defineMachine<WaveState>()({
  release: { from: ['draft'], to: 'released' },
  cancel: { from: ['draft', 'released'], to: 'cancelled' },
});

/** Shipments that a wave can still take to the floor. */
export function isFitForWave(state: ShipmentState): boolean {
  return state === 'allocated' || state === 'partially_allocated';
}
