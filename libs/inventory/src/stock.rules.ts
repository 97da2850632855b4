import { Quantity, type Id } from '@anwen/kernel';

export const STOCK_STATUSES = ['available', 'qc', 'hold', 'damaged'] as const;
export type StockStatus = (typeof STOCK_STATUSES)[number];

/** Number of a bucket in the ledger (migration 003). */
export function statusNumber(status: StockStatus | undefined): number {
  return status === undefined ? 0 : STOCK_STATUSES.indexOf(status);
}

export function statusName(number: number): StockStatus {
  return STOCK_STATUSES[number] ?? 'available';
}

/** Places where stock leaves for use: only good, unexpired lots may go there. */
const USES = new Set(['PRODUCTION', 'CUSTOMER']);

export function consumesStock(toLocationCode: string): boolean {
  return USES.has(toLocationCode);
}

/** Free stock of one key that FEFO may choose from. */
export interface Candidate {
  readonly lotId: Id;
  readonly serialId: Id;
  readonly locationId: Id;
  /** YYYY-MM-DD; null = never expires. */
  readonly expiresOn: string | null;
  readonly pickSeq: number;
  readonly free: Quantity;
}

/** First expired, first out: earlier expiry first, no expiry last, then the picking route, then age (lot id). */
export function fefoOrder(a: Candidate, b: Candidate): number {
  const expiry = (a.expiresOn ?? '9999-12-31').localeCompare(b.expiresOn ?? '9999-12-31');
  if (expiry !== 0) return expiry;
  if (a.pickSeq !== b.pickSeq) return a.pickSeq - b.pickSeq;
  return compareIds(a.lotId, b.lotId) || compareIds(a.locationId, b.locationId) || compareIds(a.serialId, b.serialId);
}

/** Takes `wanted` from the candidates in FEFO order; `missing` is what they could not give. */
export function allocateFefo<C extends Candidate>(candidates: readonly C[], wanted: Quantity): { taken: { from: C; qty: Quantity }[]; missing: Quantity } {
  const taken: { from: C; qty: Quantity }[] = [];
  let missing = wanted;
  for (const from of [...candidates].sort(fefoOrder)) {
    if (!missing.isPositive) break;
    if (!from.free.isPositive) continue;
    const qty = Quantity.min(from.free, missing);
    taken.push({ from, qty });
    missing = missing.minus(qty);
  }
  return { taken, missing };
}

/** Ids are bigint texts: shorter is smaller, then by digits. */
export function compareIds(a: Id, b: Id): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Day on which a lot made on `madeOn` expires. Both are calendar days; no time zone takes part. */
export function expiryOf(madeOn: string, shelfLifeDays: number): string {
  const day = new Date(`${madeOn}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + shelfLifeDays);
  return day.toISOString().slice(0, 10);
}
