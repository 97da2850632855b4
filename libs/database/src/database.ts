import { AppError, type Actor, type Scope } from '@anwen/kernel';
import { DataSource, type DataSourceOptions, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { PoolClient, Pool } from 'pg';
import { databaseErrors, sqlState } from './database.errors';
import { OpenTransaction, TimeLimit, type Tx, type WakeChannel } from './transaction';
import { WakeUpCalls, WakeUpListener } from './wake-up';

export interface DatabaseOptions {
  /** Login of the application; the session then works as the role `anwen_app` whoever logged in. */
  readonly url: string;
  readonly applicationName: string;
  /** Connections at most. 10 serve 50 users: a posting holds one for a few milliseconds. */
  readonly poolSize?: number;
  readonly entities?: DataSourceOptions['entities'];
  /** How long a new connection may take. 5 s: a database that does not answer by then is down, and health says so. */
  readonly connectTimeoutMs?: number;
}

export interface TransactionOptions {
  readonly actor: Actor;
  /** What row-level security lets the transaction see. */
  readonly scope: Scope;
  /** Server-side limit of one statement; the SLA class of the route decides it. */
  readonly statementTimeoutMs?: number;
  /** Limit of all statements together, the last one included: who waits for them is gone by then. */
  readonly totalTimeoutMs?: number;
  readonly readOnly?: boolean;
  /** Sees one moment for its whole length (reports, proofs). */
  readonly snapshot?: boolean;
}

/** A write of one document takes milliseconds; 10 s (SLA "write one") ends what has gone wrong. */
const STATEMENT_TIMEOUT_MS = 10_000;
/** Waiting longer than 3 s for a row means that its holder is stuck; the caller gets 503 and may repeat. */
const LOCK_TIMEOUT_MS = 3_000;
/** A frozen application must not hold locks: the server ends its transaction. */
const IDLE_IN_TRANSACTION_MS = 30_000;
/** Retry is the net, lock order is the fix: more than 3 means that the order is broken. */
const RETRIES = 3;
const RETRYABLE = new Set(['40001', '40P01']);

/** Owns the connection pool and is the only maker of transactions. */
export class Database {
  private readonly calls = new WakeUpCalls((channel) => this.query(`SELECT pg_notify($1, '')`, [channel]));

  private constructor(
    readonly dataSource: DataSource,
    private readonly options: DatabaseOptions,
  ) {}

  static async connect(options: DatabaseOptions): Promise<Database> {
    const session = [
      'role=anwen_app',
      `lock_timeout=${LOCK_TIMEOUT_MS}`,
      `statement_timeout=${STATEMENT_TIMEOUT_MS}`,
      `idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_MS}`,
      'client_connection_check_interval=2000',
      'TimeZone=UTC',
    ];
    const dataSource = new DataSource({
      type: 'postgres',
      url: options.url,
      applicationName: options.applicationName,
      entities: options.entities ?? [],
      synchronize: false,
      migrationsRun: false,
      logging: false,
      installExtensions: false,
      poolSize: options.poolSize ?? 10,
      connectTimeoutMS: options.connectTimeoutMs ?? 5_000,
      extra: { options: session.map((s) => `-c ${s}`).join(' '), pipeline: true },
    });
    await dataSource.initialize();
    return new Database(dataSource, options);
  }

  async close(): Promise<void> {
    await this.calls.close();
    await this.dataSource.destroy();
  }

  /** {active, idle, waiting, max} of the pool, for the metrics. */
  get poolUse(): { total: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool;
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  /**
   * Runs `work` in one READ COMMITTED transaction and commits. A deadlock or serialisation failure repeats the
   * work from the start in a fresh transaction, at most 3 times.
   * @throws database.busy | database.timeout | database.unavailable, and whatever the work throws.
   */
  async transaction<T>(options: TransactionOptions, work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.once(options, work);
      } catch (error) {
        if (!RETRYABLE.has(sqlState(error) ?? '') || attempt >= RETRIES) throw translate(error);
        await new Promise((resume) => setTimeout(resume, 5 + Math.random() * 20 * 2 ** attempt));
      }
    }
  }

  /** A read-only transaction: the server refuses writes. */
  read<T>(options: Omit<TransactionOptions, 'readOnly'>, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction({ ...options, readOnly: true }, work);
  }

  /** One statement outside any scope, for platform tables (sessions, health, schema version). */
  async query<R>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    try {
      return (await this.pool.query(sql, [...values])).rows as R[];
    } catch (error) {
      throw translate(error);
    }
  }

  /** Calls `onWake` after commits that named one of the channels; it reconnects by itself, and the caller closes it. */
  listen(channels: readonly WakeChannel[], onWake: (channel: WakeChannel) => void): WakeUpListener {
    return new WakeUpListener({ url: this.options.url, applicationName: `${this.options.applicationName}-listen`, channels, onWake });
  }

  /** Column → property names of an entity, for stores that turn rows into entities. */
  propertyNames(entity: EntityTarget<ObjectLiteral>): ReadonlyMap<string, string> {
    return new Map(this.dataSource.getMetadata(entity).columns.map((c) => [c.databaseName, c.propertyName]));
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }

  private async once<T>(options: TransactionOptions, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    let lost: Error | undefined;
    // A connection that breaks while it is lent out tells nobody but its own listeners; without one the process would end.
    const noteLoss = (error: Error): void => void (lost ??= error);
    client.on('error', noteLoss);
    try {
      // Not awaited: the first statement of the work follows on the wire. A failed BEGIN surfaces at the commit.
      const begun = client.query(beginStatement(options));
      begun.catch(() => undefined);
      const open = new OpenTransaction(client, options.actor, options.scope, options.totalTimeoutMs ? new TimeLimit(options.totalTimeoutMs) : undefined);
      try {
        const result = await work(open.asTx);
        await open.commit(begun);
        for (const channel of open.wakes) this.calls.call(channel);
        return result;
      } catch (error) {
        broken = await rollback(client);
        throw lost ?? error; // the loss is the cause of whatever the work ran into
      }
    } finally {
      client.off('error', noteLoss);
      client.release(broken ?? lost);
    }
  }
}

