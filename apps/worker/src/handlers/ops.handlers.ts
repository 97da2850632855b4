import { Database } from '@anwen/database';
import { verifyArchives } from '@anwen/inventory';
import { AppError } from '@anwen/kernel';
import {
  ARCHIVES_CHECK,
  ARCHIVES_VERIFY,
  ArchiveWatch,
  RETENTION_RUN,
  RetentionService,
  SLOW_QUERY_REPORT,
  SlowQueryReport,
  VACUUM_NIGHTLY,
  VacuumService,
} from '@anwen/ops';
import { handled, type HandledJob, type JobResult } from '@anwen/outbox';
import { ObjectStorage } from '@anwen/storage';
import type { INestApplicationContext } from '@nestjs/common';

/** What a job keeps of its time for the last step and the report. */
const RESERVE_MS = 60_000;

export function opsHandlers(services: INestApplicationContext): readonly HandledJob[] {
  return [
    handled(RETENTION_RUN, (run) =>
      excusing('ops.busy', async () => {
        const budgetMs = Math.max(run.remainingMs() - RESERVE_MS, 0);
        const outcomes = await services.get(RetentionService).run({ signal: run.signal, actor: run.actor, budgetMs });
        return { removed: outcomes.reduce((sum, o) => sum + (o.removed ?? 0), 0), failed: outcomes.filter((o) => o.outcome === 'failed').map((o) => o.key) };
      }),
    ),
    handled(ARCHIVES_CHECK, (run) => services.get(ArchiveWatch).check(run.signal)),
    handled(ARCHIVES_VERIFY, async (run) => {
      const ledger = await verifyArchives({ database: services.get(Database), storage: services.get(ObjectStorage) });
      const broken = ledger.flatMap(({ name, problems }) => problems.map((problem) => ({ file: name, problem: JSON.stringify(problem) })));
      const rows = await services.get(ArchiveWatch).verify(broken, run.signal);
      return { checked: ledger.length + rows.checked, problems: rows.problems };
    }),
    handled(VACUUM_NIGHTLY, (run) => excusing('ops.owner_missing', async () => ({ tables: await services.get(VacuumService).run({ signal: run.signal }) }))),
    handled(SLOW_QUERY_REPORT, async () => {
      const { source, day, top } = await services.get(SlowQueryReport).write();
      return { source, day, queries: top.length };
    }),
  ];
}

/**
 * Trying again within minutes would not help: a missing login was reported and has its alert, and whoever is at work already
 * does what was asked for. The job is done, and its result says why it did nothing.
 */
async function excusing(code: string, work: () => Promise<JobResult>): Promise<JobResult> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === code) return { problem: code };
    throw error;
  }
}
