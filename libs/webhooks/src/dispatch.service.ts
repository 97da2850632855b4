import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor, type Clock } from '@anwen/kernel';
import { WebhookAttempt, type Attempted } from './attempt.service';
import { WebhookOutcome } from './outcome.service';
import { SendingStore, type ClaimedDelivery } from './sending.store';
import { TargetStore } from './target.store';

export interface DispatchOptions {
  /** Instead of the clock of the database; for tests. */
  readonly clock?: Clock;
  /** 0 ≤ random < 1, for the jitter. */
  readonly random: number;
  readonly deadlineMs?: number;
}

/** Sends one delivery that the caller holds, and records the outcome. No transaction is open while it waits for the receiver. */
@Injectable()
export class WebhookDispatch {
  constructor(
    private readonly database: Database,
    private readonly targets: TargetStore,
    private readonly store: SendingStore,
    private readonly attempt: WebhookAttempt,
    private readonly outcome: WebhookOutcome,
  ) {}

  async deliver(delivery: ClaimedDelivery, { clock, random, deadlineMs }: DispatchOptions): Promise<{ attempted: Attempted; recorded: boolean }> {
    const nowIn = (tx: Tx): Promise<Date> => (clock ? Promise.resolve(clock.now()) : this.store.now(tx));
    const { allow, now } = await this.inTransaction(async (tx) => ({ allow: await this.targets.list(tx), now: await nowIn(tx) }));
    const attempted = await this.attempt.send(delivery, { now, allow, ...(deadlineMs !== undefined && { deadlineMs }) });
    const recorded = await this.inTransaction(async (tx) => this.outcome.record(tx, delivery, attempted, { now: await nowIn(tx), random }));
    return { attempted, recorded };
  }

  private inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('webhooks'), scope: ALL_SCOPE }, work);
  }
}
