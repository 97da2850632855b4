import { aLocation, aWarehouse, catalog, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import type { Tx } from '@anwen/database';
import { ALL_SCOPE, AppError, NO_SCOPE, systemActor, uuidV7, type Actor, type Scope } from '@anwen/kernel';
import { verifyLedger } from '../proof.service';
import type { PostStockDto } from '../stock.dto';
import { aSmallStore, inventory, onHand, personWith, receive } from '../testing';
import { handling } from './testing';

const { moves, transfers, adjustments, rules, replenishment } = handling;
let bed: TestDatabase;
let store: Awaited<ReturnType<typeof aSmallStore>>;
let away: { code: string; id: string };
let awayBin: { code: string; id: string };
let people = 100;

function person(permissions: string[], scope: Scope = ALL_SCOPE): Actor {
  people += 1;
  return { ...personWith(permissions, scope), id: String(people), userId: String(people), name: `P${people}` };
}
const sender = (scope?: Scope): Actor => person(['transfer.read', 'transfer.dispatch'], scope);
const receiver = (scope?: Scope): Actor => person(['transfer.read', 'transfer.receive'], scope);
const clerk = (): Actor => person(['adjustment.create', 'adjustment.read', 'stock.cost.read']);
const lead = (): Actor => person(['adjustment.approve', 'adjustment.read', 'stock.cost.read', 'stock.reverse']);
const at = (warehouse: { id: string }): Scope => ({ ...NO_SCOPE, warehouses: [warehouse.id] });
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>, scope: Scope = ALL_SCOPE): Promise<T> => bed.transaction(work, actor, scope);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (e: unknown) => (e instanceof AppError ? e.code : Promise.reject(e as Error)),
  );
const held = (code: string, bin: string): Promise<string> => bed.transaction((tx) => onHand(tx, code, bin));
const stock = (itemCode: string, qty: string, more: object = {}): Promise<unknown> =>
  bed.transaction((tx) => receive(tx, { itemCode, qty, toLocation: store.binA.code, ...more }));

beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterAll(() => bed.drop());
beforeEach(async () => {
  store = await bed.transaction(aSmallStore);
  away = await bed.transaction((tx) => aWarehouse(tx));
  awayBin = await bed.transaction((tx) => aLocation(tx, { warehouse: away.code }));
});
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
});

