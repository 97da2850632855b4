// Runs a program for a check and keeps what it says.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { ROOT } from '../services/home.mjs';

const require = createRequire(import.meta.url);

/** Resolves to `{code, output}`; the output of both streams in order. */
export function run(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 130, output: Buffer.concat(output).toString() }));
  });
}

/** A program of an npm package by its file inside the package. */
export const runPackage = (file, args, env) => run(process.execPath, [require.resolve(file), ...args], env);

/** The usual check: no problem when the program ends with 0, else what it said. */
export async function problemsOf(result) {
  const { code, output } = await result;
  return code === 0 ? [] : [output.trim() || `exit code ${code}`];
}
