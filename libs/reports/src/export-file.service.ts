import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { NO_SCOPE, systemClock } from '@anwen/kernel';
import type { JobRun } from '@anwen/outbox';
import { ObjectStorage } from '@anwen/storage';
import { Injectable } from '@nestjs/common';
import { accessTo, columnsOf, textIn } from './access.rules';
import { archiveNote } from './archive-note.rules';
import { ExportStore, type ExportRow, type FinishedFile } from './export.store';
import { fileNameOf } from './file-name.rules';
import { ReportBeforehand } from './report-beforehand';
import { findReport } from './report-catalogue';
import type { ReportAccess, ReportValues } from './report-definition';
import { queryOf } from './report.service';
import { reportErrors } from './reports.errors';
import { SurroundingsStore, type Surroundings } from './surroundings.store';
import { openWriter } from './writers/open-writer';
import { FORMATS, type TableHead, type TableWriter } from './writers/table-writer';

const DAY_MS = 86_400_000;

/** Turns an export's wish into a stored file: from the cursor through the writer into the storage, nothing held in between. */
@Injectable()
export class ExportFiles {
  constructor(
    private readonly store: SurroundingsStore,
    private readonly exports: ExportStore,
    private readonly storage: ObjectStorage,
    private readonly beforehand: ReportBeforehand,
  ) {}

  /**
   * Runs with the rights that the requester has now. The key carries the run's id: a repeated run writes a file of its own
   * and a late twin's is swept. @throws queue.permission_lost | reports.report_not_found | reports.too_many_for_pdf
   */
  async make(run: JobRun, wish: ExportRow): Promise<FinishedFile> {
    const access = accessOf(run, wish.report);
    const { around, through } = await run.read(NO_SCOPE, async (tx) => ({ around: await this.store.read(tx), through: await this.store.archivedThrough(tx) }));
    const note = archiveNote(access.definition, wish.params, through, wish.locale);
    const fileKey = `exports/${wish.createdAt.toISOString().slice(0, 7).replace('-', '/')}/${wish.publicId}/${run.attempt}-${run.runId}.${wish.format}`;
    const writer = await openWriter(wish.format, headOf(access, wish, around, note));
    const stored = this.storage.put(fileKey, writer.output, run.signal);
    // A storage that fails early must wake the writer, which would wait for room for ever.
    stored.catch((error: Error) => writer.fail(error));
    try {
      const rows = await this.pump(run, access, wish.params, { around, writer });
      await writer.end();
      const { bytes, sha256 } = await stored;
      const fileName = fileNameOf(textIn(access.definition.title, wish.locale), around.now, wish.format);
      const { scope, withCost } = access;
      const expiresAt = new Date(systemClock.now().getTime() + around.retentionDays * DAY_MS);
      return { fileKey, fileName, contentType: FORMATS[wish.format].contentType, bytes, rows, sha256, scope, withCost, expiresAt };
    } catch (error) {
      writer.fail(error as Error);
      await stored.catch(() => undefined);
      throw error;
    }
  }

  /** The row's last word about its file, in the transaction that commits it. */
  async finish(tx: Tx, wish: ExportRow, file: FinishedFile): Promise<void> {
    if (file.withCost)
      audit.record(tx, tx.actor, 'export.cost_data', { type: 'export', id: wish.publicId }, { diff: { report: wish.report, rows: file.rows } });
    await this.exports.finish(tx, wish.id, file);
  }

  /** What was written and could not be committed. The sweep finds what this misses. */
  async discard(file: FinishedFile): Promise<void> {
    await this.storage.delete(file.fileKey).catch(() => undefined);
  }

  private pump(run: JobRun, access: ReportAccess, values: ReportValues, to: { around: Surroundings; writer: TableWriter }): Promise<number> {
    return run.read(
      access.scope,
      async (tx) => {
        const query = queryOf(access, values, { ...to.around, ...(await this.beforehand.rows(tx, access.definition, values)) });
        const expected = await this.store.expectedRows(tx, query);
        let done = 0;
        for await (const rows of this.store.batches(tx, query)) {
          await to.writer.write(rows);
          done += rows.length;
          run.progress(done, Math.max(expected, done));
        }
        return done;
      },
      { snapshot: true },
    );
  }
}

function accessOf(run: JobRun, key: string): ReportAccess {
  const definition = findReport(key);
  if (!definition) throw reportErrors.report_not_found();
  run.scopeFor(definition.permission);
  const access = accessTo(definition, run.actor);
  if (!access) throw reportErrors.report_not_found();
  return access;
}

function headOf(access: ReportAccess, { params, locale }: ExportRow, { tenant, now }: Surroundings, note: string | undefined): TableHead {
  const { definition } = access;
  const chosen = definition.params
    .filter(({ key }) => params[key] !== undefined)
    .map(({ key, label, options }): [string, string] => {
      const option = options?.find(({ value }) => value === params[key]);
      return [textIn(label, locale), option ? textIn(option.label, locale) : String(params[key])];
    });
  if (note !== undefined) chosen.push([textIn(['附註', 'Note'], locale), note]);
  return { title: textIn(definition.title, locale), params: chosen, columns: columnsOf(access, params), locale, generatedAt: now, tenant };
}
