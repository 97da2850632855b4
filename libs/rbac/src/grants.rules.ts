import { NO_SCOPE, joinScopes, type Id, type Scope } from '@anwen/kernel';

export const SCOPE_KINDS = ['all', 'warehouse', 'zone', 'department', 'work_center', 'partner', 'own'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

export interface ScopeRow {
  readonly kind: ScopeKind;
  readonly target: Id | null;
}

/** One role assignment (or one API key): these permissions, reaching that far. */
export interface Assignment {
  readonly permissions: readonly string[];
  readonly scopes: readonly ScopeRow[];
}

/** Without a row it is nothing: who forgets the scope has given nothing away. */
export function scopeOf(rows: readonly ScopeRow[]): Scope {
  const targets = (kind: ScopeKind): Id[] => rows.flatMap((r) => (r.kind === kind && r.target !== null ? [r.target] : []));
  return {
    all: rows.some((r) => r.kind === 'all'),
    own: rows.some((r) => r.kind === 'own'),
    warehouses: targets('warehouse'),
    zones: targets('zone'),
    departments: targets('department'),
    workCenters: targets('work_center'),
    partners: targets('partner'),
  };
}

export function isEmptyScope(scope: Scope): boolean {
  return !scope.all && !scope.own && [scope.warehouses, scope.zones, scope.departments, scope.workCenters, scope.partners].every((list) => list.length === 0);
}

/** Union over the assignments, permission by permission: a scope of one role never widens the permissions of another. */
export function grantsOf(assignments: readonly Assignment[]): ReadonlyMap<string, Scope> {
  const grants = new Map<string, Scope>();
  for (const { permissions, scopes } of assignments) {
    const scope = scopeOf(scopes);
    if (isEmptyScope(scope)) continue;
    for (const permission of permissions) grants.set(permission, joinScopes(grants.get(permission) ?? NO_SCOPE, scope));
  }
  return grants;
}

/** What a screen needs to know: which permissions, and what limits them. */
export function describeGrants(grants: ReadonlyMap<string, Scope>): { permissions: { permission: string; all: boolean; limits: string[] }[] } {
  const limits = (scope: Scope): string[] => {
    if (scope.all) return [];
    const lists = { warehouse: scope.warehouses, zone: scope.zones, department: scope.departments, work_center: scope.workCenters, partner: scope.partners };
    return [...Object.entries(lists).flatMap(([kind, ids]) => (ids.length > 0 ? [kind] : [])), ...(scope.own ? ['own'] : [])];
  };
  return {
    permissions: [...grants].sort(([a], [b]) => (a < b ? -1 : 1)).map(([permission, scope]) => ({ permission, all: scope.all, limits: limits(scope) })),
  };
}
