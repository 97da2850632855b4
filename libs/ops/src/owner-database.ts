import { DataSource } from 'typeorm';
import { opsErrors } from './ops.errors';

/** Statements of the tables' owner, each committed by itself unless `atomically` holds them together. */
export interface OwnerSession {
  query<R>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** What the server has remarked so far (VACUUM tells there that it skipped a table). */
  readonly notices: readonly string[];
  atomically<T>(work: () => Promise<T>): Promise<T>;
}

export interface OwnerLimits {
  /** Maintenance waits this long for a table and then leaves: whoever wants it next would queue behind the waiting. */
  readonly lockTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
}

/** The part of a connection that is used here. */
interface Connection {
  query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  on(event: 'notice', listener: (notice: { message?: string }) => void): void;
  off(event: 'notice', listener: (notice: { message?: string }) => void): void;
}

const LOCK_TIMEOUT_MS = 5_000;
/** Vacuum of a big table takes minutes; after the longest job's quarter of an hour something is wrong. */
const STATEMENT_TIMEOUT_MS = 900_000;

/**
 * The login that may vacuum, attach and drop. Only worker and command line are given it, and each use is one short-lived
 * connection: a stolen pool would be a way around every grant. Row-level security holds for the owner too, so it says that it wants all.
 */
export class OwnerDatabase {
  constructor(
    private readonly url: string | undefined,
    private readonly applicationName = 'anwen-owner',
  ) {}

  get isConfigured(): boolean {
    return this.url !== undefined;
  }

  /** @throws ops.owner_missing when there is no such login. */
  async session<T>(work: (session: OwnerSession) => Promise<T>, limits: OwnerLimits = {}): Promise<T> {
    if (this.url === undefined) throw opsErrors.owner_missing();
    const dataSource = await this.open(this.url, limits);
    const runner = dataSource.createQueryRunner();
    const notices: string[] = [];
    const listen = ({ message }: { message?: string }): void => void notices.push(message ?? '');
    try {
      const connection = (await runner.connect()) as Connection;
      connection.on('notice', listen);
      const query = async <R>(sql: string, values: readonly unknown[] = []): Promise<R[]> => (await connection.query(sql, [...values])).rows as R[];
      return await work({ query, notices, atomically: (steps) => atomically(query, steps) }).finally(() => connection.off('notice', listen));
    } finally {
      await runner.release();
      await dataSource.destroy();
    }
  }

  private open(url: string, { lockTimeoutMs = LOCK_TIMEOUT_MS, statementTimeoutMs = STATEMENT_TIMEOUT_MS }: OwnerLimits): Promise<DataSource> {
    const settings = [`lock_timeout=${lockTimeoutMs}`, `statement_timeout=${statementTimeoutMs}`, 'anwen.scope=all', 'TimeZone=UTC'];
    return new DataSource({
      type: 'postgres',
      url,
      applicationName: this.applicationName,
      synchronize: false,
      logging: false,
      installExtensions: false,
      poolSize: 1,
      connectTimeoutMS: 5_000,
      extra: { options: settings.map((setting) => `-c ${setting}`).join(' ') },
    }).initialize();
  }
}

async function atomically<T>(query: OwnerSession['query'], steps: () => Promise<T>): Promise<T> {
  await query('BEGIN');
  try {
    const result = await steps();
    await query('COMMIT');
    return result;
  } catch (error) {
    await query('ROLLBACK').catch(() => undefined); // a broken connection has rolled back by itself
    throw error;
  }
}
