import { alerts } from '@anwen/alerts';
import { BomStructureService, CalendarService, type BomRequirements } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import { ALL_SCOPE, AppError, type Id, type Scope } from '@anwen/kernel';
import { JobFenced, outbox, type JobResult, type JobRun } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { PlanCircle, makePlan, type Plan } from './plan.rules';
import { planInputOf, type Snapshot } from './plan-input.rules';
import { rowsOf } from './plan-output.rules';
import { planningErrors } from './planning.errors';
import { PLANNING_DONE } from './planning.events';
import { ResultStore } from './result.store';
import { RunStore, type RunRow } from './run.store';
import { SnapshotStore } from './snapshot.store';
import { Workdays, addDays } from './workdays.rules';

/** A quarter ahead when nobody says otherwise. */
export const USUAL_HORIZON_DAYS = 90;
/** Working days that are looked up around the span: the longest lead time reaches two years back from its end, two ahead of today. */
const CALENDAR_MARGIN_DAYS = 1_100;
/** Who asks for the plans of the night, as both languages say it. */
const NIGHTLY_NAME = '每夜計畫 / nightly';
/** Somebody who accepts suggestions while a plan is made makes it old; the third time in a row they are told to wait. */
const TRIES = 3;

/** Makes plans, as the job that somebody or the night has asked for. */
@Injectable()
export class Planner {
  constructor(
    private readonly snapshots: SnapshotStore,
    private readonly runs: RunStore,
    private readonly results: ResultStore,
    private readonly boms: BomStructureService,
    private readonly calendar: CalendarService,
  ) {}

  /** Handles `planning.run`. @throws planning.run_not_found | no_warehouse | circle */
  run(job: JobRun, { run: id }: { run: string }): Promise<JobResult | void> {
    return this.attempt(job, job.scopeFor('planning.run'), async (tx) => {
      const run = await this.runs.find(tx, id);
      // Asked for again, it is another job.
      if (run) await this.runs.noteJob(tx, run.no, { id: job.jobId, publicId: job.publicId });
      return run;
    });
  }

  /** Handles `planning.nightly`: everything, for everybody. */
  runNightly(job: JobRun): Promise<JobResult | void> {
    return this.attempt(job, ALL_SCOPE, async (tx) => {
      const known = await this.runs.ofJob(tx, job.jobId);
      if (known) return known;
      const made = await this.runs.insert(tx, { warehouseIds: [], horizonDays: USUAL_HORIZON_DAYS, includeForecast: true, requestedBy: NIGHTLY_NAME });
      await this.runs.noteJob(tx, made.no, { id: job.jobId, publicId: job.publicId });
      return this.runs.find(tx, made.id);
    });
  }

  private async attempt(job: JobRun, scope: Scope, adopt: (tx: Tx) => Promise<RunRow | undefined>): Promise<JobResult | void> {
    const run = await job.transaction(scope, adopt);
    if (!run) throw planningErrors.run_not_found();
    if (run.state === 'done') return { runId: run.id };
    try {
      for (let tries = 1; !(await this.once(job, scope, run)); tries++) if (tries === TRIES) throw planningErrors.accepted_meanwhile();
    } catch (error) {
      throw await this.failing(job, run, error instanceof PlanCircle ? planningErrors.circle({ path: error.path.join(' → ') }) : error);
    }
  }

  /** False when suggestions were accepted meanwhile: the plan does not know of what came of them. */
  private async once(job: JobRun, scope: Scope, run: RunRow): Promise<boolean> {
    const looked = async (tx: Tx) => {
      const seen = await this.look(tx, run);
      const warehouseIds = seen.warehouses.map(({ id }) => id);
      return { seen, warehouseIds, mark: await this.runs.acceptances(tx, warehouseIds) };
    };
    const { seen, warehouseIds, mark } = await job.read(scope, looked, { snapshot: true });
    const facts = { warehouseIds, plannedOn: seen.span.today, untilOn: seen.span.until };
    await job.transaction(scope, (tx) => this.runs.begin(tx, run.no, facts));
    job.progress(1, 3);
    const plan = makePlan(planInputOf(seen));
    job.progress(2, 3);
    const rows = rowsOf(plan, namingOf(seen));
    try {
      await job.complete(resultOf(run, plan), scope, async (tx) => {
        await this.runs.exclude(tx, 'publishing');
        if ((await this.runs.acceptances(tx, warehouseIds)) !== mark) throw new AcceptedMeanwhile();
        await this.results.write(tx, run.no, rows);
        await this.runs.done(tx, run.no);
        await this.runs.removeOld(tx);
        for (const subject of await this.runs.alarmsEndedBy(tx, run.no, await alerts.openSubjects(tx, 'planning.failed'))) {
          await alerts.resolve(tx, 'planning.failed', subject);
        }
        outbox.append(tx, { type: PLANNING_DONE, aggregate: { type: 'planning_run', id: run.id }, payload: { id: run.id, ...resultOf(run, plan) } });
      });
      return true;
    } catch (error) {
      if (error instanceof AcceptedMeanwhile) return false;
      throw error;
    }
  }

