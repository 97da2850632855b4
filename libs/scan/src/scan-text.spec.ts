import { GS } from './gs1/elements';
import { dayOf, displayOf, gtinForms, meaningOf, secondReading } from './gs1/meanings';
import { understand } from './scan-text';

const GTIN = '09520123456788';
const read = (raw: string, given: Parameters<typeof understand>[1] = {}): string | null => {
  const { gs1 } = understand(raw, given);
  if (!gs1) return null;
  return gs1.errors.length > 0 ? `! ${gs1.errors[0]!.code} ${gs1.errors[0]!.read}` : gs1.elements.map(({ ai, value }) => `(${ai})${value}`).join('');
};

describe('a scan', () => {
  it('is GS1 when its symbology says so, from the front of the scan or beside it', () => {
    const wanted = `(01)${GTIN}(10)AB(17)261231`;
    const data = `01${GTIN}10AB${GS}17261231`;
    for (const aim of ['C1', 'e0', 'd2', 'Q3']) expect(read(`]${aim}${data}`)).toBe(wanted);
    expect([read(data, { symbology: ']d2' }), read(`${GS}${data}`, { symbology: 'd2' })]).toEqual([wanted, wanted]);
    expect(read(`]Q3https://id.gs1.org/01/${GTIN}/10/AB?17=261231`)).toBe(wanted);
  });

  it('without a symbology is GS1 only when all of it is flawless and names a thing: the lot 10D9T stays a lot', () => {
    expect([read('10D9T'), read('21ABC'), read('99X'), read('400PO-1'), read('17261231'), read('0109520123456780')]).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(read(`01${GTIN}10D9T`)).toBe(`(01)${GTIN}(10)D9T`);
    // 37 counts what a pallet holds; beside an item of its own it is a text that only looks like GS1.
    expect(read(`01${GTIN}375`)).toBeNull();
    expect(read(`]C010D9T`)).toBeNull();
    expect(read(`]C110D9T`)).toBe('(10)D9T');
  });

  it('keeps FNC1 in whatever form the scanner sends it', () => {
    for (const sent of [GS, '<GS>', '{GS}', '\\x1d', '^]', '\u241d']) expect(read(`]C101${GTIN}10AB${sent}21S1`)).toBe(`(01)${GTIN}(10)AB(21)S1`);
    const odd = `01${GTIN}10AB~21S1`;
    expect(read(`]C1${odd}`)).toBe('! invalid_cset82_character AB~21S1');
    expect(read(`]C1${odd}`, { profile: 'tilde' })).toBe(`(01)${GTIN}(10)AB(21)S1`);
  });

  it('says what was read when it is not what it promises', () => {
    expect(read(']C10109520123456780')).toBe('! incorrect_check_digit 09520123456780');
    expect(read(`]C101${GTIN}X`)).toBe('! unknown_ai X');
    expect(read(`(01)${GTIN}(17)269931`)).toBe('! illegal_month 269931');
    expect(read(`]C101${GTIN}02${GTIN}375`)).toMatch(/^! excluded_together/);
    expect([read('https://example.com/shop?id=7'), read('')]).toEqual([null, null]);
  });

  it('is looked for among our own codes as it came, without its AIM identifier, trimmed, and in half width', () => {
    expect(understand(']A0BIN-7\r\n').texts).toEqual([']A0BIN-7\r\n', ']A0BIN-7', 'BIN-7']);
    expect(understand('ＢＩＮ－７').texts).toEqual(['ＢＩＮ－７', 'BIN-7']);
    expect(understand(']X').texts).toEqual([']X']);
    expect(understand('x'.repeat(300)).texts).toEqual([]);
  });

  it('of a bare trade item number is looked for in all its lengths', () => {
    expect(understand(']E04006381333931').gtins).toEqual(['04006381333931', '4006381333931']);
    expect(understand('00096385074').gtins).toEqual([]);
    expect(gtinForms('00000096385074')).toEqual(['00000096385074', '0000096385074', '000096385074', '96385074']);
    expect(understand('4006381333932').gtins).toEqual([]);
  });
});

describe('a missing separator', () => {
  const second = (data: string): string | null =>
    secondReading(data, understand(`]C1${data}`).gs1!.elements)
      ?.map(({ ai, value }) => `(${ai})${value}`)
      .join('') ?? null;

  it('is suspected where dates stand at the end of a lot or serial number', () => {
    expect(second(`01${GTIN}10ABC17261231`)).toBe(`(01)${GTIN}(10)ABC(17)261231`);
    expect(second(`01${GTIN}10ABC1726123121S9`)).toBe(`(01)${GTIN}(10)ABC(17)261231(21)S9`);
  });

  it('is not suspected where no date stands, where the date stands already, or where separators are sent', () => {
    expect(second(`01${GTIN}10ABC17269931`)).toBeNull();
    expect(second(`01${GTIN}17261231` + `10ABC17261231`)).toBeNull();
    expect(second(`01${GTIN}21S1${GS}10ABC17261231`)).toBeNull();
    expect(second(`01${GTIN}10D9T`)).toBeNull();
  });
});

describe('the meaning of elements', () => {
  it('has days with the right century and the end of the month for day 00', () => {
    const today = new Date('2026-11-22T00:00:00Z');
    expect([
      dayOf('261231', today),
      dayOf('270200', today),
      dayOf('280200', today),
      dayOf('760101', today),
      dayOf('770101', today),
      dayOf('991231', today),
    ]).toEqual(['2026-12-31', '2027-02-28', '2028-02-29', '2076-01-01', '1977-01-01', '1999-12-31']);
  });

  it('has measures with the point where the identifier puts it', () => {
    const measure = (ai: string, value: string): unknown => meaningOf([{ ai, value }]).measure;
    expect(measure('3103', '001250')).toEqual({ uom: 'KGM', qty: '1.25' });
    expect(measure('3100', '000012')).toEqual({ uom: 'KGM', qty: '12' });
    expect(measure('3155', '000001')).toEqual({ uom: 'LTR', qty: '0.00001' });
    expect(measure('30', '00000024')).toEqual({ uom: null, qty: '24' });
    expect(measure('3303', '001250')).toBeNull();
    expect([displayOf({ ai: '17', value: '261200' }), displayOf({ ai: '3102', value: '000150' }), displayOf({ ai: '10', value: 'A' })]).toEqual([
      '2026-12-31',
      '1.5 KGM',
      'A',
    ]);
  });
});
