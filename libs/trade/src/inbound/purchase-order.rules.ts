import { toBaseQuantity, type UnitOfItem } from '@anwen/catalog';
import { AppError, Quantity, defineMachine, type Id } from '@anwen/kernel';
import type { Complaint, LineComplaint } from '../line-complaints';
import type { ItemFacts } from './intake.store';
import type { PurchaseOrderLineInput } from './purchase-order.dto';

export const ORDER_STATES = ['draft', 'approved', 'partially_received', 'received', 'closed', 'cancelled'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** `receive` leads to where the quantities say (`stateAfterReceiving`). */
export const orderMachine = defineMachine<OrderState>()({
  edit: { from: ['draft'], to: 'draft' },
  approve: { from: ['draft'], to: 'approved' },
  receive: { from: ['approved', 'partially_received', 'received'], to: 'partially_received' },
  close: { from: ['partially_received', 'received'], to: 'closed' },
  cancel: { from: ['draft', 'approved'], to: 'cancelled' },
});

/** Where an order stands by what has come in; an order that is over stays as it is. */
export function stateAfterReceiving(state: OrderState, lines: readonly { readonly qtyBase: string; readonly receivedQty: string }[]): OrderState {
  if (orderMachine.next(state, 'receive') === undefined) return state;
  const received = lines.map((line) => Quantity.of(line.receivedQty));
  if (received.every((qty, i) => qty.compare(Quantity.of(lines[i]!.qtyBase)) >= 0)) return 'received';
  return received.some((qty) => qty.isPositive) ? 'partially_received' : 'approved';
}

/** I-22: how much of a line may be in the house at most, in base units; exact, so that it is what the table's CHECK means. */
export function mostOf({ qtyBase, tolerancePct }: { readonly qtyBase: string; readonly tolerancePct: string }): Quantity {
  const thousandths = BigInt(Quantity.of(tolerancePct, 3).timesRatio('1000', '1', 0).toString());
  return Quantity.of(qtyBase).timesRatio(100_000n + thousandths, '100000', 12);
}

export function openOf({ qtyBase, receivedQty }: { readonly qtyBase: string; readonly receivedQty: string }): Quantity {
  const open = Quantity.of(qtyBase).minus(Quantity.of(receivedQty));
  return open.isPositive ? open : Quantity.zero;
}

/** A quantity in a unit of the item. */
export interface Measured {
  readonly unit: UnitOfItem;
  readonly entered: Quantity;
  readonly base: Quantity;
}

/** Reads a quantity in a unit of the item, or says what is wrong with it. A unit without a factor is refused, never taken as 1. */
export function measure(item: ItemFacts, qty: string, uom: string | undefined): Measured | { readonly wrong: LineComplaint; readonly field: 'qty' | 'uom' } {
  const unit = uom === undefined ? item.units[0]! : item.units.find((u) => u.code === uom);
  if (!unit) return { wrong: 'unit_factor_missing', field: 'uom' };
  try {
    const entered = Quantity.of(qty, unit.decimals);
    return { unit, entered, base: toBaseQuantity(entered, unit, item.scale) };
  } catch (error) {
    if (error instanceof RangeError || error instanceof AppError) return { wrong: 'quantity_refused', field: 'qty' };
    throw error;
  }
}

/** One line of an order, checked; what the store writes. */
export interface OrderLine {
  readonly itemId: Id;
  readonly qty: string;
  readonly uomId: Id;
  readonly qtyBase: string;
  readonly price: string | null;
  readonly dueOn: string | null;
  readonly tolerancePct: string;
}

export interface LineReading {
  readonly items: ReadonlyMap<string, ItemFacts>;
  readonly orderedOn: string;
  readonly mayPrice: boolean;
  /** Where the lines stand in the input. */
  readonly at: string;
}

/** Ten times the order is a typing error, not a tolerance; the column's CHECK says the same. */
const TOLERANCE_MOST = 1000;

/** All lines, or the complaints about all of them. */
export function readOrderLines(inputs: readonly PurchaseOrderLineInput[], reading: LineReading): { lines: OrderLine[]; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const lines = inputs.flatMap((input, i) => {
    const complain = (field: string, code: LineComplaint, params?: Record<string, unknown>): number =>
      complaints.push({ pointer: `${reading.at}/lines/${i}/${field}`, code, ...(params ? { params } : {}) });
    const before = complaints.length;
    if (input.price != null && !reading.mayPrice) complain('price', 'price_not_permitted');
    if (input.dueOn != null && input.dueOn < reading.orderedOn) complain('dueOn', 'date_refused');
    if (Number(input.tolerancePct ?? '0') > TOLERANCE_MOST) complain('tolerancePct', 'too_much', { most: TOLERANCE_MOST });
    const item = reading.items.get(input.itemCode);
    if (!item) complain('itemCode', 'reference_unknown', { value: input.itemCode });
    else if (item.kind === 'service' || item.status !== 'active') complain('itemCode', 'item_unfit', { value: input.itemCode });
    if (!item) return [];
    const measured = measure(item, input.qty, input.uom);
    if ('wrong' in measured) complain(measured.field, measured.wrong, { item: item.code, uom: input.uom ?? item.units[0]!.code });
    if ('wrong' in measured || complaints.length > before) return [];
    return [lineOf(input, item, measured)];
  });
  return { lines, complaints };
}

function lineOf(input: PurchaseOrderLineInput, item: ItemFacts, { unit, entered, base }: Measured): OrderLine {
  return {
    itemId: item.id,
    qty: entered.toString(),
    uomId: unit.uomId,
    qtyBase: base.toString(),
    price: input.price ?? null,
    dueOn: input.dueOn ?? null,
    tolerancePct: input.tolerancePct ?? item.overReceiptPct,
  };
}
