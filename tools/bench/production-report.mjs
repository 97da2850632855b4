#!/usr/bin/env node
// One production report that uses up 20 components and makes one piece, against the same rows written by hand in bare SQL with every id
// known beforehand, and against its postings alone. Once with goods that nobody tracks, once with every component and the product in lots.
// node tools/bench/production-report.mjs [rounds] [movements in the ledger]
import { createRequire } from 'node:module';
import { aFactory, asSystem, careFor, catalogTesting, clerk, fillLedger, kernel, withBenchServers } from './bench-servers.mjs';
import { median, ms, percentile, verdict } from './measures.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const { loadSource } = require('../load-source.cjs');
const { receive } = loadSource('libs/inventory/src/testing.ts');
const { production, aBill } = loadSource('libs/work-orders/src/testing.ts');

const COMPONENTS = 20;
/** The goal of the issue, at the 95th percentile. */
const GOAL_MS = 150;
const WARM_UP = 20;
const PLANNED = 100_000;
const LONG = { statementTimeoutMs: 60_000 };
const rounds = Number(process.argv[2] ?? 500);
const movements = Number(process.argv[3] ?? 1_000_000);

process.exitCode = await withBenchServers(async ({ url, appUrl, database }) => {
  const factory = await aFactory(database, { items: 200, bins: 100 });
  await fillLedger(database, factory, movements);
  const plain = await aSite(database, factory, false);
  const lots = await aSite(database, factory, true);
  await careFor(url);
  const byHand = new Client({ connectionString: appUrl, options: '-c role=anwen_app' });
  await byHand.connect();
  const took = { service: [], tracked: [], hand: [], bare: [] };
  try {
    for (let round = 0; round < rounds + WARM_UP; round++) {
      const times = {
        service: await timed(() => report(database, plain)),
        tracked: await timed(() => report(database, lots)),
        hand: await timed(() => writeByHand(byHand, plain, true)),
        bare: await timed(() => writeByHand(byHand, plain, false)),
      };
      if (round >= WARM_UP) for (const [name, value] of Object.entries(times)) took[name].push(value); // plans and caches are warm by then
    }
  } finally {
    await byHand.end();
  }
  return tell(took);
});

