import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { NO_SCOPE, type AppError, type Locale } from '@anwen/kernel';
import type { JobRun } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { importErrors } from './imports.errors';
import { wordsFor } from './refusal.rules';
import { RowStore } from './row.store';
import { SessionJobs } from './session-jobs';
import { SessionStore } from './session.store';
import { RowsRefused, type AppliedRow, type ImportTarget, type RowProblem } from './target';

/** Enough to see what happened; the rest is more of the same. */
const BLOCKERS_SHOWN = 100;

/** Takes a whole import back, as long as nothing that it made or changed has been touched since. */
@Injectable()
export class RollbackService {
  constructor(
    private readonly jobs: SessionJobs,
    private readonly rows: RowStore,
    private readonly sessions: SessionStore,
  ) {}

  /** @throws imports.rollback_blocked with the rows that stand in the way */
  async requireUntouched(tx: Tx, target: ImportTarget, rows: readonly AppliedRow[], locale: Locale): Promise<void> {
    const blockers = await target.blockers(tx, rows);
    if (blockers.size > 0) throw blocked(rows, blockers, locale);
  }

  async run(run: JobRun, { session: id }: { readonly session: string }): Promise<void> {
    const before = await run.read(NO_SCOPE, (tx) => this.jobs.requireMine(tx, run, id, false));
    await this.jobs.during(
      run,
      id,
      'rolling_back',
      async ({ session, target, scope }) => {
        const rows = await run.read(scope, (tx) => this.rows.applied(tx, session.id));
        try {
          await run.complete({ session: session.publicId, takenBack: rows.length }, scope, async (tx) => {
            await this.jobs.requireMine(tx, run, id);
            await this.requireUntouched(tx, target, rows, run.actor.locale);
            // Last written, first taken back.
            await target.revert(tx, run.actor, { session: session.publicId, rows: [...rows].reverse() });
            await this.sessions.become(tx, session.id, 'rolled_back');
            audit.record(tx, run.actor, 'import.rolled_back', { type: 'import', id: session.publicId }, { diff: { type: session.type, rows: rows.length } });
          });
        } catch (error) {
          throw error instanceof RowsRefused ? blocked(rows, error.problems, run.actor.locale) : error;
        }
      },
      before.committedAt ? 'committed' : 'failed',
    );
  }
}

function blocked(rows: readonly AppliedRow[], problems: ReadonlyMap<number, RowProblem>, locale: Locale): AppError {
  const keys = new Map(rows.map((row) => [row.line, row.key]));
  const blockers = [...problems]
    .sort(([a], [b]) => a - b)
    .slice(0, BLOCKERS_SHOWN)
    .map(([line, problem]) => ({ line, key: keys.get(line) ?? '', code: problem.code, message: wordsFor(problem, locale) }));
  return importErrors.rollback_blocked({ blockers, count: problems.size });
}
