import { ApiProblem, Unreachable, type Item } from '@anwen/client';
import { bodyFrom, fieldOf, isQuantity, outcomeOf } from './posting-form';

const item = (tracking: string): Item => ({ code: 'RM-1', tracking, baseUom: { code: 'PCE' } }) as Item;
const problem = (status: number, code: string) => new ApiProblem({ status, code, title: code });

describe('a posting form', () => {
  it('sends decimals as text, only the sides of its type, and lots only for tracked items', () => {
    const lines = [
      { item: item('lot'), qty: ' 12.50 ', from: 'A-01', to: 'B-01', lot: 'L1 ', expiresOn: '2027-01-01' },
      { item: item('none'), qty: '1', from: 'A-01', to: 'B-01', lot: 'left over', serials: ['left over'] },
    ];
    expect(bodyFrom('receipt', { lines, note: '  ' }, 'op')).toEqual({
      type: 'receipt',
      clientOpId: 'op',
      lines: [
        { itemCode: 'RM-1', qty: '12.50', uom: 'PCE', toLocation: 'B-01', lot: 'L1', expiresOn: '2027-01-01' },
        { itemCode: 'RM-1', qty: '1', uom: 'PCE', toLocation: 'B-01' },
      ],
    });
    expect(bodyFrom('issue', { lines }, 'op').lines[0]).toEqual({ itemCode: 'RM-1', qty: '12.50', uom: 'PCE', fromLocation: 'A-01', lot: 'L1' });
  });

  it('finds the field behind a JSON pointer', () => {
    expect(fieldOf('/lines/3/toLocation')).toEqual(['lines', 3, 'to']);
    expect(fieldOf('/note')).toEqual(['note']);
    expect([fieldOf('/lines'), fieldOf('/lines/x/qty'), fieldOf('/lines/0/unitCost'), fieldOf('')]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('tells a refusal from an unknown outcome', () => {
    expect(
      [problem(422, 'inventory.lines_refused'), problem(409, 'inventory.insufficient_stock'), problem(403, 'rbac.permission_denied')].map(outcomeOf),
    ).toEqual(['refused', 'refused', 'refused']);
    const unknown = [
      new Unreachable(null),
      problem(500, 'http.unexpected'),
      problem(504, 'http.timeout'),
      problem(409, 'idempotency.in_progress'),
      problem(409, 'idempotency.key_reused'),
      problem(401, 'rbac.session_ended'),
      problem(429, 'rate_limit.exceeded'),
      new Error('x'),
    ];
    expect(unknown.map(outcomeOf)).toEqual(unknown.map(() => 'unknown'));
    expect(outcomeOf(problem(409, 'operation.duplicate'))).toBe('done');
  });

  it('takes positive plain decimals within the scale', () => {
    expect(['1', '0.001', '12.5', ' 7 '].map((text) => isQuantity(text, 3))).toEqual([true, true, true, true]);
    expect(['', '0', '0.000', '-1', '1e3', '1,000', '.5', '1.', '1.0001', 'NaN', '1234567890123'].filter((text) => isQuantity(text, 3))).toEqual([]);
  });
});
