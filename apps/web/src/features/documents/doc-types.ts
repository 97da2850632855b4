import type { zhHant } from '../../i18n/zh-Hant';

type DocType = keyof typeof zhHant.docType;

/** Where the document of a posting can be read; tasks have no page of their own. */
export const PAGES = {
  receipt: '/receipts/$id',
  putaway: '/receipts/$id',
  inspection: '/inspections/$id',
  supplier_return: '/supplier-returns/$id',
  so: '/sales-orders/$id',
  shipment: '/shipments/$id',
  pick: undefined,
  customer_return: '/customer-returns/$id',
  transfer: '/transfers/$id',
  move: undefined,
  adjustment: '/adjustments/$id',
  count: '/counts/$id',
  replenishment: undefined,
  lot: undefined,
  recall: '/recalls/$id',
  work_order: '/work-orders/$id',
} as const satisfies Record<DocType, string | undefined>;

export const isDocType = (type: string): type is DocType => Object.hasOwn(PAGES, type);
