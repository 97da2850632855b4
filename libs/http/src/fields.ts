import { isUuid, QUANTITY_SCALE } from '@anwen/kernel';
import { isRFC3339 } from 'class-validator';
import { complain, declareField, readDto, type DtoClass, type FieldOptions, type JsonSchema, type ReadValue } from './field-plan';

type TextOptions = FieldOptions & { readonly min?: number; readonly max?: number; readonly pattern?: RegExp };
type DecimalOptions = FieldOptions & { readonly positive?: boolean; readonly nonNegative?: boolean; readonly scale?: number };
type ListOptions = FieldOptions & { readonly min?: number; readonly max?: number };

function field(options: FieldOptions, read: ReadValue, schema: () => JsonSchema): PropertyDecorator {
  return (prototype, name) => declareField(prototype, { name: String(name), options, read, schema });
}

// A NUL cannot be stored in PostgreSQL text, and a lone surrogate is no Unicode: both are refused, never repaired.
const readable = (text: string): boolean => !text.includes('\0') && !/\p{Cs}/u.test(text);

/** Free text, kept exactly as it came: nothing is trimmed or folded. Default length 1 to 500 characters. */
export function Text(options: TextOptions = {}): PropertyDecorator {
  const { min = options.optional ? 0 : 1, max = 500, pattern } = options;
  const read: ReadValue = (value, at, reading) => {
    if (typeof value !== 'string') return complain(reading, at, 'wrong_type', { expected: 'string' });
    if (!readable(value)) return complain(reading, at, 'bad_characters');
    if (value.length < min) return complain(reading, at, 'too_short', { min });
    if (value.length > max && [...value].length > max) return complain(reading, at, 'too_long', { max });
    if (pattern && !pattern.test(value)) return complain(reading, at, 'bad_format', { expected: pattern.source });
    return value;
  };
  return field(options, read, () => ({ type: 'string', minLength: min, maxLength: max, ...(pattern ? { pattern: pattern.source } : {}) }));
}

/** Identifier text (item code, lot, document number): 1 to 64 printable characters, no blank at either end. */
export function Code(options: FieldOptions & { readonly max?: number } = {}): PropertyDecorator {
  const { max = 64 } = options;
  const read: ReadValue = (value, at, reading) => {
    if (typeof value !== 'string') return complain(reading, at, 'wrong_type', { expected: 'string' });
    if (value.length === 0) return complain(reading, at, 'too_short', { min: 1 });
    if (value.length > max) return complain(reading, at, 'too_long', { max });
    // Control and format characters would make two codes look alike on paper.
    if (!readable(value) || /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value) || value.trim() !== value) return complain(reading, at, 'bad_characters');
    return value;
  };
  return field(options, read, () => ({ type: 'string', minLength: 1, maxLength: max }));
}

export function UuidField(options: FieldOptions = {}): PropertyDecorator {
  const read: ReadValue = (value, at, reading) =>
    typeof value === 'string' && isUuid(value) ? value.toLowerCase() : complain(reading, at, 'bad_format', { expected: 'UUID' });
  return field(options, read, () => ({ type: 'string', format: 'uuid' }));
}

/**
 * An exact decimal: a string, or a JSON number that is exact. The handler receives a plain string without exponent.
 * More digits than the scale, a wrong sign or a value beyond NUMERIC(18,6) is refused with 422.
 */
export function DecimalField(options: DecimalOptions = {}): PropertyDecorator {
  const { scale = QUANTITY_SCALE, positive = false, nonNegative = false } = options;
  const read: ReadValue = (value, at, reading) => {
    const text = decimalText(value);
    if (text === undefined) return complain(reading, at, 'wrong_type', { expected: 'decimal' });
    if (text === null) return complain(reading, at, 'not_exact');
    const [, sign, whole = '', fraction = ''] = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/.exec(text)!;
    if (fraction.length > scale) return complain(reading, at, 'too_many_decimals', { scale });
    if (whole.length > 12) return complain(reading, at, 'out_of_range');
    const zero = whole === '' && fraction === '';
    if (positive && (zero || sign)) return complain(reading, at, 'not_positive');
    if (nonNegative && sign && !zero) return complain(reading, at, 'negative');
    return `${zero ? '' : sign}${whole || '0'}${fraction ? `.${fraction}` : ''}`;
  };
  return field(options, read, () => ({
    type: 'string',
    pattern: '^-?\\d{1,12}(\\.\\d{1,' + scale + '})?$',
    description: 'decimal string',
    examples: ['12.5'],
  }));
}

