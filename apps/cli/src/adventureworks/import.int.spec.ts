import { rmSync } from 'node:fs';
import { Writable } from 'node:stream';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { Session } from '../session';
import { Terminal } from '../terminal';
import { importAdventureWorks, makePlan, type ImportReport } from './import';
import { WORK_ORDERS, expected, writeCut } from './testing';

const silent = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

jest.setTimeout(60_000); // a busy machine is no failure

describe('the AdventureWorks import, with a cut of the data', () => {
  let bed: TestDatabase;
  let folder: string;
  const folders: string[] = [];
  const cutOf = (...change: Parameters<typeof writeCut>): string => {
    folders.push(writeCut(...change));
    return folders.at(-1)!;
  };

  beforeEach(async () => {
    bed = await TestDatabase.create();
    folder = cutOf();
  });
  afterEach(async () => {
    await bed.drop();
    for (const made of folders.splice(0)) rmSync(made, { recursive: true });
  });

  /** One run of the command, with an open session to interrupt. */
  const start = (from = folder, batch = 7): { session: Session; report: Promise<ImportReport> } => {
    const session = new Session(new Terminal(true, silent(), silent()), { DATABASE_URL: bed.url });
    let report: ImportReport | undefined;
    const run = session.run(async () => void (report = await importAdventureWorks(session, { from, batch, dryRun: false })));
    return {
      session,
      report: run.then((code) => {
        if (!report) throw new Error(`exit ${code}`);
        return report;
      }),
    };
  };
  const count = async (sql: string): Promise<number> => Number((await bed.transaction((tx) => tx.query<{ n: string }>(`SELECT ${sql} AS n`)))[0]!.n);
  const postings = (): Promise<number> => count('(SELECT count(*) FROM inventory_postings)');
  const flowBalances = (): Promise<{ code: string; qty: string }[]> =>
    bed.transaction((tx) =>
      tx.query(
        `SELECT i.code, b.on_hand::int::text AS qty FROM inventory_balance b JOIN items i ON i.id = b.item_id JOIN locations l ON l.id = b.location_id
     WHERE l.code = 'AW-FLOW' ORDER BY 1`,
      ),
    );
  const all = expected.balances + expected.openings + expected.documents;

  it('loads the master data and posts every movement on its day, from the bill that was valid', async () => {
    const report = await start().report;
    expect(report.done).toEqual({ posted: all, duplicates: 0, movements: expected.balances + expected.openings + expected.movements });
    const rows = await bed.transaction((tx) =>
      tx.query(
        `SELECT p.event_type, p.doc_ref, p.effective_on::text, i.code, m.qty::int AS qty, u.code AS unit, p.note, r.code AS reason
         FROM inventory_movements m JOIN inventory_postings p ON p.id = m.posting_id JOIN items i ON i.id = m.item_id JOIN uoms u ON u.id = m.entered_uom_id
         LEFT JOIN reason_codes r ON r.id = p.reason_code_id WHERE p.doc_ref IN ('PO-1', 'WO-5', 'WO-15') ORDER BY m.id`,
      ),
    );
    const row = (event_type: string, doc_ref: string, effective_on: string, code: string, qty: number, unit = 'EA', more = {}) => ({
      event_type,
      doc_ref,
      effective_on,
      code,
      qty,
      unit,
      note: null,
      reason: null,
      ...more,
    });
    expect(rows).toEqual([
      row('RECEIPT', 'PO-1', '2013-01-04', 'FR-1', 100),
      row('ISSUE', 'WO-5', '2013-01-06', 'FR-1', 10),
      row('ISSUE', 'WO-5', '2013-01-06', 'PT-1', 20, 'OZ'),
      row('PRODUCE', 'WO-5', '2013-01-08', 'LA-1', 9, 'EA', { note: 'scrapped 1: Colour wrong', reason: 'AW-SCRAP-01' }),
      row('ISSUE', 'WO-15', '2013-01-16', 'FR-1', 10),
      row('ISSUE', 'WO-15', '2013-01-16', 'PT-1', 30, 'OZ'),
      row('PRODUCE', 'WO-15', '2013-01-18', 'LA-1', 10),
    ]);
    expect(
      await count(`(SELECT sum(on_hand) FROM inventory_balance b JOIN locations l ON l.id = b.location_id WHERE l.code IN ('AW-01-A-01', 'AW-10-NA-00'))`),
    ).toBe(47);
    expect(await count('(SELECT count(*) FROM partners)')).toBe(3);
    expect(await count(`(SELECT hourly_cost FROM work_centers WHERE code = 'AW-10')`)).toBe(12.5);
  });

  it('ends with the balances that the plan foretold, and the ledger proves itself', async () => {
    await start().report;
    const { forecast } = await makePlan(folder);
    const codes = new Map([
      [1, 'LA-1'],
      [2, 'FR-1'],
      [3, 'PT-1'],
    ]);
    const foretold = [...forecast.closings].map(([product, qty]) => ({ code: codes.get(product), qty: String(qty) }));
    expect(await flowBalances()).toEqual(foretold.sort((a, b) => (a.code ?? '').localeCompare(b.code ?? '')));
    expect((await verifyLedger(bed.database)).results.flatMap((r) => r.problems)).toEqual([]);
  });

  it('changes nothing when it runs a second time', async () => {
    await start().report;
    const before = await flowBalances();
    const second = await start(folder, 3).report;
    expect(second.done).toEqual({ posted: 0, duplicates: all, movements: 0 });
    expect([await flowBalances(), await postings(), await count('(SELECT count(*) FROM items)')]).toEqual([before, all, 3]);
  });

  it('stops after the running batch when it is interrupted, and the next run posts exactly the rest', async () => {
    const { session, report } = start(folder, 2);
    while ((await postings()) < 10) await new Promise((resume) => setTimeout(resume, 5));
    session.interrupt();
    const first = await report;
    expect(first.interrupted).toBe(true);
    expect(first.done.posted).toBeLessThan(all);
    expect(await postings()).toBe(first.done.posted);
    const second = await start().report;
    expect(second.done).toMatchObject({ posted: all - first.done.posted, duplicates: first.done.posted });
    expect(await postings()).toBe(all);
    expect((await verifyLedger(bed.database)).ok).toBe(true);
  });

  it.each([
    ['a bad number', { file: 'work_order.csv', find: '7,1,10,10,0', replace: '7,1,1O,10,0' }, 'work_order.csv:8: OrderQty must be a whole number, is "1O"'],
    ['a missing field', { file: 'product_vendor.csv', find: '2,50,4.5000', replace: '2,50' }, 'product_vendor.csv:2: has 2 fields, the header has 3'],
    [
      'an unknown product',
      { file: 'transaction_history_archive.csv', find: '\n3,1,3', replace: '\n3,77,3' },
      'transaction_history_archive.csv:4: refers to product 77, which does not exist',
    ],
    [
      'a sum that does not hold',
      { file: 'work_order.csv', find: '5,1,10,9,1', replace: '5,1,10,9,2' },
      'work_order.csv:6: StockedQty 9 + ScrappedQty 2 is not OrderQty 10',
    ],
    [
      'a second transaction with one number',
      { file: 'transaction_history.csv', find: '1000,2', replace: '30,2' },
      'transaction_history.csv:2: TransactionID 30 is already in the other ledger file',
    ],
    [
      'an order without its header',
      { file: 'sales_order_header.csv', find: '\n9,SO9,900', replace: '' },
      'transaction_history_archive.csv:10: refers to sales order 9, which does not exist',
    ],
  ])('reports %s with file and line, and writes nothing at all', async (_name, change, complaint) => {
    const session = new Session(new Terminal(true, silent(), silent()), { DATABASE_URL: bed.url });
    await expect(importAdventureWorks(session, { from: cutOf(change), batch: 7, dryRun: false })).rejects.toMatchObject({
      exitCode: 5,
      message: expect.stringContaining(complaint),
    });
    expect([await count('(SELECT count(*) FROM items)'), await count('(SELECT count(*) FROM uoms)'), await postings()]).toEqual([0, 0, 0]);
  });

  it('refuses a folder that is not there', async () => {
    const session = new Session(new Terminal(true, silent(), silent()), { DATABASE_URL: bed.url });
    await expect(importAdventureWorks(session, { from: '/nowhere', batch: 7, dryRun: false })).rejects.toMatchObject({ exitCode: 3 });
  });

  it('writes nothing in a dry run, and says what it would do', async () => {
    const session = new Session(new Terminal(true, silent(), silent()), {});
    const report = await importAdventureWorks(session, { from: folder, batch: 7, dryRun: true });
    expect(report.planned).toEqual({ documents: expected.documents, movements: expected.movements, balances: expected.balances, openings: expected.openings });
    expect(report.read.workOrders).toBe(WORK_ORDERS);
    expect(await postings()).toBe(0);
  });
});
