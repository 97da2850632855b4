import { breakingChanges } from './contract.rules';

const document = (change: (d: never) => void = () => undefined): Record<string, unknown> => {
  const made = {
    paths: { '/a': { get: { parameters: [{ name: 'q', in: 'query', required: false }] }, post: { parameters: [] } } },
    components: { schemas: { A: { additionalProperties: false, required: ['x'], properties: { x: { type: 'string' }, kind: { type: 'string', enum: ['a', 'b'] } } } } },
  };
  change(made as never);
  return made;
};

describe('a contract', () => {
  it('may grow', () => {
    const grown = document((d: { paths: Record<string, unknown>; components: { schemas: { A: { properties: Record<string, unknown> } } } }) => {
      d.paths['/b'] = { get: {} };
      d.components.schemas.A.properties.y = { type: 'integer' };
    });
    expect(breakingChanges(document(), grown)).toEqual([]);
  });

  it.each([
    ['a route', (d: { paths: { '/a': Record<string, unknown> } }) => delete d.paths['/a'].post, 'POST /a is gone'],
    ['a parameter', (d: { paths: { '/a': { get: { parameters: unknown[] } } } }) => d.paths['/a'].get.parameters.pop(), 'GET /a lost the parameter q'],
    ['a field', (d: { components: { schemas: { A: { properties: Record<string, unknown> } } } }) => delete d.components.schemas.A.properties.kind, 'A.kind is gone'],
    ['a value', (d: { components: { schemas: { A: { properties: { kind: { enum: string[] } } } } } }) => d.components.schemas.A.properties.kind.enum.pop(), 'A.kind lost the value b'],
    ['a type', (d: { components: { schemas: { A: { properties: { x: { type: string } } } } } }) => (d.components.schemas.A.properties.x.type = 'integer'), 'A.x has another type'],
    ['an option (a field becomes required)', (d: { components: { schemas: { A: { required: string[] } } } }) => d.components.schemas.A.required.push('kind'), 'A.kind is now required'],
    ['an option (a parameter becomes required)', (d: { paths: { '/a': { post: { parameters: unknown[] } } } }) => d.paths['/a'].post.parameters.push({ name: 'k', in: 'header', required: true }), 'POST /a now demands k'],
  ])('may not lose %s', (_what, change, finding) => {
    expect(breakingChanges(document(), document(change as never))).toEqual([finding]);
  });
});
