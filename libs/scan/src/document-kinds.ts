/** Where a document of a kind is kept, who may see it, and by what its scope goes. */
export interface DocumentKind {
  readonly type: string;
  readonly table: string;
  readonly permission: string;
  /** SQL of its warehouses, its partner's id and its work centres, of the row `d`. */
  readonly warehouses: string;
  readonly partner: string;
  readonly centers: string;
}

const kind = (type: string, table: string, permission: string, more: { warehouses?: string; partner?: string; centers?: string } = {}): DocumentKind => ({
  type,
  table,
  permission,
  warehouses: more.warehouses ?? 'ARRAY[d.warehouse_id]',
  partner: more.partner ?? 'NULL::bigint',
  centers: more.centers ?? 'NULL::bigint[]',
});

/** By the letters that its number begins with. A number is a promise: PO-261122-003 cannot be anything else. */
const KINDS: Readonly<Record<string, DocumentKind>> = {
  PO: kind('purchase_order', 'purchase_orders', 'purchase.read', { partner: 'd.supplier_id' }),
  GR: kind('receipt', 'receipts', 'receipt.read', { partner: 'd.supplier_id' }),
  IQ: kind('inspection', 'inspections', 'inspection.read'),
  RS: kind('supplier_return', 'supplier_returns', 'supplier_return.read', { partner: 'd.supplier_id' }),
  SO: kind('sales_order', 'sales_orders', 'sales.read', { partner: 'd.customer_id' }),
  DN: kind('shipment', 'shipments', 'shipment.read', { partner: 'd.customer_id' }),
  WV: kind('wave', 'waves', 'pick.read'),
  RC: kind('customer_return', 'customer_returns', 'customer_return.read', { partner: 'd.customer_id' }),
  TR: kind('transfer', 'transfers', 'transfer.read', { warehouses: 'ARRAY[d.from_warehouse_id, d.to_warehouse_id]' }),
  AD: kind('adjustment', 'adjustments', 'adjustment.read'),
  CC: kind('count_session', 'count_sessions', 'count.read'),
  WO: kind('work_order', 'work_orders', 'wo.read', { centers: 'd.work_center_ids' }),
  RL: kind('recall', 'recalls', 'recall.read', { warehouses: 'd.warehouse_ids' }),
};

/** The code of a step on a travel card: its order's number with the step behind it. */
const STEP = /^(WO-\d{6}-\d{3,9})\/(\d{1,9})$/;
/** A document's number. */
export const numberIn = (text: string): string => text.toUpperCase().replace(STEP, '$1');

/** The step that was scanned with an order's number; null = the order alone. */
export function stepIn(texts: readonly string[], number: string): number | null {
  const steps = texts.map((text) => STEP.exec(text.toUpperCase())).filter((found) => found?.[1] === number);
  return steps.length === 0 ? null : Number(steps[0]![2]);
}

/** The kind of the first text that looks like a document's number. */
export function documentOf(texts: readonly string[]): { readonly prefix: string; readonly kind: DocumentKind; readonly number: string } | null {
  for (const text of texts) {
    const number = numberIn(text);
    const prefix = /^([A-Z]{2})-\d{6}-\d{3,9}$/.exec(number)?.[1];
    const found = prefix === undefined ? undefined : KINDS[prefix];
    if (found) return { prefix: prefix!, kind: found, number };
  }
  return null;
}

export const documentPrefixes = (): readonly string[] => Object.keys(KINDS);
export const documentKind = (prefix: string): DocumentKind => KINDS[prefix]!;
