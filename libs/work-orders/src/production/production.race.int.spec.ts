import { aLocation, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, inventory, onHand } from '@anwen/inventory/testing';
import { AppError, uuidV7 } from '@anwen/kernel';
import { aFactoryFloor, aWorkOrder, supplied, type FactoryFloor } from '../orders/testing';
import { production } from './testing';

const { reports, material, orders } = production;
const CLIENTS = 12;
let bed: TestDatabase;
let before: number;
beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: CLIENTS });
  await bed.transaction(standardReasons);
  before = await bed.deadlocks();
});
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  expect(await untrue()).toEqual([]);
});
afterAll(async () => {
  expect(await bed.deadlocks()).toBe(before);
  await bed.drop();
});

/** I-14 and what consumption owes: totals are the sums of the reports that count, consumption is what the ledger moved. */
const CHECKS = [
  `SELECT w.number FROM work_orders w LEFT JOIN (
     SELECT r.work_order_id, coalesce(sum(r.good) FILTER (WHERE r.is_final), 0) AS good, sum(r.scrap) AS scrap FROM production_reports r
      WHERE NOT EXISTS (SELECT FROM production_reports s WHERE s.supersedes_id = r.id) GROUP BY 1) AS s ON s.work_order_id = w.id
    WHERE (w.qty_good, w.qty_scrap) <> (coalesce(s.good, 0), coalesce(s.scrap, 0))`,
  `SELECT m.id FROM wo_materials m LEFT JOIN (SELECT material_id, sum(qty) AS qty FROM wo_consumptions GROUP BY 1) AS c ON c.material_id = m.id WHERE m.consumed <> coalesce(c.qty, 0)`,
  `WITH used AS MATERIALIZED (SELECT posting, sum(abs(qty)) AS qty FROM wo_consumptions GROUP BY 1),
        moved AS MATERIALIZED (SELECT p.public_id, sum(v.qty) AS qty FROM inventory_postings p JOIN inventory_movements v ON v.posting_id = p.id LEFT JOIN inventory_postings o ON o.id = p.reverses_id
                                WHERE p.doc_type = 'work_order' AND coalesce(o.event_type, p.event_type) <> 'PRODUCE' GROUP BY 1)
   SELECT * FROM used FULL JOIN moved ON moved.public_id = used.posting WHERE used.qty IS DISTINCT FROM moved.qty`,
  `WITH undone AS MATERIALIZED (SELECT reverses_id AS id FROM inventory_postings WHERE reverses_id IS NOT NULL),
        linked AS MATERIALIZED (SELECT e.work_order, e.parent, sum(e.qty) AS qty FROM lot_genealogy e WHERE e.posting_id NOT IN (SELECT id FROM undone) GROUP BY 1, 2),
        used AS MATERIALIZED (SELECT w.number, c.lot_id - c.serial_id AS node, sum(c.qty) AS qty FROM wo_consumptions c JOIN work_orders w ON w.id = c.work_order_id GROUP BY 1, 2)
   SELECT * FROM linked LEFT JOIN used ON used.number = linked.work_order AND used.node = linked.parent WHERE linked.qty > coalesce(used.qty, 0)`,
];
const untrue = () =>
  bed.transaction(async (tx) => {
    const found: object[] = [];
    for (const check of CHECKS) found.push(...(await tx.query<object>(check)));
    return found;
  });
const settle = async (work: Promise<unknown>[]) => {
  const done = await Promise.allSettled(work);
  const refused = done.flatMap((d) => (d.status === 'rejected' ? [d.reason as AppError] : []));
  for (const error of refused) if (!(error instanceof AppError)) throw error;
  return { won: done.length - refused.length, codes: [...new Set(refused.map((e) => e.code))] };
};
const aFloor = (tracking: 'none' | 'lot' = 'none') => bed.transaction((tx) => aFactoryFloor(tx, { product: { tracking } }));
const aOrder = (floor: FactoryFloor, qty = '40') =>
  bed.transaction(async (tx) => {
    const draft = await aWorkOrder(tx, floor, { qty });
    return orders.release(tx, clerk, draft.id);
  });
const report = (workOrder: string, body: object) => bed.transaction((tx) => reports.report(tx, clerk, { workOrder, ...body }));
const there = (item: { code: string }, bin: { code: string }) => bed.transaction((tx) => onHand(tx, item.code, bin.code));

