import { principalOf, systemActor, type Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { defineJob } from '@anwen/queue';
import { z } from 'zod';
import { ApiUnderTest } from './harness';

const probe = defineJob({ name: 'probe.tray', lane: 2, payload: z.object({}), zh: '測試', en: 'Probe' });

describe('the job tray over HTTP', () => {
  let api: ApiUnderTest;
  let me: Actor;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    const [user] = await api.bed.asOwner<{ id: string }>('SELECT id FROM sys_users LIMIT 1');
    me = { ...systemActor('admin'), type: 'user', id: user!.id, userId: user!.id };
  });
  afterAll(() => api.stop());
  const stage = async (actor: Actor): Promise<string> => (await api.bed.transaction((tx) => outbox.stage(tx, probe, {}), actor)).publicId;

  it("polls cheaply, cancels and retries what the caller asked for, and knows nobody else's", async () => {
    expect(principalOf(me)).toBe(`user:${me.id}`);
    const mine = await stage(me);
    const others = await stage(systemActor('schedule'));
    const list = await api.get('/api/v1/jobs?state=open');
    expect(list.body).toMatchObject({ items: [{ id: mine, state: 'waiting', cancelable: true }], nextCursor: null });
    const etag = list.headers.get('etag')!;
    expect((await api.get('/api/v1/jobs?state=open', { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect((await api.get(`/api/v1/jobs/${others}`)).status).toBe(404);
    expect((await api.get('/api/v1/jobs/x')).status).toBe(404);
    const one = await api.get(`/api/v1/jobs/${mine}`);
    expect((await api.get(`/api/v1/jobs/${mine}`, { headers: { 'If-None-Match': one.headers.get('etag')! } })).status).toBe(304);
    expect((await api.post(`/api/v1/jobs/${others}/cancel`, undefined)).status).toBe(404);
    const cancelled = await api.post(`/api/v1/jobs/${mine}/cancel`, undefined);
    expect(cancelled).toMatchObject({ status: 200, body: { state: 'cancelled', retryable: true } });
    expect((await api.get('/api/v1/jobs?state=open', { headers: { 'If-None-Match': etag } })).status).toBe(200);
    const again = await api.post(`/api/v1/jobs/${mine}/retry`, undefined);
    expect(again.status).toBe(201);
    expect(again.headers.get('location')).toMatch(/^\/api\/v1\/jobs\/[0-9a-f-]{36}$/);
    expect(await api.post(`/api/v1/jobs/${mine}/retry`, undefined)).toMatchObject({ status: 409, body: { code: 'queue.not_retryable' } });
    expect((await api.get(`/api/v1/jobs/${mine}`)).body).toMatchObject({ retryable: false });
  });
});
