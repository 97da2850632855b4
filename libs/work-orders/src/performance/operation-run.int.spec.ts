import { standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { AppError, NO_SCOPE, type Actor, type Scope } from '@anwen/kernel';
import { aFactoryFloor, aReleasedOrder, workOrders, type FactoryFloor } from '../orders/testing';
import { anOperator, performance } from './testing';

const { operations, runs } = performance;
let bed: TestDatabase;
let [amy, lead]: Actor[] = [];
let floor: FactoryFloor;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
  [amy, lead] = [await anOperator(bed, '阿美'), await anOperator(bed, '組長', ['operation.correct'])];
});
beforeEach(async () => {
  floor = await bed.transaction((tx) => aFactoryFloor(tx));
});
afterAll(() => bed.drop());

const HOUR = 3_600_000;
// A Friday, eight in the morning in Taipei: its eight hours of work begin.
const began = new Date('2026-11-20T00:00:00.000Z');
const after = (hours: number): string => new Date(began.getTime() + hours * HOUR).toISOString();
const released = () => bed.transaction((tx) => aReleasedOrder(tx, floor, { supplied: false }));
const list = (order: string, opNo = 10, scope?: Scope) => bed.transaction((tx) => runs.list(tx, lead!, { order, opNo }), lead!, scope);
const correct = (id: string, endedAt: string, scope?: Scope) =>
  bed.transaction((tx) => runs.correct(tx, lead!, id, { endedAt, reason: '忘記暫停' }), lead!, scope);
const costOf = (number: string) => bed.transaction((tx) => workOrders.parts.cost(tx, clerk, number));
const refusal = async (work: Promise<unknown>): Promise<AppError> => {
  const error: unknown = await work.then(
    () => new Error('nothing was refused'),
    (e: unknown) => e,
  );
  if (!(error instanceof AppError)) throw error;
  return error;
};
/** Sixteen hours at the first operation, because nobody pressed the button when he went. */
async function overNight(): Promise<string> {
  const { number } = await released();
  await bed.transaction((tx) =>
    tx.query(
      `INSERT INTO wo_operation_runs (operation_id, operator_name, started_at, ended_at, end_reason_id)
       SELECT o.id, '阿美', $2, $3, (SELECT id FROM reason_codes WHERE code = 'DT-MATERIAL') FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id
        WHERE w.number = $1 AND o.op_no = 10`,
      [number, after(0), after(16)],
    ),
  );
  return number;
}

