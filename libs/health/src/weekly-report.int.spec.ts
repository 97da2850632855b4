import { TestDatabase } from '@anwen/database/testing';
import { DiskSpace } from './disk-space.service';
import { SettingService } from './setting.service';
import { WeeklyReports } from './weekly-report.service';

const SECRET = 'Geheimnis-机密-4711';

describe('the weekly health report', () => {
  let bed: TestDatabase;
  const reports = new WeeklyReports(new DiskSpace({ storage: { driver: 'local', path: '/tmp' } }));
  const settings = new SettingService();
  beforeAll(async () => {
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());

  it('counts versions, licence, disks, errors, jobs and alerts', async () => {
    await bed.asOwner(`INSERT INTO sys_license (expires_at) VALUES (clock_timestamp() + interval '40 days 1 h')`);
    await bed.asOwner(
      `INSERT INTO sys_api_latency_hourly (hour, route, sla_class, n, p50_us, p95_us, p99_us, max_us, timeouts, errors, breached, buckets)
       VALUES (date_trunc('hour', now()), 'GET /x', 'read', 100, 1, 1, 1, 1, 2, 3, true, '{}'), (now() - interval '8 days', 'GET /x', 'read', 9, 1, 1, 1, 1, 9, 9, true, '{}')`,
    );
    await bed.asOwner(`INSERT INTO sys_alerts (code, subject, pages, notified_at) VALUES ('disk.full', $1, true, now()), ('job.dead', $1, false, NULL)`, [
      SECRET,
    ]);
    const report = await bed.transaction((tx) => reports.write(tx));
    expect(report).toMatchObject({
      licence: { status: 'active', daysLeft: 40 },
      errors: { serverErrors: 3, timeouts: 2, failedScreens: 0 },
      sla: { requests: 100, routeHours: 1, routeHoursMissed: 1 },
      jobs: { done: 0, failed: 0, dead: 0 },
      alerts: [
        { code: 'disk.full', raised: 1, paged: 1 },
        { code: 'job.dead', raised: 1, paged: 0 },
      ],
    });
    expect(report.version.schema).toBeGreaterThan(3);
    expect(report.disks[0]!.usedPercent).toBeGreaterThan(0);
  });

  it('holds nothing that a person or a customer has typed in, wherever it may stand', async () => {
    // A word that gives everything away, in every text column of every table that takes it.
    const columns = await bed.asOwner<{ t: string; c: string }>(
      `SELECT table_name AS t, column_name AS c FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type = 'text' AND is_generated = 'NEVER' AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'public')`,
    );
    await bed.asOwner(`INSERT INTO sys_tenants (code, name) VALUES ('C', 'N')`);
    await bed.asOwner(`INSERT INTO sys_client_errors (app, message) VALUES ('portal', 'm')`);
    await bed.asOwner(`INSERT INTO sys_jobs (name, lane, max_attempts, timeout_ms, state, finished_at) VALUES ('x.y', 1, 5, 1000, 'failed', now())`);
    await bed.asOwner(`INSERT INTO sys_dead_jobs (job_id, name, lane, v, payload, attempts, problem) VALUES (1, 'x.y', 1, 1, '{}', 5, '{}')`);
    let planted = 0;
    for (const { t, c } of columns) {
      if (t === 'sys_schema_version' || (t === 'sys_alerts' && c === 'code')) continue; // written by the product alone
      planted += await bed.asOwner(`UPDATE ${t} SET ${c} = $1 RETURNING 1`, [SECRET]).then(
        (rows) => rows.length,
        () => 0, // a CHECK that takes no free text
      );
    }
    expect(planted).toBeGreaterThan(5);
    const message = await bed.transaction((tx) => reports.message(tx));
    expect(JSON.stringify(message)).not.toContain(SECRET);
    expect(message.text).toContain('"anwen.health"');
    expect(JSON.parse(message.text)).toEqual(message.facts.report);
  });

  it('is off until somebody turns it on and says where it goes', async () => {
    const by = { key: 'health_report', by: null };
    expect(await bed.transaction((tx) => settings.healthReport(tx))).toEqual({ enabled: false, channelId: null });
    for (const value of [{ enabled: true }, { enabled: true, channelId: 'x' }, { enabled: 1 }, { enabled: false, more: 1 }, null])
      await expect(bed.transaction((tx) => settings.put(tx, { ...by, rowVersion: 0 }, value))).rejects.toMatchObject({ code: 'health.setting_invalid' });
    const value = { enabled: true, channelId: '0198c5a0-0000-7000-8000-000000000001' };
    expect(await bed.transaction((tx) => settings.put(tx, { ...by, rowVersion: 0 }, value))).toMatchObject({ value, rowVersion: 1 });
    await expect(bed.transaction((tx) => settings.put(tx, { ...by, rowVersion: 0 }, value))).rejects.toMatchObject({ code: 'health.setting_stale' });
    expect(await bed.transaction((tx) => settings.put(tx, { ...by, rowVersion: 1 }, { enabled: false }))).toMatchObject({ rowVersion: 2 });
    for (const key of ['alerts.digest_day', 'nothing', '__proto__', 'constructor'])
      await expect(bed.transaction((tx) => settings.get(tx, key))).rejects.toMatchObject({ code: 'health.setting_unknown' });
  });
});
