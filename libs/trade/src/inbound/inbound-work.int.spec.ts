import { aLocation, aWarehouse, anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, inventory, onHand, personWith } from '@anwen/inventory/testing';
import { NO_SCOPE, type Actor, type AppError } from '@anwen/kernel';
import { aDock, aPurchaseOrder, aReceipt, inbound } from './testing';

const { orders, receipts, inspections, putaway } = inbound;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
});
afterAll(() => bed.drop());

const refusal = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error('was not refused');
    },
    (e: AppError) => e,
  );
const run = <T>(work: Parameters<typeof bed.transaction<T>>[0]): Promise<T> => bed.transaction(work);

/** 10 pieces at a dock against an order; inspected on receipt when told so. */
const arrived = async (qc = false) => {
  const made = await run(async (tx) => {
    const { warehouse, dock, bins } = await aDock(tx);
    const item = await anItem(tx, { qcOnReceipt: qc });
    const order = await aPurchaseOrder(tx, { warehouse: warehouse.code, lines: [{ itemCode: item.code, qty: '20' }] });
    return { warehouse, dock, bins, item, order, receipt: (await aReceipt(tx, { purchaseOrder: order.id, dock: dock.code })).id };
  });
  const done = await run((tx) => receipts.confirmLines(tx, clerk, made.receipt, { lines: [{ itemCode: made.item.code, qty: '10' }] }));
  const [task] = (await run((tx) => putaway.list(tx, clerk, { limit: 5, receipt: made.receipt }))).items;
  return { ...made, line: done.lines[0]!.id, task: task?.id ?? '', inspection: done.inspections[0]?.id ?? '' };
};
const stateOf = async (id: string): Promise<string> => (await run((tx) => receipts.get(tx, id))).state;
const reason = 'moved away by hand';
const logged = (id: string) =>
  run((tx) => tx.query<{ action: string; reason: string }>(`SELECT action, reason FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id DESC LIMIT 1`, [id]));

describe('work whose goods left the dock another way', () => {
  it('is called off: the put-away, and its receipt is closed', async () => {
    const { receipt, task, item, dock, bins } = await arrived();
    await run((tx) => receipts.finish(tx, clerk, receipt));
    await run((tx) =>
      inventory.stock.post(tx, clerk, { type: 'transfer', lines: [{ itemCode: item.code, qty: '10', fromLocation: dock.code, toLocation: bins[0]!.code }] }),
    );
    expect((await refusal(run((tx) => putaway.confirm(tx, clerk, task, { location: bins[1]!.code })))).code).toBe('inventory.insufficient_stock');
    const [ann, ben] = ['401', '402'].map((id): Actor => ({ ...personWith(['putaway.confirm', 'putaway.assign']), id, userId: id, name: id }));
    await run((tx) => putaway.claim(tx, ann!, task));
    expect((await refusal(run((tx) => putaway.cancel(tx, ben!, task, { reason })))).code).toBe('trade.task_taken');
    expect(await run((tx) => putaway.cancel(tx, ann!, task, { reason }))).toMatchObject({ state: 'cancelled' });
    expect([await stateOf(receipt), await logged(task)]).toEqual(['closed', [{ action: 'putaway.cancelled', reason }]]);
    expect((await refusal(run((tx) => putaway.cancel(tx, clerk, task, { reason })))).code).toBe('trade.invalid_transition');
    expect(await run((tx) => onHand(tx, item.code, bins[0]!.code))).toBe('10');
  });

  it('is called off: the inspection, and its receipt is closed', async () => {
    const { receipt, inspection, item, dock } = await arrived(true);
    await run((tx) => receipts.finish(tx, clerk, receipt));
    const release = { itemCode: item.code, qty: '10', fromLocation: dock.code, status: 'qc' as const, toStatus: 'available' as const };
    await run((tx) => inventory.stock.post(tx, clerk, { type: 'status', lines: [release] }));
    await run((tx) => inspections.record(tx, clerk, inspection, { result: 'passed', passedQty: '10', failedQty: '0' }));
    expect(await run((tx) => inspections.cancel(tx, clerk, inspection, { reason }))).toMatchObject({ state: 'cancelled', legal: [] });
    expect([await stateOf(receipt), await logged(inspection)]).toEqual(['closed', [{ action: 'inspection.cancelled', reason }]]);
  });

  it('is not put away by somebody from whose zone the dock was taken meanwhile', async () => {
    const { bin, zone, task } = await run(async (tx) => {
      const warehouse = await aWarehouse(tx, { zones: ['Z1', 'Z2'] });
      const dock = await aLocation(tx, { warehouse: warehouse.code, zone: 'Z1', kind: 'staging_in' });
      const { id } = await aReceipt(tx, { dock: dock.code });
      await receipts.confirmLines(tx, clerk, id, { lines: [{ itemCode: (await anItem(tx)).code, qty: '1' }] });
      await tx.query('UPDATE locations SET zone_id = $2 WHERE id = $1', [dock.id, warehouse.zones.get('Z2')]);
      const bin = await aLocation(tx, { warehouse: warehouse.code, zone: 'Z1' });
      return { bin, zone: warehouse.zones.get('Z1')!, task: (await putaway.list(tx, clerk, { limit: 1, receipt: id })).items[0]!.id };
    });
    const scope = { ...NO_SCOPE, zones: [zone] };
    expect(await bed.transaction((tx) => putaway.get(tx, clerk, task), clerk, scope)).toMatchObject({ from: null });
    expect((await refusal(bed.transaction((tx) => putaway.confirm(tx, clerk, task, { location: bin.code }), clerk, scope))).code).toBe(
      'trade.dock_out_of_reach',
    );
  });
});

