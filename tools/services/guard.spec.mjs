import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { takeLock } from './lock.mjs';
import { identify, isAlive, waitUntil } from './processes.mjs';

/** A parent that entrusts a sleeper (deaf to SIGTERM when asked) to a guardian and reports both pids. */
const PARENT = `
import { spawn } from 'node:child_process';
import { Guard } from '${new URL('guard.mjs', import.meta.url)}';
const guard = new Guard();
const sleeper = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => process.exit()); setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
setTimeout(() => { guard.entrust(sleeper.pid); console.log(JSON.stringify([sleeper.pid, guard.guardian.pid])); }, 300);
`;

async function startParent() {
  const parent = spawn(process.execPath, ['--input-type=module', '-e', PARENT], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(parent.stdout, 'data');
  return { parent, pids: JSON.parse(line.toString()).map(identify) };
}

test('what was entrusted ends when its parent is killed without a chance to clean up', async () => {
  const { parent, pids } = await startParent();
  assert.ok(pids.every(isAlive));
  parent.kill('SIGKILL');
  assert.ok(await waitUntil(() => !pids.some(isAlive), 10_000), 'sleeper and guardian are gone');
});

test('a killed guardian is replaced and knows what its predecessor knew', async () => {
  const { parent, pids } = await startParent();
  const [sleeper, guardian] = pids;
  process.kill(guardian.pid, 'SIGKILL');
  await waitUntil(() => !isAlive(guardian), 5_000);
  await new Promise((resume) => setTimeout(resume, 500));
  parent.kill('SIGKILL');
  assert.ok(await waitUntil(() => !isAlive(sleeper), 10_000));
});

test('a directory has one living holder, and a dead one gives way', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-lock-'));
  try {
    const first = takeLock(folder);
    assert.equal(takeLock(folder).holder.pid, process.pid);
    first.release();
    writeFileSync(join(folder, 'in-use-by.json'), JSON.stringify({ pid: process.pid, started: '1' })); // the pid was used again
    assert.ok(takeLock(folder).release);
    writeFileSync(join(folder, 'in-use-by.json'), '{"pi'); // torn by a crash
    assert.ok(takeLock(folder).release);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