describe('a transfer between warehouses', () => {
  const draft = (lines: object[], who = sender()) =>
    as(who, (tx) => transfers.create(tx, who, { fromWarehouse: store.warehouse.code, toWarehouse: away.code, lines: lines as never }));
  const plainLine = (qty: string, more: object = {}): object => ({
    itemCode: store.plain.code,
    qty,
    fromLocation: store.binA.code,
    toLocation: awayBin.code,
    ...more,
  });

  it('leaves the one, stands under way in the other and arrives in parts', async () => {
    await stock(store.plain.code, '10');
    await stock(store.serial.code, '2', { serials: ['S1', 'S2'] });
    const made = await draft([plainLine('6'), { itemCode: store.serial.code, qty: '2', fromLocation: store.binA.code, serials: ['S1', 'S2'] }]);
    expect([made.state, made.legal, made.number.slice(0, 3), made.transit]).toEqual(['draft', ['dispatch', 'cancel'], 'TR-', null]);
    const who = sender();
    const sent = await as(who, (tx) => transfers.dispatch(tx, who, made.number));
    expect([sent.state, sent.transit?.code, sent.legal]).toEqual(['in_transit', `TRANSIT-${away.code}`, ['receive', 'close']]);
    expect([await held(store.plain.code, store.binA.code), await held(store.plain.code, `TRANSIT-${away.code}`)]).toEqual(['4', '6']);
    const [plain, serial] = sent.lines!;
    const there = receiver();
    const take = (lines: object[], more: object = {}) => as(there, (tx) => transfers.receive(tx, there, made.id, { lines: lines as never, ...more }));
    const half = await take([
      { lineId: plain!.id, qty: '1' },
      { lineId: plain!.id, qty: '3' },
      { lineId: serial!.id, qty: '1', serials: ['S2'], toLocation: awayBin.code },
    ]);
    expect([half.state, half.lines!.map((l) => l.receivedQty)]).toEqual(['in_transit', ['4', '1']]);
    expect(
      await codeOf(
        take([
          { lineId: plain!.id, qty: '1' },
          { lineId: plain!.id, qty: '2' },
        ]),
      ),
    ).toBe('inventory.transfer_lines_refused');
    expect(await codeOf(take([{ lineId: serial!.id, qty: '1', serials: ['S2'], toLocation: awayBin.code }]))).toBe('inventory.transfer_lines_refused');
    const clientOpId = uuidV7();
    const whole = await take(
      [
        { lineId: plain!.id, qty: '2' },
        { lineId: serial!.id, qty: '1', serials: ['S1'], toLocation: awayBin.code },
      ],
      { clientOpId },
    );
    expect([whole.state, whole.legal]).toEqual(['received', ['close']]);
    expect(await codeOf(take([{ lineId: plain!.id, qty: '2' }], { clientOpId }))).toBe('operation.duplicate');
    expect([await held(store.plain.code, awayBin.code), await held(store.serial.code, awayBin.code)]).toEqual(['6', '2']);
    expect((await as(there, (tx) => transfers.close(tx, there, made.id, {}))).state).toBe('closed');
  });

  it('is on no hand while it is under way', async () => {
    await stock(store.plain.code, '10');
    const made = await draft([plainLine('6')]);
    await as(sender(), (tx) => transfers.dispatch(tx, sender(), made.id));
    const known = (warehouse?: string): Promise<unknown> =>
      bed.transaction((tx) => inventory.ledger.availability(tx, { itemCode: store.plain.code, ...(warehouse && { warehouse }) }));
    expect([await known(), await known(store.warehouse.code), await known(away.code)]).toMatchObject([
      { onHand: '4', inTransit: '6', available: '4', onHold: '0', reserved: '0' },
      { onHand: '4', inTransit: '0', available: '4' },
      { onHand: '0', inTransit: '6', available: '0' },
    ]);
    const there = receiver();
    await as(there, (tx) => transfers.receive(tx, there, made.id, { lines: [{ lineId: made.lines![0]!.id, qty: '5' }] }));
    expect(await known(away.code)).toMatchObject({ onHand: '5', inTransit: '1' });
  });

  it('is one place under way a warehouse, not pickable', async () => {
    await stock(store.plain.code, '10');
    for (let i = 0; i < 2; i++) {
      const made = await draft([plainLine('1')]);
      await as(sender(), (tx) => transfers.dispatch(tx, sender(), made.id));
    }
    const rows = await bed.transaction((tx) =>
      tx.query(`SELECT kind, is_pickable, warehouse_id::text AS w FROM locations WHERE code = $1`, [`TRANSIT-${away.code}`]),
    );
    expect(rows).toEqual([{ kind: 'transit', is_pickable: false, w: away.id }]);
  });

  it('asks for the scope at the source to leave and at the target to arrive; both sides see it', async () => {
    await stock(store.plain.code, '5');
    const [here, there] = [at(store.warehouse), at(away)];
    const [mine, theirs] = [sender(here), receiver(there)];
    const made = await as(
      mine,
      (tx) => transfers.create(tx, mine, { fromWarehouse: store.warehouse.code, toWarehouse: away.code, lines: [plainLine('5') as never] }),
      here,
    );
    expect(await codeOf(as(sender(there), (tx) => transfers.dispatch(tx, sender(there), made.id), there))).toBe('inventory.document_not_found');
    await as(mine, (tx) => transfers.dispatch(tx, mine, made.id), here);
    const seen = await as(theirs, (tx) => transfers.get(tx, made.id), there);
    expect([seen.fromWarehouse.code, seen.lines![0]!.from.code]).toEqual([store.warehouse.code, store.binA.code]);
    const line = { lineId: seen.lines![0]!.id, qty: '5' };
    const wrong = receiver(here);
    expect(await codeOf(as(wrong, (tx) => transfers.receive(tx, wrong, made.id, { lines: [line] }), here))).toBe('inventory.transfer_lines_refused');
    expect((await as(theirs, (tx) => transfers.receive(tx, theirs, made.id, { lines: [line] }), there)).state).toBe('received');
    const third = await bed.transaction((tx) => aWarehouse(tx));
    expect(await codeOf(as(mine, (tx) => transfers.get(tx, made.id), at(third)))).toBe('inventory.document_not_found');
    expect((await as(mine, (tx) => transfers.list(tx, { limit: 50, warehouse: away.code }), here)).items.map((t) => t.id)).toEqual([made.id]);
  });

  it('turns what did not arrive into an adjustment that somebody else approves', async () => {
    await stock(store.plain.code, '10', { unitCost: '1' });
    const made = await draft([plainLine('10')]);
    await as(sender(), (tx) => transfers.dispatch(tx, sender(), made.id));
    const there = receiver();
    const [line] = (await as(there, (tx) => transfers.get(tx, made.id))).lines!;
    await as(there, (tx) => transfers.receive(tx, there, made.id, { lines: [{ lineId: line!.id, qty: '7' }] }));
    expect(await codeOf(as(there, (tx) => transfers.close(tx, there, made.id, {})))).toBe('inventory.reason_required');
    const closed = await as(there, (tx) => transfers.close(tx, there, made.id, { reasonCode: 'ADJ-LOST' }));
    expect([closed.state, await held(store.plain.code, `TRANSIT-${away.code}`)]).toEqual(['closed', '3']);
    const boss = lead();
    expect(await as(boss, (tx) => adjustments.get(tx, boss, closed.adjustmentId!))).toMatchObject({
      state: 'pending_approval',
      docRef: made.number,
      value: '-3',
      lines: [{ qtyChange: '-3' }],
    });
    const same = { ...lead(), id: there.id, userId: there.userId };
    expect(await codeOf(as(same, (tx) => adjustments.approve(tx, same, closed.adjustmentId!)))).toBe('inventory.four_eyes');
    await as(boss, (tx) => adjustments.approve(tx, boss, closed.adjustmentId!));
    expect(await held(store.plain.code, `TRANSIT-${away.code}`)).toBe('0');
  });

  it('goes on when nobody accepts its loss', async () => {
    await stock(store.plain.code, '10', { unitCost: '1' });
    const made = await draft([plainLine('10')]);
    await as(sender(), (tx) => transfers.dispatch(tx, sender(), made.id));
    const [there, boss] = [receiver(), lead()];
    const [line] = (await as(there, (tx) => transfers.get(tx, made.id))).lines!;
    const close = () => as(there, (tx) => transfers.close(tx, there, made.id, { reasonCode: 'ADJ-LOST' }));
    const lost = await close();
    expect([lost.legal, await codeOf(close())]).toEqual([[], 'inventory.invalid_transition']);
    await as(boss, (tx) => adjustments.reject(tx, boss, lost.adjustmentId!));
    const open = await as(there, (tx) => transfers.get(tx, made.id));
    expect([open.state, open.legal]).toEqual(['closed', ['receive', 'close']]);
    const part = await as(there, (tx) => transfers.receive(tx, there, made.id, { lines: [{ lineId: line!.id, qty: '4' }] }));
    expect(part.state).toBe('in_transit');
    const again = await close();
    expect(again.adjustmentId).not.toBe(lost.adjustmentId);
    await as(boss, (tx) => adjustments.approve(tx, boss, again.adjustmentId!));
    expect([await held(store.plain.code, awayBin.code), await held(store.plain.code, `TRANSIT-${away.code}`)]).toEqual(['4', '0']);
    expect((await as(there, (tx) => transfers.get(tx, made.id))).legal).toEqual([]);
  });

  it('asks for the scope at the source although its place is archived by now', async () => {
    await stock(store.plain.code, '5');
    const made = await draft([plainLine('5')]);
    await bed.transaction((tx) => tx.query(`UPDATE locations SET status = 'archived' WHERE code = $1`, [store.binA.code]));
    const stranger = sender(at(away));
    for (const step of ['dispatch', 'cancel'] as const)
      expect(await codeOf(as(stranger, (tx) => transfers[step](tx, stranger, made.id), at(away)))).toBe('inventory.document_not_found');
    expect(await held(store.plain.code, store.binA.code)).toBe('5');
  });

  it('names a serial number once', async () => {
    await stock(store.serial.code, '2', { serials: ['D1', 'D2'] });
    const line = (qty: string, serials: string[]): object => ({ itemCode: store.serial.code, qty, fromLocation: store.binA.code, serials });
    for (const lines of [[line('1', ['D1', 'D1'])], [line('1', ['D1']), line('1', ['D1'])]])
      expect(await codeOf(draft(lines))).toBe('inventory.transfer_lines_refused');
    expect(await codeOf(draft([line('1', ['D1']), line('1', ['D2'])]))).toBe('done');
  });

  it('keeps what is under way from everybody but itself', async () => {
    await stock(store.plain.code, '10');
    const made = await draft([plainLine('5')]);
    const { transit } = await as(sender(), (tx) => transfers.dispatch(tx, sender(), made.id));
    const all = person(['transfer.dispatch', 'stock.transfer', 'stock.receive', 'stock.issue', 'stock.adjust', 'stock.status', 'adjustment.create']);
    const refused = async (work: (tx: Tx) => Promise<unknown>): Promise<unknown> =>
      as(all, work).then(
        () => 'done',
        (e: AppError) => [...new Set(e.data.errors?.map((x) => x.code))],
      );
    const line = { itemCode: store.plain.code, qty: '1' };
    const [from, to] = [
      { ...line, fromLocation: transit!.code },
      { ...line, toLocation: transit!.code },
    ];
    const postings: PostStockDto[] = [
      { type: 'transfer', lines: [{ ...from, toLocation: awayBin.code }] },
      { type: 'receipt', lines: [to] },
      { type: 'issue', lines: [from] },
      { type: 'adjust', reasonCode: 'ADJ-LOST', lines: [from] },
      { type: 'status', lines: [{ ...from, toStatus: 'hold' }] },
      { type: 'scrap', lines: [from] },
    ];
    for (const posting of postings)
      expect([posting.type, await refused((tx) => inventory.stock.post(tx, all, posting))]).toEqual([posting.type, ['inventory.location_refused']]);
    expect(await refused((tx) => moves.move(tx, all, { lines: [{ ...from, toLocation: awayBin.code }] }))).toEqual(['inventory.location_refused']);
    const change = { itemCode: store.plain.code, location: transit!.code, qtyChange: '-1' };
    expect(await refused((tx) => adjustments.create(tx, all, { reasonCode: 'ADJ-LOST', lines: [change] }))).toEqual(['inventory.location_refused']);
    expect(await held(store.plain.code, transit!.code)).toBe('5');
  });

  it('names everything that is wrong at once, and ends as a draft without a trace in stock', async () => {
    const refused = await draft([
      plainLine('1', { fromLocation: awayBin.code }),
      { ...plainLine('1'), itemCode: 'NOPE' },
      plainLine('0.5'),
      plainLine('1', { uom: 'XX' }),
    ]).catch((e: AppError) => e);
    expect((refused as AppError).data.errors?.map((e) => `${e.pointer} ${e.code}`)).toEqual([
      '/lines/0/fromLocation inventory.location_unknown',
      '/lines/1/itemCode inventory.item_unknown',
      '/lines/2/qty inventory.quantity_refused',
      '/lines/3/uom inventory.uom_unknown',
    ]);
    const made = await draft([plainLine('1')]);
    const who = sender();
    expect(await codeOf(as(who, (tx) => transfers.dispatch(tx, who, made.id)))).toBe('inventory.insufficient_stock');
    expect((await as(who, (tx) => transfers.cancel(tx, who, made.id))).legal).toEqual([]);
    expect(await codeOf(as(who, (tx) => transfers.dispatch(tx, who, made.id)))).toBe('inventory.invalid_transition');
    expect(
      await codeOf(as(who, (tx) => transfers.create(tx, who, { fromWarehouse: away.code, toWarehouse: away.code, lines: [plainLine('1') as never] }))),
    ).toBe('inventory.same_warehouse');
  });
});

