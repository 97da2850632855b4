import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { ObjectStorage, StoredObject } from './object-storage';

/** What is in the storage is not what was written there. */
export class ArchiveDamaged extends Error {
  constructor(key: string, what: string) {
    super(`archive ${key}: ${what}`);
    this.name = 'ArchiveDamaged';
  }
}

/** Chunks of the compressor's input: a line at a time would be all overhead. */
const CHUNK_CHARACTERS = 256 * 1024;

/** Writes JSON lines, compressed, as one object. gzip, because every machine of the next ten years can read it. */
export async function writeLines(storage: ObjectStorage, key: string, lines: AsyncIterable<string>, signal?: AbortSignal): Promise<StoredObject> {
  const gzip = createGzip();
  const compressed = pipeline(Readable.from(inChunks(lines)), gzip);
  const [stored] = await Promise.all([storage.put(key, gzip, signal), compressed]);
  return stored;
}

/** The lines of an archive as they come. At the end its size and hash are compared. @throws ArchiveDamaged, also for a stream that cannot be unpacked. */
export async function* readLines(storage: ObjectStorage, file: StoredObject): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const gunzip = createGunzip();
  const unpacked = pipeline(await storage.get(file.key), meter, gunzip);
  unpacked.catch(() => undefined); // told below, once the reader has seen it
  try {
    yield* splitLines(gunzip.setEncoding('utf8') as AsyncIterable<string>);
    await unpacked;
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('Z_') ? new ArchiveDamaged(file.key, 'it cannot be unpacked') : error;
  }
  if (bytes !== file.bytes || hash.digest('hex') !== file.sha256) throw new ArchiveDamaged(file.key, 'its size or hash differs from what was written');
}

async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

async function* splitLines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}