/** The decimal as text; null when a JSON number has lost digits, undefined when it is no decimal at all. */
function decimalText(value: unknown): string | null | undefined {
  if (typeof value === 'string') return /^-?\d{1,40}(\.\d{1,40})?$/.test(value) ? value : undefined;
  if (typeof value !== 'number') return undefined;
  const text = String(value);
  // A double keeps 15 digits faithfully; with more, what arrived may not be what was sent.
  if (!/^-?\d+(\.\d+)?$/.test(text) || text.replace(/\D/g, '').replace(/^0+/, '').length > 15) return null;
  return text;
}

export function IntField(options: FieldOptions & { readonly min?: number; readonly max?: number } = {}): PropertyDecorator {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  const read: ReadValue = (value, at, reading) => {
    const number = reading.fromText && typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) return complain(reading, at, 'wrong_type', { expected: 'integer' });
    if (number < min) return complain(reading, at, 'below_minimum', { min });
    return number > max ? complain(reading, at, 'above_maximum', { max }) : number;
  };
  return field(options, read, () => ({
    type: 'integer',
    ...(options.min === undefined ? {} : { minimum: min }),
    ...(options.max === undefined ? {} : { maximum: max }),
  }));
}

export function BoolField(options: FieldOptions = {}): PropertyDecorator {
  const read: ReadValue = (value, at, reading) => {
    const flag = reading.fromText && (value === 'true' || value === 'false') ? value === 'true' : value;
    return typeof flag === 'boolean' ? flag : complain(reading, at, 'wrong_type', { expected: 'boolean' });
  };
  return field(options, read, () => ({ type: 'boolean' }));
}

/** A calendar day, `YYYY-MM-DD`, that exists. */
export function DateField(options: FieldOptions = {}): PropertyDecorator {
  const read: ReadValue = (value, at, reading) =>
    typeof value === 'string' && isDay(value) ? value : complain(reading, at, 'bad_format', { expected: 'YYYY-MM-DD' });
  return field(options, read, () => ({ type: 'string', format: 'date' }));
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A moment, RFC 3339 with offset. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  const read: ReadValue = (value, at, reading) => {
    const valid = typeof value === 'string' && value.length <= 40 && isRFC3339(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));
    return valid ? value : complain(reading, at, 'bad_format', { expected: 'RFC 3339' });
  };
  return field(options, read, () => ({ type: 'string', format: 'date-time' }));
}

export function OneOf(allowed: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  const set = new Set(allowed);
  const read: ReadValue = (value, at, reading) =>
    typeof value === 'string' && set.has(value) ? value : complain(reading, at, 'not_one_of', { allowed: allowed.join(', ') });
  return field(options, read, () => ({ type: 'string', enum: [...allowed] }));
}

export function Nested(dto: () => DtoClass, options?: FieldOptions): PropertyDecorator;
export function Nested(dto: DtoClass, options?: FieldOptions): PropertyDecorator;
/** One object of another DTO; a function (`() => Tree`) for a class that refers to itself. */
export function Nested(dto: DtoClass | (() => DtoClass), options: FieldOptions = {}): PropertyDecorator {
  const type = lazily(dto);
  return field(
    options,
    (value, at, reading) => readDto(type(), value, at, reading),
    () => ({ $dto: type() }),
  );
}

export function ListOf(dto: DtoClass | (() => DtoClass), options: ListOptions = {}): PropertyDecorator {
  const type = lazily(dto);
  return list(
    options,
    (value, at, reading) => readDto(type(), value, at, reading),
    () => ({ $dto: type() }),
  );
}

/** A list whose entries the route judges one by one (a batch: one bad entry must not refuse the others); documented like `ListOf`. */
export function ListAsCame(dto: DtoClass, options: ListOptions = {}): PropertyDecorator {
  return list(
    options,
    (value) => value,
    () => ({ $dto: dto }),
  );
}

