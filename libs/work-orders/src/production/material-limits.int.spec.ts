import { anItem, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedgerIn } from '@anwen/inventory';
import { clerk, onHand, receive } from '@anwen/inventory/testing';
import type { AppError } from '@anwen/kernel';
import { aFactoryFloor, aReleasedOrder, type FloorOptions } from '../orders/testing';
import type { IssueMaterialDto } from './material.dto';
import { production } from './testing';

const { reports, material, substitutes } = production;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterEach(async () => {
  expect((await bed.transaction((tx) => verifyLedgerIn(tx))).results.filter((r) => r.problems.length > 0)).toEqual([]);
});
afterAll(() => bed.drop());

const errorOf = (work: Promise<unknown>): Promise<AppError | undefined> =>
  work.then(
    () => undefined,
    (error: AppError) => error,
  );
const started = async (options: FloorOptions = {}, given: object = {}) => {
  const floor = await bed.transaction((tx) => aFactoryFloor(tx, options));
  const order = await bed.transaction((tx) => aReleasedOrder(tx, floor, given));
  return { floor, order };
};
const report = (workOrder: string, body: object) => bed.transaction((tx) => reports.report(tx, clerk, { workOrder, ...body }));
const issue = (order: string, body: IssueMaterialDto) => bed.transaction((tx) => material.issue(tx, clerk, order, body));
const giveBack = (order: string, materialId: string, qty: string) =>
  bed.transaction((tx) => material.giveBack(tx, clerk, order, { lines: [{ materialId, qty }] }));
const there = (item: { code: string }, bin: { code: string }) => bed.transaction((tx) => onHand(tx, item.code, bin.code));
const linesOf = (order: string) =>
  bed.transaction((tx) =>
    tx.query<{ id: string; item: string; consumed: string; promised: string }>(
      `SELECT m.public_id AS id, i.code AS item, trim_scale(m.consumed)::text AS consumed,
              (SELECT coalesce(trim_scale(sum(r.qty - r.consumed)), 0)::text FROM inventory_reservations r
                WHERE r.owner_ref = m.public_id::text AND r.state = 'open') AS promised
         FROM wo_materials m JOIN items i ON i.id = m.item_id WHERE m.work_order_id = (SELECT id FROM work_orders WHERE public_id = $1) ORDER BY m.line_no`,
      [order],
    ),
  );
const consumedOf = async (order: string) => (await linesOf(order)).map((l) => l.consumed);

describe('an issue of an item that several lines need', () => {
  const twice: FloorOptions = {
    lines: (part) =>
      [
        { component: part.code, qty: '1', uom: 'PCE', issueMethod: 'manual', opNo: 10 },
        { component: part.code, qty: '2', uom: 'PCE', issueMethod: 'manual', opNo: 20 },
      ] as never,
  };

  it('fills them one after the other, over the lines of one request, too', async () => {
    const { floor, order } = await started(twice);
    const line = (qty: string) => ({ itemCode: floor.part.code, qty });
    await issue(order.id, { lines: [line('7'), line('7')] });
    expect(await consumedOf(order.id)).toEqual(['10', '4']);
    await issue(order.id, { lines: [line('20')] });
    expect(await consumedOf(order.id)).toEqual(['10', '24']);
  });

  it('lists its lines or takes everything, and not both', async () => {
    const { floor, order } = await started(twice);
    const both = await errorOf(issue(order.id, { all: true, lines: [{ itemCode: floor.part.code, qty: '1' }] }));
    expect(both).toMatchObject({ code: 'production.issue_ambiguous' });
  });
});

describe('material that reports use up by themselves', () => {
  it('comes back as far as the reported pieces do not need it', async () => {
    const { floor, order } = await started();
    await report(order.id, { good: '4' });
    await issue(order.id, { lines: [{ itemCode: floor.part.code, qty: '3' }] });
    const [part] = await linesOf(order.id);
    const refused = await errorOf(giveBack(order.id, part!.id, '4'));
    expect((refused as AppError).data.errors).toMatchObject([{ pointer: '/lines/0/qty', code: 'production.return_used', params: { most: '3' } }]);
    await giveBack(order.id, part!.id, '3');
    await report(order.id, { good: '1' });
    expect(await there(floor.part, floor.supply)).toBe('70');
  });

  it('keeps what its substitute would otherwise have to give', async () => {
    const { floor, order } = await started();
    const other = await bed.transaction(async (tx) => {
      const item = await anItem(tx, { kind: 'raw' });
      await receive(tx, { itemCode: item.code, qty: '50', toLocation: floor.supply.code });
      return item;
    });
    await report(order.id, { good: '2' });
    const [part] = await linesOf(order.id);
    await bed.transaction((tx) => substitutes.substitute(tx, clerk, order.id, { materialId: part!.id, itemCode: other.code, qty: '10', reason: '缺料' }));
    expect(await errorOf(giveBack(order.id, part!.id, '1'))).toMatchObject({ code: 'production.lines_refused' });
  });
});

describe('a substitute', () => {
  it('is promised in place of what it stands in for', async () => {
    const { floor, order } = await started();
    const other = await bed.transaction(async (tx) => {
      const item = await anItem(tx, { kind: 'raw' });
      await receive(tx, { itemCode: item.code, qty: '50', toLocation: floor.supply.code });
      return item;
    });
    const [part] = await linesOf(order.id);
    expect(part!.promised).toBe('20');
    const more = { materialId: part!.id, itemCode: other.code, qty: '8', ratio: '1.5', reason: '缺料' };
    await bed.transaction((tx) => substitutes.substitute(tx, clerk, order.id, more));
    const promised = (await linesOf(order.id)).map(({ item, promised: open }) => [item, open]);
    expect(promised).toEqual([
      [floor.part.code, '12'],
      [floor.powder.code, '2.5'],
      [other.code, '12'],
    ]);
  });
});