describe('moves and changes of status', () => {
  it('take one step', async () => {
    await stock(store.plain.code, '10');
    const who = person(['transfer.dispatch', 'stock.status']);
    await as(who, (tx) =>
      moves.move(tx, who, { lines: [{ itemCode: store.plain.code, qty: '4', fromLocation: store.binA.code, toLocation: store.binB.code }] }),
    );
    const change = (from: 'available' | 'hold', to: 'damaged' | 'hold', qty: string) =>
      as(who, (tx) => moves.changeStatus(tx, who, { reasonCode: 'HLD-QC', lines: [{ itemCode: store.plain.code, qty, location: store.binB.code, from, to }] }));
    await change('available', 'hold', '3');
    await change('hold', 'damaged', '1');
    expect(await codeOf(change('available', 'hold', '2'))).toBe('inventory.insufficient_stock');
    const rows = await bed.transaction((tx) =>
      tx.query(
        `SELECT b.stock_status AS s, trim_scale(b.on_hand)::text AS q FROM inventory_balance b JOIN locations l ON l.id = b.location_id WHERE l.code = $1 ORDER BY 1`,
        [store.binB.code],
      ),
    );
    expect(rows).toEqual([
      { s: 0, q: '1' },
      { s: 2, q: '2' },
      { s: 3, q: '1' },
    ]);
    const stranger = person(['transfer.dispatch'], at(away));
    const line = { itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code, toLocation: store.binB.code };
    expect(await codeOf(as(stranger, (tx) => moves.move(tx, stranger, { lines: [line] }), at(away)))).toBe('inventory.lines_refused');
  });
});

