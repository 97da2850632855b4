import type { Tx } from '@anwen/database';
import { ALL_SCOPE } from '@anwen/kernel';

/**
 * Runs work that sees every row. A document that the caller may see belongs to him whole: its lines, its tasks in zones he
 * does not work in, the stock of its warehouse when his scope names customers alone. So the header is found under the
 * caller's scope, and what follows from it is done here; half a document cannot be cancelled, and a promise that is not
 * seen cannot be given back (I-8). The work takes ids that were found under the scope and nothing else from outside.
 */
export async function asWhole<T>(tx: Tx, work: (whole: Tx) => Promise<T>): Promise<T> {
  if (tx.scope.all) return work(tx);
  await tx.query(`SET LOCAL anwen.scope = 'all'`);
  const whole = {
    actor: tx.actor,
    // Libraries below widen and narrow by themselves; this tells them that there is nothing to do.
    scope: ALL_SCOPE,
    query: (sql: string, values?: readonly unknown[]) => tx.query(sql, values),
    prepared: (name: string, sql: string, values?: readonly unknown[]) => tx.prepared(name, sql, values),
    collect: tx.collect.bind(tx),
    flush: () => tx.flush(),
    wakeAfterCommit: tx.wakeAfterCommit.bind(tx),
  } as unknown as Tx;
  const result = await work(whole);
  // A failure ends the transaction (or its savepoint), and with it the wider view.
  await tx.query(`SET LOCAL anwen.scope = 'some'`);
  return result;
}
