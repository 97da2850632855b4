import { aLotItem } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { AppError, type Id } from '@anwen/kernel';
import { verifyLedger } from '../proof.service';
import { aSmallStore, clerk, inventory, onHand, receive } from '../testing';
import { tracing } from './testing';

const { lots, stock, reservations } = inventory;
const { changes, genealogy, recalls } = tracing;
const CLIENTS = 16;
let bed: TestDatabase;
let deadlocksBefore: number;
beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: CLIENTS });
  deadlocksBefore = await bed.deadlocks();
});
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  // The counter reaches the statistics a moment after the fact; a whole second would hide nothing.
  await new Promise((resume) => setTimeout(resume, 300));
  expect(await bed.deadlocks()).toBe(deadlocksBefore);
  expect(await bed.transaction((tx) => tx.query(CIRCLES))).toEqual([]);
});
afterAll(() => bed.drop());

/** A node that is its own ancestor. */
const CIRCLES = `WITH RECURSIVE down(start, node) AS (SELECT parent, child FROM lot_genealogy UNION SELECT d.start, g.child FROM down d JOIN lot_genealogy g ON g.parent = d.node)
  SELECT start FROM down WHERE start = node LIMIT 1`;

const settle = async (work: Promise<unknown>[]) => {
  const done = await Promise.allSettled(work);
  const refused = done.flatMap((d) => (d.status === 'rejected' ? [d.reason as AppError] : []));
  for (const error of refused) if (!(error instanceof AppError) || error.code === 'database.busy') throw error;
  return { won: done.length - refused.length, codes: refused.map((e) => e.code) };
};
const total = async (itemId: Id) =>
  (await bed.transaction((tx) => tx.query<{ n: string }>('SELECT trim_scale(sum(on_hand))::text AS n FROM inventory_balance WHERE item_id = $1', [itemId])))[0]!
    .n;
const lotOf = async (tx: Tx, itemId: Id, code: string) =>
  (await tx.query<{ id: string; no: Id }>('SELECT public_id AS id, id::text AS no FROM lots WHERE item_id = $1 AND code = $2', [itemId, code]))[0]!;
async function store(codes: readonly string[] = ['L1'], qty = '40') {
  return bed.transaction(async (tx) => {
    const small = await aSmallStore(tx);
    const item = await aLotItem(tx);
    const made: Record<string, { id: string; no: Id }> = {};
    for (const lot of codes) {
      await receive(tx, { itemCode: item.code, qty, toLocation: small.binA.code, lot, expiresOn: '2099-01-01' });
      made[lot] = await lotOf(tx, item.id, lot);
    }
    return { item, bin: small.binA.code, other: small.binB.code, lots: made };
  });
}
type Store = Awaited<ReturnType<typeof store>>;
const pick =
  ({ item, bin, other }: Store, lot = 'L1', qty = '1') =>
  (tx: Tx) =>
    stock.post(tx, clerk, { type: 'pick', lines: [{ itemCode: item.code, qty, lot, fromLocation: bin, toLocation: other }] });

/** A transaction that stays open after its work until it is told to go on. */
function paused(work: (tx: Tx) => Promise<unknown>): { reached: Promise<void>; finish: () => Promise<unknown> } {
  let go: () => void = () => undefined;
  let arrived: () => void = () => undefined;
  const gate = new Promise<void>((resume) => (go = resume));
  const reached = new Promise<void>((resume) => (arrived = resume));
  const done = bed.transaction(async (tx) => {
    await work(tx);
    arrived();
    await gate;
  });
  return { reached: Promise.race([reached, done.then(() => undefined)]), finish: () => (go(), done) };
}
const pending = async (work: Promise<unknown>): Promise<boolean> => {
  const waited = new Promise<'waiting'>((resume) => setTimeout(() => resume('waiting'), 300));
  return (
    (await Promise.race([
      work.then(
        () => 'done',
        () => 'done',
      ),
      waited,
    ])) === 'waiting'
  );
};

