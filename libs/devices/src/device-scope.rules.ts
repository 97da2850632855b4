import { NO_SCOPE, type Actor, type Id, type Scope } from '@anwen/kernel';

/** Where a device may work. Without a warehouse it sets no bounds of its own. */
export interface DevicePlace {
  readonly warehouseId: Id | null;
  /** Empty = the whole warehouse. */
  readonly zoneIds: readonly Id[];
  /** All zones of the warehouse, for operators who have zones only. */
  readonly warehouseZoneIds: readonly Id[];
}

/**
 * What both the operator and the device reach. What is bound to the person or to a work centre stays; partners go, because
 * "documents of this supplier in this warehouse" cannot be said in a scope, and the rest would reach other warehouses.
 */
export function cutScope(scope: Scope, place: DevicePlace): Scope {
  const { warehouseId, zoneIds } = place;
  if (warehouseId === null) return scope;
  const wholeWarehouse = scope.all || scope.warehouses.includes(warehouseId);
  const personal = { own: scope.own, departments: scope.departments, workCenters: scope.workCenters };
  if (wholeWarehouse && zoneIds.length === 0) return { ...NO_SCOPE, ...personal, warehouses: [warehouseId] };
  const allowed = zoneIds.length > 0 ? zoneIds : place.warehouseZoneIds;
  const zones = wholeWarehouse ? [...allowed] : scope.zones.filter((zone) => allowed.includes(zone));
  return { ...NO_SCOPE, ...personal, zones };
}

/** Every permission cut; one that reaches nothing any more is not granted. */
export function cutGrants(grants: Actor['grants'], place: DevicePlace): Actor['grants'] {
  if (place.warehouseId === null) return grants;
  const cut = new Map<string, Scope>();
  for (const [permission, scope] of grants) {
    const rest = cutScope(scope, place);
    if (reachesAnything(rest)) cut.set(permission, rest);
  }
  return cut;
}

function reachesAnything(scope: Scope): boolean {
  return scope.own || [scope.warehouses, scope.zones, scope.departments, scope.workCenters].some((list) => list.length > 0);
}
