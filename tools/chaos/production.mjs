#!/usr/bin/env node
// Kills (kill -9) whoever issues, returns, reports, corrects or finishes, between any two of its statements, one after the other.
// Each time the work is done again under the same operation id: it must have had one effect, and totals, consumption, history and
// ledger must be true. `node tools/chaos/production.mjs [every n-th step] [issue,giveBack,report,supersede,finish]`
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { verdict } from '../bench/measures.mjs';
import { ROOT } from '../services/home.mjs';
import { withChaosServers } from './chaos-servers.mjs';

const { loadSource } = createRequire(import.meta.url)('../load-source.cjs');
const { verifyLedgerIn } = loadSource('libs/inventory/src/index.ts');
const { clerk } = loadSource('libs/inventory/src/testing.ts');
const { standardReasons, aLotItem } = loadSource('libs/catalog/src/testing.ts');
const { aBill, aFactoryFloor, aWorkOrder, production, supplied } = loadSource('libs/work-orders/src/testing.ts');

const stride = Number(process.argv[2] ?? 1);
const only = process.argv[3]?.split(',');
const PROGRAM = join(ROOT, 'tools/chaos/program/reporter.cjs');
/** What a piece of work adds, once: whatever it is killed at. */
const EFFECT = {
  issue: (s) => ({ ...s, used: s.used + 0.5 }),
  giveBack: (s) => ({ ...s, used: s.used - 0.25 }),
  report: (s) => ({ ...s, good: s.good + 2, scrap: s.scrap + 1, stock: s.stock + 2 }),
  supersede: (s) => ({ ...s, good: s.good - 1, scrap: s.scrap - 1, stock: s.stock - 1 }),
  finish: (s) => ({ ...s, state: 'completed' }),
};
const LATER = new Set(['operation.duplicate', 'work_orders.invalid_transition']);

process.exitCode = await withChaosServers(async (servers) => {
  const floor = await prepare(servers);
  const seen = { killed: 0, wrong: [] };
  for (const work of only ?? Object.keys(EFFECT)) {
    const { statements } = await attempt(servers, floor, { work, seen });
    // One beyond the last: after the commit, before the answer.
    for (let dieAt = 1; dieAt <= statements + 1; dieAt += stride) await attempt(servers, floor, { work, seen, dieAt });
    console.log(`${work}: ${statements} statements, ${seen.killed} killed and ${seen.wrong.length} wrong so far`);
  }
  const proof = await servers.write((tx) => verifyLedgerIn(tx));
  const problems = proof.results.flatMap((r) => r.problems);
  for (const line of [...seen.wrong, ...problems]) console.log(line);
  return verdict([
    { what: 'killed between two steps', value: seen.killed },
    { what: 'works with another effect than one', value: seen.wrong.length, goal: '0', met: seen.wrong.length === 0 },
    { what: 'problems in the ledger (I-1 … I-13)', value: problems.length, goal: '0', met: problems.length === 0 },
  ]);
});

function prepare(servers) {
  return servers.write(async (tx) => {
    await standardReasons(tx);
    const floor = await aFactoryFloor(tx);
    const product = await aLotItem(tx);
    await tx.query('UPDATE items SET shelf_life_days = 365 WHERE id = $1', [product.id]);
    await aBill(tx, product.code, [{ component: floor.powder.code, qty: '0.25', uom: 'KGM' }]);
    await supplied(tx, floor, { parts: '0', powder: '100000' });
    return { ...floor, product };
  });
}

/** Fresh order; the work, killed at its place; the same work again; then everything is looked at. */
async function attempt(servers, floor, { work, seen, dieAt }) {
  const key = await ground(servers, floor, work);
  const before = await stateOf(servers, key.order);
  const first = await run(servers, { work, key, dieAt });
  if (first === null) seen.killed += 1;
  const again = await run(servers, { work, key });
  const after = await stateOf(servers, key.order);
  const where = `${work} killed before statement ${dieAt ?? '-'}`;
  if (again.result !== 'done' && !LATER.has(again.result)) seen.wrong.push(`${where}: ${again.result}`);
  if (first !== null && dieAt === undefined && first.result !== 'done') seen.wrong.push(`${where}: ${first.result}`);
  const wanted = JSON.stringify(EFFECT[work](before));
  if (JSON.stringify(after) !== wanted) seen.wrong.push(`${where}: ${JSON.stringify(after)} instead of ${wanted}`);
  for (const problem of await untrue(servers, key.order)) seen.wrong.push(`${where}: ${problem}`);
  return first ?? again;
}

