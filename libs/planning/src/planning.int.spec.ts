import { alerts } from '@anwen/alerts';
import { aLocation, aLotItem, aPartner, aWarehouse, anItem, catalog, type Made } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, personWith, receive } from '@anwen/inventory/testing';
import { AppError, ALL_SCOPE, NO_SCOPE, systemActor, type Actor, type Scope } from '@anwen/kernel';
import { handled, outbox } from '@anwen/outbox';
import { runJobOnce, type JobRunReport } from '@anwen/outbox/testing';
import { aPurchaseOrder, outbound } from '@anwen/trade/testing';
import { aFactoryFloor, aReleasedOrder, aWorkOrder, supplied, workOrders } from '@anwen/work-orders/testing';
import { Logger } from '@nestjs/common';
import { DemandQuery, type CreateDemandDto, type DemandDto } from './demand.dto';
import { ParameterQuery, type PutParametersDto } from './parameter.dto';
import { RunQuery, SuggestionQuery, type AcceptedDto, type RunDto, type StartRunDto, type PlanSuggestionDto } from './planning.dto';
import { PLANNING_NIGHTLY, PLANNING_RUN } from './planning.events';
import { planning } from './testing';
import { addDays } from './workdays.rules';

const planner = systemActor('生管');
const RUN = handled(PLANNING_RUN, (run, payload) => planning.planner.run(run, payload));
const NIGHTLY = handled(PLANNING_NIGHTLY, (run) => planning.planner.runNightly(run));
const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : String(error));

let bed: TestDatabase;
let today: string;
beforeAll(async () => {
  Logger.overrideLogger(false);
  bed = await TestDatabase.create();
});
// Before each test: the factory's midnight may come in the middle of the file.
beforeEach(async () => {
  today = (await bed.transaction((tx) => tx.query<{ d: string }>('SELECT business_date()::text AS d')))[0]!.d;
});
afterAll(() => bed.drop());
const day = (n: number): string => addDays(today, n);

interface Planned {
  readonly run: RunDto;
  readonly report: JobRunReport;
  readonly rows: readonly PlanSuggestionDto[];
}

async function start(input: StartRunDto, actor: Actor = planner, scope: Scope = ALL_SCOPE): Promise<{ run: RunDto; jobNo: string }> {
  const { run, jobId } = await bed.transaction((tx) => planning.runs.start(tx, actor, input), actor, scope);
  const [job] = await bed.database.query<{ id: string }>('SELECT id FROM sys_jobs WHERE public_id = $1', [jobId]);
  return { run, jobNo: job!.id };
}
async function plan(input: StartRunDto, actor: Actor = planner, scope: Scope = ALL_SCOPE): Promise<Planned> {
  const { run, jobNo } = await start(input, actor, scope);
  const report = await runJobOnce(bed.database, RUN, jobNo, { actor });
  return { report, run: await bed.transaction((tx) => planning.runs.get(tx, run.id)), rows: await suggestions(run.id) };
}
const suggestions = async (runId: string, filter: Partial<SuggestionQuery> = {}, scope: Scope = ALL_SCOPE): Promise<readonly PlanSuggestionDto[]> =>
  (await bed.transaction((tx) => planning.suggestions.list(tx, runId, Object.assign(new SuggestionQuery(), { limit: 200, ...filter })), planner, scope)).items;
const short = ({ kind, qty, item, exception, document }: PlanSuggestionDto): string =>
  `${kind} ${qty} ${item.code}${exception ? ` ${exception}` : ''}${document ? ` ${document.number}` : ''}`;
const put = (item: Made, input: PutParametersDto): Promise<unknown> => bed.transaction((tx) => planning.parameters.put(tx, planner, item.code, input));
const demand = (item: Made, warehouse: Made, more: Partial<CreateDemandDto> = {}): Promise<DemandDto> =>
  bed.transaction((tx) =>
    planning.demands.create(tx, planner, { item: item.code, warehouse: warehouse.code, qty: '10', dueOn: day(30), source: 'manual', ...more }),
  );
const accept = (runId: string, input: object, actor: Actor = planner): Promise<AcceptedDto> =>
  bed.transaction((tx) => planning.acceptance.accept(tx, actor, runId, input), actor);

