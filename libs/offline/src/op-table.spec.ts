import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldsOf } from '@anwen/http';
import { InventoryOps } from './inventory-ops.service';
import { OpTable } from './op-table.service';
import { ProductionOps } from './production-ops.service';
import { TradeOps } from './trade-ops.service';

interface Schema {
  readonly $ref: string;
}
interface Operation {
  readonly requestBody: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Contract {
  readonly paths: Readonly<Record<string, { readonly post?: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>> };
}

const DOCS = join(__dirname, '../../../docs');
const CONTRACT = JSON.parse(readFileSync(join(DOCS, 'openapi/v1.json'), 'utf8')) as Contract;
/** The rows say what they are without their services doing anything. */
const nobody = { get: () => undefined } as never;
const { all } = new OpTable(
  new InventoryOps(nobody, nobody, nobody, nobody, nobody),
  new TradeOps(nobody, nobody, nobody, nobody),
  new ProductionOps(nobody, nobody, nobody),
);

describe('the operations that may be done offline', () => {
  it('are those that the guide for developers lists, each with its route and its document', () => {
    const guide = readFileSync(join(DOCS, 'pda-device-management.md'), 'utf8').split('\n');
    const listed = guide.filter((line) => /^\| `[a-z]+\.[a-z]+` \| `POST /.test(line));
    expect(listed).toEqual(all.map(({ type, route, idField }) => `| \`${type}\` | \`${route}\` | ${idField === null ? '–' : `\`${idField}\``} |`));
  });

  it.each(all.map((row) => [row.type, row] as const))('%s takes and answers what its route does', (_, { route, status, dto, idField }) => {
    const operation = CONTRACT.paths[route.replace('POST ', '')]!.post!;
    const body = operation.requestBody.content['application/json'].schema.$ref.split('/').pop()!;
    const taken = Object.keys(CONTRACT.components.schemas[body]!.properties).filter((name) => name !== idField);
    expect([Object.keys(operation.responses), [...fieldsOf(dto).keys()].sort()]).toEqual([expect.arrayContaining([String(status)]), taken.sort()]);
  });
});
