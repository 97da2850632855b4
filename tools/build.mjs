// Builds the workspace. Nx caches by content, but asking it costs seconds; when no file was touched since the last build, it is not asked.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runNode } from './children.mjs';
import { ROOT, Refusal } from './services/home.mjs';

const MARK = join(ROOT, 'node_modules/.cache/anwen/built');
const NOT_SOURCE = new Set(['dist', 'node_modules']);
const SETTINGS = ['package-lock.json', 'nx.json', '.swcrc', 'tsconfig.base.json', 'tools/build-server.mjs'];

/** @throws Refusal after showing the compiler's words. */
export async function build() {
  const sources = fingerprint(); // before the build: what is changed meanwhile is built the next time
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === `${sources} ${outputs()}`) return;
  const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
  const code = await runNode([nx, 'run-many', '-t', 'build', '--outputStyle=static'], {}, { quiet: true });
  if (code !== 0) throw new Refusal('the build failed; its messages are above');
  mkdirSync(dirname(MARK), { recursive: true });
  writeFileSync(MARK, `${sources} ${outputs()}`);
}

/** Name, size and time of every file that the build could read. */
function fingerprint() {
  const hash = createHash('sha256').update(process.version);
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (NOT_SOURCE.has(entry.name)) continue;
      if (entry.isDirectory()) walk(join(folder, entry.name));
      else add(join(folder, entry.name));
    }
  };
  for (const path of SETTINGS) add(join(ROOT, path));
  for (const folder of ['apps', 'libs']) walk(join(ROOT, folder));
  return hash.digest('hex');
}

/** Which outputs exist and when they were made: somebody may have removed or rebuilt one. */
function outputs() {
  const folders = ['apps', 'libs'].flatMap((kind) => readdirSync(join(ROOT, kind)).map((name) => join(ROOT, kind, name, 'dist')));
  const times = folders.map((path) => (existsSync(path) ? statSync(path).mtimeMs : 0));
  return createHash('sha256').update(times.join(' ')).digest('hex');
}
