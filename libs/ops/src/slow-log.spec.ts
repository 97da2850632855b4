import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatOf, parseLog } from './postgres-log.rules';
import { shapeOf } from './sql-shape.rules';

const SAMPLES = join(__dirname, '../../../../shared/data/postgres-logs');
const sample = existsSync(SAMPLES) ? it : it.skip;
const read = (name: string): ReturnType<typeof parseLog> => {
  const text = readFileSync(join(SAMPLES, name)).toString('latin1');
  return parseLog(text, formatOf(name, text), true);
};

describe('shapes of statements', () => {
  it.each([
    [`SELECT * FROM users WHERE name = 'canary' AND pin = 123456`, 'SELECT * FROM users WHERE name = ? AND pin = ?'],
    [`select 'it''s canary', E'a\\'canary', B'101', U&'c\\0061nary', N'canary'`, 'select ?, ?, ?, ?, ?'],
    [`SELECT $tag$ canary ' $tag$, $$canary$$, $1`, 'SELECT ?, ?, ?'],
    ['SELECT 1 -- canary\n, /* canary */ 2', 'SELECT ? , ?'],
    [`SELECT * FROM t WHERE id IN (1, 2,3) AND x = -4.5e10 AND y = .5 AND z = 0xCAFE`, 'SELECT * FROM t WHERE id IN (?) AND x = -? AND y = ? AND z = ?'],
    [`INSERT INTO t VALUES (1, 'a'), (2, 'b')`, 'INSERT INTO t VALUES (?)'],
    [`SELECT "o'Brien", t1.c2 FROM "my ""table""" AS t1 WHERE a2026_01 = 1;`, `SELECT "o'Brien", t1.c2 FROM "my ""table""" AS t1 WHERE a2026_01 = ?`],
    [`ALTER ROLE x PASSWORD 'canary'`, 'ALTER ROLE x PASSWORD ?'],
    [`SELECT '料號-canary', 品名 FROM 料`, 'SELECT ?, 品名 FROM 料'],
    [`SELECT * FROM t WHERE a = 'canary that the log has cut o`, 'SELECT * FROM t WHERE a = ?'],
    ['SELECT 1 /* a /* b */ canary */ , 2', 'SELECT ? , ?'],
    ["SELECT '/* ' , 1 /* x /* canary", 'SELECT ? , ?'],
    [`SELECT * FROM t WHERE a = $$canary cut`, 'SELECT * FROM t WHERE a = ?'],
  ])('masks %s', (statement, wanted) => {
    expect(shapeOf(statement).sql).toBe(wanted);
    expect(shapeOf(statement).sql).not.toContain('canary');
  });

  it('is the same for the same question', () => {
    const one = shapeOf(`SELECT a FROM t WHERE b = 'x'  AND c IN (1,2)`).fingerprint;
    expect(shapeOf('select a from T where b = $1 and c in ($2, $3, $4)').fingerprint).toBe(one);
    expect(shapeOf(`SELECT a FROM t WHERE b = 'x' OR c IN (1,2)`).fingerprint).not.toBe(one);
    expect(shapeOf('SELECT "A"').fingerprint).not.toBe(shapeOf('SELECT "a"').fingerprint);
  });
});

