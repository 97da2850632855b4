import type { Id, Scope } from '@anwen/kernel';

/** A code as one step of a path: `/` and `%` are escaped, so that no code can pose as two steps. */
export function pathSegment(code: string): string {
  return code.replaceAll('%', '%25').replaceAll('/', '%2F');
}

export function pathBelow(parentPath: string | null, code: string): string {
  return `${parentPath ?? ''}/${pathSegment(code)}`;
}

/** True for the place itself and everything below it. */
export function liesWithin(path: string, ancestorPath: string): boolean {
  return path === ancestorPath || path.startsWith(`${ancestorPath}/`);
}

export function reachesWarehouse(scope: Scope, warehouseId: Id): boolean {
  return scope.all || scope.warehouses.includes(warehouseId);
}

/** Mirrors the policy of the table `locations`, to refuse with a code what PostgreSQL would refuse with an error. */
export function reachesLocation(scope: Scope, place: { readonly warehouseId: Id; readonly zoneId: Id | null }): boolean {
  return reachesWarehouse(scope, place.warehouseId) || (place.zoneId !== null && scope.zones.includes(place.zoneId));
}

interface Branch {
  readonly code: string;
  readonly parent?: string | null;
}

/**
 * Rows of one load in the order in which they can be written: a parent before what lies below it.
 * `circle` names the codes that wait for each other, empty when all is well.
 */
export function parentsFirst<T extends Branch>(rows: readonly T[]): { readonly levels: readonly (readonly T[])[]; readonly circle: readonly string[] } {
  const levels: T[][] = [];
  let waiting = [...rows];
  while (waiting.length > 0) {
    const codes = new Set(waiting.map((row) => row.code));
    const ready = waiting.filter((row) => typeof row.parent !== 'string' || !codes.has(row.parent));
    if (ready.length === 0) return { levels, circle: waiting.map((row) => row.code) };
    levels.push(ready);
    waiting = waiting.filter((row) => typeof row.parent === 'string' && codes.has(row.parent));
  }
  return { levels, circle: [] };
}
