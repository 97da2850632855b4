// A rule that is silently off looks like clean code: plant violations in real projects and demand that lint is red for each.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { lint } from './lint.mjs';

const PLANTED = [
  {
    file: 'libs/kernel/src/canary-upward.ts',
    rule: '@nx/enforce-module-boundaries',
    source: `import { Database } from '@anwen/database';\nexport const canary = Database;\n`,
  },
  { file: 'libs/kernel/src/canary-outside.ts', rule: '@nx/enforce-module-boundaries', source: `import { Client } from 'pg';\nexport const canary = Client;\n` },
  {
    file: 'libs/catalog/src/canary-sideways.ts',
    rule: '@nx/enforce-module-boundaries',
    source: `import * as rbac from '@anwen/rbac';\nexport const canary = rbac;\n`,
  },
  {
    file: 'libs/audit/src/canary-beside.ts',
    rule: '@nx/enforce-module-boundaries',
    source: `import * as alerts from '@anwen/alerts';\nexport const canary = alerts;\n`,
  },
  {
    file: 'libs/catalog/src/canary-floating.ts',
    rule: '@typescript-eslint/no-floating-promises',
    source: `export function canary(work: () => Promise<void>): void {\n  work();\n}\n`,
  },
  {
    file: 'libs/catalog/src/canary-save.ts',
    rule: 'no-restricted-syntax',
    source: `export const canary = (rows: { save(row: object): object }): object => rows.save({});\n`,
  },
];

export default {
  name: 'boundaries canary',
  async run() {
    const remove = () => PLANTED.forEach(({ file }) => rmSync(join(ROOT, file), { force: true }));
    process.once('exit', remove); // also when we are interrupted
    try {
      for (const { file, source } of PLANTED) writeFileSync(join(ROOT, file), source);
      const { output } = await lint(PLANTED.map(({ file }) => file));
      const sections = output.split(/\n(?=\S*\/)/);
      const isRed = ({ file, rule }) => sections.some((section) => section.includes(file) && section.includes(rule));
      return PLANTED.filter((planted) => !isRed(planted)).map(({ file, rule }) => `planted a violation in ${file}, but ${rule} stayed silent`);
    } finally {
      remove();
      process.off('exit', remove);
    }
  },
};
