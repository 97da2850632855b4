import { MAX_COLUMNS, type FileRow } from './csv-reading';
import { importErrors } from './imports.errors';
import { dateStyles, sharedStrings, sheetsOf } from './xlsx-parts';
import { walkXml } from './xlsx-xml';
import { ZipArchive } from './zip-inspection';

/** A cell before its shared text is looked up. */
type RawCell = string | { readonly shared: number };
interface RawRow {
  readonly line: number;
  readonly cells: RawCell[];
}

/** Reads rows of an .xlsx file as texts, piece by piece. Formulas count with the value that was saved with them. */
export class Workbook {
  private constructor(
    private readonly archive: ZipArchive,
    private readonly parts: ReadonlyMap<string, string>,
    private readonly dates: readonly boolean[],
    private readonly date1904: boolean,
  ) {}

  /** @throws imports.file_kind | file_macros | file_unsafe | file_broken */
  static async open(bytes: Buffer): Promise<Workbook> {
    const archive = await ZipArchive.open(bytes);
    if (archive.names.some((name) => /vbaProject|\.bin$/i.test(name) && !/printerSettings/i.test(name))) throw importErrors.file_macros();
    if (!archive.has('xl/workbook.xml') || !archive.has('[Content_Types].xml')) throw importErrors.file_kind();
    const { sheets, date1904 } = await sheetsOf(archive);
    if (sheets.size === 0) throw importErrors.file_kind();
    return new Workbook(archive, sheets, await dateStyles(archive), date1904);
  }

  get sheets(): readonly string[] {
    return [...this.parts.keys()];
  }

  /** The first rows, with no more of the workbook read than they need. */
  async firstRows(sheet: string, count: number): Promise<FileRow[]> {
    const rows: RawRow[] = [];
    for await (const row of this.rawRows(sheet)) if (rows.push(row) >= count) break;
    const last = Math.max(-1, ...rows.flatMap((row) => row.cells.map((cell) => (typeof cell === 'string' ? -1 : cell.shared))));
    const strings = last < 0 ? [] : await sharedStrings(this.archive, last);
    return rows.map((row) => resolved(row, strings));
  }

  /** @throws imports.sheet_unknown */
  async *rows(sheet: string): AsyncGenerator<FileRow> {
    const strings = await sharedStrings(this.archive);
    for await (const row of this.rawRows(sheet)) yield resolved(row, strings);
  }

  private async *rawRows(sheet: string): AsyncGenerator<RawRow> {
    const part = this.parts.get(sheet);
    if (part === undefined) throw importErrors.sheet_unknown({ sheet });
    const reader = new SheetReader((number, style) => this.shownNumber(number, style));
    for await (const _ of walkXml(this.archive, part, reader)) yield* reader.take();
  }

  private shownNumber(text: string, style: number): string {
    const value = Number(text);
    if (!Number.isFinite(value)) return text;
    return this.dates[style] && value >= 1 ? dateOf(value, this.date1904) : plainNumber(value);
  }
}

/** Collects rows from the events of a sheet's XML. */
class SheetReader {
  private ready: RawRow[] = [];
  private line = 0;
  private row: RawRow = { line: 0, cells: [] };
  private column = -1;
  private type = 'n';
  private style = 0;
  private value = '';
  private inValue = false;
  private phonetic = 0;

  constructor(private readonly shownNumber: (text: string, style: number) => string) {}

  take(): RawRow[] {
    const rows = this.ready;
    this.ready = [];
    return rows;
  }

  readonly open = (name: string, a: Readonly<Record<string, string>>): void => {
    if (name === 'row') {
      this.line = Number(a.r ?? this.line + 1);
      this.row = { line: this.line, cells: [] };
      this.column = -1;
    } else if (name === 'c') {
      this.column = a.r ? columnOf(a.r) : this.column + 1;
      this.type = a.t ?? 'n';
      this.style = Number(a.s ?? 0);
      this.value = '';
    } else if (name === 'rPh') this.phonetic += 1;
    this.inValue = name === 'v' || (name === 't' && this.phonetic === 0);
  };

  readonly text = (piece: string): void => void (this.inValue && (this.value += piece));

  readonly close = (name: string): void => {
    if (name === 'rPh') this.phonetic -= 1;
    if (name === 'v' || name === 't') this.inValue = false;
    if (name === 'c' && this.column < MAX_COLUMNS) this.put();
    if (name === 'row') this.ready.push(this.row);
  };

  private put(): void {
    while (this.row.cells.length < this.column) this.row.cells.push('');
    this.row.cells[this.column] = this.shown();
  }

  private shown(): RawCell {
    if (this.type === 's') return { shared: Number(this.value) };
    if (this.type === 'b') return this.value === '1' ? 'TRUE' : 'FALSE';
    if (this.type === 'n' && this.value !== '') return this.shownNumber(this.value, this.style);
    return this.type === 'd' ? this.value.replace(/T00:00:00(\.0+)?Z?$/, '') : this.value;
  }
}

function resolved({ line, cells }: RawRow, strings: readonly string[]): FileRow {
  return { line, cells: cells.map((cell) => (typeof cell === 'string' ? cell : (strings[cell.shared] ?? ''))) };
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  let column = 0;
  for (const char of reference) {
    const digit = char.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26) break;
    column = column * 26 + digit;
  }
  return column - 1;
}

/** What the person typed, not the double that stands for it: 15 digits are what a spreadsheet shows (0.1 + 0.2 is 0.3). */
export function plainNumber(value: number): string {
  const text = String(Number(value.toPrecision(15)));
  return /e/i.test(text) && Math.abs(value) < 1 ? value.toFixed(15).replace(/\.?0+$/, '') : text;
}

const DAY_MS = 86_400_000;

/** A spreadsheet's day number as an ISO date, with the time when there is one. Days count from 1899-12-30 (or 1904-01-01). */
function dateOf(serial: number, date1904: boolean): string {
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const moment = new Date(epoch + Math.round(serial * DAY_MS));
  if (Number.isNaN(moment.getTime())) return String(serial);
  const [day, time = ''] = moment.toISOString().slice(0, 19).split('T') as [string, string];
  return time === '00:00:00' ? day : `${day} ${time}`;
}
