import type { Id } from '@anwen/kernel';

export interface Levels {
  /** Low-level code: how deep below a product the item stands at most; 0 = nobody's component. */
  readonly of: ReadonlyMap<Id, number>;
  /** Items that contain each other, in the order of the circle; bills refuse it, so this is a broken bill. */
  readonly circle: readonly Id[] | null;
}

/** The longest way down to every item, over all the edges product → component. */
export function lowLevels(edges: Iterable<readonly [parent: Id, component: Id]>): Levels {
  const below = new Map<Id, Set<Id>>();
  const above = new Map<Id, number>();
  for (const [parent, component] of edges) {
    const components = below.get(parent) ?? new Set();
    below.set(parent, components);
    if (components.has(component)) continue;
    components.add(component);
    above.set(component, (above.get(component) ?? 0) + 1);
  }
  const of = new Map<Id, number>();
  const ready = [...below.keys()].filter((item) => !above.has(item));
  for (const item of ready) of.set(item, 0);
  while (ready.length > 0) {
    const item = ready.pop()!;
    for (const component of below.get(item) ?? []) {
      of.set(component, Math.max(of.get(component) ?? 0, of.get(item)! + 1));
      const waiting = above.get(component)! - 1;
      above.set(component, waiting);
      if (waiting === 0) ready.push(component);
    }
  }
  return { of, circle: circleIn(below, above) };
}

/** Follows what still waits for a parent until something comes twice. */
function circleIn(below: ReadonlyMap<Id, ReadonlySet<Id>>, above: ReadonlyMap<Id, number>): Id[] | null {
  const stuck = new Set([...above].filter(([, waiting]) => waiting > 0).map(([item]) => item));
  // What merely hangs below a circle leads nowhere.
  let item = [...stuck].find((one) => [...(below.get(one) ?? [])].some((component) => stuck.has(component)));
  const path: Id[] = [];
  while (item !== undefined && !path.includes(item)) {
    path.push(item);
    item = [...(below.get(item) ?? [])].find((component) => stuck.has(component) && [...(below.get(component) ?? [])].some((c) => stuck.has(c)));
  }
  return item === undefined ? null : [...path.slice(path.indexOf(item)), item];
}
