import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { SlowLog } from './slow-log.service';
import { SlowQueryStore } from './slow-query.store';

let bed: TestDatabase;
let folder: string;
let file: string;
beforeAll(async () => {
  bed = await TestDatabase.create();
});
afterAll(() => bed.drop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'anwen-log-'));
  file = join(folder, 'postgres.log');
  writeFileSync(file, '');
  await bed.database.query('DELETE FROM sys_slow_queries');
  await bed.database.query('DELETE FROM sys_alerts');
});
afterEach(() => rmSync(folder, { recursive: true }));

const tail = (source = file): SlowLog => new SlowLog(bed.database, new SlowQueryStore(), source);
const entry = (ms: number, sql: string): string => `2026-11-22 01:02:03.004 UTC [77] anwen-api LOG:  duration: ${ms}.000 ms  statement: ${sql}\n`;
/** The server has been silent for a while. */
const silence = (path = file): void => utimesSync(path, new Date(), new Date(Date.now() - 10_000));
const write = (text: string, path = file): void => {
  appendFileSync(path, text);
  silence(path);
};
const stored = (): Promise<{ sql: string; calls: number; maxMs: number }[]> =>
  bed.database.query('SELECT sql, calls::int AS calls, max_ms AS "maxMs" FROM sys_slow_queries ORDER BY sql');
const rung = (): Promise<{ subject: string; times: number; data: { sql: string; maxMs: number } }[]> =>
  bed.database.query(`SELECT subject, times::int AS times, data FROM sys_alerts WHERE code = 'slow_query.over_5s' AND resolved_at IS NULL ORDER BY id`);

describe('following the log', () => {
  it('begins at the end, then takes each entry once', async () => {
    write(entry(9_000, 'SELECT history'));
    expect(await tail().look()).toBe(0);
    write(entry(700, 'SELECT 1') + entry(800, 'SELECT 2') + entry(20, 'SELECT fast'));
    expect(await tail().look()).toBe(2);
    expect(await tail().look()).toBe(0);
    expect(await stored()).toEqual([{ sql: 'SELECT ?', calls: 2, maxMs: 800 }]);
  });

  it('waits for the rest of an entry that is being written', async () => {
    await tail().look();
    appendFileSync(file, entry(700, 'SELECT a,').trimEnd());
    expect(await tail().look()).toBe(0);
    write('\n\tb FROM t\n');
    expect(await tail().look()).toBe(1);
    expect(await stored()).toMatchObject([{ sql: 'SELECT a, b FROM t' }]);
  });

  it('reads a rotated file to its end before the new one', async () => {
    await tail().look();
    write(entry(700, 'SELECT a'));
    renameSync(file, `${file}.1`);
    write(entry(700, 'SELECT b'));
    expect(await tail().look()).toBe(2);
    write(entry(700, 'SELECT c'));
    expect(await tail().look()).toBe(1);
    expect((await stored()).map((s) => s.calls)).toEqual([1, 1, 1]);
  });

  it('begins anew in a file that was emptied, and goes on after one that was removed', async () => {
    write(entry(10, 'SELECT something that makes it long'));
    await tail().look();
    truncateSync(file);
    write(entry(700, 'SELECT a'));
    expect(await tail().look()).toBe(1);
    renameSync(file, join(folder, 'gone')); // as good as removed; its inode is not used again
    appendFileSync(file, entry(700, 'SELECT b'));
    await tail().look();
    write(entry(700, 'SELECT b') + entry(700, 'SELECT b'));
    await tail().look();
    expect(await stored()).toEqual([
      { sql: 'SELECT a', calls: 1, maxMs: 700 },
      { sql: 'SELECT b', calls: 3, maxMs: 700 },
    ]);
  });

  it('takes a new file as new when its clock is a little behind ours', async () => {
    write(entry(10, 'SELECT something'));
    await tail().look();
    renameSync(file, join(folder, 'gone'));
    appendFileSync(file, entry(700, 'SELECT b'));
    utimesSync(file, new Date(), new Date(Date.now() - 1_000));
    await tail().look();
    write(entry(700, 'SELECT b'));
    await tail().look();
    expect(await stored()).toEqual([{ sql: 'SELECT b', calls: 2, maxMs: 700 }]);
  });

  it('reads entries once that the server writes in several formats, and each of several files from where it was left', async () => {
    const logs = join(folder, 'log');
    mkdirSync(logs);
    const json = (sql: string): string => `${JSON.stringify({ timestamp: 'x', error_severity: 'LOG', message: `duration: 700.0 ms  statement: ${sql}` })}\n`;
    for (const name of ['a.json', 'b.json', 'a.log']) writeFileSync(join(logs, name), '');
    await tail(logs).look();
    let slow = 0;
    for (let turn = 0; turn < 4; turn++) {
      for (const name of ['a.json', 'b.json']) appendFileSync(join(logs, name), json('SELECT a'));
      write(entry(700, 'SELECT a'), join(logs, 'a.log'));
      slow += await tail(logs).look();
    }
    expect(slow).toBe(8);
    expect(await stored()).toEqual([{ sql: 'SELECT a', calls: 8, maxMs: 700 }]);
  });

  it('follows a directory of dated files', async () => {
    const logs = join(folder, 'log');
    mkdirSync(logs);
    const at = (name: string, minutesAgo: number, text: string): void => {
      appendFileSync(join(logs, name), text);
      utimesSync(join(logs, name), new Date(), new Date(Date.now() - minutesAgo * 60_000));
    };
    at('postgresql-01.log', 30, '');
    await tail(logs).look();
    at('postgresql-01.log', 20, entry(700, 'SELECT a'));
    at('postgresql-02.log', 10, entry(600, 'SELECT b'));
    expect(await tail(logs).look()).toBe(2);
    expect(await tail(logs).look()).toBe(0);
  });

  it('takes a flood in stretches and cuts no entry', async () => {
    await tail().look();
    write(Array.from({ length: 200 }, (_, n) => entry(600 + n, `SELECT ${n} FROM t`)).join(''));
    let slow = 0;
    for (let i = 0; i < 20; i++) slow += await tail().look(4_096);
    expect(slow).toBe(200);
    expect(await stored()).toEqual([{ sql: 'SELECT ? FROM t', calls: 200, maxMs: 799 }]);
  });

  it('keeps nothing of what somebody typed in', async () => {
    await tail().look();
    write(
      `${entry(6_000, "SELECT * FROM users WHERE name = 'canary-4711' AND pin = 471147114711 -- canary").trimEnd()}\n2026-11-22 01:02:03.004 UTC [77] x DETAIL:  parameters: $1 = 'canary-4711'\n` +
        entry(7_000, "INSERT INTO t VALUES ('canary-4711 that is cut"),
    );
    expect(await tail().look()).toBe(2);
    const [dump] = await bed.asOwner<{ everything: string }>(
      `SELECT (SELECT jsonb_agg(t) FROM sys_slow_queries t)::text || (SELECT jsonb_agg(t) FROM sys_alerts t)::text || (SELECT jsonb_agg(t) FROM sys_audit_logs t)::text || (SELECT jsonb_agg(t) FROM sys_log_tails t)::text AS everything`,
    );
    expect(dump!.everything).toContain('SELECT * FROM users');
    expect(dump!.everything).not.toMatch(/canary|47114711/);
  });
});

