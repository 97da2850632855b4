// A child process of the tests' worker.
require('../../dist/heavy/parent-watch.js').dieWithParent();
require('reflect-metadata');
const { allHandlers } = require('../../dist/handlers/all-handlers.js');
const { runHeavyChild } = require('../../dist/heavy/run-heavy-child.js');
const { probeHandlers } = require('./jobs.cjs');

void runHeavyChild((services) => [...allHandlers(services), ...probeHandlers()]);
