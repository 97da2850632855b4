import { aCode, aWarehouse } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { AppError, NO_SCOPE, type Id, type Scope } from '@anwen/kernel';
import { aFactoryFloor, aReleasedOrder, type FactoryFloor } from '../orders/testing';
import type { OeeQuery } from './oee.dto';
import { performance } from './testing';

let bed: TestDatabase;
let floor: FactoryFloor;
let order: { number: string };
beforeAll(async () => {
  bed = await TestDatabase.create();
});
afterAll(() => bed.drop());
beforeEach(async () => {
  floor = await bed.transaction((tx) => aFactoryFloor(tx));
  order = await bed.transaction((tx) => aReleasedOrder(tx, floor, { supplied: false }));
  await worksByShifts(floor.centers[0].id, [1, 2, 3, 4, 5]);
});

/** The factory's clock is Taipei's: a moment of its wall clock. */
const at = (local: string): Date => new Date(`${local}+08:00`);
const sql = <R>(text: string, values: unknown[] = []): Promise<R[]> => bed.transaction((tx) => tx.query<R>(text, values));
/** A day shift with an hour's break in the middle and a night shift over midnight. */
const worksByShifts = (centerId: Id, weekdays: number[]) =>
  sql(
    `WITH s AS (INSERT INTO shifts (code, name, starts_at, ends_at, break_minutes) VALUES ($2, '日班', '08:00', '17:00', 60), ($3, '夜班', '22:00', '06:00', 0) RETURNING id),
       k AS (INSERT INTO calendars (code, name) VALUES ($4, '兩班') RETURNING id),
       d AS (INSERT INTO calendar_weekdays (calendar_id, weekday, shift_id) SELECT k.id, n, s.id FROM k, s, unnest($5::int[]) AS n)
     UPDATE work_centers SET calendar_id = (SELECT id FROM k) WHERE id = $1`,
    [centerId, aCode('D'), aCode('N'), aCode('CAL'), weekdays],
  );
const ran = (from: string, to: string | null, { opNo = 10, kind = 'run', number = order.number } = {}) =>
  sql(
    `INSERT INTO wo_operation_runs (operation_id, operator_name, kind, started_at, ended_at)
     SELECT o.id, 'x', $5, $3, $4 FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id WHERE w.number = $1 AND o.op_no = $2`,
    [number, opNo, at(from), to && at(to), kind],
  );
const down = (from: string, to: string, planned = false) =>
  sql(`INSERT INTO downtime_events (work_center_id, started_at, ended_at, planned, reported_by) VALUES ($1, $2, $3, $4, 'x')`, [
    floor.centers[0].id,
    at(from),
    at(to),
    planned,
  ]);
const made = async (when: string, good: number, { scrap = 0, rework = 0, opNo = 10, supersedes = null as string | null, number = order.number } = {}) => {
  const [row] = await sql<{ id: string }>(
    `INSERT INTO production_reports (client_op_id, work_order_id, warehouse_id, operation_id, is_final, good, scrap, rework, occurred_at, operator_name, supersedes_id)
     SELECT gen_random_uuid(), w.id, w.warehouse_id, (SELECT o.id FROM wo_operations o WHERE o.work_order_id = w.id AND o.op_no = $7), false, $2, $3, $4, $5, 'x', $6
       FROM work_orders w WHERE w.number = $1 RETURNING id::text AS id`,
    [number, good, scrap, rework, at(when), supersedes, opNo],
  );
  return row!.id;
};
const oee = async (query: Partial<OeeQuery> = {}, scope?: Scope) => {
  const asked = { workCenter: floor.centers[0].code, from: '2026-11-16', to: '2026-11-16', ...query };
  return (await bed.transaction((tx) => performance.oee.list(tx, clerk, asked), clerk, scope)).items;
};

