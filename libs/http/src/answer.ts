import { isUuid } from '@anwen/kernel';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { httpErrors } from './http.errors';

const IF_MATCH_KEY = 'anwen:if-match';
const DOCUMENT_KEY = 'anwen:document-key';

/** A handler's result with status or headers of its own. */
export class Answer {
  constructor(
    readonly body: unknown,
    readonly status: number | undefined,
    readonly headers: Readonly<Record<string, string>>,
  ) {}
}

/**
 * The body with a strong `ETag`; a GET with a matching `If-None-Match` becomes 304. A row version need not tell all that the
 * body says: it is for `If-Match`, and reads get a digest of the body behind it. A text is taken as it is.
 */
export function withEtag(rowVersion: number | string, body: unknown): Answer {
  return extend(body, undefined, { ETag: `"${rowVersion}"` });
}

/** 201 with the `Location` of what was made. */
export function created(location: string, body: unknown): Answer {
  return extend(body, 201, { Location: location });
}

function extend(body: unknown, status: number | undefined, headers: Record<string, string>): Answer {
  return body instanceof Answer ? new Answer(body.body, status ?? body.status, { ...body.headers, ...headers }) : new Answer(body, status, headers);
}

const versionOf = createParamDecorator((isOptional: true | undefined, context: ExecutionContext): number | undefined => {
  const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string | undefined> }>();
  const given = headers['if-match'];
  if (given === undefined || given.trim() === '') {
    if (isOptional) return undefined;
    throw httpErrors.precondition_required();
  }
  const version = versionIn(given);
  if (version === undefined) throw httpErrors.precondition_failed();
  return version;
});

/** The row version in the `ETag` of a read (`"7-…"`) or of a write (`"7"`). What else has changed is no edit, and stops none. */
export function versionIn(etag: string): number | undefined {
  const version = /^\s*"(\d{1,9})(?:-[\w-]{16})?"\s*$/.exec(etag)?.[1];
  return version === undefined ? undefined : Number(version);
}

/**
 * The row version that the caller has seen, from `If-Match`.
 * @throws http.precondition_required without the header, http.precondition_failed when it can match no version.
 */
export function IfMatch(): ParameterDecorator {
  return (target, name, index) => {
    // For the documentation: Nest's own metadata does not tell which custom decorator an argument has.
    Reflect.defineMetadata(IF_MATCH_KEY, true, (target as Record<string | symbol, object>)[name!]!);
    versionOf()(target, name, index);
  };
}

/** The same for steps that may be taken without it. @throws http.precondition_failed when the given one can match no version. */
export function IfMatchGiven(): ParameterDecorator {
  return versionOf(true);
}

export const needsIfMatch = (handler: object): boolean => Reflect.getMetadata(IF_MATCH_KEY, handler) === true;

/** What the number series make: `PO-261122-003`. */
const NUMBER = /^[A-Z]{2,4}-\d{6}-\d{3,12}$/;

const keyOf = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const { params } = context.switchToHttp().getRequest<{ params: Record<string, string | undefined> }>();
  const given = params.id ?? '';
  if (isUuid(given)) return given.toLowerCase();
  if (!NUMBER.test(given)) throw httpErrors.not_found();
  return given;
});

/** The `:id` of a document: its id, or its number as people read it from paper. @throws http.not_found for anything else. */
export function DocumentKey(): ParameterDecorator {
  return (target, name, index) => {
    Reflect.defineMetadata(DOCUMENT_KEY, true, (target as Record<string | symbol, object>)[name!]!);
    keyOf()(target, name, index);
  };
}

export const takesDocumentKey = (handler: object): boolean => Reflect.getMetadata(DOCUMENT_KEY, handler) === true;
