import { aPartner, aWarehouse, anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, personWith } from '@anwen/inventory/testing';
import { AppError, type Actor } from '@anwen/kernel';
import { aDock, aPurchaseOrder, aReceipt, inbound } from './testing';

const { orders } = inbound;
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
const draft = () => run((tx) => aPurchaseOrder(tx, { draft: true }));
const zh: Actor = { ...clerk, locale: 'zh-Hant' };

describe('approving', () => {
  it('looks again at the supplier, the warehouse and the items', async () => {
    const [first, second, third] = [await draft(), await draft(), await draft()];
    await run((tx) => tx.query(`UPDATE partners SET status = 'archived' WHERE code = $1`, [first.supplier.code]));
    await run((tx) => tx.query(`UPDATE items SET status = 'archived' WHERE code = $1`, [second.lines[0]!.item.code]));
    await run((tx) => tx.query(`UPDATE warehouses SET status = 'archived' WHERE code = $1`, [third.warehouse.code]));
    const told = async (id: string) => (await refusal(run((tx) => orders.approve(tx, clerk, id)))).data.errors?.map((one) => `${one.pointer} ${one.code}`);
    expect(await told(first.id)).toEqual(['/supplier trade.partner_unfit']);
    expect(await told(second.id)).toEqual(['/lines/0/itemCode trade.item_unfit']);
    expect(await told(third.id)).toEqual(['/warehouse trade.reference_unknown']);
    expect((await run((tx) => orders.get(tx, clerk, first.id))).state).toBe('draft');
  });

  it('approves what was read, when the reader says which version that was', async () => {
    const order = await draft();
    const late = await refusal(run((tx) => orders.approve(tx, clerk, order.id, order.rowVersion + 1)));
    expect([late.code, late.data.headers]).toEqual(['http.precondition_failed', { ETag: `"${order.rowVersion}"` }]);
    expect(await run((tx) => orders.approve(tx, clerk, order.id, order.rowVersion))).toMatchObject({ state: 'approved' });
  });
});

describe('a receipt for an order', () => {
  it('does not go to another warehouse than the order', async () => {
    const { order, dock, other } = await run(async (tx) => {
      const { warehouse, dock } = await aDock(tx);
      return { order: await aPurchaseOrder(tx, { warehouse: warehouse.code }), dock, other: await aWarehouse(tx) };
    });
    const make = (warehouse: string) => run((tx) => aReceipt(tx, { purchaseOrder: order.id, dock: dock.code, warehouse }));
    expect((await refusal(make(other.code))).data.errors).toMatchObject([{ pointer: '/warehouse', code: 'trade.reference_unknown' }]);
    expect(await make(order.warehouse.code)).toMatchObject({ state: 'draft' });
  });
});

describe('orders that come in bulk', () => {
  const inputs = () =>
    run(async (tx) => {
      const input = { supplier: (await aPartner(tx)).code, warehouse: (await aWarehouse(tx)).code, lines: [{ itemCode: (await anItem(tx)).code, qty: '1' }] };
      return (ref: string) => ({ ...input, externalRef: ref });
    });
  const count = async () =>
    (await run((tx) => tx.query<{ n: number }>(`SELECT coalesce(sum(last), 0)::int AS n FROM number_series WHERE prefix = 'PO'`)))[0]!.n;

  it('leave no number unused, also when the same reference comes twice', async () => {
    const of = await inputs();
    const before = await count();
    const made = await run((tx) => orders.createMany(tx, clerk, [of('A'), of('A'), of('B')], { batch: 'b' }));
    expect([made.length, (await count()) - before]).toEqual([2, 2]);
  });

  it('leave no number unused when somebody else brings the same reference at the same time', async () => {
    const of = await inputs();
    const before = await count();
    const runs = Array.from({ length: 8 }, (_, i) => run((tx) => orders.createMany(tx, clerk, [of('X'), of(`Y${i}`)], { batch: 'b' })));
    const made = (await Promise.all(runs)).flat();
    expect([made.length, (await count()) - before]).toEqual([9, 9]);
  });
});

describe('what people read', () => {
  it('is in their language, states and roles too', async () => {
    const order = await draft();
    await run((tx) => orders.cancel(tx, clerk, order.id, {}));
    const late = await refusal(run((tx) => orders.approve(tx, clerk, order.id)));
    expect([late.text('zh-Hant'), late.text('en')]).toEqual([
      '單據目前為「已取消」，不能執行此動作。',
      'The document is cancelled; this step is not possible.',
    ]);
    const { dock } = await run((tx) => aDock(tx));
    const closed = await refusal(run((tx) => aReceipt(tx, { purchaseOrder: order.id, dock: dock.code })));
    expect(closed.text('zh-Hant')).toBe('採購單目前為「已取消」，不能收貨。');
    const customer = await run((tx) => aPartner(tx, { roles: ['customer'] }));
    const wrong = { supplier: customer.code, warehouse: order.warehouse.code, lines: [{ itemCode: order.lines[0]!.item.code, qty: '1' }] };
    const [told] = (await refusal(run((tx) => orders.create(tx, zh, wrong)))).data.errors!;
    expect(told!.message).toBe(`往來對象「${customer.code}」不是供應商或已停用。`);
    expect(told!.params).toMatchObject({ role: 'supplier' });
  });

  it('of an edit says what it changed, and no price', async () => {
    const order = await run((tx) => aPurchaseOrder(tx, { draft: true, note: 'old' }));
    const item = order.lines[0]!.item.code;
    const patch = { supplier: order.supplier.code, warehouse: order.warehouse.code, note: 'new', lines: [{ itemCode: item, qty: '4', price: '3' }] };
    await run((tx) => orders.update(tx, clerk, { id: order.id, rowVersion: 1, patch }));
    const [logged] = await run((tx) =>
      tx.query<{ diff: object }>(`SELECT diff FROM sys_audit_logs WHERE subject_id = $1 AND action = 'po.updated'`, [order.id]),
    );
    expect(logged!.diff).toEqual({
      number: order.number,
      note: { before: 'old', after: 'new' },
      lines: [{ lineNo: 1, before: `${item} 10 PCE`, after: `${item} 4 PCE`, priceChanged: true }],
    });
    const blind = personWith(['purchase.write']);
    const same = { ...patch, note: 'newer', lines: [{ itemCode: item, qty: '4' }] };
    await run((tx) => orders.update(tx, blind, { id: order.id, rowVersion: 2, patch: same }));
    const rows = await run((tx) =>
      tx.query<{ diff: object }>(`SELECT diff FROM sys_audit_logs WHERE subject_id = $1 AND action = 'po.updated' ORDER BY id DESC LIMIT 1`, [order.id]),
    );
    expect(rows[0]!.diff).toEqual({ number: order.number, note: { before: 'new', after: 'newer' } });
  });
});
