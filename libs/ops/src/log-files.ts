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
/** The server may write the same entries in several formats side by side. The richest that is still written is read, and only that. */
const FORMATS = ['.json', '.csv', '.log'];
/** A format that has been silent for so long while another was written is none that the server still writes. */
const GIVEN_UP_MS = 86_400_000;
/** A file's time comes from a clock that ticks (4 ms in the kernel, up to 2 s in a file system) and may be another machine's than the database's. */
const CLOCK_GRAIN_MS = 2_000;

/** The log's files, oldest first: those of a directory, or one file with what rotation made of it (`x.log.1`). */
export async function logFiles(source: string): Promise<LogFile[]> {
  const about = await stat(source).catch(() => undefined);
  const isFolder = about?.isDirectory() === true;
  const folder = isFolder ? source : dirname(source);
  const belongs = (name: string): boolean => (isFolder ? LOG_NAME.test(name) : name === basename(source) || name.startsWith(`${basename(source)}.`));
  const names = (await readdir(folder).catch(() => [])).filter((name) => belongs(name) && !name.endsWith('.gz'));
  const files = await Promise.all(names.map((name) => describe(join(folder, name))));
  const found = files.filter((file) => file !== undefined);
  return (isFolder ? inOneFormat(found) : found).sort((a, b) => a.modifiedMs - b.modifiedMs || (isFolder ? 1 : -1) * a.path.localeCompare(b.path));
}

function inOneFormat(files: readonly LogFile[]): LogFile[] {
  const groups = FORMATS.map((format) => files.filter(({ path }) => path.replace(/\.\d+$/, '').endsWith(format)));
  const newest = (group: readonly LogFile[]): number => Math.max(...group.map((file) => file.modifiedMs));
  return groups.find((group) => group.length > 0 && newest(group) > newest(files) - GIVEN_UP_MS) ?? [];
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
 * Where to go on: the oldest file with something unread. Each file is known by its inode, so a renamed one is read to its end,
 * and of several that are written by turns each is read from where it was left. A file that has become shorter was emptied and
 * begins anew. A log that was never read begins at its end: history is no news.
 */
export function nextPart(files: readonly LogFile[], known: readonly LogPosition[]): LogPosition | undefined {
  const newest = files.at(-1);
  if (!newest) return undefined;
  if (known.length === 0) return { file: newest.path, inode: newest.inode, position: newest.size };
  const lastRead = Math.max(...known.map(({ readAt }) => readAt?.getTime() ?? 0)) - CLOCK_GRAIN_MS;
  let isAfterKnown = false;
  for (const { path, inode, size, modifiedMs } of files) {
    const before = known.find((position) => position.inode === inode);
    isAfterKnown ||= before !== undefined;
    // Unknown, older than what is known and not written to since the last look: history.
    const position = before ? (size < before.position ? 0 : before.position) : isAfterKnown || modifiedMs >= lastRead ? 0 : size;
    if (position < size || (before && position !== before.position)) return { file: path, inode, position };
  }
  return undefined;
}
