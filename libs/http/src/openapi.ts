import { errorCatalogue, SLA } from '@anwen/kernel';
import { ROUTE_ARGS_METADATA, HTTP_CODE_METADATA } from '@nestjs/common/constants';
import { needsIfMatch, takesDocumentKey } from './answer';
import { bodyLimitOf, returnsOf, slaOf, summaryOf } from './declarations';
import { fieldsOf, type DtoClass, type JsonSchema } from './field-plan';
import type { RouteDeclaration } from './routes';
import { UPLOAD_TYPE, uploadLimitOf } from './upload';

/** What other guarantees declare about a route; the app reads it for the document, as guarantees do not import each other. */
export interface RouteFacts {
  readonly access?: { readonly kind: string; readonly permission?: string; readonly reason?: string };
  readonly idempotency?: { readonly required: boolean; readonly reason?: string };
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
  readonly description?: string;
}

// Numbers of Nest's RouteParamtypes: where a handler's argument comes from.
const BODY = '3';
const QUERY = '4';

/** OpenAPI 3.1 document of the routes; the same routes always give the same text. */
export function openApiOf(routes: readonly RouteDeclaration[], factsOf: (route: RouteDeclaration) => RouteFacts, version: string): JsonSchema {
  const schemas = new Map<string, JsonSchema>();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operationOf(route, factsOf(route), schemas);
  }
  schemas.set('Problem', PROBLEM);
  return {
    openapi: '3.1.0',
    info: { title: 'Anwen API', version, description: 'ERP/MES/WMS for small factories. Errors are application/problem+json; `code` is the contract.' },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries([...schemas].sort(([a], [b]) => a.localeCompare(b))),
      responses: {
        Problem: { description: 'Refused; see `code`', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'Session token, or an API key (anw_…)' },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-anwen', description: 'Session of a browser; writes also need a matching Origin' },
      },
    },
    'x-error-codes': Object.fromEntries(
      [...errorCatalogue()]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([code, e]) => [code, { status: e.status, zh: e.zh, en: e.en, retryable: e.retryable ?? false }]),
    ),
  };
}

const PROBLEM: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'requestId', 'retryable'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', description: '<lib>.<reason>' },
    requestId: { type: 'string' },
    retryable: { type: 'boolean' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' }, params: { type: 'object' } },
      },
    },
  },
};

function operationOf(route: RouteDeclaration, facts: RouteFacts, schemas: Map<string, JsonSchema>): JsonSchema {
  const { access, idempotency } = facts;
  const slaClass = slaOf(route.handler);
  const body = argumentOf(route, BODY);
  const maxBytes = bodyLimitOf(route.handler);
  const summary = summaryOf(route.handler);
  return {
    operationId: `${route.controller.name.replace(/Controller$/, '')}_${route.handlerName}`,
    tags: [route.path.split('/')[route.path.startsWith('/api/v') ? 3 : 1] ?? 'root'],
    ...(summary ? { summary } : {}),
    ...(access?.kind === 'public' ? { security: [], 'x-public': access.reason } : { security: [{ bearer: [] }, { cookie: [] }] }),
    ...(access?.permission ? { 'x-permission': access.permission } : {}),
    ...(slaClass ? { 'x-sla-class': slaClass, 'x-timeout-ms': SLA[slaClass].timeoutMs } : {}),
    ...(idempotency && !idempotency.required ? { 'x-not-idempotent': idempotency.reason } : {}),
    ...(maxBytes === undefined ? {} : { 'x-max-body-bytes': maxBytes }),
    parameters: [...pathParameters(route), ...queryParameters(route, schemas), ...(idempotency?.required ? [KEY_PARAMETER] : []), ...ifMatch(route)],
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: close(reference(body, schemas), schemas) } } } } : uploadOf(route)),
    responses: { ...successOf(route, schemas), default: { $ref: '#/components/responses/Problem' } },
  };
}

function uploadOf(route: RouteDeclaration): JsonSchema {
  const maxBytes = uploadLimitOf(route.handler);
  return maxBytes === undefined ? {} : { requestBody: { required: true, description: `at most ${maxBytes} bytes`, content: { [UPLOAD_TYPE]: {} } } };
}

const KEY_PARAMETER: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  schema: { type: 'string', minLength: 16, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' },
  description: 'A new one for each intended effect; repeat it with the same request to learn the outcome. Kept for 24 hours (7 days for devices).',
};

function pathParameters(route: RouteDeclaration): Parameter[] {
  return [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', ...((name === 'id' && !takesDocumentKey(route.handler)) || name.endsWith('Id') ? { format: 'uuid' } : {}) },
    ...(name === 'id' && takesDocumentKey(route.handler) ? { description: 'id or number of the document' } : {}),
  }));
}

