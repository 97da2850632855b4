// Circles between files inside one project; circles between projects are the boundary rule's.
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';

const madge = createRequire(import.meta.url)('madge');
/** A type import is gone at run time and cannot deadlock two modules. */
const OPTIONS = { fileExtensions: ['ts', 'tsx'], detectiveOptions: { ts: { skipTypeImports: true }, tsx: { skipTypeImports: true } } };

export default {
  name: 'import circles',
  async run() {
    const folders = ['apps', 'libs'].flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => join(kind, name, 'src')));
    const problems = [];
    for (const folder of folders.filter((path) => existsSync(join(ROOT, path)))) {
      const circles = (await madge(join(ROOT, folder), OPTIONS)).circular();
      problems.push(...circles.map((files) => `${folder}: ${files.join(' → ')} → ${files[0]}`));
    }
    return problems;
  },
};