/** An order as far as the work needs it. */
function ground(servers, floor, work) {
  return servers.write(async (tx) => {
    const draft = await aWorkOrder(tx, floor, { item: floor.product.code, qty: work === 'finish' ? '3' : '10' });
    const { id: order } = await production.orders.release(tx, clerk, draft.id);
    await production.material.issue(tx, clerk, order, { lines: [{ itemCode: floor.powder.code, qty: '1' }] });
    const [line] = await tx.query('SELECT public_id AS id FROM wo_materials WHERE work_order_id = (SELECT id FROM work_orders WHERE public_id = $1)', [order]);
    const key = { order, op: randomUUID(), item: floor.powder.code, material: line.id, reason: 'SCR-PROCESS' };
    if (work !== 'finish' && work !== 'supersede') return key;
    const { id: report } = await production.reports.report(tx, clerk, { workOrder: order, good: '2', scrap: '1', scrapReason: 'SCR-PROCESS' });
    return { ...key, report };
  });
}

/** null = it was killed. */
async function run(servers, order) {
  const child = spawn(process.execPath, [PROGRAM], { env: { ...process.env, DATABASE_URL: servers.appUrl }, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  child.stdin.end(`${JSON.stringify(order)}\n`);
  const { value } = await lines.next();
  await ended;
  return value ? JSON.parse(value) : null;
}

async function stateOf(servers, order) {
  const [row] = await servers.write((tx) =>
    tx.query(
      `SELECT CASE w.state WHEN 'released' THEN 'in_progress' ELSE w.state END AS state, w.qty_good::float AS good, w.qty_scrap::float AS scrap,
              (SELECT coalesce(sum(c.qty), 0)::float FROM wo_consumptions c WHERE c.work_order_id = w.id AND c.kind IN ('issue', 'return')) AS used,
              (SELECT coalesce(sum(b.on_hand), 0)::float FROM inventory_balance b JOIN lots l ON l.id = b.lot_id WHERE l.item_id = w.item_id AND l.code = w.number) AS stock
         FROM work_orders w WHERE w.public_id = $1`,
      [order],
    ),
  );
  return row;
}

/** I-14, consumption against the ledger, history against consumption, promises of an order that is over. */
async function untrue(servers, order) {
  const [row] = await servers.write((tx) =>
    tx.query(
      `WITH w AS (SELECT * FROM work_orders WHERE public_id = $1),
            counted AS (SELECT coalesce(sum(good), 0) AS good, coalesce(sum(scrap), 0) AS scrap FROM production_reports r
                         WHERE r.work_order_id = (SELECT id FROM w) AND NOT EXISTS (SELECT FROM production_reports s WHERE s.supersedes_id = r.id)),
            used AS (SELECT coalesce(sum(qty), 0) AS qty FROM wo_consumptions WHERE work_order_id = (SELECT id FROM w)),
            moved AS (SELECT coalesce(sum(CASE WHEN t.code = 'PRODUCTION' THEN m.qty ELSE -m.qty END), 0) AS qty
                        FROM inventory_postings p JOIN inventory_movements m ON m.posting_id = p.id JOIN locations t ON t.id = m.to_location_id JOIN items i ON i.id = m.item_id
                       WHERE p.doc_type = 'work_order' AND p.doc_ref = (SELECT number FROM w) AND m.item_id <> (SELECT item_id FROM w)),
            linked AS (SELECT coalesce(sum(e.qty), 0) AS qty FROM lot_genealogy e WHERE e.work_order = (SELECT number FROM w)
                          AND NOT EXISTS (SELECT FROM inventory_postings v WHERE v.reverses_id = e.posting_id)),
            open AS (SELECT count(*) AS n FROM wo_materials m JOIN inventory_reservations r ON r.owner_ref = m.public_id::text AND r.state = 'open' WHERE m.work_order_id = (SELECT id FROM w))
       SELECT array_remove(ARRAY[
         CASE WHEN (w.qty_good, w.qty_scrap) <> (counted.good, counted.scrap) THEN 'totals are not the sum of the reports' END,
         CASE WHEN used.qty <> moved.qty THEN 'consumption is not what moved' END,
         CASE WHEN used.qty <> (SELECT coalesce(sum(consumed), 0) FROM wo_materials WHERE work_order_id = w.id) THEN 'materials do not know what was used' END,
         CASE WHEN linked.qty > used.qty OR (w.state = 'completed' AND linked.qty <> used.qty) THEN 'history ' || linked.qty || ' of ' || used.qty END,
         CASE WHEN w.state = 'completed' AND open.n > 0 THEN 'promises of an order that is over' END], NULL) AS found FROM w, counted, used, moved, linked, open`,
      [order],
    ),
  );
  return row.found;
}
