import { alerts } from '@anwen/alerts';
import { HttpReceiver } from '@anwen/alerts/testing';
import { AdminBed } from './harness';

describe('alerts, channels and settings in the admin app', () => {
  let bed: AdminBed;
  let token: string;
  beforeAll(async () => {
    bed = await AdminBed.start();
    ({ token } = await bed.administrator());
  });
  afterAll(() => bed.stop());
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): ReturnType<AdminBed['call']> =>
    bed.call(method, `/api/v1/admin/${path}`, { token, body, headers });
  const hook = { kind: 'webhook', name: 'chat', url: 'https://hooks.example.com/T/s3cret', token: 's3cret-token', preset: 'slack' };

  it('lists what is wrong in words, lets somebody take it, and counts who was woken', async () => {
    await bed.bed.transaction(async (tx) => {
      await alerts.raise(tx, { code: 'disk.full', subject: '/data', data: { usedPercent: 96 } });
      await alerts.raise(tx, { code: 'job.dead', subject: 'x' });
      await alerts.resolve(tx, 'job.dead', 'x');
    });
    const open = await call('GET', 'alerts');
    expect(open.body.items).toHaveLength(1);
    expect(open.body.items[0]).toMatchObject({ code: 'disk.full', title: '磁碟使用率已達 95%', pages: true, data: { usedPercent: 96 }, acknowledgedAt: null });
    const [first, second] = await Promise.all([call('GET', 'alerts?state=all&limit=1'), call('GET', 'alerts?state=all')]);
    expect(second.body.items).toHaveLength(2);
    const next = await call('GET', `alerts?state=all&limit=1&cursor=${encodeURIComponent(first.body.nextCursor as string)}`);
    expect(next.body.items[0].id).toBe(second.body.items[1].id);
    const taken = await call('POST', `alerts/${open.body.items[0].id}/acknowledge`);
    expect(taken.body).toMatchObject({ acknowledgedBy: expect.any(String), acknowledgedAt: expect.any(String) });
    expect((await call('GET', 'alerts/pages')).body).toEqual([]);
    const path = `alerts/${open.body.items[0].id}/resolve`;
    expect((await call('POST', path, { reason: 'x' })).status).toBe(400);
    expect(await call('POST', path, { reason: '已清理' })).toMatchObject({ status: 200, body: { closeReason: '已清理', resolvedAt: expect.any(String) } });
    expect(await call('POST', path, { reason: '再一次' })).toMatchObject({ status: 409, body: { code: 'alerts.already_over' } });
    expect(await bed.bed.asOwner(`SELECT action, reason FROM sys_audit_logs WHERE subject_type = 'alert'`)).toEqual([
      { action: 'settings.changed', reason: '已清理' },
    ]);
  });

  it('keeps channels complete and their secrets to itself', async () => {
    const wrong = await call('POST', 'alert-channels', { kind: 'smtp', name: 'x', to: ['a@b.tw\r\nBcc: c@d.tw'] });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'alerts.channel_invalid', errors: [{ pointer: '/to' }] } });
    const made = await call('POST', 'alert-channels', hook);
    expect(made).toMatchObject({ status: 201, body: { target: 'https://hooks.example.com/…', hasSecret: true, takesPages: true, rowVersion: 1 } });
    const path = `alert-channels/${made.body.id}`;
    expect((await call('PATCH', path, { name: 'y' })).status).toBe(428);
    const changed = await call('PATCH', path, { name: 'y', takesPages: false }, { 'If-Match': '"1"' });
    expect(changed).toMatchObject({ status: 200, body: { name: 'y', takesPages: false, hasSecret: true, rowVersion: 2 } });
    expect(await call('PATCH', path, { name: 'z' }, { 'If-Match': '"1"' })).toMatchObject({ status: 412, body: { code: 'alerts.channel_stale' } });
    const everything = [made, changed, await call('GET', path), await call('GET', 'alert-channels')].map(({ text }) => text).join();
    const audited = await bed.bed.asOwner<{ diff: unknown }>(`SELECT diff FROM sys_audit_logs WHERE subject_type = 'alert_channel'`);
    expect(audited).toHaveLength(2);
    expect(everything + JSON.stringify(audited)).not.toContain('s3cret');
    expect((await call('DELETE', path, undefined, { 'If-Match': '"2"' })).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  it('tells what happened to a test message', async () => {
    const receiver = await HttpReceiver.start();
    const url = `http://127.0.0.1:${receiver.port}/`;
    const made = await call('POST', 'alert-channels', {
      kind: 'webhook',
      name: 'own',
      url,
      allowHttp: true,
      allow: [{ cidr: '127.0.0.1/32', port: receiver.port }],
    });
    const tested = await call('POST', `alert-channels/${made.body.id}/test`);
    // This machine itself stays closed, whatever the allow-list says.
    expect(tested).toMatchObject({ status: 200, body: { ok: false, reason: 'the target is not allowed' } });
    expect(receiver.posts).toEqual([]);
    receiver.stop();
    const mail = await call('POST', 'alert-channels', { kind: 'smtp', name: 'mail', to: ['night@factory.tw'] });
    expect((await call('POST', `alert-channels/${mail.body.id}/test`)).body).toMatchObject({ ok: false, reason: expect.stringContaining('SMTP_URL') });
  });

  it('changes known settings alone, checked, audited and only after seeing them', async () => {
    expect((await call('GET', 'settings')).body).toEqual([
      { key: 'health_report', title: '每週健康報告', value: { enabled: false, channelId: null }, rowVersion: 0 },
      { key: 'inventory.adjustmentLimit', title: '庫存調整須覆核的金額', value: '5000', rowVersion: 0 },
      { key: 'trade.gs1CompanyPrefix', title: 'GS1 公司前置碼', value: null, rowVersion: 0 },
    ]);
    expect(await call('PUT', 'settings/trade.gs1CompanyPrefix', { value: '47' }, { 'If-Match': '"0"' })).toMatchObject({ status: 422 });
    expect(await call('GET', 'settings/alerts.digest_day')).toMatchObject({ status: 404, body: { code: 'health.setting_unknown' } });
    expect((await call('PUT', 'settings/health_report', { enabled: false })).status).toBe(428);
    expect(await call('PUT', 'settings/health_report', { enabled: true }, { 'If-Match': '"0"' })).toMatchObject({
      status: 422,
      body: { code: 'health.setting_invalid' },
    });
    const { body: channel } = await call('POST', 'alert-channels', hook);
    const value = { enabled: true, channelId: channel.id };
    expect(await call('PUT', 'settings/health_report', value, { 'If-Match': '"0"' })).toMatchObject({ status: 200, body: { value, rowVersion: 1 } });
    expect((await call('PUT', 'settings/health_report', value, { 'If-Match': '"0"' })).status).toBe(412);
    const [audited] = await bed.bed.asOwner<{ action: string; diff: unknown }>(`SELECT action, diff FROM sys_audit_logs WHERE subject_type = 'setting'`);
    expect(await call('PUT', 'settings/inventory.adjustmentLimit', { value: '20000' }, { 'If-Match': '"0"' })).toMatchObject({
      status: 200,
      body: { value: '20000' },
    });
    expect(audited).toEqual({ action: 'settings.changed', diff: { value: [{ enabled: false, channelId: null }, value] } });
  });

  it('shows the health report before anybody gets it', async () => {
    const { body } = await call('GET', 'health-report');
    expect(JSON.parse(body.text)).toEqual(body.facts.report);
    expect(body.facts.report).toMatchObject({ kind: 'anwen.health', days: 7, jobs: { done: 0 } });
    expect(body.text).not.toContain('測試工廠');
  });

  it('shows the hours of the SLA with their targets, and figures of disks, clocks and licence', async () => {
    await bed.bed.asOwner(
      `INSERT INTO sys_api_latency_hourly (hour, route, sla_class, n, p50_us, p95_us, p99_us, max_us, breached, buckets)
       VALUES (date_trunc('hour', now()), 'GET /x', 'list', 7, 1000, 2000, 3000, 4000, false, '{}')`,
    );
    const { body } = await call('GET', 'sla?hours=1');
    expect(body.hours[0].routes).toEqual([
      expect.objectContaining({ route: 'GET /x', p99Ms: 3, target: expect.objectContaining({ p99Ms: 1_000, timeoutMs: 15_000 }) }),
    ]);
    expect((await call('GET', 'metrics')).body).toMatchObject({
      clockSkewMs: 0,
      licenceDays: null,
      disks: [{ usedPercent: expect.any(Number), level: expect.any(String) }],
      database: { max: 4 },
      process: { eventLoopP99Ms: expect.any(Number) },
    });
  });

  it('is closed to whoever was not given the right', async () => {
    const { token: other } = await bed.signIn('operator', [{ role: 'warehouse_operator', scopes: [{ kind: 'all' }] }]);
    for (const path of ['alerts', 'alerts/pages', 'alert-channels', 'settings', 'settings/health_report', 'health-report', 'sla'])
      expect((await bed.call('GET', `/api/v1/admin/${path}`, { token: other })).status).toBe(403);
    expect((await bed.call('POST', '/api/v1/admin/alert-channels', { token: other, body: hook })).status).toBe(403);
  });
});
