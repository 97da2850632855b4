import { aPartner, aWarehouse, anItem, standardReasons } from '@anwen/catalog/testing';
import { randomUUID } from 'node:crypto';
import { RbacBed } from '@anwen/rbac/testing';
import { aDock } from '@anwen/trade/testing';
import { ApiUnderTest, type Reply } from './harness';

const V1 = '/api/v1';

describe('inbound over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  let place: Awaited<ReturnType<typeof aDock>>;
  let item: { code: string };
  let tested: { code: string };
  let supplier: { code: string; publicId: string };
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    rbac = new RbacBed(api.bed);
    await api.bed.transaction(async (tx) => {
      await standardReasons(tx);
      place = await aDock(tx);
      item = await anItem(tx, { overReceiptPct: '10' });
      tested = await anItem(tx, { qcOnReceipt: true });
      supplier = await aPartner(tx);
    });
  }, 90_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
  });

  type Doc = {
    id: string;
    number: string;
    state: string;
    legal: string[];
    rowVersion: number;
    lines: { id: string; price: string | null; receivedQty: string }[];
  };
  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string }).code ?? ''}`.trim();
  const pointersOf = (reply: Reply): string[] =>
    ((reply.body as { errors?: { pointer: string; code: string }[] }).errors ?? []).map((e) => `${e.pointer} ${e.code}`);
  const must = async <T = Doc>(work: Promise<Reply>, status = 200): Promise<T> => {
    const reply = await work;
    if (reply.status !== status) throw new Error(`${reply.status} ${reply.text}`);
    return reply.body as T;
  };
  const anOrder = async (itemCode = item.code): Promise<Doc> => {
    const body = { supplier: supplier.code, warehouse: place.warehouse.code, lines: [{ itemCode, qty: '10', price: '2.5' }] };
    const draft = await must(api.post(`${V1}/purchase-orders`, body), 201);
    return must(api.post(`${V1}/purchase-orders/${draft.number}/approve`, {}));
  };
  const aReceipt = async (order: Doc): Promise<Doc> => must(api.post(`${V1}/receipts`, { purchaseOrder: order.number, dock: place.dock.code }), 201);
  const personOf = async (name: string, role: string, scopes: { kind: string; targetId?: string }[] = [{ kind: 'all' }]): Promise<string> => {
    await rbac.addUser(name, [{ role, scopes: scopes as never }]);
    return rbac.tokenFor(name);
  };
  const warehouseScope = async (code: string): Promise<{ kind: string; targetId: string }[]> => {
    const page = await must<{ items: { id: string }[] }>(api.get(`${V1}/warehouses?q=${code}`));
    return [{ kind: 'warehouse', targetId: page.items[0]!.id }];
  };

  it('walks from the draft of an order to goods in their bins', async () => {
    const written = await api.post(`${V1}/purchase-orders`, {
      supplier: supplier.code,
      warehouse: place.warehouse.code,
      lines: [{ itemCode: item.code, qty: '10', price: '2.5' }],
    });
    const draft = await must(Promise.resolve(written), 201);
    expect([written.headers.get('location'), written.headers.get('etag')]).toEqual([`${V1}/purchase-orders/${draft.id}`, '"1"']);
    const patch = { supplier: supplier.code, warehouse: place.warehouse.code, note: '急件', lines: [{ itemCode: item.code, qty: '10', price: '2.5' }] };
    expect(codeOf(await api.send('PATCH', `${V1}/purchase-orders/${draft.id}`, { body: patch }))).toBe('428 http.precondition_required');
    const edited = await api.send('PATCH', `${V1}/purchase-orders/${draft.id}`, { body: patch, headers: { 'If-Match': '"1"' } });
    expect([edited.status, edited.headers.get('etag')]).toEqual([200, '"2"']);
    expect(codeOf(await api.send('PATCH', `${V1}/purchase-orders/${draft.id}`, { body: patch, headers: { 'If-Match': '"1"' } }))).toBe(
      '412 http.precondition_failed',
    );
    const order = await must(api.post(`${V1}/purchase-orders/${draft.number}/approve`, {}));
    expect(order).toMatchObject({ state: 'approved', total: '25' });
    const receipt = await aReceipt(order);
    const key = randomUUID();
    const lines = { lines: [{ poLineId: order.lines[0]!.id, qty: '10', rejectedQty: '1' }] };
    const taken = await api.post(`${V1}/receipts/${receipt.number}/lines`, lines, { key });
    expect([taken.status, taken.headers.get('location')]).toEqual([201, `${V1}/receipts/${receipt.id}`]);
    const replayed = await api.post(`${V1}/receipts/${receipt.number}/lines`, lines, { key });
    expect([replayed.status, replayed.headers.get('idempotent-replayed'), replayed.text]).toEqual([201, 'true', taken.text]);
    const late = await api.post(`${V1}/receipts/${receipt.number}/lines`, { ...lines, clientOpId: key });
    expect([codeOf(late), late.headers.get('location')]).toEqual(['409 operation.duplicate', `${V1}/receipts/${receipt.id}`]);
    expect(await must(api.post(`${V1}/receipts/${receipt.id}/finish`, {}))).toMatchObject({ state: 'putaway' });
    const { items: tasks } = await must<{ items: { id: string; suggested: { code: string } }[] }>(api.get(`${V1}/putaway-tasks?receipt=${receipt.number}`));
    expect(tasks).toHaveLength(1);
    const task = `${V1}/putaway-tasks/${tasks[0]!.id}`;
    expect(await must<object>(api.post(`${task}/claim`, {}))).toMatchObject({ state: 'claimed', mine: true });
    expect(await must<object>(api.post(`${task}/heartbeat`, {}))).toMatchObject({ state: 'claimed' });
    expect(await must<object>(api.post(`${task}/confirm`, { location: tasks[0]!.suggested.code }))).toMatchObject({ state: 'done', doneQty: '10' });
    expect(await must(api.get(`${V1}/receipts/${receipt.id}`))).toMatchObject({ state: 'closed', legal: [] });
    expect(await must(api.get(`${V1}/purchase-orders/${order.id}`))).toMatchObject({
      state: 'received',
      receivedPct: 100,
      lines: [{ receivedQty: '10', rejectedQty: '1', openQty: '0' }],
    });
    expect(await must(api.post(`${V1}/purchase-orders/${order.id}/close`, { reason: '到齊' }))).toMatchObject({ state: 'closed' });
  });

  it('inspects, decides, and takes a line back', async () => {
    const order = await anOrder(tested.code);
    const receipt = await aReceipt(order);
    const done = await must<Doc & { inspections: { id: string; number: string }[] }>(
      api.post(`${V1}/receipts/${receipt.id}/lines`, {
        lines: [
          { itemCode: tested.code, qty: '6' },
          { itemCode: tested.code, qty: '2' },
        ],
      }),
      201,
    );
    const [first, second] = done.inspections;
    const path = `${V1}/inspections/${first!.number}`;
    expect(codeOf(await api.post(`${path}/disposition`, { lines: [{ action: 'release', qty: '1' }] }))).toBe('409 trade.invalid_transition');
    await must(
      api.post(`${path}/results`, { result: 'conditional', passedQty: '5', failedQty: '1', measurements: [{ name: '厚度', value: '1.2', ok: false }] }),
    );
    const lines = [
      { action: 'release', qty: '5' },
      { action: 'return', qty: '1', reasonCode: 'RET-DEFECT' },
    ];
    expect(await must(api.post(`${path}/disposition`, { lines }))).toMatchObject({
      state: 'dispositioned',
      dispositions: [{ action: 'release' }, { action: 'return' }],
    });
    const back = await must<Doc & { inspections: { id: string; state: string }[] }>(
      api.post(`${V1}/receipts/${receipt.id}/lines/${done.lines[1]!.id}/reverse`, { note: '點錯' }),
    );
    expect(back.inspections.find((one) => one.id === second!.id)).toMatchObject({ state: 'cancelled' });
    expect(codeOf(await api.post(`${V1}/receipts/${receipt.id}/lines/${done.lines[0]!.id}/reverse`, {}))).toBe('409 trade.line_moved_on');
    expect((await must(api.get(`${V1}/purchase-orders/${order.id}`))).lines).toMatchObject([{ receivedQty: '6', rejectedQty: '1', openQty: '4' }]);
  });

  it('sends goods back to the supplier', async () => {
    const stock = { type: 'receipt', lines: [{ itemCode: item.code, qty: '5', toLocation: place.bins[1]!.code, status: 'damaged' }] };
    await must(api.post(`${V1}/inventory/postings`, stock), 201);
    const line = { itemCode: item.code, qty: '3', location: place.bins[1]!.code, status: 'damaged', reasonCode: 'RET-DEFECT' };
    const draft = await must(api.post(`${V1}/supplier-returns`, { supplier: supplier.code, warehouse: place.warehouse.code, lines: [line] }), 201);
    expect(await must(api.post(`${V1}/supplier-returns/${draft.number}/ship`, {}))).toMatchObject({ state: 'shipped', legal: [] });
    expect(codeOf(await api.post(`${V1}/supplier-returns/${draft.id}/cancel`, {}))).toBe('409 trade.invalid_transition');
  });

  it('refuses with the reason at its place', async () => {
    const order = await anOrder();
    const receipt = await aReceipt(order);
    const confirm = (...lines: object[]): Promise<Reply> => api.post(`${V1}/receipts/${receipt.id}/lines`, { lines });
    const both = await confirm({ itemCode: item.code, qty: '12' }, { itemCode: item.code, qty: '1', serials: ['X'] });
    expect([codeOf(both), pointersOf(both)]).toEqual([
      '422 trade.lines_refused',
      ['/lines/0/qty trade.over_tolerance', '/lines/1/serials inventory.serials_not_allowed'],
    ]);
    expect(codeOf(await confirm({ itemCode: item.code, qty: '-1' }))).toBe('422 http.value_refused');
    expect(codeOf(await confirm())).toBe('400 http.validation_failed');
    expect(codeOf(await api.post(`${V1}/purchase-orders/${order.id}/cancel`, {}))).toBe('409 trade.receipts_open');
    const uom = await api.post(`${V1}/purchase-orders`, {
      supplier: supplier.code,
      warehouse: place.warehouse.code,
      lines: [{ itemCode: item.code, qty: '1', uom: 'KGM' }],
    });
    expect([codeOf(uom), pointersOf(uom)]).toEqual(['422 trade.lines_refused', ['/lines/0/uom trade.unit_factor_missing']]);
    expect(codeOf(await api.get(`${V1}/receipts/GR-000000-999`))).toBe('404 trade.document_not_found');
    expect(codeOf(await api.get(`${V1}/purchase-orders?sort=price`))).toBe('400 trade.sort_unknown');
    expect((await must(api.post(`${V1}/receipts/${receipt.id}/cancel`, {}))).state).toBe('cancelled');
  });

  it('gives each role its part: the floor sees no prices, buyers receive nothing, others see nothing', async () => {
    const order = await anOrder();
    const receipt = await aReceipt(order);
    const scope = await warehouseScope(place.warehouse.code);
    const lead = await personOf('lead-in', 'warehouse_lead', scope);
    expect(await must(api.get(`${V1}/purchase-orders/${order.id}`, { token: lead }))).toMatchObject({ total: null, lines: [{ price: null }] });
    const buyer = await personOf('buyer-in', 'purchaser', [{ kind: 'partner', targetId: supplier.publicId }]);
    expect(await must(api.get(`${V1}/purchase-orders/${order.id}`, { token: buyer }))).toMatchObject({ warehouse: { code: place.warehouse.code } });
    expect(await must(api.get(`${V1}/receipts/${receipt.id}`, { token: buyer }))).toMatchObject({ dock: null, number: receipt.number });
    const line = { lines: [{ itemCode: item.code, qty: '1' }] };
    expect(codeOf(await api.post(`${V1}/receipts/${receipt.id}/lines`, line, { token: buyer }))).toBe('403 rbac.permission_denied');
    const elsewhere = await api.bed.transaction((tx) => aWarehouse(tx));
    const stranger = await personOf('operator-away', 'warehouse_operator', await warehouseScope(elsewhere.code));
    expect(codeOf(await api.post(`${V1}/receipts/${receipt.id}/lines`, line, { token: stranger }))).toBe('404 trade.document_not_found');
    const other = await api.bed.transaction((tx) => aPartner(tx));
    const buyer2 = await personOf('buyer-away', 'purchaser', [{ kind: 'partner', targetId: other.publicId }]);
    expect(codeOf(await api.get(`${V1}/purchase-orders/${order.id}`, { token: buyer2 }))).toBe('404 trade.document_not_found');
    const operator = await personOf('operator-in', 'warehouse_operator', scope);
    const taken = await must<Doc>(api.post(`${V1}/receipts/${receipt.id}/lines`, line, { token: operator }), 201);
    expect(codeOf(await api.post(`${V1}/receipts/${receipt.id}/lines/${taken.lines[0]!.id}/reverse`, {}, { token: operator }))).toBe(
      '403 rbac.permission_denied',
    );
  });
});
