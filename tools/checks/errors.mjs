// Every error code has both texts, and both name the same data.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { sourceFiles } from './file-names.mjs';

export default {
  name: 'error catalogue',
  run() {
    const { loadSource } = createRequire(import.meta.url)('../load-source.cjs');
    const folders = ['apps', 'libs'].flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => join(ROOT, kind, name)));
    for (const path of folders.flatMap(sourceFiles).filter((file) => basename(file).endsWith('.errors.ts'))) loadSource(relative(ROOT, path));
    const catalogue = loadSource('libs/kernel/src/errors.ts').errorCatalogue();
    if (catalogue.size === 0) return ['no error code was found'];
    return [...catalogue].flatMap(([code, definition]) => complain(code, definition).map((text) => `${code}: ${text}`));
  },
};

function complain(code, { status, zh, en }) {
  const problems = [];
  if (!/^[a-z]+(_[a-z]+)*\.[a-z][a-z0-9_]*$/.test(code)) problems.push('is not of the form lib.reason');
  if (!(status >= 400 && status < 600)) problems.push(`status ${status} is not an error`);
  if (!/\p{Script=Han}/u.test(zh)) problems.push('has no Chinese text');
  if (!/[a-z]/i.test(en)) problems.push('has no English text');
  if (holes(zh) !== holes(en)) problems.push(`the texts name different data: ${holes(zh) || 'none'} and ${holes(en) || 'none'}`);
  return problems;
}

/** `{message}` may have its English twin `{messageEn}`, and `{state}` its Chinese one `{stateZh}`. */
const holes = (text) => [...new Set((text.match(/\{\w+\}/g) ?? []).map((hole) => hole.replace(/(En|Zh)\}$/, '}')))].sort().join(' ');