describe('queries over 5 s', () => {
  it('are expected of our own maintenance and of report files, which say so before their text', async () => {
    await tail().look();
    write(entry(60_000, '/* anwen:maintenance */ WITH links AS (SELECT 1) SELECT a') + entry(60_000, '/* anwen:report */ DECLARE report CURSOR FOR SELECT b'));
    expect(await tail().look()).toBe(2);
    expect(await rung()).toEqual([]);
    expect(await stored()).toHaveLength(2); // the daily report counts them
  });

  it('go on ringing while the shape goes on, though it is told only once an hour', async () => {
    await tail().look();
    write(entry(6_000, 'SELECT goes_on'));
    await tail().look();
    await bed.asOwner(`UPDATE sys_alerts SET last_at = now() - interval '61 minutes'`);
    write(entry(6_000, 'SELECT goes_on'));
    await tail().look();
    expect(await rung()).toHaveLength(1);
  });

  it('ring once an hour for each shape, and no longer when it is over', async () => {
    await tail().look();
    write(entry(6_000, 'SELECT pg_sleep(6)') + entry(5_000, 'SELECT just_within') + entry(60_000, 'VACUUM (ANALYZE) t'));
    await tail().look();
    expect(await rung()).toMatchObject([{ times: 1, data: { sql: 'SELECT pg_sleep(?)', maxMs: 6_000 } }]);
    write(entry(6_500, 'SELECT pg_sleep(7)'));
    await tail().look();
    expect(await rung()).toMatchObject([{ times: 1 }]);
    await bed.asOwner(
      `UPDATE sys_slow_queries SET alerted_at = now() - interval '61 minutes', last_over_at = now() - interval '61 minutes'; UPDATE sys_alerts SET last_at = now() - interval '61 minutes'`,
    );
    await tail().look();
    expect(await rung()).toEqual([]); // quiet for an hour
    write(entry(6_500, 'SELECT pg_sleep(8)'));
    await tail().look();
    expect(await rung()).toHaveLength(1);
    const [audits] = await bed.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM sys_audit_logs WHERE action = 'slowquery.over_5s' AND diff->>'sql' = 'SELECT pg_sleep(?)'`,
    );
    expect(audits!.n).toBe(2);
  });

  it('ring too when the server had to end them', async () => {
    await tail().look();
    write(
      '2026-11-22 01:02:04.004 UTC [78] x ERROR:  canceling statement due to statement timeout\n2026-11-22 01:02:04.004 UTC [78] x STATEMENT:  SELECT pg_sleep(20)\n',
    );
    await tail().look();
    expect(await rung()).toMatchObject([{ data: { timeouts: 1 } }]);
  });
});
