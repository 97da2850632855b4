import { Readable } from 'node:stream';
import { Client, S3Error, type BucketItem } from 'minio';
import { Digest } from './digest';
import { ObjectStorage, type ListedObject, type StoredObject } from './object-storage';
import { requireSafeKey, requireSafePrefix } from './storage-key.rules';
import { StorageKeyTaken, StorageUnavailable, StoredObjectMissing } from './storage.errors';

export interface S3Options {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}

/** One part is held in memory: 8 MiB × the 10 000 parts of S3 are 80 GB. The client's own guess for streams is 528 MiB. */
const PART_BYTES = 8 * 1024 * 1024;
/** Two more tries within a second: a job repeats by itself, a request must not wait. */
const RETRIES = { maximumRetryCount: 2, baseDelayMs: 100, maximumDelayMs: 500 };

/** A bucket of an S3 server (MinIO and its kin). The bucket is made when it is missing. */
export class S3Storage extends ObjectStorage {
  private readonly client: Client;
  private readonly bucket: string;
  private bucketReady: Promise<void> | undefined;

  constructor(private readonly options: S3Options) {
    super();
    const { protocol, hostname, port } = new URL(options.endpoint);
    this.bucket = options.bucket;
    this.client = new Client({
      endPoint: hostname,
      port: port ? Number(port) : protocol === 'https:' ? 443 : 80,
      useSSL: protocol === 'https:',
      accessKey: options.accessKey,
      secretKey: options.secretKey,
      region: options.region,
      pathStyle: true,
      partSize: PART_BYTES,
      retryOptions: RETRIES,
    });
  }

  async put(key: string, content: Readable, signal?: AbortSignal): Promise<StoredObject> {
    requireSafeKey(key);
    content.on('error', () => undefined);
    try {
      await this.requireBucket();
      // S3 has no "create only" that every server knows; our keys carry the id of the run that writes them, so that
      // looking first is enough to catch mistakes.
      if (await this.stat(key)) throw new StorageKeyTaken(key);
      return await this.send(key, content, signal);
    } catch (error) {
      content.destroy();
      throw error;
    }
  }

  async get(key: string): Promise<Readable> {
    requireSafeKey(key);
    try {
      return await this.client.getObject(this.bucket, key);
    } catch (error) {
      throw isMissing(error) ? new StoredObjectMissing(key) : new StorageUnavailable(error);
    }
  }

  async stat(key: string): Promise<{ readonly key: string; readonly bytes: number } | undefined> {
    requireSafeKey(key);
    try {
      return { key, bytes: (await this.client.statObject(this.bucket, key)).size };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new StorageUnavailable(error);
    }
  }

  async delete(key: string): Promise<void> {
    requireSafeKey(key);
    await this.client.removeObject(this.bucket, key).catch((error: unknown) => {
      if (!isMissing(error)) throw new StorageUnavailable(error);
    });
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    requireSafePrefix(prefix);
    try {
      for await (const item of this.client.listObjectsV2(this.bucket, prefix, true) as AsyncIterable<BucketItem>) {
        if (item.name) yield { key: item.name, bytes: item.size, modifiedAt: item.lastModified };
      }
    } catch (error) {
      if (!isMissing(error)) throw new StorageUnavailable(error);
    }
  }

  async probe(): Promise<void> {
    await this.requireBucket();
    await this.writeReadRemove();
  }

  async removeTorn(before: Date): Promise<number> {
    let removed = 0;
    try {
      for await (const upload of this.client.listIncompleteUploads(this.bucket, '', true) as AsyncIterable<{ key: string; initiated: Date }>) {
        if (new Date(upload.initiated) >= before) continue;
        await this.client.removeIncompleteUpload(this.bucket, upload.key);
        removed++;
      }
    } catch (error) {
      if (!isMissing(error)) throw new StorageUnavailable(error);
    }
    return removed;
  }

  /** What fits into one part goes in one request; the rest streams, part by part. */
  private async send(key: string, content: Readable, signal?: AbortSignal): Promise<StoredObject> {
    const digest = new Digest();
    const chunks = content.pipe(digest)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const failed = new Promise<never>((_, reject) => {
      const fail = (error: Error): void => {
        digest.destroy();
        reject(new ContentFailed(error));
      };
      content.once('error', fail);
      if (signal?.aborted) fail(signal.reason as Error);
      signal?.addEventListener('abort', () => fail(signal.reason as Error), { once: true });
    });
    failed.catch(() => undefined);
    try {
      const { head, isAll } = await Promise.race([takePart(chunks), failed]);
      const body = isAll ? head : Readable.from(following(head, chunks), { objectMode: false });
      // The client never notices that its source has failed: it would wait for ever.
      await Promise.race([this.client.putObject(this.bucket, key, body), failed]);
      return { key, bytes: digest.bytes, sha256: digest.sha256 };
    } catch (error) {
      await this.client.removeIncompleteUpload(this.bucket, key).catch(() => undefined);
      throw error instanceof ContentFailed ? error.reason : new StorageUnavailable(error);
    }
  }

  private requireBucket(): Promise<void> {
    this.bucketReady ??= this.makeBucket().catch((error: unknown) => {
      this.bucketReady = undefined;
      throw new StorageUnavailable(error);
    });
    return this.bucketReady;
  }

  private async makeBucket(): Promise<void> {
    if (await this.client.bucketExists(this.bucket)) return;
    await this.client.makeBucket(this.bucket, this.options.region).catch((error: unknown) => {
      // Another process was first.
      if (!/BucketAlready(OwnedByYou|Exists)/.test((error as S3Error).code ?? '')) throw error;
    });
  }
}

class ContentFailed extends Error {
  constructor(readonly reason: Error) {
    super(reason?.message);
  }
}

async function takePart(chunks: AsyncIterator<Buffer>): Promise<{ head: Buffer; isAll: boolean }> {
  const taken: Buffer[] = [];
  for (let bytes = 0; bytes <= PART_BYTES;) {
    const next = await chunks.next();
    if (next.done) return { head: Buffer.concat(taken), isAll: true };
    taken.push(next.value);
    bytes += next.value.length;
  }
  return { head: Buffer.concat(taken), isAll: false };
}

async function* following(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

function isMissing(error: unknown): boolean {
  return ['NotFound', 'NoSuchKey', 'NoSuchBucket'].includes((error as S3Error).code ?? '');
}
