import { ErrorReports, type ErrorReport } from './error-reports';

function memory(): Storage {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) } as unknown as Storage;
}

function bed(send: (report: ErrorReport) => Promise<boolean>, storage = memory()) {
  const clock = { now: Date.UTC(2026, 10, 22) };
  const around = { app: 'web', storage, send, describe: () => ({ url: '/stock', userAgent: 'test', tenantId: 't', deviceId: 'd' }), now: () => clock.now };
  return { reports: new ErrorReports(around), clock, storage };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('error reports', () => {
  it('deliver message, stack, browser, time, tenant and device', async () => {
    const sent: ErrorReport[] = [];
    bed(async (report) => sent.push(report) > 0).reports.report(new Error('boom'));
    await settled();
    expect(sent).toEqual([
      expect.objectContaining({ app: 'web', message: 'boom', userAgent: 'test', timestamp: '2026-11-22T00:00:00.000Z', tenantId: 't', deviceId: 'd' }),
    ]);
    expect(sent[0]?.stack).toContain('boom');
  });

  it('wait through an outage and a reload, and then go out once each, in order', async () => {
    const offline = bed(async () => false);
    offline.reports.report(new Error('first'));
    offline.reports.report(new Error('second'));
    await settled();
    const sent: string[] = [];
    const later = bed(async (report) => sent.push(report.message) > 0, offline.storage);
    await later.reports.drain();
    await later.reports.drain();
    expect(sent).toEqual(['first', 'second']);
  });

  it('name the same failure once a minute and never more than ten', async () => {
    const sent: string[] = [];
    const { reports, clock } = bed(async (report) => sent.push(report.message) > 0);
    const same = new Error('same');
    for (let i = 0; i < 5; i++) reports.report(same);
    for (let i = 0; i < 20; i++) reports.report(new Error(`other ${i}`));
    await settled();
    expect(sent).toHaveLength(10);
    clock.now += 61_000;
    reports.report(same);
    await settled();
    expect(sent).toHaveLength(11);
  });

  it('swallow a sender that throws and a storage that is full or spoilt', async () => {
    const thrower = bed(() => Promise.reject(new Error('send failed')));
    thrower.reports.report(new Error('boom'));
    await settled();
    const full = {
      ...memory(),
      getItem: () => 'not json',
      setItem: () => {
        throw new Error('quota');
      },
    } as unknown as Storage;
    expect(() => bed(async () => true, full).reports.report('text')).not.toThrow();
    await expect(bed(async () => true, full).reports.drain()).resolves.toBeUndefined();
  });
});
