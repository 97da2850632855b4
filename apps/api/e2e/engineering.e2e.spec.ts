import { anItem } from '@anwen/catalog/testing';
import { RbacBed } from '@anwen/rbac/testing';
import { ApiUnderTest, type Reply } from './harness';

const V1 = '/api/v1';

describe('engineering over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  let token = '';
  let [product, part] = ['', ''];

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    [product, part] = await api.bed.transaction(async (tx) => [(await anItem(tx)).code, (await anItem(tx)).code] as const);
    rbac = new RbacBed(api.bed);
    await rbac.addUser('engineer', [{ role: 'master_data', scopes: [{ kind: 'all' }] }]);
    token = await rbac.tokenFor('engineer');
  }, 120_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
  });

  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string } | undefined)?.code ?? ''}`.trim();
  const post = (path: string, body: object = {}): Promise<Reply> => api.post(`${V1}${path}`, body, { token });
  const get = (path: string): Promise<Reply> => api.get(`${V1}${path}`, { token });
  const idOf = (reply: Reply): string => (reply.body as { id: string }).id;

  it('explodes, looks up and compares bills, and tells which steps are legal', async () => {
    const lines = [{ component: part, qty: '2', uom: 'PCE', validFrom: '2024-01-01', scrapPct: '50' }];
    const made = await post('/boms', { item: product, lines });
    expect([codeOf(made), (made.body as { legal: string[] }).legal]).toEqual(['201', ['update', 'activate', 'copy']]);
    expect(codeOf(await post(`/boms/${idOf(made)}/activate`))).toBe('200');
    const copy = await post(`/boms/${idOf(made)}/copy`);
    expect([codeOf(copy), copy.headers.get('location')]).toEqual(['201', `${V1}/boms/${idOf(copy)}`]);
    for (const path of [`/boms/explode?item=${product}&qty=10&day=2026-01-01`, `/boms/${idOf(copy)}/explode?qty=10&day=2026-01-01`])
      expect((await get(path)).body).toMatchObject({
        qty: '10',
        truncated: false,
        lines: [{ level: 1, qtyPer: '2', qty: '30', kind: 'leaf' }],
        totals: [{ qty: '30' }],
      });
    expect((await get(`/boms/where-used?item=${part}`)).body).toMatchObject({ items: [{ level: 1, item: { code: product }, path: [part, product] }] });
    expect((await get(`/boms/diff?a=${idOf(made)}&b=${idOf(copy)}`)).body).toMatchObject({ header: [], added: [], removed: [], changed: [] });
    expect(codeOf(await post(`/boms/${idOf(made)}/activate`))).toBe('409 catalog.bom_transition');
    expect(codeOf(await get('/boms/explode?item=NOWHERE'))).toBe('404 catalog.item_not_found');
  });

  it('keeps routings, shifts and calendars with their versions', async () => {
    const shift = await post('/shifts', { code: 'N', name: '夜班', startsAt: '22:00', endsAt: '06:00' });
    expect(shift.body).toMatchObject({ crossesMidnight: true, minutes: 480 });
    expect(codeOf(await post('/shifts', { code: 'X', name: 'x', startsAt: '25:00', endsAt: '06:00' }))).toMatch(/^4(00|22)/);
    const calendar = await post('/calendars', { code: 'C', name: '工廠', week: { mon: ['N'] }, isDefault: true });
    const exceptions = [{ day: '2026-12-25', shifts: [], note: '休' }];
    const replace = (headers?: Record<string, string>): Promise<Reply> =>
      api.send('PUT', `${V1}/calendars/${idOf(calendar)}/exceptions`, { body: { exceptions }, token, ...(headers && { headers }) });
    expect([(await replace()).status, (await replace({ 'if-match': '"7"' })).status]).toEqual([428, 412]);
    const put = await replace({ 'if-match': '"1"' });
    expect([put.status, put.body]).toMatchObject([200, { exceptions, week: { mon: ['N'], tue: [] }, rowVersion: 2 }]);
    await post('/work-centers', { code: 'WC', name: '車床', calendar: 'C', capacity: 2 });
    const routing = await post('/routings', { item: product, operations: [{ opNo: 10, name: '車削', workCenter: 'WC', runS: '1.5' }] });
    expect([codeOf(routing), codeOf(await post(`/routings/${idOf(routing)}/activate`))]).toEqual(['201', '200']);
    expect(codeOf(await post(`/routings/${idOf(routing)}/activate`))).toBe('409 catalog.invalid_transition');
    expect((await get(`/routings?item=${product}&state=active`)).body).toMatchObject({ items: [{ version: 1, operationCount: 1 }] });
  });
});
