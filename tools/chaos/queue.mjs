#!/usr/bin/env node
// The chaos matrix of the queue: {kill worker, kill Redis, SIGSTOP worker 40 s, FLUSHALL, Redis full}. Every staged job must have its
// effect exactly once, and work must go on soon. `node tools/chaos/queue.mjs [scenario…]`
import { setTimeout as pause } from 'node:timers/promises';
import { verdict } from '../bench/measures.mjs';
import { withChaosServers } from './chaos-servers.mjs';
import { withWorkers } from './workers.mjs';

/** Long enough to be caught in the middle, short enough for eight slots to get through. */
const WORK_MS = 1_500;
const JOBS = 40;
/** What a scenario may take in all before it counts as stuck. */
const SETTLE_WITHIN_S = 180;

const keys = (prefix) => Array.from({ length: JOBS }, (_, n) => `${prefix}${n}`);

const FROZEN = 'SIGSTOP worker 40 s';

const SCENARIOS = {
  async 'kill worker'({ servers, workers, prefix }) {
    await underWay(servers, prefix);
    const victims = await running(servers, prefix, workers.pid(0));
    const since = Date.now();
    workers.kill(0);
    return { recovery: await whenDone(servers, victims, since), goal: 30, takenOver: true };
  },
  async 'kill Redis'({ servers, prefix }) {
    await underWay(servers, prefix);
    await servers.killRedis();
    await servers.stage(keys(`${prefix}during-`), WORK_MS);
    await pause(5_000);
    await servers.startRedis();
    const since = Date.now();
    return { recovery: await whenMoving(servers, prefix, since), goal: 60 };
  },
  /** A second worker takes over; then the first one wakes up in the middle of what is no longer its business. */
  async [FROZEN]({ servers, workers, prefix }) {
    await underWay(servers, prefix, workers.pid(0));
    const victims = await running(servers, prefix, workers.pid(0));
    const since = Date.now();
    workers.freeze(0);
    const recovery = await whenDone(servers, victims, since);
    await pause(Math.max(0, 40_000 - (Date.now() - since)));
    workers.thaw(0);
    await pause(5_000); // the twin wakes up and tries to commit
    return { recovery, goal: 30, takenOver: true };
  },
  async FLUSHALL({ servers, prefix }) {
    await underWay(servers, prefix);
    await servers.redis((client) => client.flushall());
    const since = Date.now();
    const forgotten = await servers.query(`SELECT id FROM sys_jobs WHERE state = 'queued' AND payload ->> 'key' LIKE $1`, [`${prefix}%`]);
    if (forgotten.length === 0) throw new Error('nothing was queued: this run proves nothing');
    return {
      recovery: await whenDone(
        servers,
        forgotten.map((row) => row.id),
        since,
      ),
      goal: 60,
    };
  },
  async 'Redis full'({ servers, prefix }) {
    await underWay(servers, prefix);
    await servers.redis((client) => client.config('SET', 'maxmemory', '1mb'));
    await servers.stage(keys(`${prefix}during-`), WORK_MS);
    await pause(10_000);
    await servers.redis((client) => client.config('SET', 'maxmemory', '384mb'));
    const since = Date.now();
    return { recovery: await whenMoving(servers, prefix, since), goal: 60 };
  },
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in SCENARIOS));
if (unknown.length > 0) {
  console.error(`unknown scenario ${unknown.join(', ')}; there are: ${Object.keys(SCENARIOS).join(', ')}`);
  process.exit(2);
}

process.exitCode = await withChaosServers(async (servers) => {
  let missed = 0;
  for (const name of chosen.length > 0 ? chosen : Object.keys(SCENARIOS)) missed += await run(servers, name);
  return missed > 0 ? 1 : 0;
});

async function run(servers, name) {
  return withWorkers(servers, {}, async (workers) => {
    for (let n = name === FROZEN ? 2 : 1; n > 0; n--) await workers.add();
    const prefix = `${name.replace(/\W/g, '')}-${Date.now()}-`;
    await servers.stage(keys(prefix), WORK_MS);
    const { recovery, goal, takenOver } = await SCENARIOS[name]({ servers, workers, prefix });
    const settled = await servers.settled(SETTLE_WITHIN_S);
    const tally = await servers.tally(prefix);
    console.log(`\n${name}: ${tally.staged} jobs in four lanes, ${tally.lostRuns} runs taken over`);
    return verdict([
      { what: 'recovery', value: recovery === null ? 'never' : `${recovery.toFixed(1)} s`, goal: `≤ ${goal} s`, met: recovery !== null && recovery <= goal },
      ...(takenOver ? [{ what: 'runs taken over', value: tally.lostRuns, goal: '≥ 1', met: tally.lostRuns > 0 }] : []),
      { what: 'all jobs ended after it', value: settled === null ? 'no' : `${settled.toFixed(1)} s`, goal: 'yes', met: settled !== null },
      { what: 'jobs without effect', value: tally.lost, goal: '0', met: tally.lost === 0 },
      { what: 'effects of zombies', value: tally.doubled, goal: '0', met: tally.doubled === 0 },
      { what: 'jobs not done', value: tally.staged - tally.done, goal: '0', met: tally.staged === tally.done },
    ]);
  });
}

async function running(servers, prefix, pid = '') {
  const rows = await servers.query(
    `SELECT j.id FROM sys_jobs j JOIN sys_job_runs r ON r.job_id = j.id AND r.state = 'running'
     WHERE j.state = 'running' AND payload ->> 'key' LIKE $1 AND r.worker LIKE $2`,
    [`${prefix}%`, `%:${pid}%`],
  );
  return rows.map((row) => row.id);
}

/** Most of a worker's eight slots are busy, and jobs wait behind them. */
async function underWay(servers, prefix, pid) {
  for (const end = Date.now() + 60_000; (await running(servers, prefix, pid)).length < 4; await pause(20))
    if (Date.now() > end) throw new Error('the workers did not begin');
}

/** Seconds until those jobs are done. */
async function whenDone(servers, ids, since) {
  for (const end = Date.now() + SETTLE_WITHIN_S * 1_000; Date.now() < end; await pause(50)) {
    const [{ n }] = await servers.query(`SELECT count(*)::int AS n FROM sys_jobs WHERE id = ANY ($1) AND finished_at IS NULL`, [ids]);
    if (n === 0) return (Date.now() - since) / 1_000;
  }
  return null;
}

/** Seconds until a job that began after `since` is done. */
async function whenMoving(servers, prefix, since) {
  for (const end = Date.now() + SETTLE_WITHIN_S * 1_000; Date.now() < end; await pause(50)) {
    const [{ n }] = await servers.query(
      `SELECT count(*)::int AS n FROM sys_jobs WHERE payload ->> 'key' LIKE $1 AND state = 'done' AND started_at > to_timestamp($2)`,
      [`${prefix}%`, since / 1_000],
    );
    if (n > 0) return (Date.now() - since) / 1_000;
  }
  return null;
}
