#!/usr/bin/env node
// Explosion of a bill of four levels and a thousand lines, through the service and by the same recursion in SQL sent by
// bare pg in one process: node tools/bench/bom-explode.mjs [rounds]
import { createRequire } from 'node:module';
import { asSystem, careFor, catalogTesting, clerk, withBenchServers } from './bench-servers.mjs';
import { median, ms, percentile, verdict } from './measures.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const { catalog, engineering } = catalogTesting;
/** Lines below each assembly of a level: 8 + 40 + 160 + 792 = 1000. */
const WIDTHS = [8, 40, 160, 792];
const BOUGHT = 300;
/** Other products that share nothing with it but the bought parts, so that the tables are no toys. */
const OTHERS = 40;
const DAY = '2026-11-22';
const rounds = Number(process.argv[2] ?? 100);

process.exitCode = await withBenchServers(async ({ url, appUrl, database }) => {
  const products = await factory(database);
  await careFor(url);
  const client = new Client({ connectionString: appUrl });
  await client.connect();
  await client.query(`SET anwen.scope = 'all'`);
  const service = [];
  const byHand = [];
  for (let n = -5; n < rounds; n++) {
    const item = products[(n + 5) % products.length];
    // The first rounds warm plans and caches up.
    const [spent, answer] = await timed(() => asSystem(database, (tx) => engineering.structure.explodeItem(tx, { item, qty: '7', day: DAY })));
    const [spentByHand, rows] = await timed(() => explodeByHand(client, item));
    if (answer.lines.length !== 1000 || rows.length !== 1000) throw new Error(`${answer.lines.length} and ${rows.length} lines instead of 1000`);
    const sum = (list) => list.reduce((total, line) => total + Number(line.qty), 0);
    if (Math.abs(sum(answer.lines) - sum(rows)) > 1e-3) throw new Error('the two do not agree');
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
  console.log(`explosion of 4 levels and 1000 lines among ${((OTHERS + 1) * 1000).toLocaleString('en')} lines, ${rounds} rounds`);
  return verdict([
    { what: 'by hand, median', value: ms(median(byHand)) },
    { what: 'by hand, P95', value: ms(p95(byHand)) },
    { what: 'service with paths, totals and substitutes, median', value: ms(median(service)), goal: '≤ 50 ms', met: median(service) <= 50 },
    { what: 'service, P95', value: ms(p95(service)) },
    { what: 'service / by hand (medians)', value: (median(service) / median(byHand)).toFixed(2) },
  ]);
}

async function timed(work) {
  const began = performance.now();
  const result = await work();
  return [performance.now() - began, result];
}

/** Products of four levels each, every assembly its own, the last level out of the bought parts. */
async function factory(database) {
  const bought = Array.from({ length: BOUGHT }, (_, n) => `RM-${n}`);
  const products = Array.from({ length: OTHERS + 1 }, (_, n) => `P${n}`);
  const bills = products.flatMap((product) => billsOf(product, bought));
  const items = [...bought, ...bills.map((bill) => bill.item)].map((code) => ({ code, name: `品項 ${code}`, kind: 'fg', baseUom: 'PCE' }));
  const load = (work) => asSystem(database, work, { statementTimeoutMs: 120_000 });
  await load((tx) => catalogTesting.standardUnits(tx));
  await load((tx) => catalog.items.createMany(tx, clerk, items, { batch: 'bench' }));
  await load((tx) => catalog.boms.createMany(tx, clerk, bills, { batch: 'bench' }));
  return products;
}

function billsOf(product, bought) {
  const bills = [];
  let parents = [product];
  WIDTHS.forEach((width, level) => {
    const last = level === WIDTHS.length - 1;
    const children = Array.from({ length: width }, (_, n) => (last ? bought[(n * 7) % BOUGHT] : `${product}-${level + 1}-${n}`));
    parents.forEach((item, n) => {
      const own = children.filter((_, c) => c % parents.length === n);
      bills.push({ item, lines: own.map((component, c) => lineOf(component, c, last ? bought : [])) });
    });
    parents = children;
  });
  return bills;
}

/** Every third line of the last level loses something and may be replaced. */
function lineOf(component, n, bought) {
  const line = { component, qty: String((n % 4) + 1), uom: 'PCE', validFrom: '2024-01-01' };
  if (n % 3 !== 0 || bought.length === 0) return line;
  const other = bought[(bought.indexOf(component) + 1) % bought.length];
  return { ...line, scrapPct: '2.5', substitutes: [{ item: other }] };
}

/** The least that answers: paths and quantities with the codes and units of the parts. */
async function explodeByHand(client, code) {
  const { rows } = await client.query(
    `WITH RECURSIVE tree AS (
       SELECT 1 AS level, ARRAY[p.code, c.code] AS path, l.id, l.component_item_id AS item_id,
         7 * l.qty * coalesce(x.num, 1) / coalesce(x.den, 1) / b.base_qty * 100 / b.yield_pct * (1 + l.scrap_pct / 100) AS qty
       FROM items p JOIN boms b ON b.item_id = p.id AND b.state = 'active' JOIN bom_lines l ON l.bom_id = b.id JOIN items c ON c.id = l.component_item_id
         LEFT JOIN item_uoms x ON x.item_id = c.id AND x.uom_id = l.uom_id
       WHERE p.code = $1 AND l.valid_from <= $2::date AND (l.valid_to IS NULL OR l.valid_to >= $2::date)
       UNION ALL
       SELECT t.level + 1, t.path || c.code, l.id, l.component_item_id,
         t.qty * l.qty * coalesce(x.num, 1) / coalesce(x.den, 1) / b.base_qty * 100 / b.yield_pct * (1 + l.scrap_pct / 100)
       FROM tree t JOIN boms b ON b.item_id = t.item_id AND b.state = 'active' JOIN bom_lines l ON l.bom_id = b.id JOIN items c ON c.id = l.component_item_id
         LEFT JOIN item_uoms x ON x.item_id = c.id AND x.uom_id = l.uom_id
       WHERE l.valid_from <= $2::date AND (l.valid_to IS NULL OR l.valid_to >= $2::date))
     SELECT t.level, t.path, i.public_id AS id, i.code, i.name, u.code AS uom, trim_scale(round(t.qty, 6))::text AS qty
     FROM tree t JOIN items i ON i.id = t.item_id JOIN uoms u ON u.id = i.base_uom_id ORDER BY t.path`,
    [code, DAY],
  );
  return rows;
}
