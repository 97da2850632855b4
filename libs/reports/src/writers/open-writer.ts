import type { ExportFormat } from '../report-definition';
import { CsvWriter } from './csv-writer';
import { PdfWriter } from './pdf-writer';
import type { TableHead, TableWriter } from './table-writer';
import { XlsxWriter } from './xlsx-writer';

/** The large libraries are loaded when the first file of their kind is made: the product's doors never make one. */
export async function openWriter(format: ExportFormat, head: TableHead): Promise<TableWriter> {
  if (format === 'csv') return new CsvWriter(head);
  if (format === 'xlsx') return new XlsxWriter(head, (await import('exceljs')).stream.xlsx.WorkbookWriter);
  return new PdfWriter(head, (await import('pdfkit')).default);
}