async function bill(product: Made, lines: readonly { of: Made; qty: string; scrapPct?: string }[], kind: 'standard' | 'phantom' = 'standard'): Promise<void> {
  await bed.transaction(async (tx) => {
    const made = await catalog.boms.create(tx, clerk, {
      item: product.code,
      kind,
      lines: lines.map(({ of, qty, scrapPct }) => ({ component: of.code, qty, uom: 'PCE', validFrom: '2000-01-01', ...(scrapPct ? { scrapPct } : {}) })),
    });
    await catalog.boms.activate(tx, clerk, made.id);
  });
}
const things = (n: number): Promise<{ warehouse: Made; bin: Made; items: Made[] }> =>
  bed.transaction(async (tx) => {
    const warehouse = await aWarehouse(tx);
    const bin = await aLocation(tx, { warehouse: warehouse.code });
    const items: Made[] = [];
    for (let i = 0; i < n; i++) items.push(await anItem(tx));
    return { warehouse, bin, items };
  });
const sell = (item: Made, warehouse: Made, qty: string, dueOn: string): Promise<{ id: string; number: string }> =>
  bed.transaction(async (tx) => {
    const customer = await aPartner(tx, { roles: ['customer'] });
    const order = { customer: customer.code, warehouse: warehouse.code, dueOn, lines: [{ itemCode: item.code, qty }] };
    const draft = await outbound.salesOrders.create(tx, clerk, order);
    return outbound.salesOrders.confirm(tx, clerk, draft.id);
  });

/** Somebody with an account, who may ask for plans. */
async function aPerson(scope: Scope = ALL_SCOPE): Promise<Actor> {
  const [row] = await bed.asOwner<{ id: string }>(`INSERT INTO sys_users (username, display_name) VALUES (uuid_v7()::text, '林') RETURNING id`);
  return { ...personWith(['planning.run'], scope), id: row!.id, userId: row!.id };
}

