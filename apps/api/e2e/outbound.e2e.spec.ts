import { aPartner, standardReasons } from '@anwen/catalog/testing';
import { receive } from '@anwen/inventory/testing';
import { RbacBed } from '@anwen/rbac/testing';
import { aShippingStore, type ShippingStore } from '@anwen/trade/testing';
import { randomUUID } from 'node:crypto';
import { ApiUnderTest, type Reply } from './harness';

const V1 = '/api/v1';
type Body = Record<string, never> & { id: string; number: string; state: string };

describe('outbound over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  let store: ShippingStore;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await api.bed.transaction(standardReasons);
    store = await api.bed.transaction(aShippingStore);
    rbac = new RbacBed(api.bed);
  }, 90_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
  });

  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string }).code ?? ''}`.trim();
  const done = async (path: string, body: object = {}, status = 200): Promise<Body> => {
    const reply = await api.post(`${V1}${path}`, body);
    if (reply.status !== status) throw new Error(`${path}: ${reply.status} ${reply.text}`);
    return reply.body;
  };
  const stock = (qty: string) => api.bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty, toLocation: store.binA.code }));
  const order = async (qty = '5'): Promise<Body> => {
    const made = await done(
      '/sales-orders',
      { customer: store.customer.code, warehouse: store.warehouse.code, lines: [{ itemCode: store.plain.code, qty }] },
      201,
    );
    return done(`/sales-orders/${made.number}/confirm`);
  };
  const picked = async (qty = '5'): Promise<Body> => {
    await stock(qty);
    const { id } = await done('/shipments', { salesOrder: (await order(qty)).id }, 201);
    await done(`/shipments/${id}/allocate`, {}, 201);
    await done(`/shipments/${id}/pick-start`);
    const tasks = (await api.get(`${V1}/pick-tasks?shipment=${id}`)).body as { items: { id: string }[] };
    for (const task of tasks.items) await done(`/pick-tasks/${task.id}/confirm`, { location: store.binA.code });
    return (await api.get(`${V1}/shipments/${id}`)).body;
  };

  it('takes an order from the draft to the customer', async () => {
    await stock('5');
    const draft = await api.post(`${V1}/sales-orders`, {
      customer: store.customer.code,
      warehouse: store.warehouse.code,
      externalRef: 'E2E-1',
      lines: [{ itemCode: store.plain.code, qty: '4', price: '9.5' }],
    });
    const { id, number } = draft.body as Body;
    expect([draft.status, draft.headers.get('location'), draft.headers.get('etag')]).toEqual([201, `${V1}/sales-orders/${id}`, '"1"']);
    const body = { customer: store.customer.code, warehouse: store.warehouse.code, lines: [{ itemCode: store.plain.code, qty: '5' }] };
    expect((await api.send('PATCH', `${V1}/sales-orders/${id}`, { body })).status).toBe(428);
    expect((await api.send('PATCH', `${V1}/sales-orders/${id}`, { body, headers: { 'If-Match': '"7"' } })).status).toBe(412);
    expect((await api.send('PATCH', `${V1}/sales-orders/${id}`, { body, headers: { 'If-Match': '"1"' } })).status).toBe(200);
    expect(await done(`/sales-orders/${number}/confirm`)).toMatchObject({ state: 'confirmed', legal: ['cancel'] });
    const shipment = await done('/shipments', { salesOrder: number }, 201);
    const allocated = await api.post(`${V1}/shipments/${shipment.number}/allocate`, {});
    expect([allocated.status, (allocated.body as Body).state]).toEqual([201, 'allocated']);
    const wave = await done('/waves', { warehouse: store.warehouse.code, strategy: 'zone', shipments: [shipment.id] }, 201);
    expect(await done(`/waves/${wave.id}/release`)).toMatchObject({ state: 'released', tasks: { open: 1 } });
    const next = (await api.get(`${V1}/pick-tasks/next?wave=${wave.number}`)).body as { id: string };
    expect(await done(`/pick-tasks/${next.id}/claim`)).toMatchObject({ state: 'claimed', mine: true });
    const wrong = await api.post(`${V1}/pick-tasks/${next.id}/confirm`, { location: store.binB.code });
    expect(wrong.body).toMatchObject({ code: 'trade.wrong_place', expected: store.binA.code, scanned: store.binB.code });
    expect(await done(`/pick-tasks/${next.id}/confirm`, { location: store.binA.code })).toMatchObject({ state: 'done' });
    await done(`/shipments/${shipment.id}/pack`);
    expect(await done(`/shipments/${shipment.id}/ship`, { carrier: '黑貓' })).toMatchObject({ state: 'shipped', carrier: '黑貓' });
    expect(await done(`/shipments/${shipment.id}/deliver`)).toMatchObject({ state: 'delivered', legal: [] });
    expect((await api.get(`${V1}/sales-orders/${id}`)).body).toMatchObject({ state: 'shipped', shippedPct: 100 });
    expect(codeOf(await api.post(`${V1}/shipments/${shipment.id}/cancel`, { reason: 'x' }))).toBe('409 trade.invalid_transition');
  });

  it('answers a shortage with what is short, and an illegal step with the legal ones', async () => {
    const { id } = await done('/shipments', { salesOrder: (await order('900000')).id }, 201);
    const short = await api.post(`${V1}/shipments/${id}/allocate`, {});
    expect(short.body).toMatchObject({ status: 409, code: 'inventory.insufficient_stock', shortages: [{ itemCode: store.plain.code, required: '900000' }] });
    const early = await api.post(`${V1}/shipments/${id}/ship`, {});
    expect(early.body).toMatchObject({ status: 409, code: 'trade.invalid_transition', state: 'draft', legal: ['allocate', 'cancel'] });
    await done(`/shipments/${id}/cancel`, { reason: '太多' });
  });

  it('gives two allocations of all the stock one 201 and one 409 (C-2)', async () => {
    const fresh = await api.bed.transaction(aShippingStore);
    await api.bed.transaction((tx) => receive(tx, { itemCode: fresh.plain.code, qty: '10', toLocation: fresh.binA.code }));
    const ids = [];
    for (let n = 0; n < 2; n++) {
      const lines = [{ itemCode: fresh.plain.code, qty: '10' }];
      ids.push((await done('/shipments', { customer: fresh.customer.code, warehouse: fresh.warehouse.code, lines }, 201)).id);
    }
    const replies = await Promise.all(ids.map((id) => api.post(`${V1}/shipments/${id}/allocate`, {})));
    expect(replies.map(codeOf).sort()).toEqual(['201', '409 inventory.insufficient_stock']);
  });

  it('carries out an operation of a device once, however often it comes and under whatever key', async () => {
    const shipment = await picked('3');
    const clientOpId = randomUUID();
    const key = randomUUID();
    const first = await api.post(`${V1}/shipments/${shipment.id}/ship`, { clientOpId }, { key });
    const replay = await api.post(`${V1}/shipments/${shipment.id}/ship`, { clientOpId }, { key });
    expect([first.status, replay.status, replay.headers.get('idempotent-replayed'), replay.text === first.text]).toEqual([200, 200, 'true', true]);
    const later = await api.post(`${V1}/shipments/${shipment.id}/ship`, { clientOpId });
    expect([codeOf(later), later.headers.get('location')]).toEqual(['409 operation.duplicate', `${V1}/shipments/${shipment.id}`]);
  });

  it('packs, labels, and takes goods back', async () => {
    await api.bed.asOwner(`INSERT INTO sys_settings (key, value) VALUES ('trade.gs1CompanyPrefix', '"4712345"')`);
    const shipment = await picked('3');
    const [line] = shipment.lines as unknown as { id: string }[];
    const box = await done('/packages', { shipment: shipment.number }, 201);
    await done(`/packages/${box.id}/contents`, { lineId: line!.id, qty: '3' });
    await done(`/packages/${box.id}/close`, { weightKg: '1.25' });
    const label = await api.get(`${V1}/packages/${box.id}/label`);
    expect([label.status, label.headers.get('content-type'), label.text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
    await done(`/shipments/${shipment.id}/ship`);
    const back = {
      customer: store.customer.code,
      warehouse: store.warehouse.code,
      location: store.binB.code,
      shipment: shipment.number,
      lines: [{ itemCode: store.plain.code, qty: '2', status: 'qc', reasonCode: 'RET-WRONG' }],
    };
    const made = await done('/customer-returns', back, 201);
    expect(await done(`/customer-returns/${made.number}/receive`)).toMatchObject({ state: 'received' });
    const second = await done('/customer-returns', back, 201);
    expect(codeOf(await api.post(`${V1}/customer-returns/${second.id}/receive`, {}))).toBe('422 trade.more_than_shipped');
  });

  it('shows a sales coordinator the own customers alone, and lets nobody without the permission ship', async () => {
    const partner = (await api.get(`${V1}/partners?q=${store.customer.code}`)).body as { items: { id: string }[] };
    await rbac.addUser('coordinator', [{ role: 'sales_coordinator', scopes: [{ kind: 'partner', targetId: partner.items[0]!.id }] }]);
    const token = await rbac.tokenFor('coordinator');
    const stranger = await api.bed.transaction((tx) => aPartner(tx, { roles: ['customer'] }));
    const lines = [{ itemCode: store.plain.code, qty: '1' }];
    const foreign = await done('/shipments', { customer: stranger.code, warehouse: store.warehouse.code, lines }, 201);
    const own = await done('/shipments', { customer: store.customer.code, warehouse: store.warehouse.code, lines }, 201);
    expect(codeOf(await api.get(`${V1}/shipments/${foreign.id}`, { token }))).toBe('404 trade.document_not_found');
    expect(codeOf(await api.post(`${V1}/shipments/${foreign.id}/allocate`, {}, { token }))).toBe('404 trade.document_not_found');
    expect((await api.get(`${V1}/shipments/${own.id}`, { token })).status).toBe(200);
    const seen = (await api.get(`${V1}/shipments?limit=200`, { token })).body as { items: { id: string }[] };
    expect([seen.items.some((s) => s.id === own.id), seen.items.some((s) => s.id === foreign.id)]).toEqual([true, false]);
    expect((await api.post(`${V1}/shipments/${own.id}/cancel`, { reason: 'x' }, { token })).status).toBe(403);
  });
});