describe('the formats of the log', () => {
  sample('csvlog', () => {
    const { statements } = read('csvlog-small.log');
    expect(statements).toEqual([{ statement: 'SELECT example_schema.slow_table.id FROM example_schema.slow_table', ms: 688_786.283, isCall: true }]);
  });

  sample('stderr with the default prefix', () => {
    const { statements } = read('stderr-default-prefix.log');
    expect(statements).toHaveLength(12);
    expect(statements[4]).toEqual({ statement: `UPDATE test SET col1='forêt & océan' WHERE col2 = 1;`, ms: 1.452, isCall: true });
  });

  sample('stderr with the extended protocol: only what is executed is a call, parameters stay behind', () => {
    const { statements } = read('stderr-extended-protocol.log');
    expect(statements.filter((s) => s.isCall)).toHaveLength(5);
    expect(statements).toHaveLength(8);
    expect(JSON.stringify(statements)).not.toMatch(/njchar|hello|bye|iiii/);
  });

  sample('stderr with a prefix of somebody’s own', () => {
    const { statements } = read('stderr-pgbench.log');
    expect(statements.length).toBeGreaterThan(600);
    expect(statements.every((s) => s.isCall && s.ms !== null)).toBe(true);
  });

  it('jsonlog', () => {
    const line = (fields: object): string => `${JSON.stringify({ timestamp: '2026-11-22 01:02:03.000 UTC', pid: 1, error_severity: 'LOG', ...fields })}\n`;
    const text =
      line({ message: "duration: 6001.5 ms  statement: SELECT '料'\n, 2" }) +
      line({ error_severity: 'ERROR', message: 'canceling statement due to statement timeout', statement: 'SELECT pg_sleep(60)' });
    const parsed = parseLog(Buffer.from(text).toString('latin1') + '{"timestamp": "torn', formatOf('x.json', ''), false);
    expect(parsed).toEqual({
      statements: [
        { statement: "SELECT '料'\n, 2", ms: 6001.5, isCall: true },
        { statement: 'SELECT pg_sleep(60)', ms: null, isCall: true },
      ],
      consumed: Buffer.byteLength(text),
    });
  });

  it('stderr in several lines, with our prefix, and the error of a time limit with its statement', () => {
    const text = `2026-11-22 01:02:03.004 UTC [77] anwen-api LOG:  duration: 700.000 ms  execute <unnamed>: SELECT a,\n\tb\n\tFROM t WHERE c = $1\n2026-11-22 01:02:03.004 UTC [77] anwen-api DETAIL:  parameters: $1 = 'canary'\n2026-11-22 01:02:04.004 UTC [78] anwen-api ERROR:  canceling statement due to statement timeout\n2026-11-22 01:02:04.004 UTC [78] anwen-api STATEMENT:  SELECT pg_sleep(20)\n`;
    const parsed = parseLog(text, formatOf('postgres.log', text), true);
    expect(parsed.statements).toEqual([
      { statement: 'SELECT a,\nb\nFROM t WHERE c = $1', ms: 700, isCall: true },
      { statement: 'SELECT pg_sleep(20)', ms: null, isCall: true },
    ]);
    // While more may come, the last entry waits, and the error waits with its statement.
    const waiting = parseLog(text, 'stderr', false);
    expect(waiting.statements).toHaveLength(1);
    expect(text.slice(waiting.consumed)).toMatch(/^2026-11-22 01:02:04.004 UTC \[78\] anwen-api ERROR/);
  });

  it('csvlog again after the middle of an entry that was too long', () => {
    const row = (message: string): string =>
      `2026-11-22 01:02:03.004 UTC,"u","d",1,"::1",1.1,1,"SELECT",2026-11-22 01:00:00 UTC,1/1,0,LOG,00000,"${message}",,,,,,,,,"app","client backend",,0\n`;
    const rest = `lost, ""beginning"" of a text\n2026-11-22 no entry",,,,,,,,,"app","client backend",,0\n`;
    const parsed = parseLog(rest + row('duration: 900.5 ms  statement: SELECT a'), 'csv', false);
    expect(parsed.statements).toEqual([{ statement: 'SELECT a', ms: 900.5, isCall: true }]);
  });

  it('csvlog in several lines, the last one torn', () => {
    const row = (message: string): string =>
      `2026-11-22 01:02:03.004 UTC,"u","d",1,"::1",1.1,1,"SELECT",2026-11-22 01:00:00 UTC,1/1,0,LOG,00000,"${message}",,,,,,,,,"app","client backend",,0\n`;
    const whole = row('duration: 900.5 ms  statement: SELECT ""A"",\n 1');
    const parsed = parseLog(whole + row('duration: 1 ms  statement: x').slice(0, 90), formatOf('postgresql.csv', ''), false);
    expect(parsed).toEqual({ statements: [{ statement: 'SELECT "A",\n 1', ms: 900.5, isCall: true }], consumed: whole.length });
  });
});
