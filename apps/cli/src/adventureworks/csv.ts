import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { FieldFault, type Field } from './fields';
import type { Problems } from './problems';

type Columns = Readonly<Record<string, Field<unknown>>>;

/** The columns of a file that the import reads; other columns of the file are allowed and ignored. */
export interface Table<C extends Columns> {
  readonly file: string;
  readonly columns: C;
  /** Its values identify a row: a second row with the same ones is refused. */
  readonly key?: readonly (keyof C & string)[];
}

export type RowOf<T> = T extends Table<infer C> ? { readonly [K in keyof C]: ReturnType<C[K]> } & { readonly line: number } : never;

export function table<const C extends Columns>(file: string, columns: C, key?: readonly (keyof C & string)[]): Table<C> {
  return { file, columns, ...(key && { key }) };
}

interface RawRow {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** The file itself or its gzip; undefined when neither is there. */
function findFile(folder: string, file: string): string | undefined {
  return [join(folder, file), join(folder, `${file}.gz`)].find((path) => existsSync(path));
}

/**
 * Streams the rows of a file to `take`, with numbers, dates and flags checked. A broken row is reported with its
 * line and left out; the caller decides at the end whether anything may be written.
 */
export async function readTable<C extends Columns>(folder: string, source: Table<C>, problems: Problems, take: (row: RowOf<Table<C>>) => void): Promise<void> {
  const path = findFile(folder, source.file);
  if (path === undefined) return problems.add(source.file, 0, 'the file is missing');
  const reader = new RowReader(source, problems, take);
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: 1_000_000 });
  const rows = async (records: AsyncIterable<RawRow>): Promise<void> => {
    for await (const { record, info } of records) reader.row(record, info.lines);
  };
  try {
    if (path.endsWith('.gz')) await pipeline(createReadStream(path), createGunzip(), parser, rows);
    else await pipeline(createReadStream(path), parser, rows);
    if (!reader.sawHeader) problems.add(source.file, 0, 'the file is empty');
  } catch (error) {
    // Past a stray quote nothing in the file can be trusted: one report, and the reading of this file ends.
    const line = error instanceof CsvError ? Number((error as unknown as { lines?: number }).lines ?? 0) : 0;
    problems.add(source.file, line, `cannot be read on: ${(error as Error).message}`);
  }
}

class RowReader<C extends Columns> {
  private places: readonly (readonly [name: string, field: Field<unknown>, at: number])[] | undefined;
  private width = 0;
  private readonly seen = new Map<string, number>();
  sawHeader = false;

  constructor(
    private readonly source: Table<C>,
    private readonly problems: Problems,
    private readonly take: (row: RowOf<Table<C>>) => void,
  ) {}

  row(record: string[], line: number): void {
    if (!this.sawHeader) return this.header(record);
    if (!this.places) return;
    if (record.length !== this.width) return this.complain(line, `has ${record.length} fields, the header has ${this.width}`);
    const row: Record<string, unknown> = { line };
    for (const [name, field, at] of this.places) {
      try {
        row[name] = field(record[at] ?? '');
      } catch (error) {
        if (!(error instanceof FieldFault)) throw error;
        return this.complain(line, `${name} ${error.message}`);
      }
    }
    if (this.isNew(row, line)) this.take(row as RowOf<Table<C>>);
  }

  private header(record: string[]): void {
    this.sawHeader = true;
    this.width = record.length;
    const missing = Object.keys(this.source.columns).filter((name) => !record.includes(name));
    if (missing.length > 0) return this.complain(1, `the header lacks ${missing.join(', ')}`);
    this.places = Object.entries(this.source.columns).map(([name, field]) => [name, field, record.indexOf(name)]);
  }

  private isNew(row: Record<string, unknown>, line: number): boolean {
    if (!this.source.key) return true;
    const key = this.source.key.map((name) => String(row[name])).join('/');
    const first = this.seen.get(key);
    if (first === undefined) this.seen.set(key, line);
    else this.complain(line, `${this.source.key.join('/')} ${key} is already on line ${first}`);
    return first === undefined;
  }

  private complain(line: number, reason: string): void {
    this.problems.add(this.source.file, line, reason);
  }
}
