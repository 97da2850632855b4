import { buffer } from 'node:stream/consumers';
import { aLocation, aLotItem, aWarehouse } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
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
  beforeAll(async () => {
    bed = await TestDatabase.create();
    tracing.parties.register('shipment', async (_tx, numbers) => new Map(numbers.map((n) => [n, { code: 'C-07', name: '禾豐食品行' }])));
    number = await bed.transaction(async (tx) => {
      const item = await aLotItem(tx);
      const bin = await aLocation(tx, { warehouse: (await aWarehouse(tx)).code });
      await receive(tx, { itemCode: item.code, qty: '10', toLocation: bin.code, lot: '麵粉-甲', expiresOn: '2099-01-01' });
      const [lot] = await tx.query<{ id: string }>('SELECT public_id AS id FROM lots WHERE item_id = $1', [item.id]);
      await tracing.changes.split(tx, clerk, lot!.id, { location: bin.code, qty: '4', code: '麵粉-乙' });
      await inventory.reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef: 'SO-1', itemCode: item.code, qty: '1' });
      await inventory.stock.post(tx, clerk, {
        type: 'ship',
        docType: 'shipment',
        docRef: 'DN-261122-001',
        lines: [{ itemCode: item.code, qty: '2', lot: '麵粉-乙', fromLocation: bin.code }],
      });
      const recall = await tracing.recalls.open(tx, clerk, { lots: [lot!.id], reason: '檢出金屬異物，全面召回' });
      await tracing.recalls.close(tx, clerk, recall.id, { reason: '全數銷毀，存證照片十二張', outcome: 'scrap' });
      return recall.number;
    });
  });
  afterAll(() => bed.drop());

  /** What the export job does, without queue and storage. */
  async function fileOf(format: 'xlsx' | 'pdf'): Promise<{ file: Buffer; rows: ReportRow[] }> {
    const reader = await aReader(bed);
    const access = requireAccess('recall.evidence', reader);
    const store = new SurroundingsStore();
    const rows = await bed.database.read({ actor: reader, scope: access.scope, snapshot: true }, async (tx) =>
      store.first(tx, queryOf(access, { recall: number }, await store.read(tx)), 1_000),
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
      ['head', null, null, null],
      ['root', 0, '麵粉-甲', null],
      ['use', 1, '麵粉-乙', null],
      ['stock', 0, '麵粉-甲', '6'],
      ['stock', 1, '麵粉-乙', '2'],
      ['reserved', 0, '麵粉-甲', '1'],
      ['shipped', 1, '麵粉-乙', '2'],
    ]);
    expect(rows[0]).toMatchObject({
      document: number,
      partner: 'test clerk',
      note: expect.stringContaining('檢出金屬異物，全面召回 (2 lots, 0 serials, 1 customers;'),
    });
    expect(rows[2]).toMatchObject({ statusBefore: 'available', statusNow: 'recalled' });
    expect(rows.at(-1)).toMatchObject({ document: 'DN-261122-001', partner: 'C-07 禾豐食品行', at: expect.stringMatching(/^\d{4}-\d\d-\d\d /) });
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
