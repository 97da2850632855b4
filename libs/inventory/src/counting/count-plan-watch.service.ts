import { alerts } from '@anwen/alerts';
import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, AppError, systemActor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { CountPlanStore, type CountPlanRow } from './count-plan.store';
import { CountSessionService } from './count-session.service';

const ACTOR = systemActor('count plans');
const OPEN = { actor: ACTOR, scope: ALL_SCOPE };

/** Opens the counts that are due, one transaction a plan. The worker calls it. */
@Injectable()
export class CountPlanWatch {
  constructor(
    private readonly database: Database,
    private readonly plans: CountPlanStore,
    private readonly sessions: CountSessionService,
  ) {}

  /** How many counts were opened. What cannot be opened is left out, and somebody is told: the next night tries again. */
  async look(): Promise<number> {
    const due = await this.database.read(OPEN, (tx) => this.plans.due(tx));
    const failures = new Map<string, unknown>();
    const refused = new Map<string, AppError>();
    let opened = 0;
    for (const { id } of due) {
      try {
        opened += await this.database.transaction(OPEN, (tx) => this.open(tx, id));
      } catch (error) {
        // One plan in trouble does not keep the others from being counted.
        if (error instanceof AppError && error.status < 500) refused.set(id, error);
        else failures.set(id, error);
      }
    }
    await this.database.transaction(OPEN, (tx) => this.tell(tx, due, { refused, failures }));
    const faults = [...failures.values()];
    if (faults.length > 0) throw faults.length === 1 ? faults[0] : new AggregateError(faults, `${faults.length} counts could not be opened`);
    return opened;
  }

  /** The plan is held and looked at again: of two runs at once, and of a person who was faster, one opens the count. */
  private async open(tx: Tx, id: string): Promise<number> {
    const plan = await this.plans.lockDue(tx, id);
    if (!plan) return 0;
    const made = await this.sessions.create(tx, ACTOR, { warehouse: plan.warehouse.code, planId: plan.id });
    await this.sessions.open(tx, ACTOR, made.id);
    return 1;
  }

  private async tell(tx: Tx, due: readonly CountPlanRow[], { refused, failures }: Troubles): Promise<void> {
    for (const { id, warehouse } of due) {
      const why = refused.get(id);
      if (why) await alerts.raise(tx, { code: 'count.not_opened', subject: id, data: { warehouse: warehouse.code, problem: why.code } });
    }
    // A fault of our own says nothing about what somebody was told before.
    for (const subject of await alerts.openSubjects(tx, 'count.not_opened'))
      if (!refused.has(subject) && !failures.has(subject)) await alerts.resolve(tx, 'count.not_opened', subject);
  }
}

/** By plan: what refused to be opened, and what could not be tried. */
interface Troubles {
  readonly refused: ReadonlyMap<string, AppError>;
  readonly failures: ReadonlyMap<string, unknown>;
}
