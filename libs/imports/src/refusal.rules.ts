import { FIELD_TEXTS, fieldsOf, readDto, type DtoClass } from '@anwen/http';
import { AppError, errorCatalogue, type FieldError, type Locale } from '@anwen/kernel';
import type { RowProblem } from './target';

type Stated = RowProblem & { readonly message?: string };

/** What a service refused, as a problem of one row. `columns` translates the service's field names. */
export function problemOf(error: AppError, columns: Readonly<Record<string, string>> = {}): Stated {
  const first = error.data.errors?.[0];
  if (first) return problemAt(first, first.pointer, columns);
  const { errors: _errors, headers: _headers, current: _current, ...params } = error.data;
  return { column: null, code: error.code, params };
}

/** The same for a load of many rows, whose pointers begin with the place of the row (`/3/baseUom`). */
export function problemsByIndex(error: AppError, columns: Readonly<Record<string, string>> = {}): ReadonlyMap<number, Stated> {
  const found = new Map<number, Stated>();
  for (const one of error.data.errors ?? []) {
    const [, index, rest = ''] = /^\/(?:lines\/)?(\d+)(.*)$/.exec(one.pointer) ?? [];
    if (index !== undefined && !found.has(Number(index))) found.set(Number(index), problemAt(one, rest, columns));
  }
  return found;
}

function problemAt({ code, message, params }: FieldError, pointer: string, columns: Readonly<Record<string, string>>): Stated {
  const field = pointer.split('/')[1] ?? '';
  return { column: columns[field] ?? (field === '' ? null : field), code, ...(message ? { message } : {}), ...(params ? { params } : {}) };
}

/** The API's own check of an input: what its routes would refuse, a row is refused for. */
export function fieldProblems(dto: DtoClass, input: Readonly<Record<string, unknown>>): RowProblem[] {
  const problems: FieldError[] = [];
  const known = fieldsOf(dto);
  readDto(dto, Object.fromEntries(Object.entries(input).filter(([name, value]) => value !== undefined && known.has(name))), '', { problems, fromText: false });
  return problems.map(({ pointer, code, params }) => ({ column: fieldOf(pointer), code, ...(params ? { params } : {}) }));
}

/** The innermost name of a pointer: `/lines/0/qty` is about `qty`. */
function fieldOf(pointer: string): string | null {
  return (
    pointer
      .split('/')
      .filter((part) => part !== '' && !/^\d+$/.test(part))
      .at(-1) ?? null
  );
}

/** The problem in words. */
export function wordsFor(problem: Stated, locale: Locale): string {
  if (problem.message) return problem.message;
  const texts = errorCatalogue().get(problem.code) ?? FIELD_TEXTS[problem.code];
  const text = texts ? (locale === 'en' ? texts.en : texts.zh) : problem.code;
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(problem.params?.[name] ?? hole));
}
