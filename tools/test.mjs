#!/usr/bin/env node
// `npm test`, or `node tools/test.mjs PATH…` (arguments go to Jest): prepares everything the tests need and runs them.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { runNode } from './children.mjs';
import { provideChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ROOT, Refusal } from './services/home.mjs';
import { withTestServices } from './test-services.mjs';

/** Two workers on two cores are three times faster than Jest's default of one. */
const JEST = ['-w', '2', '--ci', '--passWithNoTests'];

/** End-to-end tests run the built apps, and one of them a browser; both are prepared when the arguments can mean them. */
export async function runTests(args) {
  const everything = args.every((arg) => arg.startsWith('-'));
  const wants = (pattern) => everything || args.some((arg) => pattern.test(arg));
  if (wants(/e2e/)) await build();
  return runJest(args, wants(/e2e|web|browser/) ? { ANWEN_TEST_CHROMIUM: provideChromium() ?? '' } : {});
}

export function runJest(args, env = {}) {
  const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
  return runNode([jest, ...JEST, ...args], env);
}

function main() {
  ensureDependencies();
  return withTestServices(() => runTests(process.argv.slice(2)));
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
