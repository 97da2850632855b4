// docs/openapi/v1.json keeps every promise of the last release; before the first release, of the last commit.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { lostPromises } from './openapi-growth.mjs';
import { run } from './programs.mjs';
import { newestRelease } from './release.mjs';

const FILE = 'docs/openapi/v1.json';

export default {
  name: 'API v1 only grows',
  async run() {
    if (!existsSync(join(ROOT, FILE))) return [`${FILE} is missing`];
    const base = (await newestRelease()) ?? 'HEAD';
    const { code, output } = await run('git', ['show', `${base}:${FILE}`]);
    if (code !== 0) return []; // not there at that time: everything is growth
    return lostPromises(JSON.parse(output), JSON.parse(readFileSync(join(ROOT, FILE), 'utf8'))).map((text) => `since ${base}: ${text}`);
  },
};
