import { TestDatabase } from '@anwen/database/testing';
import { systemActor, type Id } from '@anwen/kernel';
import type { Tx } from '@anwen/database';
import type { BomDto, CreateBomDto } from '../bom.dto';
import { aCode, anItem, catalog, engineering } from '../testing';

const actor = systemActor('test');

describe('the structure of bills', () => {
  let bed: TestDatabase;
  const codes = new Map<string, string>();
  const ids = new Map<string, Id>();
  beforeAll(async () => {
    bed = await TestDatabase.create();
    for (const name of ['PUMP', 'BODY', 'KIT', 'SCREW', 'SEAL', 'RING', 'OIL']) {
      const made = await run((tx) => anItem(tx, { code: aCode(name), baseUom: 'KGM', qtyScale: 3, uoms: [{ uom: 'BX', num: '12', den: '1' }] }));
      codes.set(name, made.code);
      ids.set(name, made.id);
    }
    await active('KIT', [line('SCREW', { qty: '4', scrapPct: '25' }), line('SEAL', { validFrom: '2026-01-01' }), line('RING', { validTo: '2025-12-31' })], {
      kind: 'phantom',
    });
    await active('BODY', [line('SCREW', { qty: '0.5', uom: 'BX' }), line('OIL', { qtyKind: 'fixed', qty: '3' })], { yieldPct: '50' });
    await active('PUMP', [line('BODY', { opNo: 10 }), line('KIT', { qty: '2', opNo: 20, substitutes: [] })], { validTo: '2026-06-30', baseQty: '2' });
    const substitutes = [{ item: code('RING'), ratio: '1.5' }];
    await active('PUMP', [line('SEAL', { qty: '7', issueMethod: 'pick', substitutes })], { validFrom: '2026-07-01' });
  });
  afterAll(() => bed.drop());

  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bed.transaction(work);
  const code = (name: string): string => codes.get(name)!;
  const named = (of: string): string => [...codes].find(([, c]) => c === of)![0];
  const line = (component: string, more: object = {}): CreateBomDto['lines'][number] => ({
    component: code(component),
    qty: '1',
    uom: 'KGM',
    validFrom: '2020-01-01',
    ...more,
  });
  const draft = (item: string, lines: CreateBomDto['lines'], more: object = {}): Promise<BomDto> =>
    run((tx) => catalog.boms.create(tx, actor, { item: code(item), lines, ...more }));
  async function active(item: string, lines: CreateBomDto['lines'], more: object = {}): Promise<BomDto> {
    const { id } = await draft(item, lines, more);
    return run((tx) => catalog.boms.activate(tx, actor, id));
  }
  const needs = async (item: string, day: string) => run((tx) => engineering.structure.requirements(tx, { itemId: ids.get(item)!, day }));

  it('gives an order one level with its phantoms blown through, by the bill of the day with its last day included', async () => {
    const june = (await needs('PUMP', '2026-06-30'))!;
    expect(june).toMatchObject({ version: 1, yieldPct: '100' });
    expect(june.lines.map((l) => [named(l.itemCode), l.perUnit, l.scrapPct, l.opNo, l.issueMethod])).toEqual([
      ['BODY', '0.5', '0', 10, 'backflush'],
      ['SCREW', '4', '25', 20, 'backflush'],
      ['SEAL', '1', '0', 20, 'backflush'],
    ]);
    const july = (await needs('PUMP', '2026-07-01'))!;
    expect(july).toMatchObject({ version: 2, lines: [{ perUnit: '7', issueMethod: 'pick', substitutes: [{ itemCode: code('RING'), ratio: '1.5' }] }] });
    expect((await needs('BODY', '2026-07-01'))!.lines).toMatchObject([{ perUnit: '12' }, { perUnit: '0', fixedQty: '3' }]);
  });

  it('reads the lines of the day, the last valid day of each included', async () => {
    const parts = async (day: string) => (await needs('KIT', day))!.lines.map((l) => named(l.itemCode));
    expect([await parts('2025-12-31'), await parts('2026-01-01')]).toEqual([
      ['SCREW', 'RING'],
      ['SCREW', 'SEAL'],
    ]);
  });

  it('knows no bill where none holds, where none of its lines holds yet, and for what is bought', async () => {
    expect(await needs('PUMP', '2019-12-31')).toBeNull();
    expect(await needs('SCREW', '2026-06-30')).toBeNull();
    const all = await run((tx) => engineering.structure.requirementsFor(tx, { itemIds: [...ids.values()], day: '2026-06-30' }));
    expect([...all.values()].map((b) => b.version)).toEqual([1, 1, 1]);
  });

  it('takes a phantom of which every line has ended for nothing, not for a material, and tells what kind a bill is', async () => {
    const [kit, top] = await run(async (tx) => [await anItem(tx, { code: aCode('K') }), await anItem(tx, { code: aCode('T') })]);
    const make = (item: string, lines: CreateBomDto['lines'], kind: string): Promise<BomDto> =>
      run(async (tx) => catalog.boms.activate(tx, actor, (await catalog.boms.create(tx, actor, { item, lines, kind })).id));
    await make(kit.code, [line('SCREW', { validTo: '2025-12-31' })], 'phantom');
    await make(top.code, [{ ...line('SEAL'), component: kit.code, uom: 'PCE' }, line('SEAL')], 'standard');
    const on = (itemId: Id, day: string) => run((tx) => engineering.structure.requirements(tx, { itemId, day }));
    expect((await on(top.id, '2025-12-31'))!.lines.map((l) => named(l.itemCode))).toEqual(['SCREW', 'SEAL']);
    expect((await on(top.id, '2026-01-01'))!.lines.map((l) => named(l.itemCode))).toEqual(['SEAL']);
    expect([(await on(kit.id, '2025-12-31'))!.kind, (await on(top.id, '2026-01-01'))!.kind]).toEqual(['phantom', 'standard']);
    // Nothing is made of nothing: without a line there is no bill to make it by.
    expect(await on(kit.id, '2026-01-01')).toBeNull();
    const tree = await run((tx) => engineering.structure.explodeItem(tx, { item: top.code, day: '2026-01-01' }));
    expect([tree.lines.map((l) => l.kind), tree.totals.map((t) => named(t.item.code))]).toEqual([['phantom', 'leaf'], ['SEAL']]);
  });

  it('counts what may stand in for a component among its uses', async () => {
    const [spare, top] = await run(async (tx) => [await anItem(tx, { code: aCode('S') }), await anItem(tx, { code: aCode('T') })]);
    const lines = [line('SEAL', { qty: '2', substitutes: [{ item: spare.code, ratio: '1.5' }] })];
    await run(async (tx) => catalog.boms.activate(tx, actor, (await catalog.boms.create(tx, actor, { item: top.code, lines })).id));
    const uses = await run((tx) => engineering.structure.whereUsed(tx, { item: spare.code, day: '2026-01-01' }));
    expect(uses.items).toMatchObject([{ level: 1, qtyPer: '3', substitute: true, path: [spare.code, top.code] }]);
    expect((await run((tx) => catalog.boms.list(tx, actor, { limit: 5, component: spare.code }))).items).toMatchObject([{ item: { code: top.code } }]);
    const noStock = { holdsStockAt: () => Promise.resolve(false), holdsStockOf: () => Promise.resolve(false) };
    await expect(run((tx) => catalog.items.archive(tx, actor, spare.publicId, noStock))).rejects.toMatchObject({ data: { used: `BOM ${top.code}` } });
  });

  it('explodes all levels on a day, and a draft as if it were the bill', async () => {
    const found = await run((tx) => engineering.structure.explodeItem(tx, { item: code('PUMP'), qty: '10', day: '2026-06-30' }));
    expect(found.lines.map((l) => [l.path.map(named).join('/'), l.level, l.qtyPer, l.qty, l.kind, l.uom])).toEqual([
      ['PUMP/BODY', 1, '0.5', '5', 'standard', 'KGM'],
      ['PUMP/BODY/SCREW', 2, '12', '60', 'leaf', 'KGM'],
      ['PUMP/BODY/OIL', 2, '3', '3', 'leaf', 'KGM'],
      ['PUMP/KIT', 1, '1', '10', 'phantom', 'KGM'],
      ['PUMP/KIT/SCREW', 2, '4', '50', 'leaf', 'KGM'],
      ['PUMP/KIT/SEAL', 2, '1', '10', 'leaf', 'KGM'],
    ]);
    expect(found.totals.map((t) => [named(t.item.code), t.qty]).sort()).toEqual([
      ['OIL', '3'],
      ['SCREW', '110'],
      ['SEAL', '10'],
    ]);
    const flat = await run((tx) => engineering.structure.explodeItem(tx, { item: code('PUMP'), qty: '10', day: '2026-06-30', levels: 1 }));
    expect(flat.totals.map((t) => named(t.item.code)).sort()).toEqual(['BODY', 'KIT']);
    const { id } = await draft('PUMP', [line('BODY', { qty: '3' })]);
    const tried = await run((tx) => engineering.structure.explodeBill(tx, id, { day: '2026-07-01' }));
    expect(tried.lines.map((l) => [l.path.map(named).join('/'), l.qty])).toEqual([
      ['PUMP/BODY', '3'],
      ['PUMP/BODY/SCREW', '36'],
      ['PUMP/BODY/OIL', '3'],
    ]);
    await expect(run((tx) => engineering.structure.explodeItem(tx, { item: '沒有' }))).rejects.toMatchObject({ code: 'catalog.item_not_found' });
  });

  it('tells where an item is used on a day, through all levels', async () => {
    const uses = async (day: string, levels?: number) =>
      (await run((tx) => engineering.structure.whereUsed(tx, { item: code('SCREW'), day, levels }))).items.map((u) => [
        u.level,
        u.path.map(named).join('/'),
        u.qtyPer,
      ]);
    expect(await uses('2026-06-30')).toEqual([
      [1, 'SCREW/BODY', '12'],
      [1, 'SCREW/KIT', '4'],
      [2, 'SCREW/BODY/PUMP', '0.5'],
      [2, 'SCREW/KIT/PUMP', '1'],
    ]);
    expect((await uses('2026-06-30', 1)).length).toBe(2);
    expect(await uses('2026-07-01')).toHaveLength(2);
  });

  it('compares two versions of one item, and copies one', async () => {
    const { items } = await run((tx) => catalog.boms.list(tx, actor, { limit: 10, item: code('BODY') }));
    const copy = await run((tx) => catalog.boms.copy(tx, actor, items[0]!.id));
    expect(copy).toMatchObject({ version: 2, state: 'draft', yieldPct: '50', legal: ['update', 'activate', 'copy'] });
    const same = await run((tx) => catalog.boms.diff(tx, actor, { a: items[0]!.id, b: copy.id }));
    expect([same.header, same.added, same.removed, same.changed]).toEqual([[], [], [], []]);
    const lines = [line('SCREW', { qty: '1', uom: 'BX', substitutes: [{ item: code('RING') }] }), line('SEAL')];
    const changed = await run((tx) => catalog.boms.update(tx, actor, { id: copy.id, rowVersion: 1, patch: { yieldPct: '60', lines } }));
    expect(changed.lines[0]!.substitutes).toMatchObject([{ item: { code: code('RING') }, ratio: '1', priority: 1 }]);
    const diff = await run((tx) => catalog.boms.diff(tx, actor, { a: items[0]!.id, b: copy.id }));
    expect(diff).toMatchObject({
      header: [{ field: 'yieldPct', before: '50', after: '60' }],
      added: [{ component: { code: code('SEAL') } }],
      removed: [{ component: { code: code('OIL') } }],
    });
    expect(diff.changed.map((c) => [named(c.component.code), c.field, c.before, c.after])).toEqual([
      ['SCREW', 'qty', '0.5', '1'],
      ['SCREW', 'substitutes', null, `${code('RING')} × 1`],
    ]);
    const other = (await run((tx) => catalog.boms.list(tx, actor, { limit: 1, item: code('KIT') }))).items[0]!;
    await expect(run((tx) => catalog.boms.diff(tx, actor, { a: copy.id, b: other.id }))).rejects.toMatchObject({ code: 'catalog.diff_of_two_items' });
  });

  it('refuses a circle through a phantom, a substitute or another period, and says which way it goes', async () => {
    const closing = (component: object) => draft('SCREW', [{ ...line('OIL'), ...component }]);
    await expect(closing({ component: code('KIT') })).rejects.toMatchObject({
      code: 'catalog.bom_cycle',
      data: { path: [code('SCREW'), code('KIT'), code('SCREW')].join(' → ') },
    });
    await expect(closing({ substitutes: [{ item: code('BODY') }] })).rejects.toMatchObject({ code: 'catalog.bom_cycle' });
    const later = draft('SEAL', [line('PUMP', { validFrom: '2040-01-01' })], { validFrom: '2040-01-01' });
    await expect(later).rejects.toMatchObject({ code: 'catalog.bom_cycle', data: { path: [code('SEAL'), code('PUMP'), code('SEAL')].join(' → ') } });
  });

  it('lets a successor take days, never leaves a day to two, and does not cut a bill in two', async () => {
    const first = await active('OIL', [line('RING')]);
    const second = await active('OIL', [line('RING', { qty: '2' })], { validFrom: '2027-01-01' });
    expect(await run((tx) => catalog.boms.get(tx, actor, first.id))).toMatchObject({ state: 'active', validTo: '2026-12-31', approvedBy: actor.name });
    const middle = await draft('OIL', [line('RING', { qty: '3' })], { validFrom: '2027-06-01', validTo: '2027-06-30' });
    await expect(run((tx) => catalog.boms.activate(tx, actor, middle.id))).rejects.toMatchObject({
      code: 'catalog.bom_validity_taken',
      data: { version: second.version },
    });
    expect([(await needs('OIL', '2026-12-31'))!.version, (await needs('OIL', '2027-01-01'))!.version]).toEqual([1, 2]);
    const twice = bed.asOwner(`UPDATE boms SET valid_to = NULL WHERE public_id = '${first.id}'`);
    await expect(twice).rejects.toThrow('boms_one_a_day');
  });

  it('refuses yields and scraps out of range, reversed days and substitutes that are none, all at once', async () => {
    const fixed = line('SEAL', { qtyKind: 'fixed', scrapPct: '5', substitutes: [{ item: code('RING'), ratio: '1000000000' }] });
    const lines = [
      line('RING', { scrapPct: '1000', substitutes: [{ item: code('RING') }, { item: code('SEAL') }, { item: code('SEAL') }, { item: '沒有' }] }),
      fixed,
    ];
    const error = await draft('OIL', lines, { yieldPct: '101', validFrom: '2026-02-01', validTo: '2026-01-31' }).catch((e: unknown) => e);
    expect((error as { data: { errors: { pointer: string; code: string }[] } }).data.errors.map((e) => [e.pointer, e.code])).toEqual([
      ['/validTo', 'catalog.period_reversed'],
      ['/yieldPct', 'catalog.yield_range'],
      ['/lines/0/scrapPct', 'catalog.scrap_range'],
      ['/lines/0/substitutes/0/item', 'catalog.substitute_itself'],
      ['/lines/0/substitutes/2/item', 'catalog.substitute_twice'],
      ['/lines/0/substitutes/3/item', 'catalog.reference_unknown'],
      ['/lines/1/scrapPct', 'catalog.scrap_of_fixed'],
      ['/lines/1/substitutes/0/ratio', 'catalog.ratio_range'],
    ]);
  });
});