describe('the version of a document', () => {
  it('grows with everything that its view shows', async () => {
    const first = await arrived();
    const { receipt, order, item, dock, bins, line, task } = first;
    const versions = async () => [(await run((tx) => orders.get(tx, clerk, order.id))).rowVersion, (await run((tx) => receipts.get(tx, receipt))).rowVersion];
    let before = await versions();
    const grew = async (work: Promise<unknown>): Promise<boolean[]> => {
      await work;
      const now = await versions();
      const answer = now.map((version, i) => version! > before[i]!);
      before = now;
      return answer;
    };
    expect(await grew(run((tx) => receipts.confirmLines(tx, clerk, receipt, { lines: [{ itemCode: item.code, qty: '1' }] })))).toEqual([true, true]);
    expect(await grew(run((tx) => putaway.confirm(tx, clerk, task, { location: bins[0]!.code })))).toEqual([false, true]);
    const [other] = (await run((tx) => putaway.list(tx, clerk, { limit: 1, receipt, state: 'open' }))).items;
    expect(await grew(run((tx) => putaway.cancel(tx, clerk, other!.id, { reason })))).toEqual([false, true]);
    const second = (await run((tx) => receipts.get(tx, receipt))).lines.find((one) => one.id !== line)!;
    expect(await grew(run((tx) => receipts.reverseLine(tx, clerk, { receipt, line: second.id }, {})))).toEqual([true, true]);
    // Another delivery of the same order changes what this one still expects.
    const sibling = (await run((tx) => aReceipt(tx, { purchaseOrder: order.id, dock: dock.code }))).id;
    expect(await grew(run((tx) => receipts.confirmLines(tx, clerk, sibling, { lines: [{ itemCode: item.code, qty: '1' }] })))).toEqual([true, true]);
  });

  it('of a receipt grows with its inspections', async () => {
    const { receipt, inspection, order } = await arrived(true);
    const version = async () => (await run((tx) => receipts.get(tx, receipt))).rowVersion;
    const ofOrder = async () => (await run((tx) => orders.get(tx, clerk, order.id))).rowVersion;
    const [v0, o0] = [await version(), await ofOrder()];
    await run((tx) => inspections.record(tx, clerk, inspection, { result: 'failed', passedQty: '0', failedQty: '10' }));
    const v1 = await version();
    await run((tx) => inspections.dispose(tx, clerk, inspection, { lines: [{ action: 'return', qty: '2' }] }));
    expect([v1 > v0, (await version()) > v1, (await ofOrder()) > o0]).toEqual([true, true, true]);
  });
});
