import type { Readable } from 'node:stream';

export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  /** Hex SHA-256 of the content. */
  readonly sha256: string;
}

/**
 * Files by key (`exports/2026/11/<uuid>.xlsx`). An object never changes: the same key cannot be written twice.
 * A torn write leaves no object.
 */
export abstract class ObjectStorage {
  /** Streams the content in. @throws StorageUnavailable | StorageKeyTaken */
  abstract put(key: string, content: Readable, signal?: AbortSignal): Promise<StoredObject>;
  /** @throws StoredObjectMissing | StorageUnavailable */
  abstract get(key: string): Promise<Readable>;
  /** Undefined when there is none. */
  abstract stat(key: string): Promise<{ readonly key: string; readonly bytes: number } | undefined>;
  /** Removing what is not there is no error. */
  abstract remove(key: string): Promise<void>;
  /** Keys with the prefix, in order. */
  abstract list(prefix: string): AsyncIterable<{ readonly key: string; readonly bytes: number; readonly modifiedAt: Date }>;
  /** Writes, reads and removes a small object. @throws when any of it fails. */
  abstract probe(): Promise<void>;
}
