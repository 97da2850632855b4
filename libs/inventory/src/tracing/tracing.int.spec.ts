import { aLotItem } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { NO_SCOPE, type Actor, type Id } from '@anwen/kernel';
import { verifyLedger } from '../proof.service';
import { aSmallStore, clerk, inventory, onHand, personWith, receive } from '../testing';
import { tracing } from './testing';

const { lots, stock, reservations } = inventory;
const { changes, genealogy, traces, recalls, parties } = tracing;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  parties.register('shipment', async (_tx, numbers) => new Map(numbers.map((n) => [n, { code: `C-${n}`, name: `客戶 ${n}` }])));
});
afterAll(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  await bed.drop();
});

const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bed.transaction(work);
const idOf = async (itemCode: string, code: string): Promise<{ id: string; no: Id }> =>
  (
    await run((tx) =>
      tx.query<{ id: string; no: Id }>(
        'SELECT l.public_id AS id, l.id::text AS no FROM lots l JOIN items i ON i.id = l.item_id WHERE i.code = $1 AND l.code = $2',
        [itemCode, code],
      ),
    )
  )[0]!;
const lotIn = (item: string, bin: string, lot: string, more: object = {}) =>
  run((tx) => receive(tx, { itemCode: item, qty: '10', toLocation: bin, lot, expiresOn: '2099-01-01', ...more }));
const ship = (item: string, bin: string, lot: string, docRef: string, qty = '1') =>
  run((tx) => stock.post(tx, clerk, { type: 'ship', docType: 'shipment', docRef, lines: [{ itemCode: item, qty, fromLocation: bin, lot }] }));
/** Material of one lot goes into a new lot, as production does it. */
async function produce(from: { item: string; lot: string }, into: { item: string; lot: string }, bin: string, qty = '2'): Promise<string> {
  return run(async (tx) => {
    await genealogy.claim(tx);
    const document = { docType: 'work_order', docRef: 'WO-1' };
    await stock.post(tx, clerk, { type: 'issue', ...document, lines: [{ itemCode: from.item, qty, lot: from.lot, fromLocation: bin }] }, { ofDocument: true });
    const made = await stock.post(
      tx,
      clerk,
      {
        type: 'receipt',
        ...document,
        lines: [{ itemCode: into.item, qty, lot: into.lot, expiresOn: '2099-01-01', fromLocation: 'PRODUCTION', toLocation: bin }],
      },
      { ofDocument: true },
    );
    const no = async (item: string, lot: string) =>
      (await tx.query<{ id: Id }>('SELECT l.id::text AS id FROM lots l JOIN items i ON i.id = l.item_id WHERE i.code = $1 AND l.code = $2', [item, lot]))[0]!
        .id;
    const [parent, child] = [await no(from.item, from.lot), await no(into.item, into.lot)];
    await genealogy.link(tx, clerk, [{ parent: { lotId: parent }, child: { lotId: child }, qty, kind: 'production', posting: made.id, workOrder: 'WO-1' }]);
    return made.id;
  });
}
const statuses = async (item: string) =>
  Object.fromEntries((await run((tx) => lots.list(tx, { limit: 50, itemCode: item }))).items.map((l) => [l.code, l.status]));
async function aChain() {
  const { binA, binB, warehouse } = await run(aSmallStore);
  const [flour, dough, bread] = await run(async (tx) => [(await aLotItem(tx)).code, (await aLotItem(tx)).code, (await aLotItem(tx)).code]);
  await lotIn(flour!, binA.code, 'F1');
  await produce({ item: flour!, lot: 'F1' }, { item: dough!, lot: 'D1' }, binA.code, '6');
  await produce({ item: dough!, lot: 'D1' }, { item: bread!, lot: 'B1' }, binA.code, '4');
  return { flour: flour!, dough: dough!, bread: bread!, bin: binA.code, other: binB.code, warehouse };
}

