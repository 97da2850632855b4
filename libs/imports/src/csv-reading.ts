import { CsvError, parse } from 'csv-parse';
import { Readable } from 'node:stream';
import { importErrors } from './imports.errors';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** One row of a file as texts, with its number as a spreadsheet counts: a cell with line breaks does not make two rows. */
export interface FileRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A sheet has 16 384 columns and a csv file any number; nobody maps more than this, and every cell of a row is kept. */
export const MAX_COLUMNS = 300;
/** Text is handed to the parser in pieces, so that the first rows cost nothing more than themselves. */
const PIECE = 65_536;
/** A cell longer than this is a broken quote that swallowed the file. */
const MAX_RECORD = 1_000_000;

/** The separator that occurs most evenly outside quotes in the first rows; a comma when none occurs. */
export function detectDelimiter(text: string): Delimiter {
  const counts = countOutsideQuotes(text.slice(0, PIECE));
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const perRow = counts.map((row) => row[delimiter]);
    const first = perRow[0] ?? 0;
    const agreeing = perRow.filter((n) => n === first).length;
    const score = first === 0 ? 0 : first * (agreeing / perRow.length);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

type Counts = Record<Delimiter, number>;

function countOutsideQuotes(text: string): Counts[] {
  const rows: Counts[] = [];
  let row: Counts = { ',': 0, ';': 0, '\t': 0, '|': 0 };
  let quoted = false;
  let any = false;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    if (quoted) continue;
    if (char === '\n' || char === '\r') {
      if (any) rows.push(row);
      if (rows.length === 20) return rows;
      row = { ',': 0, ';': 0, '\t': 0, '|': 0 };
      any = false;
    } else {
      any = true;
      if (char in row) row[char as Delimiter] += 1;
    }
  }
  return any ? [...rows, row] : rows;
}

/** The rows of a csv text, blank ones too. @throws imports.file_broken for a quote that never ends */
export async function* readCsv(text: string, delimiter: Delimiter): AsyncGenerator<FileRow> {
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: true, max_record_size: MAX_RECORD, record_delimiter: ['\r\n', '\n', '\r'] });
  const source = Readable.from(pieces(text));
  // The parser tells about its own failure below; a destroyed source must not end the process.
  source.on('error', () => undefined);
  let line = 0;
  try {
    for await (const cells of source.pipe(parser) as AsyncIterable<string[]>) yield { line: ++line, cells: cells.slice(0, MAX_COLUMNS) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw importErrors.file_broken({ reason: error.code, line: line + 1 });
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}
