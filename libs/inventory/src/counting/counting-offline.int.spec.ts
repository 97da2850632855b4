import { anItem } from '@anwen/catalog/testing';
import { uuidV7, type Actor } from '@anwen/kernel';
import { aSmallStore, inventory, personWith } from '../testing';
import { approve, as, bed, codeOf, counter, finish, held, issue, moveTo, opened, post, record, sessions, stock, store, tasks, variances } from './counting-bed';

const MINUTE = 60_000;
/** Of the random walk with wrong clocks: a gate has seconds, `ANWEN_LONG_WALKS` as many as one likes. */
const WALKS = Number(process.env.ANWEN_LONG_WALKS ?? 20);
const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();
const on = (actor: Actor, deviceId: string): Actor => ({ ...actor, deviceId });
const picker = personWith(['stock.issue', 'stock.receive']);

/** Everything that these tests count was there when the session was opened, two hours ago. */
async function openedBefore(): Promise<{ session: string; task: string }> {
  const round = await opened();
  await bed.transaction((tx) => tx.query(`UPDATE count_sessions SET opened_at = opened_at - interval '2 hours' WHERE public_id = $1`, [round.session]));
  return round;
}

/** Work of a device that comes home now and was done before. */
const done = (actor: Actor, minutesAgo: number, type: 'issue' | 'receipt', qty: string, itemCode = store.plain.code): Promise<unknown> => {
  const line = type === 'issue' ? { itemCode, qty, fromLocation: store.binA.code } : { itemCode, qty, toLocation: store.binA.code };
  return bed.transaction((tx) => inventory.stock.post(tx, actor, { type, occurredAt: ago(minutesAgo), lines: [line] }), actor);
};

/** There three hours ago, by the clock of device 5. */
const stockBefore = (qty: string): Promise<unknown> => done(on(picker, '5'), 180, 'receipt', qty);

