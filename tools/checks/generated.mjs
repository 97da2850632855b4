// What is generated is fresh: every tools/generate-*.mjs is asked with --check.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { run } from './programs.mjs';

export default {
  name: 'generated files are fresh',
  async run() {
    const problems = [];
    for (const name of readdirSync(join(ROOT, 'tools')).filter((file) => /^generate-.+\.mjs$/.test(file))) {
      const { code, output } = await run(process.execPath, [join('tools', name), '--check']);
      if (code !== 0) problems.push(`tools/${name} --check: ${output.trim() || `exit code ${code}`}`);
    }
    return problems;
  },
};
