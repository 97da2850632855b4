#!/usr/bin/env node
// `npm test`, or `node tools/test.mjs PATH…` (arguments go to Jest): prepares everything the tests need and runs them.
import { createRequire } from 'node:module';
import { runNode } from './children.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ROOT, Refusal } from './services/home.mjs';
import { withTestServices } from './test-services.mjs';

/** Two workers on two cores are three times faster than Jest's default of one. */
const JEST = ['-w', '2', '--ci', '--passWithNoTests'];

export async function runTests(args, extra = []) {
  const everything = args.every((arg) => arg.startsWith('-'));
  const wants = (pattern) => everything || args.some((arg) => pattern.test(arg));
  const env = {};
  if (wants(/e2e/)) await build();
  if (wants(/e2e|web|browser/)) env.ANWEN_TEST_CHROMIUM = (await import('./chromium.mjs')).provideChromium() ?? '';
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  return runNode([jest, ...JEST, ...extra, ...args], env);
}

async function build() {
  const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
  const code = await runNode([nx, 'run-many', '-t', 'build', '--outputStyle=static'], {}, { quiet: true });
  if (code !== 0) throw new Refusal('the build failed; its messages are above');
}

async function main() {
  ensureDependencies();
  return withTestServices(() => runTests(process.argv.slice(2)));
}

if (process.argv[1]?.endsWith('test.mjs')) {
  process.chdir(ROOT);
  main().then(
    (code) => process.exit(code),
    (error) => {
      console.error(error instanceof Refusal ? `anwen: ${error.message}` : error);
      process.exit(1);
    },
  );
}
