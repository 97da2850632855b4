import { Database } from '@anwen/database';
import { NO_SCOPE, systemActor, systemClock, zoneOrUtc, type Clock } from '@anwen/kernel';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import type { ScheduleEntry } from './schedule-entry';
import { expectAnew, followJobs, register, type Registration } from './schedule.store';
import { SlotRunner } from './slot-runner';
import { cadenceText, slotAfter, slotAt } from './slots.rules';

/** The first looks are spread out, so that a start does not do everything at once. */
const FIRST_LOOK_MS = 250;
/** How often it looks at the clock; a pulse every 2 s is at most this late. */
const LOOK_EVERY_MS = 250;
/** How soon the end of a staged job shows in the timetable. */
const FOLLOW_EVERY_MS = 5_000;
/** Each keeps one connection for its lock and uses another for its work: more would empty the pool and wait for each other. */
export const TICKS_AT_ONCE = 8;
/** The database is away, or another worker is at the entry: look again then. */
const LOOK_AGAIN_MS = 5_000;
/** However far off its next slot is, an entry looks at the clock this often: the clock may be set, and the time zone changed. */
const LOOK_AT_LEAST_EVERY_MS = 50_000;
/** With the above, a new time zone of the tenant takes effect within a minute. */
const TIME_ZONE_KEPT_MS = 5_000;

interface Hand {
  readonly entry: ScheduleEntry;
  /** By `performance.now()`, which nobody sets back. */
  nextLookAt: number;
  running: Promise<void> | undefined;
}

/** Runs the timetable: each slot once, in this process or another, and one catch-up run for slots that nobody was there for. */
export class Clockwork {
  private readonly logger = new Logger('clockwork');
  private readonly database: Database;
  private readonly hands: readonly Hand[];
  private readonly runner: SlotRunner;
  private timer: NodeJS.Timeout | undefined;
  private followedAt = -Infinity;
  private following: Promise<void> | undefined;
  private zone = { name: 'Asia/Taipei', readAt: -Infinity };

  constructor(
    services: INestApplicationContext,
    private readonly entries: readonly ScheduleEntry[],
    private readonly clock: Clock = systemClock,
  ) {
    this.database = services.get(Database);
    this.runner = new SlotRunner(services, this.database, clock);
    this.hands = entries.map((entry) => ({ entry, nextLookAt: 0, running: undefined }));
  }

  /** Makes the rows of the timetable fit and starts the clock. */
  async start(): Promise<void> {
    await this.register();
    const now = performance.now();
    this.hands.forEach((hand, i) => (hand.nextLookAt = now + FIRST_LOOK_MS * (i + 1)));
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** No new slot begins; those under way are waited for. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.allSettled([...this.hands.map((hand) => hand.running), this.following]);
  }

  /** The tenant's time zone as last read. */
  get zoneName(): string {
    return this.zone.name;
  }

  async register(): Promise<void> {
    const rows = this.registrations(await this.timeZone());
    await this.database.transaction({ actor: systemActor('clock'), scope: NO_SCOPE }, (tx) => register(tx, rows));
  }

  /** One look at one entry: runs its slot if that is open. A failure is logged and the timetable goes on. */
  async lookAt(entry: ScheduleEntry): Promise<Date> {
    try {
      return (await this.runner.run(entry, await this.timeZone())) ?? this.soon();
    } catch (error) {
      this.logger.error({ msg: 'an entry of the timetable could not be run', job: entry.name, reason: (error as Error).message });
      return this.soon();
    }
  }

  /** Takes over how the staged jobs have ended. */
  async follow(): Promise<void> {
    await followJobs(
      this.database,
      this.entries.filter((entry) => entry.stage !== undefined),
    );
  }

  private look(): void {
    const now = performance.now();
    for (const hand of this.hands) {
      if (hand.running || now < hand.nextLookAt || this.hands.filter((other) => other.running !== undefined).length >= TICKS_AT_ONCE) continue;
      hand.running = this.lookAt(hand.entry).then((next) => {
        hand.nextLookAt = performance.now() + Math.min(next.getTime() - this.clock.now().getTime(), LOOK_AT_LEAST_EVERY_MS);
        hand.running = undefined;
      });
    }
    if (this.following || now - this.followedAt < FOLLOW_EVERY_MS) return;
    this.followedAt = now;
    this.following = this.follow()
      .catch((error: Error) => this.logger.warn({ msg: 'the ends of staged jobs could not be read', reason: error.message }))
      .finally(() => (this.following = undefined));
  }

  private soon(): Date {
    return new Date(this.clock.now().getTime() + LOOK_AGAIN_MS);
  }

  private async timeZone(): Promise<string> {
    const { name, readAt } = this.zone;
    if (performance.now() - readAt < TIME_ZONE_KEPT_MS) return name;
    const [tenant] = await this.database.query<{ zone: string }>('SELECT time_zone AS zone FROM sys_tenants ORDER BY id LIMIT 1');
    // A name that nobody knows must not stop the nightly work.
    const zone = tenant ? zoneOrUtc(tenant.zone) : name;
    this.zone = { name: zone, readAt: performance.now() };
    // What was expected by the old zone's clock would be missed by the new one's.
    if (zone !== name && readAt > -Infinity) await expectAnew(this.database, this.registrations(zone));
    return zone;
  }

  private registrations(zone: string): Registration[] {
    const now = this.clock.now();
    return this.entries.map((entry) => {
      const slot = slotAt(entry, now, zone);
      const nextAt = slotAfter(entry, slot, zone);
      const expectedBy = new Date(nextAt.getTime() + entry.expectedWithinMs);
      return { name: entry.name, cadence: cadenceText(entry), lastSlot: entry.cron === undefined ? null : slot, nextAt, expectedBy };
    });
  }
}
