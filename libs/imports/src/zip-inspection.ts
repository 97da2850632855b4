import type { Readable } from 'node:stream';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { importErrors } from './imports.errors';

/** Reliability §9.8. A workbook of 100 000 rows has a dozen entries, some 100 MB, and shrinks to a tenth. */
const MAX_ENTRIES = 2_000;
const MAX_INFLATED = 200 * 1024 * 1024;
const MAX_RATIO = 100;
/** Small parts may shrink to nothing without harm; the ratio counts from here. */
const RATIO_FROM = 1_048_576;

/** The entries of a workbook's archive, judged by the central directory before a byte is inflated. */
export class ZipArchive {
  private inflated = 0;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws imports.file_unsafe | file_kind when it is no readable archive */
  static async open(bytes: Buffer): Promise<ZipArchive> {
    const zip = await fromBufferPromise(bytes, { validateEntrySizes: true, autoClose: false }).catch(() => {
      throw importErrors.file_kind();
    });
    if (zip.entryCount > MAX_ENTRIES) throw importErrors.file_unsafe();
    const entries = new Map<string, Entry>();
    let total = 0;
    try {
      for await (const entry of zip.eachEntry()) {
        total += entry.uncompressedSize;
        if (entries.size >= MAX_ENTRIES || total > MAX_INFLATED || isBomb(entry) || entry.isEncrypted()) throw importErrors.file_unsafe();
        entries.set(entry.fileName, entry);
      }
    } catch (error) {
      throw error instanceof Error && error.name === 'AppError' ? error : importErrors.file_kind();
    }
    return new ZipArchive(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  /**
   * Inflates one entry piece by piece, with the archive's total capped: a directory may lie about sizes.
   * @throws imports.file_unsafe | file_broken
   */
  async *read(name: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) return;
    let own = 0;
    let stream: Readable | undefined;
    try {
      stream = await this.zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        own += chunk.length;
        this.inflated += chunk.length;
        if (this.inflated > MAX_INFLATED || (own > RATIO_FROM && own > entry.compressedSize * MAX_RATIO)) throw importErrors.file_unsafe();
        yield chunk;
      }
    } catch (error) {
      if (error instanceof Error && error.name === 'AppError') throw error;
      throw importErrors.file_broken({ reason: name, line: 0 });
    } finally {
      stream?.destroy();
    }
  }
}

function isBomb(entry: Entry): boolean {
  return entry.uncompressedSize > RATIO_FROM && entry.uncompressedSize > entry.compressedSize * MAX_RATIO;
}
