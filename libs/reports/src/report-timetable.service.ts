import { Database, type Tx } from '@anwen/database';
import { NO_SCOPE, systemActor, systemClock, type Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { nextSlot } from './cron.rules';
import { REPORT_DELIVER } from './reports.events';
import { ScheduleStore, type ScheduleRow } from './schedule.store';
import { SurroundingsStore } from './surroundings.store';

/** More are due at once only after a long stop; the next minute takes the next hundred. */
const AT_ONCE = 100;

/** Looks every minute which reports are due, and stages a job for each. After a stop a missed report comes once, not for every slot. */
@Injectable()
export class ReportTimetable {
  constructor(
    private readonly database: Database,
    private readonly store: ScheduleStore,
    private readonly surroundings: SurroundingsStore,
  ) {}

  /** How many were staged. */
  async stageDue(): Promise<number> {
    const due = await this.database.read({ actor: systemActor('report timetable'), scope: NO_SCOPE }, (tx) => this.store.due(tx, AT_ONCE));
    let staged = 0;
    for (const { publicId, userId } of due) {
      // Each in its owner's name and in a transaction of its own: the job runs with the rights that the owner has then.
      const actor: Actor = { ...systemActor('report timetable', userId), type: 'user', id: userId };
      if (await this.database.transaction({ actor, scope: NO_SCOPE }, (tx) => this.stageOne(tx, publicId, userId))) staged++;
    }
    return staged;
  }

  private async stageOne(tx: Tx, publicId: string, userId: string): Promise<boolean> {
    const row = await this.store.lock(tx, publicId, userId);
    const now = systemClock.now();
    // Another worker was faster, or the owner has just changed it.
    if (!row?.active || !row.nextAt || row.nextAt > now) return false;
    const slot = row.nextAt.toISOString();
    await outbox.stage(tx, REPORT_DELIVER, { scheduleId: publicId, slot }, { dedupeKey: `report.deliver:${publicId}:${slot}` });
    await this.store.noteStaged(tx, row.id, await this.nextOf(tx, row, now));
    return true;
  }

  private async nextOf(tx: Tx, row: ScheduleRow, now: Date): Promise<Date> {
    return nextSlot(row.cron, (await this.surroundings.read(tx)).timeZone, now);
  }
}
