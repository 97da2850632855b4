#!/usr/bin/env node
// Work orders of the past, shaped like AdventureWorks' (66 begin and 66 end on a day, six or seven components, three operations in
// two orders), against copies of the same rows by bare SQL: node tools/bench/work-order-replay.mjs [days a round] [movements in the ledger]
import { createRequire } from 'node:module';
import { aFactory, asSystem, careFor, clerk, fillLedger, inventory, kernel, withBenchServers } from './bench-servers.mjs';
import { median, perSecond, verdict } from './measures.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const { loadSource } = require('../load-source.cjs');
const { ProductionHistoryService } = loadSource('libs/work-orders/src/history/production-history.service.ts');
const { ProductionHistoryStore } = loadSource('libs/work-orders/src/history/production-history.store.ts');

const ORDERS_A_DAY = 66;
const ROUNDS = 5;
/** The goal of the issue. */
const GOAL = 100;
const LONG = { statementTimeoutMs: 60_000 };
const days = Number(process.argv[2] ?? 10);
const movements = Number(process.argv[3] ?? 50_000);
const history = new ProductionHistoryService(new ProductionHistoryStore(), inventory.stock);

const numberOf = (day, n) => `WO-${String(100101 + day)}-${String(n + 1).padStart(5, '0')}`;
const dateOf = (day) => new Date(Date.UTC(2012, 0, 1 + day)).toISOString().slice(0, 10);
const known = new Map();

process.exitCode = await withBenchServers(async ({ url, database }) => {
  const factory = await aFactory(database, { items: 60, bins: 20 });
  await fillLedger(database, factory, movements);
  const site = await aSite(database, factory);
  await careFor(url);
  const bare = new Client({ connectionString: url, options: '-c anwen.scope=all' });
  await bare.connect();
  const rates = { service: [], floor: [] };
  try {
    for (let round = 0; round <= ROUNDS; round++) {
      const service = await perRound((day) => loadDay(database, site, round * days + day));
      const floor = await perRound((day) => copyDay(bare, round * days + day));
      if (round > 0) [rates.service, rates.floor].forEach((list, i) => list.push([service, floor][i])); // the first round warms plans and caches
    }
  } finally {
    await bare.end();
  }
  return report(rates);
});

function report({ service, floor }) {
  const [ours, bare] = [median(service), median(floor)];
  console.log(`${days * ORDERS_A_DAY} orders a round, median of ${ROUNDS} rounds, ${movements} movements in the ledger before`);
  return verdict([
    { what: 'the same rows copied by bare SQL, nothing checked (floor)', value: perSecond(bare) },
    { what: 'work orders through the service', value: perSecond(ours), goal: `≥ ${GOAL}/s`, met: ours >= GOAL },
    { what: 'service / floor', value: (ours / bare).toFixed(2) },
  ]);
}

async function perRound(work) {
  const began = performance.now();
  for (let day = 0; day < days; day++) await work(day);
  return (days * ORDERS_A_DAY * 1000) / (performance.now() - began);
}

async function aSite(database, factory) {
  const [centre] = await asSystem(database, (tx) =>
    tx.query(`INSERT INTO work_centers (code, name, hourly_cost) VALUES ('WC-B', 'Bench', 20) RETURNING id::text AS id`),
  );
  return { ...factory, centre: centre.id };
}

function loadDay(database, site, day) {
  const orders = Array.from({ length: ORDERS_A_DAY }, (_, n) => anOrder(site, day, n));
  const steps = [...orders.map(({ released }) => ({ released })), ...orders.map(({ completed }) => ({ completed }))];
  return asSystem(database, (tx) => history.load(tx, clerk, steps, { batch: 'bench' }), LONG);
}

function anOrder({ items, bins, warehouse, centre }, day, n) {
  const number = numberOf(day, n);
  const [start, bin] = [dateOf(day), bins[n % bins.length].id];
  const item = items[n % items.length];
  const materials = Array.from({ length: 6 + (n % 2) }, (_, i) => items[(n + 1 + i) % items.length]).map((part) => ({
    ...{ itemId: part.id, uomId: part.baseUomId, fromLocationId: bin, perUnit: '2', qty: '20' },
  }));
  const opNos = n % 2 ? [1, 2] : [1];
  const operations = opNos.map((opNo) => ({ opNo, name: 'Step', workCenterId: centre, plannedSeconds: '7200', plannedStart: null, plannedEnd: null }));
  const common = { number, itemId: item.id, outputLocationId: bin, qty: '10' };
  const frozen = { bomId: null, bomVersion: null, routingVersion: null, standardMaterial: '6', standardTime: '4' };
  const runs = opNos.map((opNo) => ({ opNo, startedAt: `${start}T00:00:00Z`, endedAt: `${start}T02:00:00Z`, reportedAt: `${start}T02:00:00Z` }));
  return {
    released: {
      ...{ ...common, ...frozen, externalRef: number, warehouseId: warehouse.id, supplyLocationId: bin, startsOn: start, dueOn: start },
      ...{ clientOpId: kernel.uuidV7(), materials, operations },
    },
    completed: {
      ...{ ...common, uomId: item.baseUomId, good: '10', scrap: '0', scrapReasonId: null, completedAt: `${start}T03:00:00Z`, unitCost: '10' },
      ...{ clientOpId: kernel.uuidV7(), runs },
    },
  };
}

