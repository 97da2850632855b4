import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ItemService, UomService } from '@anwen/catalog';
import { BomStructureService, RoutingService } from '@anwen/catalog/engineering';
import { TestDatabase } from '@anwen/database/testing';
import { systemActor, type Id } from '@anwen/kernel';
import { withTradeServices } from '../services';
import { Bills, stockUnits } from './bills';
import { readTable } from './csv';
import { loadEngineering, loadRoutings } from './engineering';
import type { Loading } from './loading';
import { Problems } from './problems';
import { tables, type Row } from './tables';
import { presentUnit } from './units';

/** The data lies beside the repository and is never copied into it. */
const FOLDER = resolve(__dirname, '../../../../../shared/data/adventureworks');
const here = existsSync(FOLDER);
const actor = systemActor('test');
const DAYS = ['2010-07-01', '2014-06-30'];

interface Line {
  readonly component: string;
  readonly qty: number;
}

/** A CSV file cut at its commas: none of these has a quote. Not the importer's reader, so that it is judged by another. */
function plain(file: string): Record<string, string>[] {
  const path = resolve(FOLDER, file);
  const text = file.endsWith('.gz') ? gunzipSync(readFileSync(path)).toString('utf8') : readFileSync(path, 'utf8');
  const [header, ...rows] = text.trimEnd().split('\n');
  const names = header!.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((value, i) => [names[i]!, value])));
}

/** Assembly → its lines on a day, straight from the file: EndDate is the last valid day. */
function billsOn(day: string): Map<string, Line[]> {
  const bills = new Map<string, Line[]>();
  for (const row of plain('bill_of_materials.csv')) {
    if (row.ProductAssemblyID === '' || row.StartDate! > day || (row.EndDate !== '' && row.EndDate! < day)) continue;
    const lines = bills.get(row.ProductAssemblyID!) ?? [];
    lines.push({ component: row.ComponentID!, qty: Number(row.PerAssemblyQty) });
    bills.set(row.ProductAssemblyID!, lines);
  }
  return bills;
}

/** The tree below a product by plain recursion: path → quantity, and what lies at its ends. */
function treeOf(bills: Map<string, Line[]>, product: string, qty: number): { paths: Map<string, number>; ends: Map<string, number>; deepest: number } {
  const paths = new Map<string, number>();
  const ends = new Map<string, number>();
  let deepest = 0;
  const walk = (item: string, amount: number, path: string[]): void => {
    const lines = bills.get(item) ?? [];
    if (lines.length === 0 && path.length > 1) ends.set(item, (ends.get(item) ?? 0) + amount);
    deepest = Math.max(deepest, path.length - 1);
    for (const line of lines) {
      const below = [...path, line.component];
      paths.set(below.join('/'), (paths.get(below.join('/')) ?? 0) + amount * line.qty);
      walk(line.component, amount * line.qty, below);
    }
  };
  walk(product, qty, [product]);
  return { paths, ends, deepest };
}

