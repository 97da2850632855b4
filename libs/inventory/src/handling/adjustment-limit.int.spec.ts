import { standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import type { Tx } from '@anwen/database';
import { AppError, type Actor } from '@anwen/kernel';
import { verifyLedger } from '../proof.service';
import type { PostStockDto } from '../stock.dto';
import { aSmallStore, inventory, onHand, personWith, receive } from '../testing';
import { handling } from './testing';

const { adjustments } = handling;
let bed: TestDatabase;
let store: Awaited<ReturnType<typeof aSmallStore>>;
let people = 500;

const PERMISSIONS = ['stock.adjust', 'stock.issue', 'adjustment.create', 'adjustment.approve', 'adjustment.read', 'stock.reverse'];
function person(): Actor {
  people += 1;
  return { ...personWith(PERMISSIONS), id: String(people), userId: String(people), name: `P${people}` };
}
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> => bed.transaction(work, actor);
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (e: unknown) => (e instanceof AppError ? e.code : Promise.reject(e as Error)),
  );
const held = (): Promise<string> => bed.transaction((tx) => onHand(tx, store.plain.code, store.binA.code));
const post = (who: Actor, posting: PostStockDto): Promise<string> => codeOf(as(who, (tx) => inventory.stock.post(tx, who, posting)));
const loses = (qty: string): PostStockDto => ({
  type: 'adjust',
  reasonCode: 'ADJ-LOST',
  lines: [{ itemCode: store.plain.code, qty, fromLocation: store.binA.code }],
});
const ask = (who: Actor, qtyChange: string, more: object = {}) =>
  as(who, (tx) =>
    adjustments.create(tx, who, { reasonCode: 'ADJ-LOST', lines: [{ itemCode: store.plain.code, location: store.binA.code, qtyChange, ...more }] }),
  );

beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterAll(() => bed.drop());
beforeEach(async () => {
  store = await bed.transaction(aSmallStore);
  await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '100', toLocation: store.binA.code, unitCost: '100' }));
});
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
});

describe('the limit of what one person may write off', () => {
  it('has no side door: an adjustment or scrap that is posted directly is weighed as well', async () => {
    const who = person();
    const scraps = (qty: string, toLocation = 'SCRAP'): PostStockDto => ({
      type: 'issue',
      lines: [{ itemCode: store.plain.code, qty, fromLocation: store.binA.code, toLocation }],
    });
    expect([await post(who, loses('51')), await post(who, scraps('51'))]).toEqual(Array(2).fill('inventory.approval_required'));
    const found = { type: 'adjust', reasonCode: 'ADJ-LOST', lines: [{ itemCode: store.plain.code, qty: '1', toLocation: store.binA.code, unitCost: '5001' }] };
    expect(await post(who, found as PostStockDto)).toBe('inventory.approval_required');
    expect(await held()).toBe('100');
    expect(await as(who, (tx) => inventory.stock.post(tx, who, loses('51')).catch((e: AppError) => e.data))).toMatchObject({ at: '/api/v1/adjustments' });
    expect([await post(who, scraps('51', 'PRODUCTION')), await post(who, loses('1'))]).toEqual(['done', 'done']);
    const importer = person();
    await as(importer, (tx) => inventory.stock.post(tx, importer, loses('48'), { limitChecked: true }));
  });

  it('is not passed in small steps, whichever way they take', async () => {
    const who = person();
    expect(await post(who, loses('30'))).toBe('done');
    expect((await ask(who, '-20')).state).toBe('posted');
    expect(await post(who, loses('1'))).toBe('inventory.approval_required');
    const waiting = await ask(who, '-1');
    expect(waiting.state).toBe('pending_approval');
    const boss = person();
    await as(boss, (tx) => adjustments.approve(tx, boss, waiting.id));
    expect((await ask(boss, '-2')).state).toBe('posted'); // somebody else's day
  });

  it('holds for many at once too', async () => {
    const who = person();
    const codes = await Promise.all(Array.from({ length: 6 }, () => post(who, loses('20'))));
    expect(codes.filter((code) => code === 'done')).toHaveLength(2);
    expect(await held()).toBe('60');
  });

  it('falls back on the standard cost, and where nobody knows what a thing costs, another person decides', async () => {
    const who = person();
    const line = { itemCode: store.serial.code, qtyChange: '1', serials: ['C-1'] };
    await bed.transaction((tx) => tx.query('UPDATE items SET standard_cost = NULL WHERE id = $1', [store.serial.id]));
    expect((await ask(who, '1', line)).state).toBe('pending_approval');
    await bed.transaction((tx) => tx.query('UPDATE items SET standard_cost = 100 WHERE id = $1', [store.serial.id]));
    expect(await ask(who, '1', line)).toMatchObject({ state: 'posted' });
  });

  it('is not undone by its requester alone, and who undid it is kept beside who approved it', async () => {
    const [who, boss] = [person(), person()];
    const made = await ask(who, '-60');
    await as(boss, (tx) => adjustments.approve(tx, boss, made.id));
    expect(await codeOf(as(who, (tx) => adjustments.reverse(tx, who, made.id)))).toBe('inventory.four_eyes');
    const third = person();
    const undone = await as(third, (tx) => adjustments.reverse(tx, third, made.id, { note: '找到了' }));
    expect(undone).toMatchObject({ state: 'reversed', decidedBy: boss.name, reversedBy: third.name, reversalNote: '找到了' });
    expect(undone.reversedAt).not.toBeNull();
    const events = await bed.transaction((tx) =>
      tx.query<{ type: string }>(`SELECT event_type AS type FROM sys_outbox WHERE payload->>'id' = $1 ORDER BY id`, [made.id]),
    );
    expect(events.map((e) => e.type)).toEqual(['adjustment.requested.v1', 'adjustment.posted.v1', 'adjustment.reversed.v1']);
    const small = await ask(who, '-1');
    expect((await as(who, (tx) => adjustments.reverse(tx, who, small.id))).state).toBe('reversed');
  });
});
