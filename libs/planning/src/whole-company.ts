import type { Tx } from '@anwen/database';

/**
 * One statement that sees every warehouse, whatever the transaction's scope: for what a plan or a load would be wrong without. The
 * answer itself must show no more than the scope allows. The three leave together, so that nothing else of the transaction runs in
 * between with the wider view; when the statement fails, the transaction is over.
 */
export async function askWholeCompany<R>(tx: Tx, sql: string, values: readonly unknown[]): Promise<R[]> {
  if (tx.scope.all) return tx.query(sql, values);
  const widened = tx.query(`SET LOCAL anwen.scope = 'all'`);
  const asked = tx.query<R>(sql, values);
  const narrowed = tx.query(`SET LOCAL anwen.scope = 'some'`);
  for (const one of await Promise.allSettled([widened, asked, narrowed])) if (one.status === 'rejected') throw one.reason;
  return asked;
}