async function rollback(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error as Error; // the pool discards a connection that cannot even roll back
  }
}

function beginStatement({ scope, statementTimeoutMs, readOnly, snapshot }: TransactionOptions): string {
  const ids = (list: readonly string[]): string => list.map((id) => BigInt(id).toString()).join(',');
  const characteristics = [snapshot ? 'ISOLATION LEVEL REPEATABLE READ' : '', readOnly ? 'READ ONLY' : ''].join(' ').trim();
  const statements = [`BEGIN ${characteristics}`, `SET LOCAL anwen.scope = '${scope.all ? 'all' : 'some'}'`];
  if (scope.warehouses.length > 0) statements.push(`SET LOCAL anwen.warehouses = '${ids(scope.warehouses)}'`);
  if (scope.zones.length > 0) statements.push(`SET LOCAL anwen.zones = '${ids(scope.zones)}'`);
  if (scope.partners.length > 0) statements.push(`SET LOCAL anwen.partners = '${ids(scope.partners)}'`);
  if (scope.workCenters.length > 0) statements.push(`SET LOCAL anwen.work_centers = '${ids(scope.workCenters)}'`);
  if (statementTimeoutMs !== undefined) statements.push(`SET LOCAL statement_timeout = ${Math.trunc(statementTimeoutMs)}`);
  return statements.join('; ');
}

const CONNECTION_LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', '57P01', '57P02', '57P03', '53300', '08006', '08003']);

function translate(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = (error as { code?: string } | null)?.code ?? '';
  if (RETRYABLE.has(code) || code === '55P03') return withCause(databaseErrors.busy({ headers: { 'Retry-After': '1' } }), error);
  // Somebody has to make room first: a minute is soon enough to try again.
  if (code === '53100') return withCause(databaseErrors.disk_full({ headers: { 'Retry-After': '60' } }), error);
  if (code === '57014') return withCause(databaseErrors.timeout(), error);
  const message = error instanceof Error ? error.message : '';
  if (CONNECTION_LOST.has(code) || /Connection terminated|timeout exceeded when trying to connect|server closed the connection/i.test(message)) {
    return withCause(databaseErrors.unavailable({ headers: { 'Retry-After': '5' } }), error);
  }
  return error;
}

function withCause(error: AppError, cause: unknown): AppError {
  error.cause = cause;
  return error;
}
