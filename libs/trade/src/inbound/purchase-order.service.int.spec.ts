import { aPartner, aWarehouse, anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, personWith } from '@anwen/inventory/testing';
import { NO_SCOPE, type Actor, type AppError, type Scope } from '@anwen/kernel';
import { aPurchaseOrder, inbound } from './testing';

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
const within = <T>(scope: Scope, work: Parameters<TestDatabase['transaction']>[0], actor: Actor = clerk): Promise<T> =>
  bed.transaction(work, actor, scope) as Promise<T>;

describe('writing', () => {
  it('makes a draft with a number, its lines in base units, and what may be done', async () => {
    const order = await bed.transaction(async (tx) => {
      const item = await anItem(tx, { uoms: [{ uom: 'BX', num: '12', den: '1' }] });
      return aPurchaseOrder(tx, { draft: true, lines: [{ itemCode: item.code, qty: '2', uom: 'BX', price: '6.5' }] });
    });
    expect(order).toMatchObject({ state: 'draft', total: '13', receivedPct: 0, lineCount: 1, rowVersion: 1, legal: ['edit', 'approve', 'cancel'] });
    expect(order.number).toMatch(/^PO-\d{6}-\d{3,}$/);
    expect(order.lines).toMatchObject([{ lineNo: 1, qty: '2', uom: 'BX', qtyBase: '24', openQty: '24', receivedQty: '0', price: '6.5' }]);
    expect(await bed.transaction((tx) => orders.get(tx, clerk, order.number))).toMatchObject({ id: order.id });
  });

  it('says all that is wrong in one answer, and takes no number for it', async () => {
    const { supplier, warehouse, item } = await bed.transaction(async (tx) => ({
      supplier: await aPartner(tx, { roles: ['customer'] }),
      warehouse: await aWarehouse(tx),
      item: await anItem(tx),
    }));
    const count = async () => (await bed.database.query<{ n: number }>(`SELECT coalesce(sum(last), 0)::int AS n FROM number_series WHERE prefix = 'PO'`))[0]!.n;
    const before = await count();
    const lines = [
      { itemCode: item.code, qty: '1', uom: 'KGM' },
      { itemCode: 'NO-SUCH', qty: '1' },
    ];
    const error = await refusal(bed.transaction((tx) => orders.create(tx, clerk, { supplier: supplier.code, warehouse: warehouse.code, lines })));
    expect([error.code, error.status, error.data.errors?.map((e) => [e.pointer, e.code])]).toEqual([
      'trade.lines_refused',
      422,
      [
        ['/supplier', 'trade.partner_unfit'],
        ['/lines/0/uom', 'trade.unit_factor_missing'],
        ['/lines/1/itemCode', 'trade.reference_unknown'],
      ],
    ]);
    expect(await count()).toBe(before);
  });

  it('exchanges a draft that nobody has changed meanwhile, and nothing that is approved', async () => {
    const order = await bed.transaction((tx) => aPurchaseOrder(tx, { draft: true }));
    const other = await bed.transaction((tx) => anItem(tx));
    const patch = { supplier: order.supplier.code, warehouse: order.warehouse.code, note: 'B', lines: [{ itemCode: other.code, qty: '3' }] };
    const update = (rowVersion: number) => bed.transaction((tx) => orders.update(tx, clerk, { id: order.id, rowVersion, patch }));
    expect((await refusal(update(7))).code).toBe('http.precondition_failed');
    expect(await update(1)).toMatchObject({ note: 'B', rowVersion: 2, orderedOn: order.orderedOn, lines: [{ item: { code: other.code }, qtyBase: '3' }] });
    expect((await refusal(update(1))).code).toBe('http.precondition_failed');
    await bed.transaction((tx) => orders.approve(tx, clerk, order.id));
    const late = await refusal(update(3));
    expect([late.code, late.data.legal]).toEqual(['trade.invalid_transition', ['receive', 'cancel']]);
    await bed.transaction((tx) => tx.query('DELETE FROM purchase_order_lines'));
    expect((await bed.transaction((tx) => orders.get(tx, clerk, order.id))).lines).toHaveLength(1);
  });

  it('ends: cancelled while nothing came', async () => {
    const order = await bed.transaction((tx) => aPurchaseOrder(tx));
    expect((await refusal(bed.transaction((tx) => orders.close(tx, clerk, order.id, {})))).code).toBe('trade.invalid_transition');
    expect(await bed.transaction((tx) => orders.cancel(tx, clerk, order.id, { reason: '停產' }))).toMatchObject({
      state: 'cancelled',
      endReason: '停產',
      legal: [],
    });
  });

  it('knows a supplier’s external reference again', async () => {
    const first = await bed.transaction((tx) => aPurchaseOrder(tx, { externalRef: 'X-1' }));
    const again = {
      supplier: first.supplier.code,
      warehouse: first.warehouse.code,
      externalRef: 'X-1',
      lines: [{ itemCode: first.lines[0]!.item.code, qty: '1' }],
    };
    expect((await refusal(bed.transaction((tx) => orders.create(tx, clerk, again)))).code).toBe('trade.external_ref_taken');
    const strange = await refusal(bed.transaction((tx) => orders.create(tx, clerk, { ...again, externalRef: 'X-3', currency: 'NTD' })));
    expect(strange.data.errors).toMatchObject([{ pointer: '/currency', code: 'trade.currency_unknown' }]);
    const made = await bed.transaction((tx) => orders.createMany(tx, clerk, [again, { ...again, externalRef: 'X-2' }], { batch: 'run-1', approved: true }));
    expect(made).toHaveLength(1);
    expect(await bed.transaction((tx) => orders.get(tx, clerk, made[0]!.id))).toMatchObject({ externalRef: 'X-2', state: 'approved' });
  });
});

