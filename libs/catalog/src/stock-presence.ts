import type { Tx } from '@anwen/database';

/**
 * Whether stock stands in the way of archiving. The catalog may not look at balances (arrows point down), so whoever
 * archives hands in the answer; nobody can archive without having asked.
 */
export interface StockPresence {
  holdsStockAt(tx: Tx, locationCode: string): Promise<boolean>;
  holdsStockOf(tx: Tx, itemCode: string): Promise<boolean>;
}
