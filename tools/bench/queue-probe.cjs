// The built worker with two jobs of the benchmark beside the product's own: short work at P1, long work at P4.
require('reflect-metadata');
const { exitOn } = require('@anwen/http');
const { handled } = require('@anwen/outbox');
const { defineJob } = require('@anwen/queue');
const { z } = require('zod');
const { allHandlers } = require('../../apps/worker/dist/handlers/all-handlers.js');
const { PRODUCT, runWorker } = require('../../apps/worker/dist/run-worker.js');

const payload = z.object({ ms: z.number() });
const texts = { zh: '量測', en: 'Bench' };
const jobs = [defineJob({ name: 'bench.urgent', lane: 1, payload, ...texts }), defineJob({ name: 'bench.maintain', lane: 4, payload, ...texts })];
const wait = (_run, { ms }) => new Promise((resume) => setTimeout(resume, ms));

runWorker({
  ...PRODUCT,
  handlers: (services) => [...allHandlers(services), ...jobs.map((job) => handled(job, wait))],
  schedule: [],
}).catch(exitOn('worker'));