describe('a planning run', () => {
  it('plans three levels from a sales order through a phantom, and says why and for whom', async () => {
    const { warehouse, bin, items } = await things(4);
    const [bike, wheelset, wheel, spoke] = items as [Made, Made, Made, Made];
    await bill(bike, [{ of: wheelset, qty: '1' }]);
    await bill(wheelset, [{ of: wheel, qty: '2' }], 'phantom');
    await bill(wheel, [{ of: spoke, qty: '32', scrapPct: '5' }]);
    await put(spoke, { policy: 'buy', leadTimeDays: 5, lotMultiple: '100', warehouse: warehouse.code });
    await bed.transaction((tx) => receive(tx, { itemCode: bike.code, qty: '2', toLocation: bin.code }));
    await bed.transaction((tx) => receive(tx, { itemCode: wheel.code, qty: '5', toLocation: bin.code }));
    const order = await sell(bike, warehouse, '10', day(30));
    const { run, report, rows } = await plan({ warehouses: [warehouse.code] });
    expect(report).toMatchObject({ outcome: 'done', result: { runId: run.id, suggestions: 3, exceptions: 0 } });
    expect(run).toMatchObject({ state: 'done', counts: { make: 2, buy: 1, move: 0, exceptions: 0 }, plannedOn: today, untilOn: day(90), problem: null });
    // 8 bikes, 16 - 5 wheels, 11 × 32 × 1.05 = 369.6 → 370 → lots of 100. The phantom is never made.
    expect(new Set(rows.map(short))).toEqual(new Set([`make 8 ${bike.code}`, `make 11 ${wheel.code}`, `buy 400 ${spoke.code}`]));
    const of = (item: Made): PlanSuggestionDto => rows.find((row) => row.item.code === item.code)!;
    expect(of(bike)).toMatchObject({ state: 'open', dueOn: day(30), legal: ['accept', 'edit', 'dismiss'], document: null });
    expect(of(bike).why).toEqual({ zh: `因 ${order.number} 需 10 PCE，現有 2 PCE`, en: `for ${order.number} needs 10 PCE, has 2 PCE` });
    expect(of(wheel).why.zh).toBe(`因 ${bike.code} 的製造建議 需 16 PCE，現有 5 PCE`);
    expect(of(spoke).why.zh).toContain('依批量規則由 370 PCE 調整為 400 PCE；未設定供應商');
    expect(of(wheel).dueOn).toBe(of(bike).releaseOn);
    const pegging = await bed.transaction((tx) => planning.suggestions.pegging(tx, of(spoke).id));
    expect(pegging.demands).toEqual([{ source: 'planned', ref: wheel.code, qty: '370', dueOn: of(wheel).releaseOn }]);
    expect(pegging.above.map(({ level, source, ref }) => `${level} ${source} ${ref}`)).toEqual([
      `1 planned ${wheel.code}`,
      `2 planned ${bike.code}`,
      `3 sales ${order.number}`,
    ]);
    const { supplies } = await bed.transaction((tx) => planning.suggestions.pegging(tx, of(bike).id));
    expect(supplies.map(({ kind, qty, item }) => `${kind} ${qty} ${item.code}`)).toEqual([`stock 5 ${wheel.code}`, `planned 11 ${wheel.code}`]);
  });

  it('counts neither what is held or expired nor what stands in a locked place', async () => {
    const { warehouse, bin } = await things(0);
    const { good, locked } = await bed.transaction(async (tx) => {
      const good = await aLotItem(tx);
      const locked = await aLocation(tx, { warehouse: warehouse.code });
      await receive(tx, { itemCode: good.code, qty: '10', toLocation: bin.code, lot: 'GOOD', expiresOn: '2099-12-31' });
      await receive(tx, { itemCode: good.code, qty: '20', toLocation: bin.code, lot: 'OLD', expiresOn: '2099-12-31' });
      await receive(tx, { itemCode: good.code, qty: '30', toLocation: bin.code, lot: 'HELD', expiresOn: '2099-12-31' });
      await receive(tx, { itemCode: good.code, qty: '40', toLocation: locked.code, lot: 'GOOD' });
      await tx.query(`UPDATE lots SET expires_on = $2 WHERE item_id = $1 AND code = 'OLD'`, [good.id, day(-1)]);
      await tx.query(`UPDATE lots SET status = 'hold' WHERE item_id = $1 AND code = 'HELD'`, [good.id]);
      await tx.query(`UPDATE locations SET locked_reason = '盤點' WHERE id = $1`, [locked.id]);
      return { good, locked };
    });
    expect(locked.code).toBeDefined();
    await demand(good, warehouse, { qty: '100.5' });
    expect((await plan({ warehouses: [warehouse.code] })).rows.map(short)).toEqual([`buy 90.5 ${good.code}`]);
  });

  it('takes what was sold off the forecast of its time, and leaves forecasts out where that is wished', async () => {
    const { warehouse, items } = await things(1);
    const [item] = items as [Made];
    await demand(item, warehouse, { source: 'forecast', qty: '100', dueOn: day(20) });
    await demand(item, warehouse, { source: 'forecast', qty: '50', dueOn: day(50) });
    await sell(item, warehouse, '30', day(10));
    await sell(item, warehouse, '60', day(40));
    const sum = ({ rows }: Planned): number => rows.reduce((all, row) => all + Number(row.qty), 0);
    // 30 + (100 − 30) + 60 + (50 − 60 → nothing)
    expect(sum(await plan({ warehouses: [warehouse.code] }))).toBe(160);
    expect(sum(await plan({ warehouses: [warehouse.code], includeForecast: false }))).toBe(90);
    expect(sum(await plan({ warehouses: [warehouse.code], horizonDays: 15 }))).toBe(30);
  });

  it('keeps safety stock in the home of the item when it plans everything, and minimum and maximum where they are set', async () => {
    const { warehouse, bin, items } = await things(2);
    const other = await things(0);
    const [safe, filled] = items as [Made, Made];
    await bed.transaction((tx) => receive(tx, { itemCode: safe.code, qty: '3', toLocation: bin.code }));
    await put(safe, { policy: 'buy', safetyStock: '5' });
    await put(filled, { policy: 'buy', minQty: '10', maxQty: '60', warehouse: warehouse.code });
    const mine = ({ rows }: Planned): string[] =>
      rows.filter(({ item }) => [safe.code, filled.code].includes(item.code)).map((row) => `${row.warehouse.code} ${short(row)}`);
    // Of a part of the company nobody knows what the whole lacks; and what comes for it is not called useless.
    await bed.transaction((tx) => aPurchaseOrder(tx, { warehouse: other.warehouse.code, lines: [{ itemCode: safe.code, qty: '1', dueOn: day(5) }] }));
    expect(mine(await plan({ warehouses: [warehouse.code, other.warehouse.code] }))).toEqual([`${warehouse.code} buy 60 ${filled.code}`]);
    expect(new Set(mine(await plan({})))).toEqual(new Set([`${warehouse.code} buy 2 ${safe.code}`, `${warehouse.code} buy 60 ${filled.code}`]));
  });

  it('reads open orders: material of released ones, bills of drafts, purchase orders that come too late or for nothing', async () => {
    const { floor, released, late, useless } = await bed.transaction(async (tx) => {
      const floor = await aFactoryFloor(tx);
      await supplied(tx, floor, { parts: '5', powder: '0' });
      const released = await aReleasedOrder(tx, floor, { supplied: false, qty: '10', startsOn: day(5), dueOn: day(10) });
      const line = (itemCode: string, qty: string, dueOn: string) => ({ warehouse: floor.warehouse.code, lines: [{ itemCode, qty, dueOn }] });
      const late = await aPurchaseOrder(tx, line(floor.part.code, '15', day(20)));
      const useless = await aPurchaseOrder(tx, line(floor.product.code, '4', day(20)));
      return { floor, released, late, useless };
    });
    await demand({ ...floor.product, publicId: '' }, { ...floor.warehouse }, { qty: '10', dueOn: day(40) });
    const { rows, run } = await plan({ warehouses: [floor.warehouse.code] });
    // 20 parts for the released order: 5 there, 15 come late. 2.5 kg powder are bought. Ten products are coming for ten wanted.
    expect(new Set(rows.map(short))).toEqual(
      new Set([
        `reschedule 15 ${floor.part.code} late ${late.number}`,
        `buy 2.5 ${floor.powder.code} late`,
        `reschedule 10 ${floor.product.code} early ${released.number}`,
        `cancel 4 ${floor.product.code} cancel ${useless.number}`,
      ]),
    );
    expect(rows.find(({ kind, exception }) => kind === 'reschedule' && exception === 'late')).toMatchObject({
      dueOn: day(5),
      legal: ['dismiss'],
      why: { zh: `${late.number} 預計 ${day(20)}，需求日 ${day(5)}：請提前` },
    });
    expect(run.counts.exceptions).toBe(4);
    expect((await suggestions(run.id, { exception: 'any' })).length).toBe(4);
    expect((await suggestions(run.id, { kind: 'cancel', item: floor.product.code })).map(short)).toEqual([
      `cancel 4 ${floor.product.code} cancel ${useless.number}`,
    ]);
    // The order is no longer wanted: nobody began with it.
    await bed.transaction((tx) => workOrders.orders.cancel(tx, clerk, released.id, { reason: '測試' }));
    const draft = await bed.transaction((tx) => aWorkOrder(tx, floor, { qty: '3', startsOn: day(8), dueOn: day(39) }));
    const again = (await plan({ warehouses: [floor.warehouse.code] })).rows.map(short);
    // 10 wanted: 4 come, 3 are a draft, 3 are planned; 6 products take 12 parts: 5 there, 7 of 15 coming late; 1.5 kg of powder.
    expect(again).toContain(`make 3 ${floor.product.code}`);
    expect(again.some((row) => row.includes('cancel'))).toBe(false);
    expect(again.filter((row) => row.startsWith('buy')).length).toBe(2);
    expect(draft.state).toBe('draft');
  });

  it('moves from another warehouse what that has, and makes it buy the rest', async () => {
    const { warehouse, bin, items } = await things(1);
    const outpost = await things(0);
    const [item] = items as [Made];
    await bed.transaction((tx) => receive(tx, { itemCode: item.code, qty: '30', toLocation: bin.code }));
    await put(item, { policy: 'move', sourceWarehouse: warehouse.code, warehouse: outpost.warehouse.code, leadTimeDays: 2 });
    await demand(item, outpost.warehouse, { qty: '40' });
    const both = await plan({ warehouses: [warehouse.code, outpost.warehouse.code] });
    expect(both.rows.map((row) => `${row.warehouse.code} ${short(row)} from ${row.fromWarehouse?.code ?? '-'}`).sort()).toEqual(
      [`${outpost.warehouse.code} move 40 ${item.code} from ${warehouse.code}`, `${warehouse.code} buy 10 ${item.code} from -`].sort(),
    );
  });

  it('keeps the last ten and the newest of each warehouse, newest first', async () => {
    const { warehouse } = await things(0);
    for (let i = 0; i < 12; i++) await plan({ warehouses: [warehouse.code] });
    const page = await bed.transaction((tx) => planning.runs.list(tx, Object.assign(new RunQuery(), { limit: 50 })));
    expect(page.items.filter(({ warehouses }) => warehouses.some(({ id }) => id === warehouse.publicId))).toHaveLength(10);
    expect(page.items[0]!.createdAt > page.items[9]!.createdAt).toBe(true);
    expect(page.items[0]!.warehouses).toEqual([{ id: warehouse.publicId, code: warehouse.code, name: expect.any(String) }]);
  });
});

