import { anItem, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, receive } from '@anwen/inventory/testing';
import { AppError, Quantity, type Actor } from '@anwen/kernel';
import fc from 'fast-check';
import { anOperator } from './performance/testing';
import { WORK_ORDER, legalOf, type WorkOrderState, type WorkOrderVerb } from './orders/work-order.rules';
import { aFactoryFloor, aWorkOrder, performance, production, supplied, workOrders, type FactoryFloor } from './testing';

/** Orders under random hands: the machine, I-8, I-14 and I-16 over any sequence of verbs, whoever is allowed what. */
const RUNS = 6;
const STEPS = 40;
const ORDERS = 2;
/** Everything that the rooms may refuse here; anything else is a fault. */
const REFUSALS =
  /^(work_orders\.(invalid_transition|on_hold|operations_open|operations_running|below_plan|has_movements|split_too_much)|production\.\w+|performance\.\w+|inventory\.(insufficient_stock|lines_refused|posting_\w+))$/;

const VERBS = ['plan', 'release', 'start', 'hold', 'resume', 'finish', 'short_close', 'close', 'cancel', 'reopen'] as const satisfies readonly WorkOrderVerb[];
const FLOOR = ['report', 'report', 'report', 'scrap', 'supersede', 'issue', 'return', 'run', 'end', 'split', 'skip', 'substitute'] as const;
interface Step {
  readonly verb: (typeof VERBS)[number] | (typeof FLOOR)[number];
  readonly order: number;
  readonly qty: number;
}
/** The floor is busier than the office, and what must happen first comes more often. */
const EARLY = ['release', 'release', 'release', 'start', 'start', 'start', 'start', 'start', 'hold', 'hold', 'resume', 'run', 'end'] as const;
const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom<Step['verb']>(...VERBS, ...EARLY, ...FLOOR, ...FLOOR),
  order: fc.nat(ORDERS),
  qty: fc.integer({ min: 1, max: 5 }),
});

/** Odd quantities are the first operation, even ones the second. */
const LAST: readonly (readonly [Step['verb'], number])[] = [
  ['resume', 1],
  ['start', 1],
  ['report', 5],
  ['supersede', 1],
  ['report', 2],
  ['report', 1],
  ['run', 1],
  ['end', 1],
  ['run', 2],
  ['end', 2],
  ['finish', 1],
  ['reopen', 1],
  ['finish', 1],
  ['short_close', 1],
  ['cancel', 1],
  ['close', 1],
];

let bed: TestDatabase;
/** May do everything on the floor, but not go beyond the plan. */
let worker: Actor;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction((tx) => standardReasons(tx));
  worker = await anOperator(bed, '作業員', ['production.report', 'production.supersede', 'material.issue', 'operation.run']);
});
afterAll(() => bed.drop());

const { orders } = production;
const reason = { reason: '測試' };

class Floor {
  readonly numbers: string[] = [];
  readonly done = new Map<string, number>();
  private readonly reports: string[] = [];

  constructor(
    readonly place: FactoryFloor,
    readonly spare: string,
  ) {}

  async act({ verb, order, qty }: Step): Promise<void> {
    const number = this.numbers[order % this.numbers.length]!;
    const before = await this.get(number);
    try {
      await bed.transaction((tx) => this.steps(tx, number, String(qty))[verb]());
    } catch (error) {
      if (!(error instanceof AppError) || !REFUSALS.test(error.code)) throw error;
      expect((await this.get(number)).rowVersion).toBe(before.rowVersion);
      return;
    }
    this.done.set(verb, (this.done.get(verb) ?? 0) + 1);
    const after = await this.get(number);
    expect(after.legal).toEqual(legalOf(after.state as WorkOrderState, after.legal.includes('reserve')));
    if ((VERBS as readonly string[]).includes(verb)) this.followsTheMachine(verb as WorkOrderVerb, before.state as WorkOrderState, after.state);
  }

  private steps(tx: Parameters<typeof orders.plan>[0], number: string, qty: string): Record<Step['verb'], () => Promise<unknown>> {
    const report = async (body: object): Promise<void> => {
      this.reports.push((await production.reports.report(tx, worker, { workOrder: number, ...body })).id);
    };
    const operation = (which: 'start' | 'finish') => {
      const target = { order: number, opNo: Number(qty) % 2 ? 10 : 20 };
      return which === 'start' ? performance.operations.start(tx, worker, target) : performance.operations.finish(tx, worker, target);
    };
    return {
      plan: () => orders.plan(tx, clerk, number),
      release: () => orders.release(tx, clerk, number),
      start: () => orders.start(tx, clerk, number),
      hold: () => orders.hold(tx, clerk, number, reason),
      resume: () => orders.resume(tx, clerk, number),
      finish: () => orders.finish(tx, clerk, number),
      short_close: () => orders.shortClose(tx, clerk, number, reason),
      close: () => orders.close(tx, clerk, number),
      cancel: () => orders.cancel(tx, clerk, number, reason),
      reopen: () => orders.reopen(tx, clerk, number, reason),
      report: () => report({ good: qty }),
      scrap: () => report({ good: qty, scrap: '1', scrapReason: 'SCR-PROCESS' }),
      supersede: () =>
        production.reports.supersede(tx, worker, this.reports.at(-Number(qty)) ?? '00000000-0000-7000-8000-000000000000', { good: '1', ...reason }),
      issue: () => production.material.issue(tx, worker, number, { lines: [{ itemCode: this.place.part.code, qty }] }),
      // What reports have used up is needed; so one more is taken, and brought back.
      return: async () => {
        await production.material.issue(tx, worker, number, { lines: [{ itemCode: this.place.part.code, qty: '1' }] });
        const { items } = await workOrders.parts.materials(tx, clerk, number);
        return production.material.giveBack(tx, worker, number, { lines: [{ materialId: items[0]?.id ?? '', qty: '1', location: this.place.supply.code }] });
      },
      run: () => operation('start'),
      end: () => operation('finish'),
      skip: () => performance.operations.skip(tx, worker, { order: number, opNo: Number(qty) % 2 ? 10 : 20 }, reason),
      substitute: async () => {
        const { items } = await workOrders.parts.materials(tx, clerk, number);
        return production.substitutes.substitute(tx, worker, number, { materialId: items[0]?.id ?? '', itemCode: this.spare, qty: '1', ...reason });
      },
      split: async () => this.numbers.push((await workOrders.splitting.split(tx, clerk, number, { qty })).number),
    };
  }

