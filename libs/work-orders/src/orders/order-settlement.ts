import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import type { WorkOrderRow } from './work-order.store';

/**
 * What has to be settled before an order is completed: consumption that no report's output has taken is linked to the output
 * (I-16). The room of production provides it; an installation without that room has nothing to settle.
 */
export interface OrderSettlement {
  settle(tx: Tx, actor: Actor, order: WorkOrderRow): Promise<void>;
}

export const ORDER_SETTLEMENT = Symbol('ORDER_SETTLEMENT');
