import { Quantity, mayDo, scopeFor, type Actor, type Id } from '@anwen/kernel';

export const PICK_TASK_STATES = ['open', 'claimed', 'done', 'short', 'cancelled'] as const;
export type PickTaskState = (typeof PICK_TASK_STATES)[number];

/** Minutes that a claim lasts without a sign of life: a walk to the far end and back; a lost device blocks nobody longer. */
export const LEASE_MINUTES = 10;

export interface TaskLease {
  readonly state: PickTaskState;
  readonly assigneeId: Id | null;
  /** By the database's clock. */
  readonly isLeaseOver: boolean;
}

/** Whether somebody may work on a task: it is free, or it is his own, or its claim ran out. */
export function mayWork({ state, assigneeId, isLeaseOver }: TaskLease, personId: Id): boolean {
  return state === 'open' || (state === 'claimed' && (assigneeId === personId || isLeaseOver));
}

/** What may be done to a task in a state. */
export function legalOnTask(state: PickTaskState, kind: 'pick' | 'put_back'): string[] {
  const instead = kind === 'pick' ? ['substitute'] : []; // goods on their way home have no other place to come from
  if (state === 'open') return ['claim', 'confirm', 'short', 'reassign', ...instead];
  return state === 'claimed' ? ['heartbeat', 'confirm', 'short', 'release', 'reassign', ...instead] : [];
}

/** Whether somebody has a permission that holds for the place, not for another warehouse alone. */
export function mayDoAt(actor: Actor, permission: string, place: { readonly warehouseId: Id; readonly zoneId: Id | null }): boolean {
  const scope = scopeFor(actor, permission);
  const reached = scope.all || scope.warehouses.includes(place.warehouseId) || (place.zoneId !== null && scope.zones.includes(place.zoneId));
  return reached && mayDo(actor, permission);
}

/** Stock elsewhere that could stand in for what was not found. */
export interface Elsewhere {
  readonly locationId: Id;
  readonly lotId: Id;
  readonly free: string;
}

/** Takes what is missing from the given places, in their order (first expired first): one wish a place and lot. */
export function spread(missing: Quantity, places: readonly Elsewhere[]): { locationId: Id; lotId: Id; qty: string }[] {
  const wishes = new Map<string, { locationId: Id; lotId: Id; qty: Quantity }>();
  let rest = missing;
  for (const { locationId, lotId, free } of places) {
    if (!rest.isPositive) break;
    const take = Quantity.min(rest, Quantity.of(free));
    const key = `${locationId}:${lotId}`;
    wishes.set(key, { locationId, lotId, qty: take.plus(wishes.get(key)?.qty ?? Quantity.zero) });
    rest = rest.minus(take);
  }
  return [...wishes.values()].map((w) => ({ ...w, qty: w.qty.toString() }));
}
