import { aPartner, aWarehouse } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { NO_SCOPE, type AppError, type Scope } from '@anwen/kernel';
import { clerk, personWith } from '@anwen/inventory/testing';
import { aSalesOrder, aShippingStore, outbound, type ShippingStore } from './testing';

const { salesOrders } = outbound;
let bed: TestDatabase;
let store: ShippingStore;
beforeAll(async () => {
  bed = await TestDatabase.create();
  store = await bed.transaction(aShippingStore);
});
afterAll(() => bed.drop());

const refused = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (e: AppError) => e,
  );
const draft = (more: object = {}) => ({
  customer: store.customer.code,
  warehouse: store.warehouse.code,
  lines: [{ itemCode: store.plain.code, qty: '12', price: '3.5' }],
  ...more,
});

describe('a sales order', () => {
  it('is written, changed while a draft, confirmed and cancelled', async () => {
    const made = await bed.transaction((tx) => salesOrders.create(tx, clerk, draft({ externalRef: 'PO-77', note: '急件' })));
    expect(made).toMatchObject({ state: 'draft', total: '42', lineCount: 1, shippedPct: 0, legal: ['confirm', 'cancel'], note: '急件', currency: 'TWD' });
    expect(made.number).toMatch(/^SO-\d{6}-\d{3,}$/);
    const changed = await bed.transaction((tx) =>
      salesOrders.update(tx, clerk, {
        id: made.number,
        rowVersion: 1,
        input: draft({
          lines: [
            { itemCode: store.plain.code, qty: '2' },
            { itemCode: store.lot.code, qty: '0.125' },
          ],
        }),
      }),
    );
    expect(changed.lines.map((l) => [l.lineNo, l.item.code, l.qty, l.qtyBase, l.openQty, l.price])).toEqual([
      [1, store.plain.code, '2', '2', '2', null],
      [2, store.lot.code, '0.125', '0.125', '0.125', null],
    ]);
    const stale = await refused(bed.transaction((tx) => salesOrders.update(tx, clerk, { id: made.id, rowVersion: 1, input: draft() })));
    expect(stale.code).toBe('http.precondition_failed');
    expect((await bed.transaction((tx) => salesOrders.confirm(tx, clerk, made.id))).state).toBe('confirmed');
    const late = await refused(bed.transaction((tx) => salesOrders.update(tx, clerk, { id: made.id, rowVersion: 3, input: draft() })));
    expect([late.code, late.data.legal]).toEqual(['trade.invalid_transition', ['cancel']]);
    const over = await bed.transaction((tx) => salesOrders.cancel(tx, clerk, made.number, { reason: '客戶取消' }));
    expect([over.state, over.legal, over.lines.map((l) => l.openQty)]).toEqual(['cancelled', [], ['0', '0']]);
  });

  it('tells everything that is wrong with its lines at once, and assumes no factor', async () => {
    const lines = [
      { itemCode: 'NO-SUCH', qty: '1' },
      { itemCode: store.plain.code, qty: '1', uom: 'KGM' },
      { itemCode: store.plain.code, qty: '0.5' },
    ];
    const error = await refused(bed.transaction((tx) => salesOrders.create(tx, clerk, draft({ customer: 'NOBODY', currency: 'NTD', lines }))));
    expect(error.code).toBe('trade.lines_refused');
    expect(error.data.errors!.map((e) => `${e.pointer} ${e.code}`)).toEqual([
      '/customer trade.partner_unfit',
      '/currency trade.currency_unknown',
      '/lines/0/itemCode trade.reference_unknown',
      '/lines/1/uom trade.unit_factor_missing',
      '/lines/2/qty trade.quantity_refused',
    ]);
  });

  it('refuses the same external reference of a customer twice', async () => {
    await bed.transaction((tx) => salesOrders.create(tx, clerk, draft({ externalRef: 'EXT-1' })));
    expect((await refused(bed.transaction((tx) => salesOrders.create(tx, clerk, draft({ externalRef: 'EXT-1' }))))).code).toBe('trade.external_ref_taken');
    // The look-up of one sees nothing of the other that is under way at the same moment.
    const race = await Promise.allSettled(
      Array.from({ length: 6 }, () => bed.transaction((tx) => salesOrders.create(tx, clerk, draft({ externalRef: 'EXT-2' })))),
    );
    const lost = race.flatMap((r) => (r.status === 'rejected' ? [(r.reason as AppError).code] : []));
    expect([lost.length, new Set(lost)]).toEqual([5, new Set(['trade.external_ref_taken'])]);
    const two = await Promise.all([1, 2].map(() => bed.transaction((tx) => salesOrders.create(tx, clerk, draft()))));
    const edits = await Promise.allSettled(
      two.map(({ id }) => bed.transaction((tx) => salesOrders.update(tx, clerk, { id, rowVersion: 1, input: draft({ externalRef: 'EXT-3' }) }))),
    );
    expect(edits.flatMap((r) => (r.status === 'rejected' ? [(r.reason as AppError).code] : []))).toEqual(['trade.external_ref_taken']);
  });

  it('shows and takes prices only with the permission to see costs', async () => {
    const sales = personWith(['sales.read', 'sales.write']);
    const priced = await bed.transaction((tx) => salesOrders.create(tx, clerk, draft()));
    const seen = await bed.transaction((tx) => salesOrders.get(tx, sales, priced.id), sales);
    expect([seen.total, seen.lines[0]!.price]).toEqual([null, null]);
    const error = await refused(bed.transaction((tx) => salesOrders.create(tx, sales, draft()), sales));
    expect(error.data.errors![0]!.code).toBe('trade.price_not_permitted');
    // An edit by somebody who does not see them leaves them where they were.
    const input = draft({ lines: [{ itemCode: store.plain.code, qty: '7' }] });
    await bed.transaction((tx) => salesOrders.update(tx, sales, { id: priced.id, rowVersion: 1, input }), sales);
    expect((await bed.transaction((tx) => salesOrders.get(tx, clerk, priced.id))).lines.map((l) => [l.qty, l.price])).toEqual([['7', '3.5']]);
    // A price is one of an item, a unit, a currency and a customer; for anything else it is none.
    const changed = draft({ currency: 'USD', lines: [{ itemCode: store.plain.code, qty: '7' }] });
    await bed.transaction((tx) => salesOrders.update(tx, sales, { id: priced.id, rowVersion: 2, input: changed }), sales);
    expect((await bed.transaction((tx) => salesOrders.get(tx, clerk, priced.id))).lines.map((l) => l.price)).toEqual([null]);
    const other = await bed.transaction((tx) => salesOrders.create(tx, clerk, draft()));
    const partner = await bed.transaction((tx) => aPartner(tx, { roles: ['customer'] }));
    const moved = draft({ customer: partner.code, lines: [{ itemCode: store.plain.code, qty: '7' }] });
    await bed.transaction((tx) => salesOrders.update(tx, sales, { id: other.id, rowVersion: 1, input: moved }), sales);
    expect((await bed.transaction((tx) => salesOrders.get(tx, clerk, other.id))).lines.map((l) => l.price)).toEqual([null]);
    const elsewhere = personWith(['sales.read', 'stock.cost.read'], { ...NO_SCOPE, warehouses: ['0'] });
    expect((await bed.transaction((tx) => salesOrders.get(tx, elsewhere, priced.id))).total).toBeNull();
  });

  it('exists for who reaches its warehouse or its customer, whole, and for nobody else', async () => {
    const order = await bed.transaction((tx) => aSalesOrder(tx, store));
    const elsewhere = await bed.transaction((tx) => aWarehouse(tx));
    const stranger = await bed.transaction((tx) => aPartner(tx, { roles: ['customer'] }));
    const as = (scope: Partial<Scope>) => {
      const whole = { ...NO_SCOPE, ...scope };
      const person = personWith(['sales.read', 'sales.write'], whole);
      return {
        get: () => bed.transaction((tx) => salesOrders.get(tx, person, order.id), person, whole),
        list: () => bed.transaction((tx) => salesOrders.list(tx, person, { limit: 200 }), person, whole),
        create: () => bed.transaction((tx) => salesOrders.create(tx, person, draft({ lines: [{ itemCode: store.plain.code, qty: '1' }] })), person, whole),
      };
    };
    for (const scope of [{ warehouses: [store.warehouse.id] }, { partners: [store.customer.id] }]) {
      expect((await as(scope).get()).warehouse.code).toBe(store.warehouse.code);
      expect((await as(scope).list()).items.map((o) => o.id)).toContain(order.id);
      expect((await as(scope).create()).state).toBe('draft');
    }
    for (const scope of [{ warehouses: [elsewhere.id] }, { partners: [stranger.id] }, {}]) {
      expect((await refused(as(scope).get())).code).toBe('trade.document_not_found');
      expect((await as(scope).list()).items).toEqual([]);
      expect((await refused(as(scope).create())).code).toBe('trade.lines_refused');
    }
  });

  it('is listed newest first, by state, customer, warehouse and text, with pages that do not overlap', async () => {
    const other = await bed.transaction(aShippingStore);
    const made = [];
    for (let i = 0; i < 3; i++) made.push(await bed.transaction((tx) => aSalesOrder(tx, other)));
    const list = (more: object) => bed.transaction((tx) => salesOrders.list(tx, clerk, { limit: 2, customer: other.customer.code, ...more }));
    const first = await list({ withTotal: true });
    expect([first.items.map((o) => o.number), first.total]).toEqual([[made[2]!.number, made[1]!.number], 3]);
    expect((await list({ cursor: first.nextCursor! })).items.map((o) => o.number)).toEqual([made[0]!.number]);
    expect((await list({ q: made[1]!.number })).items).toHaveLength(1);
    expect((await list({ state: 'draft' })).items).toEqual([]);
  });
});
