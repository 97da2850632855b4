// The lock file installs behind any registry and knows every workspace.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';

export default {
  name: 'lock file',
  run() {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    const problems = Object.entries(packages)
      .filter(([, entry]) => /^https?:/.test(entry.resolved ?? ''))
      .map(([path]) => `${path} records a download address; install with the repository's .npmrc`);
    const workspaces = ['apps', 'libs'].flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`));
    problems.push(...workspaces.filter((path) => !packages[path]).map((path) => `${path} is not in package-lock.json; run npm install`));
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^(npm:.+@)?\d/.test(version));
    return [...problems, ...loose.map(([name, version]) => `${name}: "${version}" is not an exact version`)];
  },
};