describe('a lot as a master', () => {
  it('says where it stands, whether it has expired, and what can be done with it', async () => {
    const { lot, binA, binB } = await run(aSmallStore);
    await lotIn(lot.code, binA.code, 'L1', { expiresOn: '2020-01-01' });
    await run((tx) =>
      stock.post(tx, clerk, { type: 'transfer', lines: [{ itemCode: lot.code, qty: '3', lot: 'L1', fromLocation: binA.code, toLocation: binB.code }] }),
    );
    const { id } = await idOf(lot.code, 'L1');
    const seen = await run((tx) => lots.get(tx, id));
    expect(seen).toMatchObject({ onHand: '10', expired: true, status: 'available', legal: ['hold', 'split', 'merge'] });
    expect(seen.locations.map((p) => [p.location.code, p.status, p.onHand])).toEqual([
      [binA.code, 'available', '7'],
      [binB.code, 'available', '3'],
    ]);
    expect((await run((tx) => traces.movements(tx, clerk, id, { limit: 10 }))).items).toHaveLength(2);
  });

  it('is changed by who has seen its newest state, and keeps who did it', async () => {
    const { lot, binA } = await run(aSmallStore);
    await lotIn(lot.code, binA.code, 'L1');
    const { id } = await idOf(lot.code, 'L1');
    const patch = { country: 'TW', attributes: { 產地: '雲林' }, supplierLot: 'S-9' };
    const changed = await run((tx) => lots.update(tx, clerk, { id, rowVersion: 1, patch }));
    expect(changed).toMatchObject({ ...patch, rowVersion: 2, expiresOn: '2099-01-01' });
    await expect(run((tx) => lots.update(tx, clerk, { id, rowVersion: 1, patch }))).rejects.toMatchObject({ code: 'http.precondition_failed' });
    await expect(run((tx) => lots.update(tx, clerk, { id, rowVersion: 2, patch: { madeOn: '2100-01-01' } }))).rejects.toMatchObject({
      code: 'inventory.lines_refused',
    });
  });

  it('tells when it is held whom it was promised to, and is neither reserved nor picked nor shipped any more', async () => {
    const { lot, binA, binB } = await run(aSmallStore);
    await lotIn(lot.code, binA.code, 'L1');
    const { id } = await idOf(lot.code, 'L1');
    const reserve = (ownerRef: string) => run((tx) => reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef, itemCode: lot.code, qty: '2' }));
    const [made] = await reserve('SO-1');
    const held = await run((tx) => lots.hold(tx, clerk, id, { reason: '疑似汙染' }));
    expect(held).toMatchObject({ status: 'hold', reservations: [{ id: made!.id, ownerRef: 'SO-1', qty: '2' }], reservationsElsewhere: 0 });
    await expect(reserve('SO-2')).rejects.toMatchObject({ code: 'inventory.insufficient_stock' });
    const line = { itemCode: lot.code, qty: '1', fromLocation: binA.code, lot: 'L1', reservationId: made!.id };
    for (const type of ['pick', 'ship', 'issue'] as const)
      await expect(
        run((tx) => stock.post(tx, clerk, { type, lines: [{ ...line, ...(type === 'pick' ? { toLocation: binB.code } : {}) }] })),
      ).rejects.toMatchObject({
        code: 'inventory.lines_refused',
        data: { errors: [expect.objectContaining({ code: 'inventory.lot_held' })] },
      });
    expect(await run((tx) => lots.release(tx, clerk, id, { reason: '檢驗合格' }))).toMatchObject({ status: 'available' });
    await expect(run((tx) => stock.post(tx, clerk, { type: 'issue', lines: [line] }))).resolves.toBeDefined();
  });

  it('is released from a critical hold by somebody else', async () => {
    const { lot, binA } = await run(aSmallStore);
    await lotIn(lot.code, binA.code, 'L1');
    const { id } = await idOf(lot.code, 'L1');
    const holder = personWith(['lot.hold']);
    const other: Actor = { ...holder, id: '8', userId: '8' };
    await run((tx) => lots.hold(tx, holder, id, { reason: '異物', critical: true }));
    await expect(run((tx) => lots.release(tx, holder, id, { reason: '沒事' }))).rejects.toMatchObject({ code: 'inventory.second_person' });
    expect(await run((tx) => lots.release(tx, other, id, { reason: '複驗合格' }))).toMatchObject({ status: 'available', holdCritical: false });
  });
});