describe('accepting', () => {
  it('makes drafts of every kind once, which the next plan counts', async () => {
    const { warehouse, bin, items } = await things(4);
    const outpost = await things(0);
    const [product, part, bolt, moved] = items as [Made, Made, Made, Made];
    const supplier = await bed.transaction((tx) => aPartner(tx));
    await bill(product, [
      { of: part, qty: '2' },
      { of: bolt, qty: '4' },
    ]);
    for (const one of [part, bolt]) await put(one, { policy: 'buy', supplier: supplier.code });
    await put(moved, { policy: 'move', sourceWarehouse: warehouse.code, warehouse: outpost.warehouse.code });
    await bed.transaction((tx) => receive(tx, { itemCode: moved.code, qty: '9', toLocation: bin.code }));
    await demand(product, warehouse);
    await demand(moved, outpost.warehouse, { qty: '7' });
    const codes = { warehouses: [warehouse.code, outpost.warehouse.code] };
    const { run, rows } = await plan(codes);
    expect(rows).toHaveLength(4);
    const made = await accept(run.id, { all: true });
    expect(made.accepted).toBe(4);
    // One purchase order for both parts.
    expect(made.documents.map(({ type }) => type).sort()).toEqual(['purchase_order', 'transfer', 'work_order']);
    const after = await suggestions(run.id, { state: 'accepted' });
    expect(new Set(after.map(({ document }) => document!.number))).toEqual(new Set(made.documents.map(({ number }) => number)));
    const order = await bed.transaction((tx) => workOrders.orders.get(tx, clerk, made.documents.find(({ type }) => type === 'work_order')!.id));
    expect(order).toMatchObject({
      state: 'draft',
      qtyPlanned: '10',
      source: { type: 'planning_suggestion', ref: after.find(({ kind }) => kind === 'make')!.id },
      // It outlives the run.
      note: after.find(({ kind }) => kind === 'make')!.why.zh,
    });
    const events = await bed.database.query<{ action: string }>(`SELECT action FROM sys_audit_logs ORDER BY id DESC LIMIT 3`);
    expect(events.map(({ action }) => action).sort()).toEqual(['planning.accepted', 'po.created', 'transfer.created']);
    // Once: neither again nor by name, nor from an older plan.
    expect(await accept(run.id, { all: true })).toEqual({ accepted: 0, documents: [], skipped: [] });
    const refusal = (await accept(run.id, { suggestions: [after[0]!.id] }).catch((e: unknown) => e)) as AppError;
    expect([codeOf(refusal), refusal.data.errors![0]!.message]).toEqual(['planning.not_accepted', '此建議目前為「已採用」。']);
    const next = await plan(codes);
    expect(next.rows.map(short)).toEqual([]);
    expect(codeOf(await accept(run.id, { all: true }).catch((e: unknown) => e))).toBe('planning.run_outdated');
  });

  it('is all or nothing, with the reason of each', async () => {
    const { warehouse, bin, items } = await things(3);
    const outpost = await things(0);
    const [wanted, moved, ordered] = items as [Made, Made, Made];
    await put(moved, { policy: 'move', sourceWarehouse: warehouse.code, warehouse: outpost.warehouse.code });
    await bed.transaction((tx) => receive(tx, { itemCode: moved.code, qty: '2', toLocation: bin.code }));
    await bed.transaction((tx) => aPurchaseOrder(tx, { warehouse: warehouse.code, lines: [{ itemCode: ordered.code, qty: '1', dueOn: day(5) }] }));
    await demand(wanted, warehouse);
    await demand(moved, outpost.warehouse);
    const { run, rows } = await plan({ warehouses: [warehouse.code, outpost.warehouse.code] });
    const unknown = '0197f000-0000-7000-8000-000000000000';
    const refusal = (await accept(run.id, { suggestions: [...rows.map(({ id }) => id), unknown] }).catch((e: unknown) => e)) as AppError;
    expect(refusal.data.errors!.map(({ code }) => code).sort()).toEqual([
      'planning.advice_only',
      'planning.no_supplier',
      'planning.no_supplier',
      'planning.short_at_source',
      'planning.unknown',
    ]);
    expect(refusal.data.errors!.find(({ code }) => code === 'planning.short_at_source')!.message).toBe(
      `${moved.code} 在 ${warehouse.code} 可調撥 2 PCE，少於 10 PCE。`,
    );
    expect((await suggestions(run.id, { state: 'open' })).length).toBe(rows.length);
    const clerkOnly = personWith(['planning.accept']);
    const make = rows.find(({ kind }) => kind === 'buy')!;
    const forbidden = (await accept(run.id, { suggestions: [make.id] }, clerkOnly).catch((e: unknown) => e)) as AppError;
    expect(forbidden.data.errors![0]).toMatchObject({ code: 'planning.not_permitted', message: '您在此倉沒有「維護採購單」的權限。' });
  });

  it('follows a changed quantity and day, and leaves out what was dismissed', async () => {
    const { warehouse, items } = await things(2);
    const [one, two] = items as [Made, Made];
    const supplier = await bed.transaction((tx) => aPartner(tx));
    for (const item of [one, two]) await put(item, { policy: 'buy', supplier: supplier.code, leadTimeDays: 1 });
    await demand(one, warehouse);
    await demand(two, warehouse);
    const { run, rows } = await plan({ warehouses: [warehouse.code] });
    const [first, second] = [one, two].map((item) => rows.find((row) => row.item.code === item.code)!);
    const edit = (id: string, rowVersion: number, patch: object) => bed.transaction((tx) => planning.suggestions.edit(tx, planner, { id, rowVersion, patch }));
    const changed = await edit(first!.id, first!.rowVersion, { qty: '12', dueOn: day(33) });
    expect(changed).toMatchObject({ qty: '12', dueOn: day(33), releaseOn: addDays(first!.releaseOn!, 3), rowVersion: first!.rowVersion + 1 });
    expect(changed.why.zh).toContain(`生管 改為 12 PCE、${day(33)}`);
    expect(codeOf(await edit(first!.id, first!.rowVersion, { qty: '13' }).catch((e: unknown) => e))).toBe('http.precondition_failed');
    expect(codeOf(await edit(first!.id, changed.rowVersion, { qty: '1.5' }).catch((e: unknown) => e))).toBe('planning.quantity_refused');
    const gone = await bed.transaction((tx) => planning.suggestions.dismiss(tx, planner, second!.id, { reason: '不需要' }));
    expect(gone).toMatchObject({ state: 'dismissed', reason: '不需要', decidedBy: '生管', legal: [] });
    expect(codeOf(await bed.transaction((tx) => planning.suggestions.dismiss(tx, planner, second!.id, {})).catch((e: unknown) => e))).toBe(
      'planning.suggestion_closed',
    );
    const { accepted, documents } = await accept(run.id, { all: true });
    const lines = await bed.transaction((tx) =>
      tx.query(
        `SELECT trim_scale(l.qty)::text AS qty, l.due_on::text AS due FROM purchase_order_lines l JOIN purchase_orders o ON o.id = l.order_id WHERE o.public_id = $1`,
        [documents[0]!.id],
      ),
    );
    expect([accepted, lines]).toEqual([1, [{ qty: '12', due: day(33) }]]);
  });
});

