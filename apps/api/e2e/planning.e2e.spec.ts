import { aLocation, aPartner, aWarehouse, anItem } from '@anwen/catalog/testing';
import { receive } from '@anwen/inventory/testing';
import { handled } from '@anwen/outbox';
import { runJobOnce } from '@anwen/outbox/testing';
import { PLANNING_RUN } from '@anwen/planning';
import { planning } from '@anwen/planning/testing';
import { RbacBed } from '@anwen/rbac/testing';
import { systemActor } from '@anwen/kernel';
import { ApiUnderTest, type Reply } from './harness';

const V1 = '/api/v1';

describe('planning over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  let [planner, away, reader] = ['', '', ''];
  let warehouse: { code: string };
  let other: { code: string };
  let item: { code: string };
  let supplier: { code: string };

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    [warehouse, other] = await api.bed.transaction(async (tx) => [await aWarehouse(tx), await aWarehouse(tx)] as const);
    [item, supplier] = await api.bed.transaction(async (tx) => [await anItem(tx), await aPartner(tx)] as const);
    rbac = new RbacBed(api.bed);
    const user = async (name: string, role: string, code: string): Promise<string> => {
      const [found] = ((await api.get(`${V1}/warehouses?q=${code}`)).body as { items: { id: string }[] }).items;
      await rbac.addUser(name, [{ role, scopes: [{ kind: 'warehouse', targetId: found!.id }] }]);
      return rbac.tokenFor(name);
    };
    planner = await user('planner', 'planner', warehouse.code);
    away = await user('away', 'planner', other.code);
    reader = await user('operator', 'warehouse_operator', warehouse.code);
  }, 120_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
  });

  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string } | undefined)?.code ?? ''}`.trim();
  const post = (token: string, path: string, body: object = {}): Promise<Reply> => api.post(`${V1}${path}`, body, { token });
  const get = (token: string, path: string): Promise<Reply> => api.get(`${V1}${path}`, { token });
  const runJob = (id: string): Promise<unknown> =>
    runJobOnce(
      api.bed.database,
      handled(PLANNING_RUN, (run, payload) => planning.planner.run(run, payload)),
      id,
      { actor: systemActor('生管') },
    );
  const idOf = (reply: Reply): string => (reply.body as { id: string }).id;

  it('goes from a demand to a purchase order, within the scope of each', async () => {
    const parameters = { policy: 'buy', supplier: supplier.code, lotMultiple: '25', leadTimeDays: 3, warehouse: warehouse.code };
    const put = (token: string): Promise<Reply> => api.send('PUT', `${V1}/planning/parameters/${item.code}`, { body: parameters, token });
    expect([codeOf(await put(planner)), codeOf(await put(away)), codeOf(await put(reader))]).toEqual([
      '200',
      '422 planning.reference_unknown',
      '403 rbac.permission_denied',
    ]);
    const wanted = { item: item.code, qty: '40', warehouse: warehouse.code, source: 'manual' };
    const made = await post(planner, '/demands', { ...wanted, dueOn: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10) });
    expect([codeOf(made), made.headers.get('location'), made.headers.get('etag')]).toEqual(['201', `${V1}/demands/${idOf(made)}`, '"1"']);
    expect([codeOf(await get(away, `/demands/${idOf(made)}`)), codeOf(await get(reader, '/demands'))]).toEqual([
      '404 planning.demand_not_found',
      '403 rbac.permission_denied',
    ]);
    const started = await post(planner, '/planning/runs', { horizonDays: 60 });
    const [runId, job] = [idOf(started), started.headers.get('location')!];
    expect([codeOf(started), job.startsWith(`${V1}/jobs/`), (started.body as { state: string }).state]).toEqual(['202', true, 'waiting']);
    expect(((await api.get(job, { token: planner })).body as { name: string }).name).toBe('planning.run');
    expect([codeOf(await get(away, `/planning/runs/${runId}`)), codeOf(await post(planner, `/planning/runs/${runId}/accept`, { all: true }))]).toEqual([
      '404 planning.run_not_found',
      '409 planning.run_not_done',
    ]);
    const [{ id }] = (await api.bed.database.query<{ id: string }>('SELECT id FROM sys_jobs WHERE public_id = $1', [job.split('/').at(-1)])) as [
      { id: string },
    ];
    await runJob(id);
    const { items } = (await get(planner, `/planning/runs/${runId}/suggestions?state=open`)).body as {
      items: { id: string; qty: string; why: { zh: string } }[];
    };
    expect(items).toMatchObject([{ kind: 'buy', qty: '50', uom: 'PCE', supplier: { code: supplier.code }, legal: ['accept', 'edit', 'dismiss'] }]);
    expect(items[0]!.why.zh).toContain('因 人工需求 需 40 PCE，現有 0 PCE');
    const suggestion = `/planning/suggestions/${items[0]!.id}`;
    expect([codeOf(await get(away, suggestion)), codeOf(await get(planner, `${suggestion}/pegging`))]).toEqual(['404 planning.suggestion_not_found', '200']);
    const accepted = await post(planner, `/planning/runs/${runId}/accept`, { suggestions: [items[0]!.id] });
    expect([codeOf(accepted), accepted.body]).toMatchObject(['200', { accepted: 1, documents: [{ type: 'purchase_order' }] }]);
    expect(codeOf(await post(planner, `/planning/runs/${runId}/accept`, { suggestions: [items[0]!.id] }))).toBe('409 planning.not_accepted');
    expect([
      codeOf(await get(planner, '/planning/load')),
      codeOf(await get(planner, '/planning/runs')),
      codeOf(await get(planner, '/planning/parameters')),
    ]).toEqual(['200', '200', '200']);
  });

  it('lets a planner of two warehouses accept a move, with the version of what he changes', async () => {
    const [from, to] = await api.bed.transaction(async (tx) => [await aWarehouse(tx), await aWarehouse(tx)] as const);
    const moved = await api.bed.transaction(async (tx) => {
      const bin = await aLocation(tx, { warehouse: from.code });
      const made = await anItem(tx);
      await receive(tx, { itemCode: made.code, qty: '20', toLocation: bin.code });
      return made;
    });
    await rbac.addUser('mover', [{ role: 'planner', scopes: [from, to].map(({ publicId }) => ({ kind: 'warehouse' as const, targetId: publicId })) }]);
    const mover = await rbac.tokenFor('mover');
    const parameters = { policy: 'move', sourceWarehouse: from.code, warehouse: to.code };
    const put = (headers: Record<string, string> = {}): Promise<Reply> =>
      api.send('PUT', `${V1}/planning/parameters/${moved.code}`, { body: parameters, token: mover, headers });
    const first = await put();
    expect([codeOf(first), first.headers.get('etag'), codeOf(await put()), codeOf(await put({ 'if-match': '"1"' }))]).toEqual([
      '200',
      '"1"',
      '428 http.precondition_required',
      '200',
    ]);
    const dueOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await post(mover, '/demands', { item: moved.code, qty: '8', warehouse: to.code, source: 'manual', dueOn });
    const runId = idOf(await post(mover, '/planning/runs', {}));
    const [job] = await api.bed.database.query<{ id: string }>(`SELECT id FROM sys_jobs WHERE name = 'planning.run' ORDER BY id DESC LIMIT 1`);
    await runJob(job!.id);
    expect(codeOf(await post(mover, `/planning/runs/${runId}/accept`, {}))).toBe('422 planning.nothing_named');
    const { items } = (await get(mover, `/planning/runs/${runId}/suggestions?kind=move`)).body as { items: { id: string; rowVersion: number }[] };
    const edit = (headers: Record<string, string>): Promise<Reply> =>
      api.send('PATCH', `${V1}/planning/suggestions/${items[0]!.id}`, { body: { qty: '9' }, token: mover, headers });
    expect([codeOf(await edit({})), codeOf(await edit({ 'if-match': '"1"' }))]).toEqual(['428 http.precondition_required', '200']);
    const accepted = await post(mover, `/planning/runs/${runId}/accept`, { all: true });
    expect([codeOf(accepted), accepted.body]).toMatchObject(['200', { accepted: 1, skipped: [], documents: [{ type: 'transfer' }] }]);
    const { id } = (accepted.body as { documents: { id: string }[] }).documents[0]!;
    // He may write the draft down; letting the goods go is somebody else's.
    expect(codeOf(await post(mover, `/transfers/${id}/dispatch`))).toBe('403 rbac.permission_denied');
    const gone = await api.send('DELETE', `${V1}/planning/parameters/${moved.code}?warehouse=${to.code}`, { token: mover });
    expect([codeOf(gone), codeOf(await get(mover, `/planning/parameters/${moved.code}?warehouse=${to.code}`))]).toEqual([
      '204',
      '404 planning.parameters_not_found',
    ]);
  });
});
