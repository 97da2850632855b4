// Makes the types of libs/client from docs/openapi/v1.json. `--check` fails when they are stale and changes nothing.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { ROOT } from './services/home.mjs';

const CONTRACT = join(ROOT, 'docs/openapi/v1.json');
const TYPES = join(ROOT, 'libs/client/src/generated/v1.ts');
const HEADER = '// Generated from docs/openapi/v1.json by tools/generate-client.mjs; do not edit.\n';

/** The types of every path of the contract. */
export async function clientTypes(contract = CONTRACT) {
  const syntax = await openapiTS(pathToFileURL(contract), { alphabetize: true, defaultNonNullable: false });
  return HEADER + astToString(syntax);
}

async function main() {
  const name = (file) => relative(ROOT, file);
  if (!existsSync(CONTRACT)) return `${name(CONTRACT)} is missing: generate it first`;
  const fresh = await clientTypes();
  const known = existsSync(TYPES) ? readFileSync(TYPES, 'utf8') : '';
  if (process.argv.includes('--check')) return fresh === known ? undefined : `${name(TYPES)} is stale: run node tools/generate-client.mjs`;
  mkdirSync(dirname(TYPES), { recursive: true });
  if (fresh !== known) writeFileSync(TYPES, fresh);
  console.log(fresh === known ? `${name(TYPES)} is up to date` : `wrote ${name(TYPES)}`);
  return undefined;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problem = await main();
  if (problem !== undefined) {
    console.error(problem);
    process.exitCode = 1;
  }
}
