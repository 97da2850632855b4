#!/usr/bin/env node
// Kills the process that relays events and sends webhooks, again and again, while events keep coming. Afterwards every event must
// have reached the receiver, and nothing that was written down as delivered may have been sent again.
// node tools/chaos/webhooks.mjs [kills]
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { verdict } from '../bench/measures.mjs';
import { ROOT } from '../services/home.mjs';
import { outbox, withChaosServers } from './chaos-servers.mjs';

const { loadSource } = createRequire(import.meta.url)('../load-source.cjs');
const { LOOPBACK_POLICY, TestReceiver, WebhookBed } = loadSource('libs/webhooks/src/testing.ts');
const { SecretBox, systemActor } = loadSource('libs/kernel/src/index.ts');

const kills = Number(process.argv[2] ?? 20);
const key = randomBytes(32);
/** Answers take a moment, so that a kill usually finds requests under way: two at most. */
const slowly = (response) => setTimeout(() => response.writeHead(200).end(), 20 + Math.random() * 60);

process.exitCode = await withChaosServers(async (servers) => {
  const bed = new WebhookBed(servers.database, systemActor('chaos'), LOOPBACK_POLICY, new SecretBox(key));
  const receiver = await new TestReceiver([slowly]).open();
  await bed.endpoint(receiver);
  const writing = new AbortController();
  const writer = writeEvents(servers, writing.signal);
  for (let n = 0; n < kills; n++) {
    const child = await start(servers.appUrl);
    await pause(500 + Math.random() * 1_500);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  writing.abort();
  const events = await writer;
  const last = await start(servers.appUrl);
  const settled = await allDelivered(servers, events, 300);
  const gone = once(last, 'exit');
  last.kill('SIGKILL');
  await gone;
  await receiver.close();
  const came = receiver.seen.map((one) => one.headers['webhook-id']);
  const lost = events - new Set(came).size;
  const repeated = came.length - new Set(came).size;
  const [{ n: doubled }] = await servers.query(
    `SELECT count(*)::int AS n FROM (SELECT delivery_id FROM sys_webhook_attempts WHERE error IS NULL GROUP BY delivery_id HAVING count(*) > 1) AS again`,
  );
  return verdict([
    { what: 'events / kills / seconds to settle', value: `${events} / ${kills} / ${settled ?? 'never'}` },
    { what: 'lost events', value: String(lost), goal: '0', met: lost === 0 && settled !== null },
    { what: 'sent again after they were written down as delivered', value: String(doubled), goal: '0', met: doubled === 0 },
    {
      what: 'sent again because the answer could not be written down',
      value: String(repeated),
      goal: `≤ ${2 * kills} (two in flight)`,
      met: repeated <= 2 * kills,
    },
  ]);
});

async function start(url) {
  const env = { PATH: process.env.PATH, DATABASE_URL: url, CHAOS_KEY: key.toString('hex') };
  const child = spawn(process.execPath, [join(ROOT, 'tools/chaos/program/webhook-sender.cjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => Promise.reject(new Error('the sender does not start')))]);
  return child;
}

/** About 5 a second, which two requests at a time can follow on any machine; answers how many were committed. */
async function writeEvents(servers, signal) {
  let count = 0;
  while (!signal.aborted) {
    const id = String(++count);
    await servers.write(async (tx) => outbox.append(tx, { type: 'stock.posted.v1', aggregate: { type: 'posting', id }, payload: { id } }));
    await pause(200);
  }
  return count;
}

async function allDelivered(servers, events, limitSeconds) {
  const began = Date.now();
  while (Date.now() - began < limitSeconds * 1_000) {
    const [{ n }] = await servers.query(`SELECT count(*)::int AS n FROM sys_webhook_deliveries WHERE state = 'delivered'`);
    if (n === events) return ((Date.now() - began) / 1_000).toFixed(1);
    await pause(200);
  }
  return null;
}
