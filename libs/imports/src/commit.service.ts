import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { JobRun } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { importErrors } from './imports.errors';
import { problemOf } from './refusal.rules';
import { RowStore } from './row.store';
import { SessionJobs, type SessionWork } from './session-jobs';
import { SessionStore } from './session.store';
import { RowsRefused, type ApplyRow, type RowProblem } from './target';
import { isRefusal } from './target-writing';

/** Rows a batch: one transaction when errors are skipped, one flush of audit and events when they are not. */
const BATCH = 200;

type Unit = readonly ApplyRow[];
type Work = SessionWork & { readonly run: JobRun };

/** Writes what the dry run announced, through the services of the domain, as the person who asked and with their rights. */
@Injectable()
export class CommitService {
  constructor(
    private readonly jobs: SessionJobs,
    private readonly rows: RowStore,
    private readonly sessions: SessionStore,
  ) {}

  /** @throws imports.commit_refused when everything or nothing was asked for and a row cannot be written */
  async run(run: JobRun, { session: id }: { readonly session: string }): Promise<void> {
    await this.jobs.during(run, id, 'committing', async (given) => {
      const open = await run.read(given.scope, (tx) => this.rows.toApply(tx, given.session.id));
      const ordered = given.target.order?.(open) ?? open;
      const units = groupUnits(ordered);
      const work = { ...given, run };
      if (given.session.onError === 'all_or_nothing') await this.together(work, units);
      else await this.oneByOne(work, units);
    });
  }

  /** One transaction for all rows, which is also the one that ends the job. */
  private async together(work: Work, units: readonly Unit[]): Promise<void> {
    const { run, session, target, scope } = work;
    const total = units.flat().length;
    try {
      await run.complete({ session: session.publicId, written: total, refused: 0 }, scope, async (tx) => {
        await this.jobs.requireMine(tx, run, session.publicId);
        let done = 0;
        for (const rows of batchesOf(units)) {
          run.signal.throwIfAborted();
          // What this transaction has written grows under plans that were made for empty tables: 12 000 openings took 15 s, with fresh plans 9 s.
          await tx.query('DISCARD PLANS');
          await this.rows.markApplied(tx, session.id, await target.apply(tx, run.actor, { session: session.publicId, rows }));
          await tx.flush();
          run.progress((done += rows.length), total);
        }
        await this.finish(tx, work);
      });
    } catch (error) {
      if (!(error instanceof RowsRefused)) throw error;
      await this.keepRefusals(work, error.problems);
      throw importErrors.commit_refused({ count: error.problems.size, line: Math.min(...error.problems.keys()) });
    }
  }

  /** Batch after batch, each for good; a run that is killed leaves whole batches, and the next one begins behind them. */
  private async oneByOne(work: Work, units: readonly Unit[]): Promise<void> {
    const { run, session, scope } = work;
    const total = units.flat().length;
    let done = 0;
    for (const rows of batchesOf(units)) {
      run.signal.throwIfAborted();
      await this.batch(work, rows);
      run.progress((done += rows.length), total);
    }
    const counts = await run.read(scope, (tx) => this.rows.counts(tx, session.id));
    const result = { session: session.publicId, written: counts.applied, refused: counts.error };
    await run.complete(result, scope, async (tx) => {
      await this.jobs.requireMine(tx, run, session.publicId);
      await this.finish(tx, work);
    });
  }

  private async batch(work: Work, rows: readonly ApplyRow[]): Promise<void> {
    const { run, session, target, scope } = work;
    try {
      await run.transaction(scope, async (tx) => {
        await this.jobs.requireMine(tx, run, session.publicId);
        // A twin of this run may have been faster; what it has written is not written again.
        const open = await this.rows.stillOpen(
          tx,
          session.id,
          rows.map((row) => row.line),
        );
        const left = rows.filter((row) => open.has(row.line));
        if (left.length > 0) await this.rows.markApplied(tx, session.id, await target.apply(tx, run.actor, { session: session.publicId, rows: left }));
      });
    } catch (error) {
      const problems = problemsIn(error, rows);
      if (!problems) throw error;
      const units = groupUnits(rows);
      // The unit that cannot be written is left out; the others are tried by themselves, because more than one may be wrong.
      if (units.length > 1) for (const unit of units) await this.batch(work, unit);
      else await this.keepRefusals(work, problems);
    }
  }

  private async keepRefusals({ run, session, scope }: Work, problems: ReadonlyMap<number, RowProblem>): Promise<void> {
    await run.transaction(scope, async (tx) => {
      await this.rows.markRefused(tx, session.id, problems);
      const { fixed: _fixed, applied: _applied, ...counts } = await this.rows.counts(tx, session.id);
      await this.sessions.become(tx, session.id, 'committing', { counts });
    });
  }

  private async finish(tx: Tx, { run, session }: Work): Promise<void> {
    const { fixed: _fixed, applied, ...counts } = await this.rows.counts(tx, session.id);
    await this.sessions.become(tx, session.id, 'committed', { counts });
    const diff = { type: session.type, file: session.fileName, mode: session.mode, onError: session.onError, written: applied, refused: counts.error };
    audit.record(tx, run.actor, 'import.committed', { type: 'import', id: session.publicId }, { diff });
  }
}

/** Neighbouring rows of the same unit, in the order given. */
function groupUnits(rows: readonly ApplyRow[]): Unit[] {
  const units = new Map<string, ApplyRow[]>();
  for (const row of rows) {
    const unit = units.get(row.unit);
    if (unit) unit.push(row);
    else units.set(row.unit, [row]);
  }
  return [...units.values()];
}

function* batchesOf(units: readonly Unit[]): Generator<ApplyRow[]> {
  let batch: ApplyRow[] = [];
  for (const unit of units) {
    batch.push(...unit);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** What a failed batch says about its rows; undefined when it is trouble of the system. A unit is refused as a whole. */
function problemsIn(error: unknown, rows: readonly ApplyRow[]): ReadonlyMap<number, RowProblem> | undefined {
  const others = (known: ReadonlyMap<number, RowProblem>, rest: RowProblem): Map<number, RowProblem> =>
    new Map(rows.map((row) => [row.line, known.get(row.line) ?? rest]));
  if (error instanceof RowsRefused) return others(error.problems, { column: null, code: 'imports_row.group_has_errors' });
  return isRefusal(error) ? others(new Map(), problemOf(error)) : undefined;
}
