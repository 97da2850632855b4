import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, AppError, NO_SCOPE, systemActor, type Actor } from '@anwen/kernel';
import type { StockPresence } from './stock-presence';
import { aCode, aLotItem, aSerialItem, anItem, catalog, standardUnits } from './testing';

const actor = systemActor('test');
const clerk: Actor = {
  ...actor,
  type: 'user',
  id: '7',
  name: '王小明',
  grants: new Map([
    ['item.read', ALL_SCOPE],
    ['item.write', ALL_SCOPE],
  ]),
};
const noStock: StockPresence = { holdsStockAt: () => Promise.resolve(false), holdsStockOf: () => Promise.resolve(false) };

describe('items', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
    await bed.transaction(standardUnits);
  });
  afterAll(() => bed.drop());

  const refusal = async (work: Promise<unknown>): Promise<AppError> => {
    const error = await work.then(
      () => undefined,
      (e: unknown) => e,
    );
    if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
    return error;
  };
  const create = (input: object): Promise<Awaited<ReturnType<typeof catalog.items.create>>> =>
    bed.transaction((tx) => catalog.items.create(tx, actor, { code: aCode('I'), name: '測試', kind: 'raw', baseUom: 'PCE', ...input }));

  it('keep exactly what they were given, with their units reduced', async () => {
    const item = await create({
      name: '螺絲，M6×20, 不鏽鋼',
      nameEn: 'Screw, M6x20',
      uoms: [{ uom: 'BX', num: '200', den: '2' }],
      safetyStock: '12',
      gtin: '4710088412345',
    });
    expect(item).toMatchObject({
      name: '螺絲，M6×20, 不鏽鋼',
      nameEn: 'Screw, M6x20',
      baseUom: { code: 'PCE', name: '個' },
      qtyScale: 0,
      tracking: 'none',
      safetyStock: '12',
      status: 'active',
      uoms: [{ uom: { code: 'BX', name: '箱' }, num: '100', den: '1' }],
      rowVersion: 1,
      standardCost: null,
    });
    const english = await bed.transaction((tx) => catalog.items.get(tx, { ...actor, locale: 'en' }, item.id));
    expect(english.uoms[0]?.uom.name).toBe('Box');
  });

  it('leave one audit row and one outbox event a write', async () => {
    const item = await create({});
    const patched = await bed.transaction((tx) => catalog.items.update(tx, clerk, { id: item.id, rowVersion: 1, patch: { name: '新名', status: 'blocked' } }));
    expect(patched).toMatchObject({ name: '新名', status: 'blocked', rowVersion: 2 });
    const audits = await bed.database.query<{ action: string; actor_name: string; diff: object }>(
      `SELECT action, actor_name, diff FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id`,
      [item.id],
    );
    expect(audits.map((a) => a.action)).toEqual(['item.created', 'item.blocked']);
    expect(audits[1]).toMatchObject({
      actor_name: '王小明',
      diff: { name: { before: '測試', after: '新名' }, status: { before: 'active', after: 'blocked' } },
    });
    const events = await bed.database.query<{ event_type: string; payload: object }>(
      `SELECT event_type, payload FROM sys_outbox WHERE aggregate_id = $1 ORDER BY id`,
      [item.id],
    );
    expect(events).toEqual([
      { event_type: 'item.created.v1', payload: { id: item.id, code: item.code } },
      { event_type: 'item.updated.v1', payload: { id: item.id, code: item.code } },
    ]);
  });

  it('refuse a taken code and leave nothing behind', async () => {
    const item = await create({});
    expect(await refusal(create({ code: item.code }))).toMatchObject({ code: 'catalog.code_taken', status: 409 });
    const audits = await bed.database.query('SELECT 1 FROM sys_audit_logs WHERE action = $1 AND diff->$2->>$3 = $4', [
      'item.created',
      'code',
      'after',
      item.code,
    ]);
    expect(audits).toHaveLength(1);
  });

  it('tell all that is wrong in one answer, with pointers', async () => {
    const error = await refusal(
      create({
        shelfLifeDays: 30,
        qtyScale: 2,
        category: '沒有',
        uoms: [
          { uom: 'BX', num: '0', den: '1' },
          { uom: 'BX', num: '2', den: '1' },
          { uom: 'NOPE', num: '1', den: '1' },
          { uom: 'PCE', num: '1', den: '1' },
        ],
      }),
    );
    expect(error.status).toBe(422);
    expect(error.data.errors?.map((e) => [e.pointer, e.code])).toEqual([
      ['/shelfLifeDays', 'catalog.shelf_life_needs_lot'],
      ['/qtyScale', 'catalog.scale_exceeds_unit'],
      ['/uoms/0/num', 'catalog.ratio_invalid'],
      ['/uoms/1/uom', 'catalog.unit_twice'],
      ['/uoms/3/uom', 'catalog.unit_is_base'],
      ['/uoms/2/uom', 'catalog.reference_unknown'],
      ['/category', 'catalog.reference_unknown'],
    ]);
    expect(error.data.errors?.every((e) => e.message !== '')).toBe(true);
  });

  it.each([
    [{ tracking: 'serial', baseUom: 'KGM', qtyScale: 3 }, 'catalog.serial_needs_whole'],
    [{ tracking: 'lot', kind: 'service' }, 'catalog.service_not_tracked'],
    [{ baseUom: 'NOPE' }, 'catalog.reference_unknown'],
    [{ shelfLifeDays: 5, tracking: 'serial' }, 'catalog.shelf_life_needs_lot'],
  ])('refuse %j with %s', async (input, code) => {
    expect(await refusal(create(input))).toMatchObject({ code, status: 422 });
  });

  it('never change base unit, scale or tracking once created; naming the present ones is no change', async () => {
    const item = await create({});
    const change = (patch: object): Promise<unknown> => bed.transaction((tx) => catalog.items.update(tx, actor, { id: item.id, rowVersion: 1, patch }));
    const error = await refusal(change({ baseUom: 'KGM', qtyScale: 1, tracking: 'lot', name: 'X' }));
    expect(error).toMatchObject({ code: 'catalog.item_basis_fixed', status: 422 });
    expect(error.data.errors?.map((e) => e.pointer)).toEqual(['/baseUom', '/qtyScale', '/tracking']);
    await expect(change({ baseUom: 'PCE', qtyScale: 0, tracking: 'none', name: 'Y' })).resolves.toMatchObject({ name: 'Y', rowVersion: 2 });
  });

  it('refuse a stale change with the current representation', async () => {
    const item = await create({ standardCost: '9.5' });
    await bed.transaction((tx) => catalog.items.update(tx, actor, { id: item.id, rowVersion: 1, patch: { name: '先到' } }));
    const error = await refusal(bed.transaction((tx) => catalog.items.update(tx, clerk, { id: item.id, rowVersion: 1, patch: { name: '後到' } })));
    expect(error).toMatchObject({
      code: 'http.precondition_failed',
      status: 412,
      data: { headers: { ETag: '"2"' }, current: { name: '先到', rowVersion: 2 } },
    });
    expect(error.data.current).not.toHaveProperty('standardCost');
  });

  it('let exactly one of many concurrent changes of one version through', async () => {
    const item = await create({});
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) =>
        bed.transaction((tx) =>
          catalog.items.update(tx, actor, { id: item.id, rowVersion: 1, patch: { name: `第${i}個`, uoms: [{ uom: 'BX', num: String(i + 1), den: '1' }] } }),
        ),
      ),
    );
    expect(tries.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
    const reasons = tries.flatMap((t) => (t.status === 'rejected' ? [(t.reason as AppError).code] : []));
    expect(new Set(reasons)).toEqual(new Set(['http.precondition_failed']));
  });

  it('show and take costs only with the permission', async () => {
    const item = await create({ standardCost: '12.3400' });
    expect(item.standardCost).toBe('12.34');
    const seen = await bed.transaction((tx) => catalog.items.get(tx, clerk, item.id), clerk);
    expect(seen).not.toHaveProperty('standardCost');
    expect(await refusal(bed.transaction((tx) => catalog.items.update(tx, clerk, { id: item.id, rowVersion: 1, patch: { standardCost: '0' } })))).toMatchObject(
      { code: 'catalog.cost_not_permitted', status: 403 },
    );
    const grants = new Map([...clerk.grants, ['stock.cost.read', ALL_SCOPE] as const]);
    await expect(bed.transaction((tx) => catalog.items.get(tx, { ...clerk, grants }, item.id))).resolves.toMatchObject({ standardCost: '12.34' });
  });

  it('replace their units as a list, audited as the graver change', async () => {
    const item = await create({ uoms: [{ uom: 'BX', num: '10', den: '1' }] });
    const changed = await bed.transaction((tx) =>
      catalog.items.update(tx, actor, { id: item.id, rowVersion: 1, patch: { uoms: [{ uom: 'CT', num: '1', den: '3' }] } }),
    );
    expect(changed.uoms).toEqual([{ uom: expect.objectContaining({ code: 'CT' }) as object, num: '1', den: '3', isPurchase: false, isSales: false }]);
    const [last] = await bed.database.query<{ action: string; severity: string }>(
      'SELECT action, severity FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id DESC LIMIT 1',
      [item.id],
    );
    expect(last).toEqual({ action: 'item.uom.changed', severity: 'W' });
  });

  it('own their barcodes: a taken one and one in a foreign unit are refused', async () => {
    const item = await create({ uoms: [{ uom: 'BX', num: '10', den: '1' }] });
    const other = await create({});
    const code = aCode('4711');
    const add = (id: string, input: object): ReturnType<typeof catalog.items.get> =>
      bed.transaction((tx) => catalog.items.addBarcode(tx, actor, id, { code, ...input }));
    expect((await add(item.id, { symbology: 'EAN13', uom: 'BX' })).barcodes).toEqual([
      { code, symbology: 'EAN13', uom: expect.objectContaining({ code: 'BX' }) as object, qty: '1' },
    ]);
    expect((await refusal(add(other.id, {}))).code).toBe('catalog.barcode_taken');
    expect((await refusal(add(other.id, { code: 'x', uom: 'KGM' }))).code).toBe('catalog.unit_not_for_item');
    const found = await bed.transaction((tx) => catalog.items.list(tx, actor, { limit: 5, barcode: code }));
    expect(found.items.map((i) => i.code)).toEqual([item.code]);
    const bare = await bed.transaction((tx) => catalog.items.removeBarcode(tx, actor, item.id, code));
    expect(bare).toMatchObject({ barcodes: [], rowVersion: 3 });
  });

  it('are archived only when no stock and no active bill needs them, by someone who sees everything', async () => {
    const item = await create({});
    const archive = (stock = noStock, scope = ALL_SCOPE): Promise<unknown> =>
      bed.transaction((tx) => catalog.items.archive(tx, actor, item.id, stock), actor, scope);
    expect((await refusal(archive({ ...noStock, holdsStockOf: (_tx, code) => Promise.resolve(code === item.code) }))).code).toBe('catalog.item_in_use');
    expect((await refusal(archive(noStock, { ...NO_SCOPE, warehouses: ['1'] }))).code).toBe('catalog.outside_scope');
    await expect(archive()).resolves.toMatchObject({ status: 'archived' });
    expect((await refusal(archive())).code).toBe('catalog.archived');
    expect((await refusal(bed.transaction((tx) => catalog.items.update(tx, actor, { id: item.id, rowVersion: 2, patch: { name: 'x' } })))).code).toBe(
      'catalog.archived',
    );
  });

  it('answer 404 for an id that nobody has', async () => {
    expect(await refusal(bed.transaction((tx) => catalog.items.get(tx, actor, '0190a000-0000-7000-8000-000000000000')))).toMatchObject({
      code: 'catalog.item_not_found',
      status: 404,
    });
  });

  it('load in bulk once, with one audit row a batch, and complain with the row number', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => ({
      code: `BULK-${i}`,
      name: `品項 ${i}`,
      kind: 'raw',
      baseUom: 'PCE',
      externalRef: `ref:${i}`,
      uoms: [{ uom: 'BX', num: String(i + 1), den: '1' }],
    }));
    const load = (): Promise<ReadonlyMap<string, string>> => bed.transaction((tx) => catalog.items.createMany(tx, actor, rows, { batch: 'run-1' }));
    const first = await load();
    expect(first.size).toBe(300);
    expect(await load()).toEqual(first);
    const audits = await bed.database.query<{ diff: object }>(`SELECT diff FROM sys_audit_logs WHERE action = 'import.committed' AND subject_id = 'run-1'`);
    expect(audits).toEqual([{ diff: { created: 300 } }]);
    const [units] = await bed.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM item_uoms x JOIN items i ON i.id = x.item_id WHERE i.code LIKE 'BULK-%'`,
    );
    expect(units?.n).toBe(300);
    const error = await refusal(bed.transaction((tx) => catalog.items.createMany(tx, actor, [...rows.slice(0, 2), { ...rows[2]!, code: 'B3', baseUom: 'X' }])));
    expect(error.data.errors?.[0]?.pointer).toBe('/2/baseUom');
  });

  it('come legal from the factories', async () => {
    const [item, lot, serial] = await bed.transaction(async (tx) => [await anItem(tx), await aLotItem(tx), await aSerialItem(tx)]);
    expect(item.uomIds.get('PCE')).toBe(item.baseUomId);
    const shown = await bed.transaction(async (tx) => [await catalog.items.get(tx, actor, lot.publicId), await catalog.items.get(tx, actor, serial.publicId)]);
    expect(shown).toMatchObject([
      { tracking: 'lot', qtyScale: 3, shelfLifeDays: 30 },
      { tracking: 'serial', qtyScale: 0 },
    ]);
  });
});
