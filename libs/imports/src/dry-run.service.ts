import { type Scope } from '@anwen/kernel';
import type { JobRun } from '@anwen/outbox';
import { ObjectStorage } from '@anwen/storage';
import { Injectable } from '@nestjs/common';
import { readRows } from './file-reading';
import { MAX_ROWS, importErrors } from './imports.errors';
import { HINTS, RowJudge, type RawRow } from './judging.service';
import { cellsOf } from './row.rules';
import { RowStore, type JudgedRow } from './row.store';
import { uploadedFile } from './session-file';
import { SessionJobs } from './session-jobs';
import { SessionStore, type SessionRow } from './session.store';
import type { ImportTarget } from './target';

/** Rows a transaction: look-ups and the insert stay a few hundred milliseconds each, and progress moves. */
const BATCH = 1_000;

interface DryRun {
  readonly run: JobRun;
  readonly session: SessionRow;
  readonly target: ImportTarget;
  readonly scope: Scope;
  readonly seen: Map<string, number>;
  readonly hints: { left: number };
}

/** Reads the whole file and says, row by row, what an import would do. Nothing is changed. */
@Injectable()
export class DryRunService {
  constructor(
    private readonly jobs: SessionJobs,
    private readonly judge: RowJudge,
    private readonly rows: RowStore,
    private readonly sessions: SessionStore,
    private readonly storage: ObjectStorage,
  ) {}

  /** @throws imports.file_broken | file_unsafe | rows_too_many | target_not_permitted; the session then says so */
  async run(run: JobRun, { session: id }: { readonly session: string }): Promise<void> {
    await this.jobs.during(run, id, 'validating', async ({ session, target, scope }) => {
      const dry: DryRun = { run, session, target, scope, seen: new Map(), hints: { left: HINTS } };
      const bytes = await uploadedFile(this.storage, session.storageKey);
      await run.transaction(scope, (tx) => this.rows.clear(tx, session.id));
      if (target.judgedWhole) await this.wholeFile(dry, bytes);
      else await this.inBatches(dry, bytes);
      const { fixed: _fixed, applied: _applied, ...counts } = await run.read(scope, (tx) => this.rows.counts(tx, session.id));
      await run.complete({ session: session.publicId, ...counts }, scope, async (tx) => {
        await this.jobs.requireMine(tx, run, id);
        await this.sessions.become(tx, session.id, 'validated', { counts });
      });
    });
  }

  private async inBatches(dry: DryRun, bytes: Buffer): Promise<void> {
    let done = 0;
    for await (const batch of this.batches(dry, bytes)) {
      await dry.run.transaction(dry.scope, async (tx) => {
        // A repeat after a deadlock must not meet its own keys.
        const seen = new Map(dry.seen);
        const judged = await this.judge.judge(tx, dry.run.actor, { ...dry, rows: batch, seen });
        await this.rows.insert(tx, dry.session.id, judged);
        for (const row of judged) if (!dry.seen.has(row.key)) dry.seen.set(row.key, row.line);
      });
      dry.run.progress((done += batch.length));
    }
  }

  private async wholeFile(dry: DryRun, bytes: Buffer): Promise<void> {
    const all: RawRow[] = [];
    for await (const batch of this.batches(dry, bytes)) all.push(...batch);
    const judged: JudgedRow[] = await dry.run.transaction(dry.scope, (tx) => this.judge.judge(tx, dry.run.actor, { ...dry, rows: all, seen: new Map() }));
    for (let at = 0; at < judged.length; at += BATCH) {
      await dry.run.transaction(dry.scope, (tx) => this.rows.insert(tx, dry.session.id, judged.slice(at, at + BATCH)));
      dry.run.progress(Math.min(at + BATCH, judged.length), judged.length);
    }
  }

  private async *batches({ run, session }: DryRun, bytes: Buffer): AsyncGenerator<RawRow[]> {
    let batch: RawRow[] = [];
    let total = 0;
    for await (const row of readRows(session.format, bytes, session)) {
      run.signal.throwIfAborted();
      if (++total > MAX_ROWS) throw importErrors.rows_too_many({ max: MAX_ROWS });
      batch.push({ line: row.line, original: row.cells, cells: cellsOf(row, session.mapping) });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }
}
