import { existsSync, readFileSync } from 'node:fs';
import { buffer, text } from 'node:stream/consumers';
import { join } from 'node:path';
import { unescapeFormula } from '@anwen/kernel';
import { parse } from 'csv-parse/sync';
import { Workbook } from 'exceljs';
import { fromBufferPromise } from 'yauzl';
import type { ReportColumn, ReportRow } from '../report-definition';
import { glyphsOf, textOf } from '../testing';
import { openWriter } from './open-writer';
import { PDF_ROWS } from './pdf-writer';
import type { TableHead } from './table-writer';

const HOSTILE = join(__dirname, '../../../../../shared/data/hostile-strings');
const withShared = existsSync(HOSTILE) ? it : it.skip;
const hostile = (): string[] =>
  (existsSync(HOSTILE) ? ['naughty-strings.json', 'xss.json', 'sql-injection.json', 'path-traversal.json'] : [])
    .flatMap((name) => JSON.parse(readFileSync(join(HOSTILE, name), 'utf8')) as string[])
    .filter((text) => typeof text === 'string' && !text.includes('\0') && !/\p{Cs}/u.test(text));
withShared('the files below hold the shared hostile strings, too (skipped where ../shared is missing)', () => expect(hostile().length).toBeGreaterThan(500));

const columns: readonly ReportColumn[] = [
  { key: 'name', label: ['品名', 'Name'], type: 'text', width: 30 },
  { key: 'qty', label: ['數量', 'Quantity'], type: 'number', width: 12 },
  { key: 'value', label: ['金額', 'Value'], type: 'money', width: 12 },
  { key: 'share', label: ['占比', 'Share'], type: 'percent', width: 10 },
  { key: 'day', label: ['日期', 'Day'], type: 'date', width: 12 },
  { key: 'at', label: ['時間', 'Time'], type: 'instant', width: 19 },
  { key: 'state', label: ['狀態', 'State'], type: 'text', width: 10, meanings: { 0: ['可用', 'Available'] } },
];
const head = (locale = 'zh-Hant'): TableHead => ({
  title: '庫存量/2026: 測試',
  params: [['倉別', 'WH-北區']],
  columns,
  locale,
  generatedAt: '2026-11-22 08:00:00',
  tenant: '安穩精密工業股份有限公司',
});
const row = (name: string | null, more: Partial<Record<string, string | number | null>> = {}): ReportRow => ({
  name,
  qty: '-12.5',
  value: '1234.5678',
  share: '0.125',
  day: '2026-01-31',
  at: '2026-01-31 23:59:58',
  state: '0',
  ...more,
});
const write = async (format: 'csv' | 'xlsx' | 'pdf', rows: readonly ReportRow[], locale?: string): Promise<Buffer> => {
  const writer = await openWriter(format, head(locale));
  const whole = buffer(writer.output);
  await writer.write(rows);
  await writer.end();
  return whole;
};

const sheetXml = async (file: Buffer): Promise<string> => {
  const zip = await fromBufferPromise(file, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) if (entry.fileName === 'xl/worksheets/sheet1.xml') return text(await zip.openReadStreamPromise(entry));
  throw new Error('the file holds no sheet');
};

const TRICKY = [
  '王,小明',
  '他說"好"',
  '第一行\n第二行',
  '=1+1',
  '+886 2 1234',
  '-5 度',
  '@SUM(A1)',
  '＝cmd',
  "'=x",
  '\t=1',
  ' 前空白 ',
  '0012',
  '1e5',
  'true',
  '😀 螺絲',
];