describe('an adjustment', () => {
  const ask = (lines: object[], more: object = {}, who = clerk()) =>
    as(who, (tx) => adjustments.create(tx, who, { reasonCode: 'ADJ-LOST', lines: lines as never, ...more }));
  const change = (qtyChange: string, more: object = {}): object => ({ itemCode: store.plain.code, location: store.binA.code, qtyChange, ...more });

  it('within the limit is posted at once, and reversed exactly once', async () => {
    await stock(store.plain.code, '10', { unitCost: '100' });
    const made = await ask([change('-3'), change('2', { status: 'damaged' })]);
    expect([made.state, made.value, made.legal, made.number.slice(0, 3)]).toEqual(['posted', '-100', ['reverse'], 'AD-']);
    expect(await held(store.plain.code, store.binA.code)).toBe('9');
    const boss = lead();
    expect((await as(boss, (tx) => adjustments.reverse(tx, boss, made.number))).state).toBe('reversed');
    expect(await held(store.plain.code, store.binA.code)).toBe('10');
    expect(await codeOf(as(boss, (tx) => adjustments.reverse(tx, boss, made.number)))).toBe('inventory.invalid_transition');
  });

  it('above the limit waits for another person and changes nothing until then', async () => {
    await stock(store.plain.code, '100', { unitCost: '100' });
    const who = person(['adjustment.create', 'adjustment.approve', 'adjustment.read']);
    const made = await ask([change('-51')], {}, who);
    expect([made.state, made.value, made.postingId]).toEqual(['pending_approval', null, null]);
    expect(await held(store.plain.code, store.binA.code)).toBe('100');
    for (const step of ['approve', 'reject'] as const) expect(await codeOf(as(who, (tx) => adjustments[step](tx, who, made.id)))).toBe('inventory.four_eyes');
    const boss = lead();
    const approved = await as(boss, (tx) => adjustments.approve(tx, boss, made.id, { reason: '已複查' }));
    expect([approved.state, approved.decidedBy, approved.decisionNote]).toEqual(['posted', boss.name, '已複查']);
    expect(await held(store.plain.code, store.binA.code)).toBe('49');
    expect(await codeOf(as(boss, (tx) => adjustments.reject(tx, boss, made.id)))).toBe('inventory.invalid_transition');
  });

  it('follows the limit that the tenant has set, and what a reason asks for', async () => {
    await stock(store.plain.code, '100', { unitCost: '100' });
    await bed.transaction((tx) => tx.query(`INSERT INTO sys_settings (key, value) VALUES ('inventory.adjustmentLimit', '"50"')`));
    expect((await ask([change('-1')])).state).toBe('pending_approval');
    await bed.transaction((tx) => tx.query(`DELETE FROM sys_settings WHERE key = 'inventory.adjustmentLimit'`));
    await bed.transaction((tx) =>
      catalog.reasons.create(tx, systemActor('t'), { domain: 'adjust', code: `AP-${store.plain.code}`, labelZh: '核', labelEn: 'a', needsApproval: true }),
    );
    const made = await ask([change('-1')], { reasonCode: `AP-${store.plain.code}` });
    expect(made.state).toBe('pending_approval');
    const boss = lead();
    expect((await as(boss, (tx) => adjustments.reject(tx, boss, made.id, { reason: '找到了' }))).state).toBe('rejected');
    expect(await held(store.plain.code, store.binA.code)).toBe('100');
    expect(await codeOf(ask([change('-1')], { reasonCode: 'ADJ-ENTRY' }))).toBe('inventory.note_required');
    expect(await codeOf(ask([change('-1')], { reasonCode: 'DT-SETUP' }))).toBe('inventory.reason_unknown');
  });

  it('happens once for one operation, names all wrong lines, and stays in one warehouse', async () => {
    await stock(store.plain.code, '10');
    const clientOpId = uuidV7();
    await ask([change('-1')], { clientOpId });
    expect(await codeOf(ask([change('-1')], { clientOpId }))).toBe('operation.duplicate');
    const refused = await ask([change('0'), change('1', { location: 'NOPE' }), { ...change('1'), itemCode: store.lot.code }]).catch((e: AppError) => e);
    expect((refused as AppError).data.errors?.map((e) => `${e.pointer} ${e.code}`)).toEqual([
      '/lines/0/qtyChange inventory.quantity_refused',
      '/lines/1/location inventory.location_unknown',
      '/lines/2/lot inventory.lot_required',
    ]);
    expect(await codeOf(ask([change('1'), change('1', { location: awayBin.code })]))).toBe('inventory.one_warehouse');
    const [here, there] = [at(store.warehouse), at(away)];
    const mine = person(['adjustment.create', 'adjustment.read'], here);
    const made = await as(mine, (tx) => adjustments.create(tx, mine, { reasonCode: 'ADJ-LOST', lines: [change('-1') as never] }), here);
    expect(await codeOf(as(mine, (tx) => adjustments.get(tx, mine, made.id), there))).toBe('inventory.document_not_found');
    expect(
      await codeOf(as(mine, (tx) => adjustments.create(tx, mine, { reasonCode: 'ADJ-LOST', lines: [change('1', { location: awayBin.code }) as never] }), here)),
    ).toBe('inventory.lines_refused');
  });
});

