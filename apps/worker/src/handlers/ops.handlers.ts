import { AppError } from '@anwen/kernel';
import { RETENTION_RUN, RetentionService, SLOW_QUERY_REPORT, SlowQueryReport, VACUUM_NIGHTLY, VacuumService } from '@anwen/ops';
import { handled, type HandledJob, type JobResult } from '@anwen/outbox';
import type { INestApplicationContext } from '@nestjs/common';

/** What a job keeps of its time for the last step and the report. */
const RESERVE_MS = 60_000;

export function opsHandlers(services: INestApplicationContext): readonly HandledJob[] {
  return [
    handled(RETENTION_RUN, async (run) => {
      const budgetMs = Math.max(run.remainingMs() - RESERVE_MS, 0);
      const outcomes = await services.get(RetentionService).run({ signal: run.signal, actor: run.actor, budgetMs });
      return { removed: outcomes.reduce((sum, o) => sum + (o.removed ?? 0), 0), failed: outcomes.filter((o) => o.outcome === 'failed').map((o) => o.key) };
    }),
    handled(VACUUM_NIGHTLY, (run) => withoutOwner(async () => ({ tables: await services.get(VacuumService).run({ signal: run.signal }) }))),
    handled(SLOW_QUERY_REPORT, async () => {
      const { source, day, top } = await services.get(SlowQueryReport).write();
      return { source, day, queries: top.length };
    }),
  ];
}

/** A missing login was reported and has its alert; trying again tonight would not find one. */
async function withoutOwner(work: () => Promise<JobResult>): Promise<JobResult> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'ops.owner_missing') return { problem: error.code };
    throw error;
  }
}
