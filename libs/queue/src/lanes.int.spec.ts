import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { ExitCode } from '@anwen/kernel';
import { LaneQueues } from './lane-queues';
import { LaneWorkers, STUCK_AFTER_MS, type Deliver } from './lane-workers';
import type { DispatchedJob } from './lanes';
import { requireSafeRedis } from './redis-safety';

const url = process.env.ANWEN_TEST_REDIS_URL!;
const sleep = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
const until = async (is: () => Promise<boolean> | boolean): Promise<void> => {
  for (const end = Date.now() + 10_000; !(await is()); await sleep(20)) if (Date.now() > end) throw new Error('still not so');
};
const deliveries = (n: number): DispatchedJob[] => Array.from({ length: n }, (_, i) => ({ jobId: String(i + 1), attempt: 1 }));

describe('the lanes', () => {
  const open: { close(): Promise<void> }[] = [];
  const bed = async (): Promise<{ queues: LaneQueues; prefix: string }> => {
    const prefix = `t-${randomUUID()}`;
    const queues = LaneQueues.open({ url, prefix });
    open.push(queues);
    await queues.ready();
    return { queues, prefix };
  };
  const workers = (prefix: string, deliver: Deliver): LaneWorkers => {
    const made = new LaneWorkers({ url, prefix }, deliver);
    open.unshift({ close: () => made.stop(100) });
    made.start();
    return made;
  };
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  it('give each lane the slots that are reserved for it, and no more', async () => {
    const { queues, prefix } = await bed();
    const busy = new Map<string, number>();
    const most = new Map<string, number>();
    for (const lane of [1, 2, 3, 4] as const)
      await queues.add(
        lane,
        deliveries(12).map((d) => ({ ...d, jobId: `${lane}00${d.jobId}` })),
      );
    workers(prefix, async ({ jobId }) => {
      const lane = jobId[0]!;
      busy.set(lane, (busy.get(lane) ?? 0) + 1);
      most.set(lane, Math.max(most.get(lane) ?? 0, busy.get(lane)!));
      await sleep(30);
      busy.set(lane, busy.get(lane)! - 1);
    });
    await until(async () => (await queues.depth(4)).waiting === 0 && (await queues.depth(3)).waiting === 0);
    expect(Object.fromEntries(most)).toEqual({ 1: 3, 2: 3, 3: 1, 4: 1 });
  });

  it('carry ids only, and the same delivery once', async () => {
    const { queues, prefix } = await bed();
    const job = { jobId: '7', attempt: 2, payload: 'geheim' };
    await queues.add(1, [job, job]);
    await queues.add(1, [job]);
    expect(await queues.depth(1)).toEqual({ waiting: 1, active: 0 });
    const seen: DispatchedJob[] = [];
    workers(prefix, (delivered) => Promise.resolve(seen.push(delivered)));
    await until(() => seen.length > 0);
    expect(seen).toEqual([{ jobId: '7', attempt: 2 }]);
  });

  it('tell which deliveries will never come, and forget them by request', async () => {
    const { queues, prefix } = await bed();
    const [done, failed, waiting, unknown] = deliveries(4) as [DispatchedJob, DispatchedJob, DispatchedJob, DispatchedJob];
    await queues.add(2, [done, failed]);
    const lanes = workers(prefix, ({ jobId }) => (jobId === failed.jobId ? Promise.reject(new Error('the database is away')) : Promise.resolve()));
    await until(async () => (await queues.undeliverable(2, [done, failed])).length === 2);
    await lanes.stop();
    await queues.add(2, [waiting]);
    expect(await queues.undeliverable(2, [done, failed, waiting, unknown])).toEqual([done, failed, unknown]);
    await queues.forget(2, [done, failed]);
    await queues.add(2, [done]);
    expect(await queues.undeliverable(2, [done])).toEqual([]);
  });

  it('are swept of what ended long ago', async () => {
    const { queues, prefix } = await bed();
    await queues.add(3, deliveries(5));
    const lanes = workers(prefix, ({ jobId }) => (Number(jobId) % 2 ? Promise.resolve() : Promise.reject(new Error('no'))));
    await until(async () => (await queues.undeliverable(3, deliveries(5))).length === 5);
    await lanes.stop();
    expect(await queues.sweep()).toBe(0);
    await sleep(20);
    expect(await queues.sweep(10)).toBe(5);
  });

  it('are stuck when work waits, a slot is free and nothing has moved for a while', async () => {
    const { queues, prefix } = await bed();
    const lanes = workers(prefix, () => sleep(50));
    await sleep(100);
    const later = performance.now() + STUCK_AFTER_MS + 1_000;
    expect(await lanes.stuck(queues, later)).toEqual([]);
    await lanes.stop();
    await queues.add(2, deliveries(1));
    expect(await lanes.stuck(queues, later)).toEqual([2]);
    expect(await lanes.stuck(queues)).toEqual([]);
  });

  it('refuse slots that leave a lane out or are more than the machine carries', () => {
    expect(() => new LaneWorkers({ url, slots: { 1: 3, 2: 3, 3: 1, 4: 0 } }, () => Promise.resolve())).toThrow(RangeError);
    expect(() => new LaneWorkers({ url, slots: { 1: 4, 2: 3, 3: 1, 4: 1 } }, () => Promise.resolve())).toThrow('8 slots');
  });
});

describe('the demand on Redis', () => {
  const servers: Server[] = [];
  afterEach(() => servers.splice(0).forEach((server) => server.close()));
  /** Answers every command like a Redis with that policy. */
  const redisWith = (policy: string): Promise<string> => {
    const info = `redis_version:7.2.0\r\nloading:0\r\nmaxmemory_policy:${policy}\r\n`;
    return redisThat(`$${info.length}\r\n${info}\r\n`);
  };
  const redisThat = async (answer: string): Promise<string> => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        for (const _ of bytes.toString('latin1').matchAll(/^\*\d+\r$/gm)) socket.write(answer);
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  it('is met by one that evicts nothing', async () => {
    expect(await requireSafeRedis(await redisWith('noeviction'))).toBe('safe');
  });

  it('names the setting and ends the process as misconfigured otherwise', async () => {
    await expect(requireSafeRedis(await redisWith('allkeys-lru'))).rejects.toMatchObject({
      exitCode: ExitCode.configuration,
      message: expect.stringMatching(/allkeys-lru.*maxmemory-policy to noeviction/) as string,
    });
  });

  it.each(['WRONGPASS invalid username-password pair or user is disabled.', 'NOAUTH Authentication required.', 'NOPERM this user has no permissions'])(
    'ends the process as misconfigured when Redis answers %s',
    async (refusal) => {
      await expect(requireSafeRedis(await redisThat(`-${refusal}\r\n`), 3_000)).rejects.toMatchObject({
        exitCode: ExitCode.configuration,
        message: expect.stringContaining(refusal.split(' ')[0]!) as string,
      });
    },
  );

  it('knows the refusal of a real server, whatever is wrong with the login', async () => {
    const target = new URL(url);
    target.username = 'nobody';
    target.password = 'wrong';
    await expect(requireSafeRedis(target.href, 3_000)).rejects.toMatchObject({ exitCode: ExitCode.configuration });
  });

  it('lets a worker start while Redis is away', async () => {
    const begun = Date.now();
    expect(await requireSafeRedis('redis://127.0.0.1:1', 300)).toBe('away');
    expect(Date.now() - begun).toBeLessThan(3_000);
  });
});
