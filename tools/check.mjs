#!/usr/bin/env node
// `npm run check`: what is quick enough to run before every push. `npm run check:all` (--all): exactly what CI runs.
// `node tools/check.mjs lint types`: the named ones.
// The last line is `N passed, N failed[, N skipped]`: the tests plus one for each check.
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ROOT, Refusal } from './services/home.mjs';
import { withTestServices } from './test-services.mjs';

/** In order of running; modules are loaded late, since their packages may have to be installed first. */
const FAST = ['format', 'lint', 'types', 'file-names', 'lock-file', 'chinese-words', 'unit'];
const STILL = ['format', 'lint', 'canary', 'types', 'file-names', 'circles', 'lock-file', 'licences', 'errors', 'chinese-words', 'own-tests'];
const WITH_SERVERS = ['schema', 'entities', 'generated', 'openapi', 'tests'];

async function main() {
  ensureDependencies();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => arg !== '--all' && ![...FAST, ...STILL, ...WITH_SERVERS].includes(arg));
  if (unknown) throw new Refusal(`unknown check "${unknown}"; there are ${[...new Set([...FAST, ...STILL, ...WITH_SERVERS])].join(', ')}`);
  if (!args.includes('--all')) {
    const wanted = args.length > 0 ? args : FAST;
    await runChecks(
      wanted.filter((name) => !WITH_SERVERS.includes(name)),
      total,
    );
    const served = wanted.filter((name) => WITH_SERVERS.includes(name));
    if (served.length > 0) await withTestServices(() => runChecks(served, total));
  } else {
    await runChecks(STILL, total);
    await runOne({ name: 'build', run: () => build().then(() => []) }, total);
    await withTestServices(() => runChecks(WITH_SERVERS, total));
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
  return total.failed > 0 ? 1 : 0;
}

async function runChecks(names, total) {
  for (const name of names) {
    const module = await import(`./checks/${name}.mjs`);
    const checks = module.default ? [module.default] : Object.values(module);
    for (const check of checks) await runOne(check, total);
  }
}

async function runOne(check, total) {
  const started = Date.now();
  const result = await attempt(check);
  const { passed, failed, skipped, problems } = Array.isArray(result)
    ? { passed: Number(result.length === 0), failed: Number(result.length > 0), skipped: 0, problems: result }
    : result;
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  console.log(`${failed > 0 ? 'FAILED' : 'ok    '} ${check.name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  for (const problem of problems) console.log(problem.replace(/^/gm, '         '));
}

async function attempt(check) {
  try {
    return await check.run();
  } catch (error) {
    return [error instanceof Refusal ? error.message : error.stack];
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(ROOT);
  main().then(
    (code) => process.exit(code),
    (error) => {
      console.error(error instanceof Refusal ? `anwen: ${error.message}` : error);
      process.exit(1);
    },
  );
}
