import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { RedisConnection } from '@anwen/redis';
import { LocalStorage } from '@anwen/storage';
import type { AlertSink } from './alert-sink';
import { clockSkewMs } from './clock-skew';
import { DiskSpace } from './disk-space.service';
import { levelOf, verdictOf } from './disk.rules';
import type { HealthOptions } from './health.service';
import { QueueState } from './queue-state.service';
import { SystemWatch, redisVerdict } from './system-watch.service';

describe('the watch over the system', () => {
  let bed: TestDatabase;
  let redis: RedisConnection;
  const nowhere = new RedisConnection({ url: 'redis://127.0.0.1:1', connectionName: 'watch-test' });
  const folder = mkdtempSync(join(tmpdir(), 'anwen-watch-'));
  const open = new Set<string>();
  const alerts: AlertSink = {
    raise: async (_tx, { code, subject }) => open.add(`${code} ${subject}`),
    resolve: async (_tx, code, subject = '') => void open.delete(`${code} ${subject}`),
    openSubjects: () => Promise.resolve([]),
  };
  /** A disk of 1 000 blocks of which 50 are root's. */
  const diskAt = (percent: number): Pick<HealthOptions, 'statfs'> => ({
    statfs: async () => ({ bsize: 4_096, blocks: 1_000, bfree: 1_000 - 9.5 * percent, bavail: 950 - 9.5 * percent }),
  });
  const optionsOf = (percent: number): HealthOptions => ({ storage: { driver: 'local', path: folder }, alerts, ...diskAt(percent) });
  const watchOf = (options: HealthOptions, more: { redis?: RedisConnection; path?: string } = {}): SystemWatch => {
    const connection = more.redis ?? redis;
    const storage = new LocalStorage(more.path ?? folder);
    return new SystemWatch(bed.database, connection, new QueueState(bed.database, connection), storage, new DiskSpace(options), options);
  };

  beforeAll(async () => {
    bed = await TestDatabase.create();
    redis = new RedisConnection({ url: process.env.ANWEN_TEST_REDIS_URL!, connectionName: 'watch-test', keyPrefix: `t:${randomUUID()}:` });
    await redis.ready();
  });
  beforeEach(() => open.clear());
  afterAll(async () => {
    await nowhere.close();
    await redis.close();
    await bed.drop();
    rmSync(folder, { recursive: true });
  });

  it('says nothing while everything is well', async () => {
    expect(await watchOf(optionsOf(50)).look()).toBe(0);
    expect([...open]).toEqual([]);
  });

  it.each([
    [79.9, []],
    [85, []],
    [90, ['disk.high']],
    [95, ['disk.high', 'disk.full']],
  ])('at %d %% of a disk raises %j', async (percent, codes) => {
    await watchOf(optionsOf(percent)).look();
    expect([...open]).toEqual(codes.map((code) => `${code} ${folder}`));
  });

  it('keeps an alert until the disk is clearly below the mark, so that it does not come and go all night', async () => {
    for (const percent of [95, 94, 93.5]) await watchOf(optionsOf(percent)).look();
    expect(open.has(`disk.full ${folder}`)).toBe(true);
    await watchOf(optionsOf(92.5)).look();
    expect([...open]).toEqual([`disk.high ${folder}`]);
    await watchOf(optionsOf(87)).look();
    expect([...open]).toEqual([]);
    expect([levelOf(79.9), levelOf(80), levelOf(90), levelOf(95)]).toEqual(['ok', 'warn', 'high', 'full']);
    expect([verdictOf(95, 'full'), verdictOf(94, 'full'), verdictOf(92, 'full')]).toEqual(['raise', 'leave', 'resolve']);
  });

  it('refuses uploads and exports from 95 % on, with 507 and a code', async () => {
    await new DiskSpace(optionsOf(94.9)).requireRoom();
    await expect(new DiskSpace(optionsOf(95)).requireRoom()).rejects.toMatchObject({ code: 'health.disk_full', status: 507, data: { percent: 95 } });
  });

  it('counts a disk once however many folders lie on it, and skips what it cannot see', async () => {
    const volumes = await new DiskSpace({ ...optionsOf(10), volumes: [folder, tmpdir(), '/nowhere'] }).volumes();
    expect(volumes.filter(({ path }) => path === folder)).toHaveLength(1);
    expect(volumes.some(({ path }) => path === '/nowhere')).toBe(false);
    const [real] = await new DiskSpace({ storage: { driver: 'local', path: folder } }).volumes();
    expect(real!.usedPercent).toBeGreaterThan(0);
  });

  it('takes one failed look for a restart and two for a trouble, and sees when it is over', async () => {
    const options = optionsOf(10);
    const broken = watchOf(options, { redis: nowhere, path: '/dev/null/x' });
    expect(await broken.look()).toBe(0);
    expect(await broken.look()).toBe(2);
    expect([...open].sort()).toEqual(['redis.down ', 'storage.down ']);
    await watchOf(options).look();
    expect([...open]).toEqual([]);
  });

  it('calls a Redis of 70 % full and takes that back below 65 %', () => {
    expect([69.9, 70, 66, 64.9].map(redisVerdict)).toEqual(['leave', 'raise', 'leave', 'resolve']);
  });

  it('measures the difference of two clocks, and takes the way of the question for none', async () => {
    expect(await clockSkewMs(bed.database)).toBe(0);
    const behind = { now: (): Date => new Date(Date.now() - 7_000) };
    const skew = await clockSkewMs(bed.database, behind);
    expect(skew).toBeGreaterThan(6_500);
    expect(skew).toBeLessThan(7_500);
  });
});
