#!/usr/bin/env node
// Allocation of a 200-line shipment on a big ledger, through the service and by the same SQL sent by bare pg in one
// process: node tools/bench/allocation.mjs [movements] [rounds]
import { createRequire } from 'node:module';
import { aFactory, asSystem, careFor, catalogTesting, clerk, fillLedger, withBenchServers } from './bench-servers.mjs';
import { median, ms, percentile, verdict } from './measures.mjs';

const require = createRequire(import.meta.url);
const { loadSource } = require('../load-source.cjs');
const { Client } = require('pg');
const { outbound } = loadSource('libs/trade/src/outbound/testing.ts');
const LINES = 200;
const ITEMS = 600;
const BINS = 8;
const movements = Number(process.argv[2] ?? 1_000_000);
const rounds = Number(process.argv[3] ?? 60);

process.exitCode = await withBenchServers(async ({ url, appUrl, database }) => {
  const factory = await aFactory(database, { items: ITEMS, bins: BINS });
  await fillLedger(database, factory, movements);
  const ids = await drafts(database, factory);
  await careFor(url);
  const client = new Client({ connectionString: appUrl });
  await client.connect();
  await client.query(`SET anwen.scope = 'all'`);
  const service = [];
  const byHand = [];
  for (let n = -3; n < rounds; n++) {
    // The first three warm plans and caches up; after each the shipment gives everything back, outside the measured time.
    const id = ids[(n + ids.length) % ids.length];
    const spent = await timed(() => asSystem(database, (tx) => outbound.allocation.allocate(tx, clerk, id, {})));
    await asSystem(database, (tx) => outbound.allocation.unallocate(tx, clerk, id));
    const spentByHand = await timed(() => allocateByHand(client, id));
    await asSystem(database, (tx) => outbound.allocation.unallocate(tx, clerk, id));
    if (n < 0) continue;
    service.push(spent);
    byHand.push(spentByHand);
  }
  await client.end();
  return report(service, byHand);
});

function report(service, byHand) {
  const p95 = (list) =>
    percentile(
      [...list].sort((a, b) => a - b),
      95,
    );
  console.log(`allocation of a ${LINES}-line shipment, ${movements.toLocaleString('en')} movements, ${ITEMS} items × ${BINS} bins, ${rounds} rounds`);
  return verdict([
    { what: 'by hand, median', value: ms(median(byHand)) },
    { what: 'by hand, P95', value: ms(p95(byHand)) },
    { what: 'service with its answer, median', value: ms(median(service)) },
    { what: 'service with its answer, P95', value: ms(p95(service)), goal: '≤ 500 ms', met: p95(service) <= 500 },
    { what: 'service / by hand (medians)', value: (median(service) / median(byHand)).toFixed(2) },
  ]);
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Ten shipments of 200 lines each, without an order. */
async function drafts(database, factory) {
  const ids = [];
  const stage = await asSystem(database, (tx) => catalogTesting.aLocation(tx, { warehouse: factory.warehouse.code, kind: 'staging_out', isPickable: false }));
  const customer = await asSystem(database, (tx) => catalogTesting.aPartner(tx, { roles: ['customer'] }));
  for (let n = 0; n < 10; n++) {
    const lines = Array.from({ length: LINES }, (_, i) => ({ itemCode: factory.items[(n * 37 + i) % ITEMS].code, qty: '5' }));
    const input = { customer: customer.code, warehouse: factory.warehouse.code, stage: stage.code, lines };
    ids.push((await asSystem(database, (tx) => outbound.shipments.create(tx, clerk, input))).id);
  }
  return ids;
}

/** The least that keeps the promise: lock the header, lock the balances in key order, choose, write. */
async function allocateByHand(client, id) {
  await client.query('BEGIN');
  await client.query('SELECT 1 FROM shipments WHERE public_id = $1 FOR UPDATE', [id]);
  await client.query(
    `SELECT 1 FROM inventory_balance b WHERE b.item_id IN (SELECT l.item_id FROM shipment_lines l JOIN shipments h ON h.id = l.shipment_id WHERE h.public_id = $1)
        AND b.stock_status = 0 AND b.on_hand > b.reserved ORDER BY b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status FOR UPDATE`,
    [id],
  );
  await client.query(
    `WITH want AS (SELECT l.public_id::text AS ref, l.item_id, l.qty, h.warehouse_id FROM shipment_lines l JOIN shipments h ON h.id = l.shipment_id WHERE h.public_id = $1),
          free AS (SELECT a.*, sum(a.free) OVER (PARTITION BY a.item_id ORDER BY a.expires_on NULLS LAST, a.pick_seq, a.lot_id, a.location_id) - a.free AS before
                     FROM inventory_available a WHERE a.item_id IN (SELECT item_id FROM want)),
          part AS (SELECT w.ref, f.item_id, f.location_id, f.lot_id, f.serial_id, f.warehouse_id, least(f.free, w.qty - f.before) AS qty
                     FROM want w JOIN free f ON f.item_id = w.item_id AND f.warehouse_id = w.warehouse_id AND f.before < w.qty),
          taken AS (UPDATE inventory_balance b SET reserved = b.reserved + p.qty FROM part p WHERE b.item_id = p.item_id AND b.location_id = p.location_id AND b.lot_id = p.lot_id
                      AND b.serial_id = p.serial_id AND b.stock_status = 0 RETURNING 1)
     INSERT INTO inventory_reservations (owner_type, owner_ref, item_id, location_id, lot_id, serial_id, warehouse_id, qty, created_by)
     SELECT 'shipment_line', ref, item_id, location_id, lot_id, serial_id, warehouse_id, qty, 1 FROM part`,
    [id],
  );
  await client.query(`UPDATE shipments SET state = 'allocated', updated_at = now(), row_version = row_version + 1 WHERE public_id = $1`, [id]);
  await client.query('COMMIT');
}
