/** A wave is handed out, an order is let onto the floor: the same code, another word. */
export const orderState = (state: string): string => (state === 'released' ? 'order_released' : state);

/** What is let onto the floor and not over yet. */
export const ON_THE_FLOOR = ['released', 'in_progress', 'on_hold'] as const;
export const RUNNING = ['released', 'in_progress'] as const;
