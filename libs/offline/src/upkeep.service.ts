import { alerts } from '@anwen/alerts';
import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { DeviceOpStore } from './device-op.store';
import { SyncStore } from './sync.store';

const ACTOR = systemActor('offline-upkeep');
/** Small bites: a statement over a thousand rows is over before anybody waits for it. */
const ROWS_PER_STATEMENT = 1_000;
/** A run ends after this many bites; the next night goes on. */
const STATEMENTS_PER_RUN = 200;

/** What the worker does for offline work. */
@Injectable()
export class OfflineUpkeep {
  constructor(
    private readonly database: Database,
    private readonly sync: SyncStore,
    private readonly ops: DeviceOpStore,
  ) {}

  /** Forgets changes that no device needs any more and empties old operations; ids are kept for ever. Answers how many rows. */
  async purge(): Promise<number> {
    return (await this.inBites((tx) => this.sync.purge(tx, ROWS_PER_STATEMENT))) + (await this.inBites((tx) => this.sync.emptyBodies(tx, ROWS_PER_STATEMENT)));
  }

  /** Raises the alert for queues that have grown too old since their device was last heard of. */
  watchQueues(): Promise<number> {
    return this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, async (tx) => {
      const silent = await this.ops.markSilent(tx);
      for (const { lane, waiting, since, name } of silent) {
        await alerts.raise(tx, { code: 'device.queue_stale', subject: lane, data: { actor: name, waiting, since: since.toISOString() } });
      }
      return silent.length;
    });
  }

  private async inBites(bite: (tx: Tx) => Promise<number>): Promise<number> {
    let total = 0;
    for (let i = 0; i < STATEMENTS_PER_RUN; i++) {
      const rows = await this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, bite);
      total += rows;
      if (rows < ROWS_PER_STATEMENT) break;
    }
    return total;
  }
}
