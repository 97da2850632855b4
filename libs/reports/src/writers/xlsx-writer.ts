import { PassThrough } from 'node:stream';
import type { Style, Worksheet, stream } from 'exceljs';
import { textIn } from '../access.rules';
import { isNumeric, sheetCell } from '../cell.rules';
import type { ReportColumn, ReportRow } from '../report-definition';
import { reportErrors } from '../reports.errors';
import { roomIn } from './flow';
import type { TableHead, TableWriter } from './table-writer';

/** A sheet ends at row 1 048 576; one row is the header. */
const MOST_ROWS = 1_048_575;
/** The same objects for every cell: the library then finds each style's number without comparing. */
const NUMBER_STYLES = Array.from({ length: 7 }, (_, decimals): Partial<Style> => ({ numFmt: decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}` }));
const MONEY: Partial<Style> = { numFmt: '#,##0.00##' };
const PERCENT: Partial<Style> = { numFmt: '0.0%' };
const HEADER: Partial<Style> = { font: { bold: true }, alignment: { vertical: 'middle', wrapText: true } };
const DATES: Readonly<Record<'zh' | 'en', Readonly<Record<'date' | 'instant', Partial<Style>>>>> = {
  zh: { date: { numFmt: 'yyyy/mm/dd' }, instant: { numFmt: 'yyyy/mm/dd hh:mm:ss' } },
  en: { date: { numFmt: 'yyyy-mm-dd' }, instant: { numFmt: 'yyyy-mm-dd hh:mm:ss' } },
};

/** One sheet, written row by row; what is finished leaves for the zip stream at once. */
export class XlsxWriter implements TableWriter {
  readonly output = new PassThrough();
  private readonly workbook: stream.xlsx.WorkbookWriter;
  private readonly sheet: Worksheet;
  private readonly dates: (typeof DATES)['zh'];
  private count = 0;

  constructor(
    private readonly head: TableHead,
    Workbook: typeof stream.xlsx.WorkbookWriter,
  ) {
    this.output.on('error', () => undefined);
    this.dates = head.locale === 'en' ? DATES.en : DATES.zh;
    // Shared strings would be kept in memory to the end; level 1 is three times faster than the default and a fifth larger.
    this.workbook = new Workbook({ stream: this.output, useStyles: true, useSharedStrings: false, zip: { zlib: { level: 1 } } });
    this.workbook.creator = 'Anwen';
    this.workbook.title = head.title;
    this.sheet = this.workbook.addWorksheet(sheetName(head.title), { views: [{ state: 'frozen', ySplit: 1 }] });
    this.sheet.columns = head.columns.map(({ width }) => ({ width: width + 2 }));
    const header = this.sheet.addRow(head.columns.map((column) => sheetCell({ ...column, type: 'text' }, textIn(column.label, head.locale), head.locale)));
    header.eachCell((cell) => (cell.style = HEADER));
    header.commit();
  }

  async write(rows: readonly ReportRow[]): Promise<void> {
    this.count += rows.length;
    if (this.count > MOST_ROWS) throw reportErrors.too_many_for_xlsx({ limit: MOST_ROWS });
    const { columns, locale } = this.head;
    for (const source of rows) {
      const row = this.sheet.addRow([]);
      for (let i = 0; i < columns.length; i++) {
        const column = columns[i]!;
        const value = sheetCell(column, source[column.key], locale);
        if (value === null) continue;
        const cell = row.getCell(i + 1);
        cell.value = value;
        const style = this.styleOf(column, value, source[column.key]);
        if (style) cell.style = style;
      }
      row.commit();
    }
    // The library's own streams know no "wait": give the zip its turn, then wait for whoever reads.
    await new Promise((resume) => setImmediate(resume));
    await roomIn(this.output);
  }

  async end(): Promise<void> {
    await this.workbook.commit();
  }

  fail(error: Error): void {
    this.output.destroy(error);
  }

  private styleOf(column: ReportColumn, value: string | number | Date, source: string | number | null | undefined): Partial<Style> | undefined {
    if (value instanceof Date) return this.dates[column.type as 'date' | 'instant'];
    if (!isNumeric(column) || typeof value !== 'number') return undefined;
    if (column.type === 'percent') return PERCENT;
    if (column.type === 'money') return MONEY;
    return NUMBER_STYLES[Math.min(6, String(source).split('.')[1]?.length ?? 0)];
  }
}

/** At most 31 characters, without those that a sheet's name may not hold. */
function sheetName(title: string): string {
  return (
    title
      .replace(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 31) || 'Report'
  );
}
