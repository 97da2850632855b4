// What the export benchmarks share: a long ledger, a person who may export, and an export's time and memory in the real worker.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { aFactory, asSystem } from './bench-servers.mjs';

const require = createRequire(import.meta.url);
const { loadSource } = require('../load-source.cjs');
const { Client } = require('pg');
export const WORKER = join(ROOT, 'apps/worker/dist/main.js');
const BATCH = 2_000;

/** Movements are written past the posting core, as its owner: a million postings would take longer than the measurement. */
export async function aLongLedger(servers, rows) {
  const { items, bins } = await aFactory(servers.database, { items: 50, bins: 20 });
  const client = new Client({ connectionString: servers.url });
  await client.connect();
  try {
    await client.query(`SET anwen.scope = 'all'`);
    await client.query(
      `WITH p AS (INSERT INTO inventory_postings (client_op_id, event_type, doc_type, doc_ref, note, occurred_at, effective_on, posted_at, actor_type, actor_id, actor_name, warehouse_ids, zone_ids, line_count, content_hash)
         SELECT gen_random_uuid(), 'TRANSFER', 'MOVE', 'MV-' || n, '調撥，第 ' || n || ' 批', now(), current_date, now(), 'user', 1, '王小明', '{}', '{}', 5, '\\x00' FROM generate_series(1, $1::int) n RETURNING id)
       INSERT INTO inventory_movements (posted_at, posting_id, line_no, effective_on, item_id, from_location_id, from_status, to_location_id, to_status, qty, entered_qty, entered_uom_id, value)
       SELECT now(), p.id, l, current_date, ($2::bigint[])[1 + (p.id + l) % 50], ($3::bigint[])[1 + p.id % 20], 0, ($3::bigint[])[1 + (p.id + 1) % 20], 0, 1 + (p.id % 9000) / 8.0, 1, $4, (p.id % 100000) / 7.0 FROM p, generate_series(1, 5) l`,
      [rows / 5, items.map((i) => i.id), bins.map((b) => b.id), items[0].baseUomId],
    );
    await client.query('VACUUM (ANALYZE) inventory_movements, inventory_postings');
  } finally {
    await client.end();
  }
}

/** The first administrator, who may also see stock and export it. */
export async function anExporter(database) {
  const { permissionTables: tables } = loadSource('apps/cli/src/services.ts');
  await loadSource('libs/rbac/src/index.ts').createFirstAdministrator(database, { password: 'Kettle-violin-Orbit-7', tables });
  const [{ id }] = await database.query('SELECT id::text AS id FROM sys_users ORDER BY id LIMIT 1');
  return id;
}

/** Stages the export as the api does, waits for its end; seconds, rows, bytes and the highest memory of the worker's children. */
export async function exportInWorker({ database }, worker, { userId, format, limitMs, params = {} }) {
  const [{ jobId, exportId }] = await asSystem(database, async (tx) => {
    const made = await tx.query(
      `WITH e AS (INSERT INTO report_exports (user_id, report, format, locale, params) VALUES ($1, 'stock.movements', $2, 'zh-Hant', $3) RETURNING public_id)
       INSERT INTO sys_jobs (name, lane, payload, max_attempts, timeout_ms, principal, user_id) SELECT 'export.run', 1, jsonb_build_object('exportId', public_id), 1, 900000, 'user:' || $1, $1 FROM e
       RETURNING id::text AS "jobId", payload->>'exportId' AS "exportId"`,
      [userId, format, JSON.stringify(params)],
    );
    tx.wakeAfterCommit('anwen_jobs');
    return made;
  });
  const end = Date.now() + limitMs;
  for (let peak = 0; ; await new Promise((resume) => setTimeout(resume, 200))) {
    peak = Math.max(peak, ...childrenOf(worker.pid).map(peakOf));
    const [job] = await database.query(
      `SELECT state, problem, result, extract(epoch FROM finished_at - started_at)::float8 AS seconds FROM sys_jobs WHERE id = $1`,
      [jobId],
    );
    if (job.state === 'done') return { seconds: job.seconds, peakMb: peak / 1024, rows: job.result.rows, bytes: job.result.bytes };
    if (job.finished_at !== undefined || job.state === 'failed') throw new Error(`the export ${exportId} has failed: ${JSON.stringify(job.problem)}`);
    if (Date.now() > end) throw new Error(`the export takes longer than ${limitMs / 1000} s`);
  }
}

/** The floor: the same cursor read to its end, nothing written. */
export async function bareCursor(database) {
  const { stockMovements } = loadSource('libs/reports/src/catalogue/stock-movements.ts');
  const { sql, values } = stockMovements.query({}, { timeZone: 'Asia/Taipei', withCost: true, seesAll: true });
  const begun = performance.now();
  let rows = 0;
  await asSystem(
    database,
    async (tx) => {
      await tx.query(`DECLARE bare NO SCROLL CURSOR FOR ${sql}`, values);
      for (let n = BATCH; n === BATCH; rows += n) n = (await tx.query(`FETCH FORWARD ${BATCH} FROM bare`)).length;
    },
    { statementTimeoutMs: 300_000, snapshot: true },
  );
  return { seconds: (performance.now() - begun) / 1000, rows };
}

function childrenOf(pid) {
  return readdirSync('/proc').filter((one) => /^\d+$/.test(one) && statusOf(one).includes(`PPid:\t${pid}\n`));
}

/** Highest resident memory so far, in KiB, as the kernel has kept it. */
const peakOf = (pid) => Number(/VmHWM:\s+(\d+)/.exec(statusOf(pid))?.[1] ?? 0);

function statusOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
