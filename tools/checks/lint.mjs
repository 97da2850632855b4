import { problemsOf, run, runPackage } from './programs.mjs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const eslint = join(dirname(createRequire(import.meta.url).resolve('eslint/package.json')), 'bin/eslint.js');

/** The boundary rule reads Nx's project graph from its cache and skips itself without one: the graph is made first, and fresh. */
export async function lint(paths) {
  const graph = await runPackage('nx/bin/nx.js', ['show', 'projects'], { NX_DAEMON: 'false' });
  if (graph.code !== 0) return graph;
  return run(process.execPath, [eslint, '--max-warnings=0', ...paths]);
}

export default { name: 'graph and lint', run: () => problemsOf(lint(['.'])) };
