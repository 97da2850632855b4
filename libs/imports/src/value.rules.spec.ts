import { BOM_COLUMNS } from './bom-columns';
import { matchHeader, mappingFault } from './header.rules';
import { orderColumns } from './order-columns';
import type { ColumnKind, ImportColumn } from './target';
import { isoDay, plainDecimalText, readCell } from './value.rules';

const column = (kind: ColumnKind, rest: Partial<ImportColumn> = {}): ImportColumn => ({ key: 'c', zh: '欄', en: 'Column', kind, example: '', ...rest });
const KINDS = {
  choices: [
    { value: 'raw', zh: '原料', en: 'Raw' },
    { value: 'fg', zh: '成品', en: 'Finished good' },
  ],
};

describe('cells in the habits of this country', () => {
  it.each([
    ['1,234.50', '1234.5'],
    ['１，２３４．５', '1234.5'],
    [' 007 ', '7'],
    ['-0.00', '0'],
    ['+12', '12'],
    ['－3', '-3'],
    ['NT$ 1,000', '1000'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
  ])('%s is the number %s', (text, plain) => expect(plainDecimalText(text)).toBe(plain));

  it.each(['1,5', '12,34', '1e5', '--1', '', '.', 'NaN', '1.2.3', '0x10', '五'])('%s is no number', (text) => expect(plainDecimalText(text)).toBeUndefined());

  it.each([
    ['2026-11-22', '2026-11-22'],
    ['2026/1/2', '2026-01-02'],
    ['20261122', '2026-11-22'],
    ['2026年11月22日', '2026-11-22'],
    ['民國 115/11/22', '2026-11-22'],
    ['115/11/22', '2026-11-22'],
    ['民國99年1月1日', '2010-01-01'],
    ['１１５．１１．２２', '2026-11-22'],
    ['2026-11-22 00:00:00', '2026-11-22'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is the day %s', (text, iso) => expect(isoDay(text)).toBe(iso));

  it.each(['22/11/2026', '26/11/22', '2026-02-30', '2026-13-01', '115/02/30', '0001-01-01', 'tomorrow', '2026-11-22 13:00'])('%s is no day', (text) =>
    expect(isoDay(text)).toBeUndefined(),
  );

  it.each([
    ['bool', '是', 'true'],
    ['bool', 'FALSE', 'false'],
    ['int', '１２', '12'],
    ['code', '  A-1 ', 'A-1'],
    ['text', '  kept as it came ', '  kept as it came '],
    ['choice', '成品', 'fg'],
    ['choice', 'RAW', 'raw'],
    ['choices', '成品、原料', 'raw,fg'],
    ['decimal', ' ', null],
  ] as const)('%s: %s', (kind, text, value) => expect(readCell(column(kind, KINDS), text)).toEqual({ value }));

  it.each([
    ['int', '1.5', 'not_whole'],
    ['bool', '大概', 'not_yes_no'],
    ['choice', '半成', 'not_one_of'],
    ['text', 'a\0b', 'bad_characters'],
    ['text', 'a\ufffdb', 'bad_characters'],
    ['code', '\ud800', 'bad_characters'],
    ['date', '二月', 'not_a_date'],
  ] as const)('%s: %s is refused', (kind, text, reason) =>
    expect(readCell(column(kind, KINDS), text)).toMatchObject({ problem: { code: `imports_row.${reason}` } }),
  );
});

describe('matching headers', () => {
  const columns = [
    { ...column('code'), key: 'code', zh: '品號', en: 'Item code', aliases: ['料號', '代碼'] },
    { ...column('text'), key: 'name', zh: '品名', en: 'Name', aliases: ['名稱'] },
    { ...column('decimal'), key: 'qty', zh: '數量', en: 'Quantity' },
  ];
  it.each([
    ['Chinese', ['品號', '品名', '數量'], { code: 0, name: 1, qty: 2 }],
    ['English, other order, stars', ['QUANTITY *', 'name', 'Item Code*'], { code: 2, name: 1, qty: 0 }],
    ['keys', ['code', 'x', 'qty'], { code: 0, name: null, qty: 2 }],
    ['full width, blanks, a unit in brackets', [' 料　號 ', '名稱', '數量（PCS）'], { code: 0, name: 1, qty: 2 }],
    ['a header twice counts once', ['品號', '品號', '品名'], { code: 0, name: 2, qty: null }],
    ['nothing known', ['甲', '', ''], { code: null, name: null, qty: null }],
  ])('%s', (_name, header, expected) => expect(matchHeader(columns, header)).toEqual(expected));

  it('files written for the words of earlier templates are still understood', () => {
    expect(matchHeader(BOM_COLUMNS, ['工序', '發料方式'])).toMatchObject({ opNo: 0, issueMethod: 1 });
    expect(matchHeader(BOM_COLUMNS, ['作業編號'])).toMatchObject({ opNo: 0 });
    expect(matchHeader(orderColumns(column('code'), [], { zh: '已核准', en: 'Approved' }), ['倉庫'])).toMatchObject({ warehouse: 0 });
    const kind = BOM_COLUMNS.find(({ key }) => key === 'kind')!;
    for (const word of ['虛擬件', '虛設', 'phantom']) expect([word, readCell(kind, word)]).toEqual([word, { value: 'phantom' }]);
  });

  it('the saved mapping comes first', () => expect(matchHeader(columns, ['品號', '舊品號'], { code: '舊品號' })).toEqual({ code: 1, name: null, qty: null }));

  it.each([
    [{ nothing: 0 }, 'nothing'],
    [{ code: 3 }, 'code'],
    [{ code: 0, name: 0 }, 'name'],
    [{ code: 0, name: null }, undefined],
  ])('a mapping %j has its fault at %s', (mapping, fault) =>
    expect(mappingFault(columns, ['a', 'b', 'c'], mapping as Record<string, number | null>)).toBe(fault),
  );
});
