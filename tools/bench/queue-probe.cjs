// The built worker with two jobs of the benchmark beside the product's own: short work at P1, long work at P4.
require('reflect-metadata');
const { exitOn } = require('@anwen/http');
const { handled } = require('@anwen/outbox');
const { defineJob } = require('@anwen/queue');
const { z } = require('zod');
const { allHandlers } = require('../../apps/worker/dist/handlers/all-handlers.js');
const { runWorker } = require('../../apps/worker/dist/run-worker.js');

const payload = z.object({ ms: z.number() });
const texts = { zh: '量測', en: 'Bench' };
const jobs = [1, 4].map((lane) => defineJob({ name: `bench.p${lane}`, lane, payload, ...texts }));
const wait = (_run, { ms }) => new Promise((resume) => setTimeout(resume, ms));

runWorker({
  handlers: (services) => [...allHandlers(services), ...jobs.map((job) => handled(job, wait))],
  schedule: [],
  heavyMain: require.resolve('../../apps/worker/dist/heavy-main.js'),
}).catch(exitOn('worker'));
