import type { StockPresence } from '@anwen/catalog';
import type { LedgerService } from '@anwen/inventory';

/** Answers the catalog's question with the inventory's balances: the door knows both, they do not know each other. */
export function stockPresence(ledger: LedgerService): StockPresence {
  return {
    holdsStockAt: async (tx, location) => (await ledger.balances(tx, { location, limit: 1 })).items.length > 0,
    holdsStockOf: async (tx, itemCode) => (await ledger.balances(tx, { itemCode, limit: 1 })).items.length > 0,
  };
}
