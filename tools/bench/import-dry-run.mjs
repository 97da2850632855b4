#!/usr/bin/env node
// Dry run of 10 000 items in the worker's child, from csv and from xlsx: half of them exist, every hundredth is wrong. Beside it
// the floor: the same file parsed and put into a temporary table, nothing judged. node tools/bench/import-dry-run.mjs [rows]
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKER, anExporter } from './bench-exports.mjs';
import { Database, asSystem, catalogTesting, clerk, kernel, withBenchServers } from './bench-servers.mjs';
import { withWorker } from './bench-worker.mjs';
import { verdict } from './measures.mjs';

const require = createRequire(import.meta.url);
const { loadSource } = require('../load-source.cjs');
const { parse } = require('csv-parse/sync');
const { Workbook } = require('exceljs');
const rows = Number(process.argv[2] ?? 10_000);
/** Issue 3. */
const GOAL_S = 10;
const LIMIT_MS = 120_000;
const HEADER = ['品號', '品名', '英文品名', '類型', '基本單位', '追蹤方式', '保存天數', '安全庫存', '國際條碼', '備註'];

process.exitCode = await withBenchServers(async (servers) => {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-bench-import-'));
  const userId = await anExporter(servers.database);
  const app = await services(servers.database, folder);
  try {
    await half(servers.database);
    const csv = Buffer.from(
      lines()
        .map((line) => line.join(','))
        .join('\r\n'),
    );
    const xlsx = await workbook();
    const floor = await bare(servers.database, csv);
    const measure = (name, bytes) => withWorker(servers, WORKER, () => dryRun(servers.database, app, { userId, name, bytes }), { STORAGE_PATH: folder });
    const [fromCsv, fromXlsx] = [await measure('items.csv', csv), await measure('items.xlsx', xlsx)];
    return verdict([
      { what: `csv parsed and put into a temporary table (floor)`, value: `${floor.toFixed(2)} s` },
      ...[
        ['csv', fromCsv],
        ['xlsx', fromXlsx],
      ].flatMap(([format, run]) => [
        {
          what: `dry run of ${rows} rows from ${format}: ${JSON.stringify(run.counts)}`,
          value: `${run.seconds.toFixed(2)} s`,
          goal: `≤ ${GOAL_S} s`,
          met: run.seconds <= GOAL_S,
        },
        { what: '  from the request to the end, with the start of the child', value: `${run.total.toFixed(2)} s` },
      ]),
    ]);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

function code(i) {
  return `IM-${String(i).padStart(6, '0')}`;
}

function lines() {
  const made = Array.from({ length: rows }, (_, i) => {
    const unit = i % 100 === 7 ? 'PCX' : 'PCE';
    return [code(i), `鋁板 6061 第 ${i} 號`, `Plate ${i}`, '原料', unit, '批號', '365', '"1,200.5"', `4710${String(100_000_000 + i)}`, '備註文字'];
  });
  return [HEADER, ...made];
}

async function workbook() {
  const made = new Workbook();
  made.addWorksheet('品項').addRows(lines().map((line) => line.map((cell) => cell.replaceAll('"', ''))));
  return Buffer.from(await made.xlsx.writeBuffer());
}

/** Every second item is there already, under another name. */
async function half(database) {
  await asSystem(database, (tx) => catalogTesting.standardUnits(tx));
  const given = Array.from({ length: rows / 2 }, (_, i) => ({
    code: code(i * 2),
    name: '舊',
    kind: 'raw',
    baseUom: 'PCE',
    tracking: 'lot',
    shelfLifeDays: 365,
  }));
  for (let at = 0; at < given.length; at += 1_000) {
    await asSystem(database, (tx) => catalogTesting.catalog.items.createMany(tx, clerk, given.slice(at, at + 1_000), { batch: 'bench' }), {
      statementTimeoutMs: 60_000,
    });
  }
  await database.query('ANALYZE items').catch(() => undefined);
}

async function bare(database, csv) {
  const began = performance.now();
  const records = parse(csv.toString('utf8'));
  await asSystem(
    database,
    async (tx) => {
      await tx.query('CREATE TEMP TABLE bare (cells jsonb) ON COMMIT DROP');
      for (let at = 0; at < records.length; at += 1_000) {
        await tx.query('INSERT INTO bare SELECT value FROM jsonb_array_elements($1::jsonb)', [JSON.stringify(records.slice(at, at + 1_000))]);
      }
    },
    { statementTimeoutMs: 60_000 },
  );
  return (performance.now() - began) / 1000;
}

/** The library's services in this process, as the api has them; the worker does the work. */
async function services(database, folder) {
  const { Global, Module } = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  const { ImportsModule } = loadSource('libs/imports/src/index.ts');
  const { ObjectStorage, LocalStorage } = loadSource('libs/storage/src/index.ts');
  const { CURSOR_CODEC } = loadSource('libs/http/src/index.ts');
  const given = [
    { provide: Database, useValue: database },
    { provide: CURSOR_CODEC, useValue: new kernel.CursorCodec(Buffer.alloc(32, 7)) },
    { provide: ObjectStorage, useValue: new LocalStorage(folder) },
  ];
  class Given {}
  Global()(Given);
  Module({ providers: given, exports: given.map((g) => g.provide) })(Given);
  class Whole {}
  Module({ imports: [Given, ImportsModule] })(Whole);
  return NestFactory.createApplicationContext(Whole, { logger: ['error'] });
}

/** Uploads, asks for the dry run and waits for it; seconds of the run and from the request on. */
async function dryRun(database, app, { userId, name, bytes }) {
  const { ImportSessionService, ImportService } = loadSource('libs/imports/src/index.ts');
  const grants = new Map(['import.run', 'item.write'].map((permission) => [permission, kernel.ALL_SCOPE]));
  const actor = { ...clerk, type: 'user', id: userId, userId, grants };
  const within = (work) => database.transaction({ actor, scope: kernel.ALL_SCOPE, statementTimeoutMs: 60_000 }, work);
  const { id } = await within((tx) => app.get(ImportSessionService).upload(tx, actor, { type: 'items', fileName: name, bytes }));
  const began = performance.now();
  await within((tx) => app.get(ImportService).validate(tx, actor, id));
  for (const end = Date.now() + LIMIT_MS; ; await new Promise((resume) => setTimeout(resume, 50))) {
    const session = await within((tx) => app.get(ImportSessionService).get(tx, actor, id));
    if (session.state === 'failed') throw new Error(JSON.stringify(session.problem));
    if (session.state === 'validated') {
      const total = (performance.now() - began) / 1000;
      const [{ seconds }] = await database.query(`SELECT extract(epoch FROM finished_at - started_at)::float8 AS seconds FROM sys_jobs WHERE public_id = $1`, [
        session.jobId,
      ]);
      return { counts: session.counts, seconds, total };
    }
    if (Date.now() > end) throw new Error('the dry run takes too long');
  }
}
