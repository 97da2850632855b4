import { standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk } from '@anwen/inventory/testing';
import { AppError, type Actor } from '@anwen/kernel';
import { aFactoryFloor, aReleasedOrder, aWorkCenter, type FactoryFloor } from '../orders/testing';
import { anOperator, performance } from './testing';

const { operations, downtime } = performance;
const CLIENTS = 10;
let bed: TestDatabase;
let floor: FactoryFloor;
let workers: Actor[];
let deadlocksBefore: number;
beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: CLIENTS });
  await bed.transaction(standardReasons);
  floor = await bed.transaction((tx) => aFactoryFloor(tx));
  workers = await Promise.all(Array.from({ length: CLIENTS }, (_, i) => anOperator(bed, `W${i}`)));
  deadlocksBefore = await bed.deadlocks();
});
afterAll(() => bed.drop());
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  expect(await bed.transaction((tx) => tx.query(OVERBOOKED))).toEqual([]);
  expect(await bed.transaction((tx) => tx.query(AT_NOTHING))).toEqual([]);
  expect(await bed.deadlocks()).toBe(deadlocksBefore);
});

const OVERBOOKED = `SELECT c.code FROM work_centers c WHERE (SELECT count(*) FROM wo_operations o WHERE o.work_center_id = c.id AND o.state = 'running') > c.capacity`;
/** Somebody works on it if and only if it is running. */
const AT_NOTHING = `SELECT o.id FROM wo_operations o
  WHERE (o.state = 'running') <> EXISTS (SELECT FROM wo_operation_runs r WHERE r.operation_id = o.id AND r.ended_at IS NULL)`;
const settle = async (work: Promise<unknown>[]) => {
  const done = await Promise.allSettled(work);
  const refused = done.flatMap((d) => (d.status === 'rejected' ? [d.reason as AppError] : []));
  for (const error of refused) if (!(error instanceof AppError)) throw error;
  return { won: done.length - refused.length, codes: [...new Set(refused.map((e) => e.code))].sort() };
};
const times = <T>(n: number, work: (i: number) => Promise<T>) => settle(Array.from({ length: n }, (_, i) => work(i)));
const orders = (n: number) => Promise.all(Array.from({ length: n }, () => bed.transaction((tx) => aReleasedOrder(tx, floor, { supplied: false }))));
const step = (verb: 'start' | 'pause' | 'resume' | 'finish' | 'skip', i: number, order: string, body: object = {}) =>
  bed.transaction((tx) => operations[verb](tx, workers[i % CLIENTS]!, { order, opNo: 10 }, body as never), workers[i % CLIENTS]!);

describe('many people at once', () => {
  it('start one operation on a work centre with one place, whatever order they work on', async () => {
    for (let round = 0; round < 4; round++) {
      const many = await orders(CLIENTS);
      const { won, codes } = await times(CLIENTS, (i) => step('start', i, many[i]!.number));
      expect([won, codes]).toEqual([1, ['performance.work_center_busy']]);
      for (const { number } of many) await step('pause', 0, number, { all: true }).catch(() => undefined);
    }
  });

  it('fill the places of a work centre that has three, and no more', async () => {
    await bed.transaction((tx) => tx.query('UPDATE work_centers SET capacity = 3 WHERE id = $1', [floor.centers[0].id]));
    const many = await orders(CLIENTS);
    const { won, codes } = await times(CLIENTS, (i) => step('start', i, many[i]!.number));
    expect([won, codes]).toEqual([3, ['performance.work_center_busy']]);
    for (const { number } of many) await step('pause', 0, number, { all: true }).catch(() => undefined);
    await bed.transaction((tx) => tx.query('UPDATE work_centers SET capacity = 1 WHERE id = $1', [floor.centers[0].id]));
  });

  it('join one operation each once, and it is over for all when it is finished', async () => {
    const [order] = await orders(1);
    const { won, codes } = await times(2 * CLIENTS, (i) => step('start', i, order!.number));
    expect([won, codes]).toEqual([CLIENTS, ['performance.already_at_it']]);
    const ends = await times(CLIENTS, (i) => step('finish', i, order!.number));
    expect([ends.won, ends.codes]).toEqual([1, ['performance.invalid_transition']]);
  });

  it('come and go as they like: what runs is what somebody is at, and times do not overlap', async () => {
    const many = await orders(4);
    for (let round = 0; round < 5; round++) {
      await times(CLIENTS, (i) => step((['start', 'pause', 'resume'] as const)[(i + round) % 3]!, i, many[(i * 7 + round) % 4]!.number));
    }
    // One place: whenever two different operations of the work centre ran, the one had stopped before the other began.
    const overlaps = await bed.transaction((tx) =>
      tx.query(
        `SELECT a.id FROM wo_operation_runs a JOIN wo_operation_runs b ON b.operation_id <> a.operation_id AND tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at)
           JOIN wo_operations o ON o.id = a.operation_id JOIN wo_operations p ON p.id = b.operation_id JOIN work_orders w ON w.id = o.work_order_id
          WHERE o.work_center_id = p.work_center_id AND w.number = ANY ($1)`,
        [many.map((o) => o.number)],
      ),
    );
    expect(overlaps).toEqual([]);
    for (const { number } of many) await step('pause', 0, number, { all: true }).catch(() => undefined);
  });

  it('report one stop of a work centre, and cut and end it without gaps or overlaps', async () => {
    const center = await bed.transaction(aWorkCenter);
    const begun = await times(CLIENTS, (i) => bed.transaction((tx) => downtime.start(tx, workers[i]!, { workCenter: center.code }), workers[i]!));
    expect([begun.won, begun.codes]).toEqual([1, ['performance.downtime_open']]);
    const other = await bed.transaction(aWorkCenter);
    const since = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
    const at = (seconds: number) => new Date(since + seconds * 1000).toISOString();
    const { id } = await bed.transaction((tx) => downtime.start(tx, clerk, { workCenter: other.code, startedAt: at(0) }));
    await times(CLIENTS, (i) =>
      bed.transaction<unknown>((tx) =>
        i % 5 === 0 ? downtime.end(tx, clerk, id, { endedAt: at(3_000) }) : downtime.split(tx, clerk, id, { at: at(i * 200) }),
      ),
    );
    const [sum] = await bed.transaction((tx) =>
      tx.query(
        `SELECT count(*) > 1 AS cut, count(*) FILTER (WHERE ended_at IS NULL) AS open, min(started_at) = $2 AS begins,
                sum(extract(epoch FROM coalesce(ended_at, 'epoch'::timestamptz + interval '100 years') - started_at)) = extract(epoch FROM max(coalesce(ended_at, 'epoch'::timestamptz + interval '100 years')) - min(started_at)) AS whole
           FROM downtime_events WHERE work_center_id = $1`,
        [other.id, at(0)],
      ),
    );
    expect(sum).toMatchObject({ cut: true, begins: true, whole: true });
  });
});
