import { audit } from '@anwen/audit';
import { Database } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { SealStore } from './seal.store';

/** Postings per seal: a root over 20 000 hashes of 32 bytes is 640 kB of input, milliseconds of work. */
const SEAL_LIMIT = 20_000;
const ACTOR = systemActor('ledger-sealer');

/** Chains the ledger after the fact (an inline chain would make all writers queue). The worker calls it. */
@Injectable()
export class LedgerSealer {
  constructor(
    private readonly database: Database,
    private readonly store: SealStore,
  ) {}

  /** Seals what is due; returns how many postings. 0 also when another sealer is at work. */
  sealOnce(): Promise<number> {
    return this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE, statementTimeoutMs: 30_000 }, async (tx) => {
      if (!(await this.store.claim(tx))) return 0;
      const n = await this.store.seal(tx, SEAL_LIMIT);
      if (n > 0) audit.record(tx, ACTOR, 'ledger.sealed', { type: 'ledger', id: 'inventory' }, { diff: { postings: n } });
      return n;
    });
  }

  /** The ledger's months ahead exist; called at the worker's start and daily. */
  ensurePartitions(): Promise<number> {
    return this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, (tx) => this.store.ensurePartitions(tx));
  }
}
