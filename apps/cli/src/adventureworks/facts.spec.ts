import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Bills, stockUnits } from './bills';
import { readTable, table } from './csv';
import { tenThousandths } from './fields';
import { readMaking, type DoneOperation } from './making-source';
import { changesOf, forecast, planDocuments, type Document } from './plan';
import { Problems } from './problems';
import { readSource, type Source } from './source';

/** The data lies beside the repository and is never copied into it. */
const FOLDER = resolve(__dirname, '../../../../../shared/data/adventureworks');
const here = existsSync(FOLDER);

/** A visible `skipped` in the summary instead of a silent pass when the data folder is not there. */
(here ? describe : describe.skip)('the AdventureWorks folder, against the facts of its README', () => {
  let source: Source;
  let bills: Bills;
  let documents: Document[];

  beforeAll(async () => {
    const problems = new Problems();
    source = await readSource(FOLDER, problems);
    stockUnits(source.bills, problems);
    problems.refuse();
    bills = new Bills(source.bills);
    documents = planDocuments(source, bills);
  }, 240_000);

  const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

  it('holds the master data that the README counts', () => {
    const { products, inventory } = source;
    expect(products).toHaveLength(504);
    expect(products.filter((p) => p.MakeFlag)).toHaveLength(239);
    expect(products.filter((p) => p.FinishedGoodsFlag)).toHaveLength(295);
    expect([source.units.length, source.categories.length, source.subcategories.length]).toEqual([38, 4, 37]);
    expect([source.vendors.length, source.locations.length, source.scrapReasons.length]).toEqual([104, 14, 16]);
    expect(inventory).toHaveLength(1069);
    expect(new Set(inventory.map((r) => `${r.LocationID}/${r.Shelf}/${r.Bin}`)).size).toBe(753);
    expect(sum(inventory.map((r) => r.Quantity))).toBe(335_974);
  });

  it('holds the bills: 103 markers, 199 ended lines, eight components in ounces or inches', () => {
    expect(source.bills).toHaveLength(2679);
    expect(source.bills.filter((b) => b.ProductAssemblyID === null)).toHaveLength(103);
    expect(source.bills.filter((b) => b.EndDate !== null)).toHaveLength(199);
    const unitOf = stockUnits(source.bills, new Problems());
    const units = source.products.map((p) => unitOf(p.ProductID));
    expect([units.filter((u) => u === 'EA').length, units.filter((u) => u === 'OZ').length, units.filter((u) => u === 'IN').length]).toEqual([496, 5, 3]);
  });

  it('holds 67 131 operations of 42 625 orders, 228 962.2 hours, planned at the rate of their work centre', async () => {
    const problems = new Problems();
    const { dueOn, operations } = await readMaking(FOLDER, source.workOrders, problems);
    problems.refuse();
    const done: DoneOperation[] = [...operations.values()].flat();
    expect([done.length, operations.size, source.workOrders.length - operations.size, dueOn.size]).toEqual([67_131, 42_625, 29_966, 72_591]);
    expect(Math.max(...[...operations.values()].map((own) => own.length))).toBe(6);
    expect(done.reduce((all, { hours }) => all + hours, 0n)).toBe(2_289_622_000n);
    const rates = new Map(source.locations.map((l) => [l.LocationID, tenThousandths(l.CostRate)]));
    expect(done.filter(({ hours, centre, plannedCost }) => hours * rates.get(centre)! !== plannedCost * 10_000n)).toEqual([]);
    expect(source.workOrders.filter(({ id, end }) => end > dueOn.get(id)!)).toHaveLength(22_790);
  }, 120_000);

  it('has cost what was planned, operation by operation', async () => {
    const differing: number[] = [];
    let rows = 0;
    await readTable(FOLDER, table('work_order_routing.csv', { PlannedCost: tenThousandths, ActualCost: tenThousandths }), new Problems(), (row) => {
      rows++;
      if (row.PlannedCost !== row.ActualCost) differing.push(row.line);
    });
    expect([rows, differing]).toEqual([67_131, []]);
  }, 120_000);

  it('issues 464 916 component rows, 43 873 123 units, over 228 components', () => {
    const issued = documents.filter((d) => d.kind === 'issue').flatMap((d) => changesOf(d, bills));
    expect(issued).toHaveLength(464_916);
    expect(-sum(issued.map((c) => c.qty))).toBe(43_873_123);
    expect(new Set(issued.map((c) => c.product)).size).toBe(228);
  });

  it('replays 666 993 movements and never lets a product fall below zero', () => {
    const plan = forecast(documents, bills);
    expect(plan.movements).toBe(666_993);
    expect([source.purchases.length, source.workOrders.length, source.sales.length]).toEqual([8169, 72_591, 121_317]);
    expect(sum(source.workOrders.map((w) => w.stocked))).toBe(4_497_070);
    expect(Math.min(...plan.closings.values())).toBeGreaterThanOrEqual(0);
    const stock = new Map(plan.openings);
    let lowest = 0;
    for (const change of documents.flatMap((d) => changesOf(d, bills))) {
      const left = (stock.get(change.product) ?? 0) + change.qty;
      stock.set(change.product, left);
      if (left < lowest) lowest = left;
    }
    expect(lowest).toBe(0);
  });
});
