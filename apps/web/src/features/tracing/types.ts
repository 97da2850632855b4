import type { ItemRef, NamedRef } from '@anwen/client';

export const LOT_STATUSES = ['available', 'quarantine', 'hold', 'recalled', 'consumed'] as const;

export interface Lot {
  readonly id: string;
  readonly code: string;
  readonly item: ItemRef;
  readonly supplierLot: string | null;
  readonly madeOn: string | null;
  readonly expiresOn: string | null;
  readonly status: string;
  readonly statusReason: string | null;
  readonly rowVersion: number;
  readonly onHand?: string;
}

export interface TraceNode {
  readonly key: string;
  readonly kind: string;
  readonly id: string | null;
  readonly code: string;
  readonly item: ItemRef | null;
  readonly status: string | null;
  readonly docType?: string | null;
  readonly qty: string | null;
  readonly at: string | null;
  readonly partner: Partial<NamedRef> | null;
  readonly depth: number;
}

export interface TraceEdge {
  readonly from: string;
  readonly to: string;
  readonly qty: string | null;
  readonly postingId: string | null;
}

export interface Trace {
  readonly root: string;
  readonly nodes: readonly TraceNode[];
  readonly edges: readonly TraceEdge[];
  readonly hidden?: number;
  readonly truncated: boolean;
  readonly archivedThrough: string | null;
}

export interface Recall {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly mock: boolean;
  readonly reason: string;
  readonly closedBy?: string | null;
  readonly outcome?: 'release' | 'scrap' | 'keep_held' | null;
  readonly closeReason?: string | null;
  readonly roots: readonly { readonly id: string; readonly code: string; readonly item: { readonly code: string; readonly name?: string } }[];
  readonly openedBy: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly counts: { readonly lots: number; readonly serials: number; readonly onHand: number; readonly shipped: number; readonly customers: number };
  readonly tookMs: number;
  readonly legal: readonly string[];
}

interface AffectedDocument {
  readonly docType: string | null;
  readonly docRef: string | null;
  readonly partner: { readonly code?: string; readonly name?: string } | null;
  readonly qty: string;
  readonly at: string | null;
}

/** One lot or serial number that a recall reaches. */
export interface AffectedRow {
  readonly kind: string;
  readonly id: string;
  readonly code: string;
  readonly item: ItemRef;
  readonly depth: number;
  readonly status: string;
  readonly statusBefore: string;
  readonly stock: readonly { readonly location: NamedRef | null; readonly status: string; readonly qty: string }[];
  readonly reserved: readonly AffectedDocument[];
  readonly shipped: readonly AffectedDocument[];
  readonly used: readonly AffectedDocument[];
}