/** What the service has just written, once more under other numbers: the rows alone, without reading, checking or locking anything. */
async function copyDay(client, day) {
  const old = Array.from({ length: ORDERS_A_DAY }, (_, n) => numberOf(day, n));
  const pair = `unnest($1::text[]) AS x(number) JOIN work_orders w ON w.number = x.number JOIN work_orders n ON n.number = x.number || 'C'`;
  const copy = (table, skipped, given, from) => copyRows(client, { table, skipped: [...skipped, ...Object.keys(given)], given, from, old });
  await client.query('BEGIN');
  await copy(
    'work_orders',
    ['qty_good', 'qty_scrap', 'qty_rework'],
    { number: `t.number || 'C'`, external_ref: 'NULL' },
    `work_orders t WHERE t.number = ANY ($1)`,
  );
  await copy('wo_materials', ['consumed'], { work_order_id: 'n.id' }, `${pair} JOIN wo_materials t ON t.work_order_id = w.id`);
  await copy('wo_operations', ['good', 'scrap', 'rework'], { work_order_id: 'n.id' }, `${pair} JOIN wo_operations t ON t.work_order_id = w.id`);
  const operation = `${pair} JOIN wo_operations o ON o.work_order_id = w.id JOIN wo_operations p ON p.work_order_id = n.id AND p.op_no = o.op_no`;
  await copy('wo_operation_runs', [], { operation_id: 'p.id' }, `${operation} JOIN wo_operation_runs t ON t.operation_id = o.id`);
  await copy(
    'inventory_postings',
    [],
    { client_op_id: 'gen_random_uuid()', doc_ref: `t.doc_ref || 'C'` },
    `inventory_postings t WHERE t.doc_type = 'work_order' AND t.doc_ref = ANY ($1)`,
  );
  const posting = `inventory_postings o JOIN inventory_postings p ON p.doc_type = 'work_order' AND p.doc_ref = o.doc_ref || 'C' AND p.event_type = o.event_type AND o.doc_type = 'work_order' AND o.doc_ref = ANY ($1)`;
  await copy('inventory_movements', [], { posting_id: 'p.id' }, `${posting} JOIN inventory_movements t ON t.posting_id = o.id`);
  await client.query(
    `UPDATE inventory_balance b SET on_hand = on_hand - m.qty FROM (SELECT item_id, from_location_id AS place, sum(qty) AS qty FROM inventory_movements v
       JOIN inventory_postings p ON p.id = v.posting_id WHERE p.doc_type = 'work_order' AND p.doc_ref = ANY ($1) GROUP BY 1, 2) AS m WHERE b.item_id = m.item_id AND b.location_id = m.place`,
    [old],
  );
  const material = `${pair} JOIN wo_materials m ON m.work_order_id = w.id JOIN wo_materials q ON q.work_order_id = n.id AND q.line_no = m.line_no`;
  await copy('wo_consumptions', [], { work_order_id: 'n.id', material_id: 'q.id' }, `${material} JOIN wo_consumptions t ON t.material_id = m.id`);
  const report = `${pair} JOIN production_reports t ON t.work_order_id = w.id LEFT JOIN wo_operations o ON o.id = t.operation_id LEFT JOIN wo_operations p ON p.work_order_id = n.id AND p.op_no = o.op_no`;
  await copy('production_reports', [], { work_order_id: 'n.id', client_op_id: 'gen_random_uuid()', operation_id: 'p.id' }, report);
  await client.query('COMMIT');
}

async function copyRows(client, { table, skipped, given, from, old }) {
  const kept = (await columnsOf(client, table)).filter((name) => !skipped.includes(name));
  const into = [...kept, ...Object.keys(given)].join(', ');
  const values = [...kept.map((name) => `t.${name}`), ...Object.values(given)].join(', ');
  await client.query(`INSERT INTO ${table} (${into}) SELECT ${values} FROM ${from}`, [old]);
}

/** Columns without the keys that the database gives. */
async function columnsOf(client, table) {
  if (!known.has(table)) {
    const { rows } = await client.query(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
      [table],
    );
    known.set(
      table,
      rows.map(({ name }) => name).filter((name) => name !== 'id' && name !== 'public_id'),
    );
  }
  return known.get(table);
}
