import { buffer } from 'node:stream/consumers';
import { aLocation, aLotItem, aWarehouse } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { NO_SCOPE, type Scope } from '@anwen/kernel';
import { clerk, inventory, receive, tracing } from '@anwen/inventory/testing';
import { Workbook } from 'exceljs';
import { columnsOf } from '../access.rules';
import type { ReportRow } from '../report-definition';
import { queryOf, requireAccess } from '../report.service';
import { SurroundingsStore } from '../surroundings.store';
import { aReader, glyphsOf, textOf } from '../testing';
import { openWriter } from '../writers/open-writer';

describe('the evidence of a recall', () => {
  let bed: TestDatabase;
  let number: string;
  let warehouse: string;
  beforeAll(async () => {
    bed = await TestDatabase.create();
    tracing.parties.register('shipment', async (_tx, numbers) => new Map(numbers.map((n) => [n, { code: 'C-07', name: '禾豐食品行' }])));
    number = await bed.transaction(async (tx) => {
      const item = await aLotItem(tx);
      const bin = await aLocation(tx, { warehouse: (await aWarehouse(tx)).code });
      await receive(tx, { itemCode: item.code, qty: '10', toLocation: bin.code, lot: '麵粉-甲', expiresOn: '2099-01-01' });
      const [lot] = await tx.query<{ id: string }>('SELECT public_id AS id FROM lots WHERE item_id = $1', [item.id]);
      await tracing.changes.split(tx, clerk, lot!.id, { location: bin.code, qty: '4', code: '麵粉-乙' });
      const line = { itemCode: item.code, qty: '1', lot: '麵粉-甲' };
      await inventory.stock.post(tx, clerk, {
        type: 'supplier_return',
        docType: 'supplier_return',
        docRef: 'RS-1',
        lines: [{ ...line, fromLocation: bin.code }],
      });
      await inventory.stock.post(tx, clerk, { type: 'scrap', docType: 'inspection', docRef: 'IQ-1', lines: [{ ...line, fromLocation: bin.code }] });
      const counted = { ...line, fromLocation: bin.code, toLocation: 'ADJUSTMENT' };
      await inventory.stock.post(tx, clerk, { type: 'count', docType: 'count', docRef: 'CC-1', lines: [counted] });
      await inventory.reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef: 'SO-1', itemCode: item.code, qty: '1' });
      await inventory.stock.post(tx, clerk, {
        type: 'ship',
        docType: 'shipment',
        docRef: 'DN-261122-001',
        lines: [{ itemCode: item.code, qty: '2', lot: '麵粉-乙', fromLocation: bin.code }],
      });
      const back = { itemCode: item.code, qty: '1', lot: '麵粉-乙', toLocation: bin.code, status: 'qc' } as const;
      await inventory.stock.post(tx, clerk, { type: 'customer_return', docType: 'customer_return', docRef: 'RC-1', lines: [back] });
      warehouse = bin.warehouseId;
      const recall = await tracing.recalls.open(tx, clerk, { lots: [lot!.id], reason: '檢出金屬異物，全面召回' });
      await tracing.recalls.close(tx, clerk, recall.id, { reason: '全數銷毀，存證照片十二張', outcome: 'scrap' });
      return recall.number;
    });
  });
  afterAll(() => bed.drop());

  /** What the export job does, without queue and storage. */
  async function fileOf(format: 'xlsx' | 'pdf', part?: Scope, recall = number): Promise<{ file: Buffer; rows: ReportRow[] }> {
    const reader = await aReader(bed);
    const all = requireAccess('recall.evidence', reader);
    const store = new SurroundingsStore();
    const access = part ? { ...all, scope: part } : all;
    const rows = await bed.database.read({ actor: reader, scope: access.scope, snapshot: true }, async (tx) =>
      store.first(tx, queryOf(access, { recall }, await store.read(tx)), 1_000),
    );
    const head = { title: access.definition.title[0], params: [['召回單號', number]] as [string, string][], columns: columnsOf(access, {}), locale: 'zh-Hant' };
    const writer = await openWriter(format, { ...head, generatedAt: '2026-11-22 08:00:00', tenant: '安穩食品股份有限公司' });
    const whole = buffer(writer.output);
    await writer.write(rows);
    await writer.end();
    return { file: await whole, rows };
  }

  it('holds the order, every lot, where it stood, whom it was promised to, who got it, and how it ended', async () => {
    const { rows } = await fileOf('xlsx');
    expect(rows.map((r) => [r.section, r.level, r.lot, r.qty])).toEqual([
      ['head', null, null, null],
      ['lots', null, null, '2'],
      ['serials', null, null, '0'],
      ['customers', null, null, '1'],
      ['took', null, null, expect.any(String)],
      ['end_scrap', null, null, null],
      ['root', 0, '麵粉-甲', null],
      ['use', 1, '麵粉-乙', null],
      ['received', 0, '麵粉-甲', '10'],
      ['came_back', 1, '麵粉-乙', '1'],
      ['stock', 0, '麵粉-甲', '3'],
      ['stock', 1, '麵粉-乙', expect.stringMatching(/^[12]$/)],
      ['stock', 1, '麵粉-乙', expect.stringMatching(/^[12]$/)],
      ['reserved', 0, '麵粉-甲', '1'],
      ['shipped', 1, '麵粉-乙', '2'],
      ['returned', 0, '麵粉-甲', '1'],
      ['scrapped', 0, '麵粉-甲', '1'],
      ['adjusted', 0, '麵粉-甲', '1'],
      ['relabelled', 0, '麵粉-甲', '4'],
      ['relabelled', 1, '麵粉-乙', '-4'],
      ['difference', 0, '麵粉-甲', '0'],
      ['difference', 1, '麵粉-乙', '0'],
    ]);
    expect(rows[0]).toMatchObject({
      document: number,
      partner: 'test clerk',
      note: '檢出金屬異物，全面召回',
    });
    expect(rows.find((r) => r.section === 'root')).toMatchObject({ statusBefore: 'available', statusNow: 'recalled' });
    expect(rows.find((r) => r.section === 'shipped')).toMatchObject({
      document: 'DN-261122-001',
      partner: 'C-07 禾豐食品行',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\d /),
    });
  });

  it('tells who sees only a part of it how much is hidden, and balances nothing of which it shows only a part', async () => {
    const here = await fileOf('xlsx', { ...NO_SCOPE, warehouses: [warehouse] });
    expect(here.rows.filter((r) => r.section === 'hidden' || r.section === 'difference')).toEqual([]);
    // A second place of the same lot, which this reader does not reach.
    const [elsewhere, second] = await bed.transaction(async (tx) => {
      const away = await aLocation(tx, { warehouse: (await aWarehouse(tx)).code });
      const [found] = await tx.query<{ item: string; id: string }>(
        `SELECT i.code AS item, l.public_id AS id FROM lots l JOIN items i ON i.id = l.item_id WHERE l.code = '麵粉-乙'`,
      );
      await receive(tx, { itemCode: found!.item, qty: '3', toLocation: away.code, lot: '麵粉-乙' });
      return [away.warehouseId, await tracing.recalls.open(tx, clerk, { lots: [found!.id], reason: '演練', mock: true })];
    });
    expect(elsewhere).not.toBe(warehouse);
    const { rows } = await fileOf('xlsx', { ...NO_SCOPE, warehouses: [warehouse] }, second.number);
    expect(rows[0]).toMatchObject({ section: 'drill', note: '演練' });
    expect(rows.at(-1)).toMatchObject({ section: 'hidden', qty: '2' });
  });

  it('has nothing in English in its Chinese file, and says what has left for the archive', async () => {
    const { definition } = requireAccess('recall.evidence', await aReader(bed));
    expect(definition.fromLedger).toBe(true);
    const { file } = await fileOf('pdf');
    expect(textOf(file)).not.toMatch(/lots|serials|customers|scrap|release|drill/i);
  });

  it('is readable Chinese as a pdf: no box where a character should be', async () => {
    const { file } = await fileOf('pdf');
    const glyphs = glyphsOf(file);
    expect(glyphs.length).toBeGreaterThan(300);
    expect(glyphs.filter((glyph) => glyph === 0)).toEqual([]);
    const text = textOf(file);
    for (const piece of ['召回證明', number, '安穩食品股份有限公司', '麵粉-甲', '禾豐食品行', '召回批', '出貨', '檢出金屬異物']) expect(text).toContain(piece);
    expect(text).not.toContain('〓');
  });

  it('is a workbook with one row a fact', async () => {
    const { file, rows } = await fileOf('xlsx');
    const workbook = new Workbook();
    await workbook.xlsx.load(file as never);
    const values = JSON.stringify(workbook.worksheets[0]!.getSheetValues());
    expect(values).toContain('麵粉-乙');
    expect(values).toContain('禾豐食品行');
    expect(workbook.worksheets[0]!.rowCount).toBeGreaterThan(rows.length);
  });
});
