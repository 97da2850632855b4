#!/usr/bin/env node
// Writes docs/openapi/v1.json from the routes of the api's sources. `--check` writes nothing and fails when the file is
// stale; that v1 only grows is the business of tools/checks/openapi.mjs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const file = join(root, 'docs/openapi/v1.json');
const require = createRequire(import.meta.url);
const { loadSource } = require('./load-source.cjs');

const read = () => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const current = `${JSON.stringify(loadSource('apps/api/src/openapi-static.ts').documentOfControllers(), null, 1)}\n`;
const stored = read();
if (process.argv.includes('--check')) {
  if (current !== stored) console.error('docs/openapi/v1.json is stale; run: node tools/generate-openapi.mjs');
  process.exitCode = current === stored ? 0 : 1;
} else {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, current);
  console.log(`docs/openapi/v1.json: ${Object.keys(JSON.parse(current).paths).length} paths`);
}
