import { aWarehouse, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { AppError, NO_SCOPE, type Actor, type Scope } from '@anwen/kernel';
import { aFactoryFloor, aReleasedOrder, aWorkCenter } from '../orders/testing';
import { anOperator, performance } from './testing';

const { downtime } = performance;
let bed: TestDatabase;
let actor: Actor;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
  actor = await anOperator(bed, '阿美', ['downtime.report', 'downtime.classify', 'downtime.read']);
});
afterAll(() => bed.drop());

const aCenter = () => bed.transaction(aWorkCenter);
const start = (body: Parameters<typeof downtime.start>[2], scope?: Scope) => bed.transaction((tx) => downtime.start(tx, actor, body), actor, scope);
const end = (id: string, endedAt?: string) => bed.transaction((tx) => downtime.end(tx, actor, id, { ...(endedAt && { endedAt }) }), actor);
const classify = (id: string, reasonCode: string, planned: boolean, note?: string) =>
  bed.transaction((tx) => downtime.classify(tx, actor, id, { reasonCode, planned, ...(note && { note }) }), actor);
const split = (id: string, at: string, reasonCode?: string) =>
  bed.transaction((tx) => downtime.split(tx, actor, id, { at, ...(reasonCode && { reasonCode }) }), actor);
const get = (id: string, scope?: Scope) => bed.transaction((tx) => downtime.get(tx, actor, id), actor, scope);
const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof AppError)) throw error ?? new Error('nothing was refused');
  return error;
};
const codeOf = async (work: Promise<unknown>) => (await refusal(work)).code;
const complaintsOf = async (work: Promise<unknown>) => (await refusal(work)).data.errors?.map((e) => `${e.pointer} ${e.code}`);
const ago = (minutes: number) => new Date(Math.floor(Date.now() / 1000 - minutes * 60) * 1000).toISOString();