describe('seeing', () => {
  it('shows and takes prices with the permission for this place alone', async () => {
    const order = await bed.transaction((tx) => aPurchaseOrder(tx, { draft: true }));
    const blind = personWith(['purchase.read', 'purchase.write']);
    const elsewhere = { ...blind, grants: new Map([...blind.grants, ['stock.cost.read', { ...NO_SCOPE, warehouses: ['999999'] }]]) };
    for (const actor of [blind, elsewhere]) {
      expect(await bed.transaction((tx) => orders.get(tx, actor, order.id))).toMatchObject({ total: null, lines: [{ price: null }] });
    }
    const patch = { supplier: order.supplier.code, warehouse: order.warehouse.code, lines: [{ itemCode: order.lines[0]!.item.code, qty: '4' }] };
    const priced = { ...patch, lines: [{ ...patch.lines[0]!, price: '1' }] };
    expect((await refusal(bed.transaction((tx) => orders.update(tx, blind, { id: order.id, rowVersion: 1, patch: priced })))).data.errors).toMatchObject([
      { pointer: '/lines/0/price', code: 'trade.price_not_permitted' },
    ]);
    await bed.transaction((tx) => orders.update(tx, blind, { id: order.id, rowVersion: 1, patch }));
    expect(await bed.transaction((tx) => orders.get(tx, clerk, order.id))).toMatchObject({ total: '8', lines: [{ price: '2', qty: '4' }] });
  });

  it('reaches orders of its warehouses, of its zones’ warehouses and of its partners, and no others', async () => {
    const warehouse = await bed.transaction((tx) => aWarehouse(tx, { zones: ['Z1'] }));
    const supplier = await bed.transaction((tx) => aPartner(tx));
    const order = await bed.transaction((tx) => aPurchaseOrder(tx, { warehouse: warehouse.code, supplier: supplier.code }));
    const scopes: [Scope, boolean][] = [
      [{ ...NO_SCOPE, warehouses: [warehouse.id] }, true],
      [{ ...NO_SCOPE, zones: [warehouse.zones.get('Z1')!] }, true],
      [{ ...NO_SCOPE, partners: [supplier.id] }, true],
      [{ ...NO_SCOPE, warehouses: ['999999'] }, false],
      [{ ...NO_SCOPE, partners: ['999999'] }, false],
      [NO_SCOPE, false],
    ];
    for (const [scope, isSeen] of scopes) {
      const page = await within<{ items: { id: string; warehouse: { code: string } }[] }>(scope, (tx) =>
        orders.list(tx, clerk, { limit: 50, q: order.number }),
      );
      expect(page.items.map((row) => [row.id, row.warehouse.code])).toEqual(isSeen ? [[order.id, warehouse.code]] : []);
      const got = within(scope, (tx) => orders.get(tx, clerk, order.id));
      if (isSeen) await got;
      else expect((await refusal(got)).code).toBe('trade.document_not_found');
    }
  });

  it('lets a purchaser order from the own suppliers for any warehouse, and a planner for the own warehouse from anybody', async () => {
    const [mine, other] = await bed.transaction(async (tx) => [await aPartner(tx), await aPartner(tx)]);
    const [here, there, item] = await bed.transaction(async (tx) => [await aWarehouse(tx), await aWarehouse(tx), await anItem(tx)]);
    const order = (scope: Scope, supplier: string, warehouse: string) =>
      within<{ state: string }>(scope, (tx) => orders.create(tx, clerk, { supplier, warehouse, lines: [{ itemCode: item.code, qty: '1' }] }));
    const purchaser = { ...NO_SCOPE, partners: [mine.id] };
    const planner = { ...NO_SCOPE, warehouses: [here.id] };
    expect(await order(purchaser, mine.code, there.code)).toMatchObject({ state: 'draft' });
    expect(await order(planner, other.code, here.code)).toMatchObject({ state: 'draft' });
    // One after the other: a refusal that nobody awaits yet ends the test.
    for (const work of [() => order(purchaser, other.code, here.code), () => order(planner, mine.code, there.code)]) {
      expect((await refusal(work())).data.errors?.map((e) => e.code)).toContain('trade.reference_unknown');
    }
  });

  it('pages newest first without repeating, and counts when asked', async () => {
    const supplier = await bed.transaction((tx) => aPartner(tx));
    for (let i = 0; i < 5; i++) await bed.transaction((tx) => aPurchaseOrder(tx, { supplier: supplier.code }));
    const page = (cursor?: string) =>
      bed.transaction((tx) => orders.list(tx, clerk, { limit: 2, supplier: supplier.code, withTotal: true, ...(cursor ? { cursor } : {}) }));
    const first = await page();
    const second = await page(first.nextCursor!);
    const third = await page(second.nextCursor!);
    const ids = [first, second, third].flatMap((p) => p.items.map((row) => row.number));
    expect([first.total, third.nextCursor, new Set(ids).size, [...ids].sort().reverse()]).toEqual([5, null, 5, ids]);
    expect((await refusal(bed.transaction((tx) => orders.list(tx, clerk, { limit: 2, sort: 'number' })))).code).toBe('trade.sort_unknown');
  });
});
