// Jobs of the chaos tests: no part of the product, known to these programs alone. Each leaves one row, in the transaction that ends it.
const { ALL_SCOPE } = require('@anwen/kernel');
const { handled } = require('@anwen/outbox');
const { defineJob } = require('@anwen/queue');
const { z } = require('zod');

const texts = { zh: '混沌測試', en: 'Chaos' };
const work = z.object({ key: z.string(), ms: z.number() });

/** One kind of work in each lane. */
const WORK = [1, 2, 3, 4].map((lane) => defineJob({ name: `chaos.lane_${'_abcd'[lane]}`, lane, payload: work, timeoutMs: 120_000, attempts: 20, ...texts }));
/** Tells the receiver over HTTP and then commits: whoever is killed in between tells it twice. */
const DELIVER = defineJob({ name: 'chaos.deliver', lane: 2, payload: z.object({ key: z.string() }), timeoutMs: 30_000, attempts: 20, ...texts });

const effect = (run, key) => run.complete({ key }, ALL_SCOPE, (tx) => tx.query('INSERT INTO chaos_effects (key, run) VALUES ($1, $2)', [key, run.runId]));

/** It looks at no signal, so that a frozen twin really tries to commit late. */
async function carry(run, { key, ms }) {
  await new Promise((resume) => setTimeout(resume, ms));
  await effect(run, key);
}

async function deliver(run, { key }) {
  const response = await fetch(`${process.env.CHAOS_RECEIVER}/${key}`, { method: 'POST', signal: run.signal });
  await response.arrayBuffer();
  await effect(run, key);
}

/** Takes events over as webhooks do: what it writes commits with the mark "relayed". */
const subscriber = {
  name: 'chaos',
  async receive(tx, events) {
    const { outbox } = require('@anwen/outbox');
    for (const { eventId, aggregate } of events) {
      await tx.query('INSERT INTO chaos_received (event_id, key) VALUES ($1, $2)', [eventId, aggregate.id]);
      await outbox.stage(tx, DELIVER, { key: aggregate.id });
    }
  },
};

const chaosHandlers = () => [...WORK.map((job) => handled(job, carry)), handled(DELIVER, deliver)];

module.exports = { WORK, chaosHandlers, subscriber };
