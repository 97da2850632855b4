import { SALES_ORDER_STATES, salesOrderMachine, stateAfterShipping, type LineProgress } from './sales-order.rules';

const line = (qtyBase: string, shippedQty: string, cancelledQty = '0'): LineProgress => ({ qtyBase, shippedQty, cancelledQty });

describe('a sales order', () => {
  it('knows what may be done in each state', () => {
    expect(Object.fromEntries(SALES_ORDER_STATES.map((s) => [s, salesOrderMachine.legal(s)]))).toEqual({
      draft: ['confirm', 'cancel'],
      confirmed: ['cancel'],
      partially_shipped: ['close'],
      shipped: ['close'],
      closed: [],
      cancelled: [],
    });
  });

  it('is shipped when nothing is open any more, and partially shipped before', () => {
    expect(stateAfterShipping([line('5', '0'), line('3', '0')])).toBe('confirmed');
    expect(stateAfterShipping([line('5', '2'), line('3', '0')])).toBe('partially_shipped');
    expect(stateAfterShipping([line('5', '5'), line('3', '0')])).toBe('partially_shipped');
    expect(stateAfterShipping([line('5', '5'), line('3', '1', '2')])).toBe('shipped');
    expect(stateAfterShipping([line('0.3', '0.1', '0.2')])).toBe('shipped');
    expect(stateAfterShipping([line('5', '0', '5')])).toBe('cancelled');
  });
});
