/** What a work centre does at the moment, as far as anybody has said so. */
export type CenterState = 'running' | 'setup' | 'paused' | 'idle' | 'down' | 'planned_stop';
export type Band = 'green' | 'amber' | 'red' | 'grey';

export interface CenterFacts {
  readonly openRuns: number;
  readonly openSetups: number;
  readonly pausedOperations: number;
  /** The first of the open runs began. */
  readonly runningSince: string | null;
  /** The last run ended. */
  readonly lastEndedAt: string | null;
}

export interface OpenDowntime {
  readonly startedAt: string;
  readonly planned: boolean;
}

/** Standing still beats everything; of a planned and an unplanned stop over each other the planned one counts, as in the OEE. */
export function centerStateOf(facts: CenterFacts | undefined, downtime: OpenDowntime | undefined): { state: CenterState; band: Band; since: string | null } {
  if (downtime) return { state: downtime.planned ? 'planned_stop' : 'down', band: downtime.planned ? 'amber' : 'red', since: downtime.startedAt };
  if (facts && facts.openRuns > 0) return { state: facts.openSetups === facts.openRuns ? 'setup' : 'running', band: 'green', since: facts.runningSince };
  const since = facts?.lastEndedAt ?? null;
  return facts && facts.pausedOperations > 0 ? { state: 'paused', band: 'amber', since } : { state: 'idle', band: 'grey', since };
}
