import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { outbox, type StageOptions } from '@anwen/outbox';
import type { JobDefinition } from '@anwen/queue';
import { RedisConnection } from '@anwen/redis';

const MAIN = resolve(__dirname, '../dist/main.js');
/** Boot takes 1–3 s alone on a core; the tests share two with everything else. */
const BOOT_MS = 60_000;

export interface JobRow {
  readonly state: string;
  readonly attempts: number;
  readonly result: Record<string, unknown> | null;
  readonly problem: { code: string } | null;
}

/** The built worker as its own process, on a database and a part of Redis of its own. */
export class WorkerUnderTest {
  private child: ChildProcess | undefined;
  private output = '';

  private constructor(
    readonly bed: TestDatabase,
    readonly url: string,
    private readonly folder: string,
    private readonly env: Record<string, string>,
  ) {}

  /** Database and environment are there, the process is not. */
  static async prepare(extra: Record<string, string> = {}): Promise<WorkerUnderTest> {
    if (!existsSync(MAIN)) throw new Error('apps/worker/dist is missing: run these tests through `npm test`, which builds first');
    const bed = await TestDatabase.create();
    await bed.asOwner('CREATE TABLE probe_effects (key text, at timestamptz DEFAULT clock_timestamp())');
    await bed.asOwner('GRANT ALL ON probe_effects TO anwen_app');
    const folder = mkdtempSync(join(tmpdir(), 'anwen-worker-'));
    writeFileSync(join(folder, 'secret'), randomBytes(32));
    const port = await freePort();
    const env = {
      PATH: process.env.PATH ?? '',
      WORKER_PORT: String(port),
      DATABASE_URL: bed.url,
      DATABASE_OWNER_URL: bed.ownerUrl,
      REDIS_URL: redisUrl(),
      STORAGE_PATH: folder,
      ANWEN_SECRET_FILE: join(folder, 'secret'),
      MAINTENANCE_WINDOW: 'always',
      ...extra,
    };
    return new WorkerUnderTest(bed, `http://127.0.0.1:${port}`, folder, env);
  }

  /** Starts the process (the tests' own program unless told otherwise) and waits until it is ready. */
  async boot(program = resolve(__dirname, 'probe/worker.cjs')): Promise<void> {
    this.output = '';
    const child = this.spawn(program);
    await until(`the worker is ready`, () => {
      if (child.exitCode !== null) throw new Error(`the worker ended with ${child.exitCode}:\n${this.log}`);
      return this.log.includes('the worker is ready');
    });
  }

  /** The product's own program. */
  bootProduct(): Promise<void> {
    return this.boot(MAIN);
  }

  /** Starts a process that is expected to end by itself; its exit code. */
  async bootToExit(extra: Record<string, string> = {}): Promise<number | null> {
    this.output = '';
    const child = this.spawn(resolve(__dirname, 'probe/worker.cjs'), extra);
    if (child.exitCode === null) await once(child, 'exit');
    return child.exitCode;
  }

  /** The exit code after a signal. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
    return child.exitCode;
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    await forgetKeys(this.env.REDIS_URL!);
    rmSync(this.folder, { recursive: true, force: true });
    await this.bed.drop();
  }

  get pid(): number {
    return this.child!.pid!;
  }

  get log(): string {
    return this.output;
  }

  /** Pids of its child processes. */
  children(pid = this.pid): number[] {
    return readdirSync('/proc').flatMap((name) => {
      try {
        return /^\d+$/.test(name) && Number(/\) . (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]) === pid ? [Number(name)] : [];
      } catch {
        return []; // ended meanwhile
      }
    });
  }

  async health(path = '/health'): Promise<{ status: string; checks: Record<string, string> }> {
    return (await (await fetch(this.url + path)).json()) as never;
  }

  async stage<P>(job: JobDefinition<P>, payload: P, options?: StageOptions): Promise<string> {
    return (await this.bed.transaction((tx) => outbox.stage(tx, job, payload, options))).id;
  }

  async job(id: string): Promise<JobRow> {
    return (await this.bed.asOwner<JobRow>('SELECT state, attempts, result, problem FROM sys_jobs WHERE id = $1', [id]))[0]!;
  }

  /** Waits until the job has ended for good. */
  async ended(id: string, withinMs = 60_000): Promise<JobRow> {
    let row: JobRow | undefined;
    await until(`job ${id} has ended`, async () => ['done', 'failed', 'cancelled'].includes((row = await this.job(id)).state), withinMs);
    return row!;
  }

  async effects(): Promise<string[]> {
    return (await this.bed.asOwner<{ key: string }>('SELECT key FROM probe_effects ORDER BY at')).map((row) => row.key);
  }

  private spawn(program: string, extra: Record<string, string> = {}): ChildProcess {
    const child = spawn(process.execPath, ['--enable-source-maps', program], { env: { ...this.env, ...extra }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-200_000)));
    this.child = child;
    return child;
  }
}

export async function until(what: string, condition: () => boolean | Promise<boolean>, withinMs = BOOT_MS): Promise<void> {
  for (const end = Date.now() + withinMs; !(await condition());) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resume) => setTimeout(resume, 25));
  }
}

export function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z';
  } catch {
    return false;
  }
}

/** Below the range that outgoing connections take theirs from: such a port stays free until it is listened to. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((answer) => {
      server.once('error', () => answer(false));
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => answer(true)));
    });
    if (isFree) return port;
  }
}

function redisUrl(): string {
  const url = new URL(process.env.ANWEN_TEST_REDIS_URL!);
  url.searchParams.set('keyPrefix', `e2e:${randomUUID()}:`);
  return url.toString();
}

/** The tests' Redis is shared: what was left in this key space goes. */
async function forgetKeys(address: string): Promise<void> {
  const url = new URL(address);
  const prefix = url.searchParams.get('keyPrefix');
  url.searchParams.delete('keyPrefix');
  if (prefix === null) return;
  const redis = new RedisConnection({ url: url.toString(), connectionName: 'worker-e2e', keyPrefix: '' });
  try {
    if (!(await redis.ready())) return;
    const keys = await redis.call((client) => client.keys(`${prefix}*`));
    if (keys.length > 0) await redis.call((client) => client.del(...keys));
  } finally {
    await redis.close();
  }
}
