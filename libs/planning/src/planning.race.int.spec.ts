import { aPartner, aWarehouse, anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { AppError, systemActor } from '@anwen/kernel';
import { handled } from '@anwen/outbox';
import { runJobOnce, type JobRunReport } from '@anwen/outbox/testing';
import { SuggestionQuery } from './planning.dto';
import { PLANNING_RUN } from './planning.events';
import { planning } from './testing';
import { addDays } from './workdays.rules';

const planner = systemActor('生管');
const CLIENTS = 12;
let bed: TestDatabase;
let deadlocksBefore: number;

beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: CLIENTS + 4 });
});
afterAll(() => bed.drop());
beforeEach(async () => {
  deadlocksBefore = await bed.deadlocks();
});
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  expect(await bed.deadlocks()).toBe(deadlocksBefore);
});

/** `n` items that are bought and `n` that are made, ten wanted of each, in a warehouse of their own. */
async function wanted(n: number): Promise<string> {
  return bed.transaction(async (tx) => {
    const [{ today }] = (await tx.query<{ today: string }>('SELECT business_date()::text AS today')) as [{ today: string }];
    const warehouse = await aWarehouse(tx);
    const supplier = await aPartner(tx);
    for (let i = 0; i < 2 * n; i++) {
      const item = await anItem(tx);
      const policy = i < n ? ({ policy: 'buy', supplier: supplier.code } as const) : ({ policy: 'make' } as const);
      await planning.parameters.put(tx, planner, item.code, { ...policy, warehouse: warehouse.code });
      await planning.demands.create(tx, planner, { item: item.code, warehouse: warehouse.code, qty: '10', dueOn: addDays(today, 30), source: 'manual' });
    }
    return warehouse.code;
  });
}

async function begin(warehouse: string): Promise<{ runId: string; end: () => Promise<JobRunReport> }> {
  const { run, jobId } = await bed.transaction((tx) => planning.runs.start(tx, planner, { warehouses: [warehouse] }));
  const [job] = await bed.database.query<{ id: string }>('SELECT id FROM sys_jobs WHERE public_id = $1', [jobId]);
  const handler = handled(PLANNING_RUN, (r, payload) => planning.planner.run(r, payload));
  return { runId: run.id, end: () => runJobOnce(bed.database, handler, job!.id) };
}
async function planned(warehouse: string): Promise<string> {
  const { runId, end } = await begin(warehouse);
  expect((await end()).outcome).toBe('done');
  return runId;
}
const suggested = async (runId: string): Promise<readonly { id: string; state: string }[]> =>
  (await bed.transaction((tx) => planning.suggestions.list(tx, runId, Object.assign(new SuggestionQuery(), { limit: 200 })))).items;
const ofSuggestions = (table: string): Promise<number> =>
  bed.transaction(async (tx) => (await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n);

describe('many people at once', () => {
  it('say for the first time how an item is ordered: one is heard, and none is overwritten unseen', async () => {
    const item = await bed.transaction((tx) => anItem(tx));
    const tries = Array.from({ length: CLIENTS }, (_, i) =>
      bed.transaction((tx) =>
        planning.parameters.put(tx, systemActor(`生管 ${i}`), { itemCode: item.code, rowVersion: undefined }, { policy: 'buy', leadTimeDays: i + 1 }),
      ),
    );
    const done = await Promise.allSettled(tries);
    const heard = done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refused = done.flatMap((one) => (one.status === 'rejected' ? [(one.reason as AppError).code] : []));
    expect([heard.length, new Set(refused)]).toEqual([1, new Set(['http.precondition_required'])]);
    expect(await bed.transaction((tx) => planning.parameters.get(tx, item.code, {}))).toEqual(heard[0]);
  });

  it('accept the same suggestions, and each becomes a document once', async () => {
    const runId = await planned(await wanted(3));
    const ids = (await suggested(runId)).map(({ id }) => id);
    const before = [await ofSuggestions('work_orders'), await ofSuggestions('purchase_order_lines')];
    // Named in every order, all of them and one alone: half by name, half whatever is open.
    const tries = Array.from({ length: CLIENTS }, (_, i) =>
      i % 2 ? { all: true } : { suggestions: [...ids.slice(i % 6), ...ids.slice(0, i % 6)].slice(0, 1 + (i % 6)) },
    );
    const done = await Promise.allSettled(tries.map((input) => bed.transaction((tx) => planning.acceptance.accept(tx, planner, runId, input))));
    const codes = done.map((one) =>
      one.status === 'fulfilled' ? one.value.accepted : one.reason instanceof AppError ? one.reason.code : Promise.reject(one.reason as Error),
    );
    expect(codes.filter((code): code is number => typeof code === 'number').reduce((sum, n) => sum + n, 0)).toBe(6);
    expect(new Set(codes.filter((code) => typeof code === 'string'))).toEqual(
      new Set(codes.some((c) => typeof c === 'string') ? ['planning.not_accepted'] : []),
    );
    expect((await suggested(runId)).every(({ state }) => state === 'accepted')).toBe(true);
    const after = [await ofSuggestions('work_orders'), await ofSuggestions('purchase_order_lines')];
    expect(after.map((n, i) => n - before[i]!)).toEqual([3, 3]);
  });

  it('accept and plan: a plan never suggests again what became a document while it was made', async () => {
    for (let round = 0; round < 4; round++) {
      const warehouse = await wanted(2);
      const runId = await planned(warehouse);
      const { runId: nextId, end } = await begin(warehouse);
      // The accepting is not committed while the plan looks: it must find out before it is published.
      let commit = (): void => undefined;
      const hold = new Promise<void>((resolve) => (commit = resolve));
      const accepting = bed.transaction(async (tx) => {
        const made = await planning.acceptance.accept(tx, planner, runId, { all: true });
        await hold;
        return made;
      });
      await new Promise((resume) => setTimeout(resume, 100));
      const planningNow = end();
      await new Promise((resume) => setTimeout(resume, 150 * round));
      commit();
      expect((await accepting).accepted).toBe(4);
      expect((await planningNow).outcome).toBe('done');
      expect(await suggested(nextId)).toEqual([]);
    }
  });

  it('accept from a plan that is just being replaced: either it counts, or it is refused as outdated', async () => {
    const warehouse = await wanted(2);
    const before = await ofSuggestions('work_orders');
    const runId = await planned(warehouse);
    const { end } = await begin(warehouse);
    const tries = Array.from({ length: 6 }, (_, i) =>
      new Promise((resume) => setTimeout(resume, i * 25)).then(() => bed.transaction((tx) => planning.acceptance.accept(tx, planner, runId, { all: true }))),
    );
    const [report, ...done] = await Promise.allSettled([end(), ...tries]);
    expect(report.status).toBe('fulfilled');
    const codes = done.map((one) => (one.status === 'rejected' ? (one.reason as AppError).code : 'done'));
    expect(codes.every((code) => code === 'done' || code === 'planning.run_outdated')).toBe(true);
    const last = await planned(warehouse);
    const open = (await suggested(last)).length;
    const made = (await ofSuggestions('work_orders')) - before;
    // Two to make and two to buy, each either a document or still a suggestion.
    expect([made, open]).toEqual(made > 0 ? [2, 0] : [0, 4]);
  });
});