function queryParameters(route: RouteDeclaration, schemas: Map<string, JsonSchema>): Parameter[] {
  const query = argumentOf(route, QUERY);
  if (!query) return [];
  return [...fieldsOf(query).values()].map(({ name, options, schema }) => ({
    name,
    in: 'query',
    required: !options.optional,
    schema: resolve(schema(), schemas),
    ...(options.description ? { description: options.description } : {}),
  }));
}

function ifMatch(route: RouteDeclaration): Parameter[] {
  if (!needsIfMatch(route.handler)) return [];
  return [
    {
      name: 'If-Match',
      in: 'header',
      required: true,
      schema: { type: 'string', pattern: '^"\\d+(-[\\w-]{16})?"$' },
      description: 'ETag of the version that was read, or its rowVersion in quotes',
    },
  ];
}

function successOf(route: RouteDeclaration, schemas: Map<string, JsonSchema>): JsonSchema {
  const returns = returnsOf(route.handler);
  const declared = Reflect.getMetadata(HTTP_CODE_METADATA, route.handler) as number | undefined;
  const status = returns?.status ?? declared ?? (route.method === 'POST' ? 201 : 200);
  if (!returns?.dto) return { [status]: { description: status === 204 ? 'Done' : 'OK' } };
  const one = reference(returns.dto, schemas);
  const schema = returns.page ? pageOf(one) : returns.list ? { type: 'array', items: one } : one;
  return { [status]: { description: 'OK', content: { 'application/json': { schema } } } };
}

function pageOf(items: JsonSchema): JsonSchema {
  return {
    type: 'object',
    required: ['items', 'nextCursor'],
    properties: {
      items: { type: 'array', items },
      nextCursor: { type: ['string', 'null'] },
      total: { type: 'integer' },
      totalIsEstimate: { type: 'boolean' },
      archivedThrough: { type: 'string', format: 'date' },
    },
  };
}

function argumentOf(route: RouteDeclaration, kind: string): DtoClass | undefined {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, route.controller, route.handlerName) ?? {}) as Record<string, { index: number; data?: unknown }>;
  const types = (Reflect.getMetadata('design:paramtypes', route.controller.prototype as object, route.handlerName) ?? []) as unknown[];
  const found = Object.entries(args).find(([key, { data }]) => key.startsWith(`${kind}:`) && data === undefined);
  const type = found && types[found[1].index];
  return typeof type === 'function' && fieldsOf(type as DtoClass).size > 0 ? (type as DtoClass) : undefined;
}

// Symbols are not written into the JSON.
const DTO = Symbol('dto');

/** `$ref` to a DTO's schema, which is made when it is met first. */
function reference(dto: DtoClass, schemas: Map<string, JsonSchema>): JsonSchema {
  const name = dto.name;
  const known = schemas.get(name) as { [DTO]?: DtoClass } | undefined;
  if (known && known[DTO] !== dto) throw new Error(`two DTO classes are called ${name}; the contract needs a name for each`);
  if (!known) {
    schemas.set(name, { [DTO]: dto } as JsonSchema); // a DTO may refer to itself
    const fields = [...fieldsOf(dto).values()];
    const required = fields.filter((f) => !f.options.optional).map((f) => f.name);
    schemas.set(name, {
      [DTO]: dto,
      type: 'object',
      ...(required.length > 0 ? { required } : {}),
      properties: Object.fromEntries(fields.map((f) => [f.name, describe(resolve(f.schema(), schemas), f.options)])),
    } as JsonSchema);
  }
  return { $ref: `#/components/schemas/${name}` };
}

/** Inputs refuse unknown properties; answers may gain some, so clients must not rely on their absence. */
function close(ref: JsonSchema, schemas: Map<string, JsonSchema>): JsonSchema {
  const schema = schemas.get(String(ref.$ref).split('/').pop()!);
  if (!schema || schema.additionalProperties === false) return ref;
  schema.additionalProperties = false;
  for (const [, inner] of JSON.stringify(schema).matchAll(/"(#\/components\/schemas\/\w+)"/g)) close({ $ref: inner }, schemas);
  return ref;
}

function describe(schema: JsonSchema, { nullable, description, example }: { nullable?: boolean; description?: string; example?: unknown }): JsonSchema {
  const typed = nullable
    ? typeof schema.type === 'string'
      ? { ...schema, type: [schema.type, 'null'], ...(schema.enum ? { enum: [...(schema.enum as unknown[]), null] } : {}) }
      : { anyOf: [schema, { type: 'null' }] }
    : schema;
  return { ...typed, ...(description ? { description } : {}), ...(example === undefined ? {} : { examples: [example] }) };
}

/** Replaces the `$dto` marks that fields.ts leaves, since a class may be declared after the field that names it. */
function resolve(schema: JsonSchema, schemas: Map<string, JsonSchema>): JsonSchema {
  if (schema.$dto) return reference(schema.$dto as DtoClass, schemas);
  return schema.items ? { ...schema, items: resolve(schema.items as JsonSchema, schemas) } : schema;
}
