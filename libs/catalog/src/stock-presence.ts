import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

/**
 * Whether stock stands in the way of archiving. The catalog may not look at balances (arrows point down), so whoever
 * archives hands in the answer; nobody can archive without having asked.
 */
export interface StockPresence {
  holdsStockAt(tx: Tx, locationId: Id): Promise<boolean>;
  holdsStockOf(tx: Tx, itemId: Id): Promise<boolean>;
}
