import { randomBytes } from 'node:crypto';
import { ApiUnderTest, type Reply } from './harness';

describe('the limits of the api', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await ApiUnderTest.start({ API_REQUESTS_PER_MINUTE: '40' });
  }, 120_000);
  afterAll(() => api.stop());

  const auditOf = (action: string): Promise<{ subject_id: string; actor_type: string }[]> =>
    api.bed.asOwner('SELECT subject_id, actor_type FROM sys_audit_logs WHERE action = $1', [action]);

  it('let a user ask so often a minute and then say when to come back', async () => {
    const replies = [];
    for (let i = 0; i < 41; i++) replies.push(await api.get('/api/v1/me'));
    expect(replies.slice(0, 40).map((r) => r.status)).toEqual(Array(40).fill(200));
    expect(replies[0]!.headers.get('RateLimit-Policy')).toBe('"api";q=40;w=60');
    const refused = replies[40]!;
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([429, 'rate_limit.exceeded']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(refused.headers.get('RateLimit')).toMatch(/^"api";r=0;t=\d+$/);
    expect((await api.get('/health')).status).toBe(200);
    await api.get('/api/v1/me');
    expect(await auditOf('ratelimit.exceeded')).toEqual([{ subject_id: 'api', actor_type: 'user' }]);
  });

  it('do not believe a forwarded address of somebody who is no declared proxy', async () => {
    const report = (n: number): ReturnType<ApiUnderTest['post']> =>
      api.post('/api/v1/client-errors', { app: 'portal', message: `m${n}` }, { token: null, key: null, headers: { 'X-Forwarded-For': `203.0.113.${n}` } });
    const statuses = [];
    for (let i = 0; i < 11; i++) statuses.push((await report(i)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(204), 429]);
  });

  it('close a network that shows tokens which nobody holds, but not for the session that works there', async () => {
    await api.signIn();
    const knock = async (): Promise<Reply> => api.get('/api/v1/items', { token: randomBytes(32).toString('base64url') });
    const codes: string[] = [];
    for (let i = 0; i < 60; i++) codes.push((await knock()).status.toString());
    expect(new Set(codes)).toEqual(new Set(['401']));
    for (let i = 0; i < 3; i++) {
      const refused = await knock();
      expect([refused.status, (refused.body as { code: string }).code]).toEqual([429, 'rate_limit.exceeded']);
      expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    }
    // The administrator's own share was spent above; a 429 of that policy is past the authentication.
    const own = await api.get('/api/v1/me');
    expect(own.headers.get('RateLimit-Policy') ?? own.headers.get('RateLimit')).toContain('"api"');
    expect((await auditOf('ratelimit.exceeded')).filter((row) => row.subject_id === 'unknown-token')).toHaveLength(1);
  });

  it('lock an account after five wrong passwords, with the same answer for a user that does not exist', async () => {
    const wrong = async (username: string): Promise<string[]> => {
      const seen = [];
      for (let i = 0; i < 6; i++) {
        const reply = await api.signIn(username, 'wrong password 123');
        seen.push(`${reply.status} ${(reply.body as { code: string }).code}`);
      }
      return seen;
    };
    const known = await wrong('admin');
    expect(known.slice(0, 5)).toEqual(Array(5).fill(known[0]));
    expect(known[0]).toMatch(/^401 /);
    expect(known[5]).toBe('429 rate_limit.login_locked');
    expect(await wrong('nobody-here')).toEqual(known);
    expect((await api.signIn()).status).toBe(429);
  });
});
