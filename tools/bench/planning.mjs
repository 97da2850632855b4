#!/usr/bin/env node
// A planning run over AdventureWorks' items and bills with 500 open orders, as the worker does it, against reading the same rows and
// writing as many results by bare SQL in one process: node tools/bench/planning.mjs [folder] [orders] [rounds]
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { asSystem, careFor, catalogTesting, clerk, inventory, kernel, withBenchServers } from './bench-servers.mjs';
import { median, ms, verdict } from './measures.mjs';

const require = createRequire(import.meta.url);
const { loadSource } = require('../load-source.cjs');
const { Client } = require('pg');
const { makePlan } = loadSource('apps/cli/src/adventureworks/import.ts');
const { loadMasterData } = loadSource('apps/cli/src/adventureworks/master-data.ts');
const { withStockServices } = loadSource('apps/cli/src/services.ts');
const { handled } = loadSource('libs/outbox/src/index.ts');
const { runJobOnce } = loadSource('libs/outbox/src/testing.ts');
const { inbound, outbound } = loadSource('libs/trade/src/testing.ts');
const { workOrders } = loadSource('libs/work-orders/src/testing.ts');
const { PLANNING_RUN } = loadSource('libs/planning/src/planning.events.ts');
const { planning } = loadSource('libs/planning/src/testing.ts');

const FOLDER = process.argv[2] ?? fileURLToPath(new URL('../../../shared/data/adventureworks', import.meta.url));
const ORDERS = Number(process.argv[3] ?? 500);
const ROUNDS = Number(process.argv[4] ?? 5);
const WAREHOUSE = 'AW';
const LONG = { statementTimeoutMs: 120_000 };
/** The goal of the issue. */
const GOAL_MS = 10_000;

process.exitCode = await withBenchServers(async ({ url, appUrl, database }) => {
  const { source, unitOf } = await makePlan(FOLDER);
  const directory = await withStockServices(database, (services) =>
    asSystem(database, (tx) => loadMasterData({ tx, actor: clerk, services, source, unitOf }), LONG),
  );
  await stockUp(database, source, directory);
  const today = await asSystem(database, async (tx) => (await tx.query('SELECT business_date()::text AS today'))[0].today);
  await setRules(url, source);
  await openOrders(database, source, today);
  await careFor(url);
  const client = new Client({ connectionString: appUrl });
  await client.connect();
  try {
    await client.query(`SET anwen.scope = 'all'`);
    const times = { ours: [], floor: [] };
    let counts;
    for (let round = 0; round <= ROUNDS; round++) {
      const ours = await timed(() => planOnce(database));
      const floor = await timed(() => floorOnce(client));
      if (round === 0) counts = await countsOf(client);
      else [times.ours, times.floor].forEach((list, i) => list.push([ours, floor][i])); // the first round warms plans and caches
    }
    return report(times, counts);
  } finally {
    await client.end();
  }
});

