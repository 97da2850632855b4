#!/usr/bin/env node
// Twelve writers append events while workers are killed and Redis is restarted: nothing may be lost, and a receiver outside the
// database may hear twice only what a kill has caught between its answer and the commit. `node tools/chaos/outbox.mjs [kills] [redisRestarts]`
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { verdict } from '../bench/measures.mjs';
import { outbox, withChaosServers } from './chaos-servers.mjs';
import { withWorkers } from './workers.mjs';

const WRITERS = 12;
/** A writer rests between its commits: 12 of them make about 60 commits a second, a busy factory. */
const REST_MS = 200;
const KILL_EVERY_MS = 5_000;
const SETTLE_WITHIN_S = 180;
const [kills, restarts] = [Number(process.argv[2] ?? 10), Number(process.argv[3] ?? 3)];

process.exitCode = await withChaosServers(async (servers) => {
  const receiver = await startReceiver();
  try {
    return await withWorkers(servers, { CHAOS_RECEIVER: receiver.url }, async (workers) => {
      await workers.add();
      await workers.add();
      const writing = { on: true, written: 0, rolledBack: 0 };
      const writers = Array.from({ length: WRITERS }, (_, n) => write(servers, n, writing));
      await disturb(servers, workers);
      writing.on = false;
      await Promise.all(writers);
      const relayed = await until(servers, 'SELECT count(*)::int AS n FROM sys_outbox WHERE relayed_at IS NULL');
      const settled = relayed && (await servers.settled(SETTLE_WITHIN_S));
      return report(servers, { writing, receiver, settled, restartsSeen: workers.starts - workers.count });
    });
  } finally {
    receiver.close();
  }
});

/** Every tenth transaction is rolled back: its event must never be heard of. */
async function write(servers, writer, writing) {
  for (let n = 0; writing.on; n++) {
    const key = `event-${writer}-${n}`;
    const rollBack = n % 10 === 9;
    try {
      await servers.write(async (tx) => {
        outbox.append(tx, { type: 'chaos.written.v1', aggregate: { type: 'chaos', id: rollBack ? `never-${key}` : key }, payload: { n } });
        await tx.flush();
        await pause(Math.random() * 20); // commits in another order than the numbers were given
        if (rollBack) throw new Error('rolled back');
      });
      writing.written++;
    } catch (error) {
      if (error.message !== 'rolled back') throw error;
      writing.rolledBack++;
    }
    await pause(Math.random() * 2 * REST_MS);
  }
}

async function disturb(servers, workers) {
  const redisAfter = Array.from({ length: restarts }, (_, i) => Math.floor(((i + 1) * kills) / (restarts + 1)));
  for (let n = 0; n < kills; n++) {
    await pause(KILL_EVERY_MS);
    workers.kill(n % workers.count);
    if (!redisAfter.includes(n)) continue;
    await servers.killRedis();
    await pause(1_000);
    await servers.startRedis();
  }
  await pause(KILL_EVERY_MS);
}

async function until(servers, sql) {
  for (const end = Date.now() + SETTLE_WITHIN_S * 1_000; Date.now() < end; await pause(100)) if ((await servers.query(sql))[0].n === 0) return true;
  return false;
}

async function startReceiver() {
  const heard = new Map();
  const server = createServer((request, response) => {
    const key = request.url.slice(1);
    heard.set(key, (heard.get(key) ?? 0) + 1);
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resume) => server.once('listening', resume));
  return { heard, url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

async function report(servers, { writing, receiver, settled, restartsSeen }) {
  const [taken] = await servers.query(
    'SELECT count(*)::int AS rows, count(DISTINCT event_id)::int AS events, count(*) FILTER (WHERE key LIKE $1)::int AS never FROM chaos_received',
    ['never%'],
  );
  const { lost: undone, doubled } = await servers.tally('event-');
  const heard = [...receiver.heard.values()];
  const twice = heard.reduce((sum, times) => sum + times - 1, 0);
  const lost = writing.written - taken.events;
  console.log(`${WRITERS} writers, ${writing.written} events committed, ${writing.rolledBack} rolled back; ${kills} × kill -9, ${restarts} restarts of Redis`);
  return verdict([
    { what: 'workers killed and started again', value: restartsSeen, goal: `${kills}`, met: restartsSeen >= kills },
    { what: 'everything settled after the last disturbance', value: settled ? `${settled.toFixed(1)} s` : 'no', goal: 'yes', met: Boolean(settled) },
    { what: 'events lost', value: lost, goal: '0', met: lost === 0 },
    { what: 'events relayed twice', value: taken.rows - taken.events, goal: '0', met: taken.rows === taken.events },
    { what: 'events of transactions that were rolled back', value: taken.never, goal: '0', met: taken.never === 0 },
    { what: 'deliveries missing at the receiver', value: writing.written - heard.length, goal: '0', met: writing.written === heard.length },
    { what: 'deliveries heard more than once', value: twice, goal: `≤ ${kills} (kills)`, met: twice <= kills },
    { what: 'effects in the database missing or doubled', value: `${undone} / ${doubled}`, goal: '0 / 0', met: undone === 0 && doubled === 0 },
  ]);
}