describe('effectiveness', () => {
  it('is availability, performance and quality of every shift, clipped to its working time', async () => {
    // 60 s a piece by the routing. Monday's day shift: 08:00-12:00 and 13:00-17:00.
    await down('2026-11-16T08:00', '2026-11-16T09:00', true);
    await down('2026-11-16T10:00', '2026-11-16T11:00');
    await ran('2026-11-16T07:00', '2026-11-16T12:30');
    await ran('2026-11-16T09:30', '2026-11-16T11:30');
    await ran('2026-11-16T12:30', '2026-11-16T13:00', { kind: 'setup' });
    await ran('2026-11-16T13:00', '2026-11-16T14:00');
    await made('2026-11-16T09:55', 90, { scrap: 6, rework: 4 });
    await made('2026-11-16T17:30', 20);
    // The night shift of Monday ends on Tuesday.
    await ran('2026-11-17T01:00', '2026-11-17T07:00');
    await made('2026-11-17T05:00', 240);
    const [day, night] = await oee();
    // Planned 7 h, an hour down; ran 9-10, 11-12, 13-14; the last pieces were written down half an hour after the shift.
    expect(day).toMatchObject({
      workCenter: { code: floor.centers[0].code },
      day: '2026-11-16',
      shift: { name: '日班' },
      plannedS: '25200',
      downS: '3600',
      plannedDownS: '3600',
      runS: '10800',
      idealS: '7200',
      good: '110',
      scrap: '6',
      total: '120',
      availability: '0.428571',
      performance: '0.666667',
      quality: '0.916667',
      oee: '0.261905',
    });
    expect(night).toMatchObject({
      day: '2026-11-16',
      shift: { name: '夜班' },
      plannedS: '28800',
      runS: '18000',
      idealS: '14400',
      good: '240',
      quality: '1',
      oee: '0.5',
    });
    const [sum] = await oee({ grain: 'day' });
    expect(sum).toMatchObject({
      shift: null,
      plannedS: '54000',
      runS: '28800',
      idealS: '21600',
      good: '350',
      total: '360',
      availability: '0.533333',
      performance: '0.75',
      quality: '0.972222',
      oee: '0.388889',
    });
    const week = await oee({ grain: 'week', from: '2026-11-18', to: '2026-11-18' });
    expect(week).toMatchObject([{ day: '2026-11-16', shift: null, plannedS: String(54000 + 4 * 57600), runS: '28800', good: '350' }]);
  });

  it('counts a corrected report once, as corrected, and a withdrawn one not at all', async () => {
    await ran('2026-11-16T08:00', '2026-11-16T09:00');
    const wrong = await made('2026-11-16T08:30', 500);
    const right = await made('2026-11-16T08:30', 50, { scrap: 10, supersedes: wrong });
    expect((await oee())[0]).toMatchObject({ good: '50', scrap: '10', total: '60', idealS: '3600', performance: '1' });
    // One that says another moment moves its pieces there.
    const moved = await made('2026-11-17T09:00', 40, { supersedes: right });
    expect((await oee())[0]).toMatchObject({ good: '0', total: '0', quality: null, performance: '0', oee: null });
    expect((await oee({ from: '2026-11-17', to: '2026-11-17' }))[0]).toMatchObject({ good: '40', total: '40' });
    await made('2026-11-17T09:00', 0, { supersedes: moved });
    expect((await oee({ from: '2026-11-17', to: '2026-11-17' }))[0]).toMatchObject({ good: '0', total: '0' });
  });

  it('gives no quality to pieces of different units', async () => {
    await made('2026-11-16T08:30', 60, { scrap: 20 });
    expect((await oee())[0]).toMatchObject({ quality: '0.75', uom: 'PCE' });
    const other = await bed.transaction((tx) => aFactoryFloor(tx, { product: { baseUom: 'KGM' } }));
    const order = await bed.transaction((tx) => aReleasedOrder(tx, { ...other, centers: floor.centers }, { supplied: false }));
    await bed.asOwner(
      `BEGIN; SET LOCAL anwen.scope = 'all'; UPDATE wo_operations SET work_center_id = ${floor.centers[0].id} WHERE work_order_id = (SELECT id FROM work_orders WHERE number = '${order.number}'); COMMIT`,
    );
    await made('2026-11-16T09:30', 5, { number: order.number });
    expect((await oee())[0]).toMatchObject({ quality: null, oee: null, uom: null });
    expect(await oee({ workCenter: 'NO-SUCH' })).toEqual([]);
  });

  it('takes the ideal of the work centre before that of the routing, and is undefined without either', async () => {
    await ran('2026-11-16T08:00', '2026-11-16T09:00');
    await made('2026-11-16T08:30', 60);
    await sql('UPDATE work_centers SET ideal_cycle_s = 45 WHERE id = $1', [floor.centers[0].id]);
    expect((await oee())[0]).toMatchObject({ idealS: '2700', performance: '0.75' });
    await sql('UPDATE work_centers SET ideal_cycle_s = NULL WHERE id = $1', [floor.centers[0].id]);
    await bed.asOwner(`BEGIN; SET LOCAL anwen.scope = 'all'; UPDATE wo_operations SET run_s = 0 WHERE work_center_id = ${floor.centers[0].id}; COMMIT`);
    expect((await oee())[0]).toMatchObject({ idealS: null, performance: null, quality: '1', oee: null });
    expect((await oee({ grain: 'week' }))[0]).toMatchObject({ idealS: null, performance: null });
  });

  it('keeps what was made outside of working time as pieces, and not as time', async () => {
    await made('2026-11-15T10:00', 7, { scrap: 1 });
    expect(await oee({ from: '2026-11-15', to: '2026-11-15' })).toMatchObject([
      {
        day: '2026-11-15',
        shift: null,
        plannedS: '0',
        runS: '0',
        idealS: '0',
        good: '7',
        total: '8',
        availability: null,
        performance: null,
        quality: '0.875',
        oee: null,
      },
    ]);
    expect((await oee({ from: '2026-11-15', to: '2026-11-16' })).map((row) => [row.day, row.good])).toEqual([
      ['2026-11-15', '7'],
      ['2026-11-16', '0'],
      ['2026-11-16', '0'],
    ]);
  });

  it('is of machine time where a work centre has several places, and of its own pieces alone', async () => {
    await sql('UPDATE work_centers SET capacity = 2 WHERE id = $1', [floor.centers[0].id]);
    const other = await bed.transaction((tx) => aReleasedOrder(tx, floor, { supplied: false }));
    await ran('2026-11-16T08:00', '2026-11-16T10:00');
    await ran('2026-11-16T09:00', '2026-11-16T12:00', { number: other.number });
    expect((await oee())[0]).toMatchObject({ plannedS: '57600', runS: '18000' });
    await made('2026-11-16T09:00', 5, { opNo: 20 });
    expect((await oee())[0]).toMatchObject({ good: '0' });
    expect((await oee({ workCenter: floor.centers[1].code, grain: 'day' }))[0]).toMatchObject({ good: '5', shift: null, plannedS: '28800' });
  });

  it('ends now, and asks for nothing that is to come', async () => {
    await ran('2026-11-16T08:00', null);
    const [{ today, now } = { today: '', now: 0 }] = await sql<{ today: string; now: number }>(
      `SELECT (now() AT TIME ZONE factory_time_zone())::date::text AS today, extract(epoch FROM now() - ((now() AT TIME ZONE factory_time_zone())::date - 1)::timestamp AT TIME ZONE factory_time_zone())::float8 AS now`,
    );
    await worksByShifts(floor.centers[0].id, [1, 2, 3, 4, 5, 6, 7]);
    const rows = await oee({ from: today, to: '2099-01-01' }).catch((error: AppError) => error.code);
    expect(rows).toBe('performance.range_too_wide');
    const mine = await oee({
      from: new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10),
      to: new Date(Date.parse(today) + 3 * 86_400_000).toISOString().slice(0, 10),
    });
    expect(mine.every((row) => row.day <= today)).toBe(true);
    // Whatever is planned so far has run: nothing was down, and the run is still open.
    expect(mine.reduce((sum, row) => sum + Number(row.plannedS), 0)).toBeLessThanOrEqual(now + 60);
    for (const row of mine) expect([row.runS, row.availability]).toEqual([row.plannedS, '1']);
    const turned = await oee({ from: '2026-11-16', to: '2026-11-10' }).catch((error: AppError) => error.data.errors?.[0]);
    expect(turned).toMatchObject({ pointer: '?to', code: 'performance.range_turned' });
  });

  it('is shown of work centres within the scope, and of those whole', async () => {
    const elsewhere = await bed.transaction((tx) => aWarehouse(tx));
    await sql('UPDATE work_centers SET warehouse_id = $1 WHERE id = $2', [elsewhere.id, floor.centers[0].id]);
    await ran('2026-11-16T08:00', '2026-11-16T09:00');
    await made('2026-11-16T08:30', 60);
    // The order belongs to another warehouse than the machine; it still kept the machine busy.
    const whole = await oee({}, { ...NO_SCOPE, warehouses: [elsewhere.id] });
    expect(whole[0]).toMatchObject({ runS: '3600', good: '60' });
    expect(await oee({}, { ...NO_SCOPE, workCenters: [floor.centers[0].id] })).toEqual(whole);
    expect(await oee({}, { ...NO_SCOPE, warehouses: [floor.warehouse.id] })).toEqual([]);
    const all = await bed.transaction((tx) => performance.oee.list(tx, clerk, { grain: 'day' }), clerk, { ...NO_SCOPE, workCenters: [floor.centers[1].id] });
    expect(new Set(all.items.map((row) => row.workCenter.code))).toEqual(new Set([floor.centers[1].code]));
  });
});
