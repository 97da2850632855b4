import { TestDatabase } from '@anwen/database/testing';
import type { AlertSink } from './alert-sink';
import { addDuration, newHistogram } from './latency.rules';
import { insertLatency } from './latency.store';
import { SlaReports } from './sla-report.service';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-20T00:00:00Z');
const at = (hour: number, minute = 0): Date => new Date(START + hour * HOUR + minute * 60_000);

describe('the hours of the SLA', () => {
  let bed: TestDatabase;
  const told: string[] = [];
  // The port that the worker fills with the real alerts.
  const open = new Set<string>();
  const alerts: AlertSink = {
    raise: async (_tx, { code, subject }) => {
      open.add(`${code} ${subject}`);
      told.push(`+${code} ${subject}`);
    },
    resolve: async (_tx, code, subject) => {
      if (open.delete(`${code} ${subject}`)) told.push(`-${code} ${subject}`);
    },
    openSubjects: async (_tx, code) => [...open].filter((one) => one.startsWith(`${code} `)).map((one) => one.slice(code.length + 1)),
  };
  let reports: SlaReports;
  beforeAll(async () => {
    bed = await TestDatabase.create();
    reports = new SlaReports(bed.database, { storage: { driver: 'local', path: '/' }, alerts });
  });
  beforeEach(async () => {
    told.splice(0);
    open.clear();
    for (const table of ['sys_api_latency', 'sys_api_latency_hourly', 'sys_ops_reports']) await bed.asOwner(`DELETE FROM ${table}`);
  });
  afterAll(() => bed.drop());

  /** Requests of one process in one minute. */
  const measured = (minute: Date, durationsMs: readonly number[], more: { process?: string; route?: string; timeouts?: number } = {}): Promise<void> => {
    const histogram = newHistogram();
    for (const ms of durationsMs) addDuration(histogram, ms * 1_000);
    histogram.timeouts = more.timeouts ?? 0;
    const row = { minute, process: more.process ?? 'p', route: more.route ?? 'GET /x', slaClass: 'read' as const, histogram };
    return bed.transaction((tx) => insertLatency(tx, [row]));
  };
  const same = (n: number, ms: number): number[] => Array.from({ length: n }, () => ms);
  const closeAfter = (hour: number): Promise<number> => reports.closeHours(at(hour + 1, 3));

  it('are within 3 % of the exact percentiles for a heavy tail that came in pieces', async () => {
    let state = 42;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    // Pareto: most answers take 20 ms, one in a thousand takes seconds.
    const durations = Array.from({ length: 60_000 }, () => Math.min(20 / (1 - random()) ** (1 / 1.5), 60_000));
    for (let minute = 0; minute < 60; minute++)
      for (const process of ['a', 'b']) {
        const part = durations.filter((_, i) => i % 120 === minute * 2 + (process === 'a' ? 0 : 1));
        await measured(at(0, minute), part, { process });
      }
    await closeAfter(0);
    const sorted = [...durations].sort((a, b) => a - b);
    const exact = (p: number): number => sorted[Math.ceil((p / 100) * sorted.length) - 1]!;
    const [hour] = await bed.transaction((tx) => reports.recent(tx, 1));
    const [route] = hour!.routes;
    expect(route!.n).toBe(60_000);
    for (const [name, p] of [
      ['p50Ms', 50],
      ['p95Ms', 95],
      ['p99Ms', 99],
    ] as const) {
      const error = Math.abs(route![name]! - exact(p)) / exact(p);
      expect(error).toBeLessThan(0.03);
    }
    expect(route!.maxMs).toBeCloseTo(sorted.at(-1)!, 0);
  });

  it('raise an alert when 100 requests or more missed the target, and end it with the next good hour', async () => {
    await measured(at(0), [...same(98, 10), ...same(2, 900)]);
    await measured(at(1), same(10, 20));
    await closeAfter(0);
    expect(told).toEqual(['+sla.breached GET /x']);
    await closeAfter(1);
    expect(told).toEqual(['+sla.breached GET /x', '-sla.breached GET /x']);
  });

  it('leave a quiet route alone until its third bad hour of a day', async () => {
    for (const hour of [0, 5, 23]) await measured(at(hour), same(99, 900));
    await closeAfter(0);
    await closeAfter(5);
    expect(told).toEqual([]);
    await closeAfter(23);
    expect(told).toEqual(['+sla.breached GET /x']);
  });

  it('do not add up bad hours that lie further apart than a day', async () => {
    for (const hour of [0, 5, 25]) await measured(at(hour), same(99, 900));
    await closeAfter(25);
    expect(told).toEqual([]);
  });

  it('wait for the stragglers of an hour before closing it', async () => {
    await measured(at(0, 59), same(5, 10));
    expect(await reports.closeHours(at(1, 1))).toBe(0);
    expect(await reports.closeHours(at(1, 2))).toBe(1);
  });

  it('take in what a process could only write after the hour was closed', async () => {
    await measured(at(0, 10), same(50, 10));
    await closeAfter(0);
    await measured(at(0, 55), same(500, 900), { process: 'late' });
    expect(await reports.closeHours(at(1, 15))).toBe(1);
    expect(await reports.closeHours(at(1, 20))).toBe(0);
    expect(await bed.asOwner('SELECT n::int, breached FROM sys_api_latency_hourly')).toEqual([{ n: 550, breached: true }]);
    expect(told).toEqual(['+sla.breached GET /x']);
    // An hour without a request ends it.
    await reports.closeHours(at(2, 3));
    expect(told).toEqual(['+sla.breached GET /x', '-sla.breached GET /x']);
  });

  it('do not wait for the hour’s end when more than 5 % of the requests time out', async () => {
    const now = new Date();
    await measured(new Date(now.getTime() - 120_000), same(100, 10), { timeouts: 6 });
    await measured(new Date(now.getTime() - 120_000), same(100, 10), { route: 'GET /five', timeouts: 5 });
    await measured(new Date(now.getTime() - 120_000), same(10, 10), { route: 'GET /few', timeouts: 5 });
    await measured(new Date(now.getTime() - 600_000), same(100, 10), { route: 'GET /old', timeouts: 50 });
    expect(await reports.watchTimeouts(now)).toBe(1);
    expect(told).toEqual(['+sla.timeouts GET /x']);
    // Nobody asks any more: the trouble is over all the same.
    expect(await reports.watchTimeouts(new Date(now.getTime() + HOUR))).toBe(0);
    expect(told).toEqual(['+sla.timeouts GET /x', '-sla.timeouts GET /x']);
  });

  it('take over what earlier versions had written as JSON', async () => {
    const route = { route: 'GET /old', slaClass: 'list', n: 7, p50Ms: 1.5, p95Ms: 2, p99Ms: 3.25, maxMs: 4, timeouts: 0, errors: 1, breached: false };
    const body = JSON.stringify({ routes: [{ ...route, buckets: { '3': 7 } }] });
    await bed.asOwner(`INSERT INTO sys_ops_reports (kind, period_start, period_end, body) VALUES ('sla.hourly', $1, $2, $3)`, [at(0), at(1), body]);
    await reports.closeHours(at(2));
    await reports.closeHours(at(2));
    const [hour] = await bed.transaction((tx) => reports.recent(tx, 5));
    expect(hour).toMatchObject({ from: at(0).toISOString(), to: at(1).toISOString(), routes: [{ ...route, target: { p99Ms: 1_000 } }] });
    expect(await bed.asOwner('SELECT 1 FROM sys_ops_reports')).toEqual([]);
  });
});
