import type { Actor, Scope } from '@anwen/kernel';
import type { ClientBase, QueryResult } from 'pg';
import { databaseErrors } from './database.errors';

declare const txBrand: unique symbol;

/**
 * An insert that can wait until just before the commit. All rows collected for one insert, and all inserts of one
 * transaction, leave in a single statement: audit, outbox and idempotency key together cost one round trip.
 */
export interface DeferredInsert {
  readonly name: string;
  /** One INSERT that reads its rows from `jsonb_to_recordset($rows::jsonb)`. */
  readonly sql: string;
  /** A second INSERT that reads what the first one RETURNs from `$inserted`. */
  readonly followedBy?: string;
}

/** An open transaction. Only `Database.transaction()` makes one; store methods that write demand it. */
export interface Tx {
  readonly [txBrand]: true;
  readonly actor: Actor;
  readonly scope: Scope;
  /** Runs one statement. */
  query<R>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** Like `query`, for hot statements of constant text: parsed and planned once a connection. */
  prepared<R>(name: string, sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** Keeps a row for the single insert statement before the commit. */
  collect(insert: DeferredInsert, row: Readonly<Record<string, unknown>>): void;
  /** Sends what was collected now (for long transactions that collect much). */
  flush(): Promise<void>;
  /** After the commit, tells whoever listens on the channel that there is work. Lost news are no loss: listeners also look by themselves. */
  wakeAfterCommit(channel: WakeChannel): void;
}

/** What a committed transaction may wake. */
export type WakeChannel = 'anwen_outbox' | 'anwen_jobs' | 'anwen_webhooks' | 'anwen_alerts';

/** What is left of a transaction's time; asked before every statement. */
export class TimeLimit {
  private readonly startedAt = performance.now();
  private toldAt = 0;

  constructor(private readonly limitMs: number) {}

  /** Undefined while what the server was told last is still true to 250 ms: nearly all transactions are over by then. */
  remainingMs(): number | undefined {
    const elapsed = performance.now() - this.startedAt;
    if (elapsed - this.toldAt < RETELL_MS && elapsed < this.limitMs) return undefined;
    this.toldAt = elapsed;
    return this.limitMs - elapsed;
  }
}

/** A quarter of the second after which no statement of a timed-out request may be left (SPEC-8.4). */
const RETELL_MS = 250;

/** The one implementation of Tx; it is not exported from the library. */
export class OpenTransaction {
  private collected = new Map<DeferredInsert, Readonly<Record<string, unknown>>[]>();
  /** Channels to wake once the commit has succeeded. */
  readonly wakes = new Set<WakeChannel>();

  constructor(
    private readonly client: ClientBase,
    readonly actor: Actor,
    readonly scope: Scope,
    private readonly limit?: TimeLimit,
  ) {}

  /** The brand exists for the compiler alone. */
  get asTx(): Tx {
    return this as unknown as Tx;
  }

  async query<R>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    this.shortenStatements();
    return (await this.client.query(sql, [...values])).rows as R[];
  }

  async prepared<R>(name: string, sql: string, values: readonly unknown[] = []): Promise<R[]> {
    this.shortenStatements();
    return (await this.client.query({ name, text: sql, values: [...values] })).rows as R[];
  }

  collect(insert: DeferredInsert, row: Readonly<Record<string, unknown>>): void {
    const rows = this.collected.get(insert);
    if (rows) rows.push(row);
    else this.collected.set(insert, [row]);
  }

  async flush(): Promise<void> {
    await this.sendCollected();
  }

  wakeAfterCommit(channel: WakeChannel): void {
    this.wakes.add(channel);
  }

  /** Sends the collected rows and the COMMIT behind them without waiting in between. */
  async commit(begun: Promise<unknown>): Promise<void> {
    const flushed = this.sendCollected();
    const committed = this.client.query('COMMIT');
    const outcome = await Promise.allSettled([begun, flushed, committed]);
    for (const one of outcome) if (one.status === 'rejected') throw one.reason;
    // PostgreSQL answers COMMIT with ROLLBACK when the transaction had already failed.
    const tag = (outcome[2] as PromiseFulfilledResult<QueryResult>).value.command;
    if (tag !== 'COMMIT') throw new Error(`the transaction ended with ${tag}`);
  }

  /**
   * Each statement alone may take as long as the whole transaction; so the server is told again how much is left, on the same
   * wire trip, and work whose time is up sends nothing more. Short transactions never get here.
   */
  private shortenStatements(): void {
    const remainingMs = this.limit?.remainingMs();
    if (remainingMs === undefined) return;
    if (remainingMs <= 0) throw databaseErrors.timeout();
    this.client.query(`SET LOCAL statement_timeout = ${Math.ceil(remainingMs)}`).catch(() => undefined); // the statement behind it tells
  }

  private sendCollected(): Promise<unknown> {
    if (this.collected.size === 0) return Promise.resolve();
    const batch = [...this.collected];
    this.collected = new Map();
    const parts = batch.flatMap(([insert], i) => [
      `w${i} AS (${insert.sql.replace('$rows', `$${i + 1}`)})`,
      ...(insert.followedBy ? [`f${i} AS (${insert.followedBy.replace('$inserted', `w${i}`)})`] : []),
    ]);
    const text = `WITH ${parts.join(', ')} SELECT 1`;
    const name = `flush:${batch.map(([insert]) => insert.name).join('+')}`;
    return this.client.query({ name, text, values: batch.map(([, rows]) => JSON.stringify(rows)) });
  }
}
