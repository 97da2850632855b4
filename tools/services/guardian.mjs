// A small process of its own that outlives its parent by some seconds: when the parent ends in any way, even by kill -9,
// the pipe on stdin closes and whatever was entrusted to it is ended, the last started first.
// Each line of stdin is {"add": {pid, started}, "signal": "SIGTERM"} or {"remove": pid}.
import { createInterface } from 'node:readline';
import { endProcess } from './processes.mjs';

const GRACE_MS = 15_000;
const entrusted = new Map();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined); // only the end of the parent counts

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { add, signal, remove } = JSON.parse(line);
  if (add) entrusted.set(add.pid, { target: add, signal });
  if (remove) entrusted.delete(remove);
});
lines.on('close', async () => {
  for (const { target, signal } of [...entrusted.values()].reverse()) await endProcess(target, signal, GRACE_MS);
  process.exit(0);
});
