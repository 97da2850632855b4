import type { PurchaseOrderDto, PurchaseOrderLineDto } from './purchase-order.dto';

/** More than these nobody reads in a log; the order itself tells the rest. */
const LINES_TOLD = 100;

/** What an edit changed, for the audit. Whoever reads the log may not see prices, so it says of them only that they changed. */
export function orderDiff(before: PurchaseOrderDto, after: PurchaseOrderDto): object {
  const lines = changedLines(before.lines, after.lines);
  return { ...changedFields(headOf(before), headOf(after)), ...(lines.length > 0 ? { lines: lines.slice(0, LINES_TOLD) } : {}) };
}

const headOf = ({ supplier, warehouse, orderedOn, expectedOn, currency, externalRef, note }: PurchaseOrderDto): Record<string, string | null> => ({
  supplier: supplier.code,
  warehouse: warehouse.code,
  orderedOn,
  expectedOn,
  currency,
  externalRef,
  note,
});

function changedFields(before: Record<string, string | null>, after: Record<string, string | null>): object {
  const changed = Object.keys(after).filter((field) => before[field] !== after[field]);
  return Object.fromEntries(changed.map((field) => [field, { before: before[field], after: after[field] }]));
}

function changedLines(before: readonly PurchaseOrderLineDto[], after: readonly PurchaseOrderLineDto[]): object[] {
  const told: object[] = [];
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    const [old, now] = [before[i], after[i]];
    const priceChanged = old !== undefined && now !== undefined && old.price !== now.price;
    const texts = { before: old ? textOf(old) : null, after: now ? textOf(now) : null };
    if (texts.before !== texts.after || priceChanged) told.push({ lineNo: i + 1, ...texts, ...(priceChanged ? { priceChanged } : {}) });
  }
  return told;
}

const textOf = ({ item, qty, uom, dueOn, tolerancePct }: PurchaseOrderLineDto): string =>
  [item.code, qty, uom, ...(dueOn === null ? [] : [dueOn]), ...(tolerancePct === '0' ? [] : [`+${tolerancePct}%`])].join(' ');
