import { rm, statfs, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Session } from '../session';
import { fail, firstLine, ok, warn, type Finding } from './finding';

/** The oldest Node.js the dependencies run on. */
const NODE_OLDEST: readonly [number, number] = [20, 19];
/** Below this a nightly backup no longer fits beside a grown database. */
const DISK_WARN_GB = 5;
/** Below this PostgreSQL is close to stopping. */
const DISK_FAIL_GB = 1;

export function checkNode(version = process.versions.node): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > NODE_OLDEST[0] || (major === NODE_OLDEST[0] && minor >= NODE_OLDEST[1]);
  return fits ? ok('node', version) : fail('node', version, `install Node.js ${NODE_OLDEST.join('.')} or newer`);
}

/** Writes and removes a small file where exports and backups go; a folder that is not there yet is not made. */
export async function checkStorage(session: Session): Promise<Finding[]> {
  const { driver, path } = session.settings.storage;
  if (driver === 's3') return [warn('storage', 'S3 storage is configured', 'the portal’s health page shows whether it answers')];
  const folder = nearest(path);
  const probe = join(folder, `.doctor-${process.pid}`);
  try {
    await writeFile(probe, 'x');
    await rm(probe);
    return [ok('storage', folder === path ? `${path} is writable` : `${path} can be made`)];
  } catch (error) {
    return [fail('storage', firstLine(error), `make ${path} writable for this account, or set STORAGE_PATH`)];
  }
}

export async function checkDisk(session: Session): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(nearest(session.settings.home));
  const free = (bavail * bsize) / 1e9;
  const detail = `${free.toFixed(1)} GB free at ${session.settings.home}`;
  if (free < DISK_FAIL_GB) return [fail('disk', detail, 'free space now: the database stops when the disk is full')];
  return [free < DISK_WARN_GB ? warn('disk', detail, 'free space or add a disk soon') : ok('disk', detail)];
}

/** The path itself or the closest folder above it that exists. */
function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}
