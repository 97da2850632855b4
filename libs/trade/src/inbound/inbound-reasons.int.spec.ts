import { aPartner, anItem, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, receive } from '@anwen/inventory/testing';
import type { AppError } from '@anwen/kernel';
import { aDock, aReceipt, inbound } from './testing';

const { receipts, inspections, returns } = inbound;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterAll(() => bed.drop());

const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'was not refused',
    (e: AppError) => [e.code, ...(e.data.errors ?? []).map((one) => `${one.pointer} ${one.code}`)],
  );

describe('a reason', () => {
  it('of every decision must exist, fit, and have the note that it asks for', async () => {
    const inspection = await bed.transaction(async (tx) => {
      const { dock } = await aDock(tx);
      const item = await anItem(tx, { qcOnReceipt: true });
      const { id } = await aReceipt(tx, { dock: dock.code });
      const done = await receipts.confirmLines(tx, clerk, id, { lines: [{ itemCode: item.code, qty: '10' }] });
      await inspections.record(tx, clerk, done.inspections[0]!.id, { result: 'failed', passedQty: '0', failedQty: '10' });
      return done.inspections[0]!.id;
    });
    const dispose = (lines: { action: string; qty: string; reasonCode?: string; note?: string }[]) =>
      refused(bed.transaction((tx) => inspections.dispose(tx, clerk, inspection, { lines })));
    const scrap = { action: 'scrap', qty: '1' };
    expect(
      await dispose([
        { ...scrap, reasonCode: 'SCR-MATERIAL' },
        { ...scrap, reasonCode: 'NO-SUCH' },
        { ...scrap, reasonCode: 'DT-SETUP' },
        { ...scrap, reasonCode: 'HLD-SUSPECT', note: '  ' },
        { action: 'rework', qty: '1', reasonCode: 'ADJ-FOUND' },
      ]),
    ).toEqual([
      'trade.lines_refused',
      '/lines/1/reasonCode trade.reason_unknown',
      '/lines/2/reasonCode trade.reason_unknown',
      '/lines/3/note trade.note_required',
      '/lines/4/reasonCode trade.reason_unknown',
    ]);
    const fine = [{ ...scrap, reasonCode: 'SCR-MATERIAL' }, { ...scrap, reasonCode: 'HLD-SUSPECT', note: '裂痕' }, { ...scrap }];
    expect(await dispose(fine)).toBe('was not refused');
  });

  it('of a return that needs a note is not satisfied by the document’s number', async () => {
    const draft = (note?: string) =>
      bed.transaction(async (tx) => {
        const { warehouse, bins } = await aDock(tx);
        const item = await anItem(tx);
        await receive(tx, { itemCode: item.code, qty: '2', toLocation: bins[0]!.code });
        const line = { itemCode: item.code, qty: '1', location: bins[0]!.code };
        const lines = [
          { ...line, reasonCode: 'HLD-SUSPECT' },
          { ...line, reasonCode: 'RET-DEFECT' },
        ];
        return returns.create(tx, clerk, { supplier: (await aPartner(tx)).code, warehouse: warehouse.code, lines, ...(note ? { note } : {}) });
      });
    const ship = (id: string, note?: string) => refused(bed.transaction((tx) => returns.ship(tx, clerk, id, note ? { note } : {})));
    const silent = await draft();
    expect(await ship(silent.id)).toEqual(['trade.lines_refused', '/note trade.note_required']);
    expect([await ship(silent.id, '有異味'), await ship((await draft('有異味')).id)]).toEqual(['was not refused', 'was not refused']);
    const late = await draft('x');
    await bed.transaction((tx) => tx.query(`UPDATE reason_codes SET active = false WHERE code = 'RET-DEFECT'`));
    expect(await ship(late.id)).toEqual(['trade.lines_refused', '/lines/1/reasonCode trade.reason_unknown']);
  });

  it('of a line taken back is judged alike, however many lines came with it', async () => {
    const taken = async (lines: number, input: { reasonCode: string; note?: string }) => {
      const { receipt, line } = await bed.transaction(async (tx) => {
        const { dock } = await aDock(tx);
        const { id } = await aReceipt(tx, { dock: dock.code });
        const made = [];
        for (let i = 0; i < lines; i++) made.push({ itemCode: (await anItem(tx)).code, qty: '1' });
        return { receipt: id, line: (await receipts.confirmLines(tx, clerk, id, { lines: made })).lines[0]!.id };
      });
      return refused(bed.transaction((tx) => receipts.reverseLine(tx, clerk, { receipt, line }, input)));
    };
    const cases = [{ reasonCode: 'ADJ-ENTRY', note: 'typing error' }, { reasonCode: 'ADJ-ENTRY' }, { reasonCode: 'DT-SETUP' }, { reasonCode: 'NO-SUCH' }];
    const answers = [
      'was not refused',
      ['trade.lines_refused', '/note trade.note_required'],
      ['trade.lines_refused', '/reasonCode trade.reason_unknown'],
      ['trade.lines_refused', '/reasonCode trade.reason_unknown'],
    ];
    for (const lines of [1, 2]) for (const [i, input] of cases.entries()) expect([lines, i, await taken(lines, input)]).toEqual([lines, i, answers[i]]);
  });
});