describe('splitting and merging', () => {
  it('makes a lot that inherits everything, and leaves what is reserved', async () => {
    const { lot, binA } = await run(aSmallStore);
    await lotIn(lot.code, binA.code, 'L1', { madeOn: '2026-01-01' });
    const { id } = await idOf(lot.code, 'L1');
    await run((tx) => lots.update(tx, clerk, { id, rowVersion: 1, patch: { supplierLot: 'S-1', attributes: { 色號: '7' } } }));
    await run((tx) => reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef: 'SO-9', itemCode: lot.code, qty: '4' }));
    await expect(run((tx) => changes.split(tx, clerk, id, { location: binA.code, qty: '7', code: 'L1-B' }))).rejects.toMatchObject({
      code: 'inventory.insufficient_stock',
    });
    const { from, into } = await run((tx) => changes.split(tx, clerk, id, { location: binA.code, qty: '6', code: 'L1-B', reason: '分裝' }));
    expect([from.onHand, into.onHand]).toEqual(['4', '6']);
    expect(into).toMatchObject({ code: 'L1-B', supplierLot: 'S-1', madeOn: '2026-01-01', expiresOn: '2099-01-01', attributes: { 色號: '7' } });
    await expect(run((tx) => changes.split(tx, clerk, id, { location: binA.code, qty: '1', code: 'L1-B' }))).rejects.toMatchObject({
      code: 'inventory.lot_taken',
    });
    expect(await run((tx) => onHand(tx, lot.code, binA.code))).toBe('10');
  });

  it('of a held lot makes a held lot', async () => {
    const { lot, binA } = await run(aSmallStore);
    await lotIn(lot.code, binA.code, 'L1');
    const { id } = await idOf(lot.code, 'L1');
    await run((tx) => lots.hold(tx, clerk, id, { reason: '待驗', critical: true }));
    const { into } = await run((tx) => changes.split(tx, clerk, id, { location: binA.code, qty: '5', code: 'L2' }));
    expect(into).toMatchObject({ status: 'hold', statusReason: '待驗', holdCritical: true });
  });

  it('takes the earlier expiry, and only when somebody has confirmed it', async () => {
    const { lot, binA, binB } = await run(aSmallStore);
    await lotIn(lot.code, binA.code, 'EARLY', { expiresOn: '2098-01-01' });
    await lotIn(lot.code, binA.code, 'LATE');
    await lotIn(lot.code, binB.code, 'EARLY', { expiresOn: '2098-01-01', status: 'qc' });
    const [early, late] = [await idOf(lot.code, 'EARLY'), await idOf(lot.code, 'LATE')];
    const merge = (more: object) => run((tx) => changes.merge(tx, clerk, early.id, { into: late.id, ...more }));
    await expect(merge({})).rejects.toMatchObject({ code: 'inventory.expiry_conflict', data: { from: '2098-01-01', into: '2099-01-01' } });
    const { from, into } = await merge({ confirmExpiry: true });
    expect([from.onHand, into.onHand, into.expiresOn]).toEqual(['0', '30', '2098-01-01']);
    expect(into.locations.map((p) => [p.location.code, p.status, p.onHand]).sort()).toEqual(
      [
        [binA.code, 'available', '20'],
        [binB.code, 'qc', '10'],
      ].sort(),
    );
    await expect(merge({ confirmExpiry: true })).rejects.toMatchObject({ code: 'inventory.nothing_to_merge' });
  });

  it('refuses lots of other items or states, and a lot with itself', async () => {
    const a = await run(aSmallStore);
    const other = await run((tx) => aLotItem(tx));
    await lotIn(a.lot.code, a.binA.code, 'L1');
    await lotIn(a.lot.code, a.binA.code, 'L2');
    await lotIn(other.code, a.binA.code, 'X1');
    const [l1, l2, x1] = [await idOf(a.lot.code, 'L1'), await idOf(a.lot.code, 'L2'), await idOf(other.code, 'X1')];
    await run((tx) => lots.hold(tx, clerk, l2.id, { reason: '待驗' }));
    for (const into of [l1.id, l2.id, x1.id])
      await expect(run((tx) => changes.merge(tx, clerk, l1.id, { into }))).rejects.toMatchObject({ code: 'inventory.lots_differ' });
  });

  it('happens once an operation id, whatever the lots look like since', async () => {
    const { lot, binA } = await run(aSmallStore);
    await lotIn(lot.code, binA.code, 'L1');
    const { id } = await idOf(lot.code, 'L1');
    const input = { location: binA.code, qty: '5', code: 'L2', clientOpId: '018f0000-0000-7000-8000-0000000000aa' };
    await run((tx) => changes.split(tx, clerk, id, input));
    await expect(run((tx) => changes.split(tx, clerk, id, input))).rejects.toMatchObject({ code: 'operation.duplicate' });
  });
});

