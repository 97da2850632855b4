import { TestDatabase } from '@anwen/database/testing';
import { AppError, systemActor } from '@anwen/kernel';
import type { Tx } from '@anwen/database';
import { aCode, anItem, catalog, engineering } from './testing';

const actor = systemActor('test');

describe('bills of materials', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());

  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bed.transaction(work);
  const refusal = async (work: Promise<unknown>): Promise<AppError> => {
    const error = await work.then(
      () => undefined,
      (e: unknown) => e,
    );
    if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
    return error;
  };
  const items = (...letters: string[]): Promise<string[]> =>
    run(async (tx) => {
      const codes = letters.map((letter) => aCode(letter));
      for (const code of codes) await anItem(tx, { code, uoms: [{ uom: 'BX', num: '12', den: '1' }] });
      return codes;
    });
  const line = (component: string, more: object = {}): { component: string; qty: string; uom: string; validFrom: string; validTo?: string } => ({
    component,
    qty: '2',
    uom: 'PCE',
    validFrom: '2024-01-01',
    ...more,
  });
  const draft = (item: string, lines: ReturnType<typeof line>[]) => run((tx) => catalog.boms.create(tx, actor, { item, lines }));
  const activate = (id: string) => run((tx) => catalog.boms.activate(tx, actor, id));

  it('answer what holds on a day, the last valid day included, converted by the unit of the line', async () => {
    const [product, a, b] = await items('P', 'A', 'B');
    const bom = await draft(product!, [
      line(a!, { validTo: '2024-03-31' }),
      line(a!, { qty: '3', validFrom: '2024-04-01' }),
      line(b!, { uom: 'BX', qty: '0.5' }),
    ]);
    await activate(bom.id);
    const itemId = (await bed.database.query<{ id: string }>('SELECT id FROM items WHERE code = $1', [product]))[0]!.id;
    const on = async (day: string): Promise<string[]> =>
      (await run((tx) => engineering.structure.requirements(tx, { itemId, day })))?.lines.map((l) => l.perUnit) ?? [];
    expect(await on('2023-12-31')).toEqual([]);
    expect(await on('2024-03-31')).toEqual(['2', '6']);
    expect(await on('2024-04-01')).toEqual(['3', '6']);
  });

  it('are counted in versions; activating one ends the one before', async () => {
    const [product, a] = await items('P', 'A');
    const first = await draft(product!, [line(a!)]);
    const second = await draft(product!, [line(a!, { qty: '5' })]);
    expect([first.version, second.version, second.state]).toEqual([1, 2, 'draft']);
    await activate(first.id);
    await expect(activate(second.id)).resolves.toMatchObject({ state: 'active', lines: [{ qty: '5', uom: { code: 'PCE' } }] });
    await expect(run((tx) => catalog.boms.get(tx, actor, first.id))).resolves.toMatchObject({ state: 'active', validTo: expect.any(String) as string });
    expect(await refusal(activate(first.id))).toMatchObject({ code: 'catalog.bom_transition', status: 409 });
    await run((tx) => catalog.boms.obsolete(tx, actor, second.id));
    const audits = await bed.database.query<{ action: string }>('SELECT action FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id', [second.id]);
    expect(audits.map((x) => x.action)).toEqual(['bom.created', 'bom.activated', 'bom.obsoleted']);
  });

  const on = async (code: string, day: string): Promise<number | undefined> => {
    const { id } = (await bed.database.query<{ id: string }>('SELECT id FROM items WHERE code = $1', [code]))[0]!;
    return (await run((tx) => engineering.structure.requirements(tx, { itemId: id, day })))?.version;
  };
  const today = async (): Promise<string> => (await bed.database.query<{ day: string }>('SELECT business_date()::text AS day'))[0]!.day;
  const eventsOf = async (id: string): Promise<string[]> =>
    (await bed.database.query<{ type: string }>(`SELECT event_type AS type FROM sys_outbox WHERE payload->>'id' = $1 ORDER BY id`, [id])).map((e) => e.type);

  it('leave the past as it was: one without a first day begins today when another is active, and what gives way is told', async () => {
    const [product, a] = await items('P', 'A');
    const first = await draft(product!, [line(a!)]);
    await activate(first.id);
    const second = await draft(product!, [line(a!, { qty: '5' })]);
    expect(await activate(second.id)).toMatchObject({ state: 'active', validFrom: await today() });
    expect(await run((tx) => catalog.boms.get(tx, actor, first.id))).toMatchObject({ state: 'active', validFrom: null, validTo: expect.any(String) as string });
    expect([await on(product!, '2024-01-01'), await on(product!, await today())]).toEqual([1, 2]);
    const third = await draft(product!, [line(a!, { qty: '6' })]);
    await activate(third.id);
    await expect(run((tx) => catalog.boms.get(tx, actor, second.id))).resolves.toMatchObject({ state: 'obsolete' });
    const [audit] = await bed.database.query<{ diff: object }>(`SELECT diff FROM sys_audit_logs WHERE subject_id = $1 AND action = 'bom.activated'`, [
      third.id,
    ]);
    expect(audit!.diff).toMatchObject({
      validFrom: { before: null, after: await today() },
      replaces: { before: [{ version: 2, validTo: null, state: 'active' }], after: [{ version: 2, validTo: null, state: 'obsolete' }] },
    });
    expect([await eventsOf(first.id), await eventsOf(second.id)]).toEqual([
      ['bom.created.v1', 'bom.activated.v1', 'bom.updated.v1'],
      ['bom.created.v1', 'bom.activated.v1', 'bom.obsoleted.v1'],
    ]);
  });

  it('leave the past as it was when a dated bill is copied: the copy begins on the day that it becomes active', async () => {
    const [product, a] = await items('P', 'A');
    const make = (more: object) => run((tx) => catalog.boms.create(tx, actor, { item: product!, lines: [line(a!)], ...more }));
    const copy = (id: string) => run((tx) => catalog.boms.copy(tx, actor, id));
    const first = await make({ validFrom: '2024-01-01', validTo: '2099-12-31' });
    await activate(first.id);
    const second = await copy(first.id);
    expect(second).toMatchObject({ version: 2, validFrom: null, validTo: '2099-12-31' });
    await activate(second.id);
    expect([await on(product!, '2024-01-01'), await on(product!, await today())]).toEqual([1, 2]);
    const later = await make({ validFrom: '2100-01-01' });
    expect(await copy((await activate(later.id)).id)).toMatchObject({ validFrom: '2100-01-01', validTo: null });
    const gone = await make({ validFrom: '2020-01-01', validTo: '2020-12-31' });
    expect(await copy((await activate(gone.id)).id)).toMatchObject({ validFrom: null, validTo: null });
    // Made long ago, its last day is over when somebody remembers it: there is nothing left that it could hold on.
    const forgotten = await make({ validTo: '2025-01-31' });
    await expect(activate(forgotten.id)).rejects.toMatchObject({ code: 'catalog.bom_validity_taken' });
    expect(await on(product!, '2024-01-01')).toBe(1);
  });

  it('end earlier or later when active, and change in nothing else', async () => {
    const [product, a] = await items('P', 'A');
    const make = async (more: object): Promise<string> => {
      const made = await run((tx) => catalog.boms.create(tx, actor, { item: product!, lines: [line(a!)], ...more }));
      return (await activate(made.id)).id;
    };
    const first = await make({ validTo: '2030-12-31' });
    const second = await make({ validFrom: '2032-01-01' });
    const change = async (id: string, patch: object) => {
      const { rowVersion } = await run((tx) => catalog.boms.get(tx, actor, id));
      return run((tx) => catalog.boms.update(tx, actor, { id, rowVersion, patch }));
    };
    await expect(change(first, { validTo: '2031-12-31' })).resolves.toMatchObject({ state: 'active', validTo: '2031-12-31' });
    expect(await refusal(change(first, { validTo: null }))).toMatchObject({ code: 'catalog.bom_validity_taken', data: { version: 2 } });
    expect((await refusal(change(second, { validTo: '2031-01-01' }))).code).toBe('catalog.period_reversed');
    expect((await refusal(change(second, { validTo: '2040-01-01', baseQty: '2' }))).code).toBe('catalog.bom_not_draft');
    const audits = await bed.database.query<{ action: string }>('SELECT action FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id', [first]);
    expect(audits.map((x) => x.action)).toEqual(['bom.created', 'bom.activated', 'bom.updated']);
  });

  it('load in the order of their versions, whatever that of the rows; one below the active version enters as obsolete', async () => {
    const [product, a] = await items('P', 'A');
    const load = (versions: number[]) =>
      run((tx) =>
        catalog.boms.createMany(
          tx,
          actor,
          versions.map((version) => ({ item: product!, version, lines: [line(a!)] })),
          { batch: 'boms' },
        ),
      );
    const states = async () =>
      (await run((tx) => catalog.boms.list(tx, actor, { limit: 9, item: product }))).items.map((b) => `${b.version} ${b.state}`).sort();
    await load([5, 3]);
    expect(await states()).toEqual(['3 obsolete', '5 active']);
    await load([4]);
    expect(await states()).toEqual(['3 obsolete', '4 obsolete', '5 active']);
    await load([6]);
    expect([await on(product!, '2024-01-01'), await on(product!, await today())]).toEqual([5, 6]);
  });

  it('refuse a cycle and name its path', async () => {
    const [a, b, c] = await items('A', 'B', 'C');
    await activate((await draft(a!, [line(b!)])).id);
    await activate((await draft(b!, [line(c!)])).id);
    const error = await refusal(draft(c!, [line(a!)]));
    expect(error).toMatchObject({ code: 'catalog.bom_cycle', status: 422, data: { path: `${c} → ${a} → ${b} → ${c}` } });
    expect((await refusal(draft(a!, [line(a!)]))).data.path).toBe(`${a} → ${a}`);
  });

  it('cannot close a cycle from two sides at once', async () => {
    const [a, b] = await items('A', 'B');
    const [one, other] = [await draft(a!, [line(b!)]), await draft(b!, [line(a!)])];
    const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
    const slow = run(async (tx) => {
      await catalog.boms.activate(tx, actor, one.id);
      await pause(200); // not committed yet: the other one cannot see it and must wait
    });
    await pause(50);
    const ends = await Promise.allSettled([slow, activate(other.id)]);
    expect(ends.map((e) => e.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('change as drafts only, by version', async () => {
    const [product, a, b] = await items('P', 'A', 'B');
    const bom = await draft(product!, [line(a!)]);
    const change = (rowVersion: number): Promise<unknown> =>
      run((tx) => catalog.boms.update(tx, actor, { id: bom.id, rowVersion, patch: { baseQty: '10', lines: [line(b!)] } }));
    await expect(change(1)).resolves.toMatchObject({ baseQty: '10', rowVersion: 2, lines: [{ component: { code: b } }] });
    expect((await refusal(change(1))).code).toBe('http.precondition_failed');
    await activate(bom.id);
    expect((await refusal(change(3))).code).toBe('catalog.bom_not_draft');
  });

  it('change their head without a word about lines that nobody touched', async () => {
    const [product, a] = await items('P', 'A');
    const bom = await draft(product!, [line(a!)]);
    const { id } = (await run((tx) => catalog.items.list(tx, actor, { limit: 1, q: a }))).items[0]!;
    const noStock = { holdsStockAt: () => Promise.resolve(false), holdsStockOf: () => Promise.resolve(false) };
    await run((tx) => catalog.items.archive(tx, actor, id, noStock));
    const change = (patch: object) => run((tx) => catalog.boms.update(tx, actor, { id: bom.id, rowVersion: 1, patch }));
    expect((await refusal(change({ yieldPct: '101' }))).code).toBe('catalog.yield_range');
    await expect(change({ changeNote: '改' })).resolves.toMatchObject({ changeNote: '改', lines: [{ component: { code: a } }] });
    expect((await refusal(activate(bom.id))).code).toBe('catalog.reference_unknown');
  });

  it('refuse units that the component does not have, unknown components and overlapping periods, all at once', async () => {
    const [product, a] = await items('P', 'A');
    const error = await refusal(draft(product!, [line(a!, { uom: 'KGM' }), line('沒有這個'), line(a!, { validFrom: '2025-01-01' })]));
    expect(error.data.errors?.map((e) => [e.pointer, e.code])).toEqual([
      ['/lines/0/uom', 'catalog.unit_not_for_item'],
      ['/lines/1/component', 'catalog.reference_unknown'],
      ['/lines/2/validFrom', 'catalog.bom_overlap'],
    ]);
  });

  it('keep an item from being archived while an active bill needs it', async () => {
    const [product, a] = await items('P', 'A');
    await activate((await draft(product!, [line(a!)])).id);
    const id = (await bed.database.query<{ id: string }>('SELECT public_id AS id FROM items WHERE code = $1', [a]))[0]!.id;
    const noStock = { holdsStockAt: () => Promise.resolve(false), holdsStockOf: () => Promise.resolve(false) };
    expect(await refusal(run((tx) => catalog.items.archive(tx, actor, id, noStock)))).toMatchObject({
      code: 'catalog.item_in_use',
      data: { used: `BOM ${product}` },
    });
    const used = await run((tx) => catalog.boms.list(tx, actor, { limit: 10, component: a }));
    expect(used.items.map((bom) => bom.item.code)).toEqual([product]);
  });

  it('keep the units that their lines are given in, as long as they are drafts or active', async () => {
    const [product, a] = await items('P', 'A');
    const bom = await draft(product!, [line(a!, { uom: 'BX' })]);
    const { id } = (await run((tx) => catalog.items.list(tx, actor, { limit: 1, q: a }))).items[0]!;
    let rowVersion = 1;
    const change = (uoms: object[]) => run((tx) => catalog.items.update(tx, actor, { id, rowVersion, patch: { uoms: uoms as { uom: string }[] } }));
    const used = { code: 'catalog.unit_in_use', status: 409, data: { uom: 'BX', bills: `${product} v1` } };
    expect(await refusal(change([]))).toMatchObject(used);
    expect(await refusal(change([{ uom: 'BX', num: '24', den: '1' }]))).toMatchObject(used);
    await change([
      { uom: 'BX', num: '24', den: '2' },
      { uom: 'CT', num: '5', den: '1' },
    ]);
    rowVersion += 1;
    await activate(bom.id);
    expect(await refusal(change([]))).toMatchObject(used);
    await run((tx) => catalog.boms.obsolete(tx, actor, bom.id));
    await expect(change([])).resolves.toMatchObject({ uoms: [] });
    const gone = run((tx) => engineering.structure.explodeBill(tx, bom.id, { day: '2026-01-01' }));
    expect(await refusal(gone)).toMatchObject({ code: 'catalog.unit_not_for_item', data: { item: a, uom: 'BX' } });
  });

  it('and a unit that is taken away wait for each other', async () => {
    const [product, a] = await items('P', 'A');
    const { id } = (await run((tx) => catalog.items.list(tx, actor, { limit: 1, q: a }))).items[0]!;
    const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
    let made = (): void => undefined;
    const isMade = new Promise<void>((resolve) => (made = resolve));
    const slow = run(async (tx) => {
      await catalog.boms.create(tx, actor, { item: product!, lines: [line(a!, { uom: 'BX' })] });
      made();
      await pause(200); // not committed yet: whoever takes the unit away cannot see it and must wait
    });
    await Promise.race([isMade, slow]);
    const without = run((tx) => catalog.items.update(tx, actor, { id, rowVersion: 1, patch: { uoms: [] } }));
    expect((await refusal(without)).code).toBe('catalog.unit_in_use');
    await slow;
  });

  it('load in bulk: twice without a second effect, never with a cycle', async () => {
    const [p, a, b] = await items('P', 'A', 'B');
    const rows = [
      { item: p!, lines: [{ ...line(a!), externalRef: `bom:${p}:1` }] },
      { item: a!, lines: [line(b!)] },
    ];
    const load = (more: typeof rows = []): Promise<ReadonlyMap<string, string>> =>
      run((tx) => catalog.boms.createMany(tx, actor, [...rows, ...more], { batch: 'boms' }));
    const first = await load();
    expect([...first.keys()].sort()).toEqual([`${a}/1`, `${p}/1`].sort());
    expect(await load()).toEqual(first);
    expect((await refusal(load([{ item: b!, lines: [line(p!)] }]))).data.path).toBe(`${b} → ${p} → ${a} → ${b}`);
    const [lines] = await bed.database.query<{ n: number }>('SELECT count(*)::int AS n FROM bom_lines WHERE bom_id = ANY ($1)', [[...first.values()]]);
    expect(lines?.n).toBe(2);
  });
});

describe('work centers', () => {
  it('hide their hourly cost from those who may not see costs, and load once', async () => {
    const bed = await TestDatabase.create();
    const rows = [
      { code: 'WC10', name: '車床', hourlyCost: '22.5', hoursPerDay: '8' },
      { code: 'WC20', name: '組裝' },
    ];
    const ids = await bed.transaction((tx) => catalog.workCenters.createMany(tx, actor, rows, { batch: 'wc' }));
    expect(await bed.transaction((tx) => catalog.workCenters.createMany(tx, actor, rows, { batch: 'wc' }))).toEqual(ids);
    const clerk = { ...actor, type: 'user' as const };
    const [seen, hidden] = await bed.transaction(async (tx) => [
      await catalog.workCenters.list(tx, actor, { limit: 5 }),
      await catalog.workCenters.list(tx, clerk, { limit: 5 }),
    ]);
    expect(seen.items).toMatchObject([
      { code: 'WC10', hourlyCost: '22.5', hoursPerDay: '8', location: null },
      { code: 'WC20', hourlyCost: '0', hoursPerDay: '8' },
    ]);
    expect(hidden.items.every((wc) => !('hourlyCost' in wc))).toBe(true);
    await bed.drop();
  });
});
