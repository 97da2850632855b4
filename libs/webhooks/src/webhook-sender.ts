import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Database, Tx, WakeUpListener } from '@anwen/database';
import { ALL_SCOPE, systemActor, type Clock } from '@anwen/kernel';
import type { WebhookDispatch } from './dispatch.service';
import type { ClaimedDelivery, SendingStore } from './sending.store';

/** SPEC-2.10: a lane of eight, at most two an endpoint. */
const SLOTS = 8;
/** Endpoints in trouble may hold half of the lane; the other half belongs to those that answer. */
const FAILING_SLOTS = 4;
/** A request that has waited this long makes room: it goes on waiting beside the lane, so that tar pits cannot fill it. */
const WAITING_ROOM_AFTER_MS = 1_000;
/** Twelve endpoints that never answer, two requests each; beyond that they hold up the lane for a deadline, then the breaker parts them. */
const WAITING_ROOM = 24;
/** A sender that was killed is noticed this soon; one that lives renews three times in between. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 5_000;
/** The net under the wake-up calls, and the resolution of the ladder. */
const POLL_MS = 1_000;
/** Below the 20 s that the worker grants its services; what is not answered by then is sent again by the next sender. */
const STOP_MS = 18_000;

export interface SenderParts {
  readonly database: Database;
  readonly store: SendingStore;
  readonly dispatch: WebhookDispatch;
  readonly clock: Clock;
  /** 0 ≤ x < 1, for the jitter. */
  readonly random: () => number;
}

interface Held {
  readonly work: Promise<void>;
  readonly failing: boolean;
  readonly leaseId: string;
  inLane: boolean;
}

/** Sends what is due, all the time. Any number may run: leases and row locks keep a delivery with one of them. */
export class WebhookSender {
  private readonly logger = new Logger('webhooks');
  private readonly inFlight = new Map<string, Held>();
  private listener: WakeUpListener | undefined;
  private readonly timers = new Set<NodeJS.Timeout>();
  private looking: Promise<void> | undefined;
  private lookAgain = false;
  private stopped = true;

  constructor(private readonly parts: SenderParts) {}

  start(): void {
    this.stopped = false;
    this.listener = this.parts.database.listen(['anwen_webhooks'], () => this.look());
    this.every(POLL_MS, () => this.look());
    this.every(RENEW_EVERY_MS, () => void this.renew().catch((error: unknown) => this.complain(error)));
  }

  /** No new attempt begins; those under way are waited for. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    this.timers.clear();
    await this.listener?.close();
    await this.looking;
    let patience: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => (patience = setTimeout(resolve, STOP_MS)));
    await Promise.race([Promise.allSettled([...this.inFlight.values()].map((one) => one.work)), enough]);
    clearTimeout(patience);
  }

  /** One round: takes what is due and has room, sends it and waits for the outcomes. For tests and for the last word of a stop. */
  async once(): Promise<number> {
    const claimed = await this.claim();
    await Promise.all(claimed.map((delivery) => this.run(delivery)));
    return claimed.length;
  }

  private every(ms: number, work: () => void): void {
    this.timers.add(setInterval(work, ms));
  }

  /** Looks until nothing is due; a call that comes meanwhile makes it look once more. */
  private look(): void {
    this.lookAgain = true;
    this.looking ??= this.lookUntilDone()
      .catch((error: unknown) => this.complain(error))
      .finally(() => (this.looking = undefined));
  }

  private async lookUntilDone(): Promise<void> {
    while (this.lookAgain && !this.stopped) {
      this.lookAgain = false;
      if (this.inLane.length >= SLOTS) return; // whoever ends or makes room looks again
      const claimed = await this.claim();
      for (const delivery of claimed) void this.run(delivery).then(() => this.look());
      if (claimed.length > 0) this.lookAgain = true;
      else this.lookAtDrain(await this.inTransaction((tx) => this.parts.store.nextLook(tx)));
    }
  }

  /** A drain goes on sooner than the poll would look. */
  private lookAtDrain(at: Date | null): void {
    const wait = at === null ? undefined : at.getTime() - this.parts.clock.now().getTime();
    if (wait === undefined || wait >= POLL_MS || this.stopped) return;
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        this.look();
      },
      Math.max(10, wait),
    );
    this.timers.add(timer);
  }

  private claim(): Promise<ClaimedDelivery[]> {
    const now = this.parts.clock.now();
    const { inLane } = this;
    return this.inTransaction(async (tx) => {
      await this.parts.store.releaseLost(tx, now);
      return this.parts.store.claim(tx, {
        now,
        leaseId: randomUUID(),
        leaseUntil: new Date(now.getTime() + LEASE_MS),
        slots: SLOTS - inLane.length,
        failingSlots: FAILING_SLOTS - inLane.filter((one) => one.failing).length,
      });
    });
  }

  private run(delivery: ClaimedDelivery): Promise<void> {
    const room = setTimeout(() => this.makeRoom(delivery.id), WAITING_ROOM_AFTER_MS);
    const work = this.deliver(delivery)
      .catch((error: unknown) => this.complain(error)) // its lease ends, and it is sent again
      .finally(() => {
        clearTimeout(room);
        this.inFlight.delete(delivery.id);
      });
    this.inFlight.set(delivery.id, { work, failing: delivery.failing, leaseId: delivery.leaseId, inLane: true });
    return work;
  }

  private get inLane(): Held[] {
    return [...this.inFlight.values()].filter((one) => one.inLane);
  }

  private makeRoom(id: string): void {
    const held = this.inFlight.get(id);
    if (!held || this.inFlight.size - this.inLane.length >= WAITING_ROOM) return;
    held.inLane = false;
    if (!this.stopped) this.look();
  }

  private async deliver(delivery: ClaimedDelivery): Promise<void> {
    const { dispatch, clock, random } = this.parts;
    const { attempted, recorded } = await dispatch.deliver(delivery, { clock, random: random() });
    const { error, status, ms } = attempted;
    const facts = { endpoint: delivery.webhookPublicId, delivery: delivery.publicId, attempt: delivery.attempts, status, ms, error };
    if (!recorded) this.logger.warn({ msg: 'a delivery was taken over before its outcome was known', ...facts });
    else if (error !== null) this.logger.log({ msg: 'a webhook was not taken', ...facts });
  }

  private async renew(): Promise<void> {
    if (this.inFlight.size === 0) return;
    const until = new Date(this.parts.clock.now().getTime() + LEASE_MS);
    const held = [...this.inFlight].map(([id, { leaseId }]) => ({ id, leaseId }));
    await this.inTransaction((tx) => this.parts.store.renew(tx, held, until));
  }

  private inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.parts.database.transaction({ actor: systemActor('webhooks'), scope: ALL_SCOPE }, work);
  }

  private complain(error: unknown): void {
    this.logger.error({ msg: 'sending webhooks has failed', reason: (error as Error).message, stack: (error as Error).stack });
  }
}