function tell(took) {
  const p95 = (name) =>
    percentile(
      [...took[name]].sort((a, b) => a - b),
      95,
    );
  console.log(`a report with ${COMPONENTS} components used up, ${rounds} rounds, ${movements} movements in the ledger`);
  return verdict([
    { what: 'its two postings alone, median (floor)', value: ms(median(took.bare)) },
    { what: 'the same rows by hand, median (floor)', value: ms(median(took.hand)) },
    { what: 'ProductionReportService.report, median', value: ms(median(took.service)) },
    { what: 'service / rows by hand', value: (median(took.service) / median(took.hand)).toFixed(2) },
    { what: 'the same with lots and their history, median', value: ms(median(took.tracked)) },
    { what: 'by hand, P95', value: ms(p95('hand')) },
    { what: 'ProductionReportService.report, P95', value: ms(p95('service')), goal: `≤ ${GOAL_MS} ms`, met: p95('service') <= GOAL_MS },
    { what: 'the same with lots and their history, P95', value: ms(p95('tracked')), goal: `≤ ${GOAL_MS} ms`, met: p95('tracked') <= GOAL_MS },
  ]);
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** A product of twenty components with an order on the floor, and enough of everything. */
function aSite(database, factory, tracked) {
  return asSystem(
    database,
    async (tx) => {
      const place = () => catalogTesting.aLocation(tx, { warehouse: factory.warehouse.code });
      const item = () => (tracked ? catalogTesting.aLotItem(tx) : catalogTesting.anItem(tx));
      const [supply, output, product] = [await place(), await place(), await item()];
      const components = [];
      for (let n = 0; n < COMPONENTS; n++) components.push(await item());
      const uom = tracked ? 'KGM' : 'PCE';
      await aBill(
        tx,
        product.code,
        components.map(({ code }) => ({ component: code, qty: '2', uom })),
      );
      for (const { code } of components) {
        // Two lots each, so that there is something to choose.
        const lot = (name, expiresOn) => ({
          itemCode: code,
          qty: String(PLANNED),
          toLocation: supply.code,
          unitCost: '1.5',
          ...(tracked ? { lot: name, expiresOn } : {}),
        });
        await receive(tx, lot('A', '2098-01-01'));
        await receive(tx, lot('B', '2099-01-01'));
      }
      const places = { supplyLocation: supply.code, outputLocation: output.code };
      const draft = await production.orders.create(tx, clerk, { item: product.code, qty: String(PLANNED / 2), warehouse: factory.warehouse.code, ...places });
      const order = await production.orders.release(tx, clerk, draft.id);
      return { order, ...(await keysOf(tx, order)), supply, output, product, components };
    },
    LONG,
  );
}

/** What somebody who writes by hand has to know. */
async function keysOf(tx, order) {
  const [keys] = await tx.query(
    `SELECT w.id::text AS no, w.warehouse_id::text AS warehouse, (SELECT id::text FROM locations WHERE code = 'PRODUCTION') AS floor,
            ARRAY(SELECT m.id::text FROM wo_materials m WHERE m.work_order_id = w.id ORDER BY m.line_no) AS materials,
            ARRAY(SELECT r.id::text FROM wo_materials m JOIN inventory_reservations r ON r.owner_ref = m.public_id::text WHERE m.work_order_id = w.id ORDER BY m.line_no) AS promises
       FROM work_orders w WHERE w.public_id = $1`,
    [order.id],
  );
  return keys;
}

function report(database, { order }) {
  return asSystem(database, (tx) => production.reports.report(tx, clerk, { workOrder: order.id, good: '1', expiresOn: '2099-06-30' }));
}

/** What a person with psql would write: nothing is checked, nothing looked up. `whole` = with the report and what it used up. */
async function writeByHand(client, site, whole) {
  const line = (item, from, to) => ({ itemId: item.id, fromLocationId: from, toLocationId: to, enteredUomId: item.baseUomId });
  const common = { docType: 'work_order', docRef: site.order.number, actorType: 'system', actorId: '0', actorName: 'bench' };
  const used = site.components.map((item, n) => ({ ...line(item, site.supply.id, site.floor), qty: '2', reservationId: site.promises[n] }));
  const documents = [
    { ...common, clientOpId: kernel.uuidV7(), eventType: 'BACKFLUSH', lines: used },
    { ...common, clientOpId: kernel.uuidV7(), eventType: 'PRODUCE', lines: [{ ...line(site.product, site.floor, site.output.id), qty: '1', unitCost: '60' }] },
  ];
  await client.query(`BEGIN; SET LOCAL anwen.scope = 'all'`);
  if (whole) await client.query('SELECT 1 FROM work_orders WHERE id = $1 FOR NO KEY UPDATE', [site.no]);
  const { rows } = await client.query('SELECT inventory_post($1::jsonb) AS done', [JSON.stringify(documents)]);
  if (whole) {
    const [material, output] = rows[0].done.postings;
    const made = await client.query(
      `INSERT INTO production_reports (client_op_id, work_order_id, warehouse_id, good, operator_name, output_posting, material_posting, occurred_at)
       VALUES ($1, $2, $3, 1, 'bench', $4, $5, now()) RETURNING id`,
      [kernel.uuidV7(), site.no, site.warehouse, output.id, material.id],
    );
    await client.query(
      `INSERT INTO wo_consumptions (work_order_id, material_id, report_id, kind, item_id, location_id, qty, value, posting)
       SELECT $1, g.material, $2, 'backflush', g.item, $3, 2, 3, $4 FROM unnest($5::bigint[], $6::bigint[]) AS g(material, item)`,
      [site.no, made.rows[0].id, site.supply.id, material.id, site.materials, site.components.map((c) => c.id)],
    );
  }
  await client.query('COMMIT');
}
