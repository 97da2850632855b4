import { hostname } from 'node:os';
import { Database, runExclusively } from '@anwen/database';
import { NO_SCOPE, systemActor, type Clock } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import type { LightTick, ScheduleEntry, StagedSlot } from './schedule-entry';
import { lockRow, readRow, recordOutcome, recordStaged, type Outcome } from './schedule.store';
import { isOpen, isPulse, slotAfter, slotAt } from './slots.rules';

/** A pulse writes its heartbeat this often, and at once when its outcome changes. */
const HEARTBEAT_EVERY_MS = 10_000;
/** Enough to see what went wrong; the log has the stack. */
const ERROR_LENGTH = 500;

/** Runs single slots: light ones here under a lock, the others by staging their job. */
export class SlotRunner {
  private readonly logger = new Logger('clockwork');
  private readonly worker = `${hostname()}:${process.pid}`;
  private readonly written = new Map<string, { at: number; outcome: string }>();

  constructor(
    private readonly services: INestApplicationContext,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** When to look again; undefined when another worker is at it. */
  run(entry: ScheduleEntry, timeZone: string): Promise<Date | undefined> {
    return entry.stage === undefined ? this.tick(entry, timeZone) : this.stage(entry, timeZone);
  }

  private async tick(entry: ScheduleEntry & LightTick, timeZone: string): Promise<Date | undefined> {
    const now = this.clock.now();
    const slot = isPulse(entry) ? null : slotAt(entry, now, timeZone);
    const ran = await runExclusively(this.database, entry.name, entry.limitMs, async () => {
      // Looked up under the lock: another worker may have run the slot while we waited for nothing but the clock.
      if (slot && !isOpen(entry, slot, (await readRow(this.database, entry.name))?.lastSlot ?? null, now)) return;
      const nextAt = slot ? slotAfter(entry, slot, timeZone) : new Date(now.getTime() + entry.everyMs!);
      await this.keep({ ...(await this.attempt(entry)), name: entry.name, slot, nextAt, expectedBy: after(nextAt, entry), worker: this.worker });
    });
    if (!ran) return undefined;
    return slot ? slotAfter(entry, slot, timeZone) : after(this.clock.now(), { expectedWithinMs: entry.everyMs! });
  }

  private async attempt(entry: ScheduleEntry & LightTick): Promise<Pick<Outcome, 'startedAt' | 'outcome' | 'result' | 'error'>> {
    const startedAt = this.clock.now();
    try {
      return { startedAt, outcome: 'done', result: await within(entry, entry.run(this.services)), error: null };
    } catch (error) {
      const { message, stack } = error as Error;
      this.logger.error({ msg: 'a job has failed', job: entry.name, reason: message, stack });
      return { startedAt, outcome: 'failed', result: null, error: message.slice(0, ERROR_LENGTH) };
    }
  }

  private async keep(outcome: Outcome): Promise<void> {
    const before = this.written.get(outcome.name);
    const now = this.clock.now().getTime();
    // A clock that was set back has to be told of, too.
    if (outcome.slot === null && before?.outcome === outcome.outcome && Math.abs(now - before.at) < HEARTBEAT_EVERY_MS) return;
    await recordOutcome(this.database, outcome);
    this.written.set(outcome.name, { at: now, outcome: outcome.outcome });
  }

  private stage(entry: ScheduleEntry & StagedSlot, timeZone: string): Promise<Date> {
    const now = this.clock.now();
    const slot = slotAt(entry, now, timeZone);
    const nextAt = slotAfter(entry, slot, timeZone);
    return this.database.transaction({ actor: systemActor(`clock:${entry.name}`), scope: NO_SCOPE }, async (tx) => {
      const row = await lockRow(tx, entry.name);
      if (!row || !isOpen(entry, slot, row.lastSlot, now)) return nextAt;
      // A slot whose predecessor still runs is done by it: staging more would only make the queue longer.
      const jobId = row.underWay
        ? null
        : (await outbox.stage(tx, entry.stage.job, entry.stage.payload, { dedupeKey: `schedule:${entry.name}:${slot.toISOString()}` })).id;
      await recordStaged(tx, { name: entry.name, slot, nextAt, jobId, worker: this.worker });
      return nextAt;
    });
  }
}

function after(time: Date, { expectedWithinMs }: { expectedWithinMs: number }): Date {
  return new Date(time.getTime() + expectedWithinMs);
}

function within<T>({ name, limitMs }: { name: string; limitMs: number }, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} took longer than ${limitMs} ms`)), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
