import { TestDatabase } from '@anwen/database/testing';
import { IndexAdviser } from './index-advice.service';
import { indexAdviceStore } from './index-advice.store';
import { RetentionStore } from './retention.store';
import { SlowLog } from './slow-log.service';
import { SlowQueryReport } from './slow-query-report.service';
import { SlowQueryStore } from './slow-query.store';
import { shapeOf } from './sql-shape.rules';

let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.asOwner(`
    CREATE TABLE planted_customers (id bigint PRIMARY KEY, name text);
    CREATE TABLE planted_orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES planted_customers(id), status text NOT NULL, code text NOT NULL, due_on date NOT NULL, qty numeric, created_at timestamptz NOT NULL, "WeirdName" int);
    INSERT INTO planted_customers SELECT n, 'c' || n FROM generate_series(1, 2000) AS n;
    INSERT INTO planted_orders SELECT n, n % 2000 + 1, CASE WHEN n % 50 = 0 THEN 'open' ELSE 'closed' END, 'SO-' || n, date '2026-01-01' + (n % 300), n % 7, now() - n * interval '1 minute', n % 1000 FROM generate_series(1, 40000) AS n;
    CREATE INDEX planted_twice ON planted_orders (due_on, id); CREATE INDEX planted_again ON planted_orders (due_on, id);
    GRANT SELECT, UPDATE, DELETE ON planted_orders, planted_customers TO anwen_app; ANALYZE planted_orders; ANALYZE planted_customers`);
});
afterAll(() => bed.drop());

const advise = (sql: string): ReturnType<IndexAdviser['adviseOn']> => new IndexAdviser(bed.database).adviseOn(shapeOf(sql).sql);

/** Ten ways in which the same index can be missing. */
const VARIATIONS: [string, string[]][] = [
  ['SELECT * FROM planted_orders WHERE customer_id = 17', ['customer_id']],
  ['SELECT * FROM planted_orders WHERE customer_id = $1 AND status = $2', ['customer_id']],
  [`SELECT count(*) FROM planted_orders o WHERE o.code = 'SO-77' AND o.status <> 'x'`, ['code']],
  ['SELECT o.*, c.name FROM planted_orders o JOIN planted_customers c ON c.id = o.customer_id WHERE c.id = 5', ['customer_id']],
  [`UPDATE planted_orders SET status = 'done' WHERE code = 'SO-1'`, ['code']],
  ['DELETE FROM planted_orders WHERE customer_id IN (1, 2, 3)', ['customer_id']],
  [`SELECT * FROM planted_orders WHERE "WeirdName" = 3`, ['WeirdName']],
  [`SELECT * FROM planted_orders WHERE customer_id = -5 AND created_at > now() - interval '3 days' ORDER BY id LIMIT 10`, ['customer_id']],
  [`SELECT * FROM planted_orders ORDER BY created_at DESC LIMIT 20`, ['created_at']],
  [`WITH x AS (SELECT * FROM planted_orders WHERE code = 'SO-9') SELECT * FROM x WHERE status = 'open'`, ['code']],
];

describe('index advice', () => {
  it('names the right columns in at least nine of ten variations of a missing index', async () => {
    const answers = [];
    for (const [sql, wanted] of VARIATIONS) {
      const advice = await advise(sql);
      answers.push({ sql, right: advice?.table === 'planted_orders' && JSON.stringify(advice.columns) === JSON.stringify(wanted), advice: advice?.ddl });
    }
    const wrong = answers.filter((a) => !a.right);
    if (wrong.length > 0) console.log(wrong);
    expect(wrong.length).toBeLessThanOrEqual(1);
  });

  it('adds what is needed to leave few rows, and quotes what must be quoted', async () => {
    expect(await advise('SELECT * FROM planted_orders WHERE "WeirdName" = 3 AND customer_id = 4')).toMatchObject({
      confidence: 'medium',
      costBefore: expect.any(Number),
      costAfter: null,
    });
    expect((await advise('SELECT * FROM planted_orders WHERE "WeirdName" = 3'))!.ddl).toBe('CREATE INDEX CONCURRENTLY ON planted_orders ("WeirdName")');
  });

  it.each([
    ['there is an index', 'SELECT * FROM planted_orders WHERE id = 4'],
    ['nearly all rows are wanted', `SELECT * FROM planted_orders WHERE status = 'closed'`],
    ['the table is small', `SELECT * FROM planted_customers WHERE name = 'c1'`],
    ['either of two columns may match', `SELECT * FROM planted_orders WHERE code = 'a' OR customer_id = 3`],
    ['the statement writes no plan', 'VACUUM planted_orders'],
    ['the table does not exist', 'SELECT * FROM nowhere WHERE a = 1'],
  ])('says nothing when %s', async (_why, sql) => {
    expect(await advise(sql)).toBeNull();
  });

  it('falls back to the text where there is no plan, and says that it is less sure', async () => {
    expect(await advise('SELECT customer_id, no_such_column FROM planted_orders WHERE code = 1')).toMatchObject({ columns: ['code'], confidence: 'low' });
  });

  it('executes and changes nothing', async () => {
    await advise('DELETE FROM planted_orders WHERE customer_id = 1');
    const [row] = await bed.database.query<{ n: number; indexes: number }>(
      `SELECT (SELECT count(*)::int FROM planted_orders) AS n, (SELECT count(*)::int FROM pg_indexes WHERE tablename = 'planted_orders') AS indexes`,
    );
    expect(row).toEqual({ n: 40_000, indexes: 3 });
  });
});

