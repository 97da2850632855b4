import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { RedisConnection, type RedisOptions } from '@anwen/redis';
import { CounterStore } from './counter.store';
import { LoginLimiter } from './login-limiter.service';
import { LoginStore } from './login.store';
import { API_POLICY, EXPORT_POLICY } from './rate-limit.rules';

/** A wire to the real Redis that a test can cut or turn into a black hole. */
class Wire {
  private readonly sockets = new Set<Socket>();
  private hole = false;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async lay(target: URL): Promise<Wire> {
    const wire: { it?: Wire } = {};
    const server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) {
        wire.it!.sockets.add(socket);
        socket.on('error', () => undefined);
      }
      near.on('data', (chunk) => void (wire.it!.hole || far.write(chunk)));
      far.on('data', (chunk) => void (wire.it!.hole || near.write(chunk)));
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    wire.it = new Wire(server, `redis://127.0.0.1:${(server.address() as { port: number }).port}`);
    return wire.it;
  }

  swallow(): void {
    this.hole = true;
  }

  async cut(): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close').catch(() => undefined);
  }
}

const target = new URL(process.env.ANWEN_TEST_REDIS_URL ?? 'redis://127.0.0.1:6379');
const open: { close(): Promise<void> }[] = [];

/** What is counted here exactly would be counted elsewhere after a stall of this machine for the product's 100 ms. */
const PATIENT = { callBudgetMs: 5_000 };

const connectTo = async (url: string, more: Partial<RedisOptions> = {}): Promise<RedisConnection> => {
  const redis = new RedisConnection({ url, connectionName: 'rate-limit-test', keyPrefix: `t:${randomUUID()}:`, ...more });
  open.push(redis);
  await redis.ready();
  return redis;
};

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

describe('counters in Redis', () => {
  it('are exact between four processes that ask at once', async () => {
    const prefix = `t:${randomUUID()}:`;
    const stores = await Promise.all(
      Array.from({ length: 4 }, async () => new CounterStore(await connectTo(target.toString(), { ...PATIENT, keyPrefix: prefix }))),
    );
    const policy = { ...API_POLICY, limit: 100 };
    const verdicts = await Promise.all(Array.from({ length: 400 }, (_, n) => stores[n % 4]!.take(policy, 'user:1')));
    expect(verdicts.filter((v) => v.allowed)).toHaveLength(100);
    const verdict = await stores[0]!.take(policy, 'user:1');
    expect(verdict).toMatchObject({ allowed: false, remaining: 0 });
    expect(verdict.resetMs).toBeGreaterThan(0);
    expect(verdict.resetMs).toBeLessThanOrEqual(60_000);
    expect((await stores[0]!.take(policy, 'user:2')).allowed).toBe(true);
  });

  it('take back a share that bought nothing', async () => {
    const store = new CounterStore(await connectTo(target.toString(), PATIENT));
    for (let i = 0; i < 5; i++) expect((await store.take(EXPORT_POLICY, 'user:1')).allowed).toBe(true);
    expect((await store.take(EXPORT_POLICY, 'user:1')).allowed).toBe(false);
    await store.giveBack(EXPORT_POLICY, 'user:1');
    expect((await store.take(EXPORT_POLICY, 'user:1')).allowed).toBe(true);
  });
});

describe('failed sign-ins', () => {
  it('lock after five, also when a hundred guesses come at once; a right password in between is no failure', async () => {
    const redis = await connectTo(target.toString(), PATIENT);
    const limiter = new LoginLimiter(new LoginStore(redis), 'account');
    const someone = { username: 'Chen', ip: '192.0.2.1' };
    for (let i = 0; i < 8; i++) await limiter.succeed(await limiter.reserve(someone));
    const guesses = await Promise.allSettled(Array.from({ length: 100 }, () => limiter.reserve({ username: 'chen', ip: '198.51.100.9' })));
    const checked = guesses.flatMap((g) => (g.status === 'fulfilled' ? [g.value] : []));
    expect(checked).toHaveLength(5);
    for (const attempt of checked) await limiter.fail(attempt);
    await expect(limiter.reserve(someone)).rejects.toMatchObject({ code: 'rate_limit.login_locked', data: { minutes: 5 } });
    await limiter.succeed(await limiter.reserve({ username: 'lin', ip: '192.0.2.1' }));
  });

  it('by address are not forgiven by a success of another account', async () => {
    const limiter = new LoginLimiter(new LoginStore(await connectTo(target.toString(), PATIENT)), 'ip');
    for (let i = 0; i < 4; i++) await limiter.fail(await limiter.reserve({ username: `victim${i}`, ip: '192.0.2.1' }));
    await limiter.succeed(await limiter.reserve({ username: 'own', ip: '192.0.2.1' }));
    await limiter.fail(await limiter.reserve({ username: 'victim9', ip: '192.0.2.1' }));
    await expect(limiter.reserve({ username: 'anybody', ip: '192.0.2.1' })).rejects.toMatchObject({ code: 'rate_limit.login_locked' });
  });
});

describe.each(['swallow', 'cut'] as const)('when Redis is gone (%s)', (how) => {
  it('requests and sign-ins are counted here, exports are refused, and nobody waits long', async () => {
    const wire = await Wire.lay(target);
    const redis = await connectTo(wire.url);
    const store = new CounterStore(redis);
    const limiter = new LoginLimiter(new LoginStore(redis), 'account');
    await store.take(API_POLICY, 'warm-up'); // connects and loads the script, which may take longer than the budget
    await wire[how]();
    const times: number[] = [];
    for (let i = 0; i < 20; i++) {
      const begun = performance.now();
      expect((await store.take({ ...API_POLICY, limit: 20 }, 'user:1')).allowed).toBe(true);
      times.push(performance.now() - begun);
    }
    expect((await store.take({ ...API_POLICY, limit: 20 }, 'user:1')).allowed).toBe(false);
    // Three calls pay the budget of 100 ms, then the breaker spares the rest.
    expect(times.filter((ms) => ms > 60).length).toBeLessThanOrEqual(6);
    expect(redis.isOpen).toBe(true);
    await expect(store.take(EXPORT_POLICY, 'user:1')).rejects.toMatchObject({ code: 'rate_limit.unavailable', status: 503 });
    for (let i = 0; i < 5; i++) await limiter.fail(await limiter.reserve({ username: 'chen', ip: null }));
    await expect(limiter.reserve({ username: 'chen', ip: null })).rejects.toMatchObject({ code: 'rate_limit.login_locked' });
    if (how === 'swallow') await wire.cut();
  });
});
