import { exceedsLimit, valueOf, type Weights } from './value-limit.rules';

const weights: Weights = { limit: null, costs: new Map([['1', '10']]), recent: '0' };
const change = (qtyChange: string, unitCost?: string) => ({ itemId: '1', qtyChange, ...(unitCost === undefined ? {} : { unitCost }) });

describe('the limit of a change that no document explains', () => {
  it('weighs with the sign', () => {
    expect([valueOf({ qtyChange: '-3', unitCost: '1.25' }), valueOf({ qtyChange: '2.5', unitCost: '4' })].map(String)).toEqual(['-3.75', '10']);
  });

  it('does not let plus and minus cancel out, adds up a day, and takes the higher of two costs', () => {
    expect([exceedsLimit([change('500')], weights), exceedsLimit([change('501')], weights)]).toEqual([false, true]);
    expect(exceedsLimit([change('300'), change('-300')], weights)).toBe(true);
    expect(exceedsLimit([change('-1')], { ...weights, recent: '4990.0001' })).toBe(true);
    expect([exceedsLimit([change('1', '5000')], weights), exceedsLimit([change('1', '5001')], weights)]).toEqual([false, true]);
  });

  it('is passed where nobody knows the cost, and is what the tenant says when that is an amount', () => {
    expect(exceedsLimit([{ itemId: '2', qtyChange: '1' }], weights)).toBe(true);
    expect([exceedsLimit([change('2')], { ...weights, limit: '19' }), exceedsLimit([change('2')], { ...weights, limit: 'much' })]).toEqual([true, false]);
  });
});
