import type { TestDatabase } from '@anwen/database/testing';
import { handled } from '@anwen/outbox';
import { runJobOnce } from '@anwen/outbox/testing';
import { PLANNING_RUN } from '@anwen/planning';
import { planning } from '@anwen/planning/testing';

/** Does what the worker would do with the planning run that was asked for last: these walks have no worker. */
export async function runPlanning(bed: TestDatabase): Promise<void> {
  const [job] = await bed.asOwner<{ id: string }>(`SELECT id::text AS id FROM sys_jobs WHERE name = 'planning.run' ORDER BY id DESC LIMIT 1`);
  const { outcome, problem } = await runJobOnce(
    bed.database,
    handled(PLANNING_RUN, (run, payload) => planning.planner.run(run, payload)),
    job!.id,
  );
  if (outcome !== 'done') throw new Error(`planning: ${outcome} ${JSON.stringify(problem)}`);
}
