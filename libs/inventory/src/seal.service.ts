import { audit } from '@anwen/audit';
import { Database } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { SealStore, type SealDue } from './seal.store';

/** Postings per seal: a root over 20 000 hashes of 32 bytes is 640 kB of input, milliseconds of work. */
const SEAL_LIMIT = 20_000;
/** A seal for every few postings would be longer than the ledger itself; an hour bounds what a forger could touch unsealed. */
const SEAL_DUE: SealDue = { minimum: 1_000, maxAgeMs: 3_600_000 };
/** The current month and three ahead: a worker may be away for a quarter. */
const MONTHS_AHEAD = 3;
const ACTOR = systemActor('ledger-sealer');

/** Chains the ledger after the fact (an inline chain would make all writers queue). The worker calls it. */
@Injectable()
export class LedgerSealer {
  constructor(
    private readonly database: Database,
    private readonly store: SealStore,
  ) {}

  /**
   * Seals what no seal covers yet, once `minimum` postings wait or one has waited for `maxAgeMs`; returns how many
   * postings. 0 when nothing is due, and when another sealer is at work.
   */
  sealOnce(due: SealDue = SEAL_DUE): Promise<number> {
    return this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE, statementTimeoutMs: 30_000 }, async (tx) => {
      if (!(await this.store.claim(tx))) return 0;
      const n = await this.store.seal(tx, due, SEAL_LIMIT);
      if (n > 0) audit.record(tx, ACTOR, 'ledger.sealed', { type: 'ledger', id: 'inventory' }, { diff: { postings: n } });
      return n;
    });
  }

  /**
   * Makes the ledger's months ahead; returns how many were made. Months before one that cannot be made are kept.
   * @throws Error when movements stand in the default partition: no month they belong to can be made until somebody moves them.
   */
  async ensurePartitions(): Promise<number> {
    let made = 0;
    let cause: unknown;
    for (let months = 0; months <= MONTHS_AHEAD && !cause; months++) {
      made += await this.database
        .transaction({ actor: ACTOR, scope: ALL_SCOPE }, (tx) => this.store.ensurePartitions(tx, months))
        .catch((error: unknown) => {
          cause = error;
          return 0;
        });
    }
    const astray = await this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE, readOnly: true }, (tx) => this.store.hasStrays(tx));
    if (astray) throw new Error('inventory_movements_default holds movements of a month without a partition; move them into one and vacuum it', { cause });
    if (cause) throw cause;
    return made;
  }
}
