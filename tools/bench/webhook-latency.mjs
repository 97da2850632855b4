#!/usr/bin/env node
// How long it takes from a commit to the receiver of a webhook: outbox, relay, fan-out, sender, request. First alone, then
// while four other endpoints never answer. Relay and sender run in this process, with a policy that lets loopback through.
// node tools/bench/webhook-latency.mjs [seconds]
import { createRequire } from 'node:module';
import { asSystem, kernel, withBenchServers } from './bench-servers.mjs';
import { median, ms, openLoop, percentile, verdict } from './measures.mjs';

const { loadSource } = createRequire(import.meta.url)('../load-source.cjs');
const { TestReceiver, WebhookBed } = loadSource('libs/webhooks/src/testing.ts');
const { OutboxRelay, outbox } = loadSource('libs/outbox/src/index.ts');
loadSource('libs/http/src/index.ts');
const { Logger } = createRequire(import.meta.url)('@nestjs/common');

const seconds = Number(process.argv[2] ?? 20);
const EVENTS_PER_SECOND = 10;
const TARPITS = 4;
const GOAL_MS = 2_000;

process.exitCode = await withBenchServers(async ({ database }) => {
  Logger.overrideLogger(false);
  const bed = new WebhookBed(database);
  const running = [new OutboxRelay(database, [bed.fanOut]), bed.sender(kernel.systemClock)];
  for (const one of running) one.start();
  const receiver = await new TestReceiver([200]).open();
  await bed.endpoint(receiver);
  const alone = await latencies(database, receiver, 'alone');
  const tarpits = await Promise.all(Array.from({ length: TARPITS }, () => new TestReceiver([() => undefined]).open()));
  for (const one of tarpits) await bed.endpoint(one, { name: 'tar pit' });
  const beside = await latencies(database, receiver, `beside ${TARPITS} tar pits`);
  for (const one of [receiver, ...tarpits]) await one.close();
  await Promise.all(running.map((one) => one.stop()));
  return verdict([line('alone', alone), line(`beside ${TARPITS} endpoints that never answer`, beside)]);
});

/** Sorted milliseconds from the commit to the request at the receiver. */
async function latencies(database, receiver, what) {
  console.log(`measuring ${what} for ${seconds} s`);
  const before = receiver.seen.length;
  const committed = new Map();
  await openLoop(EVENTS_PER_SECOND, seconds, async (n) => {
    const id = `${what} ${n}`;
    await asSystem(database, async (tx) => outbox.append(tx, { type: 'stock.posted.v1', aggregate: { type: 'posting', id }, payload: { id } }));
    committed.set(id, Date.now());
  });
  const end = Date.now() + 120_000;
  while (receiver.seen.length - before < committed.size && Date.now() < end) await new Promise((resume) => setTimeout(resume, 50));
  const came = new Map(receiver.seen.slice(before).map(({ body, at }) => [JSON.parse(body).data.id, at]));
  return [...committed].map(([id, at]) => Math.max(0, (came.get(id) ?? Infinity) - at)).sort((a, b) => a - b);
}

function line(what, waits) {
  const p95 = percentile(waits, 95);
  return {
    what: `commit → first delivery ${what}: median / P95 / max`,
    value: [median(waits), p95, waits.at(-1)].map(ms).join(' / '),
    goal: `P95 ≤ ${GOAL_MS} ms`,
    met: p95 <= GOAL_MS,
  };
}