describe('tables under row-level security', () => {
  it('get the same advice, though nobody whom it binds may read their statistics', async () => {
    await bed.asOwner(`
      CREATE TABLE hidden_orders (LIKE planted_orders); INSERT INTO hidden_orders SELECT * FROM planted_orders; ANALYZE hidden_orders; GRANT SELECT ON hidden_orders TO anwen_app;
      ALTER TABLE hidden_orders ENABLE ROW LEVEL SECURITY; ALTER TABLE hidden_orders FORCE ROW LEVEL SECURITY;
      CREATE POLICY all_of_it ON hidden_orders USING (coalesce(current_setting('anwen.scope', true), '') = 'all')`);
    expect(await bed.database.query(`SELECT 1 FROM pg_stats WHERE tablename = 'hidden_orders'`)).toEqual([]);
    expect(await advise('SELECT * FROM hidden_orders WHERE customer_id = 17')).toMatchObject({ table: 'hidden_orders', columns: ['customer_id'] });
    expect(await advise(`SELECT * FROM hidden_orders WHERE status = 'closed'`)).toBeNull();
  });
});

describe('notes on indexes', () => {
  it('leave alone what a foreign key leans on, what differs in collation, and what belongs to a partitioned index', async () => {
    await bed.asOwner(`
      CREATE TABLE noted (id bigint PRIMARY KEY, customer_id bigint REFERENCES planted_customers(id), name text, at date);
      CREATE INDEX noted_fk ON noted (customer_id); CREATE INDEX noted_name ON noted (name); CREATE INDEX noted_c ON noted (name COLLATE "C"); CREATE INDEX noted_unused ON noted (at);
      CREATE TABLE split (id bigint, at date) PARTITION BY RANGE (at); CREATE TABLE split_1 PARTITION OF split FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      CREATE INDEX split_at ON split (at); CREATE INDEX split_at_too ON split (at)`);
    const notes = await bed.transaction(async (tx) => ({
      unused: (await indexAdviceStore.unusedIndexes(tx, 0, 0)).map((i) => i.index),
      twice: (await indexAdviceStore.duplicateIndexes(tx)).map((i) => i.index),
    }));
    expect(notes.unused).toContain('noted_unused');
    expect(notes.unused).not.toContain('noted_fk');
    expect(notes.unused.filter((name) => name!.startsWith('split'))).toEqual([]);
    expect(notes.twice.filter((name) => /noted|split_1/.test(name!))).toEqual([]);
  });

  it('suggest for all partitions what one of them lacks', async () => {
    await bed.asOwner(`
      CREATE TABLE months (id bigint, code text, at date) PARTITION BY RANGE (at); CREATE TABLE months_1 PARTITION OF months FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      INSERT INTO months SELECT n, 'C' || n, '2026-02-01' FROM generate_series(1, 20000) AS n; ANALYZE months; GRANT SELECT ON months, months_1 TO anwen_app`);
    const advice = await advise(`SELECT * FROM months WHERE code = 'C7'`);
    expect(advice).toMatchObject({ table: 'months', columns: ['code'] });
    expect(advice!.ddl).toContain('ON ONLY months (code)');
  });
});

describe('the daily report', () => {
  const report = (source?: string): SlowQueryReport => {
    const store = new SlowQueryStore();
    return new SlowQueryReport(bed.database, store, new RetentionStore(), new SlowLog(bed.database, store, source), new IndexAdviser(bed.database));
  };

  it('lists the top statements with shares and suggestions, and what else is wrong with the indexes', async () => {
    const planted = shapeOf('SELECT * FROM planted_orders WHERE customer_id = 17');
    const others = Array.from({ length: 5 }, (_, n) => ({ ...shapeOf(`SELECT other_${n} FROM elsewhere`), calls: 2, timeouts: 0, totalMs: 1_000, maxMs: 700 }));
    await bed.transaction(async (tx) => {
      await new SlowQueryStore().add(tx, [{ ...planted, calls: 100, timeouts: 1, totalMs: 95_000, maxMs: 6_000 }, ...others]);
      await tx.query(`UPDATE sys_slow_queries SET day = date '2026-01-05'`);
    });
    const body = await report('/nowhere/postgres.log').write('2026-01-05');
    expect(body.source).toBe('log');
    expect(body.top).toHaveLength(6);
    expect(body.top[0]).toMatchObject({
      fingerprint: planted.fingerprint,
      calls: 100,
      meanMs: 950,
      maxMs: 6_000,
      share: 95,
      suggestion: { ddl: 'CREATE INDEX CONCURRENTLY ON planted_orders (customer_id)' },
    });
    expect(body.foreignKeysWithoutIndex).toMatchObject([{ table: 'planted_orders', ddl: 'CREATE INDEX CONCURRENTLY ON planted_orders (customer_id)' }]);
    expect(body.duplicateIndexes).toMatchObject([{ index: 'planted_again' }]);
    expect(body.unusedIndexes).toEqual([]); // figures of a few minutes prove nothing
    const [row] = await bed.database.query<{ body: { day: string } }>(`SELECT body FROM sys_ops_reports WHERE kind = 'slow_queries.daily'`);
    expect(row!.body.day).toBe('2026-01-05');
  });

  it('says so when nobody has told it where the log lies', async () => {
    expect(await report().write()).toMatchObject({ source: 'not_configured', top: [] });
  });
});
