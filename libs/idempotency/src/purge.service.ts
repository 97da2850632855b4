import { Database } from '@anwen/database';
import { NO_SCOPE, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { purgeExpired } from './key.store';

/** Small bites: a statement that deletes a thousand rows is over before anybody waits for it. */
const ROWS_PER_STATEMENT = 1_000;
/** A run ends after this many bites; the next hour goes on. */
const STATEMENTS_PER_RUN = 200;

@Injectable()
export class KeyPurge {
  constructor(private readonly database: Database) {}

  /** Removes expired keys and returns how many; keys that are still valid are never touched. */
  async purge(): Promise<number> {
    let total = 0;
    for (let i = 0; i < STATEMENTS_PER_RUN; i++) {
      const removed = await this.database.transaction({ actor: systemActor('idempotency purge'), scope: NO_SCOPE }, (tx) =>
        purgeExpired(tx, ROWS_PER_STATEMENT),
      );
      total += removed;
      if (removed < ROWS_PER_STATEMENT) break;
    }
    return total;
  }
}
