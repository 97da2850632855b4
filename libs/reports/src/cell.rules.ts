import { escapeFormula } from '@anwen/kernel';
import type { ReportColumn } from './report-definition';
import { textIn } from './access.rules';

/** A double keeps fifteen digits faithfully, and so does a spreadsheet; a longer number stays text, exact. */
const FAITHFUL_DIGITS = 15;
const NUMBER = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/** Printed by nobody, and stripped by some programs: what stands behind it would then begin the cell. */
const DELS = /^\x7f+/;
/** A sheet reads these six characters as the one that they number, a `=` for instance; so their first one is numbered itself. */
const NUMBERED = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** XML 1.0 cannot hold these in any spelling: one of them makes the whole file unreadable. */
const NO_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]/g;

export type Cell = string | number | null | undefined;

export const isNumeric = (column: ReportColumn): boolean => column.type === 'number' || column.type === 'money' || column.type === 'percent';

/** A stored code in words; an unknown one as it is. */
export function meaningOf(column: ReportColumn, cell: Cell, locale: string): string {
  if (cell === null || cell === undefined) return '';
  const meaning = column.meanings?.[String(cell)];
  return meaning ? textIn(meaning, locale) : String(cell);
}

/** Days and moments: ISO in English, with slashes in Chinese; both are understood by spreadsheets of their locale. */
export function dayText(iso: string, locale: string): string {
  return locale === 'en' ? iso : iso.replaceAll('-', '/');
}

function guarded(text: string): string {
  const bare = text.replace(DELS, '');
  const safe = escapeFormula(bare);
  return safe === bare ? text : safe;
}

/** A csv field: numbers plain with a point and no separators, everything else guarded against becoming a formula (SPEC-9.9). */
export function csvCell(column: ReportColumn, cell: Cell, locale: string): string {
  if (cell === null || cell === undefined) return '';
  const text = String(cell);
  if (isNumeric(column) && NUMBER.test(text)) return text;
  if ((column.type === 'date' && DAY.test(text)) || (column.type === 'instant' && MOMENT.test(text))) return dayText(text, locale);
  return guarded(meaningOf(column, cell, locale));
}

/** A spreadsheet cell: true numbers and dates where they are exact, else guarded text. */
export function sheetCell(column: ReportColumn, cell: Cell, locale: string): string | number | Date | null {
  if (cell === null || cell === undefined) return null;
  const text = String(cell);
  if (isNumeric(column) && NUMBER.test(text)) return isFaithful(text) ? Number(text) : text;
  // Spreadsheets know no time zone: what the tenant's clock showed is written as it is.
  if (column.type === 'date' && DAY.test(text)) return new Date(`${text}T00:00:00Z`);
  if (column.type === 'instant' && MOMENT.test(text)) return new Date(`${text.replace(' ', 'T')}Z`);
  // First taken out, then guarded: what is left must not begin a formula.
  return guarded(meaningOf(column, cell, locale).replace(NO_XML, '')).replace(NUMBERED, '_x005F_');
}

/** For people's eyes (pdf): thousands separated, percent as percent. */
export function printedCell(column: ReportColumn, cell: Cell, locale: string): string {
  if (cell === null || cell === undefined) return '';
  const text = String(cell);
  if (isNumeric(column) && NUMBER.test(text)) return column.type === 'percent' ? percentText(text) : groupThousands(text);
  if (column.type === 'date' || column.type === 'instant') return dayText(text, locale);
  return meaningOf(column, cell, locale);
}

const isFaithful = (text: string): boolean => text.replace(/^-?0*|\./g, '').length <= FAITHFUL_DIGITS;

function groupThousands(text: string): string {
  const [whole = '', fraction] = text.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction ? `.${fraction}` : '');
}

const percentText = (text: string): string => `${(Number(text) * 100).toFixed(1)}%`;
