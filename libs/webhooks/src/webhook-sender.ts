import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Database, Tx, WakeUpListener } from '@anwen/database';
import { ALL_SCOPE, systemActor, type Clock } from '@anwen/kernel';
import type { WebhookDispatch } from './dispatch.service';
import type { ClaimedDelivery, SendingStore } from './sending.store';
import type { WaitingSweep } from './waiting-sweep';

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
/** Timers fire up to a millisecond early, and the database's clock has finer grains than ours. */
const TIMER_MS = 5;
/** Below the 20 s that the worker grants its services; what is not answered by then is sent again by the next sender. */
const STOP_MS = 18_000;

export interface SenderParts {
  readonly database: Database;
  readonly store: SendingStore;
  readonly dispatch: WebhookDispatch;
  readonly sweep: WaitingSweep;
  /** Instead of the clock of the database; for tests. */
  readonly clock?: Clock | undefined;
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
  private drain: NodeJS.Timeout | undefined;
  private renewing: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private sweeping: Promise<void> | undefined;
  private lookAgain = false;
  private stopped = true;

  constructor(private readonly parts: SenderParts) {}

  start(): void {
    this.stopped = false;
    this.listener = this.parts.database.listen(['anwen_webhooks'], () => this.look());
    this.every(POLL_MS, () => this.look());
    this.every(POLL_MS, () => this.tidy());
    this.renewing = setInterval(() => void this.renew().catch((error: unknown) => this.complain(error)), RENEW_EVERY_MS);
  }

  /** No new attempt begins; those under way are waited for, and stay ours for as long: the next sender must not repeat them. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.parts.sweep.stop();
    clearTimeout(this.drain);
    for (const timer of this.timers) clearInterval(timer);
    this.timers.clear();
    await this.listener?.close();
    await Promise.all([this.looking, this.sweeping]);
    let patience: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => (patience = setTimeout(resolve, STOP_MS)));
    await Promise.race([Promise.allSettled([...this.inFlight.values()].map((one) => one.work)), enough]);
    clearTimeout(patience);
    clearInterval(this.renewing);
  }

  /** One round: takes what is due and has room, sends it and waits for the outcomes. For tests and for the last word of a stop. */
  async once(): Promise<number> {
    await this.parts.sweep.run();
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
      else await this.lookAtDrain();
    }
  }

  /** A drain goes on sooner than the poll would look. One that is due already waits for a slot or for a lock: whoever ends looks, or the poll. */
  private async lookAtDrain(): Promise<void> {
    const wait = await this.inTransaction(async (tx) => {
      const at = await this.parts.store.nextLook(tx);
      return at === null ? 0 : at.getTime() - (await this.now(tx)).getTime();
    });
    clearTimeout(this.drain);
    if (wait <= 0 || wait >= POLL_MS || this.stopped) return;
    this.drain = setTimeout(() => this.look(), wait + TIMER_MS);
  }

  /** What the switches of endpoints mean for what waits. */
  private tidy(): void {
    this.sweeping ??= this.parts.sweep
      .run()
      .then((moved) => void (moved > 0 && !this.stopped && this.look()))
      .catch((error: unknown) => this.complain(error))
      .finally(() => (this.sweeping = undefined));
  }

  private now(tx: Tx): Promise<Date> {
    return this.parts.clock ? Promise.resolve(this.parts.clock.now()) : this.parts.store.now(tx);
  }

  private claim(): Promise<ClaimedDelivery[]> {
    const { inLane } = this;
    return this.inTransaction(async (tx) => {
      const now = await this.now(tx);
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
    const { attempted, recorded } = await dispatch.deliver(delivery, { ...(clock && { clock }), random: random() });
    const { error, status, ms } = attempted;
    const facts = { endpoint: delivery.webhookPublicId, delivery: delivery.publicId, attempt: delivery.attempts, status, ms, error };
    if (!recorded) this.logger.warn({ msg: 'a delivery was taken over before its outcome was known', ...facts });
    else if (error !== null) this.logger.log({ msg: 'a webhook was not taken', ...facts });
  }

  private async renew(): Promise<void> {
    if (this.inFlight.size === 0) return;
    const held = [...this.inFlight].map(([id, { leaseId }]) => ({ id, leaseId }));
    await this.inTransaction(async (tx) => this.parts.store.renew(tx, held, new Date((await this.now(tx)).getTime() + LEASE_MS)));
  }

  private inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.parts.database.transaction({ actor: systemActor('webhooks'), scope: ALL_SCOPE }, work);
  }

  private complain(error: unknown): void {
    this.logger.error({ msg: 'sending webhooks has failed', reason: (error as Error).message, stack: (error as Error).stack });
  }
}
