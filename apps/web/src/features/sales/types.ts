import type { DocumentRef, ItemRef, NamedRef } from '@anwen/client';

export const SALES_STATES = ['draft', 'confirmed', 'partially_shipped', 'shipped', 'closed', 'cancelled'] as const;
export const SHIPMENT_STATES = ['draft', 'partially_allocated', 'allocated', 'picking', 'picked', 'packed', 'shipped', 'delivered', 'cancelled'] as const;
export const TASK_STATES = ['open', 'claimed', 'done', 'short', 'cancelled'] as const;

interface Coded {
  readonly id?: string;
  readonly code: string;
  readonly expiresOn?: string | null;
}

export interface SalesOrderRow {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly customer: NamedRef;
  readonly warehouse: NamedRef;
  readonly orderedOn: string;
  readonly dueOn: string | null;
  readonly currency: string;
  readonly externalRef: string | null;
  readonly backorderPolicy: 'backorder' | 'cancel_rest';
  readonly lineCount: number;
  readonly shippedPct: number;
  readonly total: string | null;
  readonly createdAt: string;
}

export interface SalesOrderLine {
  readonly id: string;
  readonly lineNo: number;
  readonly item: ItemRef;
  readonly qty: string;
  readonly uom: string;
  readonly qtyBase: string;
  readonly price: string | null;
  readonly minRemainingDays: number | null;
  readonly allocatedQty: string;
  readonly shippedQty: string;
  readonly openQty: string;
}

export interface SalesOrder extends SalesOrderRow {
  readonly note: string | null;
  readonly createdBy: string;
  readonly rowVersion: number;
  readonly legal: readonly string[];
  readonly lines: readonly SalesOrderLine[];
  readonly shipments: readonly (DocumentRef & { readonly state: string })[];
}

export interface ShipmentRow {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly salesOrder: DocumentRef | null;
  readonly customer: NamedRef;
  readonly warehouse: NamedRef;
  readonly stage: NamedRef | null;
  readonly wave: DocumentRef | null;
  readonly shipBy: string | null;
  readonly carrier: string | null;
  readonly tracking: string | null;
  readonly lineCount: number;
  readonly createdAt: string;
  readonly shippedAt: string | null;
}

export interface Allocation {
  readonly reservationId: string;
  readonly location: NamedRef;
  readonly lot: Coded | null;
  readonly serial: Coded | null;
  readonly expiresOn: string | null;
  readonly qty: string;
}

export interface ShipmentLine {
  readonly id: string;
  readonly lineNo: number;
  readonly soLineId: string | null;
  readonly item: ItemRef;
  readonly qty: string;
  readonly allocatedQty: string;
  readonly pickedQty: string;
  readonly shippedQty: string;
  readonly shortQty: string;
  readonly allocations: readonly Allocation[];
}

export interface PackageContent {
  readonly lineId: string;
  readonly itemCode: string;
  readonly lot: string | Coded | null;
  readonly serial: string | Coded | null;
  readonly qty: string;
}

export interface ShipmentPackage {
  readonly id: string;
  readonly sscc: string;
  readonly state: 'open' | 'closed';
  readonly weightKg: string | null;
  readonly contents: readonly PackageContent[];
}

export interface Shipment extends ShipmentRow {
  readonly note: string | null;
  readonly createdBy: string;
  readonly rowVersion: number;
  readonly legal: readonly string[];
  readonly lines: readonly ShipmentLine[];
  readonly packages: readonly ShipmentPackage[];
  readonly tasks: { readonly open: number; readonly claimed: number; readonly done: number; readonly short: number };
}

export interface PickTask {
  readonly id: string;
  readonly kind: 'pick' | 'put_back';
  readonly state: string;
  readonly shipment: DocumentRef;
  readonly wave: DocumentRef | null;
  readonly item: ItemRef;
  readonly lot: Coded | null;
  readonly serial: Coded | null;
  readonly expiresOn: string | null;
  readonly qty: string;
  readonly pickedQty: string;
  readonly from: NamedRef;
  readonly to: NamedRef;
  readonly routeSeq: number | null;
  readonly assignee: string | null;
  readonly mine: boolean;
  readonly leaseUntil: string | null;
  readonly shortReason: string | null;
}
