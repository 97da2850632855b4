// The built worker with the jobs of the chaos tests beside the product's own.
require('reflect-metadata');
const { join } = require('node:path');
const dist = join(__dirname, '../../../apps/worker/dist');
const { exitOn } = require('@anwen/http');
const { allHandlers } = require(join(dist, 'handlers/all-handlers.js'));
const { PRODUCT, runWorker } = require(join(dist, 'run-worker.js'));
const { chaosHandlers, subscriber } = require('./jobs.cjs');

runWorker({
  ...PRODUCT,
  handlers: (services) => [...allHandlers(services), ...chaosHandlers()],
  subscribers: (services) => [...PRODUCT.subscribers(services), subscriber],
}).catch(exitOn('worker'));
