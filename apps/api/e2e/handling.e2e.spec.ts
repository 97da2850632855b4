import { aLocation, aWarehouse, standardReasons } from '@anwen/catalog/testing';
import { aSmallStore, onHand, receive } from '@anwen/inventory/testing';
import { RbacBed } from '@anwen/rbac/testing';
import { ApiUnderTest, type Reply } from './harness';

const V1 = '/api/v1';

describe('work inside the warehouse over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  let store: Awaited<ReturnType<typeof aSmallStore>>;
  let away: { code: string };
  let awayBin: { code: string };
  let [here, there, lead, lead2, awayLead] = ['', '', '', '', ''];

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await api.bed.transaction(standardReasons);
    store = await api.bed.transaction(aSmallStore);
    away = await api.bed.transaction((tx) => aWarehouse(tx));
    awayBin = await api.bed.transaction((tx) => aLocation(tx, { warehouse: away.code }));
    rbac = new RbacBed(api.bed);
    const user = async (name: string, role: string, warehouse: string): Promise<string> => {
      const [found] = ((await api.get(`${V1}/warehouses?q=${warehouse}`)).body as { items: { id: string }[] }).items;
      await rbac.addUser(name, [{ role, scopes: [{ kind: 'warehouse', targetId: found!.id }] }]);
      return rbac.tokenFor(name);
    };
    here = await user('here', 'warehouse_operator', store.warehouse.code);
    there = await user('there', 'warehouse_operator', away.code);
    lead = await user('lead', 'warehouse_lead', store.warehouse.code);
    lead2 = await user('lead2', 'warehouse_lead', store.warehouse.code);
    awayLead = await user('away-lead', 'warehouse_lead', away.code);
    await api.bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '100', toLocation: store.binA.code, unitCost: '100' }));
  }, 120_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
  });

  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string } | undefined)?.code ?? ''}`.trim();
  const post = (token: string, path: string, body: object = {}): Promise<Reply> => api.post(`${V1}${path}`, body, { token });
  const get = (token: string, path: string): Promise<Reply> => api.get(`${V1}${path}`, { token });
  const held = (bin: string): Promise<string> => api.bed.transaction((tx) => onHand(tx, store.plain.code, bin));

  it('sends goods to another warehouse, where other people take them in', async () => {
    const line = { itemCode: store.plain.code, qty: '20', fromLocation: store.binA.code, toLocation: awayBin.code };
    const made = await post(here, '/transfers', { fromWarehouse: store.warehouse.code, toWarehouse: away.code, lines: [line] });
    const { id, number } = made.body as { id: string; number: string };
    expect([codeOf(made), made.headers.get('location'), made.headers.get('etag')]).toEqual(['201', `${V1}/transfers/${id}`, '"1"']);
    expect(codeOf(await post(there, `/transfers/${id}/dispatch`))).toBe('404 inventory.document_not_found');
    expect(codeOf(await post(there, `/transfers/${id}/receive`, { lines: [{ lineId: id, qty: '1' }] }))).toBe('409 inventory.invalid_transition');
    expect(codeOf(await post(here, `/transfers/${number}/dispatch`))).toBe('200');
    const seen = (await get(there, `/transfers/${number}`)).body as {
      transit: { code: string };
      legal: string[];
      lines: { id: string; from: { code: string } }[];
    };
    expect([seen.transit.code, seen.legal, seen.lines[0]!.from.code]).toEqual([`TRANSIT-${away.code}`, ['receive', 'close'], store.binA.code]);
    const take = (token: string, qty: string): Promise<Reply> => post(token, `/transfers/${id}/receive`, { lines: [{ lineId: seen.lines[0]!.id, qty }] });
    expect(codeOf(await take(here, '1'))).toBe('422 inventory.transfer_lines_refused');
    expect(codeOf(await take(there, '21'))).toBe('422 inventory.transfer_lines_refused');
    expect([codeOf(await take(there, '15')), await held(awayBin.code)]).toEqual(['200', '15']);
    expect(codeOf(await post(here, `/transfers/${id}/close`, { reasonCode: 'ADJ-LOST' }))).toBe('403 inventory.whole_warehouse_needed');
    const closed = await post(there, `/transfers/${id}/close`, { reasonCode: 'ADJ-LOST' });
    expect([codeOf(closed), (closed.body as { state: string; adjustmentId: string }).adjustmentId]).toEqual(['200', expect.any(String)]);
    expect(((await get(here, `/transfers?warehouse=${away.code}`)).body as { items: object[] }).items).toHaveLength(1);
  });

  it('moves and changes the status in one step', async () => {
    const moved = await post(here, '/moves', { lines: [{ itemCode: store.plain.code, qty: '5', fromLocation: store.binA.code, toLocation: store.binB.code }] });
    expect([codeOf(moved), moved.headers.get('location')]).toEqual(['201', `${V1}/inventory/postings/${(moved.body as { id: string }).id}`]);
    const line = { itemCode: store.plain.code, qty: '2', location: store.binB.code, from: 'available', to: 'hold' };
    expect(codeOf(await post(here, '/inventory/status-changes', { lines: [line] }))).toBe('403 rbac.permission_denied');
    expect(codeOf(await post(lead, '/inventory/status-changes', { lines: [line], reasonCode: 'HLD-QC' }))).toBe('201');
    expect(
      codeOf(await post(there, '/moves', { lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code, toLocation: store.binB.code }] })),
    ).toBe('422 inventory.lines_refused');
  });

  it('adjusts within the limit at once and above it with four eyes; nobody without the right sees values', async () => {
    const change = (qtyChange: string): object => ({ reasonCode: 'ADJ-LOST', lines: [{ itemCode: store.plain.code, location: store.binA.code, qtyChange }] });
    const before = Number(await held(store.binA.code));
    const small = await post(lead, '/adjustments', change('-1'));
    expect([codeOf(small), (small.body as { state: string; value: null }).state, (small.body as { value: null }).value]).toEqual(['201', 'posted', null]);
    const large = (await post(lead, '/adjustments', change('-60'))).body as { id: string; number: string; state: string };
    expect([large.state, await held(store.binA.code)]).toEqual(['pending_approval', String(before - 1)]);
    expect(codeOf(await post(lead, `/adjustments/${large.id}/approve`))).toBe('409 inventory.four_eyes');
    expect(codeOf(await post(lead2, `/adjustments/${large.number}/approve`, { reason: '已複查' }))).toBe('200');
    expect(await held(store.binA.code)).toBe(String(before - 61));
    expect(codeOf(await post(lead2, `/adjustments/${large.number}/reverse`))).toBe('200');
    expect(codeOf(await post(lead2, `/adjustments/${large.number}/reverse`))).toBe('409 inventory.invalid_transition');
    expect(codeOf(await get(awayLead, `/adjustments/${large.id}`))).toBe('404 inventory.document_not_found');
    expect((await api.get(`${V1}/adjustments/${large.id}`)).body).toMatchObject({ value: '-6000', state: 'reversed' });
  });

  it('keeps a place filled', async () => {
    const rule = await post(lead, '/replenishment-rules', { item: store.plain.code, location: store.binB.code, minQty: '10', maxQty: '30' });
    const { id } = rule.body as { id: string };
    expect([codeOf(rule), rule.headers.get('etag')]).toEqual(['201', '"1"']);
    expect((await post(lead, '/replenishment-tasks/run', { warehouse: store.warehouse.code })).body).toEqual({ created: 1, cancelled: 0 });
    const [task] = ((await get(here, '/replenishment-tasks?state=open')).body as { items: { id: string; qty: string }[] }).items;
    expect((await post(here, `/replenishment-tasks/${task!.id}/claim`)).body).toMatchObject({ mine: true, state: 'claimed' });
    expect(codeOf(await post(lead, `/replenishment-tasks/${task!.id}/confirm`, { fromLocation: store.binA.code, qty: '1' }))).toBe('409 inventory.task_taken');
    expect((await post(here, `/replenishment-tasks/${task!.id}/confirm`, { fromLocation: store.binA.code, qty: task!.qty })).body).toMatchObject({
      state: 'done',
    });
    const patched = await api.send('PATCH', `${V1}/replenishment-rules/${id}`, { token: lead, headers: { 'If-Match': '"1"' }, body: { maxQty: '40' } });
    expect([patched.status, patched.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await api.send('DELETE', `${V1}/replenishment-rules/${id}`, { token: lead })).status).toBe(204);
    expect(codeOf(await get(lead, `/replenishment-rules/${id}`))).toBe('404 inventory.document_not_found');
  });
});
