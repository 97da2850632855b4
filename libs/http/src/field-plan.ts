import type { FieldError } from '@anwen/kernel';

/** Schema of one value for OpenAPI 3.1 (JSON Schema 2020-12). */
export type JsonSchema = { [key: string]: unknown };
// A DTO class: constructed without arguments, its fields described by the decorators of fields.ts.
export type DtoClass<T = object> = new () => T;

export interface FieldOptions {
  /** May be absent. */
  readonly optional?: boolean;
  /** May be null. */
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

/** Where a value came from: query and path values are text and may be read as numbers or booleans. */
export interface Reading {
  readonly problems: FieldError[];
  readonly fromText: boolean;
}

/** Reads one value: returns what the handler receives, or reports and returns undefined. */
export type ReadValue = (value: unknown, pointer: string, reading: Reading) => unknown;

export interface Field {
  readonly name: string;
  readonly options: FieldOptions;
  readonly read: ReadValue;
  readonly schema: () => JsonSchema;
}

/** Complaints with these codes are about the value, not about the form: alone they make 422 instead of 400. */
export const VALUE_CODES: ReadonlySet<string> = new Set(['too_many_decimals', 'out_of_range', 'not_positive', 'negative', 'not_exact']);

const declared = new WeakMap<object, Map<string, Field>>();
const plans = new WeakMap<object, ReadonlyMap<string, Field>>();

export function declareField(prototype: object, field: Field): void {
  let fields = declared.get(prototype);
  if (!fields) declared.set(prototype, (fields = new Map()));
  fields.set(field.name, field);
}

/** All fields of a DTO, those of its parents first. */
export function fieldsOf(dto: DtoClass): ReadonlyMap<string, Field> {
  const known = plans.get(dto);
  if (known) return known;
  const chain: object[] = [];
  for (let p = dto.prototype as object | null; p && p !== Object.prototype; p = Object.getPrototypeOf(p) as object | null) chain.unshift(p);
  const plan = new Map(chain.flatMap((p) => [...(declared.get(p) ?? [])]));
  plans.set(dto, plan);
  return plan;
}

export function complain(reading: Reading, pointer: string, code: string, params?: Record<string, unknown>): undefined {
  // The text is filled in when the answer is written, in the caller's language.
  reading.problems.push({ pointer, code, message: '', ...(params ? { params } : {}) });
  return undefined;
}

/** Builds the DTO from untrusted input in one pass and reports every problem; unknown properties are problems. */
export function readDto<T extends object>(dto: DtoClass<T>, value: unknown, pointer: string, reading: Reading): T | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return complain(reading, pointer, 'wrong_type', { expected: 'object' });
  const fields = fieldsOf(dto);
  const given = value as Record<string, unknown>;
  for (const name of Object.keys(given)) {
    if (!fields.has(name)) complain(reading, pointerTo(pointer, name, reading), 'unknown_property');
  }
  const result = new dto() as Record<string, unknown>;
  for (const field of fields.values()) {
    const raw = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    const read = readField(field, raw, pointer, reading);
    if (read !== undefined) result[field.name] = read;
  }
  return result as T;
}

function readField(field: Field, raw: unknown, pointer: string, reading: Reading): unknown {
  if (raw === undefined || (raw === '' && reading.fromText)) {
    return field.options.optional ? undefined : complain(reading, pointerTo(pointer, field.name, reading), 'required');
  }
  if (raw === null) return field.options.nullable ? null : complain(reading, pointerTo(pointer, field.name, reading), 'null_not_allowed');
  return field.read(raw, pointerTo(pointer, field.name, reading), reading);
}

/** RFC 6901 for bodies, `?name` for queries. */
function pointerTo(parent: string, name: string, reading: Reading): string {
  if (reading.fromText) return `?${name.slice(0, 80)}`;
  return `${parent}/${name.slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
