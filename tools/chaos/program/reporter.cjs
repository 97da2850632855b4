// Does one piece of work on an order and dies before the statement that it is told: between any two steps, BEGIN and COMMIT included.
// Reads one line: {work, key, dieAt}; says how many statements it took when it lives.
const { createInterface } = require('node:readline');
const { Client } = require('pg');
const { loadSource } = require('../../load-source.cjs');
const { Database } = loadSource('libs/database/src/index.ts');
const { ALL_SCOPE, systemActor } = loadSource('libs/kernel/src/index.ts');
const { production } = loadSource('libs/work-orders/src/testing.ts');

const actor = systemActor('chaos');
const WORKS = {
  issue: (tx, { order, op, item }) => production.material.issue(tx, actor, order, { clientOpId: op, lines: [{ itemCode: item, qty: '0.5' }] }),
  giveBack: (tx, { order, op, material }) => production.material.giveBack(tx, actor, order, { clientOpId: op, lines: [{ materialId: material, qty: '0.25' }] }),
  report: (tx, { order, op, reason }) => production.reports.report(tx, actor, { workOrder: order, clientOpId: op, good: '2', scrap: '1', scrapReason: reason }),
  supersede: (tx, { report, op }) => production.reports.supersede(tx, actor, report, { clientOpId: op, good: '1', reason: 'chaos' }),
  finish: (tx, { order }) => production.orders.finish(tx, actor, order),
};

let sent = 0;
let dieAt = Infinity;
const query = Client.prototype.query;
Client.prototype.query = function (...args) {
  sent += 1;
  if (sent === dieAt) process.kill(process.pid, 'SIGKILL');
  return query.apply(this, args);
};

async function main() {
  const database = await Database.connect({ url: process.env.DATABASE_URL, applicationName: 'anwen-chaos-reporter', poolSize: 1 });
  await database.query('SELECT 1');
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const { work, key, dieAt: at } = JSON.parse(line);
    sent = 0;
    dieAt = at ?? Infinity;
    const result = await database
      .transaction({ actor, scope: ALL_SCOPE }, (tx) => WORKS[work](tx, key))
      .then(
        () => 'done',
        (error) => error.code ?? String(error),
      );
    // After the commit, before anybody has heard of it.
    if (dieAt === sent + 1) process.kill(process.pid, 'SIGKILL');
    process.stdout.write(`${JSON.stringify({ result, statements: sent })}\n`);
  }
  await database.close();
}
void main();
