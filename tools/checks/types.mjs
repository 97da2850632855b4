import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { problemsOf, run } from './programs.mjs';

// By path: the alias must not compete with the other TypeScript for node_modules/.bin/tsc.
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript7/package.json')), 'bin/tsc');

export default {
  name: 'types',
  async run() {
    const results = await Promise.all(['tsconfig.json', 'tsconfig.browser.json'].map((project) => problemsOf(run(process.execPath, [tsc, '-p', project]))));
    return results.flat();
  },
};
