// One user of a directory at a time: a lock file that names the living process holding it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isAlive } from './processes.mjs';

/** Takes the lock, also over from a dead holder. Returns `{release}` or `{holder}` when a living process has it. */
export function takeLock(directory) {
  const path = join(directory, 'in-use-by.json');
  for (;;) {
    try {
      writeFileSync(path, JSON.stringify(identify(process.pid)), { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = read(path);
      if (holder && isAlive(holder)) return { holder };
      rmSync(path, { force: true });
    }
  }
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // torn by a crash
  }
}
