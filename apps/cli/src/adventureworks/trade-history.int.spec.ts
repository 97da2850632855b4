import { rmSync } from 'node:fs';
import { Writable } from 'node:stream';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { aSmallStore, clerk, inventory } from '@anwen/inventory/testing';
import { uuidV5 } from '@anwen/kernel';
import { Session } from '../session';
import { Terminal } from '../terminal';
import { importAdventureWorks } from './import';
import { NAMESPACE } from './posting';
import { WORK_ORDERS, writeCut } from './testing';
import { importTrade, type TradeReport } from './trade-history';

const silent = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
jest.setTimeout(120_000); // a busy machine is no failure

describe('the AdventureWorks import with its orders, with a cut of the data', () => {
  let bed: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    bed = await TestDatabase.create();
    folder = writeCut();
  });
  afterEach(async () => {
    await bed.drop();
    rmSync(folder, { recursive: true });
  });

  const session = (): Session => new Session(new Terminal(true, silent(), silent()), { DATABASE_URL: bed.url });
  const run = async (open = session()): Promise<TradeReport> => {
    let report: TradeReport | undefined;
    const code = await open.run(async () => void (report = await importTrade(open, { from: folder })));
    if (!report) throw new Error(`exit ${code}`);
    return report;
  };
  const ask = <R>(sql: string): Promise<R[]> => bed.transaction((tx) => tx.query<R>(sql));

  /** The cut's 30 orders of ten lamps; every second has two operations, frames and paint go in by the bill of the day. */
  const made = {
    ...{ orders: WORK_ORDERS, ordered: 300, stocked: 299, scrapped: 1, withScrap: 1, late: 1, reasons: 1 },
    ...{ operations: 30, hours: '60.0060', plannedCost: '750.0750', issues: 60, issued: 300 + 14 * 20 + 16 * 30 },
  };

  it('makes orders, receipts, inspections and shipments whose sums are those of the files', async () => {
    const report = await run();
    expect(report.totals).toEqual({
      bought: { ordered: 121, received: 117, rejected: 13, stocked: 104, amount: '473.2500' },
      sold: { lines: WORK_ORDERS, qty: WORK_ORDERS * 9 },
      made,
      differences: [],
    });
    expect(await ask(`SELECT external_ref AS ref, state, number LIKE 'PO-%' AS numbered FROM purchase_orders ORDER BY id`)).toEqual([
      { ref: 'AW-PO-1', state: 'closed', numbered: true },
      { ref: 'AW-PO-2', state: 'partially_received', numbered: true },
      { ref: 'AW-PO-3', state: 'cancelled', numbered: true },
    ]);
    expect(await ask(`SELECT state, count(*)::int AS n FROM inspections GROUP BY 1`)).toEqual([{ state: 'dispositioned', n: 3 }]);
    expect(await ask(`SELECT state, count(*)::int AS n FROM receipts GROUP BY 1 ORDER BY 1`)).toEqual([
      { state: 'cancelled', n: 1 },
      { state: 'closed', n: 2 },
    ]);
    expect(await ask(`SELECT s.state, count(*)::int AS n, count(s.posting_id)::int AS posted FROM shipments s GROUP BY 1`)).toEqual([
      { state: 'shipped', n: WORK_ORDERS, posted: WORK_ORDERS },
    ]);
    expect(await ask(`SELECT effective_on::text AS day FROM inventory_postings WHERE doc_type IN ('receipt', 'inspection') ORDER BY 1 LIMIT 1`)).toEqual([
      { day: '2013-01-04' },
    ]);
    expect(await ask(`SELECT code, status FROM partners WHERE status = 'blocked'`)).toEqual([{ code: 'OLD01', status: 'blocked' }]);
    expect((await verifyLedger(bed.database)).results.flatMap((r) => r.problems)).toEqual([]);
  });

  it('runs every work order from its release to its end, with the bill of its first day, its operations and its scrap', async () => {
    await run();
    const orders = await ask(
      `SELECT w.number, w.state, w.qty_good::float8 AS good, w.qty_scrap::float8 AS scrap, w.due_on::text AS due, w.standard_time::float8 AS time, w.bom_id IS NOT NULL AS frozen,
              (SELECT array_agg(i.code || ' ' || m.consumed::float8 ORDER BY m.line_no) FROM wo_materials m JOIN items i ON i.id = m.item_id WHERE m.work_order_id = w.id) AS materials
         FROM work_orders w WHERE w.external_ref IN ('AW-WO-5', 'AW-WO-16') ORDER BY w.id`,
    );
    const common = { state: 'closed', frozen: true };
    expect(orders).toEqual([
      { ...common, number: 'WO-130106-00005', good: 9, scrap: 1, due: '2013-01-07', time: 5.0005, materials: ['FR-1 10', 'PT-1 20'] },
      { ...common, number: 'WO-130117-00016', good: 10, scrap: 0, due: '2013-01-20', time: null, materials: ['FR-1 10', 'PT-1 30'] },
    ]);
    expect(
      await ask(`SELECT o.op_no AS op, o.state, c.code, r.good::float8 AS good, r.scrap::float8 AS scrap, r.is_final AS final, s.code AS reason, r.output_posting IS NOT NULL AS stocked
                   FROM production_reports r JOIN work_orders w ON w.id = r.work_order_id AND w.external_ref = 'AW-WO-5' JOIN wo_operations o ON o.id = r.operation_id
                   JOIN work_centers c ON c.id = o.work_center_id LEFT JOIN reason_codes s ON s.id = r.scrap_reason_id ORDER BY 1`),
    ).toEqual([
      { op: 6, state: 'done', code: 'AW-10', good: 10, scrap: 0, final: false, reason: null, stocked: false },
      { op: 7, state: 'done', code: 'AW-10', good: 9, scrap: 1, final: true, reason: 'AW-SCRAP-01', stocked: true },
    ]);
    expect(await ask(`SELECT event_type AS event, effective_on::text AS day FROM inventory_postings WHERE doc_ref = 'WO-130106-00005' ORDER BY id`)).toEqual([
      { event: 'BACKFLUSH', day: '2013-01-06' },
      { event: 'PRODUCE', day: '2013-01-08' },
    ]);
  });

  it('goes on with production where it was cut off between two transactions', async () => {
    const open = session();
    const first = run(open);
    while ((await ask(`SELECT 1 FROM work_orders WHERE state = 'closed'`)).length === 0) await new Promise((resume) => setTimeout(resume, 5));
    open.interrupt();
    await first;
    expect((await ask(`SELECT 1 FROM work_orders WHERE state = 'closed'`)).length).toBeLessThan(WORK_ORDERS);
    expect((await verifyLedger(bed.database)).results.flatMap((r) => r.problems)).toEqual([]);
    expect((await run()).totals).toMatchObject({ made, differences: [] });
    expect((await verifyLedger(bed.database)).results.flatMap((r) => r.problems)).toEqual([]);
  });

  it('changes nothing when it runs a second time, and goes on where an interruption left it', async () => {
    const open = session();
    const first = run(open);
    while ((await ask(`SELECT 1 FROM receipts WHERE state <> 'draft'`)).length === 0) await new Promise((resume) => setTimeout(resume, 5));
    open.interrupt();
    expect((await first).totals).toBeNull();
    const second = await run();
    expect(second.totals?.differences).toEqual([]);
    const before = await ask('SELECT (SELECT count(*) FROM inventory_postings) AS postings, (SELECT count(*) FROM sales_orders) AS orders');
    expect((await run()).totals).toEqual(second.totals);
    expect(await ask('SELECT (SELECT count(*) FROM inventory_postings) AS postings, (SELECT count(*) FROM sales_orders) AS orders')).toEqual(before);
  });

  it('says so when the database does not hold what the files say', async () => {
    await run();
    await bed.transaction((tx) => tx.query(`UPDATE purchase_order_lines SET rejected_qty = rejected_qty + 1 WHERE rejected_qty > 0`));
    await bed.transaction((tx) => tx.query(`UPDATE work_orders SET qty_planned = qty_planned + 1 WHERE external_ref = 'AW-WO-9'`));
    await bed.transaction((tx) =>
      tx.query(`UPDATE wo_operation_runs SET ended_at = ended_at + interval '36 s' WHERE id = (SELECT min(id) FROM wo_operation_runs)`),
    );
    const { differences } = (await run()).totals!;
    expect(differences).toHaveLength(5);
    expect(differences[3]).toMatch(/^product made LA-1: files .*"ordered":300.* database .*"ordered":301/);
    expect(differences[4]).toMatch(/^work centre Assembly: files .*"hours":"60.0060".* database .*"hours":"60.0160"/);
    expect(differences[0]).toMatch(/^vendor FRAMES01: files .*"rejected":13.* database .*"rejected":15/);
  });

  it('is refused after the bare replay: the goods would come in twice', async () => {
    const bare = session();
    await bare.run(async () => void (await importAdventureWorks(bare, { from: folder, batch: 50, dryRun: false })));
    await expect(importTrade(session(), { from: folder })).rejects.toMatchObject({ exitCode: 3 });
  });

  it('is refused after an import that made and used without work orders', async () => {
    await bed.transaction(async (tx) => {
      const { plain, binA } = await aSmallStore(tx);
      const clientOpId = uuidV5(NAMESPACE, 'work_order/7/produce'); // as such an import named it
      const lines = [{ itemCode: plain.code, qty: '10', fromLocation: 'PRODUCTION', toLocation: binA.code }];
      await inventory.stock.post(tx, clerk, { type: 'receipt', clientOpId, lines });
    });
    await expect(importTrade(session(), { from: folder })).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining('without its work orders') });
  });

  it('refuses the bare replay afterwards, for the same reason', async () => {
    await run();
    await expect(importAdventureWorks(session(), { from: folder, batch: 50, dryRun: false })).rejects.toMatchObject({ exitCode: 3 });
  });
});
