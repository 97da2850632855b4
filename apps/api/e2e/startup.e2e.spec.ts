import { createConnection } from 'node:net';
import { ApiUnderTest } from './harness';

const portIsBound = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(Number(new URL(url).port), '127.0.0.1');
    socket
      .once('connect', () => resolve(true))
      .once('error', () => resolve(false))
      .once('close', () => socket.destroy());
  });

describe('the start of the api', () => {
  it('names every bad setting at once, without a value, and ends with 78', async () => {
    const api = await ApiUnderTest.prepare({
      API_PORT: 'http',
      REDIS_URL: 'mysql://secret-host',
      REDIS_CALL_BUDGET_MS: '0',
      LOGIN_LOCK_SCOPE: 'nobody',
      ANWEN_SECRET_FILE: '/nowhere',
    });
    expect(await api.bootToExit()).toBe(78);
    for (const name of ['API_PORT', 'REDIS_URL', 'REDIS_CALL_BUDGET_MS', 'LOGIN_LOCK_SCOPE', 'ANWEN_SECRET_FILE']) expect(api.log).toContain(name);
    expect(api.log).not.toMatch(/secret-host|nobody|nowhere/);
    await api.stop();
  }, 120_000);

  it('refuses a schema that is not its own with both numbers and the command, ends with 78 and never binds its port', async () => {
    const api = await ApiUnderTest.prepare();
    await api.bed.asOwner(`INSERT INTO sys_schema_version (version, name, sha256, app_version) VALUES (9999, 'x', 'x', 'x')`);
    let bound = false;
    const watch = setInterval(() => void portIsBound(api.url).then((is) => (bound ||= is)), 50);
    expect(await api.bootToExit()).toBe(78);
    clearInterval(watch);
    expect(bound).toBe(false);
    expect(api.log).toMatch(/9999.*expects \d+.*migrate up/);
    await api.stop();
  }, 120_000);

  it('refuses to work as a role that owns tables', async () => {
    const api = await ApiUnderTest.prepare();
    await api.bed.asOwner('GRANT CREATE ON SCHEMA public TO anwen_app; CREATE TABLE stray (x int); ALTER TABLE stray OWNER TO anwen_app');
    expect(await api.bootToExit()).toBe(78);
    expect(api.log).toContain('owner of tables');
    await api.bed.asOwner('DROP TABLE stray');
    await api.stop();
  }, 120_000);

  it('works without Redis and says so; a polite stop lets the running request finish and ends with 0', async () => {
    const api = await ApiUnderTest.start({ REDIS_URL: 'redis://127.0.0.1:1' });
    expect((await api.get('/health')).body).toMatchObject({ status: 'degraded', checks: { database: 'ok', redis: 'down' } });
    expect((await api.get('/api/v1/me')).headers.get('RateLimit-Policy')).toBe('"api";q=1000000;w=60');
    expect(await api.bed.asOwner(`SELECT subject_id FROM sys_audit_logs WHERE action = 'app.started'`)).toEqual([{ subject_id: 'api' }]);
    const running = Array.from({ length: 5 }, () => api.get('/api/v1/items'));
    await new Promise((resume) => setTimeout(resume, 5));
    const ended = api.end('SIGTERM');
    for (const reply of await Promise.all(running)) expect([200, 503]).toContain(reply.status);
    expect(await ended).toBe(0);
    await api.stop();
  }, 120_000);
});
