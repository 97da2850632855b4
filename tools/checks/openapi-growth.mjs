// Version 1 of the API may only grow. Compares two OpenAPI documents from a client's point of view: what it may send must still
// be taken, what it was promised must still come.

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'];
/** Schemas may contain themselves; contracts do not nest deeper. */
const DEPTH = 12;

/** Sentences that say what a client of `before` loses with `after`. */
export function lostPromises(before, after) {
  const problems = [];
  for (const [path, item] of Object.entries(before.paths ?? {})) {
    for (const method of METHODS.filter((name) => item[name])) {
      const where = `${method.toUpperCase()} ${path}`;
      const now = after.paths?.[path]?.[method];
      if (!now) problems.push(`${where} is gone`);
      else problems.push(...new Comparison(before, after).operation(where, item[method], now));
    }
  }
  return [...new Set(problems)];
}

class Comparison {
  constructor(before, after) {
    Object.assign(this, { before, after });
  }

  operation(where, old, now) {
    return [
      ...this.parameters(where, old.parameters ?? [], now.parameters ?? []),
      ...this.body(where, old.requestBody, now.requestBody),
      ...this.answers(where, old, now),
    ];
  }

  parameters(where, old, now) {
    const key = (parameter) => `${parameter.in} parameter ${parameter.name}`;
    const olds = new Map(old.map((p) => resolve(p, this.before)).map((p) => [key(p), p]));
    const news = new Map(now.map((p) => resolve(p, this.after)).map((p) => [key(p), p]));
    const problems = [...olds.keys()].filter((name) => !news.has(name)).map((name) => `${where}: ${name} is gone`);
    for (const [name, parameter] of news) {
      const before = olds.get(name);
      if (parameter.required && !before?.required) problems.push(`${where}: ${name} is required now`);
      if (before) problems.push(...this.schema(`${where}: ${name}`, before.schema, parameter.schema, { sent: true }));
    }
    return problems;
  }

  body(where, old, now) {
    const [before, after] = [contentOf(resolve(old, this.before)), contentOf(resolve(now, this.after))];
    if (!before) return after && resolve(now, this.after).required ? [`${where}: a body is required now`] : [];
    if (!after) return [`${where}: the body is gone`];
    return this.schema(`${where}: body`, before, after, { sent: true });
  }

  answers(where, old, now) {
    return Object.entries(old.responses ?? {})
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([status, answer]) => {
        if (!now.responses?.[status]) return [`${where}: answer ${status} is gone`];
        const [before, after] = [contentOf(resolve(answer, this.before)), contentOf(resolve(now.responses[status], this.after))];
        return before ? this.schema(`${where}: answer ${status}`, before, after ?? {}, { sent: false }) : [];
      });
  }

  /** `sent`: the client writes it (may not become stricter); otherwise it reads it (may not become looser). */
  schema(where, oldRaw, nowRaw, { sent, depth = 0 }) {
    const [old, now] = [flat(oldRaw, this.before), flat(nowRaw, this.after)];
    if (!old || depth > DEPTH) return [];
    if (!now) return [`${where} has no shape any more`];
    const problems = [...kind(where, old, now, sent), ...values(where, old, now, sent)];
    if (old.items) problems.push(...this.schema(`${where}[]`, old.items, now.items, { sent, depth: depth + 1 }));
    for (const [name, property] of Object.entries(old.properties ?? {})) {
      if (!now.properties?.[name]) problems.push(`${where}.${name} is gone`);
      else problems.push(...this.schema(`${where}.${name}`, property, now.properties[name], { sent, depth: depth + 1 }));
    }
    return [...problems, ...required(where, old, now, sent)];
  }
}

function kind(where, old, now, sent) {
  const types = (schema) => new Set([...[schema.type ?? []].flat(), ...(schema.nullable ? ['null'] : [])]);
  const [was, is] = [types(old), types(now)];
  if (was.size === 0 || is.size === 0) return [];
  const missing = [...(sent ? was : is)].filter((type) => !(sent ? is : was).has(type));
  return missing.length > 0 ? [`${where} is ${[...is].join('|')}, was ${[...was].join('|')}`] : [];
}

/** A value that could be sent must still be taken; new values in answers are growth. */
function values(where, old, now, sent) {
  if (!sent || !now.enum) return [];
  if (!old.enum) return [`${where} takes only certain values now`];
  return old.enum.filter((value) => !now.enum.includes(value)).map((value) => `${where}: value ${value} is gone`);
}

function required(where, old, now, sent) {
  const [from, to] = sent ? [now, old] : [old, now];
  const lost = (from.required ?? []).filter((name) => !(to.required ?? []).includes(name) && (sent || now.properties?.[name]));
  return lost.map((name) => `${where}.${name} is ${sent ? 'required now' : 'not promised any more'}`);
}

function resolve(node, document) {
  for (let hops = 0; node?.$ref && hops < 20; hops++) {
    node = node.$ref
      .slice(2)
      .split('/')
      .reduce((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  }
  return node;
}

/** One schema of an allOf. */
function flat(raw, document) {
  const node = resolve(raw, document);
  if (!node?.allOf) return node;
  const parts = node.allOf.map((part) => flat(part, document) ?? {});
  const own = { ...node };
  delete own.allOf;
  return [...parts, own].reduce(
    (all, part) => ({
      ...all,
      ...part,
      properties: { ...all.properties, ...part.properties },
      required: [...(all.required ?? []), ...(part.required ?? [])],
    }),
    {},
  );
}

const contentOf = (node) => Object.values(node?.content ?? {})[0]?.schema;