describe('a hold against a pick', () => {
  it.each(['pick', 'ship', 'issue'] as const)('that is not committed yet: the %s that had read "available" waits, and is refused in words', async (type) => {
    const here = await store();
    const holding = paused((tx) => lots.hold(tx, clerk, here.lots.L1!.id, { reason: '汙染' }));
    await holding.reached;
    const line = { itemCode: here.item.code, qty: '1', lot: 'L1', fromLocation: here.bin };
    const using = bed.transaction((tx) => stock.post(tx, clerk, { type, lines: [type === 'pick' ? { ...line, toLocation: here.other } : line] }));
    const refusal = expect(using).rejects.toMatchObject({ code: 'inventory.lines_refused', data: { errors: [{ code: 'inventory.lot_held' }] } });
    expect(await pending(using)).toBe(true);
    await holding.finish();
    await refusal;
    expect(await bed.transaction((tx) => onHand(tx, here.item.code, here.bin))).toBe('40');
  });

  it('comes after a pick that is under way, and then nothing more is picked', async () => {
    const here = await store();
    const picking = paused(pick(here));
    await picking.reached;
    const holding = bed.transaction((tx) => lots.hold(tx, clerk, here.lots.L1!.id, { reason: '汙染' }));
    expect(await pending(holding)).toBe(true);
    await picking.finish();
    await holding;
    await expect(bed.transaction(pick(here))).rejects.toMatchObject({ code: 'inventory.lines_refused' });
  });

  it('among many: what was picked before it is picked, what comes after is refused', async () => {
    for (let round = 0; round < 5; round++) {
      const here = await store();
      const picks = settle(Array.from({ length: 30 }, () => bed.transaction(pick(here))));
      const held = bed.transaction((tx) => lots.hold(tx, clerk, here.lots.L1!.id, { reason: '汙染' }));
      await held;
      const atHold = Number(await bed.transaction((tx) => onHand(tx, here.item.code, here.other)));
      const { won, codes } = await picks;
      expect([won, new Set(codes).size <= 1]).toEqual([atHold, true]);
      expect(await bed.transaction((tx) => onHand(tx, here.item.code, here.other))).toBe(String(atHold));
    }
  });

  it('of a serial number by a recall: the same', async () => {
    const { serial, binA, root, no } = await bed.transaction(async (tx) => {
      const small = await aSmallStore(tx);
      await receive(tx, { itemCode: small.serial.code, qty: '1', serials: ['S1'], toLocation: small.binA.code });
      const [row] = await tx.query<{ id: string; no: Id }>('SELECT public_id AS id, id::text AS no FROM serials WHERE item_id = $1', [small.serial.id]);
      return { ...small, root: row!.id, no: row!.no };
    });
    expect(no).toBeDefined();
    const opening = paused((tx) => recalls.open(tx, clerk, { lots: [], serials: [root], reason: '瑕疵' }));
    await opening.reached;
    const shipping = bed.transaction((tx) =>
      stock.post(tx, clerk, { type: 'ship', lines: [{ itemCode: serial.code, qty: '1', serials: ['S1'], fromLocation: binA.code }] }),
    );
    const refusal = expect(shipping).rejects.toMatchObject({ code: 'inventory.serial_held' });
    expect(await pending(shipping)).toBe(true);
    await opening.finish();
    await refusal;
  });
});

