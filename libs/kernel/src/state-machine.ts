/** One verb of a machine: from which states it may be done, and where it leads. */
export interface Transition<S extends string> {
  readonly from: readonly S[];
  readonly to: S;
}

/** States and verbs of a document as one table, which is also what the documentation prints. */
export interface StateMachine<S extends string, V extends string> {
  readonly transitions: { readonly [verb in V]: Transition<S> };
  /** Where the verb leads from here; undefined when it is illegal. */
  next(state: S, verb: V): S | undefined;
  /** What may be done in a state, for refusals and for the buttons of a screen. */
  legal(state: S): V[];
  /** Nothing leads out of it: the document is over (I-8). */
  isTerminal(state: S): boolean;
}

/** Declares the machine of a document: `defineMachine<State>()({ approve: { from: ['draft'], to: 'approved' } })`. */
export function defineMachine<S extends string>(): <V extends string>(transitions: { readonly [verb in V]: Transition<S> }) => StateMachine<S, V> {
  return <V extends string>(transitions: { readonly [verb in V]: Transition<S> }): StateMachine<S, V> => {
    const of = (verb: V): Transition<S> => transitions[verb];
    const legal = (state: S): V[] => (Object.keys(transitions) as V[]).filter((verb) => of(verb).from.includes(state));
    return {
      transitions,
      legal,
      next: (state, verb) => (of(verb).from.includes(state) ? of(verb).to : undefined),
      isTerminal: (state) => legal(state).length === 0,
    };
  };
}
