// The tests of the tools themselves, by Node's own runner.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { run } from './programs.mjs';

export default {
  name: 'tests of the tools',
  async run() {
    const files = readdirSync(join(ROOT, 'tools'), { recursive: true }).filter((path) => path.endsWith('.spec.mjs'));
    const { code, output } = await run(process.execPath, ['--test', '--test-reporter=tap', ...files.map((path) => join('tools', path))]);
    const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(output)?.[1] ?? 0);
    const problems = output.split('\n').filter((line) => /^\s*not ok /.test(line));
    return { passed: count('pass'), failed: Math.max(count('fail'), code === 0 ? 0 : 1), skipped: count('skipped'), problems };
  },
};
