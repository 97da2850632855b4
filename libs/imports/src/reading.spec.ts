import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { escapeFormula } from '@anwen/kernel';
import { detectDelimiter, readCsv } from './csv-reading';
import { fileFormatOf, previewFile, readRows, type FileFormat } from './file-reading';
import { decodeText, detectEncoding } from './text-encoding.rules';

const CASES = join(process.env.ANWEN_SHARED_DATA ?? join(__dirname, '../../../../shared/data'), 'csv-cases');
// Third-party cases are not part of the repository; without them these tests say that they were skipped.
const withCases = existsSync(CASES) ? describe : describe.skip;
const file = (name: string): Buffer => readFileSync(join(CASES, name));

async function records(text: string): Promise<Record<string, string>[]> {
  const rows = [];
  for await (const row of readCsv(text, detectDelimiter(text))) rows.push(row.cells);
  const [header = [], ...rest] = rows;
  return rest.filter((cells) => cells.some(Boolean)).map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])));
}

async function rowsOf(bytes: Buffer, format: FileFormat = 'csv'): Promise<readonly (readonly string[])[]> {
  const { encoding, delimiter, sheet, headerRow } = await previewFile(format, bytes);
  const rows = [];
  for await (const row of readRows(format, bytes, { encoding, delimiter, sheet, headerRow })) rows.push(row.cells);
  return rows;
}

withCases('the shared csv cases', () => {
  const names = existsSync(CASES) ? readdirSync(join(CASES, 'csv-spectrum')).filter((name) => name.endsWith('.csv')) : ['none'];
  it.each(names)('%s means its records', async (name) => {
    const expected = JSON.parse(file(`csv-spectrum/${name.replace('.csv', '.json')}`).toString()) as unknown;
    const text = decodeText(file(`csv-spectrum/${name}`), detectEncoding(file(`csv-spectrum/${name}`))!);
    // The copies of the CRLF cases have lost their CR on the way; their records still speak of it.
    const whole = name.includes('_crlf') && !text.includes('\r') ? text.replaceAll('\n', '\r\n') : text;
    expect(await records(whole)).toEqual(expected);
  });

  it.each([
    ['items-big5.csv', 'big5'],
    ['items-utf8.csv', 'utf-8'],
    ['items-utf8-bom.csv', 'utf-8'],
    ['items-utf16le-bom.csv', 'utf-16le'],
  ])('%s is recognised as %s and holds the same 168 records as the others', async (name, encoding) => {
    expect(detectEncoding(file(name))).toBe(encoding);
    const { header, delimiter } = await previewFile('csv', file(name));
    expect([header, delimiter]).toEqual([['品號', '品名', '規格', '數量'], ',']);
    const rows = await rowsOf(file(name));
    expect(rows).toHaveLength(168);
    expect(rows).toEqual(await rowsOf(file('items-utf8.csv')));
  });

  it('characters whose second byte in Big5 is a backslash or a pipe come through whole', async () => {
    const cases = JSON.parse(file('big5-trail-byte.json').toString()) as { char: string; big5_hex: string }[];
    expect(cases).toHaveLength(168);
    for (const separator of [',', '|', ';', '\t']) {
      const bytes = Buffer.concat(
        cases.map(({ big5_hex }) =>
          Buffer.concat([
            Buffer.from(`A${separator}`),
            Buffer.from(big5_hex, 'hex'),
            Buffer.from(`${separator}"`),
            Buffer.from(big5_hex, 'hex'),
            Buffer.from('"\r\n'),
          ]),
        ),
      );
      const text = decodeText(bytes, 'big5');
      expect(detectEncoding(bytes)).toBe('big5');
      expect(detectDelimiter(text)).toBe(separator);
      const rows = [];
      for await (const { cells } of readCsv(text, detectDelimiter(text))) rows.push(cells);
      expect(rows).toEqual(cases.map(({ char }) => ['A', char, char]));
    }
  });

  it('formulas stay text, with and without the apostrophe of our exports', async () => {
    const texts = JSON.parse(file('formula-injection.json').toString()) as string[];
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    for (const write of [(text: string) => text, escapeFormula]) {
      const bytes = Buffer.from(`code,name\r\n${texts.map((text, i) => `${i},${quoted(write(text))}`).join('\r\n')}`);
      expect((await rowsOf(bytes)).map((cells) => cells[1])).toEqual(texts);
    }
  });
});

