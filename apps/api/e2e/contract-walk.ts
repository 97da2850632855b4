import { randomUUID } from 'node:crypto';

export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly isPublic: boolean;
  readonly needsKey: boolean;
  readonly body: Schema | undefined;
  readonly maxBodyBytes: number;
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: Schema }[];
}

interface Document {
  readonly paths: Record<string, Record<string, Record<string, unknown>>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

/** Reads the contract as a stranger would, and makes requests that fit it, or nearly do. */
export class ContractWalk {
  readonly operations: readonly Operation[];

  constructor(private readonly document: Document) {
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, o]) => {
        const parameters = o.parameters as Operation['parameters'];
        const body = (o.requestBody as { content: Record<string, { schema: Schema }> } | undefined)?.content['application/json']?.schema;
        return {
          method: method.toUpperCase(),
          path,
          isPublic: 'x-public' in o,
          needsKey: parameters.some((p) => p.name === 'Idempotency-Key'),
          parameters,
          body,
          maxBodyBytes: (o['x-max-body-bytes'] as number | undefined) ?? 1_048_576,
        };
      }),
    );
  }

  /** The path with ids that nobody has. */
  pathOf({ path, parameters }: Operation, query: Record<string, string> = {}): string {
    const needed = Object.fromEntries(parameters.filter((p) => p.in === 'query' && p.required).map((p) => [p.name, String(this.valid(p.schema))]));
    const search = new URLSearchParams({ ...needed, ...query }).toString();
    return path.replace(/\{(\w+)\}/g, () => randomUUID()) + (search ? `?${search}` : '');
  }

  /** Required headers beside key and token. */
  headersOf({ parameters }: Operation): Record<string, string> {
    return parameters.some((p) => p.name === 'If-Match') ? { 'If-Match': '"1"' } : {};
  }

  resolve(schema: Schema): Schema {
    if (schema.$ref) return this.document.components.schemas[schema.$ref.split('/').pop()!]!;
    return schema.anyOf ? this.resolve(schema.anyOf[0]!) : schema;
  }

  /** A value of the right form; `text` is put wherever text may stand. */
  valid(given: Schema, text?: string): unknown {
    const schema = this.resolve(given);
    if (schema.properties) {
      const names =
        text === undefined
          ? (schema.required ?? [])
          : Object.keys(schema.properties).filter((n) => schema.required?.includes(n) || !this.isNested(schema.properties![n]!));
      return Object.fromEntries(names.map((name) => [name, this.valid(schema.properties![name]!, text)]));
    }
    if (schema.enum) return schema.enum[0];
    const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
    if (type === 'array') return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => this.valid(schema.items!, text));
    if (type === 'integer') return schema.minimum ?? 1;
    // A map: its names are the caller's own.
    if (type === 'object') return text === undefined ? {} : { name: text };
    return type === 'boolean' ? true : this.validText(schema, text);
  }

  /** A value that the schema cannot mean. */
  wrong(given: Schema): unknown {
    const schema = this.resolve(given);
    const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
    return type === 'string' ? { not: 'text' } : 'certainly not';
  }

  private isNested(schema: Schema): boolean {
    return this.resolve(schema).properties !== undefined;
  }

  private validText({ format, pattern }: Schema, text?: string): string {
    if (format === 'uuid') return randomUUID();
    if (format === 'date') return '2026-01-31';
    if (format === 'date-time') return '2026-01-31T08:00:00Z';
    if (pattern !== undefined) return '1';
    return text ?? `T${randomUUID().slice(0, 12)}`;
  }
}
