import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Client } from 'minio';
import { LocalStorage, S3Storage, StorageKeyRefused, StorageKeyTaken, StorageUnavailable, StoredObjectMissing, type ObjectStorage } from './index';

const HOSTILE = join(__dirname, '../../../../shared/data/hostile-strings/path-traversal.json');
const withShared = existsSync(HOSTILE) ? it : it.skip;
/** `http://access:secret@host:port/bucket` of a server for tests. */
const S3_URL = process.env.ANWEN_TEST_S3_URL;

const bytes = (length: number): Buffer => Buffer.alloc(length, 'a9Z中');
const keysOf = async (storage: ObjectStorage, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys;
};

/** The promises of ObjectStorage, for each driver. */
function keepsItsPromises(open: () => ObjectStorage): void {
  const at = `t-${randomUUID()}`;
  let storage: ObjectStorage;
  beforeAll(() => void (storage = open()));
  afterAll(async () => {
    for await (const { key } of storage.list(`${at}/`)) await storage.delete(key);
  });

  it.each([0, 1, 70_000, 20_000_000])('gives back %d bytes as they came in, with their digest', async (length) => {
    const content = bytes(length);
    const key = `${at}/sizes/${length}.bin`;
    const stored = await storage.put(key, Readable.from(content.length > 0 ? [content.subarray(0, length / 2), content.subarray(length / 2)] : []));
    expect(stored).toEqual({ key, bytes: length, sha256: createHash('sha256').update(content).digest('hex') });
    expect((await buffer(await storage.get(key))).equals(content)).toBe(true);
    expect(await storage.stat(key)).toEqual({ key, bytes: length });
  });

  it('never overwrites', async () => {
    await storage.put(`${at}/once.txt`, Readable.from([Buffer.from('first')]));
    await expect(storage.put(`${at}/once.txt`, Readable.from([Buffer.from('second')]))).rejects.toThrow(StorageKeyTaken);
    expect((await buffer(await storage.get(`${at}/once.txt`))).toString()).toBe('first');
  });

  it('lists in the order of keys, and only what has the prefix', async () => {
    for (const name of ['l/a/1', 'l/a.b', 'l/a-b', 'l/ab', 'l/a/0', 'other']) await storage.put(`${at}/${name}`, Readable.from([Buffer.from('x')]));
    expect(await keysOf(storage, `${at}/l/`)).toEqual(['l/a-b', 'l/a.b', 'l/a/0', 'l/a/1', 'l/ab'].map((name) => `${at}/${name}`));
    expect(await keysOf(storage, `${at}/l/a/`)).toEqual([`${at}/l/a/0`, `${at}/l/a/1`]);
    expect(await keysOf(storage, `${at}/none/`)).toEqual([]);
  });

  it('tells what is missing, and deleting it is no error', async () => {
    await expect(storage.get(`${at}/nothing`)).rejects.toThrow(StoredObjectMissing);
    expect(await storage.stat(`${at}/nothing`)).toBeUndefined();
    await storage.delete(`${at}/nothing`);
  });

  it.each([1_000, 9_000_000])('leaves no object when the source fails after %d bytes', async (length) => {
    const broken = Readable.from(
      (function* () {
        yield bytes(length);
        throw new Error('the cursor broke');
      })(),
    );
    await expect(storage.put(`${at}/torn/${length}`, broken)).rejects.toThrow('the cursor broke');
    expect(await keysOf(storage, `${at}/torn/`)).toEqual([]);
    // Nor a piece of one that nobody would ever finish.
    expect(await storage.removeTorn(new Date(Date.now() + 60_000))).toBe(0);
  });

  it('stops when told, with the reason that was given', async () => {
    const stop = new AbortController();
    const endless = Readable.from(
      (async function* () {
        for (;;) {
          yield bytes(1_000);
          await new Promise((resume) => setTimeout(resume, 5));
        }
      })(),
    );
    setTimeout(() => stop.abort(new Error('cancelled')), 50);
    await expect(storage.put(`${at}/endless`, endless, stop.signal)).rejects.toThrow();
    expect(endless.destroyed).toBe(true);
    expect(await storage.stat(`${at}/endless`)).toBeUndefined();
  });

  const refuses = async (keys: readonly string[]): Promise<void> => {
    for (const key of keys) {
      await expect(storage.put(key, Readable.from([Buffer.from('x')]))).rejects.toThrow(StorageKeyRefused);
      await expect(storage.get(key)).rejects.toThrow(StorageKeyRefused);
      await expect(storage.delete(key)).rejects.toThrow(StorageKeyRefused);
    }
  };

  withShared('refuses every path of the shared list (skipped where ../shared is missing)', () =>
    refuses(JSON.parse(readFileSync(HOSTILE, 'utf8')) as string[]),
  );

  it('refuses every key that could mean another place', async () => {
    const keys = ['', '/', '/etc/passwd', '../x', 'a/../b', 'a//b', 'a/', 'C:/x', 'a\\b', 'a\0b', '.hidden', 'a/.b', 'x.part', 'CON ', '中文', 'a'.repeat(600)];
    await refuses(keys);
    await expect(keysOf(storage, '../')).rejects.toThrow(StorageKeyRefused);
  });

  it('proves that it works', async () => {
    await storage.probe();
    expect(await keysOf(storage, 'probe/')).toEqual([]);
  });
}

