import type { Item } from '@anwen/client';
import { fieldsOf, salesBody } from './order-fields';
import type { SalesOrder } from './types';

describe('a sales order that is edited', () => {
  it('keeps of its lines what nobody has touched', () => {
    const bolt = { id: 'i1', code: 'BOLT-M6' } as Item;
    const line = { id: 'l1', lineNo: 1, item: { id: 'i1' }, qty: '3', uom: 'CTN', price: '12.5', dueOn: '2026-12-24', minRemainingDays: 30 };
    const order = { customer: { code: 'C-001' }, warehouse: { code: 'WH1' }, orderedOn: '2026-11-22', lines: [line] } as unknown as SalesOrder;
    expect(salesBody(fieldsOf(order, new Map([['i1', bolt]])))).toMatchObject({
      lines: [{ itemCode: 'BOLT-M6', qty: '3', uom: 'CTN', price: '12.5', dueOn: '2026-12-24', minRemainingDays: 30 }],
    });
  });
});
