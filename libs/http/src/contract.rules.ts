interface Schema {
  readonly [key: string]: unknown;
}

/**
 * What a new document takes away from clients of the old one: v1 may only grow. Routes, parameters, fields and enum
 * values must stay; nothing may become required on the way in, and no type may change.
 */
export function breakingChanges(before: Schema, after: Schema): string[] {
  const oldPaths = (before.paths ?? {}) as Record<string, Record<string, Schema>>;
  const newPaths = (after.paths ?? {}) as Record<string, Record<string, Schema>>;
  const routes = Object.entries(oldPaths).flatMap(([path, methods]) => Object.entries(methods).flatMap(([method, operation]) => {
    const now = newPaths[path]?.[method];
    const name = `${method.toUpperCase()} ${path}`;
    return now ? parameterChanges(name, operation, now) : [`${name} is gone`];
  }));
  const oldSchemas = ((before.components as Schema | undefined)?.schemas ?? {}) as Record<string, Schema>;
  const newSchemas = ((after.components as Schema | undefined)?.schemas ?? {}) as Record<string, Schema>;
  const schemas = Object.entries(oldSchemas).flatMap(([name, schema]) => {
    const now = newSchemas[name];
    return now ? schemaChanges(name, schema, now) : [`schema ${name} is gone`];
  });
  return [...routes, ...schemas];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
}

function parameterChanges(route: string, before: Schema, after: Schema): string[] {
  const [was, now] = [before, after].map((o) => (o.parameters ?? []) as Parameter[]) as [Parameter[], Parameter[]];
  const same = (a: Parameter) => (b: Parameter): boolean => a.name === b.name && a.in === b.in;
  const gone = was.filter((p) => !now.some(same(p))).map((p) => `${route} lost the parameter ${p.name}`);
  const demanded = now.filter((p) => p.required && !was.find(same(p))?.required).map((p) => `${route} now demands ${p.name}`);
  const body = after.requestBody && !before.requestBody ? [`${route} now demands a body`] : [];
  return [...gone, ...demanded, ...body];
}

function schemaChanges(name: string, before: Schema, after: Schema): string[] {
  const [was, now] = [before, after].map((s) => (s.properties ?? {}) as Record<string, Schema>) as [Record<string, Schema>, Record<string, Schema>];
  const required = (after.required ?? []) as string[];
  const wasRequired = new Set((before.required ?? []) as string[]);
  const fields = Object.entries(was).flatMap(([field, schema]) => {
    const at = `${name}.${field}`;
    const other = now[field];
    if (!other) return [`${at} is gone`];
    const type = JSON.stringify(schema.type ?? schema.$ref) === JSON.stringify(other.type ?? other.$ref) ? [] : [`${at} has another type`];
    const lost = ((schema.enum ?? []) as unknown[]).filter((value) => other.enum !== undefined && !(other.enum as unknown[]).includes(value));
    return [...type, ...lost.map((value) => `${at} lost the value ${String(value)}`)];
  });
  // A new required field of an answer is growth; of an input it breaks every client. Inputs are the closed schemas.
  const demanded = after.additionalProperties === false ? required.filter((field) => !wasRequired.has(field)).map((field) => `${name}.${field} is now required`) : [];
  return [...fields, ...demanded];
}
