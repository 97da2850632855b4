import { randomUUID } from 'node:crypto';
import { link, mkdir, open, opendir, rename, rm, rmdir, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Digest } from './digest';
import { ObjectStorage, type ListedObject, type StoredObject } from './object-storage';
import { PART, requireSafeKey, requireSafePrefix } from './storage-key.rules';
import { StorageKeyTaken, StorageUnavailable, StoredObjectMissing } from './storage.errors';

/** Whoever deletes a folder's last file removes it, perhaps between its making and the first file in it; three times is no coincidence. */
const FOLDER_TRIES = 3;

/** Files below one folder of a volume. */
export class LocalStorage extends ObjectStorage {
  private readonly root: string;

  constructor(path: string) {
    super();
    this.root = resolve(path);
  }

  async put(key: string, content: Readable, signal?: AbortSignal): Promise<StoredObject> {
    const path = this.pathOf(key);
    const part = `${path}.${randomUUID()}${PART}`;
    const digest = new Digest();
    // A source that fails before we listen must not end the process.
    content.on('error', () => undefined);
    try {
      const file = await this.openPart(part, path, key);
      try {
        await pipeline(content, digest, intoFile(file), { signal });
        await guard(() => file.sync());
      } finally {
        await file.close();
      }
      await this.name(part, path, key);
      return { key, bytes: digest.bytes, sha256: digest.sha256 };
    } catch (error) {
      content.destroy();
      throw error;
    } finally {
      await rm(part, { force: true }).catch(() => undefined);
    }
  }

  async get(key: string): Promise<Readable> {
    const path = this.pathOf(key);
    const file = await open(path, 'r').catch((error: unknown) => {
      throw isMissing(error) ? new StoredObjectMissing(key) : new StorageUnavailable(error);
    });
    return file.createReadStream();
  }

  async stat(key: string): Promise<{ readonly key: string; readonly bytes: number } | undefined> {
    const path = this.pathOf(key);
    try {
      const found = await stat(path);
      return found.isFile() ? { key, bytes: found.size } : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new StorageUnavailable(error);
    }
  }

  async delete(key: string): Promise<void> {
    const path = this.pathOf(key);
    await guard(() => rm(path, { force: true }));
    // A folder an export would be a million of them in a few years, and every sweep would walk through them all.
    for (let folder = dirname(path); folder.startsWith(this.root + sep); folder = dirname(folder)) if (!(await isRemoved(folder))) break;
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    requireSafePrefix(prefix);
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    for await (const file of this.walk(folder)) if (file.key.startsWith(prefix) && !file.key.endsWith(PART)) yield file;
  }

  async probe(): Promise<void> {
    await this.requireRoot();
    await this.writeReadRemove();
  }

  async removeTorn(before: Date): Promise<number> {
    let removed = 0;
    for await (const { key, modifiedAt } of this.walk('')) {
      if (!key.endsWith(PART) || modifiedAt >= before) continue;
      await guard(() => rm(join(this.root, key), { force: true }));
      removed++;
    }
    return removed;
  }

  private async openPart(part: string, path: string, key: string, tries = FOLDER_TRIES): Promise<FileHandle> {
    try {
      await this.makeFolder(dirname(path));
      if (await exists(path)) throw new StorageKeyTaken(key);
      // 'wx': this file is nobody else's; fsync before the name, so that a name never stands for a torn file.
      return await guard(() => open(part, 'wx', 0o640));
    } catch (error) {
      if (tries > 1 && error instanceof StorageUnavailable && isMissing(error.cause)) return this.openPart(part, path, key, tries - 1);
      throw error;
    }
  }

  private pathOf(key: string): string {
    return join(this.root, requireSafeKey(key));
  }

  /** The root is made by whoever installs. Where it is missing the volume is not mounted, and a root of our own would hide that, and later hide the files. */
  private async requireRoot(): Promise<void> {
    const found = await guard(() => stat(this.root));
    if (!found.isDirectory()) throw new StorageUnavailable(new Error(`${this.root} is no folder`));
  }

  /** A new folder is there for good once the folder that names it is on the disk; so for each new one up to the root. */
  private async makeFolder(folder: string): Promise<void> {
    await this.requireRoot();
    const first = await guard(() => mkdir(folder, { recursive: true }));
    for (let made = folder; first !== undefined; made = dirname(made)) {
      await guard(() => syncFolder(dirname(made)));
      if (made === first) return;
    }
  }

  /** A hard link refuses a taken name atomically, which renaming does not; then both names are on the disk for good. */
  private async name(part: string, path: string, key: string): Promise<void> {
    try {
      await link(part, path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw new StorageKeyTaken(key);
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code ?? '')) throw new StorageUnavailable(error);
      // Volumes without hard links (FAT, some network shares): look, then rename. Our keys carry ids of their own run.
      if (await exists(path)) throw new StorageKeyTaken(key);
      await guard(() => rename(part, path));
    }
    await guard(() => syncFolder(dirname(path)));
  }

  /** In the order of whole keys: a folder sorts as its name with the slash. */
  private async *walk(folder: string): AsyncIterable<ListedObject> {
    const entries: string[] = [];
    try {
      for await (const entry of await opendir(join(this.root, folder))) {
        if (entry.isDirectory()) entries.push(`${entry.name}/`);
        else if (entry.isFile()) entries.push(entry.name);
      }
    } catch (error) {
      if (isMissing(error)) return;
      throw new StorageUnavailable(error);
    }
    for (const name of entries.sort((a, b) => (a < b ? -1 : 1))) {
      if (name.endsWith('/')) yield* this.walk(folder + name);
      else {
        const found = await stat(join(this.root, folder + name)).catch(() => undefined);
        if (found) yield { key: folder + name, bytes: found.size, modifiedAt: found.mtime };
      }
    }
  }
}

/** Like the handle's own stream, but a full disk or a lost volume is the storage's failure and not the content's. */
function intoFile(file: FileHandle): Writable {
  return new Writable({
    write: (chunk: Buffer, _encoding, done) =>
      void writeAll(file, chunk).then(
        () => done(),
        (error: unknown) => done(new StorageUnavailable(error)),
      ),
  });
}

async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw new StorageUnavailable(error);
    },
  );
}

/** False for one that holds something, or that somebody else is at. */
function isRemoved(folder: string): Promise<boolean> {
  return rmdir(folder).then(
    () => true,
    () => false,
  );
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    throw new StorageUnavailable(error);
  });
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}
