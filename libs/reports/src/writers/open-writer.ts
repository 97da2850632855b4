import type { ExportFormat } from '../report-definition';
import { CsvWriter } from './csv-writer';
import { PdfWriter } from './pdf-writer';
import type { TableHead, TableWriter } from './table-writer';
import { XlsxWriter } from './xlsx-writer';

export function openWriter(format: ExportFormat, head: TableHead): TableWriter {
  if (format === 'csv') return new CsvWriter(head);
  return format === 'xlsx' ? new XlsxWriter(head) : new PdfWriter(head);
}