/** A list of short texts (serial numbers, codes); `max` limits how many, `maxLength` each one. */
export function TextList(options: ListOptions & { readonly maxLength?: number } = {}): PropertyDecorator {
  const { maxLength = 64 } = options;
  const read: ReadValue = (value, at, reading) => {
    if (typeof value !== 'string') return complain(reading, at, 'wrong_type', { expected: 'string' });
    if (value.length === 0) return complain(reading, at, 'too_short', { min: 1 });
    if (value.length > maxLength) return complain(reading, at, 'too_long', { max: maxLength });
    return readable(value) ? value : complain(reading, at, 'bad_characters');
  };
  return list(options, read, () => ({ type: 'string', minLength: 1, maxLength }));
}

function list(options: ListOptions, item: ReadValue, schema: () => JsonSchema): PropertyDecorator {
  const { min = 0, max = 1000 } = options;
  const read: ReadValue = (value, at, reading) => {
    // A query repeats its name: ?status=a&status=b; once is a list of one.
    const entries = reading.fromText && !Array.isArray(value) ? [value] : value;
    if (!Array.isArray(entries)) return complain(reading, at, 'wrong_type', { expected: 'array' });
    if (entries.length < min) return complain(reading, at, 'too_few', { min });
    if (entries.length > max) return complain(reading, at, 'too_many', { max });
    return entries.map((entry, i) => item(entry, reading.fromText ? at : `${at}/${i}`, reading));
  };
  return field(options, read, () => ({ type: 'array', items: schema(), minItems: min, maxItems: max }));
}

type MapValue = 'text' | 'position' | 'scalar';

const isText = (one: unknown): boolean => typeof one === 'string' && one.length <= 4_000 && readable(one);
const MAP_VALUES: Readonly<Record<MapValue, { readonly fits: (one: unknown) => boolean; readonly schema: JsonSchema }>> = {
  text: { fits: isText, schema: { type: ['string', 'null'] } },
  position: { fits: (one) => Number.isSafeInteger(one) && (one as number) >= 0, schema: { type: ['integer', 'null'], minimum: 0 } },
  scalar: { fits: (one) => isText(one) || Number.isFinite(one) || typeof one === 'boolean', schema: { type: ['string', 'number', 'boolean', 'null'] } },
};

/** An object whose names the caller chooses (column → text, position, or text, number or boolean); a value may be null. At most 200 names. */
export function MapOf(kind: MapValue, options: FieldOptions = {}): PropertyDecorator {
  const { fits, schema } = MAP_VALUES[kind];
  const read: ReadValue = (value, at, reading) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return complain(reading, at, 'wrong_type', { expected: 'object' });
    const entries = Object.entries(value);
    if (entries.length > 200) return complain(reading, at, 'too_many', { max: 200 });
    const wrong = entries.find(([name, one]) => name.length > 80 || (one !== null && !fits(one)));
    return wrong ? complain(reading, `${at}/${wrong[0].slice(0, 80)}`, 'wrong_type', { expected: kind }) : Object.fromEntries(entries);
  };
  return field(options, read, () => ({ type: 'object', additionalProperties: schema }));
}

/** A JSON object that is handed on as it came, because somebody else reads it later (`readBody`); of an answer: one whose form depends. */
export function OpenObject(options: FieldOptions = {}): PropertyDecorator {
  const read: ReadValue = (value, at, reading) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value : complain(reading, at, 'wrong_type', { expected: 'object' });
  return field(options, read, () => ({ type: 'object' }));
}

/** Of an answer: rows of cells, in the order of the columns. */
export function Rows(): PropertyDecorator {
  const cell = { type: ['string', 'number', 'boolean', 'null'] };
  return field(
    {},
    (value) => value,
    () => ({ type: 'array', items: { type: 'array', items: cell } }),
  );
}

// A class has a prototype that cannot be replaced; an arrow function has none.
function lazily(dto: DtoClass | (() => DtoClass)): () => DtoClass {
  return dto.prototype === undefined ? (dto as () => DtoClass) : () => dto as DtoClass;
}
