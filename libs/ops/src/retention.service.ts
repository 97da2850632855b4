import { alerts } from '@anwen/alerts';
import { audit } from '@anwen/audit';
import { Database, runExclusively, type Tx } from '@anwen/database';
import { ALL_SCOPE, AppError, systemActor, systemClock, type Actor } from '@anwen/kernel';
import { ObjectStorage } from '@anwen/storage';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { opsErrors } from './ops.errors';
import { RetentionStore } from './retention.store';
import type { RetentionForecast, RetentionOutcome, RetentionPolicy, RetentionTarget } from './retention-target';

/** What the composition root brings: how each kind of data goes. */
export const RETENTION_TARGETS = Symbol('RETENTION_TARGETS');

export interface RetentionRunOptions {
  /** Only this policy. */
  readonly only?: string;
  /** The run stops at a good place after this time. */
  readonly budgetMs?: number;
  readonly signal?: AbortSignal;
  readonly actor?: Actor;
}

export interface PolicyOutcome extends Partial<RetentionOutcome> {
  readonly key: string;
  /** `absent`: its table does not exist yet. `late`: no time was left for it. */
  readonly outcome: 'done' | 'partial' | 'failed' | 'inactive' | 'absent' | 'late';
  readonly filesExpired?: number;
  readonly ms: number;
  readonly problem?: string;
}

/** Ten minutes of the quarter of an hour that a maintenance job has. */
const BUDGET_MS = 600_000;
const DAY_MS = 86_400_000;
const NEVER = new AbortController().signal;

/** Takes away what has been kept long enough, in small steps; what a run does not manage, the next one does. */
@Injectable()
export class RetentionService {
  private readonly logger = new Logger('retention');

  constructor(
    private readonly database: Database,
    private readonly store: RetentionStore,
    private readonly storage: ObjectStorage,
    @Inject(RETENTION_TARGETS) private readonly targets: readonly RetentionTarget[],
  ) {}

  /** What a run would take away now; nothing is changed. Null figures: the table does not exist yet. */
  async preview(tx: Tx): Promise<{ policy: RetentionPolicy; before: Date; forecast: RetentionForecast | null }[]> {
    const seen = [];
    for (const policy of await this.store.policies(tx)) {
      const before = cutOf(policy);
      seen.push({ policy, before, forecast: (await this.targetOf(policy)?.preview(tx, before)) ?? null });
    }
    return seen;
  }

  /** One run at a time, whoever starts it. @throws ops.busy | ops.policy_not_found */
  async run({ only, budgetMs = BUDGET_MS, signal = NEVER, actor = systemActor('retention') }: RetentionRunOptions = {}): Promise<readonly PolicyOutcome[]> {
    const deadline = Date.now() + budgetMs;
    const outcomes: PolicyOutcome[] = [];
    const ran = await runExclusively(this.database, 'retention', budgetMs + DAY_MS / 24, async () => {
      const policies = (await this.transaction((tx) => this.store.policies(tx))).filter((p) => only === undefined || p.key === only);
      if (policies.length === 0) throw opsErrors.policy_not_found();
      for (const policy of policies) outcomes.push(await this.runPolicy(policy, { signal, deadline, actor }));
      await this.transaction(async (tx) => void (await this.store.report(tx, 'retention.run', { policies: outcomes })));
    });
    if (!ran) throw opsErrors.busy({ headers: { 'Retry-After': '60' } });
    return outcomes;
  }

  private async runPolicy(
    policy: RetentionPolicy,
    { signal, deadline, actor }: { signal: AbortSignal; deadline: number; actor: Actor },
  ): Promise<PolicyOutcome> {
    const { key } = policy;
    const target = this.targetOf(policy);
    const began = Date.now();
    if (!policy.active) return { key, outcome: 'inactive', ms: 0 };
    if (!target) return { key, outcome: 'absent', ms: 0 };
    const hasTime = (): boolean => Date.now() < deadline;
    if (!hasTime() || signal.aborted) return { key, outcome: 'late', ms: 0 };
    try {
      const result = await target.purge({ policy, before: cutOf(policy), signal, hasTime });
      const filesExpired = policy.archiveDays === null ? 0 : await this.expireFiles(policy, actor);
      await this.transaction(async (tx) => {
        if (result && result.removed > 0)
          audit.record(tx, actor, 'retention.purged', { type: 'retention_policy', id: key }, { diff: { rows: result.removed, archived: result.archived } });
        await alerts.resolve(tx, 'retention.failed', key);
      });
      if (!result) return { key, outcome: 'absent', ms: Date.now() - began };
      return { key, outcome: result.complete ? 'done' : 'partial', ...result, filesExpired, ms: Date.now() - began };
    } catch (error) {
      return this.failed(key, error, Date.now() - began);
    }
  }

  /** One policy that fails keeps no other one from running. */
  private async failed(key: string, error: unknown, ms: number): Promise<PolicyOutcome> {
    const problem = error instanceof AppError ? error.code : 'unexpected';
    this.logger.error({ msg: 'a retention policy has failed', policy: key, reason: (error as Error).message, stack: (error as Error).stack });
    await this.transaction((tx) =>
      alerts.raise(tx, { code: 'retention.failed', subject: key, data: { problem, reason: (error as Error).message.slice(0, 300) } }),
    );
    return { key, outcome: 'failed', problem, ms };
  }

  /** The file first, then the row: a run that dies in between removes once more, and removing nothing is no error. */
  private async expireFiles(policy: RetentionPolicy, actor: Actor): Promise<number> {
    const expired = await this.transaction((tx) => this.store.expiredArchives(tx, policy.key));
    for (const { id, source, fileKey, manifestKey, rows } of expired) {
      for (const key of [fileKey, manifestKey]) await this.storage.delete(key);
      await this.transaction(async (tx) => {
        await this.store.markExpired(tx, id);
        audit.record(tx, actor, 'retention.purged', { type: 'archive', id: source }, { diff: { rows, file: fileKey } });
      });
    }
    return expired.length;
  }

  private targetOf({ key }: RetentionPolicy): RetentionTarget | undefined {
    return this.targets.find((target) => target.key === key);
  }

  private transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('retention'), scope: ALL_SCOPE }, work);
  }
}

export function cutOf({ onlineDays }: RetentionPolicy, now: Date = systemClock.now()): Date {
  return new Date(now.getTime() - onlineDays * DAY_MS);
}