describe('a run that fails', () => {
  const open = (): Promise<string[]> => bed.transaction((tx) => alerts.openSubjects(tx, 'planning.failed'));

  it('is never silent: it keeps its problem and raises an alert, which a good run of its warehouses ends', async () => {
    const one = await things(1);
    const two = await things(0);
    const lin = await aPerson();
    const codes = [one.warehouse.code, two.warehouse.code].sort();
    const closing = (status: string): Promise<unknown> =>
      bed.transaction((tx) => tx.query('UPDATE warehouses SET status = $2 WHERE code = ANY ($1)', [codes, status]));
    const begun = await start({ warehouses: codes }, lin);
    await closing('archived');
    const report = await runJobOnce(bed.database, RUN, begun.jobNo, { actor: lin });
    await closing('active');
    expect(report).toMatchObject({ outcome: 'failed', problem: { code: 'planning.no_warehouse' } });
    const run = await bed.transaction((tx) => planning.runs.get(tx, begun.run.id));
    expect(run).toMatchObject({ state: 'failed', problem: { code: 'planning.no_warehouse', zh: '沒有可計畫的倉別。' } });
    expect(await open()).toEqual([codes.join(',')]);
    // Of one of them alone nobody knows what the other lacks.
    expect((await plan({ warehouses: [one.warehouse.code] }, lin)).report.outcome).toBe('done');
    expect(await open()).toEqual([codes.join(',')]);
    expect((await plan({ warehouses: codes }, lin)).report.outcome).toBe('done');
    expect(await open()).toEqual([]);
  });

  it('is heard of when its process was killed, and not when somebody called it off', async () => {
    const { warehouse } = await things(0);
    const killed = await start({ warehouses: [warehouse.code] });
    const called = await start({ warehouses: [warehouse.code] });
    const end = (no: string, state: string, problem: object | null): Promise<unknown> =>
      bed.database.query('UPDATE sys_jobs SET state = $2, finished_at = clock_timestamp(), problem = $3 WHERE id = $1', [no, state, problem]);
    await end(killed.jobNo, 'failed', { code: 'queue.timed_out', status: 504, zh: '逾時', en: 'Timed out' });
    await end(called.jobNo, 'cancelled', { code: 'queue.cancelled', status: 409, zh: '已取消', en: 'Cancelled' });
    expect((await bed.transaction((tx) => planning.runs.get(tx, killed.run.id))).state).toBe('failed');
    const watch = planning.watchOf(bed.database);
    expect([await watch.look(), await open(), await watch.look()]).toEqual([1, [warehouse.code], 0]);
    const runs = await bed.transaction((tx) => Promise.all([killed, called].map(({ run }) => planning.runs.get(tx, run.id))));
    expect(runs.map(({ state, problem }) => [state, problem?.code])).toEqual([
      ['failed', 'queue.timed_out'],
      ['cancelled', 'queue.cancelled'],
    ]);
  });

  it('runs every night over everything, once a job', async () => {
    const { id } = await bed.transaction((tx) => outbox.stage(tx, PLANNING_NIGHTLY, {}));
    const report = await runJobOnce(bed.database, NIGHTLY, id);
    expect(report.outcome).toBe('done');
    const run = await bed.transaction((tx) => planning.runs.get(tx, String(report.result!.runId)));
    expect([run.state, run.warehouses.length > 3, run.requestedBy]).toEqual(['done', true, '每夜計畫 / nightly']);
    expect(await open()).toEqual([]);
  });
});

