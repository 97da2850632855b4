import { NO_SCOPE } from '@anwen/kernel';
import type { JobResult, JobRun } from '@anwen/outbox';
import { ObjectStorage } from '@anwen/storage';
import { Injectable } from '@nestjs/common';
import { ExportStore } from './export.store';

const AT_ONCE = 100;
/** A run lasts a quarter of an hour at most: what no row knows after a day belongs to nobody. */
const ORPHAN_MS = 24 * 3_600_000;
/** Half a year after the file has gone, nobody looks for its line in the list. */
const ROW_DAYS = 180;

/** Handles `export.purge`: files past their time (R6.3), files that their owners deleted, and what killed runs have left. */
@Injectable()
export class ExportPurge {
  constructor(
    private readonly store: ExportStore,
    private readonly storage: ObjectStorage,
  ) {}

  /** Each step can be repeated: a file is deleted before its row says so, and deleting twice is no error. */
  async run(run: JobRun, { exportId }: { exportId?: string | undefined } = {}): Promise<JobResult> {
    // A deletion each must not walk through the whole storage each.
    return exportId === undefined ? this.all(run) : { removed: await this.removeFile(run, exportId) };
  }

  private async removeFile(run: JobRun, exportId: string): Promise<boolean> {
    const one = await run.read(NO_SCOPE, (tx) => this.store.removed(tx, exportId));
    if (!one) return false;
    await this.storage.delete(one.fileKey);
    await run.transaction(NO_SCOPE, (tx) => this.store.forgetFiles(tx, [one.id]));
    return true;
  }

  private async all(run: JobRun): Promise<JobResult> {
    let expired = 0;
    for (;;) {
      const due = await run.read(NO_SCOPE, (tx) => this.store.due(tx, AT_ONCE));
      if (due.length === 0) break;
      for (const { fileKey } of due) await this.storage.delete(fileKey);
      await run.transaction(NO_SCOPE, (tx) =>
        this.store.forgetFiles(
          tx,
          due.map(({ id }) => id),
        ),
      );
      expired += due.length;
    }
    const orphans = await this.sweep(run);
    const torn = await this.storage.removeTorn(new Date(Date.now() - ORPHAN_MS));
    const rows = await run.transaction(NO_SCOPE, (tx) => this.store.deleteOld(tx, ROW_DAYS));
    return { expired, orphans, torn, rows };
  }

  private async sweep(run: JobRun): Promise<number> {
    let swept = 0;
    let keys: string[] = [];
    const settle = async (): Promise<void> => {
      const known = await run.read(NO_SCOPE, (tx) => this.store.known(tx, keys));
      for (const key of keys.filter((one) => !known.has(one))) {
        await this.storage.delete(key);
        swept++;
      }
      keys = [];
    };
    for await (const { key, modifiedAt } of this.storage.list('exports/')) {
      if (modifiedAt.getTime() < Date.now() - ORPHAN_MS) keys.push(key);
      if (keys.length === AT_ONCE) await settle();
    }
    if (keys.length > 0) await settle();
    return swept;
  }
}
