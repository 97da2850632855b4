import type { Operation } from './contract-walk';

/**
 * What a write may leave beside its own event: something else that it brought about, under a subject of its own, whose
 * history would otherwise begin or go on without a word.
 */
const BY_THE_WAY: ReadonlySet<string> = new Set([
  'lot.created', // a receipt that names a lot nobody knew
  'fefo.overridden', // somebody with the right to do so took a later lot first
  'lot.recall.propagated', // what was made of recalled goods is held at birth
  'location.created', // the first transfer to a warehouse makes its transit place
]);

/** Remembers which audit events every kind of write left. */
export class AuditWalk {
  private readonly left = new Map<string, (readonly string[])[]>();

  constructor(readonly operations: readonly Operation[]) {}

  /** `POST /api/v1/receipts/{id}/lines`; of several that fit, the one that says most. */
  nameOf(method: string, url: string): string {
    const [path] = url.split('?');
    const fitting = this.operations
      .filter((o) => o.method === method && new RegExp(`^${o.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path!))
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length);
    if (!fitting[0]) throw new Error(`no route ${method} ${url}`);
    return `${method} ${fitting[0].path}`;
  }

  note(method: string, url: string, events: readonly string[]): void {
    const name = this.nameOf(method, url);
    this.left.set(name, [...(this.left.get(name) ?? []), events]);
  }

  /** Writes that left another number of events than one; `silent` ones may leave none, `twofold` ones two. */
  deviations(silent: Readonly<Record<string, string>>, twofold: Readonly<Record<string, string>>): string[] {
    return [...this.left].flatMap(([name, times]) => {
      const isRight = (n: number): boolean => n === 1 || (n === 0 && name in silent) || (n === 2 && name in twofold);
      const wrong = times.filter((events) => !isRight(ownOf(events).length));
      return wrong.map((events) => `${name} leaves ${events.length === 0 ? 'nothing' : events.join(' + ')}`);
    });
  }

  /** Writes of the contract that nobody has made yet. */
  missing(elsewhere: Readonly<Record<string, string>>): string[] {
    const writes = this.operations.filter((o) => o.method !== 'GET').map((o) => `${o.method} ${o.path}`);
    return writes.filter((name) => !this.left.has(name) && !(name in elsewhere));
  }

  /** Names in a table of exceptions that are no routes (any more). */
  unknown(table: Readonly<Record<string, string>>): string[] {
    return Object.keys(table).filter((name) => !this.operations.some((o) => `${o.method} ${o.path}` === name));
  }
}

function ownOf(events: readonly string[]): readonly string[] {
  const own = events.filter((event) => !BY_THE_WAY.has(event));
  return own.length === 0 ? events : own;
}