describe('a csv file', () => {
  it('is UTF-8 with a mark, CRLF, and comes back as it went in', async () => {
    const names = [...TRICKY, ...hostile()];
    const file = await write(
      'csv',
      names.map((name) => row(name)),
    );
    expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const records = parse(file, { bom: true, relax_column_count: false }) as string[][];
    expect(records[0]).toEqual(['品名', '數量', '金額', '占比', '日期', '時間', '狀態']);
    expect(records.slice(1).map(([name]) => unescapeFormula(name!))).toEqual(names);
    expect(records.slice(1).every(([name]) => !/^[=+\-@\t\r\n＝＋－＠]/.test(name!))).toBe(true);
    expect(
      file
        .toString()
        .replaceAll(/"(?:[^"]|"")*"/g, '')
        .match(/[^\r]\n/),
    ).toBeNull();
  });

  it('keeps numbers plain in both languages, and days as each language writes them', async () => {
    const [, chinese] = parse(await write('csv', [row('a')]), { bom: true }) as string[][];
    const [header, english] = parse(await write('csv', [row('a')], 'en'), { bom: true }) as string[][];
    expect(chinese).toEqual(['a', '-12.5', '1234.5678', '0.125', '2026/01/31', '2026/01/31 23:59:58', '可用']);
    expect(english).toEqual(['a', '-12.5', '1234.5678', '0.125', '2026-01-31', '2026-01-31 23:59:58', 'Available']);
    expect(header).toEqual(['Name', 'Quantity', 'Value', 'Share', 'Day', 'Time', 'State']);
  });

  it('guards a number column that holds no number', async () => {
    const [, record] = parse(await write('csv', [row('a', { qty: '=1+1' })]), { bom: true }) as string[][];
    expect(record![1]).toBe("'=1+1");
  });

  it('lets nothing hide a formula that a program would strip', async () => {
    const [, record] = parse(await write('csv', [row('\x7f\x7f=1+1')]), { bom: true }) as string[][];
    expect(record![0]).toBe("'=1+1");
  });
});

