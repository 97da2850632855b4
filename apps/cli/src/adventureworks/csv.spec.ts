import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readTable, table } from './csv';
import { count, day, decimal, flag, oneOf, optional, positive, tenThousandths, text, whole, wholeDecimal } from './fields';
import { ImportRefused, Problems } from './problems';

const people = table('people.csv', { Id: count, Name: text, Born: optional(day) }, ['Id']);

describe('a table of the folder', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'csv-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = async (content: string | Buffer, name = 'people.csv') => {
    writeFileSync(join(folder, name), content);
    const problems = new Problems();
    const rows: unknown[] = [];
    await readTable(folder, people, problems, (row) => rows.push(row));
    return { rows, problems: collected(problems) };
  };

  it('gives typed rows with their line, whatever the order of the columns', async () => {
    const { rows, problems } = await read('Name,Other,Id,Born\n"Li, ""Anna""",x,1,2001-02-28\n王小明,,2,\n');
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      { line: 2, Id: 1, Name: 'Li, "Anna"', Born: '2001-02-28' },
      { line: 3, Id: 2, Name: '王小明', Born: null },
    ]);
  });

  it('reads the gzip of a file when the file itself is not there', async () => {
    const { rows } = await read(gzipSync('Id,Name,Born\n7,G,\n'), 'people.csv.gz');
    expect(rows).toEqual([{ line: 2, Id: 7, Name: 'G', Born: null }]);
  });

  it.each([
    ['a missing field', '1,A', 'people.csv:3 has 2 fields, the header has 3'],
    ['a bad number', '1x,A,', 'people.csv:3 Id must be a whole number, is "1x"'],
    ['an empty required field', '1,,', 'people.csv:3 Name must not be empty'],
    ['a day that does not exist', '1,A,2013-02-29', 'people.csv:3 Born must be a date YYYY-MM-DD, is "2013-02-29"'],
    ['a second row with the same key', '9,B,', 'people.csv:3 Id 9 is already on line 2'],
    ['bytes that are not UTF-8', Buffer.from([0x31, 0x2c, 0xff, 0x41, 0x2c]), 'people.csv:3 Name is not valid UTF-8 text'],
  ])('reports %s with its line and takes the other rows', async (_name, row, expected) => {
    const { rows, problems } = await read(
      Buffer.concat([Buffer.from('Id,Name,Born\n9,Good,\n'), Buffer.from(row as string), Buffer.from('\n10,Also good,\n')]),
    );
    expect(problems).toEqual([expected]);
    expect(rows).toHaveLength(2);
  });

  it('counts the lines inside quoted fields', async () => {
    const { problems } = await read('Id,Name,Born\n1,"two\nlines",\nx,B,\n');
    expect(problems).toEqual(['people.csv:4 Id must be a whole number, is "x"']);
  });

  it('reports an unclosed quote, a missing column, an empty and a missing file', async () => {
    expect((await read('Id,Name,Born\n1,"open,\n2,B,\n')).problems[0]).toMatch(/^people\.csv:\d+ cannot be read on: .*[Qq]uote/);
    expect((await read('Id,Born\n1,\n')).problems).toEqual(['people.csv:1 the header lacks Name']);
    expect((await read('')).problems).toEqual(['people.csv:0 the file is empty']);
    rmSync(join(folder, 'people.csv'));
    const problems = new Problems();
    await readTable(folder, people, problems, () => undefined);
    expect(collected(problems)).toEqual(['people.csv:0 the file is missing']);
  });
});

it('refuses values that a field does not hold', () => {
  const bad: [(raw: string) => unknown, string][] = [
    [whole, '1.5'],
    [whole, ''],
    [whole, '9'.repeat(16)],
    [count, '-1'],
    [positive, '0'],
    [wholeDecimal, '3.50'],
    [wholeDecimal, '-3.00'],
    [decimal, '1e5'],
    [decimal, '-1'],
    [decimal, '1.1234567'],
    [tenThousandths, '1.12345'],
    [tenThousandths, '1.10000'],
    [tenThousandths, '-1'],
    [tenThousandths, ''],
    [flag, 'True'],
    [oneOf('W', 'P'), 'X'],
    [text, 'a\0b'],
    [day, '2013-1-1'],
  ];
  for (const [field, raw] of bad) expect(() => field(raw)).toThrow(/must|valid/);
  expect(['3', '0.5', '92.2500', '12.0001'].map(tenThousandths)).toEqual([30_000n, 5_000n, 922_500n, 120_001n]);
  expect([whole('-7'), wholeDecimal('3.00'), decimal('50.2600'), flag('true'), oneOf('W', 'P')('W')]).toEqual([-7, 3, '50.2600', true, 'W']);
});

function collected(problems: Problems): string[] {
  try {
    problems.refuse();
    return [];
  } catch (error) {
    return (error as ImportRefused).problems.map((p) => `${p.file}:${p.line} ${p.reason}`);
  }
}
