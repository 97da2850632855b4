import type { BomRequirements } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import { FrozenBills, type LookUp } from './frozen-bills';
import type { Row } from './tables';

const row = (StartDate: string, EndDate: string | null): Row<'bills'> => ({
  ...{ line: 2, BillOfMaterialsID: 1, ProductAssemblyID: 1, ComponentID: 2, UnitMeasureCode: 'EA', PerAssemblyQty: 1 },
  ...{ StartDate, EndDate },
});
const tx = {} as Tx;

describe('frozen bills', () => {
  const asked: string[] = [];
  const lookUp: LookUp = (_tx, { itemIds, day }) => {
    asked.push(`${day}: ${itemIds.join(' ')}`);
    return Promise.resolve(new Map(itemIds.filter((id) => id !== '9').map((id) => [id, { version: Number(day.slice(-2)) } as BomRequirements])));
  };
  const bills = new FrozenBills(lookUp, [row('2012-01-01', '2012-01-15'), row('2012-01-16', null)]);
  const on = (itemId: string, day: string) => ({ itemId, day });

  it('are looked up once an item between two changes, the last valid day included', async () => {
    await bills.fetch(tx, [on('1', '2012-01-03'), on('1', '2012-01-15'), on('2', '2012-01-15'), on('1', '2012-01-16'), on('9', '2011-12-31')]);
    await bills.fetch(tx, [on('2', '2012-01-01'), on('1', '2013-05-05')]);
    expect(asked).toEqual(['2012-01-03: 1 2', '2012-01-16: 1', '2011-12-31: 9']);
    expect([bills.on(on('1', '2012-01-15'))?.version, bills.on(on('1', '2014-01-01'))?.version, bills.on(on('9', '2011-11-11'))]).toEqual([3, 16, null]);
  });

  it('say so when nobody has looked', () => {
    expect(() => bills.on(on('2', '2012-01-16'))).toThrow('was not looked up');
  });
});
