import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostPromises } from './openapi-growth.mjs';

const schema = (properties, required = []) => ({ type: 'object', properties, required });
const content = (shape) => ({ content: { 'application/json': { schema: shape } } });
const api = ({ body, answer, parameters = [] }) => ({
  paths: { '/v1/items': { post: { parameters, requestBody: content(body), responses: { 201: content({ $ref: '#/components/schemas/Item' }) } } } },
  components: { schemas: { Item: answer } },
});
const text = { type: 'string' };
const before = api({ body: schema({ code: text, kind: { type: 'string', enum: ['a', 'b'] } }, ['code']), answer: schema({ id: text, code: text }, ['id']) });
const change = (edit) => {
  const after = structuredClone(before);
  edit(after.paths['/v1/items'].post, after.components.schemas.Item, after);
  return lostPromises(before, after);
};
const bodyOf = (operation) => operation.requestBody.content['application/json'].schema;

test('growth is no loss', () => {
  const grown = change((operation, item, document) => {
    bodyOf(operation).properties.note = text;
    bodyOf(operation).properties.kind.enum.push('c');
    item.properties.name = text;
    item.required.push('code', 'name');
    operation.parameters.push({ in: 'query', name: 'dry' });
    document.paths['/v1/lots'] = {};
  });
  assert.deepEqual(grown, []);
});

for (const [title, edit, expected] of [
  ['a path that is gone', (_o, _i, document) => delete document.paths['/v1/items'], /POST \/v1\/items is gone/],
  ['an answered property that is gone', (_o, item) => delete item.properties.code, /answer 201\.code is gone/],
  ['an answered property that may be missing', (_o, item) => item.required.pop(), /answer 201\.id is not promised/],
  ['an answered property of another type', (_o, item) => (item.properties.id = { type: 'integer' }), /answer 201\.id is integer, was string/],
  ['an answer that may be null', (_o, item) => (item.properties.id = { type: ['string', 'null'] }), /answer 201\.id is string\|null/],
  ['a sent property that became required', (o) => bodyOf(o).required.push('kind'), /body\.kind is required now/],
  ['a new required property', (o) => (bodyOf(o).properties.x = text) && bodyOf(o).required.push('x'), /body\.x is required now/],
  ['a value that is not taken any more', (o) => bodyOf(o).properties.kind.enum.pop(), /body\.kind: value b is gone/],
  ['a new required parameter', (o) => o.parameters.push({ in: 'header', name: 'K', required: true }), /header parameter K is required now/],
  ['an answer status that is gone', (o) => delete o.responses[201], /answer 201 is gone/],
]) {
  test(`names ${title}`, () => assert.match(change(edit).join('\n'), expected));
}