describe('an xlsx file', () => {
  it('opens again with true numbers, true dates and texts that calculate nothing', async () => {
    const names = [...TRICKY, ...hostile()].map((name) => name.slice(0, 30_000));
    const workbook = new Workbook();
    await workbook.xlsx.load(
      (await write(
        'xlsx',
        names.map((name) => row(name)),
      )) as never,
    );
    const [sheet] = workbook.worksheets;
    expect(sheet!.name).not.toMatch(/[[\]:*?/\\]/);
    expect(sheet!.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet!.rowCount).toBe(names.length + 1);
    const second = sheet!.getRow(2);
    expect(second.getCell(2).value).toBe(-12.5);
    expect(second.getCell(2).numFmt).toBe('#,##0.0');
    expect(second.getCell(3).value).toBe(1234.5678);
    expect(second.getCell(4).numFmt).toBe('0.0%');
    expect(second.getCell(5).value).toEqual(new Date('2026-01-31T00:00:00Z'));
    expect(second.getCell(5).numFmt).toBe('yyyy/mm/dd');
    expect(second.getCell(6).value).toEqual(new Date('2026-01-31T23:59:58Z'));
    expect(second.getCell(7).value).toBe('可用');
    const wrong: unknown[] = [];
    names.forEach((name, i) => {
      const { value } = sheet!.getRow(i + 2).getCell(1);
      const back = unescapeFormula(String(value ?? ''));
      if (/^[=+\-@\t\r\n＝＋－＠]/.test(String(value ?? ''))) wrong.push(['begins a formula', value]);
      // XML holds no control characters; everything else must be the same.
      if (typeof (value ?? '') !== 'string' || legal(back).replace(/[<>&'"]/g, '') !== legal(name).replace(/[<>&'"]/g, '')) wrong.push([name, value]);
    });
    expect(wrong).toEqual([]);
  });

  it('keeps a number exact as text when a spreadsheet would round it', async () => {
    const workbook = new Workbook();
    await workbook.xlsx.load((await write('xlsx', [row('a', { qty: '123456789012.123456' }), row('b', { qty: '123456789.123456' })])) as never);
    expect(workbook.worksheets[0]!.getRow(2).getCell(2).value).toBe('123456789012.123456');
    expect(workbook.worksheets[0]!.getRow(3).getCell(2).value).toBe(123456789.123456);
  });

  it('shows what looks like a numbered character as the text that it is, and hides no formula in one', async () => {
    const names = ['_x003D_1+1', '_x000D_', 'a_x0041__x0042_', '_x12_', 'L_xBEEF'];
    const file = await write(
      'xlsx',
      [...names, '\x7f=1+1'].map((name) => row(name)),
    );
    const workbook = new Workbook();
    await workbook.xlsx.load(file as never);
    const cells = workbook.worksheets[0]!.getColumn(1).values.slice(2);
    // A reader that knows of them gives the text back; this one may leave the mark of the escape.
    expect(cells.map((cell) => String(cell).replaceAll('_x005F_', '_'))).toEqual([...names, "'=1+1"]);
    const sheet = await sheetXml(file);
    expect(sheet).toContain('_x005F_x003D_1+1');
    expect(sheet).not.toMatch(/>_x003D_/);
  });

  it('leaves what is empty empty', async () => {
    const workbook = new Workbook();
    await workbook.xlsx.load((await write('xlsx', [row(null, { qty: null, day: null })])) as never);
    expect([1, 2, 5].map((i) => workbook.worksheets[0]!.getRow(2).getCell(i).value)).toEqual([null, null, null]);
  });
});

describe('a pdf file', () => {
  it('says what it is in readable Chinese: no box where a character should be', async () => {
    const names = [...TRICKY, ...hostile().slice(0, 300), '简体 भारत ไทย 🧨 ‮ \u0301'];
    const file = await write(
      'pdf',
      names.map((name) => row(name)),
    );
    expect(file.subarray(0, 5).toString()).toBe('%PDF-');
    const glyphs = glyphsOf(file);
    expect(glyphs.length).toBeGreaterThan(1_000);
    expect(glyphs.filter((glyph) => glyph === 0)).toEqual([]);
    const text = textOf(file);
    for (const piece of ['庫存量/2026: 測試', '安穩精密工業股份有限公司', '倉別：WH-北區', '王,小明', '可用', '1,234.5678', '12.5%', '第 1 頁，共'])
      expect(text).toContain(piece);
    expect(file.length).toBeLessThan(700_000);
  });

  it('is landscape A4, with the header on every page', async () => {
    const file = await write(
      'pdf',
      Array.from({ length: 100 }, (_, i) => row(`品項 ${i}`)),
    );
    const raw = file.toString('latin1');
    expect(raw).toMatch(/\/MediaBox \[0 0 841\.89 595\.28\]/);
    const pages = raw.match(/\/Type \/Page\b/g)!.length;
    expect(pages).toBeGreaterThan(2);
    expect(textOf(file).match(/品名/g)).toHaveLength(pages);
    expect(textOf(file)).toContain(`第 ${pages} 頁，共 ${pages} 頁`);
  });

  it('refuses more rows than anybody reads, and says what to choose instead', async () => {
    const writer = await openWriter('pdf', head());
    await expect(writer.write(Array.from({ length: PDF_ROWS + 1 }, () => row('x')))).rejects.toMatchObject({
      code: 'reports.too_many_for_pdf',
      data: { limit: PDF_ROWS },
    });
    writer.fail(new Error('given up'));
  });
});

describe('a writer whose reader goes away', () => {
  it.each(['csv', 'xlsx', 'pdf'] as const)(
    'ends with an error: %s',
    async (format) => {
      const writer = await openWriter(format, head());
      writer.fail(new Error('the storage is full'));
      const many = Array.from({ length: 2_000 }, () => row('x'));
      await expect(
        (async () => {
          for (let i = 0; i < 3; i++) await writer.write(many.slice(0, 500));
          await writer.end();
          await buffer(writer.output);
        })(),
      ).rejects.toThrow('the storage is full');
    },
    20_000,
  );
});

/** Control characters cannot stand in XML, and this reader turns entities into characters once too often. */
const legal = (text: string): string => text.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, '').replace(/&(lt|gt|quot|apos|amp);/g, '');
