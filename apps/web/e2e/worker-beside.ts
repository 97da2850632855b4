import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the worker runs on the database and storage of the api under test
import { freePort, type ApiUnderTest } from '../../api/e2e/harness';

const MAIN = resolve(__dirname, '../../worker/dist/main.js');
/** Boot takes 1–3 s alone on a core; the tests share two with a browser. */
const BOOT_MS = 60_000;

/** The built worker beside an api under test: same database, same Redis, same storage. Started when a test wants the work done. */
export class WorkerBeside {
  private child: ChildProcess | undefined;
  private output = '';

  constructor(private readonly api: ApiUnderTest) {}

  async start(): Promise<void> {
    if (!existsSync(MAIN)) throw new Error('apps/worker/dist is missing: run these tests through `npm test`, which builds first');
    const env = { ...this.api.env, WORKER_PORT: String(await freePort()), DATABASE_OWNER_URL: this.api.bed.ownerUrl, MAINTENANCE_WINDOW: 'always' };
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-200_000)));
    this.child = child;
    const end = Date.now() + BOOT_MS;
    while (!this.output.includes('the worker is ready')) {
      if (child.exitCode !== null) throw new Error(`the worker ended with ${child.exitCode}:\n${this.output}`);
      if (Date.now() > end) throw new Error(`the worker is not ready:\n${this.output}`);
      await new Promise((resume) => setTimeout(resume, 50));
    }
  }

  async stop(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }

  /** What the process has written so far. */
  get log(): string {
    return this.output;
  }
}
