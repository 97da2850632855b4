import type { Id } from '@anwen/kernel';
import { plain } from './amounts.rules';
import type { Advice, Document } from './netting.rules';
import type { At, Plan, PlannedAt } from './plan.rules';
import { traceOf, type TraceStep } from './trace.rules';

export interface SuggestionRow {
  readonly seq: number;
  readonly kind: 'make' | 'buy' | 'move' | 'reschedule' | 'cancel';
  readonly itemId: Id;
  readonly warehouseId: Id;
  readonly fromWarehouseId: Id | null;
  readonly supplierId: Id | null;
  readonly qty: string;
  readonly needOn: string | null;
  readonly releaseOn: string | null;
  readonly dueOn: string | null;
  readonly exception: 'late' | 'early' | 'cancel' | null;
  readonly document: Document | null;
  readonly trace: readonly TraceStep[];
}

export interface PegRow {
  readonly itemId: Id;
  readonly warehouseId: Id;
  readonly qty: string;
  readonly demandSource: string;
  readonly demandKey: string;
  readonly demandRef: string;
  readonly demandOn: string | null;
  readonly demandSeq: number | null;
  readonly supplyKind: string;
  readonly supplyKey: string;
  readonly supplyRef: string;
  readonly supplyOn: string | null;
  readonly supplySeq: number | null;
}

export interface Naming {
  readonly items: ReadonlyMap<Id, { readonly code: string; readonly uom: string }>;
  /** By key: what is coming, as people call it. */
  readonly receipts: ReadonlyMap<string, { readonly number: string; readonly dueOn: string | null }>;
}

/** The plan as rows: the orders and advice numbered, the pegs pointing at those numbers. */
export function rowsOf(plan: Plan, naming: Naming): { suggestions: SuggestionRow[]; pegs: PegRow[] } {
  const seqs = new Map(plan.orders.map(({ order }, i) => [order.key, i + 1]));
  const planned = new Map(plan.orders.map((one) => [one.order.key, one.order]));
  const orders = plan.orders.map((one, i) => orderRow(one, i + 1, naming));
  const advice = plan.advice.map((one, i) => adviceRow(one, plan.orders.length + i + 1, naming));
  const pegs = plan.pegs.map(({ itemId, warehouseId, qty, demand, supply }): PegRow => {
    const receipt = naming.receipts.get(supply.key);
    return {
      itemId,
      warehouseId,
      qty: plain(qty),
      demandSource: demand.source,
      demandKey: demand.key,
      demandRef: demand.ref,
      demandOn: demand.dueOn || null,
      demandSeq: seqs.get(demand.key.split('>')[0]!) ?? null,
      supplyKind: supply.kind,
      supplyKey: supply.key,
      supplyRef: receipt?.number ?? (supply.kind === 'planned' ? (naming.items.get(itemId)?.code ?? '') : ''),
      supplyOn: planned.get(supply.key)?.dueOn ?? receipt?.dueOn ?? null,
      supplySeq: seqs.get(supply.key) ?? null,
    };
  });
  return { suggestions: [...orders, ...advice], pegs };
}

function orderRow({ itemId, warehouseId, order, policy, hasBill }: PlannedAt, seq: number, { items }: Naming): SuggestionRow {
  return {
    seq,
    kind: policy.policy,
    itemId,
    warehouseId,
    fromWarehouseId: policy.policy === 'move' ? policy.sourceWarehouseId : null,
    supplierId: policy.policy === 'buy' ? policy.supplierId : null,
    qty: plain(order.qty),
    needOn: order.needOn,
    releaseOn: order.releaseOn,
    dueOn: order.dueOn,
    exception: order.isLate ? 'late' : null,
    document: null,
    trace: traceOf(order, policy, { uom: items.get(itemId)?.uom ?? '', hasBill, awaited: items.get(order.waitsFor?.itemId ?? '')?.code ?? '' }),
  };
}

function adviceRow({ itemId, warehouseId, receipt, exception, needOn }: At & Advice, seq: number, { items }: Naming): SuggestionRow {
  const number = receipt.document?.number ?? '';
  const params = { number, planned: receipt.availableOn, need: needOn ?? '', qty: plain(receipt.qty), uom: items.get(itemId)?.uom ?? '' };
  const code = ({ late: 'bring_forward', early: 'put_off', cancel: 'unneeded' } as const)[exception];
  return {
    seq,
    kind: exception === 'cancel' ? 'cancel' : 'reschedule',
    itemId,
    warehouseId,
    fromWarehouseId: null,
    supplierId: null,
    qty: plain(receipt.qty),
    needOn,
    releaseOn: null,
    dueOn: needOn ?? receipt.availableOn,
    exception,
    document: receipt.document,
    trace: [{ code, params }],
  };
}
