import type { Tx } from '@anwen/database';

/** Runs writes inside the transaction and takes all of them back; what would go to audit and outbox goes nowhere. */
export async function tryOut(tx: Tx, work: (trial: Tx) => Promise<unknown>): Promise<void> {
  const nothing = { value: () => undefined };
  const trial = Object.create(tx, { collect: nothing, wakeAfterCommit: nothing, flush: { value: () => Promise.resolve() } }) as Tx;
  await tx.query('SAVEPOINT tried_out');
  try {
    await work(trial);
  } finally {
    await tx.query('ROLLBACK TO SAVEPOINT tried_out');
    await tx.query('RELEASE SAVEPOINT tried_out');
  }
}
