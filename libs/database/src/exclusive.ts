import { NO_SCOPE, systemActor } from '@anwen/kernel';
import type { Database } from './database';

/**
 * Runs `work` unless another process is at the same job; answers whether it ran. The lock belongs to a transaction that
 * does nothing else, so it is gone the moment this process is. `work` uses transactions of its own.
 */
export function runExclusively(database: Database, job: string, limitMs: number, work: () => Promise<void>): Promise<boolean> {
  return database.transaction({ actor: systemActor(job), scope: NO_SCOPE }, async (tx) => {
    // The lock-keeper idles while the work runs elsewhere; the usual 30 s would end it and let a second worker in.
    await tx.query(`SELECT set_config('idle_in_transaction_session_timeout', $1, true)`, [String(limitMs + 5_000)]);
    const [row] = await tx.query<{ got: boolean }>(`SELECT pg_try_advisory_xact_lock(hashtextextended('job:' || $1, 11)) AS got`, [job]);
    if (!row?.got) return false;
    await work();
    return true;
  });
}
