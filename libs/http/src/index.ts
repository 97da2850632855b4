export { HttpAnswer, contextOf, type RequestContext, type SlaClass } from '@anwen/kernel';
export { Answer, DocumentKey, IfMatch, created, withEtag } from './answer';
export { REQUEST_OBSERVER, createHttpApp, type HttpApp, type HttpAppOptions } from './app-factory';
export { bodyDigestOf } from './body-digest';
export { CURSOR_CODEC, CursorModule } from './cursor.module';
export { LargeBody, Returns, Sla, Summary, returnsOf, slaOf, summaryOf } from './declarations';
export {
  BoolField,
  Code,
  DateField,
  DecimalField,
  InstantField,
  IntField,
  ListOf,
  MapOf,
  Nested,
  OneOf,
  OpenObject,
  Rows,
  Text,
  TextList,
  UuidField,
} from './fields';
export { fieldsOf, readDto, type DtoClass, type JsonSchema } from './field-plan';
export { FIELD_TEXTS, httpErrors } from './http.errors';
export { ListQuery } from './list-query';
export { JsonLogger } from './logger';
export { openApiOf, type RouteFacts } from './openapi';
export { presentAnswer } from './present';
export { problemAnswer, toAppError } from './problem';
export { type RequestObserver } from './request-door';
export { RouteTable, routesOf, routesOfControllers, type RouteDeclaration } from './routes';
export { exitOn } from './process-exit';
export { closeOnSignals, closePolitely } from './shutdown';
export { SecretsModule } from './secrets.module';
export { SlaInterceptor } from './sla.interceptor';
export { serveSite } from './static-site';
export { UploadedBytes } from './upload';
export { readBody } from './validation';
