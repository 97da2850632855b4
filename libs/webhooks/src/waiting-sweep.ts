import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import type { Untidy, WaitingStore } from './waiting.store';

/** Brings deliveries in line with the switches of their endpoints: each step a transaction of its own, so that a backlog blocks nobody. */
export class WaitingSweep {
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly store: WaitingStore,
  ) {}

  /** How many deliveries were moved. */
  async run(): Promise<number> {
    this.stopped = false;
    let moved = 0;
    for (const one of await this.inTransaction((tx) => this.store.untidy(tx))) moved += await this.tidy(one);
    return moved;
  }

  /** Ends after the step that is under way; the next sweep goes on. */
  stop(): void {
    this.stopped = true;
  }

  private async tidy(one: Untidy): Promise<number> {
    let moved = 0;
    for (let step = 1; step > 0 && !this.stopped; moved += step) step = await this.inTransaction((tx) => this.store.move(tx, one));
    return moved;
  }

  private inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('webhooks'), scope: ALL_SCOPE }, work);
  }
}
