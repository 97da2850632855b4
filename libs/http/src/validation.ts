import { isUuid, type FieldError } from '@anwen/kernel';
import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { fieldsOf, readDto, VALUE_CODES, type DtoClass, type Reading } from './field-plan';
import { httpErrors } from './http.errors';

/** Reads bodies, queries and path parameters into the declared DTOs; every problem of a document comes in one answer. */
@Injectable()
export class ValidationPipe implements PipeTransform {
  /** @throws http.validation_failed | http.unknown_property | http.value_refused | http.not_found (an id that cannot be one). */
  transform(value: unknown, { type, metatype, data }: ArgumentMetadata): unknown {
    if (type === 'custom') return value;
    if (type === 'param') return readParameter(String(value), data ?? '');
    if (!metatype || metatype === Object) return value;
    if (fieldsOf(metatype as DtoClass).size === 0) return value;
    const reading: Reading = { problems: [], fromText: type === 'query' };
    const dto = readDto(metatype as DtoClass, value ?? {}, '', reading);
    if (reading.problems.length > 0) throw refusal(reading.problems);
    return dto;
  }
}

/** A body that did not come as the body of a route (work done offline), read as strictly as one. @throws what the pipe throws */
export function readBody<T extends object>(dto: DtoClass<T>, value: unknown): T {
  const reading: Reading = { problems: [], fromText: false };
  const read = readDto(dto, value, '', reading);
  if (reading.problems.length > 0 || !read) throw refusal(reading.problems);
  return read;
}

/** An id that is no UUID names nothing; other parameters are codes, which hold no control characters. */
function readParameter(value: string, name: string): string {
  const isId = name === 'id' || name.endsWith('Id');
  if (isId && isUuid(value)) return value.toLowerCase();
  if (isId || value.length > 200 || /[\p{Cc}\p{Cs}]/u.test(value)) throw httpErrors.not_found();
  return value;
}

/** A document of wrong form is 400; one whose form is right and whose values are not is 422. */
export function refusal(problems: readonly FieldError[]): Error {
  const errors = problems.slice(0, 100);
  if (problems.every((p) => p.code === 'unknown_property')) return httpErrors.unknown_property({ errors });
  return problems.every((p) => VALUE_CODES.has(p.code)) ? httpErrors.value_refused({ errors }) : httpErrors.validation_failed({ errors });
}
