export { CONTEXT_KEY, contextOf, type HttpAnswer, type RequestContext, type SlaClass } from '@anwen/kernel';
export { Answer, IfMatch, created, withEtag } from './answer';
export { Returns, Sla, Summary } from './declarations';
export { BoolField, Code, DateField, DecimalField, InstantField, IntField, ListOf, Nested, OneOf, Text, TextList, UuidField } from './fields';
export { httpErrors } from './http.errors';
export { ListQuery } from './list-query';
