import { Bills, stockUnits } from './bills';
import { changesOf, forecast, planDocuments } from './plan';
import { Problems } from './problems';
import type { Row } from './tables';

const bill = (assembly: number | null, component: number, rest: Partial<Row<'bills'>> = {}): Row<'bills'> => ({
  line: 2,
  BillOfMaterialsID: 1,
  ProductAssemblyID: assembly,
  ComponentID: component,
  StartDate: '2012-01-01',
  EndDate: null,
  UnitMeasureCode: 'EA',
  PerAssemblyQty: 2,
  ...rest,
});
const order = (id: number, product: number, start: string, end: string, qty = 10, scrapped = 0) => ({
  id,
  product,
  start,
  end,
  ordered: qty,
  stocked: qty - scrapped,
  scrapped,
  scrapReason: scrapped > 0 ? 1 : null,
});
const purchase = (id: number, product: number, qty: number, date: string) => ({ order: id, line: id, product, qty, price: '1.00', date });
const sale = (id: number, product: number, qty: number, date: string) => ({ order: id, transaction: id, product, qty, date });

describe('bills of material', () => {
  const bills = new Bills([
    bill(1, 10, { EndDate: '2012-06-30', PerAssemblyQty: 3 }),
    bill(1, 10, { StartDate: '2012-07-01', PerAssemblyQty: 4 }),
    bill(null, 1),
  ]);
  const qtyOn = (date: string): number[] => bills.on(1, date).map((c) => c.perAssembly);

  it('holds on its first and on its last day, and not beside them', () => {
    expect([qtyOn('2011-12-31'), qtyOn('2012-01-01'), qtyOn('2012-06-30'), qtyOn('2012-07-01')]).toEqual([[], [3], [3], [4]]);
  });

  it('ignores the markers of saleable products and knows no bill of a bought part', () => {
    expect(bills.on(10, '2012-02-01')).toEqual([]);
  });

  it('stocks a component in the unit that the bills measure it in, pieces otherwise', () => {
    const problems = new Problems();
    const unitOf = stockUnits([bill(1, 10), bill(1, 20, { UnitMeasureCode: 'OZ' }), bill(2, 20, { UnitMeasureCode: 'OZ' })], problems);
    expect([unitOf(10), unitOf(20), unitOf(99), problems.count]).toEqual(['EA', 'OZ', 'EA', 0]);
  });

  it('reports a component that is measured in two units, because no factor is known', () => {
    const problems = new Problems();
    stockUnits([bill(1, 10), bill(2, 10, { UnitMeasureCode: 'OZ', line: 7 })], problems);
    expect(() => problems.refuse()).toThrow(/bill_of_materials\.csv:7: measures component 10 in OZ, another line in EA/);
  });
});

describe('the plan of the replay', () => {
  const bills = new Bills([bill(1, 10)]);
  const history = {
    purchases: [purchase(1, 10, 5, '2012-03-02'), purchase(1, 11, 1, '2012-03-02')],
    workOrders: [order(7, 1, '2012-03-01', '2012-03-02', 10, 4)],
    sales: [sale(3, 1, 8, '2012-03-02'), sale(2, 1, 1, '2012-03-01'), sale(3, 11, 1, '2012-03-02')],
  };
  const documents = planDocuments(history, bills);

  it('orders documents by day, and lets goods come in before goods go out on one day', () => {
    expect(documents.map((d) => `${d.date} ${d.kind} ${d.id}`)).toEqual([
      '2012-03-01 issue 7',
      '2012-03-01 ship 2',
      '2012-03-02 receipt 1',
      '2012-03-02 produce 7',
      '2012-03-02 ship 3',
    ]);
  });

  it('issues the components for what was ordered and stocks what was good', () => {
    expect(documents.map((d) => changesOf(d, bills))).toEqual([
      [{ product: 10, qty: -20 }],
      [{ product: 1, qty: -1 }],
      [
        { product: 10, qty: 5 },
        { product: 11, qty: 1 },
      ],
      [{ product: 1, qty: 6 }],
      [
        { product: 1, qty: -8 },
        { product: 11, qty: -1 },
      ],
    ]);
  });

  it('opens each product with its deepest deficit, and nothing that never falls below zero', () => {
    const { movements, openings, closings } = forecast(documents, bills);
    expect(movements).toBe(7);
    expect([...openings].sort()).toEqual([
      [1, 3],
      [10, 20],
    ]);
    expect([...closings].sort()).toEqual([
      [1, 0],
      [10, 5],
      [11, 0],
    ]);
  });

  it('makes no issue for a work order without a valid bill and no production for one that was scrapped whole', () => {
    const nothing = { purchases: [], sales: [], workOrders: [order(1, 99, '2012-03-01', '2012-03-02', 5, 5)] };
    expect(planDocuments(nothing, bills)).toEqual([]);
    // As documents such an order has its begin and its end all the same.
    expect(planDocuments(nothing, bills, { everyOrder: true }).map((d) => d.kind)).toEqual(['issue', 'produce']);
  });
});
