// Nx target "build" of a server project: its src/ through SWC into dist/, without the specs. dist/ is emptied first, so that a
// file that was renamed or removed does not live on.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './services/home.mjs';

rmSync('dist', { recursive: true, force: true });
const swc = createRequire(import.meta.url).resolve('@swc/cli/bin/swc.js');
const args = ['src', '-d', 'dist', '--strip-leading-paths', '--copy-files', '--config-file', join(ROOT, '.swcrc'), '--ignore', '**/*.spec.ts', '--quiet'];
process.exitCode = spawnSync(process.execPath, [swc, ...args], { stdio: 'inherit' }).status ?? 1;
