import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { StorageUnavailable } from './storage.errors';

export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  /** Hex SHA-256 of the content. */
  readonly sha256: string;
}

export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  readonly modifiedAt: Date;
}

/**
 * Files by key (`exports/2026/11/<uuid>.xlsx`; see storage-key.rules). An object never changes: the same key cannot be
 * written twice. A torn write leaves no object. Every method throws StorageKeyRefused for an unsafe key.
 */
export abstract class ObjectStorage {
  /** Streams the content in; a failing source or an aborted signal rejects with its own reason. @throws StorageUnavailable | StorageKeyTaken */
  abstract put(key: string, content: Readable, signal?: AbortSignal): Promise<StoredObject>;
  /** @throws StoredObjectMissing | StorageUnavailable */
  abstract get(key: string): Promise<Readable>;
  /** Undefined when there is none. */
  abstract stat(key: string): Promise<{ readonly key: string; readonly bytes: number } | undefined>;
  /** Deleting what is not there is no error. */
  abstract delete(key: string): Promise<void>;
  /** Keys with the prefix, in order. */
  abstract list(prefix: string): AsyncIterable<ListedObject>;
  /** Writes, reads and removes a small object. @throws StorageUnavailable when any of it fails. */
  abstract probe(): Promise<void>;
  /** Removes what writes that never finished have left and that began before; tells how many. */
  abstract removeTorn(before: Date): Promise<number>;

  protected async writeReadRemove(): Promise<void> {
    const key = `probe/${randomUUID()}`;
    try {
      await this.put(key, Readable.from([Buffer.from(key)]));
      if ((await buffer(await this.get(key))).toString() !== key) throw new Error('what was read is not what was written');
      await this.delete(key);
    } catch (error) {
      throw error instanceof StorageUnavailable ? error : new StorageUnavailable(error);
    }
  }
}
