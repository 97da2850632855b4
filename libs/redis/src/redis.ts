import { systemClock, type Clock } from '@anwen/kernel';
import { Redis } from 'ioredis';
import { afterFailure, CLOSED, mayCall, type BreakerState } from './breaker.rules';

export interface RedisOptions {
  readonly url: string;
  /** Names the connection in CLIENT LIST. */
  readonly connectionName: string;
  /** Written before every key, so that products and tests can share a server. */
  readonly keyPrefix?: string;
  readonly clock?: Clock;
  /** How long one call may take; CALL_BUDGET_MS unless told. */
  readonly callBudgetMs?: number;
}

/** Redis did not answer in time, or is being spared. Callers state what they do without it. */
export class RedisUnavailable extends Error {
  constructor(cause?: unknown) {
    super('redis is not available', { cause });
    this.name = 'RedisUnavailable';
  }
}

/** A script that runs atomically on the server; `name` is unique in the process. */
export interface RedisScript {
  readonly name: string;
  readonly lua: string;
  readonly keys: number;
}

/**
 * A request waits no longer than this for Redis: it is a help, never the truth. A hundred times what a call takes, and
 * three of them (then the breaker opens) are still a third of a second. Only what counts exactly and can wait asks for more.
 */
const CALL_BUDGET_MS = 100;
const CONNECT_TIMEOUT_MS = 2_000;

type Scripted = Record<string, (...args: (string | number)[]) => Promise<unknown>>;

/** Owns the one Redis connection of a process: call budget, circuit breaker, reconnection. */
export class RedisConnection {
  private state: BreakerState = CLOSED;
  private readonly scripts = new Set<string>();
  private readonly client: Redis;
  private readonly clock: Clock;

  constructor(options: RedisOptions) {
    this.clock = options.clock ?? systemClock;
    this.client = new Redis(options.url, {
      connectionName: options.connectionName,
      keyPrefix: options.keyPrefix ?? 'anwen:',
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: options.callBudgetMs ?? CALL_BUDGET_MS,
      // A call that cannot be sent now fails now: a queue of waiting calls would burst upon the recovered server.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      // Comes back by itself for ever; 2 s at most, so that a restart is noticed soon.
      retryStrategy: (times) => Math.min(100 * times, 2_000),
      // A black hole shows no closed socket; keep-alive and this timeout notice it.
      keepAlive: 5_000,
    });
    // Without a listener a refused connection would end the process; each failed call reports for itself.
    this.client.on('error', () => undefined);
  }

  /** Waits for the first connection, at most `ms`; false when Redis is not there (the product starts all the same). */
  async ready(ms = CONNECT_TIMEOUT_MS): Promise<boolean> {
    if (this.client.status === 'ready') return true;
    return new Promise((resolve) => {
      const done = (is: boolean): void => {
        clearTimeout(timer);
        this.client.off('ready', onReady);
        resolve(is);
      };
      const onReady = (): void => done(true);
      const timer = setTimeout(() => done(false), ms);
      this.client.once('ready', onReady);
    });
  }

  /** Runs one command. @throws RedisUnavailable after the budget, or at once while the breaker is open. */
  async call<T>(work: (client: Redis) => Promise<T>): Promise<T> {
    const now = this.clock.now().getTime();
    if (!mayCall(this.state, now)) throw new RedisUnavailable();
    try {
      const result = await work(this.client);
      if (this.state !== CLOSED) this.state = CLOSED;
      return result;
    } catch (error) {
      // The server answered, only not what we hoped: a bug of ours, and no reason to spare it.
      if ((error as Error).name === 'ReplyError') throw error;
      this.state = afterFailure(this.state, this.clock.now().getTime());
      throw new RedisUnavailable(error);
    }
  }

  /** Runs a script by its digest. @throws RedisUnavailable */
  run<T>(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<T> {
    if (!this.scripts.has(script.name)) {
      this.client.defineCommand(script.name, { lua: script.lua, numberOfKeys: script.keys });
      this.scripts.add(script.name);
    }
    return this.call((client) => (client as unknown as Scripted)[script.name]!(...keys, ...args) as Promise<T>);
  }

  get isOpen(): boolean {
    return !mayCall(this.state, this.clock.now().getTime());
  }

  async close(): Promise<void> {
    this.client.disconnect();
    await Promise.resolve();
  }
}
