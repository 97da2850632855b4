#!/usr/bin/env node
// A delivery of 1 000 lines in one call, against the same rows written by hand in bare SQL with every id known beforehand:
// node tools/bench/receipt-lines.mjs [rounds] [movements in the ledger]
import { createRequire } from 'node:module';
import { aFactory, asSystem, careFor, catalogTesting, clerk, fillLedger, kernel, withBenchServers } from './bench-servers.mjs';
import { median, ms, percentile, verdict } from './measures.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const { loadSource } = require('../load-source.cjs');
const { inbound } = loadSource('libs/trade/src/inbound/testing.ts');

const LINES = 1_000;
const ITEMS = 500;
/** The goal of the issue: a 1 000-line receipt. */
const GOAL_MS = 2_000;
const LONG = { statementTimeoutMs: 60_000 };
const rounds = Number(process.argv[2] ?? 20);
const movements = Number(process.argv[3] ?? 50_000);

process.exitCode = await withBenchServers(async ({ url, appUrl, database }) => {
  const factory = await aFactory(database, { items: ITEMS, bins: 600 });
  await fillLedger(database, { ...factory, bins: factory.bins.slice(0, 20) }, movements);
  const site = await aSite(database, factory);
  await careFor(url);
  const byHand = new Client({ connectionString: appUrl, options: '-c role=anwen_app' });
  await byHand.connect();
  const took = { service: [], refusal: [], hand: [] };
  try {
    await measure(took, { database, site, byHand });
  } finally {
    await byHand.end();
  }
  return report(took);
});

async function measure(took, { database, site, byHand }) {
  for (let round = 0; round < rounds + 2; round++) {
    const times = { service: await timed(await aDelivery(database, site), (d) => receive(database, d)) };
    times.refusal = await timed(await aDelivery(database, site), (d) => refused(database, d));
    times.hand = await timed(await aDelivery(database, site), (d) => writeByHand(byHand, site, d));
    if (round >= 2) for (const [name, value] of Object.entries(times)) took[name].push(value); // two rounds warm plans and caches
  }
}

function report(took) {
  const sorted = Object.fromEntries(Object.entries(took).map(([name, list]) => [name, [...list].sort((a, b) => a - b)]));
  const [service, refusal] = [percentile(sorted.service, 95), percentile(sorted.refusal, 95)];
  console.log(`a delivery of ${LINES} lines of ${ITEMS} items, ${rounds} rounds, ${movements} movements in the ledger`);
  return verdict([
    { what: 'the same rows by hand, median (floor)', value: ms(median(took.hand)) },
    { what: 'receipt.confirmLines, median', value: ms(median(took.service)) },
    { what: 'service / floor', value: (median(took.service) / median(took.hand)).toFixed(2) },
    { what: 'receipt.confirmLines, P95', value: ms(service), goal: `≤ ${GOAL_MS} ms`, met: service <= GOAL_MS },
    { what: 'every line wrong, all told in one answer, P95', value: ms(refusal), goal: `≤ ${GOAL_MS} ms`, met: refusal <= GOAL_MS },
  ]);
}

async function timed(delivery, work) {
  const began = performance.now();
  await work(delivery);
  return performance.now() - began;
}

async function aSite(database, factory) {
  const [dock, supplier] = await asSystem(database, async (tx) => [
    await catalogTesting.aLocation(tx, { warehouse: factory.warehouse.code, kind: 'staging_in' }),
    await catalogTesting.aPartner(tx),
  ]);
  const [source] = await asSystem(database, (tx) => tx.query(`SELECT id::text AS id FROM locations WHERE code = 'SUPPLIER'`));
  return { ...factory, dock, supplier, source: source.id };
}

