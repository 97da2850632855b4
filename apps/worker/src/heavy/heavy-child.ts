import { fork, type ChildProcess } from 'node:child_process';
import type { RunTicket, WorkEnd } from '@anwen/outbox';
import type { ChildMessage, RunRequest } from './heavy-protocol';
import { PARENT_VARIABLE } from './parent-watch';

/** Imports and exports stream; whoever needs more than this holds a whole file in memory, and that is a bug to be found. */
const HEAP_MB = 512;
/** Enough to roll back and close; whoever is inside a loop that never yields would not listen for longer either. */
const KILL_AFTER_MS = 5_000;
/** Boot takes 1–3 s; a machine that is this slow has other trouble. */
const READY_WITHIN_MS = 60_000;

interface Assignment {
  resolve(end: WorkEnd): void;
  reject(error: Error): void;
}

/** One child process, from its boot to its end. It does one job at a time. */
export class HeavyChild {
  /** Rejects when it could not start. */
  readonly ready: Promise<void>;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
  jobs = 0;
  rssBytes = 0;
  isReady = false;
  /** Told to end, or ended: it gets no further job. */
  isLeaving = false;
  private readonly process: ChildProcess;
  private assignment: Assignment | undefined;
  private killer: NodeJS.Timeout | undefined;

  constructor(main: string) {
    // The owner of the tables is the parent's business alone.
    const { DATABASE_OWNER_URL: _owner, ...env } = process.env;
    this.process = fork(main, [], {
      env: { ...env, [PARENT_VARIABLE]: String(process.pid) },
      execArgv: [`--max-old-space-size=${HEAP_MB}`, '--enable-source-maps'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.gone = new Promise((resolve) => {
      this.process.once('exit', (code, signal) => this.ended(signal ?? `exit code ${code}`, resolve));
      this.process.once('error', (error) => this.process.pid === undefined && this.ended(error.message, resolve));
    });
    this.ready = this.becomesReady();
    this.ready.catch(() => undefined); // whoever takes the child hears it
    this.process.on('message', (message: ChildMessage) => this.hear(message));
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  get isIdle(): boolean {
    return !this.isLeaving && this.assignment === undefined;
  }

  /** Rejects when the process ends before the work does. On abort the process is ended, by force if need be. */
  async run(ticket: RunTicket, signal: AbortSignal): Promise<WorkEnd> {
    const begun = performance.now();
    const end = new Promise<WorkEnd>((resolve, reject) => (this.assignment = { resolve, reject }));
    const onAbort = (): void => this.end();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      if (signal.aborted) onAbort();
      await Promise.race([this.ready, end]);
      // Its boot was on the job's time.
      const request: RunRequest = { type: 'run', ticket: { ...ticket, remainingMs: Math.max(1, ticket.remainingMs - (performance.now() - begun)) } };
      if (!this.isLeaving) this.process.send(request, (error) => error && this.settle('reject', error));
      this.jobs++;
      return await end;
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.assignment = undefined;
    }
  }

  /** SIGTERM, and SIGKILL when it is still there after 5 s. */
  end(): void {
    if (this.isLeaving) return;
    this.isLeaving = true;
    this.process.kill('SIGTERM');
    this.killer = setTimeout(() => this.process.kill('SIGKILL'), KILL_AFTER_MS);
  }

  private becomesReady(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.process.kill('SIGKILL'), READY_WITHIN_MS);
      const onMessage = ({ type }: ChildMessage): void => {
        if (type !== 'ready') return;
        clearTimeout(late);
        this.isReady = true;
        resolve();
      };
      this.process.on('message', onMessage);
      void this.gone.then(() => {
        clearTimeout(late);
        reject(new Error('the child process ended while it was starting'));
      });
    });
  }

  private hear(message: ChildMessage): void {
    if (message.type !== 'end') return;
    this.rssBytes = message.rssBytes;
    this.settle('resolve', message.end);
  }

  private ended(how: string, tell: () => void): void {
    this.isLeaving = true;
    clearTimeout(this.killer);
    this.settle('reject', new Error(`the child process of the job has ended (${how})`));
    tell();
  }

  private settle(...[way, value]: ['resolve', WorkEnd] | ['reject', Error]): void {
    const { assignment } = this;
    if (way === 'resolve') assignment?.resolve(value);
    else assignment?.reject(value);
  }
}
