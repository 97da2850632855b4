import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import type { ObjectStorage } from '@anwen/storage';
import type { RetentionForecast, RetentionOutcome, RetentionRun, RetentionTarget } from './retention-target';
import { forecast, tableExists } from './row-target';

const AT_ONCE = 200;
/** No run of it is at work on its file. */
const IDLE = `state NOT IN ('validating', 'committing', 'rolling_back')`;

/** Uploaded files leave after days (R6.3: temporary data); what was read from them stays with the session. */
export class UploadTarget implements RetentionTarget {
  readonly key = 'imports.files';

  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
  ) {}

  async preview(tx: Tx, before: Date): Promise<RetentionForecast | null> {
    if (!(await tableExists(tx, 'import_sessions'))) return null;
    // A session outlives its file and does not know; what the last whole run has seen, it has taken. No storage is asked here.
    const [row] = await tx.query<{ rows: number; bytes: number }>(
      `SELECT count(*)::float8 AS rows, coalesce(sum(bytes), 0)::float8 AS bytes FROM import_sessions WHERE created_at < $1 AND ${IDLE}
          AND created_at >= coalesce($1 - (now() - (SELECT max(created_at) FROM sys_ops_reports WHERE kind = 'retention.run' AND body -> 'policies' @> $2)), '-infinity')`,
      [before, JSON.stringify([{ key: this.key, outcome: 'done' }])],
    );
    return { ...row!, oldest: null, newest: null };
  }

  async purge(run: RetentionRun): Promise<RetentionOutcome | null> {
    const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => this.database.read({ actor: systemActor('retention'), scope: ALL_SCOPE }, work);
    if (!(await read((tx) => tableExists(tx, 'import_sessions')))) return null;
    let [removed, after] = [0, '0'];
    while (!run.signal.aborted && run.hasTime()) {
      const some = await read((tx) => uploads(tx, run.before, { after, limit: AT_ONCE }));
      for (const { id, key } of some) {
        after = id;
        if (!(await this.storage.stat(key))) continue;
        await this.storage.delete(key);
        removed++;
      }
      if (some.length < AT_ONCE) return { removed, archived: 0, complete: true };
    }
    return { removed, archived: 0, complete: false };
  }
}

/** Report files go with their own nightly job, which knows whose they are; here their time is cut to what the policy says now. */
export class ExportTarget implements RetentionTarget {
  readonly key = 'exports.files';

  constructor(private readonly database: Database) {}

  async preview(tx: Tx, before: Date): Promise<RetentionForecast | null> {
    return (await tableExists(tx, 'report_exports')) ? forecast(tx, { table: 'report_exports', at: 'ready_at', also: 'file_key IS NOT NULL' }, before) : null;
  }

  purge(run: RetentionRun): Promise<RetentionOutcome | null> {
    return this.database.transaction({ actor: systemActor('retention'), scope: ALL_SCOPE }, async (tx) => {
      if (!(await tableExists(tx, 'report_exports'))) return null;
      const ended = await tx.query(
        'UPDATE report_exports SET expires_at = now() WHERE ready_at < $1 AND file_key IS NOT NULL AND expires_at > now() RETURNING id',
        [run.before],
      );
      return { removed: ended.length, archived: 0, complete: true };
    });
  }
}

function uploads(tx: Tx, before: Date, { after, limit }: { after: string; limit: number }): Promise<{ id: string; key: string }[]> {
  return tx.query(`SELECT id::text, storage_key AS key FROM import_sessions WHERE created_at < $1 AND id > $2 AND ${IDLE} ORDER BY id LIMIT $3`, [
    before,
    after,
    limit,
  ]);
}
