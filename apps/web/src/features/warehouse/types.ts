import type { DocumentRef, ItemRef, NamedRef } from '@anwen/client';

export interface CountSession {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly plan: { readonly id: string; readonly name: string } | null;
  readonly warehouse: NamedRef;
  readonly blind: boolean;
  readonly createdBy: string;
  readonly approvedBy: string | null;
  readonly tasks: { readonly total: number; readonly done: number };
  readonly lines: { readonly counted: number; readonly differing: number; readonly open: number; readonly conflicts: number } | null;
  readonly varianceValue: string | null;
  readonly legal: readonly string[];
  readonly rowVersion: number;
  readonly createdAt: string;
  readonly postedAt: string | null;
}

export interface CountTask {
  readonly id: string;
  readonly session: DocumentRef;
  readonly location: NamedRef;
  readonly state: string;
  readonly round: number;
  readonly assignee: string | null;
  readonly mine: boolean;
  readonly leaseUntil: string | null;
  readonly entries?: readonly CountEntry[];
}

/** What a person has counted; never what the system expects (I-24). */
export interface CountEntry {
  readonly id: string;
  readonly item: ItemRef;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly status: string;
  readonly qty: string;
  readonly enteredQty: string;
  readonly enteredUom: string;
}

export interface Variance {
  readonly id: string;
  readonly taskId: string;
  readonly location: NamedRef;
  readonly item: ItemRef;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly status: string;
  readonly expectedQty: string;
  readonly countedQty: string;
  readonly varianceQty: string;
  readonly varianceValue: string | null;
  readonly counter: string;
  readonly withinTolerance: boolean;
  readonly needsRecount: boolean;
  /** Moved between two entries of one visit: the counter may have counted it twice or not at all. */
  readonly moved: boolean;
  readonly uncertain: boolean;
  readonly recounts: number;
  readonly decision: string | null;
  readonly conflict: string | null;
}

export interface TransferLine {
  readonly id: string;
  readonly lineNo: number;
  readonly item: ItemRef;
  readonly lot: string | null;
  readonly serials: readonly string[];
  readonly qty: string;
  readonly receivedQty: string;
  readonly from: NamedRef;
  readonly to: NamedRef | null;
}

export interface TransferRow {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly fromWarehouse: NamedRef;
  readonly toWarehouse: NamedRef;
  readonly createdBy: string;
  readonly dispatchedAt: string | null;
  readonly receivedAt: string | null;
}

export interface Transfer extends TransferRow {
  readonly transit: NamedRef | null;
  readonly note?: string | null;
  readonly lines: readonly TransferLine[];
  readonly legal: readonly string[];
  readonly rowVersion: number;
}

export interface AdjustmentLine {
  readonly item: ItemRef;
  readonly location: NamedRef | null;
  readonly lot: string | null;
  readonly serials: readonly string[];
  readonly status: string;
  readonly qtyChange: string;
  readonly value: string | null;
}

export interface Adjustment {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly reason: { readonly code: string; readonly labelZh: string; readonly labelEn: string };
  readonly note: string | null;
  readonly value: string | null;
  readonly requestedBy: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionNote: string | null;
  readonly lines?: readonly AdjustmentLine[];
  readonly postingId: string | null;
  readonly legal: readonly string[];
  readonly rowVersion: number;
}

/** An operation done offline that the server could not apply as it was meant. */
export interface Conflict {
  readonly id: string;
  readonly state: string;
  readonly type: string;
  readonly operator: string;
  readonly device: { readonly id: string; readonly name: string } | null;
  readonly problemCode: string | null;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly resolvedBy: string | null;
  readonly resolution: string | null;
}
