import { TestDatabase } from '@anwen/database/testing';
import { AppError, systemActor } from '@anwen/kernel';
import { aCode, aLocation, anItem, catalog, standardUnits } from './testing';

const actor = systemActor('test');

describe('codes that the world agrees on', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
    await bed.transaction(standardUnits);
  });
  afterAll(() => bed.drop());

  const refusals = async (work: Promise<unknown>): Promise<string[]> => {
    const error: unknown = await work.then(
      () => undefined,
      (e: unknown) => e,
    );
    if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
    const { errors } = error.data as { errors?: { pointer: string; code: string }[] };
    return errors?.map((e) => `${e.pointer} ${e.code}`) ?? [error.code];
  };
  const item = (input: object): ReturnType<typeof catalog.items.create> =>
    bed.transaction((tx) => catalog.items.create(tx, actor, { code: aCode('I'), name: '測試', kind: 'raw', baseUom: 'PCE', ...input }));
  const partner = (input: object): ReturnType<typeof catalog.partners.create> =>
    bed.transaction((tx) => catalog.partners.create(tx, actor, { code: aCode('P'), name: '公司', roles: ['supplier'], ...input }));

  describe('tax ids', () => {
    it('of partners here are business numbers; elsewhere they are what they are', async () => {
      expect(await partner({ taxId: '04595257' })).toMatchObject({ taxId: '04595257', country: 'TW' });
      expect(await refusals(partner({ taxId: '12345678' }))).toEqual(['/taxId catalog.tax_id_invalid']);
      expect(await partner({ taxId: 'DE123456789', country: 'DE' })).toMatchObject({ country: 'DE' });
      expect(await refusals(partner({ taxId: '12345678', country: 'ZZ' }))).toEqual(['/country catalog.country_unknown']);
    });

    it('are judged again when they or the country change, and not otherwise', async () => {
      const { id } = await partner({ taxId: 'X-1', country: 'US' });
      const change = (rowVersion: number, patch: object): ReturnType<typeof catalog.partners.update> =>
        bed.transaction((tx) => catalog.partners.update(tx, actor, { id, rowVersion, patch }));
      expect(await refusals(change(1, { country: 'TW' }))).toEqual(['/taxId catalog.tax_id_invalid']);
      expect(await change(1, { country: 'TW', taxId: null })).toMatchObject({ country: 'TW', taxId: null, rowVersion: 2 });
      await bed.asOwner(`UPDATE partners SET tax_id = '00000001' WHERE public_id = $1`, [id]);
      expect(await change(2, { name: '改名' })).toMatchObject({ name: '改名', taxId: '00000001' });
      expect(await refusals(change(3, { taxId: '00000002' }))).toEqual(['/taxId catalog.tax_id_invalid']);
    });

    it('of a load are refused with the row that they stand in', async () => {
      const rows = ['04595257', '04595253', null].map((taxId) => ({ code: aCode('P'), name: 'x', roles: ['customer'], taxId }));
      expect(await refusals(bed.transaction((tx) => catalog.partners.createMany(tx, actor, rows)))).toEqual(['/1/taxId catalog.tax_id_invalid']);
    });
  });

  describe('units', () => {
    it('are offered from Recommendation 20, the plain word first, and become the factory’s own by being adopted', async () => {
      const find = (q: string): ReturnType<typeof catalog.uoms.reference> => bed.transaction((tx) => catalog.uoms.reference(tx, actor, { q, limit: 3 }));
      expect((await find('公斤')).items[0]).toMatchObject({ code: 'KGM', name: '公斤', adopted: true });
      expect((await find('立方公尺')).items[0]).toMatchObject({ code: 'MTQ', adopted: false });
      const adopt = (input: { code: string; nameZh?: string }): ReturnType<typeof catalog.uoms.adopt> =>
        bed.transaction((tx) => catalog.uoms.adopt(tx, actor, input));
      expect(await adopt({ code: 'MTQ' })).toMatchObject({ code: 'MTQ', nameZh: '立方公尺', nameEn: 'cubic metre', category: 'volume', decimals: 6 });
      expect((await find('立方公尺')).items[0]).toMatchObject({ adopted: true });
      expect(await refusals(adopt({ code: 'MTQ' }))).toEqual(['catalog.code_taken']);
      expect(await refusals(adopt({ code: 'XYZ' }))).toEqual(['catalog.uom_unknown']);
    });

    it('without a ratio convert as physics has it, and are refused where physics says nothing', async () => {
      const made = await item({
        baseUom: 'KGM',
        uoms: [
          { uom: 'GRM', isSales: true },
          { uom: 'TNE', isPurchase: true },
          { uom: 'BG', num: '25', den: '1' },
        ],
      });
      expect(made.uoms.map((u) => [u.uom.code, u.num, u.den, u.isPurchase, u.isSales])).toEqual([
        ['BG', '25', '1', false, false],
        ['GRM', '1', '1000', false, true],
        ['TNE', '1000', '1', true, false],
      ]);
      expect(await refusals(item({ baseUom: 'KGM', uoms: [{ uom: 'BX' }, { uom: 'LTR' }, { uom: 'BG', num: '2' }] }))).toEqual([
        '/uoms/0/num catalog.ratio_missing',
        '/uoms/1/num catalog.ratio_missing',
        '/uoms/2/num catalog.ratio_invalid',
      ]);
    });

    it('have a factor for an item or none: never one', async () => {
      const made = await bed.transaction((tx) => anItem(tx, { uoms: [{ uom: 'BX', num: '24', den: '1' }] }));
      const factor = (uom: string): ReturnType<typeof catalog.items.requireFactor> => bed.transaction((tx) => catalog.items.requireFactor(tx, made, uom));
      expect([await factor('PCE'), await factor('BX')]).toMatchObject([
        { num: '1', den: '1' },
        { num: '24', den: '1', decimals: 0 },
      ]);
      expect(await refusals(factor('KGM'))).toEqual(['catalog.unit_not_for_item']);
      expect(await refusals(factor('no unit'))).toEqual(['catalog.unit_not_for_item']);
    });
  });

  describe('an item', () => {
    it('brings its barcodes along, each with its unit and quantity; a taken one stops it', async () => {
      const [a, b] = [aCode('B'), aCode('B')];
      const made = await item({
        uoms: [{ uom: 'BX', num: '12', den: '1' }],
        barcodes: [
          { code: a, symbology: 'EAN13' },
          { code: b, uom: 'BX', qty: '2' },
        ],
      });
      expect(made.barcodes).toEqual([
        { code: a, symbology: 'EAN13', uom: null, qty: '1' },
        { code: b, symbology: null, uom: expect.objectContaining({ code: 'BX' }) as object, qty: '2' },
      ]);
      expect(await refusals(item({ barcodes: [{ code: a }] }))).toEqual(['/barcodes/0/code catalog.barcode_taken']);
      const twins = ['T1', 'T2'].map((code) => ({ code: aCode(code), name: 'x', kind: 'raw', baseUom: 'PCE', barcodes: [{ code: `${b}-TWIN` }] }));
      expect(await refusals(bed.transaction((tx) => catalog.items.createMany(tx, actor, twins)))).toEqual(['/1/barcodes/0/code catalog.barcode_taken']);
      const fresh = aCode('B');
      expect(await refusals(item({ barcodes: [{ code: fresh }, { code: fresh, uom: 'KGM' }] }))).toEqual([
        '/barcodes/1/code catalog.barcode_twice',
        '/barcodes/1/uom catalog.unit_not_for_item',
      ]);
    });

    it('knows how it is used up, by backflush when nobody says', async () => {
      const made = await item({});
      expect(made.issueMethod).toBe('backflush');
      const change = (rowVersion: number, patch: object): ReturnType<typeof catalog.items.update> =>
        bed.transaction((tx) => catalog.items.update(tx, actor, { id: made.id, rowVersion, patch }));
      expect(await change(1, { issueMethod: 'pick' })).toMatchObject({ issueMethod: 'pick' });
      expect(await change(2, { name: '別名' })).toMatchObject({ issueMethod: 'pick' });
      expect(await item({ issueMethod: 'manual' })).toMatchObject({ issueMethod: 'manual' });
    });

    it('knows how it is received, shipped and put away', async () => {
      const place = await bed.transaction((tx) => aLocation(tx));
      const rules = { overReceiptPct: '2.5', qcOnReceipt: true, minRemainingDaysIn: 90, minRemainingDaysOut: 30, defaultLocation: place.code };
      const made = await item(rules);
      expect(made).toMatchObject({ ...rules, defaultLocation: { id: place.publicId, code: place.code } });
      const change = (rowVersion: number, patch: object): ReturnType<typeof catalog.items.update> =>
        bed.transaction((tx) => catalog.items.update(tx, actor, { id: made.id, rowVersion, patch }));
      expect(await change(1, { name: '別名' })).toMatchObject({ overReceiptPct: '2.5', qcOnReceipt: true, defaultLocation: { code: place.code } });
      expect(await change(2, { defaultLocation: null, qcOnReceipt: false, overReceiptPct: '0' })).toMatchObject({
        defaultLocation: null,
        qcOnReceipt: false,
        overReceiptPct: '0',
        minRemainingDaysIn: 90,
      });
      expect(await refusals(change(3, { defaultLocation: 'SUPPLIER', overReceiptPct: '1000.5' }))).toEqual([
        '/overReceiptPct catalog.over_receipt_range',
        '/defaultLocation catalog.reference_unknown',
      ]);
    });
  });
});
