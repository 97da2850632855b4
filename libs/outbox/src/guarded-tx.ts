import type { Database, TransactionOptions, Tx } from '@anwen/database';
import { NO_SCOPE, systemActor } from '@anwen/kernel';

/** What bounds a transaction of a run. */
export interface Guard {
  readonly signal: AbortSignal;
  remainingMs(): number;
  refusal(): Error;
}

/** Which transaction of which server process. */
interface Backend {
  readonly pid: number;
  readonly begun: string;
}

/** The statement limit is renewed when it is older than this, so a statement outlives the deadline by a second at most. */
const RENEW_MS = 1_000;

/**
 * Opens a transaction whose statements end when the run's time does: by the server's own limit even if this process is
 * frozen, and at once, by a cancel request, when the run is told to stop.
 */
export function openGuarded<T>(database: Database, options: TransactionOptions, guard: Guard, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.transaction({ ...options, statementTimeoutMs: Math.max(1, guard.remainingMs()) }, async (tx) => {
    // Not awaited: the first statement of the work follows on the wire.
    const me = tx.query<Backend>('SELECT pg_backend_pid() AS pid, now()::text AS begun');
    me.catch(() => undefined);
    let open = true;
    const cancel = (): void => void me.then(([backend]) => (open ? cancelStatement(database, backend!) : undefined)).catch(() => undefined);
    guard.signal.addEventListener('abort', cancel, { once: true });
    try {
      return await work(guarded(tx, guard));
    } finally {
      open = false;
      guard.signal.removeEventListener('abort', cancel);
    }
  });
}

/** The same transaction, which refuses statements once the run has to stop. */
function guarded(tx: Tx, guard: Guard): Tx {
  let renewedAt = performance.now();
  const before = (): void => {
    if (guard.signal.aborted) throw guard.refusal();
    if (performance.now() - renewedAt < RENEW_MS) return;
    renewedAt = performance.now();
    // Not awaited: the statement follows on the same wire. If it fails, so does the statement.
    tx.query(`SET LOCAL statement_timeout = ${Math.max(1, Math.trunc(guard.remainingMs()))}`).catch(() => undefined);
  };
  const bounded = new Set<string | symbol>(['query', 'prepared']);
  return new Proxy(tx, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      const call = member as (...all: unknown[]) => unknown;
      if (!bounded.has(name)) return call.bind(target);
      return async (...args: unknown[]): Promise<unknown> => {
        before();
        return call.apply(target, args);
      };
    },
  });
}

/** Ends the statement that the transaction is at; it must still be the same transaction, so that nobody else's is hit. */
async function cancelStatement(database: Database, { pid, begun }: Backend): Promise<void> {
  await database.transaction({ actor: systemActor('worker'), scope: NO_SCOPE }, async (tx) => {
    // Cancelling belongs to the login, not to the application's role.
    await tx.query('SET LOCAL ROLE NONE');
    await tx.query(`SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND xact_start::text = $2 AND state = 'active'`, [pid, begun]);
  });
}
