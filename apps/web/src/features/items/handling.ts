import type { Item } from '@anwen/client';

/** How the warehouse treats an item: what the generated contract is about to say. */
export interface Handling {
  readonly overReceiptPct?: string;
  readonly qcOnReceipt?: boolean;
  readonly minRemainingDaysIn?: number;
  readonly minRemainingDaysOut?: number;
  readonly defaultLocation?: { readonly code: string; readonly name: string } | null;
}

export const handlingOf = (item: Item): Handling => item as Item & Handling;
