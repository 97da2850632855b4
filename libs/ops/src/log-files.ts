import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** How far a log has been read. */
export interface LogPosition {
  readonly file: string;
  readonly inode: string;
  readonly position: number;
  /** When it was read last. */
  readonly readAt?: Date;
}

export interface LogFile {
  readonly path: string;
  readonly inode: string;
  readonly size: number;
  readonly modifiedMs: number;
}

const LOG_NAME = /\.(log|csv|json)(\.\d+)?$/;

/** The log's files, oldest first: those of a directory, or one file with what rotation made of it (`x.log.1`). */
export async function logFiles(source: string): Promise<LogFile[]> {
  const about = await stat(source).catch(() => undefined);
  const isFolder = about?.isDirectory() === true;
  const folder = isFolder ? source : dirname(source);
  const belongs = (name: string): boolean => (isFolder ? LOG_NAME.test(name) : name === basename(source) || name.startsWith(`${basename(source)}.`));
  const names = (await readdir(folder).catch(() => [])).filter((name) => belongs(name) && !name.endsWith('.gz'));
  const files = await Promise.all(names.map((name) => describe(join(folder, name))));
  return files.filter((file) => file !== undefined).sort((a, b) => a.modifiedMs - b.modifiedMs || (isFolder ? 1 : -1) * a.path.localeCompare(b.path));
}

async function describe(path: string): Promise<LogFile | undefined> {
  const about = await stat(path, { bigint: true }).catch(() => undefined); // rotated away between the listing and now
  return about?.isFile() ? { path, inode: `${about.dev}:${about.ino}`, size: Number(about.size), modifiedMs: Number(about.mtimeMs) } : undefined;
}

/** Bytes from the position on, one character a byte (latin1): positions stay exact whatever the log is encoded in. */
export async function readFrom(path: string, position: number, bytes: number): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, position);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Where to go on. A file is known by its inode, so a renamed one is read to its end before the next one begins; a file that has
 * become shorter was emptied and begins anew. A log that was never read begins at its end: history is no news.
 */
export function nextPart(files: readonly LogFile[], known: LogPosition | undefined): LogPosition | undefined {
  const newest = files.at(-1);
  if (!newest) return undefined;
  if (!known) return { file: newest.path, inode: newest.inode, position: newest.size };
  const at = files.findIndex((file) => file.inode === known.inode);
  const current = files[at];
  if (!current) {
    // Gone with whatever was unread. What was written to since then is newer; what was not has been read already.
    const fresh = files.find((file) => file.modifiedMs >= (known.readAt?.getTime() ?? 0)) ?? newest;
    return { file: fresh.path, inode: fresh.inode, position: 0 };
  }
  const position = current.size < known.position ? 0 : known.position;
  const next = files[at + 1];
  if (position >= current.size && next) return { file: next.path, inode: next.inode, position: 0 };
  return { file: current.path, inode: current.inode, position };
}
