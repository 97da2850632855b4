import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
      for await (const { key, uploadId, initiated } of this.uploadsBelow('')) {
        if (new Date(initiated) >= before) continue;
        await this.client.abortMultipartUpload(this.bucket, key, uploadId);
        removed++;
      }
    } catch (error) {
      if (!isMissing(error)) throw new StorageUnavailable(error);
    }
    return removed;
  }

  /** Either the whole object is there in the end, or nothing: an upload that was begun is aborted by its id. */
  private async send(key: string, content: Readable, signal?: AbortSignal): Promise<StoredObject> {
    const digest = new Digest();
    const upload: Upload = { id: undefined };
    let uploading: Promise<void> = Promise.resolve();
    try {
      await pipeline(content, digest, (chunks: AsyncIterable<Buffer>) => (uploading = this.upload(key, chunks, upload)), { signal });
      return { key, bytes: digest.bytes, sha256: digest.sha256 };
    } catch (error) {
      // What is under way on the wire is waited for: only then is it known what has to be taken back.
      const isStored = await uploading.then(
        () => digest.readableEnded,
        () => false,
      );
      if (isStored) await this.client.removeObject(this.bucket, key).catch(() => undefined);
      else if (upload.id !== undefined) await this.client.abortMultipartUpload(this.bucket, key, upload.id).catch(() => undefined);
      throw error;
    }
  }

  /** What fits into one part goes in one request; the rest part by part, each held in memory until it is sent. */
  private async upload(key: string, chunks: AsyncIterable<Buffer>, upload: Upload): Promise<void> {
    const parts = partsOf(chunks);
    const first = await parts.next();
    const second = first.done ? first : await parts.next();
    if (second.done) return void (await guard(() => this.client.putObject(this.bucket, key, first.value ?? Buffer.alloc(0))));
    upload.id = await guard(() => this.client.initiateNewMultipartUpload(this.bucket, key, {}));
    const etags: { part: number; etag: string }[] = [];
    for (let next: IteratorResult<Buffer, undefined> = first; !next.done; next = etags.length === 1 ? second : await parts.next()) {
      const config = { bucketName: this.bucket, objectName: key, uploadID: upload.id, partNumber: etags.length + 1, headers: {} };
      const { value } = next;
      const { part, etag } = await guard(() => this.client.uploadPart(config, value));
      etags.push({ part, etag });
    }
    await guard(() => this.client.completeMultipartUpload(this.bucket, key, upload.id!, etags));
  }

  /** Folder by folder: not every server lists uploads without a delimiter. */
  private async *uploadsBelow(prefix: string): AsyncIterable<{ readonly key: string; readonly uploadId: string; readonly initiated: Date }> {
    const found = this.client.listIncompleteUploads(this.bucket, prefix, false) as AsyncIterable<FoundUpload>;
    for await (const { key, uploadId, initiated, prefix: folder } of found) {
      if (key && uploadId && initiated) yield { key, uploadId, initiated };
      else if (folder && folder !== prefix) yield* this.uploadsBelow(folder);
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

interface Upload {
  /** Set once the server has begun it. */
  id: string | undefined;
}

interface FoundUpload {
  readonly key?: string;
  readonly uploadId?: string;
  readonly initiated?: Date;
  readonly prefix?: string;
}

/** Chunks put together to parts; all but the last have the same size. */
async function* partsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let taken: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    taken.push(chunk);
    bytes += chunk.length;
    while (bytes >= PART_BYTES) {
      const whole = Buffer.concat(taken, bytes);
      yield whole.subarray(0, PART_BYTES);
      taken = [whole.subarray(PART_BYTES)];
      bytes -= PART_BYTES;
    }
  }
  if (bytes > 0) yield Buffer.concat(taken, bytes);
  return undefined;
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    throw new StorageUnavailable(error);
  });
}

function isMissing(error: unknown): boolean {
  return ['NotFound', 'NoSuchKey', 'NoSuchBucket'].includes((error as S3Error).code ?? '');
}
