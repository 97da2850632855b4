import { unescapeFormula } from '@anwen/kernel';
import { decodeText, detectEncoding, type Encoding } from './text-encoding.rules';
import { detectDelimiter, readCsv, type Delimiter, type FileRow } from './csv-reading';
import { importErrors } from './imports.errors';
import { Workbook } from './xlsx-reading';

export type FileFormat = 'csv' | 'xlsx';

/** How a file is read; what is absent is detected. */
export interface ReadingChoice {
  readonly encoding?: Encoding | null;
  readonly delimiter?: Delimiter | null;
  readonly sheet?: string | null;
  readonly headerRow?: number | null;
}

/** How a file reads at its beginning. */
export interface FilePreview {
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
}

const SAMPLE_ROWS = 10;
/** A header further down than this is not found by looking; the person says where it is. */
const LOOK_ROWS = 100 + SAMPLE_ROWS;
/** A preview decodes this much: 110 rows of 2 KB. */
const PREVIEW_BYTES = 262_144;
/** Header and sample are shown, not kept whole. */
const SHOWN_CHARS = 200;

/**
 * What kind of file it is, by ending and by content; both must agree.
 * @throws imports.file_empty | file_kind | file_macros
 */
export function fileFormatOf(fileName: string, bytes: Buffer): FileFormat {
  if (bytes.length === 0) throw importErrors.file_empty();
  const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  if (/^xl(sm|sb|tm|am)$/.test(ending)) throw importErrors.file_macros();
  const isZip = bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'));
  if (ending === 'xlsx' && isZip) return 'xlsx';
  if (['csv', 'txt', 'tsv'].includes(ending) && !isZip && isPlainText(bytes)) return 'csv';
  throw importErrors.file_kind();
}

/** No old workbook, PDF or picture, and no page or drawing that a browser would run. */
function isPlainText(bytes: Buffer): boolean {
  const encoding = detectEncoding(bytes);
  if (encoding === undefined) return false;
  const start = decodeText(bytes.subarray(0, 1_024), encoding).trimStart().toLowerCase();
  return !/^(<(!doctype|!--|html|head|body|table|script|svg|\?xml)|%pdf|\{\\rtf)/.test(start);
}

/** Header and first rows, read lightly. @throws imports.file_kind | sheet_unknown | file_broken | file_unsafe */
export async function previewFile(format: FileFormat, bytes: Buffer, choice: ReadingChoice = {}): Promise<FilePreview> {
  const read = format === 'xlsx' ? await firstOfWorkbook(bytes, choice) : await firstOfText(bytes, choice);
  const { rows, ...how } = read;
  const headerRow = choice.headerRow ?? rows.find((row) => !isBlank(row))?.line ?? 1;
  const shown = (row: FileRow): string[] => row.cells.map((cell) => unescapeFormula(cell).slice(0, SHOWN_CHARS));
  const header = rows.find((row) => row.line === headerRow);
  const behind = rows.filter((row) => row.line > headerRow && !isBlank(row)).slice(0, SAMPLE_ROWS);
  return { ...how, headerRow, header: header ? shown(header).map((text) => text.trim()) : [], sample: behind.map(shown) };
}

type FirstRows = Omit<FilePreview, 'headerRow' | 'header' | 'sample'> & { readonly rows: readonly FileRow[] };

async function firstOfWorkbook(bytes: Buffer, choice: ReadingChoice): Promise<FirstRows> {
  const workbook = await Workbook.open(bytes);
  const sheet = choice.sheet ?? workbook.sheets[0]!;
  return { encoding: null, delimiter: null, sheet, sheets: workbook.sheets, rows: await workbook.firstRows(sheet, LOOK_ROWS) };
}

async function firstOfText(bytes: Buffer, choice: ReadingChoice): Promise<FirstRows> {
  const encoding = choice.encoding ?? detectEncoding(bytes);
  if (encoding === undefined) throw importErrors.file_kind();
  const text = decodeText(bytes.subarray(0, PREVIEW_BYTES), encoding);
  const delimiter = choice.delimiter ?? detectDelimiter(text);
  const rows: FileRow[] = [];
  try {
    for await (const row of readCsv(text, delimiter)) if (rows.push(row) >= LOOK_ROWS) break;
  } catch (error) {
    // The cut may go through a quoted cell; whether the whole file is sound is for the dry run to say.
    if (bytes.length <= PREVIEW_BYTES) throw error;
  }
  return { encoding, delimiter, sheet: null, sheets: [], rows };
}

/** Every row behind the header that holds anything, as texts. @throws imports.file_broken | file_unsafe | sheet_unknown */
export async function* readRows(format: FileFormat, bytes: Buffer, choice: Required<ReadingChoice>): AsyncGenerator<FileRow> {
  const rows =
    format === 'xlsx' ? (await Workbook.open(bytes)).rows(choice.sheet ?? '') : readCsv(decodeText(bytes, choice.encoding ?? 'utf-8'), choice.delimiter ?? ',');
  for await (const row of rows) {
    if (row.line > (choice.headerRow ?? 1) && !isBlank(row)) yield { line: row.line, cells: row.cells.map(unescapeFormula) };
  }
}

function isBlank(row: FileRow): boolean {
  return row.cells.every((cell) => cell.trim() === '');
}