/** An approved order of 1 000 lines and an empty receipt for it. */
function aDelivery(database, site) {
  return asSystem(
    database,
    async (tx) => {
      const lines = Array.from({ length: LINES }, (_, i) => ({ itemCode: site.items[i % ITEMS].code, qty: '10', price: '1.5' }));
      const order = { supplier: site.supplier.code, warehouse: site.warehouse.code, lines };
      const [made] = await inbound.orders.createMany(tx, clerk, [order], { batch: 'bench', approved: true });
      const { lines: ordered } = await inbound.orders.get(tx, clerk, made.id);
      const receipt = await inbound.receipts.create(tx, clerk, { purchaseOrder: made.id, dock: site.dock.code });
      const [keys] = await tx.query('SELECT id::text AS no FROM receipts WHERE public_id = $1', [receipt.id]);
      const ids = await tx.query('SELECT id::text AS no FROM purchase_order_lines WHERE order_id = $1 ORDER BY line_no', [made.no]);
      return { receipt, no: keys.no, orderNo: made.no, ordered, lineNos: ids.map((row) => row.no) };
    },
    LONG,
  );
}

function receive(database, { receipt, ordered }) {
  return asSystem(
    database,
    (tx) => inbound.receipts.confirmLines(tx, clerk, receipt.id, { lines: ordered.map((line) => ({ poLineId: line.id, qty: '10' })) }),
    LONG,
  );
}

async function refused(database, { receipt, ordered }) {
  const lines = ordered.map((line, i) => (i % 2 ? { poLineId: line.id, qty: '11' } : { poLineId: line.id, qty: '1', uom: 'KGM' }));
  const error = await asSystem(database, (tx) => inbound.receipts.confirmLines(tx, clerk, receipt.id, { lines }), LONG).catch((e) => e);
  if (error.code !== 'trade.lines_refused' || error.data.errors.length !== LINES) throw new Error('not every line was told');
}

/** What a person with psql would write: the posting, the lines, the order, the tasks. Nothing is checked, nothing looked up. */
async function writeByHand(client, site, { receipt, no, orderNo, lineNos }) {
  const post = {
    clientOpId: kernel.uuidV7(),
    eventType: 'RECEIPT',
    docType: 'receipt',
    docRef: receipt.number,
    actorType: 'system',
    actorId: '0',
    actorName: 'bench',
    lines: lineNos.map((_, i) => ({
      itemId: site.items[i % ITEMS].id,
      fromLocationId: site.source,
      toLocationId: site.dock.id,
      qty: '10',
      enteredUomId: site.items[i % ITEMS].baseUomId,
      unitCost: '1.5',
    })),
  };
  await client.query(`BEGIN; SET LOCAL anwen.scope = 'all'; SET LOCAL statement_timeout = 60000`);
  const { rows } = await client.query('SELECT inventory_post($1::jsonb) AS done', [JSON.stringify([post])]);
  const items = lineNos.map((_, i) => site.items[i % ITEMS].id);
  const kept = await client.query(
    `INSERT INTO receipt_lines (receipt_id, warehouse_id, supplier_id, line_no, po_line_id, item_id, location_id, qty, entered_qty, uom_id, posting_id, received_by)
     SELECT $1, $2, $3, g.n, g.po, g.item, $4, 10, 10, $5, $6, 'bench' FROM unnest($7::bigint[], $8::bigint[]) WITH ORDINALITY AS g(po, item, n) RETURNING id`,
    [no, site.warehouse.id, site.supplier.id, site.dock.id, site.items[0].baseUomId, rows[0].done.postings[0].id, lineNos, items],
  );
  await client.query(`UPDATE purchase_order_lines SET received_qty = received_qty + 10 WHERE order_id = $1`, [orderNo]);
  await client.query(`UPDATE purchase_orders SET state = 'received' WHERE id = $1`, [orderNo]);
  await client.query(`UPDATE receipts SET state = 'receiving', line_count = $2, started_at = now() WHERE id = $1`, [no, LINES]);
  await client.query(
    `INSERT INTO putaway_tasks (receipt_id, receipt_line_id, warehouse_id, item_id, qty, from_location_id, suggested_location_id, suggested_why)
     SELECT $1, g.line, $2, g.item, 10, $3, $4, 'same_item' FROM unnest($5::bigint[], $6::bigint[]) AS g(line, item)`,
    [no, site.warehouse.id, site.dock.id, site.bins[0].id, kept.rows.map((row) => row.id), items],
  );
  await client.query('COMMIT');
}
