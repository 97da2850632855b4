import type { Id, Scope } from '@anwen/kernel';

/** One text for one view of the data: two people share an answer only when row-level security shows both the same. */
export function scopeKeyOf(scope: Scope): string {
  if (scope.all) return 'all';
  const list = (name: string, ids: readonly Id[]): string => (ids.length === 0 ? '' : `${name}:${[...new Set(ids)].sort().join(',')};`);
  return [
    list('w', scope.warehouses),
    list('z', scope.zones),
    list('d', scope.departments),
    list('c', scope.workCenters),
    list('p', scope.partners),
    scope.own ? 'own' : '',
  ].join('');
}
