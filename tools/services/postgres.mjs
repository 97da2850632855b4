// A private PostgreSQL: own data directory, loopback only, random passwords, settings given on the command line.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, openSync, closeSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Refusal } from './home.mjs';
import { choosePort, endProcess, findByArgument, findByDirectory, identify, isAlive, waitUntil } from './processes.mjs';

const SUPERUSER = 'anwen_super';
/** A socket's path has 107 bytes at most; in a deeper directory there is none and 127.0.0.1 remains. */
const SOCKET_PATH_MAX = 90;

export class PostgresServer {
  constructor(home, binaries, { guard, test = false }) {
    Object.assign(this, { home, binaries, guard, test });
    this.data = join(home.serviceDirectory('postgres'), `data-${binaries.postgres.version}`);
    this.log = join(home.serviceDirectory('logs'), 'postgres.log');
  }

  /** Starts the server and makes the roles and the database. Resolves to the living process. */
  async start() {
    await this.#clearAway();
    if (!existsSync(join(this.data, 'PG_VERSION'))) this.#initialise();
    this.port = await choosePort(this.home.readState('ports').postgres);
    this.home.writeState('ports', { ...this.home.readState('ports'), postgres: this.port });
    this.child = this.#spawn();
    this.process = identify(this.child.pid);
    this.guard.entrust(this.child.pid, 'SIGINT');
    await this.#waitReady();
    await this.#setUp();
    return this.child;
  }

  /** "Fast" shutdown: open transactions roll back, everything committed is on disk. */
  async stop() {
    if (!this.process) return;
    await endProcess(this.process, 'SIGINT', 60_000);
    this.guard.release(this.process.pid);
  }

  url(role = 'anwen_app', database = this.test ? 'postgres' : 'anwen') {
    return `postgres://${role}:${this.home.secret(`postgres-${role}`)}@127.0.0.1:${this.port}/${database}`;
  }

  get #spawnOptions() {
    const { account } = this.home;
    return { env: this.binaries.env, cwd: this.home.serviceDirectory('postgres'), ...(account && { uid: account.uid, gid: account.gid }) };
  }

  #program(name) {
    return join(this.binaries.postgres.bin, name);
  }

  #initialise() {
    const passwordFile = join(this.home.serviceDirectory('run'), 'initial-password');
    this.home.writeServiceFile(passwordFile, `${this.home.secret(`postgres-${SUPERUSER}`)}\n`);
    rmSync(this.data, { recursive: true, force: true }); // without PG_VERSION it is a torn attempt, never a database
    const args = [
      '-D',
      this.data,
      '-U',
      SUPERUSER,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--data-checksums',
      '--no-instructions',
    ];
    try {
      execFileSync(this.#program('initdb'), [...args, ...(this.test ? ['--no-sync'] : [])], { ...this.#spawnOptions, stdio: ['ignore', 'ignore', 'pipe'] });
    } catch (error) {
      throw new Refusal(`PostgreSQL's data directory ${this.data} could not be made: ${error.stderr?.toString().trim() || error.message}`);
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  /**
   * What an unclean end may have left: a server without its starter, server processes without their server, and lock files
   * that name a pid which is a zombie or somebody else's by now (PostgreSQL itself would refuse then).
   */
  async #clearAway() {
    for (const server of findByArgument(this.data)) await endProcess(server, 'SIGINT', 60_000);
    for (const orphan of findByDirectory(this.data)) await endProcess(orphan, 'SIGQUIT', 5_000);
    rmSync(join(this.data, 'postmaster.pid'), { force: true });
    const sockets = this.home.serviceDirectory('run');
    for (const name of readdirSync(sockets)) if (name.startsWith('.s.PGSQL.')) rmSync(join(sockets, name), { force: true });
  }

  #spawn() {
    if (existsSync(this.log) && statSync(this.log).size > 20 << 20) renameSync(this.log, `${this.log}.1`);
    const log = openSync(this.log, 'a', 0o600);
    try {
      const args = ['-D', this.data, ...this.#settings().flatMap((setting) => ['-c', setting])];
      return spawn(this.#program('postgres'), args, { ...this.#spawnOptions, detached: true, stdio: ['ignore', log, log] });
    } finally {
      closeSync(log);
    }
  }

  #settings() {
    const sockets = this.home.serviceDirectory('run');
    return [
      'listen_addresses=127.0.0.1',
      `port=${this.port}`,
      `unix_socket_directories=${Buffer.byteLength(sockets) > SOCKET_PATH_MAX ? '' : sockets}`,
      'log_min_duration_statement=500',
      'autovacuum_max_workers=3',
      'autovacuum_naptime=10s',
      'autovacuum_vacuum_scale_factor=0.05',
      'autovacuum_analyze_scale_factor=0.02',
      'shared_buffers=256MB',
      'max_wal_size=2GB',
      'jit=off',
      'timezone=UTC',
      'log_timezone=UTC',
      `max_connections=${this.test ? 300 : 100}`,
      `log_line_prefix=%m [%p] %a `,
      ...(this.#hasStatements() ? ['shared_preload_libraries=pg_stat_statements'] : []),
      ...(this.test ? ['anwen.test_server=yes', 'fsync=off', 'full_page_writes=off', 'synchronous_commit=off'] : []),
    ];
  }

  #hasStatements() {
    return existsSync(join(this.binaries.postgres.bin, '../lib/pg_stat_statements.so'));
  }

  async #waitReady() {
    const ready = () =>
      isAlive(this.process ?? { pid: 0 })
        ? this.#asSuperuser((client) => client.query('SELECT 1'), 'postgres').then(
            () => true,
            () => false,
          )
        : true;
    await waitUntil(ready, 120_000, 40); // recovery after a crash may take a while
    if (!this.process || !isAlive(this.process)) throw new Refusal(`PostgreSQL did not start; its log is ${this.log}:\n${tail(this.log)}`);
  }

  /** Roles and database; repeated at every start, changes nothing when all is there. */
  async #setUp() {
    const [owner, app] = ['anwen_owner', 'anwen_app'].map((role) => this.home.secret(`postgres-${role}`));
    const database = this.test ? 'postgres' : 'anwen';
    await this.#asSuperuser(async (client) => {
      const { rows } = await client.query(`SELECT rolname AS name FROM pg_roles WHERE rolname IN ('anwen_owner', 'anwen_app')
        UNION ALL SELECT datname FROM pg_database WHERE datname = 'anwen'`);
      const has = (name) => rows.some((row) => row.name === name);
      await client.query(`${has('anwen_owner') ? 'ALTER' : 'CREATE'} ROLE anwen_owner LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB CREATEROLE PASSWORD '${owner}'`);
      await client.query(`${has('anwen_app') ? 'ALTER' : 'CREATE'} ROLE anwen_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '${app}'`);
      await client.query('GRANT anwen_app TO anwen_owner');
      await client.query('GRANT pg_read_all_stats TO anwen_owner');
      if (database !== 'postgres' && !has(database)) await client.query(`CREATE DATABASE ${database} OWNER anwen_owner`);
      else await client.query(`ALTER DATABASE ${database} OWNER TO anwen_owner`);
    }, 'postgres');
    if (this.#hasStatements()) await this.#asSuperuser((client) => client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements'), database);
  }

  async #asSuperuser(work, database) {
    const { Client } = createRequire(import.meta.url)('pg'); // only here, so that this file loads before anything is installed
    const client = new Client({ connectionString: this.url(SUPERUSER, database), connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined); // the server may go away under us while it starts
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

export function tail(file, lines = 15) {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '(empty)';
}
