#!/usr/bin/env node
// Flat memory: the child's peak for a tenth of the rows as csv, and for all of them, each in a fresh worker; beside the bare cursor.
// node tools/bench/export-csv.mjs [rows]
import { WORKER, aLongLedger, anExporter, bareCursor, exportInWorker } from './bench-exports.mjs';
import { withBenchServers } from './bench-servers.mjs';
import { withWorker } from './bench-worker.mjs';
import { verdict } from './measures.mjs';

const rows = Number(process.argv[2] ?? 1_000_000);
const LIMIT_MS = 600_000;
/** The collector may wait longer the longer a run lasts; ten times the rows may not cost a fifth more. */
const FLAT = 1.2;

process.exitCode = await withBenchServers(async (servers) => {
  const userId = await anExporter(servers.database);
  const measure = () => withWorker(servers, WORKER, (worker) => exportInWorker(servers, worker, { userId, format: 'csv', limitMs: LIMIT_MS }));
  await aLongLedger(servers, rows / 10);
  const few = await measure();
  await aLongLedger(servers, rows - rows / 10);
  const floor = await bareCursor(servers.database);
  const many = await measure();
  const growth = many.peakMb / few.peakMb;
  return verdict([
    { what: `bare cursor over ${floor.rows} rows (floor)`, value: `${floor.seconds.toFixed(1)} s` },
    { what: `csv of ${many.rows} rows, ${(many.bytes / 1e6).toFixed(0)} MB`, value: `${many.seconds.toFixed(1)} s` },
    { what: `peak memory at ${few.rows} rows`, value: `${few.peakMb.toFixed(0)} MB` },
    { what: `peak memory at ${many.rows} rows`, value: `${many.peakMb.toFixed(0)} MB`, goal: '≤ 300 MB', met: many.peakMb <= 300 },
    { what: 'growth over ten times the rows', value: growth.toFixed(2), goal: `≤ ${FLAT}`, met: growth <= FLAT },
  ]);
});
