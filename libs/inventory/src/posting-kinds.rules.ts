import type { EventType } from './ledger-posting';

/** What a client may post. */
export const POSTING_TYPES = ['receipt', 'issue', 'transfer', 'adjust', 'status'] as const;
export type PostingType = (typeof POSTING_TYPES)[number];
/** What documents post besides; opening stock comes from an import alone. A client's posting never names these. */
export type DocumentKind =
  | 'opening'
  | 'putaway'
  | 'pick'
  | 'ship'
  | 'customer_return'
  | 'supplier_return'
  | 'scrap'
  | 'count'
  | 'dispatch'
  | 'arrival'
  | 'replenish'
  | 'relabel'
  | 'material'
  | 'backflush'
  | 'material_return'
  | 'produce';
export type PostingKind = PostingType | DocumentKind;

export interface PostingTypeRule {
  readonly event: EventType;
  /** Needed unless the document names its own. */
  readonly permission: string;
  /** Virtual place that stands in when a side is not named. */
  readonly from: string | null;
  readonly to: string | null;
  /** Virtual places that may be named on that side; none = only real ones. */
  readonly virtualFrom: readonly string[];
  readonly virtualTo: readonly string[];
  readonly needsReason: boolean;
  /** Domains that a reason may come from. */
  readonly reasons: readonly string[];
  /** Only available stock of good, unexpired lots, although it does not leave the house yet. */
  readonly goodLotsOnly: boolean;
  /** A side may be named that the type fixes as virtual: stock is found or lost. */
  readonly isAdjustment: boolean;
  /** A lot becomes another: what goes into CONVERSION comes out of it in the same posting. */
  readonly isRelabelling: boolean;
  /** The document records its own audit event, which names the posting. */
  readonly hasDocument: boolean;
  /** Places under way may take part: what stands there belongs to a transfer, and nobody else touches it. */
  readonly mayBeUnderWay: boolean;
}

const PLAIN = {
  from: null,
  to: null,
  virtualFrom: [],
  virtualTo: [],
  needsReason: false,
  reasons: [],
  goodLotsOnly: false,
  isAdjustment: false,
  isRelabelling: false,
  hasDocument: false,
  mayBeUnderWay: false,
} satisfies Partial<PostingTypeRule>;
const OF_DOCUMENT = { ...PLAIN, hasDocument: true };

/** Every kind of posting, as a table. */
export const POSTING_RULES: Readonly<Record<PostingKind, PostingTypeRule>> = {
  receipt: {
    ...PLAIN,
    event: 'RECEIPT',
    permission: 'stock.receive',
    from: 'SUPPLIER',
    virtualFrom: ['SUPPLIER', 'CUSTOMER', 'PRODUCTION'],
    reasons: ['return', 'adjust'],
  },
  issue: {
    ...PLAIN,
    event: 'ISSUE',
    permission: 'stock.issue',
    to: 'PRODUCTION',
    virtualTo: ['PRODUCTION', 'CUSTOMER', 'SUPPLIER', 'SCRAP'],
    reasons: ['scrap', 'return', 'adjust', 'short_pick'],
  },
  transfer: { ...PLAIN, event: 'TRANSFER', permission: 'stock.transfer', reasons: ['hold', 'return', 'adjust'] },
  adjust: {
    ...PLAIN,
    event: 'ADJUST',
    permission: 'stock.adjust',
    from: 'ADJUSTMENT',
    to: 'ADJUSTMENT',
    virtualFrom: ['ADJUSTMENT'],
    virtualTo: ['ADJUSTMENT', 'SCRAP'],
    needsReason: true,
    reasons: ['adjust', 'scrap', 'count'],
    isAdjustment: true,
  },
  status: { ...PLAIN, event: 'STATUS', permission: 'stock.status', reasons: ['hold', 'scrap', 'return'] },
  opening: { ...PLAIN, event: 'OPENING', permission: 'stock.receive', from: 'OPENING', virtualFrom: ['OPENING'] },
  putaway: { ...OF_DOCUMENT, event: 'PUTAWAY', permission: 'putaway.confirm', reasons: ['adjust', 'hold', 'return'] },
  pick: { ...OF_DOCUMENT, event: 'PICK', permission: 'pick.confirm', reasons: ['short_pick'], goodLotsOnly: true },
  ship: { ...OF_DOCUMENT, event: 'SHIP', permission: 'shipment.ship', to: 'CUSTOMER', virtualTo: ['CUSTOMER'], reasons: ['short_pick'] },
  customer_return: {
    ...OF_DOCUMENT,
    event: 'RECEIPT',
    permission: 'customer_return.receive',
    from: 'CUSTOMER',
    virtualFrom: ['CUSTOMER'],
    reasons: ['return'],
  },
  supplier_return: {
    ...OF_DOCUMENT,
    event: 'ISSUE',
    permission: 'supplier_return.write',
    to: 'SUPPLIER',
    virtualTo: ['SUPPLIER'],
    reasons: ['return', 'hold', 'scrap', 'adjust'],
  },
  scrap: { ...OF_DOCUMENT, event: 'SCRAP', permission: 'stock.adjust', to: 'SCRAP', virtualTo: ['SCRAP'], reasons: ['scrap', 'adjust', 'return', 'hold'] },
  count: {
    ...OF_DOCUMENT,
    event: 'COUNT',
    permission: 'count.approve',
    from: 'ADJUSTMENT',
    to: 'ADJUSTMENT',
    virtualFrom: ['ADJUSTMENT'],
    virtualTo: ['ADJUSTMENT'],
    reasons: ['count', 'adjust'],
    isAdjustment: true,
  },
  dispatch: { ...OF_DOCUMENT, event: 'TRANSFER', permission: 'transfer.dispatch', mayBeUnderWay: true },
  arrival: { ...OF_DOCUMENT, event: 'TRANSFER', permission: 'transfer.receive', mayBeUnderWay: true },
  replenish: { ...OF_DOCUMENT, event: 'TRANSFER', permission: 'replenishment.confirm' },
  // A work order: material that goes in by hand or by report, what is left over, and what comes out.
  material: { ...OF_DOCUMENT, event: 'ISSUE', permission: 'material.issue', to: 'PRODUCTION', virtualTo: ['PRODUCTION'], goodLotsOnly: true },
  backflush: { ...OF_DOCUMENT, event: 'BACKFLUSH', permission: 'production.report', to: 'PRODUCTION', virtualTo: ['PRODUCTION'], goodLotsOnly: true },
  material_return: {
    ...OF_DOCUMENT,
    event: 'RECEIPT',
    permission: 'material.issue',
    from: 'PRODUCTION',
    virtualFrom: ['PRODUCTION'],
    reasons: ['return', 'adjust'],
  },
  produce: { ...OF_DOCUMENT, event: 'PRODUCE', permission: 'production.report', from: 'PRODUCTION', virtualFrom: ['PRODUCTION'], reasons: ['scrap', 'hold'] },
  relabel: {
    ...OF_DOCUMENT,
    event: 'SPLIT',
    permission: 'lot.write',
    virtualFrom: ['CONVERSION'],
    virtualTo: ['CONVERSION'],
    isRelabelling: true,
  },
};