describe('a count that comes home late', () => {
  it('stands against the book of its own moment, whenever the work around it came home', async () => {
    await stockBefore('100');
    const { session, task } = await openedBefore();
    const who = on(counter(), '5');
    await done(on(picker, '5'), 60, 'issue', '5');
    await record(who, task, [{ itemCode: store.plain.code, qty: '95' }], { countedAt: ago(55) });
    await done(on(picker, '5'), 50, 'issue', '2');
    await finish(who, task);
    expect(await variances(session)).toMatchObject([{ expectedQty: '95', countedQty: '95', varianceQty: '0', moved: false }]);
    await approve(session);
    await post(session);
    expect(await held(store.plain.code)).toBe('93');
  });

  it('counts in parts between which the device itself has taken something as counted in parts', async () => {
    await stockBefore('100');
    const { session, task } = await openedBefore();
    const who = on(counter(), '5');
    await record(who, task, [{ itemCode: store.plain.code, qty: '60' }], { countedAt: ago(60) });
    await done(on(picker, '5'), 55, 'issue', '5');
    await record(who, task, [{ itemCode: store.plain.code, qty: '35' }], { countedAt: ago(50) });
    await finish(who, task);
    expect(await variances(session)).toMatchObject([{ expectedQty: '100', moved: true }]);
  });

  it('is asked for again where the clocks of two devices would have to agree on what came first', async () => {
    await stockBefore('100');
    const { session, task } = await openedBefore();
    const who = on(counter(), '5');
    await done(on(picker, '6'), 60, 'issue', '5');
    await record(who, task, [{ itemCode: store.plain.code, qty: '95' }], { countedAt: ago(55) });
    await finish(who, task);
    expect(await variances(session)).toMatchObject([{ expectedQty: '95', varianceQty: '0', moved: true }]);
    expect(await codeOf(approve(session))).toBe('inventory.count_recount_needed');
  });

  it('is asked for again when the key moved within five minutes of it: so much the clock of a device may be wrong', async () => {
    await stockBefore('100');
    const { session, task } = await openedBefore();
    const who = on(counter(), '5');
    await issue(store.plain.code, '5');
    await record(who, task, [{ itemCode: store.plain.code, qty: '95' }], { countedAt: ago(4) });
    await finish(who, task);
    expect(await variances(session)).toMatchObject([{ moved: true }]);
    expect(await codeOf(approve(session))).toBe('inventory.count_recount_needed');
  });

  it('is asked for again when work from before it comes home between the count and the approval', async () => {
    await stock(store.plain.code, '100');
    const { session, task } = await openedBefore();
    const who = counter();
    await record(who, task, [{ itemCode: store.plain.code, qty: '95' }]);
    await finish(who, task);
    await done(on(picker, '6'), 60, 'issue', '5');
    expect(await codeOf(approve(session))).toBe('inventory.count_recount_needed');
    const again = await bed.transaction((tx) => sessions.requestRecount(tx, personWith(['count.manage']), session));
    expect(again.state).toBe('recount_requested');
  });

  it('takes silence for "nothing" only where nothing has moved since the visit', async () => {
    const [seen, later] = [store.plain.code, (await bed.transaction((tx) => anItem(tx))).code];
    await stockBefore('10');
    const { session, task } = await openedBefore();
    await stock(later, '50');
    const who = on(counter(), '5');
    await record(who, task, [{ itemCode: seen, qty: '10' }], { countedAt: ago(60) });
    await as(who, (tx) => tasks.finish(tx, who, task, { countedAt: ago(59), clientOpId: uuidV7() }));
    const lines = await variances(session);
    expect(lines.find((l) => l.item.code === later)).toMatchObject({ varianceQty: '0', uncertain: true, moved: true });
    await approve(session, { acceptMoved: true });
    await post(session);
    expect([await held(seen), await held(later)]).toEqual(['10', '50']);
  });

  it('does not empty a place into which something came after it was found empty', async () => {
    const { session, task } = await openedBefore();
    await stock(store.plain.code, '50');
    const who = on(counter(), '5');
    await as(who, (tx) => tasks.finish(tx, who, task, { empty: true, countedAt: ago(30), clientOpId: uuidV7() }));
    expect(await variances(session)).toMatchObject([{ varianceQty: '0', uncertain: true }]);
  });

  it('is asked for again when the same device has worked online: such work carries the clock of the server', async () => {
    await stockBefore('100');
    const { session, task } = await openedBefore();
    const who = on(counter(), '5');
    await bed.transaction((tx) =>
      inventory.stock.post(tx, on(picker, '5'), { type: 'issue', lines: [{ itemCode: store.plain.code, qty: '5', fromLocation: store.binA.code }] }),
    );
    // Counted just now, by a clock that is four minutes slow.
    await record(who, task, [{ itemCode: store.plain.code, qty: '95' }], { countedAt: ago(4) });
    await finish(who, task);
    expect(await variances(session)).toMatchObject([{ moved: true }]);
  });

  it('is asked for again when the clock of the device was set between its work and its count', async () => {
    await stockBefore('100');
    const { session, task } = await openedBefore();
    const who = on(counter(), '5');
    // Picked 30 minutes ago and set right when it came home; counted 28 minutes ago, by a clock that was four minutes slow.
    await done(on(picker, '5'), 30, 'issue', '5');
    await record(who, task, [{ itemCode: store.plain.code, qty: '95' }], { countedAt: ago(32) });
    await finish(who, task);
    expect(await variances(session)).toMatchObject([{ moved: true }]);
  });

  it('is asked for again when the clocks of two devices are wrong in opposite ways', async () => {
    await stockBefore('100');
    const { session, task } = await openedBefore();
    const who = on(counter(), '5');
    // Picked 60 minutes ago (clock four fast), counted 58 minutes ago (clock four slow).
    await done(on(picker, '6'), 56, 'issue', '5');
    await record(who, task, [{ itemCode: store.plain.code, qty: '95' }], { countedAt: ago(62) });
    await finish(who, task);
    expect(await variances(session)).toMatchObject([{ moved: true }]);
  });

  it('is asked for again, counted online, when work comes home whose clock may be fast', async () => {
    await stock(store.plain.code, '100');
    const { session, task } = await openedBefore();
    const who = counter();
    await record(who, task, [{ itemCode: store.plain.code, qty: '95' }]);
    await finish(who, task);
    // Picked before the count, by a clock that says "two minutes after it": no moment after its booking is believed.
    await done(on(picker, '6'), -2, 'issue', '5');
    expect(await codeOf(approve(session))).toBe('inventory.count_recount_needed');
  });

  it('is not posted on top of earlier work that came home after the approval', async () => {
    await stock(store.plain.code, '100');
    const { session, task } = await openedBefore();
    const who = counter();
    await record(who, task, [{ itemCode: store.plain.code, qty: '95' }]);
    await finish(who, task);
    await approve(session);
    await done(on(picker, '6'), 60, 'issue', '5');
    for (let again = 0; again < 2; again++) expect(await post(session)).toMatchObject({ state: 'approved', lines: { open: 0, conflicts: 1 } });
    expect(await variances(session)).toMatchObject([{ decision: 'conflict', conflict: 'moved_late' }]);
    expect((await post(session, { leaveConflicts: true })).state).toBe('posted');
    expect(await held(store.plain.code)).toBe('95');
  });

  it('decides about hundreds of serial numbers of one bin in the time that a request has', async () => {
    const serials = Array.from({ length: 400 }, (_, i) => `L${i}`);
    await stock(store.serial.code, '400', { serials });
    const { session, task } = await openedBefore();
    const who = counter();
    await record(who, task, [{ itemCode: store.serial.code, qty: '390', serials: serials.slice(10) }]);
    await finish(who, task);
    const begun = performance.now();
    await approve(session);
    expect((await post(session)).state).toBe('posted');
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('finds what lies in the bin after any walk of one device through work and counts (I-21)', async () => {
    let seed = 20_261_122;
    const random = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
    for (let walk = 0; walk < 6; walk++) {
      moveTo(await bed.transaction(aSmallStore));
      const { session, task } = await openedBefore();
      const who = on(counter(), '5');
      const device = on(picker, '5');
      // What was there before, and what is there now: pieces were lost that nobody booked.
      let lies = 40 + random(40);
      await stockBefore(String(lies));
      lies -= random(10);
      const steps = Array.from({ length: 8 }, (_, i) => ({ minutesAgo: 110 - 12 * i, out: random(2) === 0, qty: 1 + random(4) }));
      const counted = random(8);
      for (const [i, { minutesAgo, out, qty }] of steps.entries()) {
        lies += out ? -qty : qty;
        await done(device, minutesAgo, out ? 'issue' : 'receipt', String(qty));
        if (i === counted) await record(who, task, [{ itemCode: store.plain.code, qty: String(lies) }], { countedAt: ago(minutesAgo - 1) });
      }
      await as(who, (tx) => tasks.finish(tx, who, task, { countedAt: ago(steps.at(-1)!.minutesAgo - 2), clientOpId: uuidV7() }));
      expect(await variances(session)).toMatchObject([{ moved: false, uncertain: false }]);
      await approve(session);
      await post(session);
      expect(`${walk}: ${await held(store.plain.code)}`).toBe(`${walk}: ${lies}`);
    }
  });

  it('never keeps a count silently that the work of another device may have falsified, in whatever order it came home', async () => {
    let seed = 20_261_122;
    const random = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
    let kept = 0;
    for (let walk = 0; walk < 8; walk++) {
      moveTo(await bed.transaction(aSmallStore));
      const { session, task } = await openedBefore();
      const who = on(counter(), '5');
      let lies = 50;
      await stockBefore('50');
      const work = Array.from({ length: 5 }, (_, i) => ({ minutesAgo: 105 - 20 * i, qty: 1 + random(4) }));
      const countedAgo = [20, 40, 60, 80, 100, 117][(walk + random(6)) % 6]!;
      const [before, after] = [work.filter((w) => w.minutesAgo > countedAgo), work.filter((w) => w.minutesAgo <= countedAgo)];
      lies -= before.reduce((sum, w) => sum + w.qty, 0);
      const book = (w: (typeof work)[number]): Promise<unknown> => done(on(picker, '6'), w.minutesAgo, 'issue', String(w.qty));
      // Home come, in any order: the other's work from before and after the count, and the count itself.
      const late = [...before, ...after].filter(() => random(2) === 0);
      for (const w of work) if (!late.includes(w)) await book(w);
      await record(who, task, [{ itemCode: store.plain.code, qty: String(lies) }], { countedAt: ago(countedAgo) });
      await as(who, (tx) => tasks.finish(tx, who, task, { countedAt: ago(countedAgo - 1), clientOpId: uuidV7() }));
      for (const w of late) await book(w);
      const isKept = (await codeOf(approve(session))) === 'done';
      // Before the count there was only what the other did later: then nothing of it needs anybody's judgement.
      expect(`${walk} kept: ${isKept}`).toBe(`${walk} kept: ${before.length === 0}`);
      if (!isKept) continue;
      kept += 1;
      await post(session);
      expect(`${walk}: ${await held(store.plain.code)}`).toBe(`${walk}: ${lies - after.reduce((sum, w) => sum + w.qty, 0)}`);
    }
    expect(kept).toBeGreaterThan(0);
  });

  it('never posts a wrong count silently, whatever the clocks are wrong by, whoever works online, and whenever work comes home (I-21)', async () => {
    let seed = 20_261_122;
    const random = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
    let kept = 0;
    for (let walk = 0; walk < WALKS; walk++) {
      moveTo(await bed.transaction(aSmallStore));
      const { session, task } = await openedBefore();
      await stockBefore('60');
      const how = (['online', 'just now', 'earlier'] as const)[random(3)]!;
      const countedAgo = how === 'earlier' ? 10.5 + random(40) : 0;
      const work = Array.from({ length: random(3) }, () => ({
        minutesAgo: Math.max(1, Math.floor(countedAgo) + random(13) - 6),
        device: random(2) ? '5' : '6',
        qty: 1 + random(4),
        home: random(5) % 4,
      }));
      work.sort((a, b) => b.minutesAgo - a.minutesAgo);
      // One device sends in the order in which it worked; others come home when they do.
      const homeAt = (w: (typeof work)[number]): number => (w.device === '6' ? w.home : w.minutesAgo > countedAgo ? 0 : Math.max(1, w.home));
      const takenBefore = random(2) ? 3 : 0;
      const takenAfter = random(2) ? 2 : 0;
      const comeHome = async (phase: number): Promise<void> => {
        for (const w of work.filter((one) => homeAt(one) === phase)) await done(on(picker, w.device), w.minutesAgo + random(9) - 4, 'issue', String(w.qty));
      };
      const takeOnline = async (qty: number): Promise<void> => {
        const line = { itemCode: store.plain.code, qty: String(qty), fromLocation: store.binA.code };
        if (qty > 0) await bed.transaction((tx) => inventory.stock.post(tx, on(picker, '5'), { type: 'issue', lines: [line] }));
      };
      const sum = (some: typeof work): number => some.reduce((total, w) => total + w.qty, 0);
      const start = 60 - random(5);
      const counted = start - sum(work.filter((w) => w.minutesAgo > countedAgo)) - (how === 'earlier' ? 0 : takenBefore);
      const who = how === 'online' && random(2) ? counter() : on(counter(), '5');
      await comeHome(0);
      await takeOnline(takenBefore);
      const more = how === 'online' ? {} : { countedAt: ago(countedAgo + random(9) - 4) };
      await record(who, task, [{ itemCode: store.plain.code, qty: String(counted) }], more);
      await comeHome(1);
      await takeOnline(takenAfter);
      await finish(who, task);
      await comeHome(2);
      if ((await codeOf(approve(session))) !== 'done') continue;
      await comeHome(3);
      if ((await post(session)).state !== 'posted') continue;
      kept += 1;
      expect(`${walk}: ${await held(store.plain.code)}`).toBe(`${walk}: ${start - sum(work) - takenBefore - takenAfter}`);
    }
    expect(kept).toBeGreaterThan(WALKS / 10);
  });
});
