import { Quantity, defineMachine } from '@anwen/kernel';

export const SALES_ORDER_STATES = ['draft', 'confirmed', 'partially_shipped', 'shipped', 'closed', 'cancelled'] as const;
export type SalesOrderState = (typeof SALES_ORDER_STATES)[number];
export const BACKORDER_POLICIES = ['backorder', 'cancel_rest'] as const;

/** What people may do. Shipping moves an order along by itself (`stateAfterShipping`). */
export const salesOrderMachine = defineMachine<SalesOrderState>()({
  confirm: { from: ['draft'], to: 'confirmed' },
  cancel: { from: ['draft', 'confirmed'], to: 'cancelled' },
  close: { from: ['partially_shipped', 'shipped'], to: 'closed' },
});

/** States in which goods may leave for the order. */
export function isOpenForShipping(state: SalesOrderState): boolean {
  return state === 'confirmed' || state === 'partially_shipped';
}

export interface LineProgress {
  readonly qtyBase: string;
  readonly shippedQty: string;
  readonly cancelledQty: string;
}

/** Where an order stands once a shipment has left or a rest was given up. */
export function stateAfterShipping(lines: readonly LineProgress[]): SalesOrderState {
  const anyShipped = lines.some((l) => Quantity.of(l.shippedQty).isPositive);
  const allSettled = lines.every((l) => openOf(l).isZero);
  if (allSettled) return anyShipped ? 'shipped' : 'cancelled';
  return anyShipped ? 'partially_shipped' : 'confirmed';
}

/** What is neither shipped nor given up. */
export function openOf({ qtyBase, shippedQty, cancelledQty }: LineProgress): Quantity {
  return Quantity.of(qtyBase).minus(Quantity.of(shippedQty)).minus(Quantity.of(cancelledQty));
}
