import { anItem } from '@anwen/catalog/testing';
import { uuidV7 } from '@anwen/kernel';
import { inventory, personWith, receive } from '../testing';
import {
  bed,
  store,
  counter,
  boss,
  as,
  codeOf,
  taskOf,
  opened,
  stock,
  issue,
  boss0,
  record,
  finish,
  approve,
  post,
  variances,
  held,
  plans,
  sessions,
  tasks,
} from './counting-bed';

describe('a count', () => {
  it('goes from the plan to the ledger', async () => {
    await stock(store.plain.code, '10');
    const manager = boss();
    const plan = await as(manager, (tx) =>
      plans.create(tx, manager, {
        name: '月盤',
        warehouse: store.warehouse.code,
        scope: { locations: [store.binA.code] },
        frequencyDays: 30,
        toleranceAbs: '1',
      }),
    );
    expect(plan.dueOn).not.toBeNull();
    const made = await as(manager, (tx) => sessions.create(tx, manager, { warehouse: store.warehouse.code, planId: plan.id }));
    expect([made.state, made.legal, made.number.slice(0, 3)]).toEqual(['planned', ['open', 'cancel'], 'CC-']);
    await as(manager, (tx) => sessions.open(tx, manager, made.number));
    const [who, task] = [counter(), await taskOf(made.id, store.binA.code)];
    await record(who, task, [{ itemCode: store.plain.code, qty: '8' }]);
    await finish(who, task);
    const review = await as(manager, (tx) => sessions.get(tx, manager, made.id));
    expect([review.state, review.lines, review.tasks]).toEqual(['review', { counted: 1, differing: 1, open: 1, conflicts: 0 }, { total: 1, done: 1 }]);
    expect(await variances(made.id)).toMatchObject([
      { expectedQty: '10', countedQty: '8', varianceQty: '-2', seqAtCount: 1, withinTolerance: false, recounts: 0 },
    ]);
    await approve(made.id);
    expect((await post(made.id)).state).toBe('posted');
    expect(await held(store.plain.code)).toBe('8');
    const [ledger] = await bed.transaction((tx) =>
      tx.query<object>(
        `SELECT p.event_type AS type, p.doc_type AS doc, p.doc_ref AS ref, r.code AS reason FROM inventory_postings p JOIN reason_codes r ON r.id = p.reason_code_id ORDER BY p.id DESC LIMIT 1`,
      ),
    );
    expect(ledger).toEqual({ type: 'COUNT', doc: 'count', ref: made.number, reason: 'CNT-VARIANCE' });
  });

  it('leaves what moved after the entry as it is (I-21)', async () => {
    await stock(store.plain.code, '10');
    const { session, task } = await opened();
    const who = counter();
    await record(who, task, [{ itemCode: store.plain.code, qty: '9' }]);
    await issue(store.plain.code, '4');
    await finish(who, task);
    await stock(store.plain.code, '3');
    await approve(session);
    await issue(store.plain.code, '1');
    await post(session);
    expect(await held(store.plain.code)).toBe('7');
  });

  it('counts 5 at one moment and 3 more after two were taken: marked, counted again, or accepted as 8 against the first moment', async () => {
    await stock(store.plain.code, '10');
    const { session, task, manager } = await opened();
    const who = counter();
    await record(who, task, [{ itemCode: store.plain.code, qty: '5' }]);
    await issue(store.plain.code, '2');
    await record(who, task, [{ itemCode: store.plain.code, qty: '3' }]);
    await finish(who, task);
    expect(await variances(session)).toMatchObject([{ countedQty: '8', expectedQty: '10', varianceQty: '-2', moved: true, seqAtCount: 1 }]);
    expect(await codeOf(approve(session))).toBe('inventory.count_recount_needed');
    await as(manager, (tx) => sessions.requestRecount(tx, manager, session));
    const again = await taskOf(session, store.binA.code);
    await record(who, again, [{ itemCode: store.plain.code, qty: '7' }]);
    await finish(who, again);
    expect(await variances(session)).toMatchObject([{ countedQty: '7', expectedQty: '8', moved: false, recounts: 1 }]);
    await approve(session);
    await post(session);
    expect(await held(store.plain.code)).toBe('7');
  });

  it('takes the approver at their word when they accept a key that moved', async () => {
    await stock(store.plain.code, '10');
    const { session, task } = await opened();
    const who = counter();
    await record(who, task, [{ itemCode: store.plain.code, qty: '5' }]);
    await issue(store.plain.code, '2');
    await record(who, task, [{ itemCode: store.plain.code, qty: '3' }]);
    await finish(who, task);
    await approve(session, { acceptMoved: true });
    await post(session);
    expect(await held(store.plain.code)).toBe('6');
  });

  it('takes silence for "nothing", except where stock arrived while the counter was there', async () => {
    const late = await bed.transaction((tx) => anItem(tx));
    await stock(store.plain.code, '4');
    const { session, task } = await opened();
    const who = counter();
    await as(who, (tx) => tasks.claim(tx, who, task));
    await stock(late.code, '6');
    await finish(who, task, true);
    const lines = await variances(session);
    expect(lines.find((l) => l.item.code === store.plain.code)).toMatchObject({ countedQty: '0', varianceQty: '-4', moved: false });
    expect(lines.find((l) => l.item.code === late.code)).toMatchObject({ varianceQty: '0', uncertain: true, moved: true });
    expect(await codeOf(approve(session))).toBe('inventory.count_recount_needed');
    await approve(session, { acceptMoved: true });
    await post(session);
    expect([await held(store.plain.code), await held(late.code)]).toEqual(['0', '6']);
  });

  it('binds work that a device sends later to the moment at which it was done', async () => {
    await stock(store.plain.code, '10');
    const { session, task } = await opened();
    const who = counter();
    await as(who, (tx) => tasks.claim(tx, who, task));
    await issue(store.plain.code, '1');
    const [{ now }] = (await bed.transaction((tx) => tx.query<{ now: Date }>('SELECT clock_timestamp() AS now'))) as [{ now: Date }];
    await new Promise((resume) => setTimeout(resume, 15));
    await issue(store.plain.code, '4');
    await record(who, task, [{ itemCode: store.plain.code, qty: '9' }], { countedAt: new Date(now.getTime() + 2).toISOString() });
    await finish(who, task);
    expect(await variances(session)).toMatchObject([{ expectedQty: '9', countedQty: '9', seqAtCount: 2 }]);
  });

  it('welcomes what nobody expected: items, lots and serial numbers that the system has never seen', async () => {
    const { session, task } = await opened({ scope: { locations: [store.binA.code] } });
    const who = counter();
    await record(who, task, [
      { itemCode: store.plain.code, qty: '2' },
      { itemCode: store.plain.code, qty: '1', status: 'damaged' },
      { itemCode: store.serial.code, qty: '2', serials: ['N-1', 'N-2'] },
    ]);
    await record(who, task, [{ itemCode: store.serial.code, qty: '1', serials: ['N-1'] }]);
    await finish(who, task);
    await approve(session);
    expect((await post(session)).state).toBe('posted');
    expect([await held(store.plain.code), await held(store.serial.code)]).toEqual(['3', '2']);
  });

  it('is allowed with reservations; a result below them waits for a human and is never clamped (B26)', async () => {
    await stock(store.plain.code, '10');
    const other = await bed.transaction((tx) => anItem(tx));
    await stock(other.code, '5');
    const made = await bed.transaction((tx) =>
      inventory.reservations.reserve(tx, personWith(['stock.reserve']), {
        ownerType: 'so',
        ownerRef: uuidV7(),
        itemCode: store.plain.code,
        qty: '7',
        warehouse: store.warehouse.code,
      }),
    );
    const { session, task } = await opened();
    const who = counter();
    await record(who, task, [
      { itemCode: store.plain.code, qty: '4' },
      { itemCode: other.code, qty: '6' },
    ]);
    await finish(who, task);
    await approve(session);
    const after = await post(session);
    expect([after.state, after.lines?.conflicts, after.legal]).toEqual(['approved', 1, ['post', 'cancel']]);
    expect([await held(store.plain.code), await held(other.code)]).toEqual(['10', '6']);
    expect((await variances(session)).find((l) => l.decision === 'conflict')).toMatchObject({ conflict: 'reserved', item: { code: store.plain.code } });
    expect(await codeOf(bed.transaction((tx) => sessions.cancel(tx, boss(), session)))).toBe('inventory.count_posted_in_part');
    await bed.transaction((tx) => inventory.reservations.release(tx, personWith(['stock.reserve']), made[0]!.id));
    expect((await post(session)).state).toBe('posted');
    expect(await held(store.plain.code)).toBe('4');
  });

  it('never takes a bin below zero, and ends when the approver gives the line up', async () => {
    await stock(store.plain.code, '10');
    const { session, task } = await opened();
    const who = counter();
    await record(who, task, [{ itemCode: store.plain.code, qty: '2' }]);
    await finish(who, task);
    await issue(store.plain.code, '9');
    await approve(session);
    expect((await post(session)).state).toBe('approved');
    expect((await variances(session))[0]).toMatchObject({ decision: 'conflict', conflict: 'below_zero' });
    expect((await post(session, { leaveConflicts: true })).state).toBe('posted');
    expect([(await variances(session))[0]?.decision, await held(store.plain.code)]).toEqual(['left', '1']);
  });

  it('asks a human about a lot that needs its expiry day, and about a serial number that stands elsewhere', async () => {
    await bed.transaction((tx) => receive(tx, { itemCode: store.serial.code, qty: '1', serials: ['X-9'], toLocation: store.binB.code }));
    const { session, task } = await opened();
    const who = counter();
    await record(who, task, [
      { itemCode: store.lot.code, qty: '1.5', lot: 'NEW-1' },
      { itemCode: store.serial.code, qty: '1', serials: ['X-9'] },
      { itemCode: store.plain.code, qty: '1' },
    ]);
    await finish(who, task);
    await approve(session);
    await post(session);
    expect((await variances(session)).map((l) => `${l.decision} ${l.conflict ?? ''}`.trim()).sort()).toEqual([
      'conflict expiry_required',
      'conflict serial_elsewhere',
      'posted',
    ]);
    await bed.transaction((tx) => inventory.lots.create(tx, boss0, { itemCode: store.lot.code, code: 'NEW-1', expiresOn: '2099-01-01' }));
    await bed.transaction((tx) =>
      inventory.stock.post(tx, boss0, {
        type: 'transfer',
        lines: [{ itemCode: store.serial.code, qty: '1', serials: ['X-9'], fromLocation: store.binB.code, toLocation: store.binA.code }],
      }),
    );
    expect((await post(session)).lines?.conflicts).toBe(1);
    expect(await held(store.lot.code)).toBe('1.5');
    expect((await post(session, { leaveConflicts: true })).state).toBe('posted');
  });

  it('moves a serial number from the bin where it was not to the bin where it was', async () => {
    await bed.transaction((tx) => receive(tx, { itemCode: store.serial.code, qty: '1', serials: ['Y-1'], toLocation: store.binB.code }));
    const { session, task } = await opened({ scope: { locations: [store.binA.code, store.binB.code] } });
    const who = counter();
    await record(who, task, [{ itemCode: store.serial.code, qty: '1', serials: ['Y-1'] }]);
    await finish(who, task);
    await finish(who, await taskOf(session, store.binB.code), true);
    await approve(session);
    const half = await post(session);
    expect([half.state, half.lines?.open]).toEqual(['approved', 1]);
    expect((await post(session)).state).toBe('posted');
    expect([await held(store.serial.code), await held(store.serial.code, store.binB.code)]).toEqual(['1', '0']);
  });

  it('ends although a serial number is promised to somebody in the bin where it is not', async () => {
    await bed.transaction((tx) => receive(tx, { itemCode: store.serial.code, qty: '1', serials: ['Z-1'], toLocation: store.binB.code }));
    const made = await bed.transaction((tx) =>
      inventory.reservations.reserve(tx, personWith(['stock.reserve']), {
        ownerType: 'so',
        ownerRef: uuidV7(),
        itemCode: store.serial.code,
        qty: '1',
        warehouse: store.warehouse.code,
      }),
    );
    const { session, task } = await opened({ scope: { locations: [store.binA.code, store.binB.code] } });
    const who = counter();
    await record(who, task, [{ itemCode: store.serial.code, qty: '1', serials: ['Z-1'] }]);
    await finish(who, task);
    await finish(who, await taskOf(session, store.binB.code), true);
    await approve(session);
    const first = await post(session);
    expect([first.state, first.lines?.open, first.lines?.conflicts]).toEqual(['approved', 0, 2]);
    expect((await variances(session)).map((l) => l.conflict).sort()).toEqual(['reserved', 'serial_elsewhere']);
    await bed.transaction((tx) => inventory.reservations.release(tx, personWith(['stock.reserve']), made[0]!.id));
    await post(session);
    expect((await post(session)).state).toBe('posted');
    expect([await held(store.serial.code), await held(store.serial.code, store.binB.code)]).toEqual(['1', '0']);
  });

  it('leaves stock in the bucket that the book has it in when the counter names none', async () => {
    const mixed = await bed.transaction((tx) => anItem(tx));
    await stock(store.plain.code, '5', { toStatus: 'hold' });
    await stock(mixed.code, '10');
    await stock(mixed.code, '3', { toStatus: 'qc' });
    await bed.transaction((tx) => receive(tx, { itemCode: store.serial.code, qty: '1', serials: ['H-1'], toLocation: store.binB.code, toStatus: 'hold' }));
    const { session, task } = await opened({ scope: { locations: [store.binA.code, store.binB.code] } });
    const who = counter();
    await record(who, task, [
      { itemCode: store.plain.code, qty: '4' },
      { itemCode: mixed.code, qty: '5' },
      { itemCode: store.serial.code, qty: '1', serials: ['H-1'] },
    ]);
    const seen = (await record(who, task, [{ itemCode: mixed.code, qty: '7' }])) as { entries: { status: unknown }[] };
    expect(seen.entries.map((e) => e.status)).toEqual([null, null, null, null]);
    await finish(who, task);
    await finish(who, await taskOf(session, store.binB.code), true);
    const found = (await variances(session)).map((l) => [l.item.code, l.location.code, l.status, l.expectedQty, l.countedQty, l.moved]);
    expect(found).toHaveLength(5);
    expect(found).toEqual(
      expect.arrayContaining([
        [store.plain.code, store.binA.code, 'hold', '5', '4', false],
        [mixed.code, store.binA.code, 'qc', '3', '3', false],
        [mixed.code, store.binA.code, 'available', '10', '9', false],
        [store.serial.code, store.binA.code, 'hold', '0', '1', false],
        [store.serial.code, store.binB.code, 'hold', '1', '0', false],
      ]),
    );
    await approve(session);
    await post(session);
    expect((await post(session)).state).toBe('posted');
  });

  it('lets nothing out of quarantine without a word of the approver', async () => {
    await stock(store.plain.code, '5', { toStatus: 'hold' });
    const { session, task } = await opened({ toleranceAbs: '100' });
    const who = counter();
    await record(who, task, [{ itemCode: store.plain.code, qty: '5', status: 'available' }]);
    await finish(who, task);
    expect((await variances(session)).map((l) => [l.status, l.varianceQty, l.withinTolerance, l.moved]).sort()).toEqual([
      ['available', '5', false, true],
      ['hold', '-5', false, true],
    ]);
    expect(await codeOf(approve(session))).toBe('inventory.count_recount_needed');
    await approve(session, { acceptMoved: true });
    expect((await post(session)).state).toBe('posted');
  });

  it('holds its places: another count of them has to wait', async () => {
    await stock(store.plain.code, '1');
    const { session, manager } = await opened();
    expect(await codeOf(opened())).toBe('inventory.count_overlap');
    await as(manager, (tx) => sessions.cancel(tx, manager, session));
    expect(await codeOf(opened())).toBe('done');
  });

  it('names the places by zone, item, category and class, and refuses what does not exist', async () => {
    const manager = boss();
    const open = async (scope: object): Promise<number> => {
      const made = await as(manager, (tx) => sessions.create(tx, manager, { warehouse: store.warehouse.code, scope }));
      const { tasks: made_ } = await as(manager, (tx) => sessions.open(tx, manager, made.id));
      await as(manager, (tx) => sessions.cancel(tx, manager, made.id));
      return made_.total;
    };
    await stock(store.plain.code, '100', { unitCost: '9' });
    await bed.transaction((tx) =>
      receive(tx, { itemCode: store.lot.code, qty: '1', lot: 'L', expiresOn: '2099-01-01', unitCost: '1', toLocation: store.binB.code }),
    );
    expect([await open({}), await open({ zeroStock: true }), await open({ items: [store.lot.code] })]).toEqual([2, 2, 1]);
    expect([await open({ abcClass: 'A' }), await open({ abcClass: 'C' })]).toEqual([1, 1]);
    expect(await codeOf(open({ zones: ['NOPE'] }))).toBe('inventory.count_scope_refused');
    expect(await codeOf(open({ items: [store.serial.code] }))).toBe('inventory.count_scope_empty');
  });
});
