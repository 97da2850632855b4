import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { AppError, NO_SCOPE } from '@anwen/kernel';
import { MailFailed, MailRefused, Mailer, type MailAttachment } from '@anwen/mail';
import { JobFenced, outbox, type JobResult, type JobRun } from '@anwen/outbox';
import { ObjectStorage } from '@anwen/storage';
import { Injectable } from '@nestjs/common';
import { ExportFiles } from './export-file.service';
import { requireRights } from './export-rights.rules';
import { fileOf, resultOf } from './export-run.service';
import { ExportStore, type ExportRow } from './export.store';
import { reportErrors } from './reports.errors';
import { REPORT_READY } from './reports.events';
import { ScheduleStore, type ScheduleRow } from './schedule.store';

/** Mail servers commonly take 20 MB, of which the encoding eats a quarter; what is larger is told of and fetched. */
const MAIL_BYTES = 10 * 1024 * 1024;

/** Handles `report.deliver`: makes the file of a schedule's slot once, tells the webhooks once, mails it once. */
@Injectable()
export class ReportDelivery {
  // Six: the two stores of what it keeps, the file's maker and keeper, and the two ways out.
  constructor(
    private readonly schedules: ScheduleStore,
    private readonly exports: ExportStore,
    private readonly files: ExportFiles,
    private readonly storage: ObjectStorage,
    private readonly mailer: Mailer,
  ) {}

  async run(run: JobRun, { scheduleId, slot }: { scheduleId: string; slot: string }): Promise<JobResult | void> {
    const schedule = await run.read(NO_SCOPE, (tx) => this.schedules.one(tx, scheduleId, null));
    // Deleted or paused since it was staged.
    if (!schedule?.active) return { skipped: true };
    try {
      run.scopeFor('report.schedule');
      run.scopeFor('report.export');
      const made = await this.file(run, schedule, slot);
      // An earlier run may have made it with rights that its owner has lost since.
      requireRights(made, run.actor);
      // First, and by itself: a mail server that is away must not silence the webhooks.
      if (schedule.webhook) await run.transaction(NO_SCOPE, (tx) => this.announce(tx, schedule, made));
      const refused = made.mailedAt ? made.mailRefused : await this.mail(run, schedule, made);
      await run.complete(resultOf(made, fileOf(made)), NO_SCOPE, (tx) => this.settle(tx, schedule, refused));
    } catch (error) {
      await this.noteFailure(run, schedule, error);
      throw error;
    }
  }

  /** Each step commits by itself: a repeated run goes on behind what an earlier one has done. */
  private async file(run: JobRun, schedule: ScheduleRow, slot: string): Promise<ExportRow> {
    const { userId, report, format, params, locale } = schedule;
    const wish = await run.transaction(NO_SCOPE, async (tx) => {
      const row = await this.exports.insert(tx, { userId, report, format, params, locale, schedule: { id: schedule.id, slot } });
      await this.exports.noteJob(tx, row.id, { id: run.jobId, publicId: run.publicId });
      audit.record(tx, run.actor, 'export.requested', { type: 'export', id: row.publicId }, { diff: { report, format, schedule: schedule.publicId } });
      return (await this.exports.one(tx, row.publicId, null))!;
    });
    if (wish.fileKey) return wish;
    const file = await this.files.make(run, wish);
    try {
      return await run.transaction(NO_SCOPE, async (tx) => {
        await this.files.finish(tx, wish, file);
        return (await this.exports.one(tx, wish.publicId, null))!;
      });
    } catch (error) {
      // As in ExportRunner: after any other throw the row may point at the file.
      if (error instanceof JobFenced) await this.files.discard(file);
      throw error;
    }
  }

  /** Whom the mail server refused; the others have it. @throws reports.mail_refused | reports.mail_failed when nobody has it. */
  private async mail(run: JobRun, schedule: ScheduleRow, made: ExportRow): Promise<readonly string[]> {
    if (schedule.mailTo.length === 0) return [];
    const attach = Number(made.bytes) <= MAIL_BYTES;
    const attachments: MailAttachment[] = attach
      ? [{ filename: made.fileName!, content: await this.storage.get(made.fileKey!), contentType: made.contentType!.split(';')[0]! }]
      : [];
    let refused: readonly string[];
    try {
      const receipt = await this.mailer.send({
        to: schedule.mailTo,
        subject: schedule.name.replace(/\s+/g, ' '),
        text: textOf(schedule, made, attach),
        attachments,
        signal: run.signal,
      });
      refused = receipt.rejected;
    } catch (error) {
      throw mailError(error);
    }
    await run.transaction(NO_SCOPE, async (tx) => {
      await this.exports.noteMailed(tx, made.id, refused);
      const diff = { report: made.report, mailedTo: schedule.mailTo.filter((address) => !refused.includes(address)), attached: attach };
      audit.record(tx, run.actor, 'export.downloaded', { type: 'export', id: made.publicId }, { diff });
    });
    return refused;
  }

  private async settle(tx: Tx, schedule: ScheduleRow, refused: readonly string[]): Promise<void> {
    if (refused.length > 0) return this.schedules.noteTrouble(tx, schedule, 'delivered', `reports.recipients_refused: ${refused.join(', ')}`);
    await this.schedules.noteDelivered(tx, schedule);
  }

  private async announce(tx: Tx, schedule: ScheduleRow, made: ExportRow): Promise<void> {
    if (!(await this.exports.noteAnnounced(tx, made.id))) return;
    const payload = { ...resultOf(made, fileOf(made)), report: made.report, format: made.format, schedule: { id: schedule.publicId, name: schedule.name } };
    outbox.append(tx, { type: REPORT_READY, aggregate: { type: 'export', id: made.publicId }, payload });
  }

  /** Somebody waits for a report that will not come: only when no further run would bring it. */
  private async noteFailure(run: JobRun, schedule: ScheduleRow, error: unknown): Promise<void> {
    const isFinal = run.isLastAttempt || (error instanceof AppError && error.status < 500 && !error.definition.retryable);
    if (error instanceof JobFenced || run.signal.aborted || !isFinal) return;
    const code = error instanceof AppError ? error.code : 'queue.failed';
    await run.transaction(NO_SCOPE, (tx) => this.schedules.noteTrouble(tx, schedule, 'failed', code));
  }
}

function mailError(error: unknown): unknown {
  if (!(error instanceof MailFailed) && !(error instanceof MailRefused)) return error;
  // A server's 4xx is "come back later", its 5xx is "never".
  const isFinal = error instanceof MailRefused || (error.reason === 'refused_by_server' && /^5\d\d/.test(error.message));
  const told = isFinal ? reportErrors.mail_refused() : reportErrors.mail_failed();
  told.cause = error;
  return told;
}

function textOf(schedule: ScheduleRow, made: ExportRow, attached: boolean): string {
  const until = made.expiresAt!.toISOString().slice(0, 10);
  if (schedule.locale === 'en') {
    const where = attached ? 'The file is attached.' : `The file is too large for a mail: sign in and fetch it under Reports › Exports (${made.fileName}).`;
    return `${schedule.name}\n\n${where} Rows: ${made.rows}. It is kept until ${until}.\n`;
  }
  const where = attached ? '檔案請見附件。' : `檔案過大無法寄送，請登入系統後於「報表 › 匯出檔」下載（${made.fileName}）。`;
  return `${schedule.name}\n\n${where}共 ${made.rows} 列，保存至 ${until}。\n`;
}
