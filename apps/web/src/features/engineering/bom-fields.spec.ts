import type { Item } from '@anwen/client';
import { bomBody, chosen, fieldsOf } from './bom-fields';
import type { Bom } from './types';

const line = (opNo: number, ratio: string) => ({
  id: `l${opNo}`,
  component: { id: 'c', code: 'BOLT-M8' },
  qty: '8',
  uom: { code: 'PCS' },
  qtyKind: 'per_unit',
  scrapPct: '0',
  opNo,
  issueMethod: null,
  validFrom: '2024-01-01',
  validTo: null,
  substitutes: [
    { item: { id: 's', code: 'BOLT-M6' }, ratio, priority: 2 },
    { item: { id: 't', code: 'STUD-1' }, ratio: '1', priority: 5 },
  ],
});

describe('a bill that is edited', () => {
  it('keeps the ratio and the order of the substitutes of each line, also where two lines use the same component', () => {
    const bom = { id: 'b', item: { id: 'p', code: 'VALVE-1' }, baseQty: '1', yieldPct: '100', kind: 'standard', lines: [line(10, '2'), line(20, '3')] };
    const items = new Map([['c', { id: 'c', code: 'BOLT-M8' } as Item]]);
    const known = bom as unknown as Bom;
    const sent = bomBody(fieldsOf(known, items), known) as { lines: { substitutes: unknown }[] };
    const substitutes = (ratio: string) => [
      { item: 'BOLT-M6', ratio, priority: 2 },
      { item: 'STUD-1', ratio: '1', priority: 5 },
    ];
    expect(sent.lines.map((one) => one.substitutes)).toEqual([substitutes('2'), substitutes('3')]);
  });

  it('tries a substitute that is added after those that were there, one for one until said otherwise', () => {
    const before = [
      { item: 'BOLT-M6', ratio: '2', priority: 2 },
      { item: 'STUD-1', ratio: '1', priority: 5 },
    ];
    expect(chosen(['NEW-1', 'STUD-1'], before)).toEqual([before[1], { item: 'NEW-1', ratio: '1', priority: 6 }]);
    expect(chosen(['A', 'B'], []).map(({ priority }) => priority)).toEqual([1, 2]);
  });
});
