// Child programs of a tool: they end with it, and an interrupt is waited out so that services are stopped afterwards.
import { spawn } from 'node:child_process';
import { ROOT } from './services/home.mjs';

const running = new Set();
let guard;

/** From now on children also end when we are killed without a chance to end them. */
export function guardChildren(aGuard) {
  guard = aGuard;
}

/** Runs a Node.js program in the workspace and resolves to its exit code. With `quiet` its output appears only when it fails. */
export async function runNode(args, env = {}, { quiet = false } = {}) {
  if (!quiet) return (await follow(args, env, 'inherit')).code;
  const { code, stdout, stderr } = await captureNode(args, env);
  if (code !== 0) process.stderr.write(stdout + stderr);
  return code;
}

/** Runs a Node.js program and resolves to `{code, stdout, stderr}`. */
export const captureNode = (args, env = {}) => follow(args, env, 'pipe');

function follow(args, env, output) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', output, output] });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name]?.setEncoding('utf8').on('data', (chunk) => (text[name] += chunk));
    running.add(child);
    if (child.pid) guard?.entrust(child.pid);
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      guard?.release(child.pid);
      resolve({ code: code ?? 130, ...text });
    });
  });
}

/** What our caller's Ctrl-C does for a terminal's foreground group, done for a signal sent to us alone. */
export function endChildren(signal = 'SIGTERM') {
  for (const child of running) child.kill(signal);
}
