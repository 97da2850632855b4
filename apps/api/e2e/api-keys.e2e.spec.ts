import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { ApiUnderTest, type Reply } from './harness';

describe('an API key of an integration', () => {
  let api: ApiUnderTest;
  let token: string;
  beforeAll(async () => {
    api = await ApiUnderTest.start({ API_REQUESTS_PER_MINUTE: '30' });
    token = await makeKey(['uom.read', 'uom.write']);
  }, 120_000);
  afterAll(() => api.stop());

  const makeKey = async (permissions: string[], expires = 'infinity'): Promise<string> => {
    const text = `anw_${randomBytes(32).toString('base64url')}`;
    await api.bed.asOwner(
      `WITH made AS (INSERT INTO sys_api_keys (name, token_hash, token_hint, permissions, created_by, expires_at)
         SELECT 'ERP', $1, 'anw_test', $2, min(id), $3::timestamptz FROM sys_users RETURNING id)
       INSERT INTO sys_data_scopes (api_key_id, kind) SELECT id, 'all' FROM made`,
      [createHash('sha256').update(text).digest(), permissions, expires],
    );
    return text;
  };
  const code = (reply: Reply): string | undefined => (reply.body as { code?: string } | undefined)?.code;

  it('may do what it names and nothing else', async () => {
    expect((await api.get('/api/v1/uoms', { token })).status).toBe(200);
    const refused = await api.get('/api/v1/items', { token });
    expect([refused.status, code(refused)]).toEqual([403, 'rbac.permission_denied']);
    const ended = await makeKey(['uom.read'], '2020-01-01T00:00:00Z');
    expect((await api.get('/api/v1/uoms', { token: ended })).status).toBe(401);
  });

  it('needs an Idempotency-Key and gets the stored answer for a repeat, as people do, and apart from them', async () => {
    const key = randomUUID();
    const body = { code: `K${randomBytes(3).toString('hex')}`, nameZh: '箱', nameEn: 'crate', category: 'package', decimals: 0 };
    expect(code(await api.post('/api/v1/uoms', body, { token, key: null }))).toBe('idempotency.key_required');
    const first = await api.post('/api/v1/uoms', body, { token, key });
    const again = await api.post('/api/v1/uoms', body, { token, key });
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect(again.headers.get('Idempotent-Replayed')).toBe('true');
    expect(code(await api.post('/api/v1/uoms', { ...body, nameEn: 'box' }, { token, key }))).toBe('idempotency.key_reused');
    // The same key of somebody else is another key: nobody reads an integration's answers.
    const other = await api.post('/api/v1/uoms', body, { key });
    expect(other.headers.get('Idempotent-Replayed')).toBeNull();
    const [stored] = await api.bed.asOwner<{ key: string }>(`SELECT idempotency_key AS key FROM sys_idempotency_keys WHERE idempotency_key LIKE 'api_key:%'`);
    expect(stored!.key).toMatch(/^api_key:\d+:/);
  });

  it('has a share of the rate limit of its own', async () => {
    const busy = await makeKey(['uom.read']);
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++) statuses.push((await api.get('/api/v1/uoms', { token: busy })).status);
    expect([statuses.filter((s) => s === 200).length, statuses.at(-1)]).toEqual([30, 429]);
    expect((await api.get('/api/v1/uoms', { token })).status).toBe(200);
    expect((await api.get('/api/v1/me')).status).toBe(200);
  });
});
