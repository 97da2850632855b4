// The built worker with the jobs of the tests beside the product's own. PROBE=unhandled leaves their handlers out.
require('reflect-metadata');
const { exitOn } = require('@anwen/http');
const { allHandlers } = require('../../dist/handlers/all-handlers.js');
const { PRODUCT, runWorker } = require('../../dist/run-worker.js');
const { SCHEDULE } = require('../../dist/schedule.js');
const { staged } = require('../../dist/schedule-entry.js');
const { WRITE, probeHandlers } = require('./jobs.cjs');

const slotted = { name: 'probe.slot', everyMs: 3_600_000, expectedWithinMs: 60_000, stage: staged(WRITE, { key: 'slot', ms: 0 }) };

runWorker({
  ...PRODUCT,
  handlers: (services) => (process.env.PROBE === 'unhandled' ? allHandlers(services) : [...allHandlers(services), ...probeHandlers()]),
  schedule: [...SCHEDULE, slotted],
  heavyMain: require.resolve('./child.cjs'),
}).catch(exitOn('worker'));
