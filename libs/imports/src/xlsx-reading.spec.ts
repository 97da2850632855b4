import { Workbook as ExcelWorkbook } from 'exceljs';
import { previewFile, readRows } from './file-reading';
import { makeZip, workbookParts } from './testing';
import { Workbook, plainNumber } from './xlsx-reading';

const MB = 1024 * 1024;
const cell = (ref: string, text: string): string => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
const sheet = (rows: string): string => `<worksheet><sheetData>${rows}</sheetData></worksheet>`;

async function rowsOf(bytes: Buffer, name?: string): Promise<unknown[]> {
  const { sheet: first, headerRow } = await previewFile('xlsx', bytes, { sheet: name });
  const rows = [];
  for await (const row of readRows('xlsx', bytes, { encoding: null, delimiter: null, sheet: first, headerRow })) rows.push(row);
  return rows;
}

async function fromExcel(fill: (workbook: ExcelWorkbook) => void): Promise<Buffer> {
  const workbook = new ExcelWorkbook();
  fill(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe('a workbook of a spreadsheet program', () => {
  it('gives texts, numbers as they were typed, dates as days, flags and results of formulas', async () => {
    const bytes = await fromExcel((workbook) => {
      const s = workbook.addWorksheet('品項');
      s.addRow(['品號', '數量', '日期', '時刻', '有效', '算式', '富文字']);
      s.addRow([
        'A-1',
        0.1 + 0.2,
        new Date('2026-11-22T00:00:00Z'),
        new Date('2026-11-22T13:30:00Z'),
        true,
        { formula: '1+1', result: 2 },
        { richText: [{ text: '甲' }, { text: '乙' }] },
      ]);
      s.getRow(2).getCell(3).numFmt = 'yyyy/mm/dd';
      s.getRow(2).getCell(4).numFmt = 'yyyy/mm/dd hh:mm';
      s.addRow([]);
      s.addRow(['007', 4710012345678, '115/11/22', null, false, "'=1+1", ' x ']);
      workbook.addWorksheet('第二頁').addRow(['甲']);
    });
    expect((await Workbook.open(bytes)).sheets).toEqual(['品項', '第二頁']);
    expect(await previewFile('xlsx', bytes)).toMatchObject({ sheet: '品項', headerRow: 1, header: ['品號', '數量', '日期', '時刻', '有效', '算式', '富文字'] });
    expect(await rowsOf(bytes)).toEqual([
      { line: 2, cells: ['A-1', '0.3', '2026-11-22', '2026-11-22 13:30:00', 'TRUE', '2', '甲乙'] },
      { line: 4, cells: ['007', '4710012345678', '115/11/22', '', 'FALSE', '=1+1', ' x '] },
    ]);
  });

  it('names the sheet that is not there', async () => {
    const bytes = await fromExcel((workbook) => void workbook.addWorksheet('S').addRow(['a']));
    await expect(previewFile('xlsx', bytes, { sheet: '別頁' })).rejects.toMatchObject({ code: 'imports.sheet_unknown' });
  });

  it('reads no more than it needs for a preview', async () => {
    const many = Array.from({ length: 200_000 }, (_, i) => `<row r="${i + 1}">${cell(`A${i + 1}`, `row ${i}`)}</row>`).join('');
    const bytes = makeZip(workbookParts(sheet(many)));
    const previews: number[] = [];
    for (let i = 0; i < 3; i++) {
      const began = performance.now();
      expect((await previewFile('xlsx', bytes)).sample).toHaveLength(10);
      previews.push(performance.now() - began);
    }
    const whole = performance.now();
    expect(await rowsOf(bytes)).toHaveLength(199_999);
    // The best of three: a stall of the machine is not what is measured.
    expect(Math.min(...previews)).toBeLessThan((performance.now() - whole) / 3);
  });

  it.each([
    [1e-9, '0.000000001'],
    [1e20, '100000000000000000000'],
    [1234.5, '1234.5'],
    [-0.1, '-0.1'],
  ])('writes %d without an exponent', (number, text) => expect(plainNumber(number)).toBe(text));
});

describe('a workbook that means harm', () => {
  const code = (bytes: Buffer): Promise<string> =>
    rowsOf(bytes).then(
      () => 'taken',
      (error: { code?: string }) => error.code ?? String(error),
    );

  it('is refused with macros', async () => {
    const parts = workbookParts(sheet(''), [{ name: 'xl/vbaProject.bin', data: 'x' }]);
    expect(await code(makeZip(parts))).toBe('imports.file_macros');
  });

  it.each([
    ['whose directory says it inflates a thousandfold', [{ name: 'xl/media/bomb', data: Buffer.alloc(20 * MB) }]],
    ['of more entries than a workbook has', Array.from({ length: 2_001 }, (_, i) => ({ name: `e${i}`, data: '' }))],
    ['of more than 200 MB', Array.from({ length: 3 }, (_, i) => ({ name: `b${i}`, data: 'x', claimedBytes: 70 * MB }))],
  ])('is refused before anything is inflated: one %s', async (_name, more) => {
    expect(await code(makeZip(workbookParts(sheet(''), more)))).toBe('imports.file_unsafe');
  });

  it('is stopped while inflating when its directory lies', async () => {
    const rows = sheet(`<row r="1">${cell('A1', ' '.repeat(30 * MB))}</row>`);
    const parts = workbookParts(rows).map((part) => (part.name.includes('sheet1') ? { ...part, claimedBytes: 1_000 } : part));
    const outcome = await code(makeZip(parts));
    expect(['imports.file_unsafe', 'imports.file_broken']).toContain(outcome);
  });

  it('cannot explode through entities', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${sheet(`<row r="1">${cell('A1', '&b;')}</row>`)}`;
    expect(await code(makeZip(workbookParts(laughs)))).toBe('imports.file_broken');
  });

  it('cannot fill the memory with columns', async () => {
    const bytes = makeZip(workbookParts(sheet(`<row r="1">${cell('A1', 'a')}</row><row r="2">${cell('A2', 'x')}${cell('XFD2', 'far')}</row>`)));
    const [row] = (await rowsOf(bytes)) as { cells: string[] }[];
    expect(row!.cells).toEqual(['x']);
  });

  it.each([
    ['no archive', Buffer.from('PK\x03\x04nonsense', 'latin1'), 'imports.file_kind'],
    ['an archive without a workbook', makeZip([{ name: 'a.txt', data: 'x' }]), 'imports.file_kind'],
    [
      'an OpenDocument sheet',
      makeZip([
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.spreadsheet' },
        { name: 'content.xml', data: '<x/>' },
      ]),
      'imports.file_kind',
    ],
    ['broken XML', makeZip(workbookParts('<worksheet><sheetData><row></sheetData>')), 'imports.file_broken'],
  ])('is refused as %s', async (_name, bytes, expected) => expect(await code(bytes)).toBe(expected));
});
