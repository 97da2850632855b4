import type { Report, ReportParam, ReportParams } from '@anwen/client';

const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value).trim());

/** The values in force: what the address says, else the report's own; what is empty is left out. */
export function valuesOf(report: Pick<Report, 'params'>, search: Readonly<Record<string, string | undefined>>): ReportParams {
  const pairs = report.params.map((param) => [param.key, textOf(search[param.key] ?? param.default)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}

/** What the address keeps: every value that differs from the report's own; an emptied one falls back to that. */
export function searchOf(report: Pick<Report, 'params'>, fields: Readonly<Record<string, unknown>>): Record<string, string> {
  const pairs = report.params.map((param) => [param.key, textOf(fields[param.key]), textOf(param.default)] as const);
  return Object.fromEntries(pairs.filter(([, value, own]) => value !== own && value !== '').map(([key, value]) => [key, value]));
}

export type Lack = 'required' | 'wholeNumber';

/** What is wrong with one value, as far as the screen can tell. */
export function lackOf(param: ReportParam, value: unknown): Lack | null {
  const text = textOf(value);
  if (text === '') return param.required ? 'required' : null;
  return param.type === 'int' && !/^-?\d{1,9}$/.test(text) ? 'wholeNumber' : null;
}

export const isComplete = (report: Pick<Report, 'params'>, values: ReportParams): boolean =>
  report.params.every((param) => lackOf(param, values[param.key]) === null);