describe('splits and merges', () => {
  it('against picks: nothing is lost, nothing appears', async () => {
    const here = await store(['L1'], '25');
    const split = (n: number) => bed.transaction((tx) => changes.split(tx, clerk, here.lots.L1!.id, { location: here.bin, qty: '2', code: `P${n}` }));
    const [splits, picks] = await Promise.all([
      settle(Array.from({ length: 8 }, (_, n) => split(n))),
      settle(Array.from({ length: 20 }, () => bed.transaction(pick(here)))),
    ]);
    expect(new Set([...splits.codes, ...picks.codes])).toEqual(new Set(['inventory.insufficient_stock']));
    expect(2 * splits.won + picks.won).toBeGreaterThanOrEqual(24);
    expect(await total(here.item.id)).toBe('25');
    expect(await bed.database.query('SELECT 1 FROM lot_genealogy WHERE parent = $1', [here.lots.L1!.no])).toHaveLength(splits.won);
  });

  it('never take what is promised, however many ask at once', async () => {
    const here = await store(['L1'], '20');
    const reserve = (n: number) =>
      bed.transaction((tx) => reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef: `SO-${n}`, itemCode: here.item.code, qty: '3' }));
    const split = (n: number) => bed.transaction((tx) => changes.split(tx, clerk, here.lots.L1!.id, { location: here.bin, qty: '3', code: `Q${n}` }));
    const { codes } = await settle(Array.from({ length: 12 }, (_, n) => (n % 2 ? reserve(n) : split(n))));
    expect([...new Set(codes)].every((c) => c === 'inventory.insufficient_stock')).toBe(true);
  });

  it('of the same lots against each other, and with picks and holds between: no deadlock, no circle', async () => {
    for (let round = 0; round < 6; round++) {
      const here = await store(['A', 'B', 'C'], '9');
      const merge = (from: string, into: string) => bed.transaction((tx) => changes.merge(tx, clerk, here.lots[from]!.id, { into: here.lots[into]!.id }));
      const { codes } = await settle([
        merge('A', 'B'),
        merge('B', 'A'),
        merge('B', 'C'),
        merge('C', 'A'),
        ...['A', 'B', 'C', 'A'].map((lot) => bed.transaction(pick(here, lot, '2'))),
        bed.transaction((tx) => lots.hold(tx, clerk, here.lots.C!.id, { reason: '抽驗' })),
        bed.transaction((tx) => lots.update(tx, clerk, { id: here.lots.A!.id, rowVersion: 1, patch: { country: 'TW' } })),
      ]);
      const expected = ['genealogy_circle', 'nothing_to_merge', 'insufficient_stock', 'lots_differ', 'lines_refused'].map((c) => `inventory.${c}`);
      expect(codes.filter((c) => ![...expected, 'http.precondition_failed'].includes(c))).toEqual([]);
      expect(await total(here.item.id)).toBe('27');
    }
  });
});

describe('edges written at the same time', () => {
  it('never close a circle between them, although none of them closes it alone', async () => {
    for (let round = 0; round < 6; round++) {
      const here = await store(['A', 'B', 'C', 'D'], '1');
      const posted = await bed.transaction(pick(here, 'D'));
      const link = (parent: string, child: string) =>
        bed.transaction((tx) =>
          genealogy.link(tx, clerk, [
            { parent: { lotId: here.lots[parent]!.no }, child: { lotId: here.lots[child]!.no }, qty: '1', kind: 'production', posting: posted.id },
          ]),
        );
      const { won, codes } = await settle([link('A', 'B'), link('B', 'C'), link('C', 'A')]);
      expect([won, codes]).toEqual([2, ['inventory.genealogy_circle']]);
    }
  });
});

describe('a recall', () => {
  it('against splits, merges and picks: in the end everything that came of its lot is held', async () => {
    for (let round = 0; round < 5; round++) {
      const here = await store(['A', 'B'], '30');
      const split = (n: number) => bed.transaction((tx) => changes.split(tx, clerk, here.lots.A!.id, { location: here.bin, qty: '1', code: `K${n}` }));
      const work = [
        ...Array.from({ length: 6 }, (_, n) => split(n)),
        bed.transaction((tx) => changes.merge(tx, clerk, here.lots.A!.id, { into: here.lots.B!.id })),
        ...Array.from({ length: 4 }, () => bed.transaction(pick(here, 'A'))),
        bed.transaction((tx) => recalls.open(tx, clerk, { lots: [here.lots.A!.id], reason: '異物' })),
      ];
      const { codes } = await settle(work);
      expect(
        codes.filter(
          (c) => !['lot_transition', 'lines_refused', 'lots_differ', 'insufficient_stock', 'nothing_to_merge'].includes(c.slice('inventory.'.length)),
        ),
      ).toEqual([]);
      expect((await bed.transaction((tx) => recalls.list(tx, { limit: 1, state: 'open' }))).items[0]!.roots).toMatchObject([{ id: here.lots.A!.id }]);
      const free = await bed.transaction((tx) =>
        tx.query(
          `SELECT l.code, l.status FROM lot_family(ARRAY[$1::bigint], true, 50, 1000) f JOIN lots l ON l.id = f.node WHERE l.status NOT IN ('hold', 'recalled')`,
          [here.lots.A!.no],
        ),
      );
      expect(free).toEqual([]);
    }
  });
});
