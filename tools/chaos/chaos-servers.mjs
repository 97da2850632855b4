// Servers for chaos: private, with the production settings, in a home of their own. Redis may be killed; PostgreSQL is the truth.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endChildren, guardChildren } from '../children.mjs';
import { databaseUrl, migrateDatabase, withClient } from '../migrated-database.mjs';
import { Guard } from '../services/guard.mjs';
import { Home } from '../services/home.mjs';
import { endProcess } from '../services/processes.mjs';
import { rootfsOf, startPrivateServices } from '../services/private-services.mjs';

const require = createRequire(import.meta.url);
const { loadSource } = require('../load-source.cjs');
const { Database } = loadSource('libs/database/src/index.ts');
const { ALL_SCOPE, systemActor } = loadSource('libs/kernel/src/index.ts');
const { Redis } = require('ioredis');

export const { outbox } = loadSource('libs/outbox/src/index.ts');
export const { WORK } = require('./program/jobs.cjs');

const TABLES = `CREATE TABLE chaos_effects (key text NOT NULL, run uuid NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
  CREATE TABLE chaos_received (event_id uuid NOT NULL, key text NOT NULL);
  GRANT ALL ON chaos_effects, chaos_received TO anwen_app`;

/** Calls `work(servers)` on a fresh database and stops everything that was started, whatever happens. */
export async function withChaosServers(work) {
  const main = new Home();
  const guard = new Guard();
  guardChildren(guard);
  process.once('SIGINT', () => endChildren());
  const services = await startPrivateServices({ home: new Home(join(main.path, 'chaos')), rootfs: rootfsOf(main), guard });
  const name = `chaos_${process.pid}`;
  const server = services.postgres.url('anwen_owner');
  try {
    await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
    const ownerUrl = databaseUrl(server, name);
    await migrateDatabase(ownerUrl);
    await withClient(ownerUrl, (client) => client.query(TABLES));
    const appUrl = databaseUrl(services.postgres.url('anwen_app'), name);
    const database = await Database.connect({ url: appUrl, applicationName: 'anwen-chaos', poolSize: 14 });
    try {
      return await work(new ChaosServers(services, { ownerUrl, appUrl, database, guard }));
    } finally {
      await database.close();
    }
  } finally {
    await dropQuietly(server, name);
    await services.stop();
    guard.close();
  }
}

/** A worker that has just been ended may still be saying goodbye. */
async function dropQuietly(server, name) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name}`));
    } catch (error) {
      if (attempt === 20) throw error;
      await pause(500);
    }
  }
}

class ChaosServers {
  constructor(services, facts) {
    this.services = services;
    Object.assign(this, facts);
  }

  get redisUrl() {
    return this.services.redis.url;
  }

  write(work) {
    return this.database.transaction({ actor: systemActor('chaos'), scope: ALL_SCOPE }, work);
  }

  query(sql, values) {
    return this.database.query(sql, values);
  }

  /** Stages one job for every key, spread over the lanes. */
  stage(keys, ms) {
    return this.write(async (tx) => {
      for (const [n, key] of keys.entries()) await outbox.stage(tx, WORK[n % WORK.length], { key, ms });
    });
  }

  /** kill -9; its append-only file has what was acknowledged more than a second ago. */
  async killRedis() {
    await endProcess(this.services.redis.process, 'SIGKILL', 5_000);
    this.guard.release(this.services.redis.process.pid);
  }

  startRedis() {
    return this.services.redis.start();
  }

  /** One command on a connection of its own. */
  async redis(work) {
    const client = new Redis(this.redisUrl, { lazyConnect: true, maxRetriesPerRequest: 1 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await work(client);
    } finally {
      client.disconnect();
    }
  }

  /** Jobs that have not ended. */
  async open() {
    const [{ n }] = await this.query(`SELECT count(*)::int AS n FROM sys_jobs WHERE name LIKE 'chaos.%' AND finished_at IS NULL`);
    return n;
  }

  /** Seconds until all chaos jobs have ended; null when they have not within the limit. */
  async settled(limitSeconds) {
    const began = Date.now();
    while (Date.now() - began < limitSeconds * 1_000) {
      if ((await this.open()) === 0) return (Date.now() - began) / 1_000;
      await pause(100);
    }
    return null;
  }

  /** What became of everything staged under the prefix. */
  async tally(prefix) {
    const [row] = await this.query(
      `SELECT (SELECT count(*) FROM sys_jobs WHERE payload ->> 'key' LIKE $1)::int AS staged,
              (SELECT count(*) FROM sys_jobs WHERE payload ->> 'key' LIKE $1 AND state = 'done')::int AS done,
              (SELECT count(DISTINCT key) FROM chaos_effects WHERE key LIKE $1)::int AS effects,
              (SELECT count(*) FROM chaos_effects WHERE key LIKE $1)::int AS rows,
              (SELECT count(*) FROM sys_job_runs r JOIN sys_jobs j ON j.id = r.job_id WHERE payload ->> 'key' LIKE $1 AND r.state = 'lost')::int AS "lostRuns"`,
      [`${prefix}%`],
    );
    return { ...row, lost: row.staged - row.effects, doubled: row.rows - row.effects };
  }
}
