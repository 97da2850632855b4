import { isUuid, uuidV7, type Actor, type Id, type Scope, type StateMachine } from '@anwen/kernel';
import { inventoryErrors } from '../inventory.errors';
import { handlingErrors } from './handling.errors';
import { stateInWords } from '../state-words';

/** Where the verb leads. @throws inventory.invalid_transition with the legal verbs. */
export function stepOf<S extends string, V extends string>(machine: StateMachine<S, V>, state: S, verb: V): S {
  const next = machine.next(state, verb);
  if (next === undefined) throw inventoryErrors.invalid_transition({ state, stateZh: stateInWords(state), legal: machine.legal(state) });
  return next;
}

/** The column that a document's `:id` names: its UUID or its number. */
export const keyColumn = (id: string): 'public_id' | 'number' => (isUuid(id) ? 'public_id' : 'number');

/** The id that stays unique for ever: the caller's, or the Idempotency-Key when that is a UUID. */
export function operationOf(actor: Actor, given: string | undefined): string {
  if (given !== undefined) return given;
  const key = actor.idempotencyKey;
  return key !== null && isUuid(key) ? key.toLowerCase() : uuidV7();
}

/** The scope covers all of the warehouse, not only zones of it. */
export const coversWarehouse = (scope: Scope, warehouseId: Id): boolean => scope.all || scope.warehouses.includes(warehouseId);

/** @throws inventory.whole_warehouse_needed */
export function requireWarehouse(scope: Scope, warehouseId: Id): void {
  if (!coversWarehouse(scope, warehouseId)) throw handlingErrors.whole_warehouse_needed();
}