  private async look(tx: Tx, { warehouseIds, horizonDays, includeForecast }: RunRow): Promise<Snapshot> {
    const inReach = await this.snapshots.warehouses(tx);
    const warehouses = warehouseIds.length === 0 ? inReach : inReach.filter(({ id }) => warehouseIds.includes(id));
    if (warehouses.length === 0) throw planningErrors.no_warehouse();
    const ids = warehouses.map(({ id }) => id);
    const today = await this.snapshots.today(tx);
    const until = addDays(today, horizonDays);
    const margin: [string, string] = [addDays(today, -CALENDAR_MARGIN_DAYS), addDays(until, CALENDAR_MARGIN_DAYS)];
    const workdays = new Workdays(await this.calendar.workdays(tx, ...margin), ...margin);
    return {
      span: { today, until, workdays },
      warehouses,
      isWhole: warehouses.length === (await this.snapshots.warehouseCount(tx)),
      items: await this.snapshots.items(tx),
      rules: await this.snapshots.rules(tx),
      stock: await this.snapshots.stock(tx, ids),
      demands: await this.snapshots.demands(tx, { warehouses: ids, until, forecast: includeForecast }),
      receipts: await this.snapshots.receipts(tx, ids),
      openOrders: await this.snapshots.openOrders(tx, ids),
      bills: await this.bills(tx, today, until),
    };
  }

  /** All of today, and of each later day those that are others then: on most days few bills change, or none. */
  private async bills(tx: Tx, today: string, until: string): Promise<Snapshot['bills']> {
    const bills: { from: string; of: ReadonlyMap<Id, BomRequirements | null> }[] = [];
    const all = { day: today, itemIds: await this.snapshots.withBill(tx) };
    for (const { day, itemIds } of [all, ...(await this.snapshots.billChanges(tx, today, until))]) {
      const found = await this.boms.requirementsFor(tx, { itemIds, day });
      bills.push({ from: day, of: new Map(itemIds.map((id) => [id, found.get(id) ?? null])) });
    }
    return bills;
  }

  /**
   * A run that will not be tried again says so aloud: the one who asked may have gone home. What ends a run from outside
   * (its time is up, its process was killed) is found by RunWatch.
   */
  private async failing(job: JobRun, run: RunRow, error: unknown): Promise<unknown> {
    if (job.signal.aborted || error instanceof JobFenced) return error;
    const isFinal = job.isLastAttempt || (error instanceof AppError && error.status < 500);
    if (!isFinal) return error;
    const known = error instanceof AppError ? error : undefined;
    const problem = {
      code: known?.code ?? 'queue.failed',
      zh: known?.text('zh-Hant') ?? '計畫執行發生未預期的錯誤。',
      en: known?.text('en') ?? 'The planning run met an unexpected error.',
    };
    await job.transaction(ALL_SCOPE, async (tx) => {
      await this.runs.failed(tx, run.no, problem);
      const subject = await this.runs.alarmOf(tx, run.no);
      await alerts.raise(tx, { code: 'planning.failed', subject, data: { runId: run.id, problem: problem.code } });
    });
    return error;
  }
}

class AcceptedMeanwhile extends Error {}

function resultOf({ id }: RunRow, { orders, advice }: Plan): { runId: string; suggestions: number; exceptions: number } {
  return { runId: id, suggestions: orders.length, exceptions: advice.length + orders.filter(({ order }) => order.isLate).length };
}

function namingOf({ items, receipts }: Snapshot): Parameters<typeof rowsOf>[1] {
  return { items: new Map(items.map((item) => [item.id, item])), receipts: new Map(receipts.map((r) => [r.key, { number: r.number, dueOn: r.dueOn }])) };
}
