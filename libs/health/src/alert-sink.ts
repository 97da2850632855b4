import type { Tx } from '@anwen/database';

/** The troubles that this library notices; all of them stand in the dictionary of alerts. */
export type Trouble = 'disk.high' | 'disk.full' | 'redis.down' | 'redis.memory' | 'storage.down' | 'clock.skew' | 'sla.breached' | 'sla.timeouts';

/** What this library needs of alerts. The worker passes the real thing in, so that one guarantee does not depend on another. */
export interface AlertSink {
  raise(tx: Tx, facts: { readonly code: Trouble; readonly subject?: string; readonly data?: Readonly<Record<string, unknown>> }): Promise<unknown>;
  resolve(tx: Tx, code: Trouble, subject?: string): Promise<void>;
  /** What is open under a code: a route that nobody asks any more says no last word. */
  openSubjects(tx: Tx, code: Trouble): Promise<readonly string[]>;
}

/** Processes that watch nothing tell nobody. */
export const NO_ALERTS: AlertSink = { raise: () => Promise.resolve(), resolve: () => Promise.resolve(), openSubjects: () => Promise.resolve([]) };
