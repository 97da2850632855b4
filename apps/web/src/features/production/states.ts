import { stateOf } from '../documents/states';

export const orderState = (state: string): string => stateOf('/work-orders', state);

/** What is let onto the floor and not over yet. */
export const ON_THE_FLOOR = ['released', 'in_progress', 'on_hold'] as const;
export const RUNNING = ['released', 'in_progress'] as const;
