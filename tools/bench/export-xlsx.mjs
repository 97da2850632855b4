#!/usr/bin/env node
// 100 000 rows of 17 columns as xlsx in the worker's child: seconds and memory, beside the bare cursor (the floor).
// node tools/bench/export-xlsx.mjs [rows]
import { WORKER, aLongLedger, anExporter, bareCursor, exportInWorker } from './bench-exports.mjs';
import { withBenchServers } from './bench-servers.mjs';
import { withWorker } from './bench-worker.mjs';
import { verdict } from './measures.mjs';

const rows = Number(process.argv[2] ?? 100_000);
const LIMIT_MS = 300_000;

process.exitCode = await withBenchServers(async (servers) => {
  const userId = await anExporter(servers.database);
  await aLongLedger(servers, rows);
  const floor = await bareCursor(servers.database);
  const run = await withWorker(servers, WORKER, (worker) => exportInWorker(servers, worker, { userId, format: 'xlsx', limitMs: LIMIT_MS }));
  return verdict([
    { what: `bare cursor over ${floor.rows} rows (floor)`, value: `${floor.seconds.toFixed(1)} s` },
    { what: `xlsx of ${run.rows} rows, ${(run.bytes / 1e6).toFixed(1)} MB`, value: `${run.seconds.toFixed(1)} s`, goal: '≤ 30 s', met: run.seconds <= 30 },
    { what: 'peak memory of the worker’s child', value: `${run.peakMb.toFixed(0)} MB`, goal: '≤ 300 MB', met: run.peakMb <= 300 },
  ]);
});
