import type { StockPresence } from '@anwen/catalog';
import type { LedgerService } from '@anwen/inventory';

/** Answers the catalog's question whether stock stands in the way, as the api does for its archive routes. */
export function stockPresence(ledger: LedgerService): StockPresence {
  return {
    holdsStockAt: async (tx, location) => (await ledger.balances(tx, { location, limit: 1 })).items.length > 0,
    holdsStockOf: async (tx, itemCode) => (await ledger.balances(tx, { itemCode, limit: 1 })).items.length > 0,
  };
}
