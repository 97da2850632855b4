import { rmSync } from 'node:fs';
import { Writable } from 'node:stream';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { Session } from '../session';
import { Terminal } from '../terminal';
import { importAdventureWorks } from './import';
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

  it('makes orders, receipts, inspections and shipments whose sums are those of the files', async () => {
    const report = await run();
    expect(report.totals).toEqual({
      bought: { ordered: 121, received: 117, rejected: 13, stocked: 104, amount: '473.2500' },
      sold: { lines: WORK_ORDERS, qty: WORK_ORDERS * 9 },
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
    const { differences } = (await run()).totals!;
    expect(differences).toHaveLength(3);
    expect(differences[0]).toMatch(/^vendor FRAMES01: files .*"rejected":13.* database .*"rejected":15/);
  });

  it('is refused after the bare replay: the goods would come in twice', async () => {
    const bare = session();
    await bare.run(async () => void (await importAdventureWorks(bare, { from: folder, batch: 50, dryRun: false })));
    await expect(importTrade(session(), { from: folder })).rejects.toMatchObject({ exitCode: 3 });
  });

  it('refuses the bare replay afterwards, for the same reason', async () => {
    await run();
    await expect(importAdventureWorks(session(), { from: folder, batch: 50, dryRun: false })).rejects.toMatchObject({ exitCode: 3 });
  });
});