describe('the genealogy', () => {
  it('refuses an edge that would close a circle, however long', async () => {
    const { flour, dough, bread, bin } = await aChain();
    const before = await run((tx) => tx.query('SELECT count(*) FROM lot_genealogy'));
    await expect(produce({ item: bread, lot: 'B1' }, { item: flour, lot: 'F1' }, bin, '1')).rejects.toMatchObject({ code: 'inventory.genealogy_circle' });
    expect(await run((tx) => tx.query('SELECT count(*) FROM lot_genealogy'))).toEqual(before);
    expect(await run((tx) => onHand(tx, dough, bin))).toBe('2');
  });

  it('holds facts: nobody changes or deletes an edge', async () => {
    await aChain();
    for (const sql of ['DELETE FROM lot_genealogy', 'UPDATE lot_genealogy SET qty = 9']) {
      await expect(run((tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
      await expect(bed.asOwner(sql)).rejects.toThrow();
    }
  });

  it('traces from the flour to the customer and back, with the documents at both ends', async () => {
    const { flour, bread, bin } = await aChain();
    await ship(bread, bin, 'B1', 'DN-7');
    const [f1, b1] = [await idOf(flour, 'F1'), await idOf(bread, 'B1')];
    const down = await run((tx) => traces.lot(tx, f1.id, { direction: 'down' }));
    expect(down.nodes.filter((n) => n.kind === 'lot').map((n) => [n.code, n.depth])).toEqual([
      ['F1', 0],
      ['D1', 1],
      ['B1', 2],
    ]);
    expect(down.nodes.find((n) => n.kind === 'shipment')).toMatchObject({ code: 'DN-7', partner: { code: 'C-DN-7', name: '客戶 DN-7' }, depth: 3 });
    expect(down.edges).toContainEqual(expect.objectContaining({ from: `lot:${b1.no}`, to: 'out:CUSTOMER:shipment:DN-7', qty: '1' }));
    const up = await run((tx) => traces.lot(tx, b1.id, { direction: 'up' }));
    expect(up.nodes.filter((n) => n.kind === 'lot').map((n) => [n.code, n.depth])).toEqual([
      ['F1', -2],
      ['D1', -1],
      ['B1', 0],
    ]);
    expect(up.nodes.filter((n) => n.kind === 'receipt')).toHaveLength(1);
    expect(up).toMatchObject({ truncated: false, hidden: 0, archivedThrough: null });
    const near = await run((tx) => traces.lot(tx, f1.id, { direction: 'down', depth: 1 }));
    expect([near.truncated, near.nodes.filter((n) => n.kind === 'lot').length]).toEqual([true, 2]);
    expect((await run((tx) => traces.lot(tx, b1.id, {}))).nodes.filter((n) => n.kind === 'lot').map((n) => n.depth)).toEqual([-2, -1, 0]);
  });

  it('takes a reversed change as never been', async () => {
    const { lot, binA } = await run(aSmallStore);
    await lotIn(lot.code, binA.code, 'L1');
    const { id } = await idOf(lot.code, 'L1');
    const { postingId } = await run((tx) => changes.split(tx, clerk, id, { location: binA.code, qty: '5', code: 'L2' }));
    await run((tx) => stock.reverse(tx, clerk, postingId, {}));
    expect((await run((tx) => traces.lot(tx, id, { direction: 'down' }))).nodes.map((n) => n.code)).toEqual(['L1']);
  });

  it('shows a part of the company its lots, and counts the others', async () => {
    const { flour, dough, bread, bin, warehouse } = await aChain();
    const elsewhere = await run(aSmallStore);
    await run((tx) =>
      stock.post(tx, clerk, { type: 'transfer', lines: [{ itemCode: bread, qty: '4', lot: 'B1', fromLocation: bin, toLocation: elsewhere.binA.code }] }),
    );
    const b1 = await idOf(bread, 'B1');
    const there = { ...NO_SCOPE, warehouses: [elsewhere.warehouse.id] };
    const seen = await bed.transaction((tx) => traces.lot(tx, b1.id, { direction: 'up' }), clerk, there);
    expect(seen.nodes.filter((n) => n.kind === 'lot').map((n) => n.code)).toEqual(['B1']);
    expect([seen.edges, seen.hidden]).toEqual([[], 2 + 2]);
    await expect(bed.transaction(async (tx) => traces.lot(tx, (await idOf(dough, 'D1')).id, {}), clerk, there)).rejects.toMatchObject({
      code: 'inventory.lot_not_found',
    });
    const here = { ...NO_SCOPE, warehouses: [warehouse.id] };
    expect((await bed.transaction(async (tx) => traces.lot(tx, (await idOf(flour, 'F1')).id, {}), clerk, here)).hidden).toBe(0);
  });
});

describe('a recall', () => {
  it('holds everything that came of the lot, lists where it is and who got it, and gives it back when it was none', async () => {
    const { flour, dough, bread, bin, other } = await aChain();
    await ship(bread, bin, 'B1', 'DN-8');
    await run((tx) =>
      stock.post(tx, clerk, { type: 'pick', docType: 'pick', lines: [{ itemCode: bread, qty: '1', lot: 'B1', fromLocation: bin, toLocation: other }] }),
    );
    await run((tx) => reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef: 'SO-3', itemCode: dough, qty: '1' }));
    const { id: root } = await idOf(flour, 'F1');
    const recall = await run((tx) => recalls.open(tx, clerk, { lots: [root], reason: '金屬異物' }));
    expect(recall).toMatchObject({
      state: 'open',
      number: expect.stringMatching(/^RL-\d{6}-\d{3}$/),
      roots: [{ kind: 'lot', code: 'F1', item: { code: flour } }],
      counts: { lots: 3, serials: 0, onHand: 3, shipped: 1, customers: 1 },
      legal: ['close'],
    });
    expect([await statuses(flour), await statuses(dough), await statuses(bread)]).toEqual([{ F1: 'recalled' }, { D1: 'hold' }, { B1: 'hold' }]);
    const { items } = await run((tx) => recalls.affected(tx, recall.number, { limit: 50 }));
    expect(items.map((a) => [a.code, a.depth, a.statusBefore])).toEqual([
      ['F1', 0, 'available'],
      ['D1', 1, 'available'],
      ['B1', 2, 'available'],
    ]);
    expect(items[1]!.reserved).toMatchObject([{ docType: 'so', docRef: 'SO-3', qty: '1' }]);
    expect(items[2]).toMatchObject({ shipped: [{ docRef: 'DN-8', partner: { code: 'C-DN-8' }, qty: '1', at: expect.any(String) }] });
    expect(items[2]!.stock.map((s) => [s.location!.code, s.qty]).sort()).toEqual(
      [
        [bin, '2'],
        [other, '1'],
      ].sort(),
    );
    // Also what is picked already and only waits for the truck.
    await expect(ship(bread, other, 'B1', 'DN-9')).rejects.toMatchObject({ code: 'inventory.lines_refused' });
    await expect(run(async (tx) => lots.release(tx, clerk, (await idOf(dough, 'D1')).id, { reason: '不行' }))).rejects.toMatchObject({
      code: 'inventory.lot_recalled',
      data: { recall: recall.number },
    });
    const closed = await run((tx) => recalls.close(tx, clerk, recall.id, { reason: '誤報', outcome: 'release' }));
    expect(closed).toMatchObject({ state: 'closed', outcome: 'release', legal: [] });
    expect([await statuses(flour), await statuses(dough), await statuses(bread)]).toEqual([{ F1: 'available' }, { D1: 'available' }, { B1: 'available' }]);
    await expect(run((tx) => recalls.close(tx, clerk, recall.id, { reason: '再一次', outcome: 'scrap' }))).rejects.toMatchObject({
      code: 'inventory.invalid_transition',
    });
  });

  it('holds at birth what is made of a recalled lot while it is open', async () => {
    const { flour, dough, bread, bin } = await aChain();
    const recall = await run(async (tx) => recalls.open(tx, clerk, { lots: [(await idOf(dough, 'D1')).id], reason: '變質' }));
    expect(recall.counts.lots).toBe(2);
    const { into } = await run(async (tx) => changes.split(tx, clerk, (await idOf(bread, 'B1')).id, { location: bin, qty: '1', code: 'B2' }));
    expect(into.status).toBe('hold');
    expect(await run((tx) => recalls.get(tx, recall.id))).toMatchObject({ counts: { lots: 3 } });
    expect(await statuses(flour)).toEqual({ F1: 'available' });
    // Production that had drawn its material before the recall: what it reports now is of it, too.
    const [from, into2] = [await idOf(bread, 'B2'), await run(async (tx) => lots.create(tx, clerk, { itemCode: flour, code: 'NEW', expiresOn: '2099-01-01' }))];
    const made = await run(async (tx) => {
      await genealogy.claim(tx);
      const posted = await receive(tx, { itemCode: flour, qty: '1', lot: 'NEW', fromLocation: 'PRODUCTION', toLocation: bin });
      const [{ no }] = (await tx.query<{ no: Id }>('SELECT id::text AS no FROM lots WHERE public_id = $1', [into2.id])) as [{ no: Id }];
      await genealogy.link(tx, clerk, [
        { parent: { lotId: from.no }, child: { lotId: no }, qty: '1', kind: 'production', posting: posted.id, workOrder: 'WO-9' },
      ]);
      return lots.get(tx, into2.id);
    });
    expect(made).toMatchObject({ status: 'hold', statusReason: `召回 ${recall.number}` });
    await run((tx) => recalls.close(tx, clerk, recall.id, { reason: '全數報廢', outcome: 'scrap' }));
    expect((await statuses(flour)).NEW).toBe('recalled');
  });

  it('in both directions holds the sources, and nothing else that came of those', async () => {
    const { flour, dough, bread, bin } = await aChain();
    await produce({ item: flour, lot: 'F1' }, { item: dough, lot: 'D2' }, bin, '1');
    const recall = await run(async (tx) => recalls.open(tx, clerk, { lots: [(await idOf(dough, 'D1')).id], reason: '變質', direction: 'both' }));
    expect([await statuses(flour), await statuses(dough), await statuses(bread)]).toEqual([
      { F1: 'hold' },
      { D1: 'recalled', D2: 'available' },
      { B1: 'hold' },
    ]);
    expect((await run((tx) => recalls.affected(tx, recall.id, { limit: 1 }))).items.map((a) => a.depth)).toEqual([-1]);
    const second = (await run((tx) => recalls.affected(tx, recall.id, { limit: 1 }))).nextCursor!;
    expect((await run((tx) => recalls.affected(tx, recall.id, { limit: 5, cursor: second }))).items.map((a) => a.code)).toEqual(['D1', 'B1']);
    await run((tx) => recalls.close(tx, clerk, recall.id, { reason: '留觀', outcome: 'keep_held' }));
    expect(await statuses(dough)).toEqual({ D1: 'hold', D2: 'available' });
  });

  it('as a drill finds and times everything and holds nothing', async () => {
    const { flour, bread } = await aChain();
    const recall = await run(async (tx) => recalls.open(tx, clerk, { lots: [(await idOf(flour, 'F1')).id], reason: '年度演練', mock: true }));
    expect(recall).toMatchObject({ mock: true, counts: { lots: 3, onHand: 3 } });
    expect(recall.tookMs).toBeGreaterThan(0);
    expect([await statuses(flour), await statuses(bread)]).toEqual([{ F1: 'available' }, { B1: 'available' }]);
  });

  it('that overlaps another gives a lot back only when both are over', async () => {
    const { flour, dough } = await aChain();
    const of = async (item: string, lot: string) => run(async (tx) => recalls.open(tx, clerk, { lots: [(await idOf(item, lot)).id], reason: '重疊' }));
    const [first, second] = [await of(flour, 'F1'), await of(dough, 'D1')];
    const end = (id: string) => run((tx) => recalls.close(tx, clerk, id, { reason: '誤報', outcome: 'release' }));
    await end(first.id);
    expect(await statuses(dough)).toEqual({ D1: 'recalled' });
    await end(second.id);
    expect(await statuses(dough)).toEqual({ D1: 'available' });
  });

  it('holds serial numbers, too: they are neither reserved nor picked', async () => {
    const { flour, bin } = await aChain();
    const { serial } = await run(aSmallStore);
    const posted = await run(async (tx) => {
      await genealogy.claim(tx);
      const made = await receive(tx, { itemCode: serial.code, qty: '1', serials: ['SN-1'], fromLocation: 'PRODUCTION', toLocation: bin });
      const [{ no }] = (await tx.query<{ no: Id }>(`SELECT id::text AS no FROM serials WHERE item_id = $1 AND code = 'SN-1'`, [serial.id])) as [{ no: Id }];
      const [{ lot }] = (await tx.query<{ lot: Id }>(`SELECT l.id::text AS lot FROM lots l JOIN items i ON i.id = l.item_id WHERE i.code = $1`, [flour])) as [
        { lot: Id },
      ];
      await genealogy.link(tx, clerk, [{ parent: { lotId: lot }, child: { serialId: no }, qty: '1', kind: 'production', posting: made.id }]);
      return no;
    });
    expect(posted).toBeDefined();
    const recall = await run(async (tx) => recalls.open(tx, clerk, { lots: [(await idOf(flour, 'F1')).id], reason: '異物' }));
    expect(recall.counts).toMatchObject({ serials: 1 });
    const [sn] = (await run((tx) => lots.serials(tx, { limit: 5, itemCode: serial.code }))).items;
    expect(sn).toMatchObject({ status: 'hold' });
    await expect(run((tx) => reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef: 'SO-5', itemCode: serial.code, qty: '1' }))).rejects.toMatchObject({
      code: 'inventory.insufficient_stock',
    });
    await expect(
      run((tx) => stock.post(tx, clerk, { type: 'ship', lines: [{ itemCode: serial.code, qty: '1', serials: ['SN-1'], fromLocation: bin }] })),
    ).rejects.toMatchObject({ code: 'inventory.serial_held' });
    expect((await run((tx) => traces.serial(tx, sn!.id, { direction: 'up' }))).nodes.map((n) => n.kind)).toContain('lot');
  });

  it('is seen where its goods have been, each with its own part of the list', async () => {
    const { flour, bread, bin } = await aChain();
    const away = await run(aSmallStore);
    await run((tx) =>
      stock.post(tx, clerk, { type: 'transfer', lines: [{ itemCode: bread, qty: '4', lot: 'B1', fromLocation: bin, toLocation: away.binA.code }] }),
    );
    const recall = await run(async (tx) => recalls.open(tx, clerk, { lots: [(await idOf(flour, 'F1')).id], reason: '異物' }));
    const as = <T>(warehouse: string, work: (tx: Tx) => Promise<T>) => bed.transaction(work, clerk, { ...NO_SCOPE, warehouses: [warehouse] });
    expect((await as(away.warehouse.id, (tx) => recalls.affected(tx, recall.id, { limit: 9 }))).items.map((a) => a.code)).toEqual(['B1']);
    const stranger = await run(aSmallStore);
    await expect(as(stranger.warehouse.id, (tx) => recalls.get(tx, recall.id))).rejects.toMatchObject({ code: 'inventory.recall_not_found' });
    expect((await as(stranger.warehouse.id, (tx) => recalls.list(tx, { limit: 50 }))).items).toEqual([]);
  });
});