  private followsTheMachine(verb: WorkOrderVerb, before: WorkOrderState, after: string): void {
    const next = WORK_ORDER.next(before, verb);
    expect(verb === 'resume' ? ['released', 'in_progress'] : [next]).toContain(after);
  }

  get(number: string) {
    return bed.transaction((tx) => orders.get(tx, clerk, number));
  }

  /** What must hold of every order after any of it. */
  async holds(): Promise<void> {
    const rows = await bed.transaction((tx) => tx.query<Proof>(PROOF, [this.numbers]));
    for (const row of rows) {
      expect([row.number, row.good, row.scrap]).toEqual([row.number, row.reportedGood, row.reportedScrap]);
      expect(Quantity.of(row.good).compare(Quantity.of(row.planned))).not.toBe(1);
      if (!['released', 'in_progress', 'on_hold'].includes(row.state)) expect([row.number, row.state, row.promised]).toEqual([row.number, row.state, '0']);
      if (['completed', 'closed'].includes(row.state) && row.good !== '0') expect([row.number, row.linked]).toEqual([row.number, row.used]);
    }
  }
}

interface Proof {
  readonly number: string;
  readonly state: string;
  readonly planned: string;
  readonly good: string;
  readonly scrap: string;
  readonly reportedGood: string;
  readonly reportedScrap: string;
  readonly promised: string;
  readonly used: string;
  readonly linked: string;
}

/** Worked out from the facts alone. */
const COUNTING = `NOT EXISTS (SELECT FROM production_reports n WHERE n.supersedes_id = p.id)`;
const PROOF = `SELECT w.number, w.state, trim_scale(w.qty_planned)::text AS planned, trim_scale(w.qty_good)::text AS good, trim_scale(w.qty_scrap)::text AS scrap,
    (SELECT trim_scale(coalesce(sum(p.good), 0))::text FROM production_reports p WHERE p.work_order_id = w.id AND p.is_final AND ${COUNTING}) AS "reportedGood",
    (SELECT trim_scale(coalesce(sum(p.scrap), 0))::text FROM production_reports p WHERE p.work_order_id = w.id AND ${COUNTING}) AS "reportedScrap",
    (SELECT trim_scale(coalesce(sum(r.qty - r.consumed), 0))::text FROM inventory_reservations r JOIN wo_materials m ON m.public_id::text = r.owner_ref
      WHERE m.work_order_id = w.id AND r.state = 'open') AS promised,
    (SELECT trim_scale(coalesce(sum(c.qty), 0))::text FROM wo_consumptions c WHERE c.work_order_id = w.id AND c.lot_id <> 0) AS used,
    (SELECT trim_scale(coalesce(sum(g.qty), 0))::text FROM lot_genealogy g WHERE g.work_order = w.number
       AND NOT EXISTS (SELECT FROM inventory_postings v WHERE v.reverses_id = g.posting_id)) AS linked
  FROM work_orders w WHERE w.number = ANY ($1) ORDER BY w.id`;

describe('orders under random hands', () => {
  it('follow their machine, count what was reported, promise nothing when they are over, and know what went into what', async () => {
    const done = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
        const place = await bed.transaction((tx) => aFactoryFloor(tx, { product: { tracking: 'lot', shelfLifeDays: 365 } }));
        const floor = new Floor(place, (await bed.transaction((tx) => anItem(tx, { kind: 'raw' }))).code);
        await bed.transaction((tx) => receive(tx, { itemCode: floor.spare, qty: '60', toLocation: place.supply.code }));
        await bed.transaction((tx) => supplied(tx, floor.place, { parts: '60', powder: '6' }));
        for (let i = 0; i < ORDERS; i++) floor.numbers.push((await bed.transaction((tx) => aWorkOrder(tx, floor.place, { qty: '8' }))).number);
        for (const one of steps) await floor.act(one);
        await floor.holds();
        // Every one is brought to an end: by finishing it when that can still be done.
        for (let order = 0; order < floor.numbers.length; order++) for (const [verb, qty] of LAST) await floor.act({ verb, order, qty });
        await floor.holds();
        for (const [verb, n] of floor.done) done.set(verb, (done.get(verb) ?? 0) + n);
      }),
      { numRuns: RUNS, seed: 20_261_122, endOnFailure: true },
    );
    // The walk has been everywhere, or it would prove nothing.
    for (const verb of new Set([...VERBS, ...FLOOR])) expect([verb, (done.get(verb) ?? 0) > 0]).toEqual([verb, true]);
    expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
    // Some 1 500 transactions: seconds on a quiet machine, and machines are not quiet.
  }, 240_000);
});
