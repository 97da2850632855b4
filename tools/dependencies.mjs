// The locked npm dependencies: installed when they are missing or differ from package-lock.json.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Refusal, say } from './services/home.mjs';

const NODE_OLDEST = [20, 19];

/** @throws Refusal when Node.js is too old or `npm ci` fails. */
export function ensureDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NODE_OLDEST[0] || (major === NODE_OLDEST[0] && minor < NODE_OLDEST[1])) {
    throw new Refusal(`Node.js ${process.versions.node} is too old; install ${NODE_OLDEST.join('.')} or newer (24 is recommended)`);
  }
  const difference = firstDifference();
  if (!difference) return;
  say(`installing the locked dependencies (${difference}), about a minute`);
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Refusal('npm ci failed; its own message is above');
}

/** npm notes what it installed in a hidden lock file; undefined when that agrees with ours. */
function firstDifference() {
  const hidden = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return 'none are installed';
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const differs = ([path, entry]) => path.startsWith('node_modules/') && !entry.optional && !entry.devOptional && installed[path]?.version !== entry.version;
  const found = Object.entries(locked).find(([path, entry]) => differs([path, entry]) || (entry.link && !existsSync(join(ROOT, path))));
  return found && `${found[0].slice('node_modules/'.length)} differs`;
}
