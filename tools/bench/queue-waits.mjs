#!/usr/bin/env node
// How long a user's job (P1) waits: alone (the floor), and with 1 000 maintenance jobs (P4) queued; and whether P4 still gets
// its turn under a flood of P1. Waiting = from the job's row to the start of its run, both on PostgreSQL's clock.
// node tools/bench/queue-waits.mjs [seconds]
import { fileURLToPath } from 'node:url';
import { asSystem, withBenchServers } from './bench-servers.mjs';
import { withWorker } from './bench-worker.mjs';
import { median, ms, openLoop, percentile, verdict } from './measures.mjs';

const seconds = Number(process.argv[2] ?? 30);
const P1_PER_SECOND = 5;
const FLOOD_PER_SECOND = 40;
const [URGENT, MAINTAIN] = ['bench.urgent', 'bench.maintain'];
const PROGRAM = fileURLToPath(new URL('queue-probe.cjs', import.meta.url));

process.exitCode = await withBenchServers((servers) =>
  withWorker(servers, PROGRAM, async () => {
    const { database } = servers;
    const floor = await waits(database, 'floor');
    await stage(database, { lane: 4, count: 1_000, workMs: 2_000 });
    const busy = await waits(database, 'with P4');
    const before = await ended(database, MAINTAIN);
    await openLoop(FLOOD_PER_SECOND, 60, () => stage(database, { lane: 1, count: 1, workMs: 200 }));
    const turns = (await ended(database, MAINTAIN)) - before;
    return verdict([
      { what: 'P1 wait alone: median / P95 / max', value: [median(floor), percentile(floor, 95), floor.at(-1)].map(ms).join(' / ') },
      { what: 'P1 wait beside 1 000 P4 jobs: median', value: ms(median(busy)) },
      { what: 'P1 wait beside 1 000 P4 jobs: P95', value: ms(percentile(busy, 95)), goal: '≤ 500 ms', met: percentile(busy, 95) <= 500 },
      { what: 'P1 wait beside 1 000 P4 jobs: max', value: ms(busy.at(-1)), goal: '≤ 2 000 ms', met: busy.at(-1) <= 2_000 },
      { what: `P4 jobs done in a minute of ${FLOOD_PER_SECOND} P1 jobs/s (3 slots can do 15/s)`, value: String(turns), goal: '≥ 1', met: turns >= 1 },
    ]);
  }),
);

/** Stages jobs as their owners do: rows, then a call. */
function stage(database, { lane, count, workMs }) {
  return asSystem(database, async (tx) => {
    await tx.query(
      `INSERT INTO sys_jobs (name, lane, payload, max_attempts, timeout_ms) SELECT $1, $2, jsonb_build_object('ms', $4::int), 1, 30000 FROM generate_series(1, $3)`,
      [lane === 1 ? URGENT : MAINTAIN, lane, count, workMs],
    );
    tx.wakeAfterCommit('anwen_jobs');
  });
}

/** Sorted waits in milliseconds of P1 jobs that came at an even rate. */
async function waits(database, what) {
  console.log(`measuring ${what} for ${seconds} s`);
  const [{ from }] = await database.query('SELECT coalesce(max(id), 0) AS from FROM sys_jobs');
  await openLoop(P1_PER_SECOND, seconds, () => stage(database, { lane: 1, count: 1, workMs: 50 }));
  const mine = `name = '${URGENT}' AND id > $1`;
  for (;;) {
    const [{ open }] = await database.query(`SELECT count(*)::int AS open FROM sys_jobs WHERE ${mine} AND state <> 'done'`, [from]);
    if (open === 0) break;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  const rows = await database.query(`SELECT extract(epoch FROM started_at - created_at)::float8 * 1000 AS wait FROM sys_jobs WHERE ${mine}`, [from]);
  return rows.map((r) => r.wait).sort((a, b) => a - b);
}

async function ended(database, name) {
  const [{ n }] = await database.query(`SELECT count(*)::int AS n FROM sys_jobs WHERE name = $1 AND state = 'done'`, [name]);
  return n;
}
