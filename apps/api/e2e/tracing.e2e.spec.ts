import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aSmallStore, receive } from '@anwen/inventory/testing';
import { RbacBed } from '@anwen/rbac/testing';
import { ApiUnderTest, type Reply } from './harness';

const V1 = '/api/v1';

describe('lots, their traces and recalls over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  let folder: string;
  let store: Awaited<ReturnType<typeof aSmallStore>>;
  let elsewhere: Awaited<ReturnType<typeof aSmallStore>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anwen-e2e-storage-'));
    api = await ApiUnderTest.start({ STORAGE_PATH: folder });
    rbac = new RbacBed(api.bed);
    await api.bed.transaction(async (tx) => {
      store = await aSmallStore(tx);
      elsewhere = await aSmallStore(tx);
      for (const lot of ['L1', 'L2'])
        await receive(tx, { itemCode: store.lot.code, qty: '10', toLocation: store.binA.code, lot, expiresOn: lot === 'L1' ? '2098-01-01' : '2099-01-01' });
    });
  }, 120_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const body = <T = Record<string, never>>(reply: Reply): T => reply.body as T;
  const idOf = async (code: string): Promise<string> =>
    body<{ items: { id: string; code: string }[] }>(await api.get(`${V1}/lots?itemCode=${store.lot.code}&q=${code}`)).items.find((l) => l.code === code)!.id;
  const person = async (name: string, role: string, warehouse?: string): Promise<string> => {
    const [found] = warehouse === undefined ? [] : body<{ items: { id: string }[] }>(await api.get(`${V1}/warehouses?q=${warehouse}`)).items;
    await rbac.addUser(name, [{ role, scopes: [found === undefined ? { kind: 'all' } : { kind: 'warehouse', targetId: found.id }] }]);
    return rbac.tokenFor(name);
  };

  it('shows a lot with its places, changes it by its version, and lists its movements', async () => {
    const id = await idOf('L1');
    const lot = await api.get(`${V1}/lots/${id}`);
    expect(body(lot)).toMatchObject({ code: 'L1', onHand: '10', expired: false, legal: ['hold', 'split', 'merge'] });
    const patch = { attributes: { 產地: '雲林' }, country: 'TW' };
    expect((await api.send('PATCH', `${V1}/lots/${id}`, { body: patch })).status).toBe(428);
    const changed = await api.send('PATCH', `${V1}/lots/${id}`, { body: patch, headers: { 'If-Match': lot.headers.get('ETag')! } });
    expect([changed.status, changed.headers.get('ETag'), body(changed)]).toEqual([200, '"2"', expect.objectContaining(patch)]);
    expect((await api.send('PATCH', `${V1}/lots/${id}`, { body: patch, headers: { 'If-Match': '"1"' } })).status).toBe(412);
    expect(body<{ items: unknown[] }>(await api.get(`${V1}/lots/${id}/movements`)).items).toHaveLength(1);
  });

  it('splits once however often the request comes, and merges when the expiry is confirmed', async () => {
    const [l1, l2] = [await idOf('L1'), await idOf('L2')];
    const split = { location: store.binA.code, qty: '4', code: 'L1-B' };
    const key = '018f0000-0000-7000-8000-000000000001';
    const made = await api.post(`${V1}/lots/${l1}/split`, split, { key });
    expect([made.status, body(made)]).toEqual([
      201,
      expect.objectContaining({ into: expect.objectContaining({ code: 'L1-B', onHand: '4', expiresOn: '2098-01-01' }) }),
    ]);
    expect(made.headers.get('Location')).toBe(`${V1}/lots/${body<{ into: { id: string } }>(made).into.id}`);
    expect((await api.post(`${V1}/lots/${l1}/split`, split, { key })).headers.get('Idempotent-Replayed')).toBe('true');
    const conflict = await api.post(`${V1}/lots/${await idOf('L1-B')}/merge`, { into: l2 });
    expect([conflict.status, body(conflict)]).toEqual([409, expect.objectContaining({ code: 'inventory.expiry_conflict' })]);
    const merged = await api.post(`${V1}/lots/${await idOf('L1-B')}/merge`, { into: l2, confirmExpiry: true });
    expect([merged.status, body(merged)]).toEqual([
      200,
      expect.objectContaining({ from: expect.objectContaining({ onHand: '0' }), into: expect.objectContaining({ onHand: '14', expiresOn: '2098-01-01' }) }),
    ]);
    const trace = await api.get(`${V1}/lots/${l2}/trace?direction=up`);
    const { nodes, truncated } = body<{ nodes: { kind: string; code: string; depth: number }[]; truncated: boolean }>(trace);
    expect([truncated, nodes.filter((n) => n.kind === 'lot').map((n) => [n.code, n.depth])]).toEqual([
      false,
      [
        ['L1', -2],
        ['L1-B', -1],
        ['L2', 0],
      ],
    ]);
    expect((await api.get(`${V1}/lots/${l2}/trace?direction=sideways`)).status).toBe(400);
  });

  it('lets nobody do what his role does not say, and shows nobody what his warehouse does not hold', async () => {
    const id = await idOf('L1');
    const operator = { token: await person('picker', 'warehouse_operator', store.warehouse.code) };
    const stranger = { token: await person('stranger', 'warehouse_lead', elsewhere.warehouse.code) };
    expect((await api.get(`${V1}/lots/${id}`, operator)).status).toBe(200);
    for (const [path, sent] of [
      [`lots/${id}/hold`, { reason: '不行' }],
      [`lots/${id}/split`, { location: store.binA.code, qty: '1', code: 'X' }],
      ['recalls', { lots: [id], reason: '不行' }],
    ] as const)
      expect([path, (await api.post(`${V1}/${path}`, sent, operator)).status]).toEqual([path, 403]);
    expect((await api.get(`${V1}/lots/${id}/trace`, operator)).status).toBe(403);
    for (const path of [`lots/${id}`, `lots/${id}/trace`, `lots/${id}/movements`])
      expect([path, (await api.get(`${V1}/${path}`, stranger)).status]).toEqual([path, 404]);
    expect((await api.post(`${V1}/lots/${id}/split`, { location: store.binA.code, qty: '1', code: 'X' }, stranger)).status).toBe(404);
  });

  it('calls a lot back: everything that came of it is held, listed and proven on paper', async () => {
    const l1 = await idOf('L1');
    const opened = await api.post(`${V1}/recalls`, { lots: [l1], reason: '金屬異物' });
    expect(opened.status).toBe(201);
    const recall = body<{ id: string; number: string }>(opened);
    expect(recall).toMatchObject({ state: 'open', mock: false, counts: { lots: 3, customers: 0 }, roots: [{ code: 'L1' }], legal: ['close'] });
    const issue = { type: 'issue', lines: [{ itemCode: store.lot.code, qty: '1', lot: 'L2', fromLocation: store.binA.code }] };
    const refused = await api.post(`${V1}/inventory/postings`, issue);
    expect([refused.status, body<{ errors: { code: string }[] }>(refused).errors[0]!.code]).toEqual([422, 'inventory.lot_held']);
    const affected = await api.get(`${V1}/recalls/${recall.number}/affected`);
    expect(body<{ items: { code: string }[] }>(affected).items.map((a) => a.code)).toEqual(['L1', 'L1-B', 'L2']);
    const evidence = await api.post(`${V1}/recalls/${recall.id}/evidence`, { format: 'pdf' });
    expect([evidence.status, body(evidence)]).toEqual([202, expect.objectContaining({ report: 'recall.evidence', format: 'pdf', state: 'queued' })]);
    expect(evidence.headers.get('Location')).toBe(`${V1}/jobs/${body<{ jobId: string }>(evidence).jobId}`);
    const stranger = { token: await rbac.tokenFor('stranger') };
    expect((await api.get(`${V1}/recalls/${recall.id}`, stranger)).status).toBe(404);
    expect(body<{ items: unknown[] }>(await api.get(`${V1}/recalls`, stranger)).items).toEqual([]);
    const closed = await api.post(`${V1}/recalls/${recall.id}/close`, { reason: '誤報', outcome: 'release' });
    expect([closed.status, body(closed)]).toEqual([200, expect.objectContaining({ state: 'closed', outcome: 'release', legal: [] })]);
    expect((await api.post(`${V1}/recalls/${recall.id}/close`, { reason: '誤報', outcome: 'release' })).status).toBe(409);
    expect((await api.post(`${V1}/inventory/postings`, issue)).status).toBe(201);
  });

  it('rehearses a recall without touching anything, and does not know lots that do not exist', async () => {
    const l1 = await idOf('L1');
    const drill = await api.post(`${V1}/recalls`, { lots: [l1], reason: '年度演練', mock: true, direction: 'both' });
    expect(body(drill)).toMatchObject({ mock: true, counts: { lots: 3 }, tookMs: expect.any(Number) });
    expect(body(await api.get(`${V1}/lots/${l1}`))).toMatchObject({ status: 'available' });
    expect(body<{ items: { number: string }[] }>(await api.get(`${V1}/recalls?mock=true`)).items).toHaveLength(1);
    expect((await api.post(`${V1}/recalls`, { lots: ['018f0000-0000-7000-8000-00000000ffff'], reason: '查無此批' })).status).toBe(404);
    expect((await api.post(`${V1}/recalls`, { lots: [], reason: '無' })).status).toBe(404);
  });

  it('names what a hold takes away from documents, and asks a second person to end a critical one', async () => {
    const l2 = await idOf('L2');
    await api.post(`${V1}/reservations`, { ownerType: 'so', ownerRef: 'SO-1', itemCode: store.lot.code, qty: '12' });
    const held = await api.post(`${V1}/lots/${l2}/hold`, { reason: '異物', critical: true });
    expect(body(held)).toMatchObject({
      status: 'hold',
      holdCritical: true,
      reservations: [expect.objectContaining({ ownerRef: 'SO-1' })],
      reservationsElsewhere: 0,
    });
    const own = await api.post(`${V1}/lots/${l2}/release`, { reason: '沒事' });
    expect([own.status, body(own)]).toEqual([409, expect.objectContaining({ code: 'inventory.second_person' })]);
    const inspector = { token: await person('inspector', 'quality_inspector') };
    expect((await api.post(`${V1}/lots/${l2}/release`, { reason: '複驗合格' }, inspector)).status).toBe(200);
  });
});
