import { aWarehouse, standardReasons } from '@anwen/catalog/testing';
import { aSmallStore, onHand, receive } from '@anwen/inventory/testing';
import { RbacBed } from '@anwen/rbac/testing';
import { ApiUnderTest, type Reply } from './harness';

const V1 = '/api/v1';

describe('counting over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  let store: Awaited<ReturnType<typeof aSmallStore>>;
  let [counter, other, lead, stranger] = ['', '', '', ''];

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await api.bed.transaction(standardReasons);
    store = await api.bed.transaction(aSmallStore);
    const elsewhere = await api.bed.transaction((tx) => aWarehouse(tx));
    rbac = new RbacBed(api.bed);
    const user = async (name: string, role: string, warehouse: string): Promise<string> => {
      const [found] = ((await api.get(`${V1}/warehouses?q=${warehouse}`)).body as { items: { id: string }[] }).items;
      await rbac.addUser(name, [{ role, scopes: [{ kind: 'warehouse', targetId: found!.id }] }]);
      return rbac.tokenFor(name);
    };
    counter = await user('counter', 'warehouse_operator', store.warehouse.code);
    other = await user('counter-2', 'warehouse_operator', store.warehouse.code);
    lead = await user('lead', 'warehouse_lead', store.warehouse.code);
    stranger = await user('stranger', 'warehouse_lead', elsewhere.code);
    await api.bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '7351351', toLocation: store.binA.code }));
  }, 120_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
  });

  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string } | undefined)?.code ?? ''}`.trim();
  const post = (token: string, path: string, body: object = {}): Promise<Reply> => api.post(`${V1}${path}`, body, { token });
  const get = (token: string, path: string): Promise<Reply> => api.get(`${V1}${path}`, { token });

  it('goes from the plan to the ledger, and no answer to a counter tells what the book says', async () => {
    const plan = await post(lead, '/count-plans', {
      name: '週盤',
      warehouse: store.warehouse.code,
      scope: { locations: [store.binA.code] },
      recountOverPct: '50',
    });
    expect(codeOf(plan)).toBe('201');
    const planId = (plan.body as { id: string }).id;
    const patched = await api.send('PATCH', `${V1}/count-plans/${planId}`, { token: lead, headers: { 'If-Match': '"1"' }, body: { frequencyDays: 7 } });
    expect([patched.status, patched.headers.get('etag')]).toEqual([200, '"2"']);
    expect(codeOf(await api.send('PATCH', `${V1}/count-plans/${planId}`, { token: lead, headers: { 'If-Match': '"1"' }, body: { frequencyDays: 9 } }))).toBe(
      '412 inventory.stale',
    );

    const made = await post(lead, '/count-sessions', { warehouse: store.warehouse.code, planId });
    const { id, number } = made.body as { id: string; number: string };
    expect([codeOf(made), made.headers.get('location')]).toEqual(['201', `${V1}/count-sessions/${id}`]);
    expect(codeOf(await post(counter, `/count-sessions/${number}/open`))).toBe('403 rbac.permission_denied');
    expect(codeOf(await post(lead, `/count-sessions/${number}/approve`))).toBe('409 inventory.invalid_transition');
    expect(codeOf(await post(lead, `/count-sessions/${number}/open`))).toBe('200');

    const next = await get(counter, `/count-tasks/next?session=${number}`);
    const task = (next.body as { id: string }).id;
    const told = [next];
    told.push(await post(counter, `/count-tasks/${task}/claim`));
    expect((await post(other, `/count-tasks/${task}/claim`)).body).toMatchObject({
      code: 'inventory.task_taken',
      takenBy: expect.stringContaining('counter') as string,
    });
    told.push(await post(counter, `/count-tasks/${task}/entries`, { entries: [{ itemCode: store.plain.code, qty: '1' }] }));
    told.push(await post(counter, `/count-tasks/${task}/entries`, { entries: [{ itemCode: 'NOPE', qty: '1' }] }));
    told.push(await post(counter, `/count-tasks/${task}/finish`, { empty: true }));
    told.push(await post(counter, `/count-tasks/${task}/finish`));
    told.push(await post(counter, `/count-tasks/${task}/finish`));
    for (const path of [
      `/count-tasks/${task}`,
      `/count-tasks?session=${number}`,
      `/count-sessions/${id}`,
      '/count-sessions?withTotal=true',
      '/count-plans',
      `/count-sessions/${id}/variances`,
    ])
      told.push(await get(counter, path));
    expect(told.map((r) => r.status)).toEqual([200, 200, 200, 422, 422, 200, 409, 200, 200, 200, 200, 200, 403]);
    for (const reply of told) {
      expect(reply.text).not.toMatch(/7351351|7351350|expected|"variance(Qty|s)"|seqAtCount|"book"|implied|uncertain|withinTolerance/);
      expect([...reply.headers.values()].join(' ')).not.toMatch(/7351351|7351350/);
    }
    expect((told[8]!.body as { items: object[] }).items).toHaveLength(1);

    expect((await get(lead, `/count-sessions/${id}`)).body).toMatchObject({ state: 'review', lines: { counted: 1, differing: 1 }, varianceValue: null });
    const [line] = ((await get(lead, `/count-sessions/${id}/variances?differing=true`)).body as { items: object[] }).items;
    expect(line).toMatchObject({ expectedQty: '7351351', countedQty: '1', varianceQty: '-7351350', needsRecount: true, varianceValue: null });
    expect(codeOf(await post(lead, `/count-sessions/${id}/approve`))).toBe('409 inventory.count_recount_needed');
    expect(codeOf(await post(lead, `/count-sessions/${id}/request-recount`))).toBe('200');
    const again = (await get(other, `/count-tasks/next?warehouse=${store.warehouse.code}`)).body as { id: string; round: number };
    expect(again.round).toBe(2);
    await post(other, `/count-tasks/${again.id}/entries`, { entries: [{ itemCode: store.plain.code, qty: '7340' }] });
    await api.bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '5', toLocation: store.binA.code }));
    await post(other, `/count-tasks/${again.id}/finish`);
    expect(codeOf(await post(lead, `/count-sessions/${id}/approve`))).toBe('200');
    const posted = await post(lead, `/count-sessions/${id}/post`);
    expect([codeOf(posted), (posted.body as { state: string }).state]).toEqual(['200', 'posted']);
    expect(await api.bed.transaction((tx) => onHand(tx, store.plain.code, store.binA.code))).toBe('7345');
  });

  it('keeps an operation to one effect, whatever key it comes with', async () => {
    const made = (await post(lead, '/count-sessions', { warehouse: store.warehouse.code, scope: { zeroStock: true } })).body as { id: string };
    await post(lead, `/count-sessions/${made.id}/open`);
    const { id } = (await get(counter, `/count-tasks/next?session=${made.id}`)).body as { id: string };
    const body = { clientOpId: '0190c0de-0000-7000-8000-00000000c0de', entries: [{ itemCode: store.plain.code, qty: '2' }] };
    expect(codeOf(await post(counter, `/count-tasks/${id}/entries`, body))).toBe('200');
    const twin = await post(counter, `/count-tasks/${id}/entries`, body);
    expect([codeOf(twin), twin.headers.get('location')]).toEqual(['409 operation.duplicate', `${V1}/count-tasks/${id}`]);
    expect(((await get(counter, `/count-tasks/${id}`)).body as { entries: object[] }).entries).toHaveLength(1);
    expect(((await get(other, `/count-tasks/${id}`)).body as { entries: object[] }).entries).toEqual([]);
    expect(codeOf(await post(lead, `/count-sessions/${made.id}/cancel`))).toBe('200');
    expect(codeOf(await post(counter, `/count-tasks/${id}/finish`))).toBe('409 inventory.count_wrong_session');
  });

  it('is not found from another warehouse', async () => {
    const made = (await post(lead, '/count-sessions', { warehouse: store.warehouse.code, scope: { zeroStock: true } })).body as { id: string };
    await post(lead, `/count-sessions/${made.id}/open`);
    const { id } = (await get(counter, `/count-tasks/next?session=${made.id}`)).body as { id: string };
    const attempts = [
      get(stranger, `/count-sessions/${made.id}`),
      get(stranger, `/count-sessions/${made.id}/variances`),
      post(stranger, `/count-sessions/${made.id}/cancel`),
      get(stranger, `/count-tasks/${id}`),
      post(stranger, `/count-tasks/${id}/claim`),
      post(stranger, '/count-sessions', { warehouse: store.warehouse.code, scope: {} }),
    ];
    expect((await Promise.all(attempts)).map((r) => r.status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect(((await get(stranger, '/count-sessions')).body as { items: object[] }).items).toEqual([]);
    await post(lead, `/count-sessions/${made.id}/cancel`);
  });
});