function report({ ours, floor }, { items, bills, lines, suggestions, pegs }) {
  console.log(`${items} items, ${bills} bills with ${lines} lines, ${ORDERS} open orders → ${suggestions} suggestions, ${pegs} pegs; ${ROUNDS} rounds`);
  return verdict([
    { what: 'the rows read and as many written by bare SQL, nothing thought (floor), median', value: ms(median(floor)) },
    { what: 'planning run, median', value: ms(median(ours)) },
    { what: 'planning run, longest', value: ms(Math.max(...ours)), goal: `≤ ${GOAL_MS / 1000} s`, met: Math.max(...ours) <= GOAL_MS },
    { what: 'planning run / floor (medians)', value: (median(ours) / median(floor)).toFixed(2) },
  ]);
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function planOnce(database) {
  const actor = kernel.systemActor('bench');
  const { jobId } = await database.transaction({ actor, scope: kernel.ALL_SCOPE }, (tx) => planning.runs.start(tx, actor, { warehouses: [WAREHOUSE] }));
  const [job] = await database.query('SELECT id FROM sys_jobs WHERE public_id = $1', [jobId]);
  const { outcome, problem } = await runJobOnce(
    database,
    handled(PLANNING_RUN, (run, payload) => planning.planner.run(run, payload)),
    job.id,
  );
  if (outcome !== 'done') throw new Error(`the run ended as ${outcome}: ${JSON.stringify(problem)}`);
}

/** What nobody can do without: every row that a plan is made from comes over, and the last plan's rows are written once more. */
async function floorOnce(client) {
  await client.query('BEGIN');
  for (const table of [
    'items',
    'planning_parameters',
    'inventory_balance',
    'sales_order_lines',
    'purchase_order_lines',
    'work_orders',
    'wo_materials',
    'boms',
    'bom_lines',
  ]) {
    await client.query(`SELECT * FROM ${table}`);
  }
  const last = `(SELECT max(id) FROM planning_runs WHERE state = 'done')`;
  const copy = async (table, columns) => {
    const { rows } = await client.query(`SELECT ${columns} FROM ${table} WHERE run_id = ${last}`);
    await client.query(
      `INSERT INTO ${table} (run_id, ${columns}) SELECT $1, r.* FROM (SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $2)) AS r`,
      [floor.rows[0].id, JSON.stringify(rows)],
    );
  };
  const floor = await client.query(`INSERT INTO planning_runs (horizon_days, requested_by) VALUES (90, 'floor') RETURNING id`);
  await copy(
    'planning_suggestions',
    'seq, kind, item_id, warehouse_id, supplier_id, qty, need_on, release_on, due_on, exception, document_type, document_id, document_number, trace',
  );
  await copy(
    'planning_pegs',
    'item_id, warehouse_id, qty, demand_source, demand_key, demand_ref, demand_on, demand_seq, supply_kind, supply_key, supply_ref, supply_on, supply_seq',
  );
  await client.query('ROLLBACK');
}

async function countsOf(client) {
  const { rows } = await client.query(
    `SELECT (SELECT count(*) FROM items) AS items, (SELECT count(*) FROM boms) AS bills, (SELECT count(*) FROM bom_lines) AS lines,
            (SELECT count(*) FROM planning_suggestions) AS suggestions, (SELECT count(*) FROM planning_pegs) AS pegs`,
  );
  return rows[0];
}

/** What the factory's stock-taking found, in its bins. */
async function stockUp(database, source, { items, bins }) {
  const from = await asSystem(database, async (tx) => (await tx.query(`SELECT id::text AS id FROM locations WHERE code = 'OPENING'`))[0].id);
  const rows = source.inventory.filter((row) => Number(row.Quantity) > 0);
  for (let at = 0; at < rows.length; at += 500) {
    const lines = rows.slice(at, at + 500).map((row) => {
      const { id, uomId } = items.get(row.ProductID);
      return {
        itemId: id,
        fromLocationId: from,
        toLocationId: bins.get(`${row.LocationID}/${row.Shelf}/${row.Bin}`),
        qty: String(row.Quantity),
        enteredUomId: uomId,
      };
    });
    await asSystem(database, (tx) => inventory.stock.replay(tx, clerk, [{ clientOpId: kernel.uuidV7(), eventType: 'OPENING', lines }]), LONG);
  }
}

/** Lead times, safety stock and reorder points of the product file. */
async function setRules(url, source) {
  const client = new Client({ connectionString: url, options: '-c anwen.scope=all' });
  await client.connect();
  await client.query(
    `INSERT INTO planning_parameters (item_id, warehouse_id, policy, lead_time_days, safety_stock, min_qty, lot_multiple, updated_by)
     SELECT i.id, w.id, CASE WHEN r.made THEN 'make' ELSE 'buy' END, CASE WHEN r.made THEN r.days ELSE 10 END, r.safety, r.reorder, 5, 'bench'
       FROM jsonb_to_recordset($1) AS r(code text, made boolean, days int, safety numeric, reorder numeric) JOIN items i ON i.code = r.code JOIN warehouses w ON w.code = '${WAREHOUSE}'`,
    [
      JSON.stringify(
        source.products.map((p) => ({
          code: p.ProductNumber,
          made: String(p.MakeFlag) === '1' || String(p.MakeFlag).toLowerCase() === 'true',
          days: Number(p.DaysToManufacture ?? 1),
          safety: Number(p.SafetyStockLevel ?? 0),
          reorder: Number(p.ReorderPoint ?? 0),
        })),
      ),
    ],
  );
  await client.end();
}

/** Six of ten are sales orders of three lines, three work orders, one a purchase order of three lines. */
async function openOrders(database, source, today) {
  const assemblies = new Set(source.bills.filter((b) => b.ProductAssemblyID !== null && b.EndDate === null).map((b) => b.ProductAssemblyID));
  const made = source.products.filter((p) => assemblies.has(p.ProductID)).map((p) => p.ProductNumber);
  const bought = source.products.filter((p) => !assemblies.has(p.ProductID)).map((p) => p.ProductNumber);
  const day = (n) => new Date(Date.parse(`${today}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
  const at = (list, n) => list[n % list.length];
  const [customer, supplier] = await asSystem(database, async (tx) => [
    await catalogTesting.aPartner(tx, { roles: ['customer'] }),
    await catalogTesting.aPartner(tx, { roles: ['supplier'] }),
  ]);
  const count = { sales: Math.round(ORDERS * 0.6), making: Math.round(ORDERS * 0.3) };
  for (let n = 0; n < count.sales; n++) {
    const lines = [0, 1, 2].map((i) => ({ itemCode: at(made, n * 7 + i * 31), qty: String(1 + ((n * 13 + i) % 40)) }));
    await asSystem(database, async (tx) => {
      const order = { customer: customer.code, warehouse: WAREHOUSE, dueOn: day(1 + (n % 80)), lines };
      const draft = await outbound.salesOrders.create(tx, clerk, order);
      await outbound.salesOrders.confirm(tx, clerk, draft.id);
    });
  }
  const orders = Array.from({ length: count.making }, (_, n) => ({
    ...{ item: at(made, n * 11 + 3), warehouse: WAREHOUSE, qty: String(5 + (n % 60)) },
    ...{ startsOn: day(n % 60), dueOn: day(5 + (n % 60)) },
  }));
  await asSystem(database, (tx) => workOrders.orders.createMany(tx, clerk, orders, 'planned'), LONG);
  const purchases = Array.from({ length: ORDERS - count.sales - count.making }, (_, n) => ({
    ...{ supplier: supplier.code, warehouse: WAREHOUSE },
    lines: [0, 1, 2].map((i) => ({ itemCode: at(bought, n * 5 + i * 17), qty: String(50 + n), dueOn: day(1 + (n % 70)) })),
  }));
  await asSystem(database, (tx) => inbound.orders.createMany(tx, clerk, purchases, { approved: true, batch: 'bench' }), LONG);
}
