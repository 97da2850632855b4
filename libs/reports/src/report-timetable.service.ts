import { Database, type Tx } from '@anwen/database';
import { NO_SCOPE, systemActor, systemClock, type Actor, type Id } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { EXPORT_POLICY } from '@anwen/rate-limit';
import { Injectable } from '@nestjs/common';
import { nextSlot } from './cron.rules';
import { reportErrors } from './reports.errors';
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
    await this.settleEnded();
    const look = { actor: systemActor('report timetable'), scope: NO_SCOPE };
    // Files are files: beyond what a person may export in an hour, their scheduled ones wait for the next.
    const due = await this.database.read(look, (tx) => this.store.due(tx, AT_ONCE, EXPORT_POLICY.limit));
    let staged = 0;
    for (const { publicId, userId } of due)
      if (await this.database.transaction({ actor: ownerOf(userId), scope: NO_SCOPE }, (tx) => this.stageOne(tx, publicId, userId))) staged++;
    return staged;
  }

  /** A job that was cancelled, ran out of time or had nobody to run for could not say so itself; somebody waits for its report. */
  private async settleEnded(): Promise<void> {
    const look = { actor: systemActor('report timetable'), scope: NO_SCOPE };
    const ended = await this.database.read(look, (tx) => this.store.unsettled(tx, AT_ONCE));
    for (const { publicId, userId, error } of ended)
      await this.database.transaction({ actor: ownerOf(userId), scope: NO_SCOPE }, async (tx) => {
        const row = await this.store.lock(tx, publicId, userId);
        if (row?.lastState !== 'running') return;
        await (error === null ? this.store.noteSkipped(tx, row.id) : this.store.noteTrouble(tx, row, 'failed', error));
      });
  }

  private async stageOne(tx: Tx, publicId: string, userId: Id): Promise<boolean> {
    const lately = await this.store.stagedLately(tx, userId);
    const row = await this.store.lock(tx, publicId, userId);
    const now = systemClock.now();
    // Another worker was faster, or the owner has just changed it.
    if (!row?.active || !row.nextAt || row.nextAt > now || lately >= EXPORT_POLICY.limit) return false;
    const next = await this.nextOf(tx, row, now);
    if (!row.ownerActive) return this.passOver(tx, row, next);
    const slot = row.nextAt.toISOString();
    const job = await outbox.stage(tx, REPORT_DELIVER, { scheduleId: publicId, slot }, { dedupeKey: `report.deliver:${publicId}:${slot}` });
    await this.store.noteStaged(tx, row.id, next, job.id);
    return true;
  }

  /** It would run with nobody's rights. The schedule stays: whoever is enabled again has it back. */
  private async passOver(tx: Tx, row: ScheduleRow, next: Date): Promise<false> {
    await this.store.noteNext(tx, row.id, next);
    await this.store.noteTrouble(tx, row, 'failed', reportErrors.owner_disabled().code);
    return false;
  }

  private async nextOf(tx: Tx, row: ScheduleRow, now: Date): Promise<Date> {
    return nextSlot(row.cron, (await this.surroundings.read(tx)).timeZone, now);
  }
}

/** Each in its owner's name and in a transaction of its own: the job runs with the rights that the owner has then. */
const ownerOf = (userId: Id): Actor => ({ ...systemActor('report timetable', userId), type: 'user', id: userId });