describe('the times of an operation', () => {
  it('are told, latest first, with who worked, how long and why he stopped', async () => {
    const number = await overNight();
    await bed.transaction((tx) => operations.start(tx, amy!, { order: number, opNo: 10 }), amy!);
    const { items, truncated } = await list(number);
    expect([truncated, items.length]).toEqual([false, 2]);
    expect(items[0]).toMatchObject({ kind: 'run', operator: '阿美', endedAt: null, reason: null, correction: null, legal: [] });
    expect(items[1]).toEqual({
      id: expect.any(String),
      kind: 'run',
      operator: '阿美',
      startedAt: after(0),
      endedAt: after(16),
      workedS: '57600',
      reason: { id: expect.any(String), code: 'DT-MATERIAL', name: expect.any(String) },
      correction: null,
      legal: ['correct'],
    });
    expect((await list(number, 20)).items).toEqual([]);
    expect((await refusal(list(number, 30))).code).toBe('performance.operation_not_found');
  });

  it('are put right to an earlier end with a reason: cost, worked time and effectiveness follow, and the clock is kept', async () => {
    const number = await overNight();
    const ranFor = async () => {
      const query = { workCenter: floor.centers[0].code, from: '2026-11-20', to: '2026-11-21', grain: 'day' } as never;
      const { items } = await bed.transaction((tx) => performance.oee.list(tx, clerk, query));
      return items.reduce((sum, row) => sum + Number(row.runS), 0);
    };
    expect((await costOf(number)).actual.time).toBe('576');
    expect(await ranFor()).toBe(28_800);
    const [run] = (await list(number)).items;
    const put = await correct(run!.id, after(2));
    expect(put).toMatchObject({ endedAt: after(2), workedS: '7200', legal: ['correct'] });
    expect(put.correction).toEqual({ endedBefore: after(16), by: '組長', at: expect.any(String), reason: '忘記暫停' });
    expect((await list(number)).items).toEqual([put]);
    expect((await costOf(number)).actual.time).toBe('72');
    const order = await bed.transaction((tx) => workOrders.views.get(tx, clerk, number));
    expect(order.operations[0]!.workedS).toBe('7200');
    expect(await ranFor()).toBe(7_200);
    const { items } = await bed.transaction((tx) => workOrders.parts.timeline(tx, clerk, number));
    expect([items[0]!.kind, items[0]!.text.zh, items[0]!.by]).toEqual(['operation.corrected', '更正製程工時：忘記暫停', '組長']);
    const [event] = await bed.database.query<{ payload: object }>(
      `SELECT payload FROM sys_outbox WHERE event_type = 'operation.corrected.v1' AND payload ->> 'workOrder' = $1`,
      [number],
    );
    expect(event!.payload).toMatchObject({ opNo: 10, operator: '阿美', endedAt: [after(16), after(2)], reason: '忘記暫停' });
    // A slip of the one who put it right is put right as well, as far as the clock goes.
    expect(await correct(run!.id, after(3))).toMatchObject({ endedAt: after(3), correction: { endedBefore: after(16) } });
  });

  it('never end before they began or as late as the clock says, nor while somebody is at work', async () => {
    const number = await overNight();
    const [run] = (await list(number)).items;
    for (const [endedAt, code] of [
      [after(-1), 'end_before_start'],
      [after(16), 'end_not_earlier'],
      [after(17), 'end_not_earlier'],
    ] as const)
      expect((await refusal(correct(run!.id, endedAt))).data).toMatchObject({ errors: [{ pointer: '/endedAt', code: `performance.${code}` }] });
    expect(await correct(run!.id, after(0))).toMatchObject({ endedAt: after(0), workedS: '0' });
    await bed.transaction((tx) => operations.start(tx, amy!, { order: number, opNo: 10 }), amy!);
    const [open] = (await list(number)).items;
    const refused = await refusal(correct(open!.id, after(1)));
    expect([refused.code, refused.data]).toEqual(['performance.run_open', { operator: '阿美' }]);
  });

  it('stay as they are once the order is closed, because its cost is noted', async () => {
    const number = await overNight();
    const [run] = (await list(number)).items;
    await bed.transaction((tx) => workOrders.orders.start(tx, clerk, number));
    await bed.transaction((tx) => workOrders.orders.shortClose(tx, clerk, number, { reason: '不做' }));
    expect(await correct(run!.id, after(3))).toMatchObject({ endedAt: after(3) });
    await bed.transaction((tx) => workOrders.orders.close(tx, clerk, number));
    expect((await list(number)).items[0]!.legal).toEqual([]);
    expect((await refusal(correct(run!.id, after(2)))).code).toBe('performance.order_closed');
    expect((await costOf(number)).actual.time).toBe('108');
  });

  it('are put right by who reaches the operation: others of its order see them, strangers do not', async () => {
    const number = await overNight();
    const [run] = (await list(number)).items;
    const at = (center: string): Scope => ({ ...NO_SCOPE, workCenters: [center] });
    const [own, next] = floor.centers;
    expect((await list(number, 10, at(next.id))).items.map((r) => r.legal)).toEqual([[]]);
    expect((await refusal(correct(run!.id, after(2), at(next.id)))).code).toBe('performance.run_not_found');
    expect((await refusal(list(number, 10, NO_SCOPE))).code).toBe('work_orders.not_found');
    expect((await refusal(correct(run!.id, after(2), NO_SCOPE))).code).toBe('performance.run_not_found');
    expect((await list(number, 10, at(own.id))).items[0]!.legal).toEqual(['correct']);
    expect(await correct(run!.id, after(2), at(own.id))).toMatchObject({ endedAt: after(2) });
  });
});
