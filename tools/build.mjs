import { createRequire } from 'node:module';
import { runNode } from './children.mjs';
import { Refusal } from './services/home.mjs';

/** Builds what changed since the last time; Nx knows. @throws Refusal after showing the compiler's words. */
export async function build() {
  const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
  const code = await runNode([nx, 'run-many', '-t', 'build', '--outputStyle=static'], {}, { quiet: true });
  if (code !== 0) throw new Refusal('the build failed; its messages are above');
}
