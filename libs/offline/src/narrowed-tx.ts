import type { Tx } from '@anwen/database';
import type { Id, Scope } from '@anwen/kernel';

const ids = (list: readonly Id[]): string => list.map((id) => BigInt(id).toString()).join(',');

function tell(tx: Tx, scope: Scope): Promise<unknown> {
  return tx.query(
    `SELECT set_config('anwen.scope', $1, true), set_config('anwen.warehouses', $2, true), set_config('anwen.zones', $3, true), set_config('anwen.partners', $4, true),
            set_config('anwen.work_centers', $5, true)`,
    [scope.all ? 'all' : 'some', ids(scope.warehouses), ids(scope.zones), ids(scope.partners), ids(scope.workCenters)],
  );
}

/**
 * Runs `work` within the same transaction, seeing what another permission of the same actor reaches: who resolves a conflict acts
 * with the right to do the operation, not with the right to resolve. When it fails the transaction is over, and the scope with it.
 */
export async function withinScope<T>(tx: Tx, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  await tell(tx, scope);
  const narrowed = new Proxy(tx, {
    get(target, name): unknown {
      if (name === 'scope') return scope;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const result = await work(narrowed);
  await tell(tx, tx.scope);
  return result;
}
