/** One failure of the screen; the fields that requirement R13.1 names, and where it happened. */
export interface ErrorReport {
  readonly app: string;
  readonly message: string;
  readonly stack?: string;
  readonly userAgent: string;
  readonly url: string;
  readonly timestamp: string;
  readonly tenantId?: string;
  readonly deviceId?: string;
}

interface Surroundings {
  readonly app: string;
  readonly storage: Storage;
  /** Delivers one report; false = not delivered. Must not throw. */
  readonly send: (report: ErrorReport) => Promise<boolean>;
  readonly describe: () => { url: string; userAgent: string; tenantId?: string; deviceId?: string };
  readonly now?: () => number;
}

const KEY = 'anwen.errorReports';
/** A loop of failures must not fill the storage: the oldest 20 tell the story. */
const QUEUE_MAX = 20;
/** Per minute and browser; the server limits as well. */
const RATE_MAX = 10;
const MINUTE = 60_000;
/** Fields are cut to what the server accepts, so that a long stack is shortened rather than refused. */
const MESSAGE_MAX = 1_000;
const STACK_MAX = 8_000;

/** Keeps reports until the server has them. Nothing in here throws or reports: a failing report must not cause the next. */
export class ErrorReports {
  private recent: { at: number; sign: string }[] = [];
  private draining = false;

  constructor(private readonly around: Surroundings) {}

  /** Queues a failure, unless the same one was queued within a minute or the limit is reached, and tries to deliver. */
  report(failure: unknown): void {
    try {
      const error = failure instanceof Error ? failure : new Error(String(failure));
      if (!this.admits(`${error.message}\n${error.stack?.split('\n')[1] ?? ''}`)) return;
      const queue = this.read();
      if (queue.length < QUEUE_MAX) this.write([...queue, this.describe(error)]);
      void this.drain();
    } catch {
      // Full storage or a broken environment: losing the report is better than a second failure.
    }
  }

  /** Delivers what waits, oldest first; stops at the first that does not get through. */
  async drain(): Promise<void> {
    if (this.draining) return;
    this.draining = true;
    try {
      for (let next = this.read()[0]; next !== undefined; next = this.read()[0]) {
        if (!(await this.around.send(next))) return;
        this.write(this.read().slice(1));
      }
    } catch {
      // As above.
    } finally {
      this.draining = false;
    }
  }

  private admits(sign: string): boolean {
    const now = (this.around.now ?? Date.now)();
    this.recent = this.recent.filter((entry) => now - entry.at < MINUTE);
    if (this.recent.length >= RATE_MAX || this.recent.some((entry) => entry.sign === sign)) return false;
    this.recent.push({ at: now, sign });
    return true;
  }

  private describe(error: Error): ErrorReport {
    const at = new Date((this.around.now ?? Date.now)());
    return {
      app: this.around.app,
      message: (error.message || error.name).slice(0, MESSAGE_MAX),
      ...(error.stack === undefined ? {} : { stack: error.stack.slice(0, STACK_MAX) }),
      timestamp: at.toISOString(),
      ...this.around.describe(),
    };
  }

  private read(): ErrorReport[] {
    const stored: unknown = JSON.parse(this.around.storage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? (stored as ErrorReport[]) : [];
  }

  private write(queue: readonly ErrorReport[]): void {
    this.around.storage.setItem(KEY, JSON.stringify(queue));
  }
}