describe('downtime', () => {
  it('starts, ends and is told in whole seconds of the server', async () => {
    const center = await aCenter();
    const begun = await start({ workCenter: center.code, note: '異音' });
    expect(begun).toMatchObject({
      workCenter: { code: center.code },
      endedAt: null,
      reason: null,
      planned: false,
      note: '異音',
      source: 'manual',
      reportedBy: '阿美',
      splitOf: null,
      rowVersion: 1,
    });
    expect([begun.startedAt.slice(-5), begun.legal]).toEqual(['.000Z', ['end', 'classify', 'split']]);
    const ended = await end(begun.id);
    expect(ended.endedAt! >= begun.startedAt).toBe(true);
    expect([ended.legal, ended.rowVersion]).toEqual([['classify', 'split'], 2]);
    expect(await codeOf(end(begun.id))).toBe('performance.downtime_ended');
  });

  it('is open once at a time on a work centre, planned beside unplanned', async () => {
    const [center, other] = [await aCenter(), await aCenter()];
    const open = await start({ workCenter: center.code, startedAt: ago(30) });
    const again = await refusal(start({ workCenter: center.code }));
    expect([again.code, again.data.id, again.data.since]).toEqual(['performance.downtime_open', open.id, open.startedAt]);
    await start({ workCenter: center.code, planned: true });
    await start({ workCenter: other.code });
    // Calling the breakdown planned would make two planned ones at once.
    expect(await codeOf(classify(open.id, 'DT-MAINTENANCE', true))).toBe('performance.downtime_open');
    await end(open.id, ago(20));
    expect(await codeOf(start({ workCenter: center.code, startedAt: ago(25) }))).toBe('performance.downtime_overlaps');
    await start({ workCenter: center.code, startedAt: ago(20) });
    // The table itself does not take two either.
    const raw = `INSERT INTO downtime_events (work_center_id, started_at, reported_by) VALUES (${center.id}, '2020-01-01', 'x')`;
    await expect(bed.transaction((tx) => tx.query(raw))).rejects.toMatchObject({ code: '23P01' });
    await expect(bed.transaction((tx) => tx.query(raw.replace('2020-01-01', '2020-01-01 00:00:00.5')))).rejects.toMatchObject({ code: '23514' });
  });

  it('is recorded afterwards, with its end, beside what has begun since', async () => {
    const center = await aCenter();
    const later = await start({ workCenter: center.code, startedAt: ago(10) });
    expect(await codeOf(start({ workCenter: center.code, startedAt: ago(50) }))).toBe('performance.downtime_open');
    const forgotten = await start({ workCenter: center.code, startedAt: ago(50), endedAt: ago(30) });
    expect([forgotten.minutes, forgotten.legal]).toEqual(['20', ['classify', 'split']]);
    expect(await codeOf(start({ workCenter: center.code, startedAt: ago(40), endedAt: ago(20) }))).toBe('performance.downtime_overlaps');
    await start({ workCenter: center.code, startedAt: ago(30), endedAt: later.startedAt });
    const wrong = start({ workCenter: center.code, startedAt: ago(60), endedAt: ago(70) });
    expect(await complaintsOf(wrong)).toEqual(['/endedAt performance.before_start']);
    expect(await complaintsOf(start({ workCenter: center.code, startedAt: ago(60), endedAt: ago(-5) }))).toEqual(['/endedAt performance.in_future']);
  });

  it('is called planned only by somebody who may classify it', async () => {
    const reporter = await anOperator(bed, '阿寶', ['downtime.report', 'downtime.read']);
    const center = await aCenter();
    const begin = (planned: boolean) => bed.transaction((tx) => downtime.start(tx, reporter, { workCenter: center.code, planned }), reporter);
    const refused = await refusal(begin(true));
    expect([refused.code, refused.status]).toEqual(['performance.planned_refused', 403]);
    expect(await begin(false)).toMatchObject({ planned: false });
  });

  it('is told in sentences on the factory’s clock, and to machines in UTC', async () => {
    const center = await aCenter();
    const { id } = await start({ workCenter: center.code, startedAt: '2026-01-05T16:30:00Z' });
    const again = await refusal(start({ workCenter: center.code }));
    expect([again.text('zh-Hant'), again.data.since]).toEqual([`工作中心 ${center.code} 自 2026-01-06 00:30 起已有未結束的停機。`, '2026-01-05T16:30:00.000Z']);
    await end(id, '2026-01-05T17:00:00Z');
    expect((await refusal(end(id))).text('en')).toBe('The downtime ended at 2026-01-06 01:00.');
    const days = async (from: string, to: string) =>
      (await bed.transaction((tx) => downtime.list(tx, actor, { limit: 5, workCenter: center.code, from, to }))).items.length;
    expect([await days('2026-01-05', '2026-01-05'), await days('2026-01-06', '2026-01-06')]).toEqual([0, 1]);
  });

  it('is classified while it lasts and afterwards, with a reason that fits', async () => {
    const center = await aCenter();
    const { id } = await start({ workCenter: center.code, startedAt: ago(10) });
    expect(await classify(id, 'DT-BREAKDOWN', false)).toMatchObject({ reason: { code: 'DT-BREAKDOWN', name: '機台故障' }, planned: false, endedAt: null });
    await end(id);
    expect(await classify(id, 'DT-MAINTENANCE', true, '月保養')).toMatchObject({ reason: { code: 'DT-MAINTENANCE' }, planned: true, note: '月保養' });
    expect(await complaintsOf(classify(id, 'ADJ-LOST', false))).toEqual(['/reasonCode performance.reason_unknown']);
    await bed.transaction((tx) => tx.query(`UPDATE reason_codes SET needs_note = true WHERE code = 'DT-SETUP'`));
    const bare = await start({ workCenter: center.code });
    expect(await complaintsOf(classify(bare.id, 'DT-SETUP', false))).toEqual(['/note performance.note_required']);
    expect(await classify(bare.id, 'DT-SETUP', false, '換模')).toMatchObject({ note: '換模' });
    const [audited] = await bed.transaction((tx) =>
      tx.query<{ diff: object }>(`SELECT diff FROM sys_audit_logs WHERE action = 'downtime.reclassified' AND subject_id = $1 ORDER BY id DESC LIMIT 1`, [id]),
    );
    expect(audited!.diff).toMatchObject({ reasonCode: ['DT-BREAKDOWN', 'DT-MAINTENANCE'], planned: [false, true] });
  });

  it('is split to the second: the parts touch and add up, open or over', async () => {
    const center = await aCenter();
    const { id, startedAt } = await start({ workCenter: center.code, startedAt: ago(60), reasonCode: 'DT-BREAKDOWN' });
    const second = await split(id, ago(40), 'DT-MATERIAL');
    expect(second).toMatchObject({ endedAt: null, reason: { code: 'DT-MATERIAL' }, splitOf: id, legal: ['end', 'classify', 'split'] });
    const first = await get(id);
    expect([first.startedAt, first.endedAt, first.reason?.code]).toEqual([startedAt, second.startedAt, 'DT-BREAKDOWN']);
    await end(second.id, ago(10));
    const third = await split(second.id, ago(25));
    const { items } = await bed.transaction((tx) => downtime.list(tx, actor, { limit: 50, workCenter: center.code }));
    expect(items.map((one) => one.id)).toEqual([third.id, second.id, id]);
    expect(items.reduce((sum, one) => sum + Number(one.minutes), 0)).toBeCloseTo(50, 1);
    for (const [i, one] of items.slice(1).entries()) expect(one.endedAt).toBe(items[i]!.startedAt);
    expect(third.reason?.code).toBe('DT-MATERIAL');
    for (const at of [startedAt, second.startedAt, ago(70), ago(5), new Date(Date.parse(ago(50)) + 500).toISOString()])
      expect(await codeOf(split(id, at))).toBe('performance.split_refused');
  });

  it('refuses everything that is wrong at once', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    expect(await complaintsOf(start({ workCenter: 'NO-SUCH', workOrder: 'WO-1', reasonCode: 'ADJ-LOST', startedAt: soon }))).toEqual([
      '/reasonCode performance.reason_unknown',
      '/workCenter performance.reference_unknown',
      '/workOrder performance.reference_unknown',
      '/startedAt performance.in_future',
    ]);
    const { id } = await start({ workCenter: (await aCenter()).code, startedAt: ago(5) });
    expect(await complaintsOf(end(id, soon))).toEqual(['/endedAt performance.in_future']);
    expect(await complaintsOf(end(id, ago(6)))).toEqual(['/endedAt performance.before_start']);
    expect(await codeOf(get('019abf0e-0000-7000-8000-000000000000'))).toBe('performance.downtime_not_found');
  });

  it('is listed by what one looks for, page by page', async () => {
    const floor = await bed.transaction((tx) => aFactoryFloor(tx));
    const order = await bed.transaction((tx) => aReleasedOrder(tx, floor, { supplied: false }));
    const workCenter = floor.centers[0].code;
    for (const minutes of [50, 40, 30])
      await end(
        (await start({ workCenter, startedAt: ago(minutes), ...(minutes === 40 && { reasonCode: 'DT-SETUP', note: 'x', workOrder: order.number }) })).id,
        ago(minutes - 5),
      );
    const last = await start({ workCenter, startedAt: ago(20) });
    const list = async (query: object) => (await bed.transaction((tx) => downtime.list(tx, clerk, { limit: 50, workCenter, ...query }))).items.length;
    expect([
      await list({}),
      await list({ open: true }),
      await list({ classified: false }),
      await list({ reason: 'DT-SETUP' }),
      await list({ workOrder: order.id }),
      await list({ planned: true }),
    ]).toEqual([4, 1, 3, 1, 1, 0]);
    expect([await list({ from: '2000-01-01', to: '2000-01-02' }), await list({ from: '2000-01-01', to: '2099-01-01' })]).toEqual([0, 4]);
    const page = await bed.transaction((tx) => downtime.list(tx, clerk, { limit: 3, workCenter, withTotal: true }));
    const rest = await bed.transaction((tx) => downtime.list(tx, clerk, { limit: 3, workCenter, cursor: page.nextCursor! }));
    expect([page.total, page.items[0]!.id, page.items.length, rest.items.length, rest.nextCursor]).toEqual([4, last.id, 3, 1, null]);
    expect(await codeOf(bed.transaction((tx) => downtime.list(tx, clerk, { limit: 3, sort: 'minutes' })))).toBe('performance.sort_unknown');
  });

  it('is seen and reported only within the scope', async () => {
    const [mine, other] = [await aCenter(), await aCenter()];
    const warehouse = await bed.transaction((tx) => aWarehouse(tx));
    await bed.transaction((tx) => tx.query('UPDATE work_centers SET warehouse_id = $1 WHERE id = $2', [warehouse.id, other.id]));
    const [here, there] = [await start({ workCenter: mine.code }), await start({ workCenter: other.code })];
    const scope: Scope = { ...NO_SCOPE, workCenters: [mine.id] };
    expect((await get(here.id, scope)).id).toBe(here.id);
    expect(await codeOf(get(there.id, scope))).toBe('performance.downtime_not_found');
    expect(await complaintsOf(start({ workCenter: other.code }, scope))).toEqual(['/workCenter performance.reference_unknown']);
    // Somebody who reaches the warehouse reaches what stands in it.
    expect((await get(there.id, { ...NO_SCOPE, warehouses: [warehouse.id] })).id).toBe(there.id);
    expect(await codeOf(get(here.id, { ...NO_SCOPE, warehouses: [warehouse.id] }))).toBe('performance.downtime_not_found');
    // It moves with its work centre: who has that now ends what began elsewhere.
    const next = await bed.transaction((tx) => aWarehouse(tx));
    await bed.transaction((tx) => tx.query('UPDATE work_centers SET warehouse_id = $1 WHERE id = $2', [next.id, other.id]));
    expect((await get(there.id, { ...NO_SCOPE, warehouses: [next.id] })).id).toBe(there.id);
    expect(await codeOf(get(there.id, { ...NO_SCOPE, warehouses: [warehouse.id] }))).toBe('performance.downtime_not_found');
  });
});