describe('replenishment', () => {
  const keeper = (): Actor => person(['replenishment.write', 'replenishment.confirm', 'replenishment.read']);
  const rule = (more: object = {}, who = keeper()) =>
    as(who, (tx) => rules.create(tx, who, { item: store.plain.code, location: store.binB.code, minQty: '10', maxQty: '50', ...more }));
  const run = () => bed.transaction((tx) => replenishment.run(tx, systemActor('t'), { warehouse: store.warehouse.code }));
  const open = () =>
    bed.transaction((tx) => replenishment.list(tx, keeper(), { limit: 50, warehouse: store.warehouse.code, state: 'open' })).then((p) => p.items);

  it('fills a place up to its maximum, once, from what is there', async () => {
    await stock(store.plain.code, '30');
    await rule();
    expect([await run(), await run()]).toEqual([
      { created: 1, cancelled: 0 },
      { created: 0, cancelled: 0 },
    ]);
    const [task] = await open();
    expect([task!.qty, task!.from?.code, task!.to.code]).toEqual(['30', store.binA.code, store.binB.code]);
    const [who, other] = [keeper(), keeper()];
    await as(who, (tx) => replenishment.claim(tx, who, task!.id));
    expect(await codeOf(as(other, (tx) => replenishment.claim(tx, other, task!.id)))).toBe('inventory.task_taken');
    const bring = (qty: string, clientOpId = uuidV7()) =>
      as(who, (tx) => replenishment.confirm(tx, who, task!.id, { fromLocation: store.binA.code, qty, clientOpId }));
    expect((await bring('10')).state).toBe('claimed');
    const op = uuidV7();
    expect((await bring('20', op)).state).toBe('done');
    expect([await codeOf(bring('20', op)), await codeOf(bring('1'))]).toEqual(['operation.duplicate', 'inventory.task_closed']);
    expect(await held(store.plain.code, store.binB.code)).toBe('30');
    expect(await run()).toEqual({ created: 0, cancelled: 0 });
  });

  it('takes what expires first, from the zone or place that the rule names', async () => {
    await bed.transaction((tx) => receive(tx, { itemCode: store.lot.code, qty: '5', lot: 'LATE', expiresOn: '2099-02-01', toLocation: store.binA.code }));
    await bed.transaction((tx) => receive(tx, { itemCode: store.lot.code, qty: '5', lot: 'SOON', expiresOn: '2099-01-01', toLocation: store.binA.code }));
    await rule({ item: store.lot.code, minQty: '1', maxQty: '7', source: { location: store.binA.code } });
    await run();
    expect((await open()).map((t) => [t.lot, t.qty]).sort()).toEqual([
      ['LATE', '2'],
      ['SOON', '5'],
    ]);
    expect(await codeOf(rule({ source: { zone: 'NOPE' } }))).toBe('inventory.location_not_found');
    expect(await codeOf(rule({ minQty: '50' }))).toBe('inventory.rule_refused');
    expect(await codeOf(rule({ item: store.lot.code }))).toBe('inventory.rule_taken');
  });

  it('does not take held stock for a full place', async () => {
    await bed.transaction((tx) => receive(tx, { itemCode: store.lot.code, qty: '20', lot: 'GOOD', expiresOn: '2099-01-01', toLocation: store.binA.code }));
    await bed.transaction((tx) => receive(tx, { itemCode: store.lot.code, qty: '50', lot: 'BAD', expiresOn: '2099-01-01', toLocation: store.binB.code }));
    await bed.transaction((tx) => tx.query(`UPDATE lots SET status = 'hold' WHERE item_id = $1 AND code = 'BAD'`, [store.lot.id]));
    await rule({ item: store.lot.code });
    expect((await run()).created).toBe(1);
    expect(await run()).toEqual({ created: 0, cancelled: 0 });
  });

  it('drops work that nobody needs any more', async () => {
    await stock(store.plain.code, '30');
    const made = await rule();
    await run();
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '50', toLocation: store.binB.code }));
    expect(await run()).toEqual({ created: 0, cancelled: 1 });
    const boss = keeper();
    const changed = await as(boss, (tx) => rules.update(tx, boss, { id: made.id, rowVersion: 1, patch: { minQty: '60', maxQty: '90' } }));
    expect([changed.rowVersion, await codeOf(as(boss, (tx) => rules.update(tx, boss, { id: made.id, rowVersion: 1, patch: {} })))]).toEqual([
      2,
      'inventory.stale',
    ]);
    expect((await run()).created).toBe(1);
    await as(boss, (tx) => rules.discard(tx, boss, made.id));
    expect([await open(), await codeOf(as(boss, (tx) => rules.get(tx, made.id)))]).toEqual([[], 'inventory.document_not_found']);
  });

  it('drops work that somebody took and left behind', async () => {
    await stock(store.plain.code, '30');
    await rule();
    await run();
    const [task] = await open();
    const who = keeper();
    expect((await as(who, (tx) => replenishment.claim(tx, who, task!.id))).mine).toBe(true);
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '50', toLocation: store.binB.code }));
    expect(await run()).toEqual({ created: 0, cancelled: 0 });
    await bed.transaction((tx) => tx.query(`UPDATE replenishment_tasks SET lease_until = now() - interval '1 second' WHERE public_id = $1`, [task!.id]));
    expect(await as(who, (tx) => replenishment.get(tx, who, task!.id))).toMatchObject({ state: 'open', mine: false });
    expect((await as(who, (tx) => replenishment.list(tx, who, { limit: 50, mine: true }))).items).toEqual([]);
    expect(await run()).toEqual({ created: 0, cancelled: 1 });
  });

  it('is hidden from other warehouses', async () => {
    await stock(store.plain.code, '30');
    const made = await rule();
    await run();
    const [task] = await open();
    const stranger = person(['replenishment.read', 'replenishment.confirm'], at(away));
    expect(await codeOf(as(stranger, (tx) => rules.get(tx, made.id), at(away)))).toBe('inventory.document_not_found');
    expect(await codeOf(as(stranger, (tx) => replenishment.claim(tx, stranger, task!.id), at(away)))).toBe('inventory.task_not_found');
  });
});
