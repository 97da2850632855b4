import { run } from './programs.mjs';

/** The newest release tag below the current commit; undefined before the first. */
export async function newestRelease() {
  const { code, output } = await run('git', ['describe', '--tags', '--abbrev=0', '--match', 'v[0-9]*']);
  return code === 0 ? output.trim() : undefined;
}