describe('the local volume', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'anwen-storage-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  keepsItsPromises(() => new LocalStorage(folder));

  it('lets one of two writers of a key win', async () => {
    const storage = new LocalStorage(folder);
    const put = (text: string): Promise<unknown> => storage.put('race/one.txt', Readable.from([Buffer.from(text.repeat(1_000))]));
    const outcome = await Promise.allSettled(['a', 'b', 'c', 'd'].map(put));
    expect(outcome.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(join(folder, 'race'))).toEqual(['one.txt']);
  });

  it('hides what a killed process left, and removes it once it is old', async () => {
    const storage = new LocalStorage(folder);
    await storage.put('left/whole', Readable.from([Buffer.from('x')]));
    await writeFile(join(folder, 'left', 'gone.part'), 'half');
    expect(await keysOf(storage, 'left/')).toEqual(['left/whole']);
    expect(await storage.removeTorn(new Date(0))).toBe(0);
    expect(await storage.removeTorn(new Date(Date.now() + 1_000))).toBe(1);
    expect(await readdir(join(folder, 'left'))).toEqual(['whole']);
  });

  it('leaves no empty folder behind a deleted file, and keeps one that holds another', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    const storage = new LocalStorage(own);
    for (const key of ['e/2026/a/1.csv', 'e/2026/b/1.csv']) await storage.put(key, Readable.from(['x']));
    await storage.delete('e/2026/a/1.csv');
    expect(await readdir(join(own, 'e/2026'))).toEqual(['b']);
    await storage.delete('e/2026/b/1.csv');
    expect(await readdir(own)).toEqual([]);
  });

  it('loses no file to somebody who empties its folder at the same time', async () => {
    const storage = new LocalStorage(folder);
    const comeAndGo = async (name: string): Promise<void> => {
      for (let i = 0; i < 100; i++) {
        await storage.put(`busy/deep/${name}`, Readable.from(['x']));
        await storage.delete(`busy/deep/${name}`);
      }
    };
    await Promise.all(['a', 'b', 'c'].map(comeAndGo));
    expect(existsSync(join(folder, 'busy'))).toBe(false);
  });

  it('makes no folder of its own where the volume is not mounted', async () => {
    const root = join(folder, 'not-mounted');
    const storage = new LocalStorage(root);
    await expect(storage.put('a/b.txt', Readable.from([Buffer.from('x')]))).rejects.toThrow(StorageUnavailable);
    await expect(storage.probe()).rejects.toThrow(StorageUnavailable);
    expect(existsSync(root)).toBe(false);
    expect(await keysOf(storage, 'a/')).toEqual([]);
  });

  it('says that it is unavailable when its folder cannot be one', async () => {
    await writeFile(join(folder, 'file'), '');
    const storage = new LocalStorage(join(folder, 'file'));
    await expect(storage.probe()).rejects.toThrow(StorageUnavailable);
    await expect(storage.put('a', Readable.from([Buffer.from('x')]))).rejects.toThrow(StorageUnavailable);
  });
});

// Visibly skipped without a server; libs/storage/README.md says how to start one.
(S3_URL ? describe : describe.skip)('an S3 server', () => {
  const url = new URL(S3_URL ?? 'http://a:b@127.0.0.1/t');
  const options = {
    endpoint: url.origin,
    bucket: url.pathname.slice(1),
    accessKey: decodeURIComponent(url.username),
    secretKey: decodeURIComponent(url.password),
  };

  keepsItsPromises(() => new S3Storage({ ...options, region: 'us-east-1' }));

  it('sweeps an upload that nobody finished', async () => {
    const key = `t-${randomUUID()}/unfinished`;
    const client = new Client({
      endPoint: url.hostname,
      port: Number(url.port),
      useSSL: false,
      pathStyle: true,
      region: 'us-east-1',
      accessKey: options.accessKey,
      secretKey: options.secretKey,
    });
    await client.initiateNewMultipartUpload(options.bucket, key, {});
    const storage = new S3Storage({ ...options, region: 'us-east-1' });
    expect(await storage.removeTorn(new Date(0))).toBe(0);
    expect(await storage.removeTorn(new Date(Date.now() + 60_000))).toBe(1);
    expect(await storage.stat(key)).toBeUndefined();
  });

  it('says that it is unavailable with the wrong key', async () => {
    await expect(new S3Storage({ ...options, secretKey: 'wrong', region: 'us-east-1' }).probe()).rejects.toThrow(StorageUnavailable);
  });
});

describe('an S3 server that is not there', () => {
  it('is unavailable within seconds', async () => {
    const storage = new S3Storage({ endpoint: 'http://127.0.0.1:9', bucket: 'anwen', accessKey: 'a', secretKey: 'b', region: 'us-east-1' });
    await expect(storage.probe()).rejects.toThrow(StorageUnavailable);
    await expect(storage.get('a')).rejects.toThrow(StorageUnavailable);
  });
});
