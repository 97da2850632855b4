import type { Readable } from 'node:stream';
import type { ExportFormat, ReportColumn, ReportRow } from '../report-definition';

/** What stands above a table. */
export interface TableHead {
  readonly title: string;
  /** Chosen parameters as a person reads them: label, value. */
  readonly params: readonly (readonly [string, string])[];
  readonly columns: readonly ReportColumn[];
  readonly locale: string;
  /** Clock of the tenant, `YYYY-MM-DD HH:MM:SS`. */
  readonly generatedAt: string;
  readonly tenant: string;
}

/** Turns rows into a file while it is being read. It never holds more than a batch (pdf: more than its few pages). */
export interface TableWriter {
  /** Emits an error when writing fails; destroying it makes `write` reject. */
  readonly output: Readable;
  /** Waits while the reader is behind. */
  write(rows: readonly ReportRow[]): Promise<void>;
  /** Everything has been handed to `output`. */
  end(): Promise<void>;
  /** Ends early: whoever reads `output` fails with this error. */
  fail(error: Error): void;
}

export const FORMATS: Readonly<Record<ExportFormat, { readonly contentType: string }>> = {
  xlsx: { contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  csv: { contentType: 'text/csv; charset=utf-8' },
  pdf: { contentType: 'application/pdf' },
};
