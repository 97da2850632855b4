import { setTimeout as pause } from 'node:timers/promises';
import { alerts } from '@anwen/alerts';
import { Database, sqlState, type Tx } from '@anwen/database';
import { ALL_SCOPE, AppError, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { OwnerDatabase, type OwnerSession } from './owner-database';
import { RetentionStore } from './retention.store';
import { vacuumStore } from './vacuum.store';

/** R7.1: what changes all day; and the two queues, whose rows live for seconds. Tables of later issues are skipped until they exist. */
export const VACUUM_TABLES = ['inventory_balance', 'work_orders', 'production_reports', 'sys_audit_logs', 'sys_outbox', 'sys_jobs'] as const;

export interface VacuumOutcome {
  readonly table: string;
  /** `locked`: somebody held the table; `backup`, `backlog`: the hour was bad; `absent`: not there yet. */
  readonly outcome: 'done' | 'locked' | 'backup' | 'backlog' | 'absent' | 'failed' | 'stopped';
  readonly ms: number;
  readonly deadBefore?: number;
  readonly deadAfter?: number;
  readonly bytesBefore?: number;
  readonly bytesAfter?: number;
  readonly problem?: string;
}

export interface VacuumOptions {
  readonly tables?: readonly string[];
  /** How long a bad hour is waited out before the table is left for the next night. */
  readonly patienceMs?: number;
  readonly signal?: AbortSignal;
}

/** P1/P2 work that has waited this long is a backlog; a job that came this second is not. */
const BACKLOG_SECONDS = 10;
const PATIENCE_MS = 120_000;
const LOOK_AGAIN_MS = 2_000;
const NEVER = new AbortController().signal;

/** The nightly VACUUM (ANALYZE), one table at a time, and what came of it. */
@Injectable()
export class VacuumService {
  constructor(
    private readonly database: Database,
    private readonly owner: OwnerDatabase,
    private readonly reports: RetentionStore,
  ) {}

  /** Writes the report `vacuum.nightly`; a table that fails keeps no other one from its care. @throws ops.owner_missing after reporting it. */
  async run({ tables = VACUUM_TABLES, patienceMs = PATIENCE_MS, signal = NEVER }: VacuumOptions = {}): Promise<readonly VacuumOutcome[]> {
    const outcomes: VacuumOutcome[] = [];
    try {
      await this.owner.session(async (owner) => {
        for (const table of tables) outcomes.push(signal.aborted ? { table, outcome: 'stopped', ms: 0 } : await careFor(owner, table, { patienceMs, signal }));
      });
    } catch (error) {
      const problem = problemOf(error);
      await this.transaction(async (tx) => {
        await alerts.raise(tx, { code: 'vacuum.failed', data: { problem } });
        await this.reports.report(tx, 'vacuum.nightly', { problem, tables: outcomes });
      });
      throw error;
    }
    await this.transaction((tx) => this.tell(tx, outcomes));
    return outcomes;
  }

  private async tell(tx: Tx, outcomes: readonly VacuumOutcome[]): Promise<void> {
    await alerts.resolve(tx, 'vacuum.failed');
    for (const { table, outcome, problem } of outcomes) {
      if (outcome === 'failed') await alerts.raise(tx, { code: 'vacuum.failed', subject: table, data: { problem } });
      else if (outcome === 'done') await alerts.resolve(tx, 'vacuum.failed', table);
    }
    await this.reports.report(tx, 'vacuum.nightly', { tables: outcomes });
  }

  private transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('vacuum'), scope: ALL_SCOPE }, work);
  }
}

async function careFor(owner: OwnerSession, table: string, options: { patienceMs: number; signal: AbortSignal }): Promise<VacuumOutcome> {
  const began = performance.now();
  const spent = (): number => Math.round(performance.now() - began);
  try {
    const before = await vacuumStore.state(owner, table);
    if (!before) return { table, outcome: 'absent', ms: 0 };
    const busy = await waitOut(owner, options);
    if (busy) return { table, outcome: busy, ms: 0 };
    const outcome = await vacuumStore.vacuum(owner, table);
    const after = (await vacuumStore.state(owner, table)) ?? before;
    return { table, outcome, ms: spent(), deadBefore: before.dead, deadAfter: after.dead, bytesBefore: before.bytes, bytesAfter: after.bytes };
  } catch (error) {
    // 55P03: the lock did not come within 5 s. The table is in use; tomorrow is another night.
    return { table, outcome: sqlState(error) === '55P03' ? 'locked' : 'failed', ms: spent(), problem: problemOf(error) };
  }
}

async function waitOut(owner: OwnerSession, { patienceMs, signal }: { patienceMs: number; signal: AbortSignal }): Promise<'backup' | 'backlog' | null> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const busy = await vacuumStore.busyWith(owner, BACKLOG_SECONDS);
    if (!busy || signal.aborted || Date.now() >= until) return busy;
    await pause(Math.min(LOOK_AGAIN_MS, Math.max(until - Date.now(), 1)));
  }
}

function problemOf(error: unknown): string {
  return error instanceof AppError ? error.code : (error as Error).message.slice(0, 300);
}
