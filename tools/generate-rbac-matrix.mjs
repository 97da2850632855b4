// Writes docs/rbac-matrix.xlsx from the preset roles and the permission tables of all libraries; with --check only compares the cells
// (the bytes of an xlsx differ with the zip library).
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { loadSource } = require('./load-source.cjs');
const { Workbook } = require('exceljs');
const TARGET = fileURLToPath(new URL('../docs/rbac-matrix.xlsx', import.meta.url));

async function generate() {
  const { rbacMatrixWorkbook, unknownPermissions } = loadSource('libs/rbac/src/index.ts');
  // The product's own list, so that a new library cannot be forgotten here.
  const { permissionTables: tables } = loadSource('apps/cli/src/services.ts');
  const unknown = unknownPermissions(tables, []);
  if (unknown.length > 0) throw new Error(unknown.join('\n'));
  return rbacMatrixWorkbook(tables);
}

async function cells(bytes) {
  const workbook = new Workbook();
  await workbook.xlsx.load(bytes);
  return JSON.stringify(workbook.worksheets.map((sheet) => [sheet.name, sheet.getSheetValues()]));
}

const wanted = await generate();
if (!process.argv.includes('--check')) {
  await writeFile(TARGET, wanted);
  console.log('docs/rbac-matrix.xlsx written');
} else {
  const present = await readFile(TARGET).catch(() => null);
  if (present === null || (await cells(present)) !== (await cells(wanted))) {
    console.error('docs/rbac-matrix.xlsx is stale; run: node tools/generate-rbac-matrix.mjs');
    process.exitCode = 1;
  }
}
