import { NO_SCOPE } from '@anwen/kernel';
import { JobFenced, type JobResult, type JobRun } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { ExportFiles } from './export-file.service';
import { ExportStore, type ExportRow, type FinishedFile } from './export.store';

/** Handles `export.run`: the file that somebody waits for. */
@Injectable()
export class ExportRunner {
  constructor(
    private readonly files: ExportFiles,
    private readonly store: ExportStore,
  ) {}

  async run(run: JobRun, { exportId }: { exportId: string }): Promise<JobResult | void> {
    run.scopeFor('report.export');
    const wish = await run.transaction(NO_SCOPE, async (tx) => {
      const row = await this.store.one(tx, exportId, null);
      // A job that was asked for again is another job: the export's list shows the newest.
      if (row) await this.store.noteJob(tx, row.id, { id: run.jobId, publicId: run.publicId });
      return row;
    });
    // Deleted by its owner before its turn came.
    if (!wish) return { exportId, removed: true };
    if (wish.fileKey) return resultOf(wish, fileOf(wish));
    const file = await this.files.make(run, wish);
    try {
      await run.complete(resultOf(wish, file), NO_SCOPE, (tx) => this.files.finish(tx, wish, file));
    } catch (error) {
      // Only then it is certain that no row points at the file. After any other throw the sweep decides, by the rows.
      if (error instanceof JobFenced) await this.files.discard(file);
      throw error;
    }
  }
}

type ShownFile = Pick<FinishedFile, 'rows' | 'bytes' | 'fileName' | 'expiresAt'>;

/** What an earlier run has made. */
export const fileOf = (row: ExportRow): ShownFile => ({ rows: Number(row.rows), bytes: Number(row.bytes), fileName: row.fileName!, expiresAt: row.expiresAt! });

/** What the job tray shows and links to. */
export function resultOf({ publicId }: Pick<ExportRow, 'publicId'>, { rows, bytes, fileName, expiresAt }: ShownFile): JobResult {
  return { exportId: publicId, rows, bytes, fileName, file: `/api/v1/exports/${publicId}/file`, expiresAt: expiresAt.toISOString() };
}
