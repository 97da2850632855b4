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
export function runNode(args, env = {}, { quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    running.add(child);
    if (child.pid) guard?.entrust(child.pid);
    child.once('error', reject);
    child.once('close', (code) => {
      running.delete(child);
      guard?.release(child.pid);
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code ?? 130);
    });
  });
}

/** What our caller's Ctrl-C does for a terminal's foreground group, done for a signal sent to us alone. */
export function endChildren(signal = 'SIGTERM') {
  for (const child of running) child.kill(signal);
}
