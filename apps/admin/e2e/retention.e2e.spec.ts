import { AdminBed } from './harness';

describe('retention and reports in the console', () => {
  let app: AdminBed;
  let admin: string;
  beforeAll(async () => {
    app = await AdminBed.start();
    admin = (await app.administrator()).token;
  });
  afterAll(() => app.stop());

  const policy = async (key: string): Promise<Record<string, unknown>> => {
    const { body } = await app.call('GET', '/api/v1/admin/retention/policies', { token: admin });
    return body.items.find((p: { key: string }) => p.key === key);
  };

  it('shows the policies with their bounds and changes them within', async () => {
    const before = await policy('webhooks.deliveries');
    expect(before).toMatchObject({ label: 'Webhook 投遞紀錄', onlineDays: 90, onlineMin: 90, archiveDays: 365, active: true, rowVersion: 1 });
    const set = (body: object, version = 1): ReturnType<AdminBed['call']> =>
      app.call('PATCH', '/api/v1/admin/retention/policies/webhooks.deliveries', { token: admin, body, headers: { 'If-Match': `"${version}"` } });
    expect(await set({ onlineDays: 30 })).toMatchObject({ status: 422, body: { code: 'ops.policy_out_of_bounds' } });
    expect(await set({ onlineDays: 120 })).toMatchObject({ status: 200, body: { onlineDays: 120, archiveDays: 365, rowVersion: 2 } });
    expect(await set({ onlineDays: 121 })).toMatchObject({ status: 412 });
    const audits = await app.bed.database.query(`SELECT 1 FROM sys_audit_logs WHERE action = 'settings.changed' AND subject_id = 'webhooks.deliveries'`);
    expect(audits).toHaveLength(1);
  });

  it('keeps the days of report files in step with what the report pages say', async () => {
    await app.call('PATCH', '/api/v1/admin/retention/policies/exports.files', { token: admin, body: { onlineDays: 7 }, headers: { 'If-Match': '"1"' } });
    const [setting] = await app.bed.database.query<{ value: number }>(`SELECT value FROM sys_settings WHERE key = 'reports.retention_days'`);
    expect(setting!.value).toBe(7);
  });

  it('says what would go and runs it as a job', async () => {
    const preview = await app.call('GET', '/api/v1/admin/retention/preview', { token: admin });
    expect(preview.status).toBe(200);
    expect(preview.body.items.length).toBeGreaterThan(15);
    const run = await app.call('POST', '/api/v1/admin/retention/runs', { token: admin });
    expect(run.status).toBe(202);
    expect(run.headers.get('location')).toBe(`/api/v1/admin/jobs/${run.body.jobId}`);
    expect((await app.call('GET', run.headers.get('location')!, { token: admin })).body).toMatchObject({ name: 'retention.run', lane: 'P4' });
    expect((await app.call('GET', '/api/v1/admin/retention/archives', { token: admin })).body).toEqual({ items: [], nextCursor: null });
  });

  it('shows reports page by page, and slow queries', async () => {
    await app.bed.asOwner(`INSERT INTO sys_ops_reports (kind, body) SELECT 'vacuum.nightly', jsonb_build_object('n', n) FROM generate_series(1, 3) AS n`);
    const first = await app.call('GET', '/api/v1/admin/ops-reports?kind=vacuum.nightly&limit=2', { token: admin });
    expect(first.body.items.map((r: { body: { n: number } }) => r.body.n)).toEqual([3, 2]);
    const second = await app.call('GET', `/api/v1/admin/ops-reports?kind=vacuum.nightly&limit=2&cursor=${encodeURIComponent(first.body.nextCursor)}`, {
      token: admin,
    });
    expect(second.body).toMatchObject({ items: [{ body: { n: 1 } }], nextCursor: null });
    expect((await app.call('GET', `/api/v1/admin/ops-reports/${first.body.items[0].id}`, { token: admin })).body.kind).toBe('vacuum.nightly');
    expect(await app.call('GET', '/api/v1/admin/ops-reports/x', { token: admin })).toMatchObject({ status: 404, body: { code: 'ops.report_not_found' } });
    await app.bed.asOwner(
      `INSERT INTO sys_slow_queries (day, fingerprint, sql, calls, total_ms, max_ms) VALUES (business_date(), 'f', 'SELECT ?', 2, 1200, 700)`,
    );
    expect((await app.call('GET', '/api/v1/admin/slow-queries', { token: admin })).body.items).toMatchObject([{ fingerprint: 'f', meanMs: 600, calls: 2 }]);
  });

  it('is for whoever may', async () => {
    const auditor = (await app.signIn('auditor', [{ role: 'auditor', scopes: [{ kind: 'all' }] }])).token;
    expect((await app.call('GET', '/api/v1/admin/retention/policies', { token: auditor })).status).toBe(200);
    expect((await app.call('POST', '/api/v1/admin/retention/runs', { token: auditor })).status).toBe(403);
    const picker = (await app.signIn('picker', [{ role: 'warehouse_operator', scopes: [{ kind: 'all' }] }])).token;
    expect((await app.call('GET', '/api/v1/admin/slow-queries', { token: picker })).status).toBe(403);
  });
});
