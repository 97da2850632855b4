import { alerts } from '@anwen/alerts';
import { Database } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { RunStore } from './run.store';

/** Finds runs whose job has ended without a last word: killed, out of time, or gone. None of them is silent. */
@Injectable()
export class PlanningWatch {
  constructor(
    private readonly database: Database,
    private readonly runs: RunStore,
  ) {}

  /** How many runs have ended unheard since the last look. */
  look(): Promise<number> {
    return this.database.transaction({ actor: systemActor('planning watch'), scope: ALL_SCOPE }, async (tx) => {
      const ended = await this.runs.endAbandoned(tx);
      // Who cancels knows about it.
      const failed = ended.filter(({ state }) => state === 'failed');
      for (const { no, id, problem } of failed) {
        const subject = await this.runs.alarmOf(tx, no);
        await alerts.raise(tx, { code: 'planning.failed', subject, data: { runId: id, problem: problem?.code ?? 'queue.worker_lost' } });
      }
      return failed.length;
    });
  }
}
