import { PassThrough } from 'node:stream';
import type PDFDocument from 'pdfkit';
import { textIn } from '../access.rules';
import { isNumeric, printedCell } from '../cell.rules';
import type { ReportRow } from '../report-definition';
import { reportErrors } from '../reports.errors';
import { roomIn } from './flow';
import { drawable, fontFile } from './pdf-font';
import type { TableHead, TableWriter } from './table-writer';

/** 5 000 rows are 150 pages: nobody reads more on paper, and the pages wait in memory for their "page x of y". */
export const PDF_ROWS = 5_000;
const MARGIN = 28;
const FONT_SIZE = 7.5;
const ROW_HEIGHT = 13;
const CELL_GAP = 4;
const RULE = '#b8bec8';

type Document = InstanceType<typeof PDFDocument>;

/** A4 across: title, parameters, the table with its header on every page, page numbers. The font is embedded as a subset. */
export class PdfWriter implements TableWriter {
  readonly output = new PassThrough();
  private readonly document: Document;
  private readonly widths: readonly number[];
  private count = 0;
  private y = 0;

  constructor(
    private readonly head: TableHead,
    Pdf: typeof PDFDocument,
  ) {
    this.output.on('error', () => undefined);
    const info = { Title: head.title, Author: head.tenant, Creator: 'Anwen' };
    this.document = new Pdf({ size: 'A4', layout: 'landscape', margin: MARGIN, bufferPages: true, font: null as never, info });
    this.document.registerFont('regular', fontFile('regular'));
    this.document.registerFont('bold', fontFile('bold'));
    this.document.pipe(this.output);
    this.widths = widthsOf(head, this.innerWidth);
    this.drawTitle();
    this.drawHeader();
  }

  async write(rows: readonly ReportRow[]): Promise<void> {
    this.count += rows.length;
    if (this.count > PDF_ROWS) throw reportErrors.too_many_for_pdf({ limit: PDF_ROWS });
    for (const row of rows) {
      if (this.y + ROW_HEIGHT > this.bottom) this.nextPage();
      this.drawRow(this.head.columns.map((column) => printedCell(column, row[column.key], this.head.locale)));
    }
    await roomIn(this.output);
  }

  end(): Promise<void> {
    if (this.count === 0) this.drawLine(this.head.locale === 'en' ? 'No rows.' : '沒有資料。');
    this.numberPages();
    this.document.end();
    return Promise.resolve();
  }

  fail(error: Error): void {
    this.output.destroy(error);
  }

  private get innerWidth(): number {
    return this.document.page.width - 2 * MARGIN;
  }

  private get bottom(): number {
    return this.document.page.height - MARGIN - ROW_HEIGHT;
  }

  private drawTitle(): void {
    const { title, params, generatedAt, tenant, locale } = this.head;
    this.y = MARGIN;
    this.use('bold', 15);
    this.place(title, MARGIN, this.innerWidth);
    this.y += 24;
    this.use('regular', 8.5);
    const made = locale === 'en' ? `Made ${generatedAt}` : `產生時間 ${generatedAt.replaceAll('-', '/')}`;
    for (const line of [`${tenant}　${made}`, params.map(([label, value]) => `${label}：${value}`).join('　')]) if (line) this.drawLine(line);
    this.y += 4;
  }

  private drawHeader(): void {
    this.use('bold', FONT_SIZE);
    this.drawCells(this.head.columns.map((column) => textIn(column.label, this.head.locale)));
    this.document
      .moveTo(MARGIN, this.y - 2)
      .lineTo(MARGIN + this.innerWidth, this.y - 2)
      .lineWidth(0.8)
      .strokeColor('#333333')
      .stroke();
    this.use('regular', FONT_SIZE);
  }

  private drawRow(cells: readonly string[]): void {
    this.drawCells(cells);
    this.document
      .moveTo(MARGIN, this.y - 2)
      .lineTo(MARGIN + this.innerWidth, this.y - 2)
      .lineWidth(0.3)
      .strokeColor(RULE)
      .stroke();
  }

  private drawCells(cells: readonly string[]): void {
    let x = MARGIN;
    cells.forEach((cell, i) => {
      const width = this.widths[i]! - CELL_GAP;
      this.place(cell, x, width, isNumeric(this.head.columns[i]!));
      x += this.widths[i]!;
    });
    this.y += ROW_HEIGHT;
  }

  private drawLine(text: string): void {
    this.place(text, MARGIN, this.innerWidth);
    this.y += ROW_HEIGHT;
  }

  /** One line, cut with an ellipsis where it does not fit: rows of one height keep the page countable. */
  private place(text: string, x: number, width: number, toTheRight = false): void {
    const whole = drawable(text, this.font);
    if (whole === '') return;
    const line = this.fit(whole, width);
    const left = toTheRight ? x + width - this.document.widthOfString(line) : x;
    this.document.fillColor('#111111').text(line, left, this.y, { lineBreak: false });
  }

  private fit(text: string, width: number): string {
    if (this.document.widthOfString(text) <= width) return text;
    const characters = [...text].slice(0, 400);
    let [low, high] = [0, characters.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.document.widthOfString(`${characters.slice(0, middle).join('')}…`) <= width) low = middle;
      else high = middle - 1;
    }
    return `${characters.slice(0, low).join('')}…`;
  }

  private nextPage(): void {
    this.document.addPage();
    this.y = MARGIN;
    this.drawHeader();
  }

  private numberPages(): void {
    const { start, count } = this.document.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.document.switchToPage(start + page);
      this.use('regular', 8);
      this.y = this.document.page.height - MARGIN - 8;
      // The footer lies in the margin, where text() would begin another page.
      this.document.page.margins.bottom = 0;
      this.place(this.head.locale === 'en' ? `Page ${page + 1} of ${count}` : `第 ${page + 1} 頁，共 ${count} 頁`, MARGIN, this.innerWidth, true);
    }
  }

  private use(name: 'regular' | 'bold', size: number): void {
    this.document.font(name).fontSize(size);
  }

  private get font(): Parameters<typeof drawable>[1] {
    return (this.document as unknown as { _font: Parameters<typeof drawable>[1] })._font;
  }
}

/** The page's width shared out by the columns' widths. */
function widthsOf({ columns }: TableHead, total: number): readonly number[] {
  const sum = columns.reduce((all, { width }) => all + width, 0);
  return columns.map(({ width }) => (width / sum) * total);
}
