import { randomBytes } from 'node:crypto';
import { ALL_SCOPE, systemActor, type Actor, type Scope } from '@anwen/kernel';
import { Client } from 'pg';
import { Database } from './database';
import type { Tx } from './transaction';

/** Name of the migrated database that every test file clones; tools/test.mjs makes it. */
export const TEMPLATE_DATABASE = process.env.ANWEN_TEST_TEMPLATE ?? 'anwen_template';

/** The owner's login to the tests' private server. @throws when the tests were not started by `npm test` / tools/test.mjs. */
export function testServerUrl(): string {
  const url = process.env.ANWEN_TEST_DATABASE_URL;
  if (!url) throw new Error('ANWEN_TEST_DATABASE_URL is missing: run the tests with `npm test` or `node tools/test.mjs FILE…`');
  return url;
}

/** A clone of the migrated template for one test file. It refuses a server whose data directory is not the tests' own. */
export class TestDatabase {
  private constructor(
    readonly name: string,
    /** Login of the owner to this database. */
    readonly ownerUrl: string,
    /** Login as the application. */
    readonly url: string,
    readonly database: Database,
  ) {}

  static async create(options: { template?: string; entities?: never[]; poolSize?: number } = {}): Promise<TestDatabase> {
    const server = testServerUrl();
    const name = `t_${process.pid}_${randomBytes(4).toString('hex')}`;
    await withOwner(server, async (client) => {
      const { rows } = await client.query<{ marker: string | null }>(`SELECT current_setting('anwen.test_server', true) AS marker`);
      if (rows[0]?.marker !== 'yes') throw new Error('refused: this server is not the private server of the tests');
      await client.query(`CREATE DATABASE ${name} TEMPLATE ${options.template ?? TEMPLATE_DATABASE}`);
    });
    const ownerUrl = withDatabase(server, name);
    // The tests' server shares two cores with everything that is tested: slow is not down here.
    const database = await Database.connect({ url: ownerUrl, applicationName: name, poolSize: options.poolSize ?? 10, connectTimeoutMs: 30_000 });
    return new TestDatabase(name, ownerUrl, ownerUrl, database);
  }

  /** A transaction of the system actor that sees everything, unless told otherwise. */
  transaction<T>(work: (tx: Tx) => Promise<T>, actor: Actor = systemActor('test'), scope: Scope = ALL_SCOPE): Promise<T> {
    return this.database.transaction({ actor, scope }, work);
  }

  /** One statement as the owner of the tables, past the application's grants (row-level security still holds). */
  async asOwner<R>(sql: string, values: unknown[] = []): Promise<R[]> {
    return withOwner(this.ownerUrl, async (client) => (await client.query(sql, values)).rows as R[]);
  }

  /**
   * How many deadlocks there have been. A backend may keep its count to itself for ten seconds when others publish theirs at the
   * same moment, so every connection of the pool is told to publish before the count is read.
   */
  async deadlocks(): Promise<number> {
    const { total } = this.database.poolUse;
    let arrived = 0;
    let publish!: () => void;
    // Each keeps its connection until all have one: that none is asked twice means that none is left out.
    const all = new Promise<void>((resolve) => (publish = resolve));
    const tell = async (tx: Tx): Promise<void> => {
      if (++arrived === total) publish();
      await all;
      await tx.query('SELECT pg_stat_force_next_flush()');
    };
    await Promise.all(Array.from({ length: total }, () => this.transaction(tell)));
    const [row] = await this.database.query<{ n: string }>('SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()');
    return Number(row!.n);
  }

  /** Drops the clone; a connection or transaction that a test leaked makes this fail. */
  async drop(): Promise<void> {
    await this.database.close();
    await withOwner(testServerUrl(), async (client) => {
      const { rows } = await client.query<{ state: string; query: string }>(
        `SELECT state, query FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
        [this.name],
      );
      await dropDatabase(client, this.name);
      const leaked = rows.filter((r) => r.state !== null && r.state !== 'idle');
      if (leaked.length > 0) throw new Error(`a test leaked ${leaked.length} open transaction(s): ${leaked[0]?.query}`);
    });
  }
}

/** An autovacuum worker that happens to be in the database may not be ended by the owner (42501), but leaves by itself. */
async function dropDatabase(client: Client, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '42501' || attempt >= 20) throw error;
      await new Promise((resume) => setTimeout(resume, 100));
    }
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function withOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
