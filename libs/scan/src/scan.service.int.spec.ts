import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCode, aLocation, aPartner, aWarehouse, anItem, standardUnits } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { inventory, personWith, receive } from '@anwen/inventory/testing';
import { ALL_SCOPE, NO_SCOPE, systemActor, type Actor, type Scope } from '@anwen/kernel';
import { RbacBed } from '@anwen/rbac/testing';
import { documentPrefixes, documentKind } from './document-kinds';
import { GS } from './gs1/elements';
import type { ResolveScanDto, ResolvedScanDto } from './scan.dto';
import { scansOf } from './testing';

const actor = systemActor('test');
const HOSTILE = join(__dirname, '../../../../shared/data/hostile-strings');
const EVERYTHING = ['scan.resolve', 'item.read', 'lot.read', 'location.read', 'shipment.read', 'purchase.read'];

describe('a scan is resolved', () => {
  let bed: TestDatabase;
  let rbac: RbacBed;
  beforeAll(async () => {
    bed = await TestDatabase.create();
    rbac = new RbacBed(bed);
    await bed.transaction(standardUnits);
  });
  afterAll(async () => {
    await rbac.close();
    await bed.drop();
  });

  const resolve = (raw: string, more: Partial<ResolveScanDto> = {}, by: { actor?: Actor; scope?: Scope } = {}): Promise<ResolvedScanDto> =>
    bed.transaction((tx) => scansOf(rbac.badges).resolve(tx, by.actor ?? actor, { raw, ...more }), by.actor ?? actor, by.scope ?? ALL_SCOPE);
  const brief = ({ candidates, ambiguous, unknown }: ResolvedScanDto): string =>
    [unknown ? 'unknown' : '', ambiguous ? 'ambiguous' : '', ...candidates.map((c) => `${c.kind} ${c.code} ${c.via}`)].filter(Boolean).join(', ');
  const lotOf = (itemCode: string, code: string, expiresOn?: string): Promise<{ id: string }> =>
    bed.transaction((tx) => inventory.lots.create(tx, actor, { itemCode, code, expiresOn }));
  const anyItem = (given: Parameters<typeof anItem>[1]): ReturnType<typeof anItem> => bed.transaction((tx) => anItem(tx, given));

  let gtins = 0;
  /** A trade item number that no other test uses, with its check digit. */
  const aGtin = (): string => {
    gtins += 1;
    const body = `0952012${String(gtins).padStart(6, '0')}`;
    const sum = [...body].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
    return `${body}${(10 - (sum % 10)) % 10}`;
  };

  describe('among our own codes first', () => {
    it('by barcode with its unit and quantity, by trade item number in any length, by the item’s code', async () => {
      const gtin = aGtin();
      const barcode = aCode('B');
      const { code } = await anyItem({ gtin: gtin.slice(1), uoms: [{ uom: 'BX', num: '12', den: '1' }], barcodes: [{ code: barcode, uom: 'BX', qty: '2' }] });
      expect((await resolve(`${barcode}\r`)).candidates).toMatchObject([{ kind: 'item', code, via: 'barcode', uom: 'BX', qty: '2', lot: null, item: null }]);
      expect((await resolve(gtin)).candidates).toMatchObject([{ code, via: 'gtin', uom: 'PCE', qty: '1' }]);
      expect((await resolve(`]E0${gtin.slice(1)}`)).candidates).toMatchObject([{ code, via: 'gtin' }]);
      expect((await resolve(code)).candidates).toMatchObject([{ code, via: 'code', uom: null, qty: null }]);
    });

    it('a lot named 10D9T is that lot, whatever GS1 might make of it', async () => {
      const { code } = await anyItem({ tracking: 'lot' });
      const { id } = await lotOf(code, '10D9T', '2027-03-31');
      const found = await resolve('10D9T');
      expect(found).toMatchObject({ gs1: null, ambiguous: false, unknown: false });
      expect(found.candidates).toEqual([
        expect.objectContaining({
          kind: 'lot',
          id,
          code: '10D9T',
          lot: '10D9T',
          lotId: id,
          expiresOn: '2027-03-31',
          item: expect.objectContaining({ code }) as object,
        }),
      ]);
      // Also when the symbology speaks of GS1: what is on our books as it stands is ours.
      expect(brief(await resolve(']C110D9T'))).toBe('lot 10D9T code');
    });

    it('and everything that bears the same code is listed; the screen’s own kind comes first and is not ambiguous alone', async () => {
      const same = aCode('SAME');
      await anyItem({ code: same });
      const place = await bed.transaction((tx) => aLocation(tx, { code: same }));
      const [a, b] = [await anyItem({ tracking: 'lot' }), await anyItem({ tracking: 'lot' })];
      for (const { code } of [a, b]) await lotOf(code, same);
      expect(brief(await resolve(same))).toBe(`ambiguous, item ${same} code, lot ${same} code, lot ${same} code, location ${same} code`);
      const awaited = await resolve(same, { context: 'location' });
      expect([awaited.ambiguous, awaited.candidates[0]!.id]).toEqual([false, place.publicId]);
      expect((await resolve(same, { context: 'lot' })).ambiguous).toBe(true);
    });

    it('archived things and the places of the system are nobody’s scan', async () => {
      const { code, publicId } = await anyItem({});
      await bed.transaction((tx) => tx.query(`UPDATE items SET status = 'archived' WHERE public_id = $1`, [publicId]));
      expect([brief(await resolve(code)), brief(await resolve('SUPPLIER'))]).toEqual(['unknown', 'unknown']);
    });
  });

  describe('as GS1', () => {
    it('with item, lot, serial number, expiry and quantity in one candidate', async () => {
      const gtin = aGtin();
      const item = await anyItem({ gtin, tracking: 'lot' });
      const lot = await lotOf(item.code, 'L-7', '2027-01-31');
      const found = await resolve(`]d201${gtin}10L-7${GS}17270228${'30'}24${GS}21S-1`);
      expect(found.gs1?.errors).toEqual([]);
      expect(found.gs1?.elements.map(({ ai, title, display }) => [ai, title, display])).toEqual([
        ['01', 'GTIN', gtin],
        ['10', 'BATCH/LOT', 'L-7'],
        ['17', 'USE BY or EXPIRY', '2027-02-28'],
        ['30', 'VAR. COUNT', '24'],
        ['21', 'SERIAL', 'S-1'],
      ]);
      expect(found.candidates).toEqual([
        expect.objectContaining({
          kind: 'item',
          id: item.publicId,
          via: 'gs1',
          uom: 'PCE',
          qty: '24',
          lot: 'L-7',
          lotId: lot.id,
          serial: 'S-1',
          serialId: null,
          expiresOn: '2027-02-28',
        }),
      ]);
      expect((await resolve(`(01)${gtin}(10)L-7`)).candidates).toMatchObject([{ lotId: lot.id, expiresOn: '2027-01-31', qty: '1' }]);
      expect((await resolve(`https://example.com/01/${gtin}/10/NEW?17=280101`)).candidates).toMatchObject([
        { lot: 'NEW', lotId: null, expiresOn: '2028-01-01' },
      ]);
    });

    it('with measures in a unit of the item, in its base unit when physics knows an exact way, and in their own otherwise', async () => {
      const [kilo, gram, piece] = [aGtin(), aGtin(), aGtin()];
      await anyItem({ gtin: kilo, baseUom: 'KGM' });
      await anyItem({ gtin: gram, baseUom: 'GRM' });
      await anyItem({ gtin: piece });
      const quantity = async (gtin: string, ai = '3103'): Promise<unknown> => {
        const [candidate] = (await resolve(`]e001${gtin}${ai}001250`)).candidates;
        return [candidate?.qty, candidate?.uom];
      };
      expect([await quantity(kilo), await quantity(gram), await quantity(piece), await quantity(gram, '3203')]).toEqual([
        ['1.25', 'KGM'],
        ['1250', 'GRM'],
        ['1.25', 'KGM'],
        // 566.9904625 g: rounded it would be another quantity.
        ['1.25', 'LBR'],
      ]);
    });

    it('with the contents of a logistic unit that is not ours', async () => {
      const gtin = aGtin();
      await anyItem({ barcodes: [{ code: gtin, uom: 'BX', qty: '1' }], uoms: [{ uom: 'BX', num: '6', den: '1' }] });
      const found = await resolve(`]C10000614141123456789002${gtin}3740`);
      expect(found.gs1?.elements.map(({ ai }) => ai)).toEqual(['00', '02', '37']);
      expect(found.candidates).toMatchObject([{ kind: 'item', uom: 'BX', qty: '40' }]);
    });

    it('without a separator is believed when the lot is on our books, and otherwise told in both readings', async () => {
      const gtin = aGtin();
      const item = await anyItem({ gtin, tracking: 'lot' });
      const scan = `]C101${gtin}10ABC17261231`;
      const doubtful = await resolve(scan);
      expect(doubtful).toMatchObject({ ambiguous: true, gs1: { errors: [{ code: 'separator_missing', read: `(01)${gtin}(10)ABC(17)261231` }] } });
      expect(doubtful.candidates.map(({ lot, expiresOn }) => [lot, expiresOn])).toEqual([
        ['ABC17261231', null],
        ['ABC', '2026-12-31'],
      ]);
      await lotOf(item.code, 'ABC');
      expect((await resolve(scan)).candidates.map(({ lot }) => lot)).toEqual(['ABC']);
    });

    it('with errors says what was read and moves nothing', async () => {
      const gtin = aGtin();
      await anyItem({ gtin });
      const broken = await resolve(`]C101${gtin}10${'A'.repeat(18)}17261231`);
      expect(broken).toMatchObject({ unknown: true, candidates: [], gs1: { elements: [{ ai: '01', value: gtin }], errors: [{ code: 'too_long', ai: '10' }] } });
      expect(broken.gs1!.errors[0]!.message).toContain('FNC1');
      expect((await resolve(`]C101${gtin.slice(0, 13)}${(Number(gtin[13]) + 1) % 10}`)).gs1!.errors[0]!.code).toBe('incorrect_check_digit');
    });

    it('with an item that nobody has told us of is unknown, and shows its elements', async () => {
      expect(await resolve(`(01)${aGtin()}(10)L`)).toMatchObject({ unknown: true, gs1: { errors: [], elements: [{ ai: '01' }, { ai: '10', value: 'L' }] } });
    });
  });

  describe('only as far as the person may see', () => {
    it('places and documents outside the scope are unknown, and so is what the person may not see at all', async () => {
      const [ours, theirs] = await bed.transaction(async (tx) => [await aWarehouse(tx), await aWarehouse(tx)] as const);
      const place = await bed.transaction((tx) => aLocation(tx, { warehouse: theirs.code }));
      const supplier = await bed.transaction((tx) => aPartner(tx));
      const number = 'PO-261122-007';
      await bed.transaction((tx) =>
        tx.query(
          `INSERT INTO purchase_orders (number, supplier_id, warehouse_id, ordered_on, currency, created_by) VALUES ($1, $2, $3, '2026-11-22', 'TWD', 'test')`,
          [number, supplier.id, theirs.id],
        ),
      );
      const inside: Scope = { ...NO_SCOPE, warehouses: [theirs.id] };
      const outside: Scope = { ...NO_SCOPE, warehouses: [ours.id] };
      const as = (scope: Scope, permissions = EVERYTHING): { actor: Actor; scope: Scope } => ({ actor: personWith(permissions, scope), scope });
      expect((await resolve(number.toLowerCase())).candidates).toMatchObject([
        { kind: 'document', code: number, documentType: 'purchase_order', via: 'number', name: null },
      ]);
      expect([brief(await resolve(place.code, {}, as(inside))), brief(await resolve(number, {}, as(inside)))]).toEqual([
        `location ${place.code} code`,
        `document ${number} number`,
      ]);
      expect([brief(await resolve(place.code, {}, as(outside))), brief(await resolve(number, {}, as(outside)))]).toEqual(['unknown', 'unknown']);
      expect([brief(await resolve(place.code, {}, as(inside, ['scan.resolve']))), brief(await resolve(number, {}, as(inside, ['scan.resolve'])))]).toEqual([
        'unknown',
        'unknown',
      ]);
      // Scanning reaches both warehouses, reading orders only one of them: two roles of one person.
      const mixed = personWith(EVERYTHING, inside);
      const grants = new Map([...mixed.grants, ['purchase.read', outside] as const]);
      expect(brief(await resolve(number, {}, { actor: { ...mixed, grants }, scope: inside }))).toBe('unknown');
    });

    it('lots and serial numbers that have stood elsewhere only are unknown, alone and beside their item, and crowd nobody out', async () => {
      const [ours, theirs] = await bed.transaction(async (tx) => [await aWarehouse(tx), await aWarehouse(tx)] as const);
      const [here, there] = await bed.transaction(async (tx) => [
        await aLocation(tx, { warehouse: ours.code }),
        await aLocation(tx, { warehouse: theirs.code }),
      ]);
      const scope: Scope = { ...NO_SCOPE, warehouses: [ours.id] };
      const us = { actor: personWith(EVERYTHING, scope), scope };
      const gtin = aGtin();
      const lotted = await anyItem({ gtin, tracking: 'lot' });
      const pieces = await anyItem({ gtin: aGtin(), tracking: 'serial' });
      await bed.transaction(async (tx) => {
        await receive(tx, { itemCode: lotted.code, qty: '1', lot: 'THEIRS', expiresOn: '2031-01-31', toLocation: there.code });
        await receive(tx, { itemCode: pieces.code, qty: '1', serials: ['S-THEIRS'], toLocation: there.code });
      });
      expect([brief(await resolve('THEIRS', {}, us)), brief(await resolve('S-THEIRS', {}, us))]).toEqual(['unknown', 'unknown']);
      expect((await resolve(`(01)${gtin}(10)THEIRS`, {}, us)).candidates).toMatchObject([{ code: lotted.code, lotId: null, expiresOn: null }]);
      expect((await resolve(`(01)${gtin}(10)THEIRS`)).candidates).toMatchObject([{ expiresOn: '2031-01-31' }]);
      // Never moved: everybody's.
      await lotOf(lotted.code, 'NOWHERE');
      expect(brief(await resolve('NOWHERE', {}, us))).toBe('lot NOWHERE code');
      for (let i = 0; i < 20; i++) {
        const { code } = await anyItem({ tracking: 'lot' });
        await bed.transaction((tx) => receive(tx, { itemCode: code, qty: '1', lot: 'CROWD', toLocation: there.code }));
      }
      await bed.transaction((tx) => receive(tx, { itemCode: lotted.code, qty: '1', lot: 'CROWD', toLocation: here.code }));
      expect((await resolve('CROWD', {}, us)).candidates).toMatchObject([{ kind: 'lot', item: { code: lotted.code } }]);
    });

    it('a work order is known to whoever works at one of its machines, and to nobody else', async () => {
      const number = 'WO-261122-007';
      const [item, warehouse] = await bed.transaction(async (tx) => [await anItem(tx), await aWarehouse(tx)] as const);
      await bed.transaction((tx) =>
        tx.query(`INSERT INTO work_orders (number, item_id, qty_planned, warehouse_id, work_center_ids, created_by) VALUES ($1, $2, 1, $3, '{71}', 'test')`, [
          number,
          item.id,
          warehouse.id,
        ]),
      );
      const as = (workCenters: string[]): { actor: Actor; scope: Scope } => {
        const scope = { ...NO_SCOPE, workCenters };
        return { actor: personWith(['scan.resolve', 'wo.read'], scope), scope };
      };
      expect((await resolve(number, {}, as(['71']))).candidates).toMatchObject([{ kind: 'document', code: number, documentType: 'work_order' }]);
      expect((await resolve(`${number}/20`, {}, as(['71']))).candidates).toMatchObject([{ kind: 'document', code: number, via: 'number', opNo: 20 }]);
      expect((await resolve(number, {}, as(['71']))).candidates).toMatchObject([{ opNo: null }]);
      expect(brief(await resolve(number, {}, as(['72'])))).toBe('unknown');
    });
    it('every kind of document has a table with the columns that the search reads', async () => {
      for (const prefix of documentPrefixes()) expect([prefix, brief(await resolve(`${prefix}-260101-001`))]).toEqual([prefix, 'unknown']);
      expect(new Set(documentPrefixes().map((prefix) => documentKind(prefix).table)).size).toBe(documentPrefixes().length);
    });
  });

  it('to the person whose living badge it is', async () => {
    const id = await rbac.addUser('wang');
    const { code } = await bed.transaction((tx) => rbac.badges.issue(tx, actor, id));
    expect((await resolve(code.toLowerCase())).candidates).toMatchObject([{ kind: 'person', id, code: 'wang', name: '名 wang', via: 'badge' }]);
    await bed.transaction((tx) => rbac.badges.revoke(tx, actor, id));
    expect(brief(await resolve(code))).toBe('unknown');
  });

  it('or to nothing, whatever hostile text it is', async () => {
    const files = ['naughty-strings.json', 'sql-injection.json', 'xss.json', 'path-traversal.json'];
    const strings = existsSync(HOSTILE)
      ? files.flatMap((file) => JSON.parse(readFileSync(join(HOSTILE, file), 'utf8')) as string[])
      : [`' OR 1=1 --`, '%00', '<GS><GS>', '(01)(10)', ']C1'];
    const sound = strings.filter((one) => one !== '' && !one.includes('\0') && !/\p{Cs}/u.test(one));
    const forms = [(text: string) => text, (text: string) => `]C1${text}`, (text: string) => `(01)${text}`, (text: string) => `https://a/01/${text}`];
    const scans = sound.map((text, i) => forms[i % forms.length]!(text));
    const found = await bed.transaction(async (tx) => {
      const known: unknown[] = [];
      for (const raw of scans) {
        const answer = await scansOf(rbac.badges).resolve(tx, actor, { raw });
        if (answer.raw !== raw || !answer.unknown || answer.candidates.length > 0) known.push(answer);
      }
      return known;
    });
    expect(found).toEqual([]);
  });
});