describe('what people see', () => {
  it('ends at the warehouses of their scope', async () => {
    const mine = await things(1);
    const other = await things(1);
    const scope: Scope = { ...NO_SCOPE, warehouses: [mine.warehouse.id] };
    const [item, theirs] = [mine.items[0]!, other.items[0]!];
    await demand(item, mine.warehouse);
    const hidden = await demand(theirs, other.warehouse);
    const whole = await plan({ warehouses: [mine.warehouse.code, other.warehouse.code] });
    expect(whole.rows).toHaveLength(2);
    expect((await suggestions(whole.run.id, {}, scope)).map(({ item: { code } }) => code)).toEqual([item.code]);
    const foreign = await plan({ warehouses: [other.warehouse.code] });
    const as = <T>(work: Parameters<TestDatabase['transaction']>[0]): Promise<T> => bed.transaction(work, planner, scope) as Promise<T>;
    const tried = await Promise.all(
      [
        as((tx) => planning.runs.get(tx, foreign.run.id)),
        as((tx) => planning.suggestions.get(tx, foreign.rows[0]!.id)),
        as((tx) => planning.demands.get(tx, hidden.id!)),
        as((tx) => planning.acceptance.accept(tx, planner, foreign.run.id, { all: true })),
        as((tx) => planning.runs.start(tx, planner, { warehouses: [other.warehouse.code] })),
        as((tx) => planning.parameters.put(tx, planner, item.code, { policy: 'buy' })),
      ].map((one) => one.then(() => 'done', codeOf)),
    );
    expect(tried).toEqual([
      'planning.run_not_found',
      'planning.suggestion_not_found',
      'planning.demand_not_found',
      'planning.run_not_found',
      'planning.reference_unknown',
      'planning.whole_company_needed',
    ]);
    const partial = await plan({}, await aPerson(scope), scope);
    expect(partial.run.warehouses.map(({ code }) => code)).toEqual([mine.warehouse.code]);
    expect(partial.rows.map(short)).toEqual([`buy 10 ${item.code}`]);
  });

  it('shows demands of every kind with what covers them, page by page', async () => {
    const { warehouse, bin, items } = await things(1);
    const [item] = items as [Made];
    await put(item, { policy: 'buy', safetyStock: '3', warehouse: warehouse.code });
    await bed.transaction((tx) => receive(tx, { itemCode: item.code, qty: '4', toLocation: bin.code }));
    const sold = await sell(item, warehouse, '6', day(10));
    const noted = await demand(item, warehouse, { qty: '2', dueOn: day(12), note: '展示', priority: 2 });
    await plan({ warehouses: [warehouse.code] });
    const query = (more: Partial<DemandQuery>): DemandQuery => Object.assign(new DemandQuery(), { item: item.code, ...more });
    const list = (more: Partial<DemandQuery> = {}) => bed.transaction((tx) => planning.demands.list(tx, query(more)));
    const { items: shown, total } = await list({ withTotal: true });
    expect(total).toBe(3);
    expect(shown.map(({ source, qty, dueOn, ref, legal, coverage }) => [source, qty, dueOn, ref, legal.length, coverage])).toEqual([
      ['sales', '6', day(10), sold.number, 0, { stock: '4', incoming: '0', workOrders: '0', missing: '2' }],
      ['manual', '2', day(12), null, 2, { stock: '0', incoming: '0', workOrders: '0', missing: '2' }],
      ['safety', '3', null, null, 0, { stock: '0', incoming: '0', workOrders: '0', missing: '3' }],
    ]);
    const first = await list({ limit: 2 });
    const rest = await list({ limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...rest.items]).toEqual(shown);
    const patched = await bed.transaction((tx) => planning.demands.update(tx, planner, { id: noted.id!, rowVersion: 1, patch: { qty: '5' } }));
    expect(patched).toMatchObject({ qty: '5', note: '展示', priority: 2, rowVersion: 2 });
    await bed.transaction((tx) => planning.demands.cancel(tx, planner, noted.id!));
    expect(codeOf(await bed.transaction((tx) => planning.demands.cancel(tx, planner, noted.id!)).catch((e: unknown) => e))).toBe('planning.demand_closed');
    expect((await list({ state: 'cancelled' })).items).toHaveLength(1);
    const rules = await bed.transaction((tx) => planning.parameters.list(tx, Object.assign(new ParameterQuery(), { q: item.code })));
    expect(rules.items).toMatchObject([{ item: { code: item.code }, warehouse: { code: warehouse.code }, safetyStock: '3', policy: 'buy', rowVersion: 1 }]);
    const bad = (input: PutParametersDto): Promise<string> => put(item, input).then(() => 'done', codeOf);
    expect([await bad({ policy: 'move' }), await bad({ policy: 'buy', minQty: '5', maxQty: '4' }), await bad({ policy: 'buy', supplier: '?' })]).toEqual([
      'planning.parameters_invalid',
      'planning.parameters_invalid',
      'planning.reference_unknown',
    ]);
  });

  it('loads work centres with what orders still have to do', async () => {
    const floor = await bed.transaction((tx) => aFactoryFloor(tx));
    const released = await bed.transaction((tx) => aReleasedOrder(tx, floor, { dueOn: day(1) }));
    const draft = await bed.transaction((tx) => aWorkOrder(tx, floor, { dueOn: day(20) }));
    const load = await bed.transaction((tx) => planning.load.load(tx, { workCenter: floor.centers[0].code }));
    const parts = load.items[0]!.days.flatMap(({ orders }) => orders).filter(({ number }) => [released.number, draft.number].includes(number));
    // 10 minutes of set-up and a minute each, for ten pieces of both orders.
    expect(parts.reduce((sum, { loadS }) => sum + loadS, 0)).toBe(2 * (600 + 600));
    expect(load.items[0]!.days.every(({ loadS, capacityS }) => loadS <= capacityS)).toBe(true);
    const ends = [released, draft].map(({ number }) => load.orders.find((one) => one.number === number)!);
    expect(ends.every(({ finiteEnd }) => finiteEnd !== null)).toBe(true);
    expect(ends[0]!.finiteEnd! < ends[1]!.finiteEnd!).toBe(true);
  });
});
