import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { ObjectStorage } from '@anwen/storage';
import { Injectable } from '@nestjs/common';
import { SessionStore } from './session.store';

/** ui.md §5.5. */
const RETENTION_DAYS = 90;
/** A transaction's worth; a session may have 100 000 rows. */
const BATCH = 20;
/** A file is older than its session by the length of a request; a day leaves no doubt. */
const ORPHAN_AFTER_MS = 24 * 3_600_000;
const KEYS_AT_ONCE = 500;

/** Ends sessions after 90 days, with their rows and files; removes files whose session never came to be. */
@Injectable()
export class ImportPurge {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly storage: ObjectStorage,
  ) {}

  /** How many sessions and files went. Safe to end anywhere: the file goes first, and what is left goes next time. */
  async purge(days = RETENTION_DAYS): Promise<number> {
    return (await this.endSessions(days)) + (await this.removeOrphans());
  }

  private async endSessions(days: number): Promise<number> {
    let gone = 0;
    for (;;) {
      const old = await this.inTransaction((tx) => this.sessions.expired(tx, days, BATCH));
      if (old.length === 0) return gone;
      for (const { storageKey } of old) await this.storage.delete(storageKey);
      await this.inTransaction((tx) =>
        this.sessions.delete(
          tx,
          old.map((session) => session.id),
        ),
      );
      gone += old.length;
    }
  }

  private async removeOrphans(): Promise<number> {
    let gone = 0;
    let keys: string[] = [];
    const sweep = async (): Promise<void> => {
      const known = await this.inTransaction((tx) => this.sessions.knownKeys(tx, keys));
      for (const key of keys.filter((one) => !known.has(one))) {
        await this.storage.delete(key);
        gone += 1;
      }
      keys = [];
    };
    for await (const file of this.storage.list('imports/')) {
      if (file.modifiedAt.getTime() < Date.now() - ORPHAN_AFTER_MS) keys.push(file.key);
      if (keys.length === KEYS_AT_ONCE) await sweep();
    }
    if (keys.length > 0) await sweep();
    return gone;
  }

  private inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('imports'), scope: ALL_SCOPE, statementTimeoutMs: 60_000 }, work);
  }
}
