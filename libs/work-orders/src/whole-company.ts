import type { Tx } from '@anwen/database';
import { ALL_SCOPE } from '@anwen/kernel';

/**
 * One statement that sees the whole company, whatever the transaction's scope. The answer must show no more than the order
 * that the caller may see is about. The three leave together, so that nothing else of the transaction runs in between with the
 * wider view; when the statement fails, the transaction is over.
 */
export async function askWholeCompany<R>(tx: Tx, sql: string, values: readonly unknown[]): Promise<R[]> {
  if (tx.scope.all) return tx.query(sql, values);
  const widened = tx.query(`SET LOCAL anwen.scope = 'all'`);
  const asked = tx.query<R>(sql, values);
  const narrowed = tx.query(`SET LOCAL anwen.scope = 'some'`);
  for (const one of await Promise.allSettled([widened, asked, narrowed])) if (one.status === 'rejected') throw one.reason;
  return asked;
}

/**
 * Runs work that sees every row. An order that the caller may see belongs to him whole: all its operations, its promises in
 * bins that he does not see when his scope names work centres alone. So the header is found under the caller's scope, and
 * what follows from it is done here. The work takes ids that were found under the scope and nothing else from outside.
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
