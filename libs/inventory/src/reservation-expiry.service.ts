import { audit } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, plainDecimal, systemActor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { inventoryEvents } from './inventory.events';
import { ReservationStore } from './reservation.store';

/** Reservations a transaction: their balances stay locked for some milliseconds only. */
const BATCH = 200;
const ACTOR = systemActor('reservation-expiry');

/** Ends promises whose time is over, so that nobody has to remember to. The worker calls it. */
@Injectable()
export class ReservationExpiry {
  constructor(
    private readonly database: Database,
    private readonly store: ReservationStore,
  ) {}

  /** Gives back what expired reservations still hold; returns how many there were. */
  async expireDue(): Promise<number> {
    for (let total = 0; ;) {
      const expired = await this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, (tx) => this.expireSome(tx));
      total += expired;
      if (expired < BATCH) return total;
    }
  }

  private async expireSome(tx: Tx): Promise<number> {
    const due = await this.store.lockDue(tx, BATCH);
    if (due.length === 0) return 0;
    await this.store.close(tx, due, 'expired');
    for (const { publicId: id, ownerType, ownerRef, open } of due) {
      const qty = plainDecimal(open);
      audit.record(tx, ACTOR, 'stock.reservation.expired', { type: 'reservation', id }, { diff: { owner: `${ownerType} ${ownerRef}`, qty } });
      outbox.append(tx, { type: inventoryEvents.reservationExpired, aggregate: { type: ownerType, id: ownerRef }, payload: { id, qty } });
    }
    return due.length;
  }
}
