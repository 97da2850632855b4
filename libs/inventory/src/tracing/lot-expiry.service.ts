import { audit } from '@anwen/audit';
import { Database } from '@anwen/database';
import { ALL_SCOPE, plainDecimal, systemActor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { LotExpiryStore } from './lot-expiry.store';
import { tracingEvents } from './tracing.events';

/** Lots a transaction: whoever picks one of them waits for some milliseconds only. */
const BATCH = 200;
const ACTOR = systemActor('lot-expiry');

/** Tells of lots that have expired while there was stock of them: from then on they are not used, and somebody has to scrap them. The worker calls it. */
@Injectable()
export class LotExpiry {
  constructor(
    private readonly database: Database,
    private readonly store: LotExpiryStore,
  ) {}

  /** How many lots it told of. */
  async tellExpired(): Promise<number> {
    let [told, after] = [0, '0'];
    for (;;) {
      const expired = await this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, async (tx) => {
        const due = await this.store.lockDue(tx, after, BATCH);
        if (due.length > 0) await this.store.noteTold(tx, due);
        for (const { id, itemCode, code, expiresOn, onHand } of due) {
          const facts = { itemCode, code, expiresOn, onHand: plainDecimal(onHand) };
          audit.record(tx, ACTOR, 'lot.expired', { type: 'lot', id }, { diff: facts });
          outbox.append(tx, { type: tracingEvents.lotExpired, aggregate: { type: 'lot', id }, payload: { id, ...facts } });
        }
        return due;
      });
      told += expired.length;
      after = expired.at(-1)?.no ?? after;
      if (expired.length < BATCH) return told;
    }
  }
}
