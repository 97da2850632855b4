import type { DocumentRef, ItemRef, NamedRef } from '@anwen/client';

export const ORDER_STATES = ['draft', 'approved', 'partially_received', 'received', 'closed', 'cancelled'] as const;
export const RECEIPT_STATES = ['draft', 'receiving', 'received', 'putaway', 'closed', 'cancelled'] as const;
export const PUTAWAY_STATES = ['open', 'claimed', 'done', 'cancelled'] as const;
export const INSPECTION_STATES = ['open', 'passed', 'failed', 'conditional', 'dispositioned', 'cancelled'] as const;

export interface PurchaseOrderRow {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly supplier: NamedRef;
  readonly warehouse: NamedRef;
  readonly orderedOn: string;
  readonly expectedOn: string | null;
  readonly currency: string;
  readonly externalRef: string | null;
  readonly lineCount: number;
  readonly receivedPct: number;
  readonly total: string | null;
  readonly createdAt: string;
}

export interface PurchaseOrderLine {
  readonly id: string;
  readonly lineNo: number;
  readonly item: ItemRef;
  readonly qty: string;
  readonly uom: string;
  readonly qtyBase: string;
  readonly price: string | null;
  readonly dueOn: string | null;
  readonly tolerancePct: string | null;
  readonly receivedQty: string;
  readonly rejectedQty: string;
  readonly openQty: string;
}

export interface PurchaseOrder extends PurchaseOrderRow {
  readonly note: string | null;
  readonly createdBy: string;
  readonly rowVersion: number;
  readonly legal: readonly string[];
  readonly lines: readonly PurchaseOrderLine[];
}

export interface ReceiptRow {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly supplier: NamedRef | null;
  readonly warehouse: NamedRef;
  readonly dock: NamedRef | null;
  readonly purchaseOrder: DocumentRef | null;
  readonly deliveryNote: string | null;
  readonly carrier: string | null;
  readonly lineCount: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly createdAt: string;
}

export interface LotRef {
  readonly id?: string;
  readonly code: string;
  readonly expiresOn?: string | null;
}

/** What an order still expects. */
export type ExpectedLine = Omit<PurchaseOrderLine, 'price' | 'tolerancePct' | 'rejectedQty'>;

export interface ReceiptLine {
  readonly id: string;
  readonly lineNo: number;
  readonly poLineId: string | null;
  readonly item: ItemRef;
  readonly receivedQty: string;
  readonly rejectedQty: string;
  readonly enteredQty: string;
  readonly uom: string;
  readonly lot: LotRef | null;
  readonly supplierLot: string | null;
  readonly expiresOn: string | null;
  readonly serials: readonly string[];
  readonly status: string;
  readonly reversedAt: string | null;
  readonly postingId: string | null;
  readonly receivedAt: string;
  readonly receivedBy: string;
}

export interface Receipt extends ReceiptRow {
  readonly createdBy: string;
  readonly rowVersion: number;
  readonly legal: readonly string[];
  readonly expected: readonly ExpectedLine[];
  readonly lines: readonly ReceiptLine[];
  readonly inspections: readonly (DocumentRef & { readonly state: string })[];
  readonly putaway: { readonly open: number; readonly done: number };
}

export interface PutawayTask {
  readonly id: string;
  readonly state: string;
  readonly receipt: DocumentRef | null;
  readonly item: ItemRef;
  readonly lot: LotRef | null;
  readonly serial: LotRef | null;
  readonly qty: string;
  readonly doneQty: string;
  readonly from: NamedRef;
  readonly suggested: NamedRef | null;
  readonly suggestedWhy: { readonly code: string; readonly zh: string; readonly en: string } | null;
  readonly assignee: string | null;
  readonly mine: boolean;
  readonly leaseUntil: string | null;
}

export interface InspectionRow {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly receipt: DocumentRef;
  readonly item: ItemRef;
  readonly lot: LotRef | null;
  readonly qty: string;
  readonly sampleQty: string | null;
  readonly passedQty: string | null;
  readonly failedQty: string | null;
}

export interface Inspection extends InspectionRow {
  readonly dispositions: readonly { readonly action: string; readonly qty: string; readonly postingId: string | null }[];
  readonly note: string | null;
  readonly legal: readonly string[];
  readonly rowVersion: number;
}