describe('a line of machines', () => {
  it('reports on one order at once, and every piece counts once', async () => {
    const floor = await aFloor('lot');
    await bed.transaction((tx) => supplied(tx, floor));
    const order = await aOrder(floor);
    const { won, codes } = await settle(Array.from({ length: 50 }, (_, n) => report(order.id, n % 5 ? { good: '1' } : { good: '1', opNo: 10 })));
    expect([won, codes]).toEqual([50, []]);
    const late = await settle(Array.from({ length: 4 }, () => report(order.id, { good: '1' })));
    expect(late.codes).toEqual(['inventory.insufficient_stock']);
    expect([await there(floor.product, floor.output), await there(floor.part, floor.supply)]).toEqual(['40', '0']);
  });

  it('taps twice and has one effect', async () => {
    const floor = await aFloor();
    await bed.transaction((tx) => supplied(tx, floor));
    const order = await aOrder(floor);
    for (let round = 0; round < 5; round++) {
      const clientOpId = uuidV7();
      expect(await settle(Array.from({ length: 10 }, () => report(order.id, { good: '2', clientOpId })))).toEqual({ won: 1, codes: ['operation.duplicate'] });
      const opId = uuidV7();
      const issue = () => bed.transaction((tx) => material.issue(tx, clerk, order.id, { clientOpId: opId, lines: [{ itemCode: floor.part.code, qty: '1' }] }));
      expect(await settle(Array.from({ length: 10 }, issue))).toEqual({ won: 1, codes: ['operation.duplicate'] });
    }
    expect(await there(floor.product, floor.output)).toBe('10');
  });

  it('has one effect for one operation on two orders', async () => {
    const floor = await aFloor();
    await bed.transaction((tx) => supplied(tx, floor));
    const two = [await aOrder(floor, '10'), await aOrder(floor, '10')];
    const clientOpId = uuidV7();
    const { won, codes } = await settle(Array.from({ length: 10 }, (_, n) => report(two[n % 2]!.id, { good: '1', clientOpId })));
    expect([won, codes]).toEqual([1, ['operation.duplicate']]);
    expect(await there(floor.product, floor.output)).toBe('1');
  });

  it('is told when the order was put on hold under its hands', async () => {
    const floor = await aFloor();
    await bed.transaction((tx) => supplied(tx, floor));
    const order = await aOrder(floor);
    const hold = bed.transaction((tx) => orders.hold(tx, clerk, order.id, { reason: '品質異常' } as never));
    const { won, codes } = await settle([
      ...Array.from({ length: 8 }, () => report(order.id, { good: '1' })),
      hold,
      // Who comes after it is told for certain; the eight above may all have been quicker.
      ...Array.from({ length: 4 }, () => hold.then(() => report(order.id, { good: '1' }))),
    ]);
    expect(codes).toEqual(['work_orders.on_hold']);
    expect(await there(floor.product, floor.output)).toBe(String(won - 1));
  });

  it('corrects a report once', async () => {
    const floor = await aFloor('lot');
    await bed.transaction((tx) => supplied(tx, floor));
    const order = await aOrder(floor);
    const wrong = await report(order.id, { good: '20' });
    const correct = (n: number) => bed.transaction((tx) => reports.supersede(tx, clerk, wrong.id, { good: String(n + 1), reason: '數錯' }));
    const { won, codes } = await settle(Array.from({ length: 8 }, (_, n) => correct(n)));
    expect([won, codes]).toEqual([1, ['production.already_superseded']]);
  });

  it('never deadlocks: twenty at a time share components while others move, issue and correct', async () => {
    const floor = await aFloor('lot');
    const [other] = await bed.transaction(async (tx) => {
      await supplied(tx, floor, { parts: '2000', powder: '500' });
      return [await aLocation(tx, { warehouse: floor.warehouse.code })];
    });
    const many: { id: string }[] = [];
    for (let n = 0; n < 4; n++) many.push(await aOrder(floor, '200'));
    const move = (n: number) => {
      const lines = [
        { itemCode: floor.part.code, qty: '1', fromLocation: floor.supply.code, toLocation: other.code },
        { itemCode: floor.powder.code, qty: '0.5', lot: 'POWDER-1', fromLocation: floor.supply.code, toLocation: other.code },
      ];
      return bed.transaction((tx) => inventory.stock.post(tx, clerk, { type: 'transfer', lines: n % 2 ? lines : [...lines].reverse() }));
    };
    const correct = async (n: number) => {
      const made = await report(many[n % 4]!.id, { good: '2' });
      await bed.transaction((tx) => reports.supersede(tx, clerk, made.id, { good: '1', reason: '數錯' }));
    };
    const issue = (n: number) =>
      bed.transaction((tx) =>
        material.issue(tx, clerk, many[n % 4]!.id, {
          lines: [
            { itemCode: floor.powder.code, qty: '0.25' },
            { itemCode: floor.part.code, qty: '1' },
          ],
        }),
      );
    const one = (n: number) => [() => report(many[n % 4]!.id, { good: '1' }), () => correct(n), () => move(n), () => issue(n)][n % 4]!();
    const { won, codes } = await settle(
      Array.from({ length: 20 }, async (_, client) => {
        for (let n = 0; n < 6; n++) await one(client + n * 5);
      }),
    );
    expect([won, codes]).toEqual([20, []]);
  });
});