describe('reading text files', () => {
  it.each([
    ['semicolons', 'a;b;c\n"x;1,2,3,4";2;3', ';'],
    ['tabs', 'a\tb\n1,5\t2', '\t'],
    ['pipes', 'a|b\n"1|2,3"|4', '|'],
    ['commas inside quotes count for nothing', '"a,b,c,d";e\n1;2', ';'],
    ['one column only', 'a\nb', ','],
  ])('finds the delimiter: %s', (_name, text, expected) => expect(detectDelimiter(text)).toBe(expected));

  it.each([
    ['UTF-16LE without a mark', Buffer.from('code,name\r\nA,1', 'utf16le'), 'utf-16le'],
    ['UTF-16BE without a mark', Buffer.from('code,name\r\nA,1', 'utf16le').swap16(), 'utf-16be'],
    ['UTF-16BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('代碼', 'utf16le').swap16()]), 'utf-16be'],
    ['ASCII', Buffer.from('a,b'), 'utf-8'],
    ['zeros all over', Buffer.from([0, 1, 0, 0, 0, 3, 7, 0, 0]), undefined],
    ['bytes that no encoding has', Buffer.from([0xff, 0xff, 0xff, 0x41]), undefined],
  ])('recognises %s', (_name, bytes, expected) => expect(detectEncoding(bytes)).toBe(expected));

  it('counts rows as a spreadsheet does, and skips blank ones', async () => {
    const bytes = Buffer.from('\r\na,b\r\n"x\r\ny",1\r\n\r\n,\r\nz,2\r\n');
    const found = [];
    for await (const row of readRows('csv', bytes, { encoding: 'utf-8', delimiter: ',', sheet: null, headerRow: 2 })) found.push(row);
    expect(found).toEqual([
      { line: 3, cells: ['x\r\ny', '1'] },
      { line: 6, cells: ['z', '2'] },
    ]);
  });

  it('refuses a quote that never ends', async () => {
    await expect(rowsOf(Buffer.from('a,b\n"x,1\ny,2\n'))).rejects.toMatchObject({ code: 'imports.file_broken' });
  });

  it('takes rows that are longer or shorter than the header', async () => {
    expect(await rowsOf(Buffer.from('a,b\n1\n1,2,3\n'))).toEqual([['1'], ['1', '2', '3']]);
  });
});

describe('what is taken for a file', () => {
  const zip = Buffer.from('PK\x03\x04 and so on', 'latin1');
  it.each([
    ['a.csv', Buffer.from('a,b'), 'csv'],
    ['A.TXT', Buffer.from('a,b'), 'csv'],
    ['a.xlsx', zip, 'xlsx'],
  ])('%s', (name, bytes, format) => expect(fileFormatOf(name, bytes)).toBe(format));

  it.each([
    ['a.csv', zip, 'imports.file_kind'],
    ['a.xlsx', Buffer.from('a,b'), 'imports.file_kind'],
    ['a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'imports.file_kind'],
    ['a.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'imports.file_kind'],
    ['a.csv', Buffer.from('d0cf11e0a1b11ae10000000100', 'hex'), 'imports.file_kind'],
    ['a.xlsm', zip, 'imports.file_macros'],
    ['a.ods', zip, 'imports.file_kind'],
    ['a.csv', Buffer.from('  <!DOCTYPE html><table>'), 'imports.file_kind'],
    ['a.csv', Buffer.from('<svg onload=alert(1)>'), 'imports.file_kind'],
    ['a.csv', Buffer.from('\ufeff<?xml version="1.0"?>'), 'imports.file_kind'],
    ['a.csv', Buffer.from('%PDF-1.7'), 'imports.file_kind'],
    ['a.html', Buffer.from('a,b'), 'imports.file_kind'],
    ['a', Buffer.from('a,b'), 'imports.file_kind'],
    ['a.csv', Buffer.alloc(0), 'imports.file_empty'],
  ])('%s is refused when its content or ending is another', (name, bytes, code) =>
    expect(() => fileFormatOf(name, bytes)).toThrow(expect.objectContaining({ code })),
  );
});
