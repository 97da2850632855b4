import { ApiProblem, Unreachable, type Item } from '@anwen/client';
import { draftAfter, type Draft } from './draft';
import { bodyFrom, fieldOf, isQuantity, outcomeOf, serialsFrom, waysOut } from './posting-form';

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

  it('stays frozen under its key while the outcome is unknown, and starts a new operation after a refusal', () => {
    const sent: Draft = { operationId: 'op-1', fields: { lines: [{ qty: '1' }] }, sent: true };
    expect(draftAfter('unknown', sent, { lines: [] })).toEqual(sent);
    const next = draftAfter('refused', sent, { lines: [{ qty: '2' }] });
    expect(next).toMatchObject({ fields: { lines: [{ qty: '2' }] }, sent: false });
    expect(next.operationId).not.toBe('op-1');
  });

  it('offers to repeat what is unknown, unless its key stands for something else', () => {
    expect([null, new Unreachable(null), problem(504, 'http.timeout'), problem(429, 'rate_limit.exceeded')].map(waysOut)).toEqual(
      Array(4).fill({ hint: 'unknownHint', retry: true }),
    );
    expect(waysOut(problem(500, 'http.unexpected'))).toEqual({ hint: 'failedHint', retry: true });
    expect(waysOut(problem(409, 'idempotency.key_reused'))).toEqual({ hint: 'reusedHint', retry: false });
  });

  it('takes pasted serial numbers apart where people separate them, and nowhere else', () => {
    expect(serialsFrom(['A-1,A-2，A-3、A-4;A-5；A-6\u3000A-7\tA-8\r\nA-9 A-1', ' '])).toEqual(Array.from({ length: 9 }, (_, i) => `A-${i + 1}`));
    expect(serialsFrom(['SN/2026.11#7:B_1|C+D(2)'])).toEqual(['SN/2026.11#7:B_1|C+D(2)']);
    expect(serialsFrom([])).toEqual([]);
  });

  it('takes positive plain decimals within the scale', () => {
    expect(['1', '0.001', '12.5', ' 7 '].map((text) => isQuantity(text, 3))).toEqual([true, true, true, true]);
    expect(['', '0', '0.000', '-1', '1e3', '1,000', '.5', '1.', '1.0001', 'NaN', '1234567890123'].filter((text) => isQuantity(text, 3))).toEqual([]);
  });
});
