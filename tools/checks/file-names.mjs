// The closed list of suffixes, unfinished names, and the shape of a library.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { ROOT } from '../services/home.mjs';

const SUFFIXES = [
  'module',
  'errors',
  'permissions',
  'events',
  'dto',
  'entity',
  'rules',
  'store',
  'service',
  'guard',
  'interceptor',
  'controller',
  'handlers',
  'command',
];
const SPECS = /\.(int\.spec|race\.int\.spec|e2e\.spec|spec)\.tsx?$/;
/** The api's list of startup checks has its place in the drawing. */
const PLACED = new Set(['startup.checks.ts']);
const UNFINISHED = /(^|[-.])(utils?|helpers?|manager|common|base|impl|misc)(\.|$)/;
const README_LINES = 60;
const INDEX_LINES = 30;

export default {
  name: 'file names and library shape',
  run: () => [...projects().flatMap(({ path }) => sourceFiles(path).flatMap(complain)), ...projects().flatMap(complainAboutLibrary)],
};

function projects() {
  return ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .map((name) => join(ROOT, folder, name))
      .filter((path) => existsSync(join(path, 'project.json')))
      .map((path) => ({ path, tags: JSON.parse(readFileSync(join(path, 'project.json'), 'utf8')).tags })),
  );
}

export function sourceFiles(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (['node_modules', 'dist', 'generated'].includes(name)) return [];
    if (statSync(path).isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') ? [path] : [];
  });
}

function complain(path) {
  const shown = relative(ROOT, path);
  const name = basename(path);
  const parts = name
    .replace(SPECS, '.ts')
    .replace(/\.tsx?$/, '')
    .split('.');
  const problems = [];
  if (UNFINISHED.test(name)) problems.push(`${shown}: utils, helper, manager, common, base, impl are names of unfinished ideas`);
  if (!PLACED.has(name) && (parts.length > 2 || (parts.length === 2 && !SUFFIXES.includes(parts[1]))))
    problems.push(`${shown}: ".${parts.slice(1).join('.')}" is not in the closed list of suffixes`);
  if (name.includes('.e2e.spec') !== /\/e2e\//.test(path) && SPECS.test(name))
    problems.push(`${shown}: end-to-end tests are *.e2e.spec.ts in apps/*/e2e, and only they`);
  return problems;
}

function complainAboutLibrary({ path, tags }) {
  const shown = relative(ROOT, path);
  const problems = [];
  const index = join(path, 'src/index.ts');
  if (existsSync(index) && lines(index) > INDEX_LINES) problems.push(`${shown}/src/index.ts: more than ${INDEX_LINES} lines`);
  if (!tags.includes('tier:domain')) return problems;
  const readme = join(path, 'README.md');
  if (!existsSync(readme)) problems.push(`${shown}: a domain library has a README.md`);
  else if (lines(readme) > README_LINES) problems.push(`${shown}/README.md: more than ${README_LINES} lines`);
  return problems;
}

const lines = (path) => readFileSync(path, 'utf8').trimEnd().split('\n').length;
