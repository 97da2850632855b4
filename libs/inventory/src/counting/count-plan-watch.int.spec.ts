import { alerts } from '@anwen/alerts';
import { anItem } from '@anwen/catalog/testing';
import { as, bed, boss, moveTo, plans, sessions, stock, store } from './counting-bed';
import { aSmallStore } from '../testing';
import { counting } from './testing';

const watch = (): ReturnType<typeof counting.planWatch> => counting.planWatch(bed.database);
const aPlan = async (more: object = {}): Promise<string> => {
  const manager = boss();
  const input = { name: '循環盤點', warehouse: store.warehouse.code, scope: { locations: [store.binA.code] }, frequencyDays: 7, ...more };
  return (await as(manager, (tx) => plans.create(tx, manager, input))).id;
};
const sessionsOf = (plan: string): Promise<{ id: string; state: string }[]> =>
  bed.transaction((tx) =>
    tx.query(`SELECT s.public_id AS id, s.state FROM count_sessions s JOIN count_plans p ON p.id = s.plan_id WHERE p.public_id = $1 ORDER BY s.id`, [plan]),
  );
const dueOn = async (plan: string): Promise<string | null> => (await bed.transaction((tx) => plans.get(tx, plan))).dueOn;
const factoryDay = async (later: number): Promise<string> =>
  (await bed.transaction((tx) => tx.query<{ day: string }>('SELECT (business_date() + $1::int)::text AS day', [later])))[0]!.day;
const troubles = (): Promise<string[]> => bed.transaction((tx) => alerts.openSubjects(tx, 'count.not_opened'));

describe('the night opens counts', () => {
  it('of the plans that are due, once', async () => {
    const [due, resting, byHand] = [await aPlan(), await aPlan({ active: false }), await aPlan({ frequencyDays: null })];
    expect([await watch().look(), await watch().look()]).toEqual([1, 0]);
    expect((await sessionsOf(due)).map((s) => s.state)).toEqual(['open']);
    expect([await sessionsOf(resting), await sessionsOf(byHand)]).toEqual([[], []]);
    expect(await dueOn(due)).toBe(await factoryDay(7));
  });

  it('once, also when two do it at the same time', async () => {
    const plan = await aPlan();
    const [a, b] = await Promise.all([watch().look(), watch().look()]);
    expect([a! + b!, (await sessionsOf(plan)).length, await troubles()]).toEqual([1, 1, []]);
  });

  it('by the day of the factory, whatever day it is in Greenwich', async () => {
    const plan = await aPlan({ frequencyDays: 1 });
    await watch().look();
    await bed.transaction((tx) =>
      tx.query(
        `UPDATE count_sessions SET created_at = (business_date() + time '00:20') AT TIME ZONE 'Asia/Taipei' WHERE plan_id = (SELECT id FROM count_plans WHERE public_id = $1)`,
        [plan],
      ),
    );
    expect(await dueOn(plan)).toBe(await factoryDay(1));
  });

  it('and does not open again what somebody has just cancelled', async () => {
    const plan = await aPlan();
    await watch().look();
    const manager = boss();
    const [session] = await sessionsOf(plan);
    await as(manager, (tx) => sessions.cancel(tx, manager, session!.id));
    expect(await watch().look()).toBe(0);
    expect((await sessionsOf(plan)).map((s) => s.state)).toEqual(['cancelled']);
  });

  it('and tells of the one that cannot be opened, without keeping the others from it', async () => {
    const held = await aPlan();
    await watch().look();
    const [first] = await sessionsOf(held);
    const overlapping = await aPlan({ name: '重疊' });
    const here = store;
    moveTo(await bed.transaction(aSmallStore));
    await stock((await bed.transaction((tx) => anItem(tx))).code, '1');
    const other = await aPlan();
    moveTo(here);
    expect(await watch().look()).toBe(1);
    expect([(await sessionsOf(other)).length, await sessionsOf(overlapping), await troubles()]).toEqual([1, [], [overlapping]]);
    const manager = boss();
    await as(manager, (tx) => sessions.cancel(tx, manager, first!.id));
    expect([await watch().look(), await troubles()]).toEqual([1, []]);
  });

  it('and keeps telling of a plan while a fault keeps it from being looked at', async () => {
    await aPlan();
    await watch().look();
    const overlapping = await aPlan({ name: '重疊' });
    await watch().look();
    expect(await troubles()).toContain(overlapping);
    await bed.asOwner(`ALTER TABLE count_sessions ADD CONSTRAINT no_counts CHECK (false) NOT VALID`);
    await expect(watch().look()).rejects.toThrow();
    expect(await troubles()).toContain(overlapping);
    await bed.asOwner(`ALTER TABLE count_sessions DROP CONSTRAINT no_counts`);
  });
});
