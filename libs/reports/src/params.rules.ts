import type { FieldError } from '@anwen/kernel';
import type { ReportParam, ReportValues } from './report-definition';
import { reportErrors } from './reports.errors';

/** Parameters as they come: texts of a query, or the scalars of a JSON body. */
export type GivenParams = Readonly<Record<string, unknown>>;

/** How deep the pointers lie: `?name` for a query, `/params/name` for a body. */
type PointerOf = (name: string) => string;

/** @throws reports.params_invalid naming every wrong, missing or unknown parameter at once. */
export function readParams(params: readonly ReportParam[], given: GivenParams, pointerOf: PointerOf = (name) => `/params/${name}`): ReportValues {
  const errors: FieldError[] = [];
  const complain = (name: string, code: string, detail?: Record<string, unknown>): void => {
    errors.push({ pointer: pointerOf(name.slice(0, 80)), code, message: '', ...(detail ? { params: detail } : {}) });
  };
  const known = new Set(params.map((param) => param.key));
  for (const name of Object.keys(given)) if (!known.has(name)) complain(name, 'unknown_property');
  const values: Record<string, string | number> = {};
  for (const param of params) {
    const raw = Object.hasOwn(given, param.key) ? given[param.key] : undefined;
    if (raw === undefined || raw === null || raw === '') {
      if (param.default !== undefined) values[param.key] = param.default;
      else if (param.required) complain(param.key, 'required');
      continue;
    }
    const value = readValue(param, raw, (code, detail) => complain(param.key, code, detail));
    if (value !== undefined) values[param.key] = value;
  }
  if (errors.length === 0 && typeof values.from === 'string' && typeof values.to === 'string' && values.from > values.to)
    complain('to', 'below_minimum', { min: values.from });
  if (errors.length > 0) throw reportErrors.params_invalid({ errors: errors.slice(0, 100) });
  return values;
}

type Complain = (code: string, detail?: Record<string, unknown>) => void;

function readValue(param: ReportParam, raw: unknown, complain: Complain): string | number | undefined {
  if (param.type === 'int') return readInt(param, raw, complain);
  if (typeof raw !== 'string') return void complain('wrong_type', { expected: 'string' });
  if (param.type === 'date') return isDay(raw) ? raw : void complain('bad_format', { expected: 'YYYY-MM-DD' });
  if (param.type === 'select') {
    const allowed = param.options!.map((option) => option.value);
    return allowed.includes(raw) ? raw : void complain('not_one_of', { allowed: allowed.join(', ') });
  }
  // Codes: what the ledger itself would accept. Anything else can match nothing.
  if ([...raw].length > 64) return void complain('too_long', { max: 64 });
  return /[\p{Cc}\p{Cs}]/u.test(raw) ? void complain('bad_characters') : raw;
}

function readInt({ min = 0, max = 1_000_000 }: ReportParam, raw: unknown, complain: Complain): number | undefined {
  const number = typeof raw === 'string' && /^-?\d{1,9}$/.test(raw) ? Number(raw) : raw;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return void complain('wrong_type', { expected: 'integer' });
  if (number < min) return void complain('below_minimum', { min });
  return number > max ? void complain('above_maximum', { max }) : number;
}

function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
