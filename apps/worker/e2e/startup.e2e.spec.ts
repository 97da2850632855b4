import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MailReceiver } from '@anwen/mail/testing';
import { WorkerUnderTest, freePort, until } from './harness';
import { WRITE } from './probe/jobs.cjs';

/** A Redis that belongs to one test; no test changes the settings of the shared one. */
class OwnRedis {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  static async start(port: number, policy = 'noeviction'): Promise<OwnRedis> {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory', '64mb', '--maxmemory-policy', policy];
    const child = spawn(process.env.ANWEN_TEST_REDIS_SERVER ?? 'redis-server', args, {
      env: { ...process.env, LD_LIBRARY_PATH: process.env.ANWEN_TEST_LIBRARIES ?? '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await until('Redis answers', () => output.includes('Ready to accept connections'));
    return new OwnRedis(child, port);
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}

describe('the start of the worker', () => {
  let worker: WorkerUnderTest;
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    worker = await WorkerUnderTest.prepare({ REDIS_URL: `redis://127.0.0.1:${port}` });
  });
  afterAll(() => worker.stop());

  it('is refused on a Redis that would evict queued jobs', async () => {
    const redis = await OwnRedis.start(port, 'allkeys-lru');
    try {
      expect(await worker.bootToExit()).toBe(78);
      expect(worker.log).toContain('noeviction');
    } finally {
      await redis.stop();
    }
  });

  it('is refused when a declared job has no handler, naming it', async () => {
    expect(await worker.bootToExit({ PROBE: 'unhandled' })).toBe(78);
    expect(worker.log).toContain('job probe.write has no handler');
    expect(worker.log).toContain('job probe.heavy has no handler');
  });

  it('names a wrong setting and no value', async () => {
    expect(await worker.bootToExit({ MAINTENANCE_WINDOW: 'whenever s3cret' })).toBe(78);
    expect(worker.log).toContain('MAINTENANCE_WINDOW');
    expect(worker.log).not.toContain('s3cret');
  });

  it('does not wait for a Redis that is merely away: jobs wait in the database and run when it is there', async () => {
    await worker.boot();
    expect(await worker.health()).toMatchObject({ status: 'degraded', checks: { redis: 'down', queue: 'down', database: 'ok' } });
    const id = await worker.stage(WRITE, { key: 'patient', ms: 0 });
    await new Promise((resume) => setTimeout(resume, 1_500));
    expect((await worker.job(id)).state).toBe('waiting');
    const redis = await OwnRedis.start(port);
    try {
      expect(await worker.ended(id)).toMatchObject({ state: 'done' });
      expect(await worker.end('SIGTERM')).toBe(0);
    } finally {
      await redis.stop();
    }
  });

  it('pages when the database is not there, by the channels it knew last, once, and leaves to be started again', async () => {
    const mail = await MailReceiver.start();
    const env = { SMTP_URL: mail.url, MAIL_FROM: 'anwen@factory.tw', ANWEN_OUTAGE_FILE: join(mkdtempSync(join(tmpdir(), 'anwen-outage-')), 'channels') };
    const own = await WorkerUnderTest.prepare({ REDIS_URL: `redis://127.0.0.1:${port}`, ...env });
    await own.bed.asOwner(
      `INSERT INTO sys_alert_channels (kind, name, target, options) VALUES ('smtp', 'night', 'night@factory.tw', '{"to": ["night@factory.tw"]}')`,
    );
    await own.boot();
    await until('the channels are kept', () => existsSync(env.ANWEN_OUTAGE_FILE));
    await own.end('SIGKILL');
    const away = { DATABASE_URL: `postgres://x@127.0.0.1:${await freePort()}/x` };
    expect(await Promise.race([own.bootToExit(away), new Promise((resume) => setTimeout(resume, 150_000).unref())])).toBe(69);
    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]!.raw.replaceAll(/=\r?\n/g, '')).toContain('The database cannot be reached');
    await own.boot();
    await until('the end is told', () => mail.mails.length === 2);
    await own.stop();
    await mail.stop();
    rmSync(dirname(env.ANWEN_OUTAGE_FILE), { recursive: true });
    // It takes the minute for which the database may be away, and two starts of the worker.
  }, 300_000);

  it('of the product itself finds a handler for every job', async () => {
    const redis = await OwnRedis.start(port);
    try {
      await worker.bootProduct();
      expect(await worker.end('SIGTERM')).toBe(0);
    } finally {
      await redis.stop();
    }
  });
});
