import { buffer } from 'node:stream/consumers';
import { TEST_PASSWORD, RbacBed } from '@anwen/rbac/testing';
import { ApiUnderTest, type Reply, type Sending } from './harness';

const V1 = '/api/v1';
const BYTES = { 'Content-Type': 'application/octet-stream' };

describe('imports over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    rbac = new RbacBed(api.bed);
  }, 90_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
  });

  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string } | undefined)?.code ?? ''}`.trim();
  const upload = (text: string | Buffer, name = '品項.csv', sending: Sending = {}): Promise<Reply> =>
    api.send('POST', `${V1}/imports?type=items&fileName=${encodeURIComponent(name)}`, { raw: new Uint8Array(Buffer.from(text)), headers: BYTES, ...sending });
  type Session = { id: string; state: string; rowVersion: number; jobId: string; mapping: Record<string, number | null> };

  it('takes a file as bytes, shows how it reads, and lets the reading be changed', async () => {
    const made = await upload('品號;品名\nA;甲\n');
    expect(made.status).toBe(201);
    const session = made.body as Session;
    expect(made.headers.get('location')).toBe(`${V1}/imports/${session.id}`);
    expect(session).toMatchObject({
      state: 'uploaded',
      fileName: '品項.csv',
      delimiter: ';',
      encoding: 'utf-8',
      header: ['品號', '品名'],
      sample: [['A', '甲']],
      jobId: null,
      counts: null,
    });
    const patch = await api.send('PATCH', `${V1}/imports/${session.id}`, {
      body: { mode: 'update', mapping: { code: 0, name: null } },
      headers: { 'If-Match': `"${session.rowVersion}"` },
    });
    expect(patch.body).toMatchObject({ mode: 'update', mapping: { code: 0, name: null } });
    expect(codeOf(await api.send('PATCH', `${V1}/imports/${session.id}`, { body: {}, headers: { 'If-Match': `"${session.rowVersion}"` } }))).toBe(
      '412 http.precondition_failed',
    );
    const validate = await api.post(`${V1}/imports/${session.id}/validate`, {});
    const { jobId } = validate.body as Session;
    expect([validate.status, validate.headers.get('location')]).toEqual([202, `${V1}/jobs/${jobId}`]);
    expect((await api.get(`${V1}/jobs/${jobId}`)).body).toMatchObject({ name: 'import.validate', lane: 'P2' });
    expect(codeOf(await api.post(`${V1}/imports/${session.id}/validate`, {}))).toBe('409 imports.invalid_transition');
    expect(codeOf(await api.post(`${V1}/imports/${session.id}/commit`, {}))).toBe('409 imports.invalid_transition');
    const list = (await api.get(`${V1}/imports?withTotal=true`)).body as { items: unknown[]; total: number };
    expect(list.items).toHaveLength(list.total);
  });

  it('repeats an upload by its key, and tells one byte from another', async () => {
    const key = 'upload-once-0123456789';
    const first = await upload('code\nA', 'a.csv', { key });
    const again = await upload('code\nA', 'a.csv', { key });
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
    expect(codeOf(await upload('code\nB', 'a.csv', { key }))).toBe('409 idempotency.key_reused');
  });

  it.each([
    ['21 MB', Buffer.alloc(21 * 1024 * 1024, 'a'), 'a.csv', '413 http.body_too_large'],
    ['nothing', Buffer.alloc(0), 'a.csv', '422 imports.file_empty'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.xls', '415 imports.file_kind'],
    ['a page', Buffer.from('<html>'), 'a.csv', '415 imports.file_kind'],
    ['a workbook with macros', Buffer.from('PK\x03\x04'), 'a.xlsm', '415 imports.file_macros'],
    ['a name that would climb', Buffer.from('code\nA'), '../../etc/passwd', '415 imports.file_kind'],
  ])('refuses %s', async (_name, bytes, name, code) => expect(codeOf(await upload(bytes, name))).toBe(code));

  it('takes bytes nowhere else, and no JSON here', async () => {
    expect(codeOf(await api.send('POST', `${V1}/items`, { raw: 'x', headers: BYTES }))).toBe('415 http.unsupported_media_type');
    expect(codeOf(await api.post(`${V1}/imports?type=items&fileName=a.csv`, { a: 1 }))).toBe('415 http.unsupported_media_type');
    expect(codeOf(await upload('code\nA', 'a.csv', { key: null }))).toBe('400 idempotency.key_required');
  });

  it('does not even read what strangers send', async () => {
    expect(codeOf(await upload(Buffer.alloc(21 * 1024 * 1024), 'a.csv', { token: null }))).toBe('401 rbac.unauthenticated');
    await rbac.addUser('onlooker', [{ role: 'auditor', scopes: [{ kind: 'all' }] }] as never);
    const login = await api.send('POST', `${V1}/auth/login`, { body: { username: 'onlooker', password: TEST_PASSWORD }, token: null, key: null });
    const { token } = login.body as { token: string };
    expect(codeOf(await upload('code\nA', 'a.csv', { token }))).toBe('403 rbac.permission_denied');
  });

  it('hands out templates as attachments that browsers do not run', async () => {
    for (const format of ['xlsx', 'csv']) {
      const response = await fetch(`${api.url}${V1}/imports/templates/items?format=${format}&withData=true`, {
        headers: { Authorization: `Bearer ${api.token}` },
      });
      const bytes = await buffer(response.body as never);
      expect([response.status, response.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="items.${format}"`);
      expect(bytes.subarray(0, 2).toString('latin1')).toBe(format === 'xlsx' ? 'PK' : '\u00ef\u00bb');
    }
    expect(codeOf(await api.get(`${V1}/imports/templates/nothing`))).toBe('404 imports.type_unknown');
    expect((await api.get(`${V1}/imports/types`)).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ key: 'opening_stock', modes: ['insert'] })]),
    });
  });
});
