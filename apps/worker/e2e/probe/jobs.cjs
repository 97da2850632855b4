// Jobs of the tests: they are no part of the product and exist in these programs alone.
const { ALL_SCOPE } = require('@anwen/kernel');
const { handled } = require('@anwen/outbox');
const { defineJob } = require('@anwen/queue');
const { z } = require('zod');

const texts = { zh: '測試', en: 'Test' };
const note = (tx, key) => tx.query('INSERT INTO probe_effects (key) VALUES ($1)', [key]);

/** Writes one row, after a while if wanted. */
const WRITE = defineJob({ name: 'probe.write', lane: 2, payload: z.object({ key: z.string(), ms: z.number().default(0) }), timeoutMs: 60_000, ...texts });
/** Sits in a statement for a minute; its time is up after two seconds. */
const SLEEP = defineJob({ name: 'probe.sleep', lane: 1, payload: z.object({ seconds: z.number() }), timeoutMs: 2_000, attempts: 1, ...texts });
/** Tells where it runs. */
const OK = defineJob({ name: 'probe.ok', lane: 1, payload: z.object({ key: z.string() }), heavy: true, ...texts });
/** Misbehaves in a child process. */
const HEAVY = defineJob({
  name: 'probe.heavy',
  lane: 1,
  payload: z.object({ mode: z.enum(['spin', 'statement', 'crash', 'eat']) }),
  timeoutMs: 4_000,
  attempts: 1,
  heavy: true,
  ...texts,
});

async function misbehave(run, { mode }) {
  if (mode === 'statement') return run.transaction(ALL_SCOPE, (tx) => tx.query('SELECT pg_sleep(60)'));
  if (mode === 'crash') process.kill(process.pid, 'SIGSEGV');
  const eaten = [];
  for (;;) if (mode === 'eat') eaten.push(Array.from({ length: 100_000 }, Math.random));
}

const probeHandlers = () => [
  handled(WRITE, async (run, { key, ms }) => {
    const end = Date.now() + ms;
    while (Date.now() < end && !run.signal.aborted) await new Promise((resume) => setTimeout(resume, 20));
    await run.complete({ key }, ALL_SCOPE, (tx) => note(tx, key));
  }),
  handled(SLEEP, (run, { seconds }) => run.transaction(ALL_SCOPE, async (tx) => void (await tx.query('SELECT pg_sleep($1)', [seconds])))),
  handled(OK, (run, { key }) =>
    run.complete({ pid: process.pid, owner: process.env.DATABASE_OWNER_URL ?? null, argv: process.execArgv }, ALL_SCOPE, (tx) => note(tx, key)),
  ),
  handled(HEAVY, misbehave),
];

module.exports = { WRITE, SLEEP, OK, HEAVY, probeHandlers };
