import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, AppError, NO_SCOPE, systemActor, type Scope } from '@anwen/kernel';
import type { Tx } from '@anwen/database';
import type { StockPresence } from './stock-presence';
import { aCode, aLocation, aWarehouse, catalog } from './testing';

const actor = systemActor('test');
const noStock: StockPresence = { holdsStockAt: () => Promise.resolve(false), holdsStockOf: () => Promise.resolve(false) };

describe('locations', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());

  const run = <T>(work: (tx: Tx) => Promise<T>, scope: Scope = ALL_SCOPE): Promise<T> => bed.transaction(work, actor, scope);
  const codeOf = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => undefined,
      (e: unknown) => e,
    );
    return error instanceof AppError ? error.code : `no refusal: ${String(error)}`;
  };
  /** A warehouse with zones NORTH and SOUTH, an aisle in each, a bin below each. */
  const plant = (): Promise<{ warehouse: Awaited<ReturnType<typeof aWarehouse>>; aisles: string[]; bins: string[]; ids: ReadonlyMap<string, string> }> =>
    run(async (tx) => {
      const warehouse = await aWarehouse(tx, { zones: ['NORTH', 'SOUTH'] });
      const [a1, a2, b1, b2] = [aCode('A'), aCode('A'), aCode('B'), aCode('B')];
      const ids = await catalog.locations.createMany(
        tx,
        actor,
        [
          { warehouse: warehouse.code, code: b1, parent: a1, zone: 'NORTH', name: 'bin', kind: 'storage' },
          { warehouse: warehouse.code, code: a1, zone: 'NORTH', name: 'aisle', kind: 'storage' },
          { warehouse: warehouse.code, code: a2, zone: 'SOUTH', name: 'aisle', kind: 'storage' },
          { warehouse: warehouse.code, code: b2, parent: a2, zone: 'SOUTH', name: 'bin', kind: 'storage' },
        ],
        { batch: 'test' },
      );
      return { warehouse, aisles: [a1, a2], bins: [b1, b2], ids };
    });
  const show = (code: string, scope: Scope = ALL_SCOPE) =>
    run(async (tx) => (await catalog.locations.list(tx, actor, { limit: 200, q: code })).items.find((l) => l.code === code)!, scope);

  it('form a tree whose paths follow a move of the whole branch', async () => {
    const { aisles, bins } = await plant();
    const [aisle, other, bin] = [await show(aisles[0]!), await show(aisles[1]!), await show(bins[0]!)];
    expect(bin.path).toBe(`/${aisle.code}/${bin.code}`);
    const moved = await run((tx) => catalog.locations.update(tx, actor, { id: aisle.id, rowVersion: 1, patch: { parent: other.code } }));
    expect(moved).toMatchObject({ path: `/${other.code}/${aisle.code}`, parent: { code: other.code }, rowVersion: 2 });
    expect((await show(bin.code)).path).toBe(`/${other.code}/${aisle.code}/${bin.code}`);
    expect((await show(bins[1]!)).path).toBe(`/${other.code}/${bins[1]}`);
    const top = await run((tx) => catalog.locations.update(tx, actor, { id: aisle.id, rowVersion: 2, patch: { parent: null } }));
    expect([top.path, (await show(bin.code)).path]).toEqual([`/${aisle.code}`, `/${aisle.code}/${bin.code}`]);
  });

  it('never lie below themselves', async () => {
    const { aisles, bins } = await plant();
    const aisle = await show(aisles[0]!);
    const under = (parent: string): Promise<unknown> => run((tx) => catalog.locations.update(tx, actor, { id: aisle.id, rowVersion: 1, patch: { parent } }));
    expect(await codeOf(under(bins[0]!))).toBe('catalog.location_cycle');
    expect(await codeOf(under(aisle.code))).toBe('catalog.location_cycle');
  });

  it('cannot be tied into a cycle by two movers at once', async () => {
    const { aisles } = await plant();
    const [a, b] = [await show(aisles[0]!), await show(aisles[1]!)];
    const codes = await Promise.all(
      [
        [a, b],
        [b, a],
      ].map(([child, parent]) => codeOf(run((tx) => catalog.locations.update(tx, actor, { id: child!.id, rowVersion: 1, patch: { parent: parent!.code } })))),
    );
    expect(codes.sort()).toEqual(['catalog.location_cycle', 'no refusal: undefined']);
  });

  it('stay in their warehouse: a parent elsewhere is refused', async () => {
    const { warehouse, aisles } = await plant();
    const { bins } = await plant();
    expect(await codeOf(run((tx) => aLocation(tx, { warehouse: warehouse.code, parent: bins[0] })))).toBe('catalog.parent_elsewhere');
    const aisle = await show(aisles[0]!);
    expect(await codeOf(run((tx) => catalog.locations.update(tx, actor, { id: aisle.id, rowVersion: 1, patch: { parent: bins[0] } })))).toBe(
      'catalog.parent_elsewhere',
    );
    expect(await codeOf(run((tx) => aLocation(tx, { warehouse: warehouse.code, parent: 'SUPPLIER' })))).toBe('catalog.parent_elsewhere');
  });

  it('keep odd codes apart in their paths', async () => {
    const { warehouse } = await plant();
    const parent = `${aCode('P')}/100%`;
    await run((tx) => aLocation(tx, { warehouse: warehouse.code, code: parent }));
    await run((tx) => aLocation(tx, { warehouse: warehouse.code, code: `${parent}/x`, parent }));
    const path = parent.replace('%', '%25').replace('/', '%2F');
    expect((await show(`${parent}/x`)).path).toBe(`/${path}/${path}%2Fx`);
  });

  it('of another warehouse, or of another zone, do not exist for a scoped caller', async () => {
    const mine = await plant();
    const foreign = await plant();
    const visible = (scope: Scope): Promise<string[]> =>
      run(async (tx) => (await catalog.locations.list(tx, actor, { limit: 200 })).items.filter((l) => l.kind !== 'virtual').map((l) => l.code), scope);
    const byWarehouse = { ...NO_SCOPE, warehouses: [mine.warehouse.id] };
    const byZone = { ...NO_SCOPE, zones: [mine.warehouse.zones.get('NORTH')!] };
    expect((await visible(byWarehouse)).sort()).toEqual([...mine.aisles, ...mine.bins].sort());
    expect((await visible(byZone)).sort()).toEqual([mine.aisles[0], mine.bins[0]].sort());
    expect(await visible(NO_SCOPE)).toEqual([]);
    const stranger = await show(foreign.bins[0]!);
    for (const scope of [byWarehouse, byZone, NO_SCOPE]) {
      expect(await codeOf(run((tx) => catalog.locations.get(tx, actor, stranger.id), scope))).toBe('catalog.location_not_found');
      expect(await codeOf(run((tx) => catalog.locations.update(tx, actor, { id: stranger.id, rowVersion: 1, patch: { name: 'x' } }), scope))).toBe(
        'catalog.location_not_found',
      );
      expect(await codeOf(run((tx) => catalog.locations.lock(tx, actor, stranger.id, { reason: 'x' }), scope))).toBe('catalog.location_not_found');
      expect(await codeOf(run((tx) => catalog.locations.archive(tx, actor, stranger.id, noStock), scope))).toBe('catalog.location_not_found');
      expect(await codeOf(run((tx) => aLocation(tx, { warehouse: foreign.warehouse.code }), scope))).toBe('catalog.reference_unknown');
      expect(await codeOf(run((tx) => catalog.warehouses.get(tx, actor, foreign.warehouse.publicId), scope))).toBe('catalog.warehouse_not_found');
      expect(await codeOf(run((tx) => catalog.warehouses.addZone(tx, actor, foreign.warehouse.publicId, { code: 'X', name: 'x' }), scope))).toBe(
        'catalog.warehouse_not_found',
      );
    }
    expect((await show(stranger.code)).rowVersion).toBe(1);
  });

  it('are made and changed within the zone of a zone-bound caller only, with a code instead of a database error', async () => {
    const { warehouse, aisles, bins } = await plant();
    const north = { ...NO_SCOPE, zones: [warehouse.zones.get('NORTH')!] };
    const make = (given: object): Promise<unknown> => run((tx) => aLocation(tx, { warehouse: warehouse.code, ...given }), north);
    await expect(make({ zone: 'NORTH', parent: aisles[0] })).resolves.toBeDefined();
    expect(await codeOf(make({}))).toBe('catalog.outside_scope');
    expect(await codeOf(make({ zone: 'SOUTH' }))).toBe('catalog.reference_unknown');
    const bin = await show(bins[0]!);
    const change = (patch: object): Promise<unknown> => run((tx) => catalog.locations.update(tx, actor, { id: bin.id, rowVersion: 1, patch }), north);
    expect(await codeOf(change({ zone: null }))).toBe('catalog.outside_scope');
    expect(await codeOf(change({ parent: null }))).toBe('catalog.outside_scope');
    await expect(change({ name: '北區一號' })).resolves.toMatchObject({ name: '北區一號', rowVersion: 2 });
    expect(await codeOf(run((tx) => catalog.warehouses.addZone(tx, actor, warehouse.publicId, { code: 'EAST', name: 'x' }), north))).toBe(
      'catalog.outside_scope',
    );
    expect(await codeOf(run((tx) => catalog.warehouses.create(tx, actor, { code: aCode('W'), name: 'x' }), north))).toBe('catalog.outside_scope');
  });

  it('of the system cannot be touched', async () => {
    const supplier = await show('SUPPLIER');
    expect(supplier.kind).toBe('virtual');
    expect(await codeOf(run((tx) => catalog.locations.update(tx, actor, { id: supplier.id, rowVersion: 1, patch: { name: 'x' } })))).toBe(
      'catalog.location_virtual',
    );
    expect(await codeOf(run((tx) => catalog.locations.archive(tx, actor, supplier.id, noStock)))).toBe('catalog.location_virtual');
  });

  it('tell the audit which switch was thrown', async () => {
    const { bins } = await plant();
    const bin = await show(bins[0]!);
    await run((tx) => catalog.locations.lock(tx, actor, bin.id, { reason: '漏水' }));
    await run((tx) => catalog.locations.unlock(tx, actor, bin.id));
    await run((tx) => catalog.locations.update(tx, actor, { id: bin.id, rowVersion: 3, patch: { allowNegative: true } }));
    const audits = await bed.database.query<{ action: string; severity: string; reason: string | null }>(
      'SELECT action, severity, reason FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id',
      [bin.id],
    );
    expect(audits).toEqual([
      { action: 'location.locked', severity: 'N', reason: '漏水' },
      { action: 'location.unlocked', severity: 'N', reason: null },
      { action: 'location.negative_policy.changed', severity: 'C', reason: null },
    ]);
  });

  it('promise goods to orders when they are for storage or production, unless somebody says otherwise', async () => {
    const rows = [];
    for (const kind of ['storage', 'production', 'staging_in', 'staging_out', 'qc']) {
      const made = await run((tx) => aLocation(tx, { kind }));
      rows.push([kind, (await show(made.code)).isPickable]);
    }
    expect(rows).toEqual([
      ['storage', true],
      ['production', true],
      ['staging_in', false],
      ['staging_out', false],
      ['qc', false],
    ]);
    const told = await run((tx) => aLocation(tx, { kind: 'staging_in', isPickable: true }));
    expect((await show(told.code)).isPickable).toBe(true);
  });

  it('are archived from the leaves up, and only when empty', async () => {
    const { aisles, bins } = await plant();
    const [aisle, bin] = [await show(aisles[0]!), await show(bins[0]!)];
    const archive = (id: string, stock = noStock): Promise<unknown> => run((tx) => catalog.locations.archive(tx, actor, id, stock));
    expect(await codeOf(archive(aisle.id))).toBe('catalog.location_has_children');
    expect(await codeOf(archive(bin.id, { ...noStock, holdsStockAt: (_tx, code) => Promise.resolve(code === bin.code) }))).toBe('catalog.location_not_empty');
    await expect(archive(bin.id)).resolves.toMatchObject({ status: 'archived' });
    await expect(archive(aisle.id)).resolves.toMatchObject({ status: 'archived' });
    expect(await codeOf(run((tx) => aLocation(tx, { warehouse: bin.warehouse!.code, parent: aisle.code })))).toBe('catalog.reference_unknown');
  });

  it('load again without a second effect, and name a circle', async () => {
    const { warehouse, ids } = await plant();
    const rows = [...ids.keys()].map((code) => ({ warehouse: warehouse.code, code, name: 'again', kind: 'storage' }));
    expect(await run((tx) => catalog.locations.createMany(tx, actor, rows))).toEqual(ids);
    expect((await show(rows[0]!.code)).name).not.toBe('again');
    const circle = ['X', 'Y'].map((code, i, all) => ({ warehouse: warehouse.code, code, parent: all[1 - i], name: code, kind: 'storage' }));
    expect(await codeOf(run((tx) => catalog.locations.createMany(tx, actor, circle)))).toBe('catalog.location_cycle');
  });
});