(here ? describe : describe.skip)('the bills of AdventureWorks', () => {
  let bed: TestDatabase;
  const ids = new Map<string, Id>();
  const codes = new Map<string, string>();
  const numbers = new Map<string, string>();
  let source: Loading['source'];

  beforeAll(async () => {
    bed = await TestDatabase.create();
    const problems = new Problems();
    const all = async <N extends 'products' | 'bills' | 'units' | 'locations'>(name: N): Promise<Row<N>[]> => {
      const rows: unknown[] = [];
      await readTable(FOLDER, tables[name] as never, problems, (row) => rows.push(row));
      return rows as Row<N>[];
    };
    const lists = { products: await all('products'), bills: await all('bills'), units: await all('units'), locations: await all('locations') };
    const workOrders = plain('work_order.csv').map((row) => ({ id: Number(row.WorkOrderID), product: Number(row.ProductID) }));
    source = { ...lists, workOrders } as unknown as Loading['source'];
    const unitOf = stockUnits(lists.bills, problems);
    problems.refuse();
    await withTradeServices(bed.database, (services) =>
      bed.transaction(async (tx) => {
        await services.get(UomService).createMany(tx, actor, lists.units.map(presentUnit), { batch: 'b' });
        const items = lists.products.map((p) => ({ code: p.ProductNumber, name: p.Name, kind: 'fg', baseUom: unitOf(p.ProductID) }));
        const made = await services.get(ItemService).createMany(tx, actor, items, { batch: 'b' });
        for (const p of lists.products) {
          codes.set(String(p.ProductID), p.ProductNumber);
          numbers.set(p.ProductNumber, String(p.ProductID));
          ids.set(String(p.ProductID), made.get(p.ProductNumber)!);
        }
        // The places of the work centres belong to the rest of the import.
        await tx.query(`INSERT INTO warehouses (code, name) VALUES ('AW', 'AdventureWorks')`);
        await tx.query(
          `INSERT INTO locations (warehouse_id, code, name, path, kind) SELECT w.id, c, c, '/' || c, 'production'
             FROM warehouses w, unnest($1::text[]) AS c WHERE w.code = 'AW'`,
          [lists.locations.map((l) => `AW-${String(l.LocationID).padStart(2, '0')}`)],
        );
        await loadEngineering({ tx, actor, services, source, unitOf });
        const done = new Map<number, { opNo: number; centre: number; hours: bigint }[]>();
        for (const row of plain('work_order_routing.csv.gz')) {
          const own = done.get(Number(row.WorkOrderID)) ?? [];
          own.push({ opNo: Number(row.OperationSequence), centre: Number(row.LocationID), hours: BigInt(Math.round(Number(row.ActualResourceHrs) * 10_000)) });
          done.set(Number(row.WorkOrderID), own);
        }
        await loadRoutings({ tx, actor, services, source }, done);
      }),
    );
  }, 120_000);
  afterAll(() => bed.drop());

  const withStructure = <T>(work: (structure: BomStructureService, routings: RoutingService) => Promise<T>): Promise<T> =>
    withTradeServices(bed.database, (services) => work(services.get(BomStructureService), services.get(RoutingService)));

  it.each(DAYS)(
    'explode on %s into what plain recursion over the file comes to, every one of them',
    async (day) => {
      const bills = billsOn(day);
      let [deepest, lines] = [0, 0];
      await withStructure(async (structure) => {
        for (const product of new Set(plain('bill_of_materials.csv').flatMap((row) => row.ProductAssemblyID || []))) {
          const expected = treeOf(bills, product, 3);
          const found = await bed.transaction((tx) => structure.explodeItem(tx, { item: codes.get(product)!, qty: '3', day }));
          const paths = new Map<string, number>();
          for (const line of found.lines) {
            const path = line.path.map((code) => numbers.get(code)!).join('/');
            paths.set(path, (paths.get(path) ?? 0) + Number(line.qty));
          }
          expect(paths).toEqual(expected.paths);
          expect(new Map(found.totals.map((t) => [numbers.get(t.item.code)!, Number(t.qty)]))).toEqual(expected.ends);
          expect(found.truncated).toBe(false);
          deepest = Math.max(deepest, expected.deepest);
          lines += found.lines.length;
        }
      });
      // The README: at most four levels below a product, and some assembly has them.
      expect(deepest).toBeLessThanOrEqual(4);
      expect(lines).toBeGreaterThan(day === '2014-06-30' ? 10_000 : 1_000);
    },
    120_000,
  );

  it.each(DAYS)(
    'give orders of %s one level with the lines of that day',
    async (day) => {
      const bills = billsOn(day);
      const needs = await withStructure((structure) => bed.transaction((tx) => structure.requirementsFor(tx, { itemIds: [...ids.values()], day })));
      const products = new Map([...ids].map(([product, id]) => [id, product]));
      const found = new Map([...needs].flatMap(([id, need]) => (need.lines.length > 0 ? [[products.get(id)!, need.lines]] : [])));
      expect([...found.keys()].sort()).toEqual([...bills.keys()].sort());
      for (const [product, lines] of bills)
        expect(found.get(product)!.map((l) => ({ component: products.get(l.itemId)!, qty: Number(l.perUnit) }))).toEqual(lines);
    },
    60_000,
  );

  it('change on the day after a line’s last one', async () => {
    const ended = plain('bill_of_materials.csv').find((row) => row.EndDate !== '' && row.ProductAssemblyID !== '')!;
    const on = (day: string) =>
      withStructure((structure) => bed.transaction((tx) => structure.requirements(tx, { itemId: ids.get(ended.ProductAssemblyID!)!, day })));
    const next = new Date(Date.parse(`${ended.EndDate!}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    for (const day of [ended.EndDate!, next]) {
      const expected = new Bills(source.bills).on(Number(ended.ProductAssemblyID), day).map((c) => codes.get(String(c.product)));
      expect((await on(day))!.lines.map((l) => l.itemCode)).toEqual(expected);
    }
  });

  it('know where a component is used on a day, through all levels', async () => {
    const bills = billsOn('2014-06-30');
    const parents = (item: string): string[] => [...bills].flatMap(([parent, lines]) => lines.filter((l) => l.component === item).map(() => parent));
    const uses = (item: string, level: number): string[] => parents(item).flatMap((p) => [`${level} ${p}`, ...uses(p, level + 1)]);
    // The component with the most bills that stays within one answer.
    const counted = [...new Set([...bills.values()].flatMap((lines) => lines.map((l) => l.component)))].map((item) => ({ item, n: uses(item, 1).length }));
    const { item } = counted.filter((c) => c.n <= 1_000).sort((a, b) => b.n - a.n)[0]!;
    const found = await withStructure((structure) => bed.transaction((tx) => structure.whereUsed(tx, { item: codes.get(item)!, day: '2014-06-30' })));
    expect(found.items.map((use) => `${use.level} ${numbers.get(use.item.code)}`).sort()).toEqual(uses(item, 1).sort());
    expect(found.truncated).toBe(false);
  });

  it('have routings for the 149 products whose orders say how they were made, with the hours of each operation', async () => {
    const hours = new Map<string, Map<string, string>>();
    for (const row of plain('work_order_routing.csv.gz')) {
      const own = hours.get(row.ProductID!) ?? new Map<string, string>();
      own.set(`${row.OperationSequence}@${row.LocationID}`, row.ActualResourceHrs!);
      hours.set(row.ProductID!, own);
    }
    expect(hours.size).toBe(149);
    const routings = await withStructure((_structure, service) => bed.transaction((tx) => service.operationsFor(tx, [...ids.values()])));
    expect(routings.size).toBe(149);
    const centres = await bed.database.query<{ id: string; code: string }>('SELECT id::text AS id, code FROM work_centers');
    const placeOf = new Map(centres.map((c) => [c.id, Number(c.code.slice(3))]));
    for (const [product, expected] of hours) {
      const { operations } = routings.get(ids.get(product)!)!;
      expect(new Map(operations.map((o) => [`${o.opNo}@${placeOf.get(o.workCenterId)}`, (Number(o.setupS) / 3600).toFixed(4)]))).toEqual(expected);
    }
  });
});
