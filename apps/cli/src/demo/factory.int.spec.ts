import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { systemActor } from '@anwen/kernel';
import { OeeService } from '@anwen/work-orders/performance';
import { withAllServices } from '../services';
import { Calendar } from './calendar';
import { seedFactory, type FactoryReport } from './factory';

jest.setTimeout(60_000); // a busy machine is no failure

describe('the demonstration factory', () => {
  let bed: TestDatabase;
  beforeAll(async () => (bed = await TestDatabase.create()));
  afterAll(() => bed.drop());

  const seed = (daysAgo: number, dryRun: boolean): Promise<FactoryReport> =>
    withAllServices(bed.database, (services) =>
      seedFactory(bed.database, services, { clock: { now: () => new Date(Date.now() - daysAgo * 86_400_000) }, dryRun }),
    );
  const one = async (sql: string): Promise<unknown> => Object.values((await bed.transaction((tx) => tx.query<Record<string, unknown>>(sql)))[0] ?? {})[0];

  /** The last Wednesday, Saturday and Sunday of the factory: weekends shift deliveries and incidents. */
  const weekdays = [3, 6, 0].map((wanted) => {
    const ago = [0, 1, 2, 3, 4, 5, 6].find((n) => new Date(Date.now() + 8 * 3_600_000 - n * 86_400_000).getUTCDay() === wanted);
    return { name: ['Sunday', '', '', 'Wednesday', '', '', 'Saturday'][wanted], daysAgo: ago! };
  });

  it.each(weekdays)('can be loaded on a $name, and a dry run takes it back', async ({ daysAgo }) => {
    const report = await seed(daysAgo, true);
    expect(report).toMatchObject({ alreadyLoaded: false, items: 14, users: 8 });
    expect(report.postings).toBeGreaterThan(180);
    expect(await one('SELECT count(*)::int FROM inventory_postings')).toBe(0);
  });

  it('is loaded once; a second call changes nothing', async () => {
    const first = await seed(0, false);
    expect(first.alreadyLoaded).toBe(false);
    expect(await seed(0, false)).toEqual({ alreadyLoaded: true, items: 0, users: 0, postings: 0 });
    // And the two deliveries on the dock, and what the line used up and made this morning.
    expect(await one(`SELECT count(*)::int FROM inventory_postings WHERE doc_type IS DISTINCT FROM 'work_order'`)).toBe(first.postings + 2);
    expect(await one(`SELECT count(*)::int FROM inventory_postings WHERE doc_type = 'work_order'`)).toBeGreaterThan(4);
    expect(await one('SELECT name FROM sys_tenants')).toBe('安穩精密工業股份有限公司');
  });

  it('shows everything a stock system is tried with: lots, expiry, serials, a hold, inspection, a reversal, scrap', async () => {
    expect((await verifyLedger(bed.database)).results.flatMap((r) => r.problems)).toEqual([]);
    expect(await one(`SELECT count(*) > 100 FROM serials`)).toBe(true);
    expect(await one(`SELECT count(*)::int FROM inventory_balance WHERE stock_status = 2 AND on_hand = 20`)).toBe(1);
    expect(await one(`SELECT count(*)::int FROM inventory_balance WHERE stock_status = 1 AND on_hand = 50`)).toBe(1);
    expect(await one(`SELECT count(*)::int FROM inventory_postings WHERE event_type = 'REVERSAL'`)).toBe(1);
    expect(
      await one(`SELECT array_agg(DISTINCT event_type::text ORDER BY event_type::text) @> '{ADJUST,ISSUE,RECEIPT,STATUS,TRANSFER}' FROM inventory_postings`),
    ).toBe(true);
    expect(
      await one(
        `SELECT bool_and(effective_on < business_date()) FROM inventory_postings WHERE event_type <> 'REVERSAL' AND doc_type IS DISTINCT FROM 'work_order'`,
      ),
    ).toBe(true);
    expect(await one(`SELECT count(*)::int FROM lots WHERE expires_on BETWEEN business_date() AND business_date() + 14`)).toBe(1);
    expect(await one(`SELECT actor_name FROM inventory_postings WHERE note = '品質異常' OR event_type = 'STATUS' LIMIT 1`)).toBe('張淑芬');
  });

  it('leaves work on every desk: to receive, inspect, put away, ship, pick, count and transfer', async () => {
    for (const [table, state] of [
      ['purchase_orders', 'draft'],
      ['purchase_orders', 'partially_received'],
      ['inspections', 'conditional'],
      ['putaway_tasks', 'open'],
      ['sales_orders', 'draft'],
      ['shipments', 'picking'],
      ['pick_tasks', 'open'],
      ['count_tasks', 'open'],
      ['transfers', 'draft'],
    ])
      expect([table, state, await one(`SELECT count(*) > 0 FROM ${table} WHERE state = '${state}'`)]).toEqual([table, state, true]);
  });

  it('has orders on the line in every state, pieces and scrap, a machine that stands still, and a plan on its way', async () => {
    const states = `SELECT array_agg(DISTINCT state ORDER BY state) FROM work_orders`;
    expect(await one(states)).toEqual(['cancelled', 'closed', 'completed', 'draft', 'in_progress', 'on_hold', 'planned', 'released']);
    expect(await one(`SELECT array_agg(DISTINCT state ORDER BY state) FROM wo_operations`)).toEqual(['done', 'pending', 'ready', 'running']);
    expect(await one(`SELECT bool_or(wo_short_count(id) > 0) FROM work_orders WHERE state = 'released' AND note LIKE '%馬達待補'`)).toBe(true);
    expect(await one(`SELECT count(*)::int FROM work_orders WHERE state = 'released' AND due_on < business_date()`)).toBe(1);
    expect(await one(`SELECT count(*)::int FROM production_reports WHERE scrap > 0 AND scrap_reason_id IS NOT NULL`)).toBe(4);
    expect(await one(`SELECT count(*) > 0 FROM lot_genealogy g JOIN work_orders w ON w.number = g.work_order`)).toBe(true);
    expect(await one(`SELECT array_agg(ended_at IS NULL ORDER BY id) FROM downtime_events`)).toEqual([false, false, true]);
    expect(
      await one(
        `SELECT array_agg(DISTINCT operator_name) FROM (SELECT operator_name FROM wo_operation_runs UNION SELECT operator_name FROM production_reports) AS o`,
      ),
    ).toEqual(['黃建宏']);
    expect(await one(`SELECT count(*)::int FROM wo_operation_runs WHERE ended_at IS NULL`)).toBe(2);
    expect(await one(`SELECT count(*)::int FROM planning_runs WHERE state = 'waiting'`)).toBe(1);
  });

  it('has used every work centre on the last working day, none faster than it can', async () => {
    const calendar = new Calendar(new Date());
    const day = calendar.date(calendar.workdayBy(1));
    const items = await withAllServices(bed.database, (services) =>
      bed.transaction((tx) => services.get(OeeService).list(tx, systemActor('test'), { from: day, to: day, grain: 'day' })),
    ).then((oee) => oee.items);
    expect(items.map((row) => row.workCenter.code)).toEqual(['ASM-01', 'CNC-01', 'PNT-01']);
    for (const { availability, performance, quality, oee } of items)
      for (const ratio of [availability, performance, quality, oee]) expect([Number(ratio) > 0, Number(ratio) <= 1]).toEqual([true, true]);
  });

  it('opens no door: every person must get a new password before signing in means anything', async () => {
    expect(await one(`SELECT bool_and(must_change_password AND password_hash LIKE '$argon2id$%') FROM sys_users`)).toBe(true);
    expect(await one(`SELECT count(*)::int FROM sys_user_roles`)).toBe(8);
    expect(await one(`SELECT count(*)::int FROM sys_data_scopes WHERE kind = 'warehouse'`)).toBe(1);
  });
});
