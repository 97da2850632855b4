import { Injectable } from '@nestjs/common';
import { Database } from '@anwen/database';
import { NO_SCOPE, systemActor } from '@anwen/kernel';
import { GENESIS, linkHash } from './chain.rules';
import { chainStore } from './chain.store';

/** A batch of 1 000 rows takes about 30 ms; more would only hold its transaction open longer. */
const BATCH = 1_000;

/** Chains what was recorded. Any number may run; one works, the others find the lock taken and leave. */
@Injectable()
export class AuditSealer {
  constructor(private readonly database: Database) {}

  /** Seals one batch in order of the row ids; how many it sealed. 0 also when another process is at it. */
  async sealOnce(batch = BATCH): Promise<number> {
    return this.database.transaction({ actor: systemActor('audit sealer'), scope: NO_SCOPE }, async (tx) => {
      if (!(await chainStore.tryLock(tx))) return 0;
      const rows = await chainStore.pendingRows(tx, batch);
      const head = await chainStore.head(tx);
      let hash: Buffer = head?.hash ?? GENESIS;
      let seq = BigInt(head?.seq ?? 0);
      // A waiting entry whose row is gone stays where it is: the verification reports it.
      const links = rows.flatMap(({ logId, row }) => {
        if (row === null) return [];
        hash = linkHash(hash, row);
        return [{ seq: (++seq).toString(), logId, hash: hash.toString('hex') }];
      });
      if (links.length > 0) await chainStore.append(tx, links);
      return links.length;
    });
  }

  /** Seals until nothing waits (backups, tests). */
  async sealAll(): Promise<number> {
    let total = 0;
    for (let sealed = await this.sealOnce(); sealed > 0; sealed = await this.sealOnce()) total += sealed;
    return total;
  }
}
