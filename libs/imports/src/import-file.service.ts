import { PassThrough, type Readable } from 'node:stream';
import type { Tx } from '@anwen/database';
import { escapeFormula, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { stream } from 'exceljs';
import { importErrors } from './imports.errors';
import { wordsFor } from './refusal.rules';
import { RowStore } from './row.store';
import { ImportSessionService } from './session.service';
import { helpFor } from './session-view';
import type { ImportColumn, Values } from './target';
import { ImportTargets } from './targets';

/** More records are an export's work, and more wrong rows than this nobody corrects one by one. */
const MAX_RECORDS = 10_000;
/** The event loop belongs to everybody: after so many rows others have their turn. */
const ROWS_A_TURN = 250;

export interface ImportFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Readable;
}

interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Files that the wizard hands out: templates, and the rows that were refused with their reasons. */
@Injectable()
export class ImportFileService {
  constructor(
    private readonly own: ImportSessionService,
    private readonly rows: RowStore,
    private readonly targets: ImportTargets,
  ) {}

  /** @throws imports.type_unknown | target_not_permitted | template_too_large */
  async template(tx: Tx, actor: Actor, type: string, wanted: { format: 'xlsx' | 'csv'; withData: boolean }): Promise<ImportFile> {
    const target = this.targets.require(actor, type);
    const columns = this.targets.columns(actor, target);
    const records = wanted.withData ? await target.current(tx, MAX_RECORDS + 1) : [];
    if (records.length > MAX_RECORDS) throw importErrors.template_too_large({ max: MAX_RECORDS });
    const english = actor.locale === 'en';
    const header = columns.map((column) => `${english ? column.en : column.zh}${column.required ? '*' : ''}`);
    const rows = [header, ...records.map((record) => recordCells(columns, record))];
    const name = `${target.key}${wanted.withData ? '' : '-template'}.${wanted.format}`;
    if (wanted.format === 'csv') return { name, contentType: 'text/csv; charset=utf-8', content: csv(rows) };
    const help = columns.map((column, i) => [header[i]!, column.key, column.example, helpFor(column, actor)]);
    const sheets = [
      { name: english ? target.en : target.zh, rows },
      { name: english ? 'Help' : '說明', rows: [english ? ['Column', 'Key', 'Example', 'Help'] : ['欄位', '代號', '範例', '說明'], ...help] },
    ];
    return { name, contentType: XLSX, content: xlsx(sheets) };
  }

  /** The refused rows as they stood in the file, each with its reasons behind it. @throws imports.not_found | target_not_permitted */
  async errors(tx: Tx, actor: Actor, id: string): Promise<ImportFile> {
    const session = await this.own.find(tx, actor, id);
    const target = this.targets.require(actor, session.type);
    const english = actor.locale === 'en';
    const labels = new Map(target.columns.map((column) => [column.key, english ? column.en : column.zh]));
    const wrong = await this.rows.wrong(tx, session.id, MAX_RECORDS);
    const width = Math.max(session.header.length, ...wrong.map((row) => row.original.length));
    const padded = (cells: readonly string[]): string[] => Array.from({ length: width }, (_, i) => cells[i] ?? '');
    const reasons = (row: (typeof wrong)[number]): string =>
      row.errors
        .map((e) => `${e.column ? `${labels.get(e.column) ?? e.column}：` : ''}${wordsFor(e, actor.locale)}${e.suggestion ? `（→ ${e.suggestion}）` : ''}`)
        .join('\n');
    const rows = [
      [...padded(session.header), english ? 'Reasons' : '錯誤原因', english ? 'Line' : '原列號'],
      ...wrong.map((row) => [...padded(row.original), reasons(row), String(row.line)]),
    ];
    return { name: `errors-${id.slice(0, 8)}.xlsx`, contentType: XLSX, content: xlsx([{ name: english ? 'Errors' : '錯誤', rows }]) };
  }
}

/** Values in the words that the import understands again. */
function recordCells(columns: readonly ImportColumn[], record: Values): string[] {
  return columns.map((column) => record[column.key] ?? '');
}

/** UTF-8 with BOM: spreadsheets then read Chinese. */
function csv(rows: readonly (readonly string[])[]): Readable {
  const text = stringify(
    rows.map((row) => row.map(escapeFormula)),
    { record_delimiter: 'windows', bom: true },
  );
  return new PassThrough().end(text);
}

/** Cells are texts throughout: codes keep their zeros, and nothing is a formula. */
function xlsx(sheets: readonly Sheet[]): Readable {
  const out = new PassThrough();
  const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true });
  const write = async (): Promise<void> => {
    for (const { name, rows } of sheets) {
      const sheet = workbook.addWorksheet(name.slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
      // Text format: what the person types into an empty cell of a code stays what was typed.
      sheet.columns = (rows[0] ?? []).map(() => ({ width: 18, style: { numFmt: '@' } }));
      for (const [i, row] of rows.entries()) {
        sheet.addRow(row.map(escapeFormula)).commit();
        if (i % ROWS_A_TURN === ROWS_A_TURN - 1) await new Promise((resume) => setImmediate(resume));
      }
      sheet.commit();
    }
    await workbook.commit();
  };
  write().catch((error: unknown) => out.destroy(error as Error));
  return out;
}