describe('work centers', () => {
  it('take their warehouse from their place, and keep capacity, calendar and board', async () => {
    const bed = await TestDatabase.create();
    const { warehouse, other } = await bed.transaction(async (tx) => {
      const one = await catalog.warehouses.create(tx, actor, { code: 'W1', name: '一廠' });
      await catalog.locations.create(tx, actor, { warehouse: 'W1', code: 'LINE', name: '產線', kind: 'production' });
      await engineering.plans.create(tx, actor, { code: 'CAL', name: '行事曆', week: {} });
      return { warehouse: one, other: await catalog.warehouses.create(tx, actor, { code: 'W2', name: '二廠' }) };
    });
    const facts = { location: 'LINE', capacity: 2, idealCycleS: '1.5', calendar: 'CAL', boardGroup: 'A 線' };
    const made = await bed.transaction((tx) => catalog.workCenters.create(tx, actor, { code: 'WC', name: '車床', ...facts }));
    expect(made).toMatchObject({ capacity: 2, idealCycleS: '1.5', calendar: { code: 'CAL' }, boardGroup: 'A 線', warehouse: { id: warehouse.id } });
    const change = (rowVersion: number, patch: object) => bed.transaction((tx) => catalog.workCenters.update(tx, actor, { id: made.id, rowVersion, patch }));
    await expect(change(1, { warehouse: 'W2' })).rejects.toMatchObject({ code: 'catalog.warehouse_of_location' });
    expect(await change(1, { location: null, warehouse: 'W2', calendar: null })).toMatchObject({
      location: null,
      warehouse: { id: other.id },
      calendar: null,
      capacity: 2,
    });
    await expect(change(2, { calendar: '沒有', location: '沒有' })).rejects.toMatchObject({ code: 'catalog.reference_unknown' });
    await expect(change(2, { hoursPerDay: '24.01' })).rejects.toMatchObject({ code: 'catalog.hours_range' });
    expect(await bed.transaction((tx) => catalog.workCenters.create(tx, actor, { code: 'NEW', name: '新' }))).toMatchObject({ hoursPerDay: '8' });
    const nowhere = await bed.transaction(async (tx) => {
      await tx.query(`UPDATE locations SET status = 'archived' WHERE code = 'LINE'`);
      await tx.query(`UPDATE warehouses SET status = 'archived' WHERE code = 'W1'`);
      return (await tx.query<{ code: string }>(`SELECT code FROM locations WHERE kind IN ('virtual', 'transit') LIMIT 1`))[0];
    });
    for (const patch of [{ location: 'LINE' }, { location: nowhere!.code }, { warehouse: 'W1' }])
      await expect(change(2, patch)).rejects.toMatchObject({ code: 'catalog.reference_unknown' });
    await bed.drop();
  });
});
