import { PassThrough } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { textIn } from '../access.rules';
import { csvCell } from '../cell.rules';
import type { ReportRow } from '../report-definition';
import { roomIn } from './flow';
import type { TableHead, TableWriter } from './table-writer';

/** Excel takes a file for UTF-8 by this mark alone. */
const BOM = '\uFEFF';

/** UTF-8 with BOM, CRLF, quoted where needed (RFC 4180). */
export class CsvWriter implements TableWriter {
  readonly output = new PassThrough();

  constructor(private readonly head: TableHead) {
    this.output.on('error', () => undefined);
    this.output.write(BOM + lines([head.columns.map((column) => csvCell({ ...column, type: 'text' }, textIn(column.label, head.locale), head.locale))]));
  }

  async write(rows: readonly ReportRow[]): Promise<void> {
    const { columns, locale } = this.head;
    this.output.write(lines(rows.map((row) => columns.map((column) => csvCell(column, row[column.key], locale)))));
    await roomIn(this.output);
  }

  end(): Promise<void> {
    this.output.end();
    return Promise.resolve();
  }

  fail(error: Error): void {
    this.output.destroy(error);
  }
}

const lines = (records: readonly (readonly string[])[]): string => stringify(records as string[][], { record_delimiter: 'windows', quoted_match: /[\r\n]/ });
