import type { StateMachine } from '@anwen/kernel';
import { tradeErrors } from './trade.errors';

/** Where the verb leads. @throws trade.invalid_transition with the legal verbs. */
export function stepOf<S extends string, V extends string>(machine: StateMachine<S, V>, state: S, verb: V): S {
  const next = machine.next(state, verb);
  if (next === undefined) throw tradeErrors.invalid_transition({ state, legal: machine.legal(state) });
  return next;
}
