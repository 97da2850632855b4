import { customerReturnMachine, matchReturn, type Returnable } from './customer-return.rules';

const goods = (id: string, more: Partial<Returnable> = {}): Returnable => ({ id, itemCode: 'A', lotCode: null, serialCode: null, open: '5', ...more });
const coming = (qtyBase: string, more: object = {}) => ({ itemCode: 'A', qtyBase, lotCode: null, serials: [], ...more });

describe('goods that come back', () => {
  it('are matched to what was shipped, over several lines and no further', () => {
    expect(matchReturn([coming('7')], [goods('1'), goods('2')])).toEqual({
      taken: [
        { id: '1', qty: '5' },
        { id: '2', qty: '2' },
      ],
      shortfalls: [],
    });
    expect(matchReturn([coming('3'), coming('3')], [goods('1')]).shortfalls).toEqual([{ item: 'A', open: '2' }]);
    expect(matchReturn([coming('1', { itemCode: 'B' })], [goods('1')]).shortfalls).toEqual([{ item: 'B', open: '0' }]);
  });

  it('must be of the lot and the serial numbers that were shipped', () => {
    const shipped = [goods('1', { lotCode: 'L1' }), goods('2', { lotCode: 'L2' })];
    expect(matchReturn([coming('5', { lotCode: 'L2' })], shipped).taken).toEqual([{ id: '2', qty: '5' }]);
    expect(matchReturn([coming('6', { lotCode: 'L2' })], shipped).shortfalls).toEqual([{ item: 'A', open: '5' }]);
    const serials = [goods('3', { serialCode: 'S1', open: '1' })];
    expect(matchReturn([coming('2', { serials: ['S1', 'S9'] })], serials)).toEqual({
      taken: [{ id: '3', qty: '1' }],
      shortfalls: [{ item: 'A S9', open: '0' }],
    });
  });

  it('are received or not, once', () => {
    expect([customerReturnMachine.legal('draft'), customerReturnMachine.legal('received'), customerReturnMachine.legal('cancelled')]).toEqual([
      ['receive', 'cancel'],
      [],
      [],
    ]);
  });
});
