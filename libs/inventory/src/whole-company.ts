import type { Tx } from '@anwen/database';

/**
 * The same for a whole piece of work, statement after statement: nothing else of the transaction may run beside it, and what it
 * learns must be shown by scope afterwards.
 */
export async function withWholeCompany<R>(tx: Tx, work: () => Promise<R>): Promise<R> {
  if (tx.scope.all) return work();
  await tx.query(`SET LOCAL anwen.scope = 'all'`);
  try {
    return await work();
  } finally {
    // After a failed statement the transaction is over, and this says nothing new.
    await tx.query(`SET LOCAL anwen.scope = 'some'`).catch(() => undefined);
  }
}

/**
 * One statement that sees every warehouse, whatever the transaction's scope: for questions about the whole company
 * ("has this lot ever moved?"). The statement itself must show no more than the scope allows.
 * The three leave together, so that nothing else of the transaction runs in between with the wider view; when the
 * statement fails, the transaction and with it the wider view is over.
 */
export async function askWholeCompany<R>(tx: Tx, sql: string, values: readonly unknown[]): Promise<R[]> {
  if (tx.scope.all) return tx.query(sql, values);
  const widened = tx.query(`SET LOCAL anwen.scope = 'all'`);
  const asked = tx.query<R>(sql, values);
  const narrowed = tx.query(`SET LOCAL anwen.scope = 'some'`);
  for (const one of await Promise.allSettled([widened, asked, narrowed])) if (one.status === 'rejected') throw one.reason;
  return asked;
}
