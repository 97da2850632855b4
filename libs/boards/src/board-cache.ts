import { AppError } from '@anwen/kernel';
import { boardErrors } from './boards.errors';
import { ReadingGate } from './reading-gate';

/** An answer as it was at one moment, already written: fifty screens get the same bytes. */
export interface Snapshot {
  /** Hash of the data alone: it stays while nothing changes, however often it is read again. */
  readonly version: string;
  /** The data as JSON. */
  readonly data: string;
  /** When the reading began: nothing in it is older. */
  readonly at: number;
}

export interface Seen {
  readonly snapshot: Snapshot;
  readonly ageMs: number;
  /** The newer data could not be had. */
  readonly stale: boolean;
}

interface Entry {
  snapshot?: Snapshot | undefined;
  loading?: Promise<Snapshot> | undefined;
  /** After a failure, when to try again. */
  notBefore: number;
  usedAt: number;
  /** The load that comes before anybody asks. */
  ahead?: NodeJS.Timeout | undefined;
}

type Load = () => Promise<{ version: string; data: string }>;

/** Screens ask every 5 s, with some jitter: what arrives together is one query, and nobody is shown older data as fresh. */
export const FRESH_MS = 2_000;
/** A board that is being polled is read again before it is too old, so that no screen waits for the database; 0.7 s are for the reading. */
const AHEAD_MS = 1_300;
/** Polled = asked for again within a round of 5 s with its jitter; a round after the last question the reading stops. */
const ROUND_MS = 6_500;
/** A slow database is not pressed: reading ahead takes at most a fifth of the time. */
const REST = 4;
/** The last data is better than none for a minute; after that the wall would tell stories of the past. */
export const STALE_LIMIT_MS = 60_000;
/** A refresh that hangs holds nobody longer than this while there is something to show. */
const PATIENCE_MS = 1_000;
/** While the database is gone, one attempt a second for all clients together. */
const RETRY_MS = 1_000;
/** Boards times scopes in use at one time; the longest unused goes first. */
const ENTRIES_MAX = 500;

/** The last answers, shared by all who see the same: keyed by board AND scope. At most one query in flight for each. */
export class BoardCache {
  private readonly entries = new Map<string, Entry>();
  private closed = false;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly readsAhead = false,
    private readonly gate = new ReadingGate(),
  ) {}

  /**
   * The answer, at most FRESH_MS old; when it cannot be had, the last one up to STALE_LIMIT_MS, marked.
   * @throws boards.unavailable, and whatever `load` throws that is no outage
   */
  async get(key: string, load: Load): Promise<Seen> {
    const entry = this.entry(key);
    const { snapshot } = entry;
    if (snapshot && this.isPolled(entry)) this.readAhead(key, entry, load, AHEAD_MS - (this.now() - snapshot.at));
    entry.usedAt = this.now();
    if (snapshot && this.now() - snapshot.at < FRESH_MS) return this.seen(snapshot, false);
    if (!entry.loading && entry.notBefore > this.now()) return this.last(entry);
    entry.loading ??= this.load(key, entry, load);
    try {
      if (!snapshot || !this.isRecent(snapshot)) return this.seen(await entry.loading, false);
      const fresh = await withPatience(entry.loading);
      return fresh ? this.seen(fresh, false) : this.seen(entry.snapshot ?? snapshot, true);
    } catch (error) {
      if (!isOutage(error)) throw error;
      return this.last(entry, error);
    }
  }

  /** What was shown last, if it is still worth showing; asks nobody. */
  peek(key: string): Seen | undefined {
    const snapshot = this.entries.get(key)?.snapshot;
    return snapshot && this.isRecent(snapshot) ? this.seen(snapshot, this.now() - snapshot.at >= FRESH_MS) : undefined;
  }

  /** Nothing is read any more. */
  close(): void {
    this.closed = true;
    for (const { ahead } of this.entries.values()) clearTimeout(ahead);
  }

  private isPolled(entry: Entry): boolean {
    return this.now() - entry.usedAt < ROUND_MS;
  }

  private readAhead(key: string, entry: Entry, load: Load, inMs: number): void {
    if (!this.readsAhead || this.closed || entry.ahead) return;
    const read = async (): Promise<void> => {
      entry.ahead = undefined;
      if (this.closed || !this.isPolled(entry) || this.entries.get(key) !== entry) return;
      const began = this.now();
      entry.loading ??= this.load(key, entry, load);
      try {
        await entry.loading;
        this.readAhead(key, entry, load, Math.max(AHEAD_MS - (this.now() - began), REST * (this.now() - began)));
      } catch {
        // Who asks next is told, and begins anew.
      }
    };
    entry.ahead = setTimeout(() => void read(), Math.max(0, inMs)).unref();
  }

  private async load(key: string, entry: Entry, load: Load): Promise<Snapshot> {
    try {
      await this.gate.enter();
      try {
        const at = this.now();
        return (entry.snapshot = { ...(await load()), at });
      } finally {
        this.gate.leave();
      }
    } catch (error) {
      if (isOutage(error)) entry.notBefore = this.now() + RETRY_MS;
      // The board is gone, or out of reach by now: what it showed must not come back.
      else this.entries.delete(key);
      throw error;
    } finally {
      entry.loading = undefined;
    }
  }

  private last(entry: Entry, cause?: unknown): Seen {
    if (entry.snapshot && this.isRecent(entry.snapshot)) return this.seen(entry.snapshot, true);
    const error = boardErrors.unavailable({ seconds: STALE_LIMIT_MS / 1000, headers: { 'Retry-After': '5' } });
    error.cause = cause;
    throw error;
  }

  private isRecent(snapshot: Snapshot): boolean {
    return this.now() - snapshot.at <= STALE_LIMIT_MS;
  }

  private seen(snapshot: Snapshot, stale: boolean): Seen {
    return { snapshot, ageMs: Math.max(0, this.now() - snapshot.at), stale };
  }

  private entry(key: string): Entry {
    let entry = this.entries.get(key);
    if (!entry) {
      if (this.entries.size >= ENTRIES_MAX) this.forgetOldest();
      this.entries.set(key, (entry = { notBefore: 0, usedAt: -ROUND_MS }));
    }
    return entry;
  }

  private forgetOldest(): void {
    const idle = [...this.entries].filter(([, entry]) => !entry.loading).sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, { ahead }] of idle.slice(0, ENTRIES_MAX / 10)) {
      clearTimeout(ahead);
      this.entries.delete(key);
    }
  }
}

const OUTAGES: ReadonlySet<string> = new Set(['database.unavailable', 'database.timeout', 'database.busy']);

/** The database is gone, too busy or too slow; everything else is an answer: a full disk does not keep it from being read. */
export function isOutage(error: unknown): boolean {
  return error instanceof AppError && OUTAGES.has(error.code);
}

async function withPatience(loading: Promise<Snapshot>): Promise<Snapshot | undefined> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([loading, new Promise<undefined>((resume) => (timer = setTimeout(() => resume(undefined), PATIENCE_MS)))]);
  } finally {
    clearTimeout(timer);
  }
}
