import { aLocation, aPartner, aWarehouse, anItem, type Made } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { ALL_SCOPE, systemActor, type Actor, type Scope } from '@anwen/kernel';
import { handled } from '@anwen/outbox';
import { runJobOnce, type JobRunReport } from '@anwen/outbox/testing';
import { outbound } from '@anwen/trade/testing';
import type { CreateDemandDto, DemandDto } from './demand.dto';
import type { ParametersDto, PutParametersDto } from './parameter.dto';
import { SuggestionQuery, type AcceptedDto, type PlanSuggestionDto, type RunDto, type StartRunDto } from './planning.dto';
import { PLANNING_RUN } from './planning.events';
import { planning } from './testing';
import { addDays } from './workdays.rules';

const RUN = handled(PLANNING_RUN, (run, payload) => planning.planner.run(run, payload));
export const planner = systemActor('生管');

/** A database with the few steps that every test of planning takes. */
export class PlanningBed {
  private today = '';

  private constructor(readonly bed: TestDatabase) {}

  static async create(): Promise<PlanningBed> {
    return new PlanningBed(await TestDatabase.create());
  }

  /** To be called before each test: the factory's midnight may come in the middle of a file. */
  async lookAtCalendar(): Promise<void> {
    const [row] = await this.bed.transaction((tx) => tx.query<{ d: string }>('SELECT business_date()::text AS d'));
    this.today = row!.d;
  }

  readonly day = (n: number): string => addDays(this.today, n);

  things(n: number): Promise<{ warehouse: Made; bin: Made; items: Made[] }> {
    return this.bed.transaction(async (tx) => {
      const warehouse = await aWarehouse(tx);
      const bin = await aLocation(tx, { warehouse: warehouse.code });
      const items: Made[] = [];
      for (let i = 0; i < n; i++) items.push(await anItem(tx));
      return { warehouse, bin, items };
    });
  }

  demand(item: Made, warehouse: Made, more: Partial<CreateDemandDto> = {}): Promise<DemandDto> {
    const wanted = { item: item.code, warehouse: warehouse.code, qty: '10', dueOn: this.day(30), source: 'manual', ...more };
    return this.bed.transaction((tx) => planning.demands.create(tx, planner, wanted));
  }

  put(item: Made, input: PutParametersDto): Promise<ParametersDto> {
    return this.bed.transaction((tx) => planning.parameters.put(tx, planner, item.code, input));
  }

  sell(item: Made, warehouse: Made, qty: string, dueOn: string): Promise<{ id: string; number: string }> {
    return this.bed.transaction(async (tx) => {
      const customer = await aPartner(tx, { roles: ['customer'] });
      const draft = await outbound.salesOrders.create(tx, clerk, {
        customer: customer.code,
        warehouse: warehouse.code,
        dueOn,
        lines: [{ itemCode: item.code, qty }],
      });
      return outbound.salesOrders.confirm(tx, clerk, draft.id);
    });
  }

  async plan(input: StartRunDto): Promise<{ run: RunDto; report: JobRunReport; rows: readonly PlanSuggestionDto[] }> {
    const { run, jobId } = await this.bed.transaction((tx) => planning.runs.start(tx, planner, input));
    const [job] = await this.bed.database.query<{ id: string }>('SELECT id FROM sys_jobs WHERE public_id = $1', [jobId]);
    const report = await runJobOnce(this.bed.database, RUN, job!.id, { actor: planner });
    return { report, run: await this.bed.transaction((tx) => planning.runs.get(tx, run.id)), rows: await this.suggestions(run.id) };
  }

  async suggestions(runId: string, filter: Partial<SuggestionQuery> = {}, scope: Scope = ALL_SCOPE): Promise<readonly PlanSuggestionDto[]> {
    const query = Object.assign(new SuggestionQuery(), { limit: 200, ...filter });
    return (await this.bed.transaction((tx) => planning.suggestions.list(tx, runId, query), planner, scope)).items;
  }

  accept(runId: string, input: object, actor: Actor = planner): Promise<AcceptedDto> {
    return this.bed.transaction((tx) => planning.acceptance.accept(tx, actor, runId, input), actor);
  }
}

export const short = ({ kind, qty, item, exception }: PlanSuggestionDto): string => `${kind} ${qty} ${item.code}${exception ? ` ${exception}` : ''}`;
