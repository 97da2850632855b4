import { aLocation, aWarehouse, anItem, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import type { Tx } from '@anwen/database';
import { AppError, uuidV7, type Actor } from '@anwen/kernel';
import { verifyLedger } from '../proof.service';
import { aSmallStore, inventory, onHand, personWith, receive } from '../testing';
import { counting } from './testing';

const { sessions, tasks, posting } = counting;
const PICKERS = 20;
const BINS = 10;
const ITEMS = 5;
/** Counts of 10 bins × 5 items. A gate has half a minute; `ANWEN_TEST_COUNTS=20` is the long form with 1 000 compared keys. */
const COUNTS = Number(process.env.ANWEN_TEST_COUNTS ?? 8);

let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: PICKERS + 4 });
  await bed.transaction(standardReasons);
  await bed.asOwner(`CREATE TABLE physical (bin TEXT, item TEXT, pile INT, qty INT NOT NULL CHECK (qty >= 0), PRIMARY KEY (bin, item, pile))`);
  await bed.asOwner(`GRANT ALL ON physical TO anwen_app`);
});
afterAll(() => bed.drop());

const someone = (id: number, permissions: string[]): Actor => ({ ...personWith(permissions), id: String(id), userId: String(id), name: `P${id}` });
const boss = someone(900, ['count.manage', 'count.approve', 'count.read']);
const chief = someone(901, ['count.manage', 'count.approve', 'count.read']);
const counter = someone(902, ['count.read', 'count.entry']);
const picker = personWith(['stock.transfer', 'stock.issue', 'stock.receive']);
const proven = async (): Promise<void> => expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
const settle = async (work: Promise<unknown>[]): Promise<string[]> => {
  const done = await Promise.allSettled(work);
  return done.map((d) => {
    if (d.status === 'fulfilled') return 'done';
    if (d.reason instanceof AppError) return d.reason.code;
    throw d.reason as Error;
  });
};
const random = (n: number): number => Math.floor(Math.random() * n);

interface World {
  readonly warehouse: string;
  readonly bins: string[];
  readonly items: string[];
}

async function aWorld(): Promise<World> {
  return bed.transaction(async (tx) => {
    const warehouse = (await aWarehouse(tx)).code;
    const [bins, items]: [string[], string[]] = [[], []];
    for (let i = 0; i < BINS; i++) bins.push((await aLocation(tx, { warehouse })).code);
    for (let i = 0; i < ITEMS; i++) items.push((await anItem(tx)).code);
    for (const bin of bins) {
      for (const item of items) {
        await receive(tx, { itemCode: item, qty: '20', toLocation: bin });
        await tx.query('INSERT INTO physical VALUES ($1, $2, 0, 10), ($1, $2, 1, 10)', [bin, item]);
      }
    }
    return { warehouse, bins, items };
  });
}

/** Takes one piece from a pile to another bin, or out of the house: goods and book in one moment. */
async function pickOnce({ bins, items }: World): Promise<void> {
  const [item, from, to] = [items[random(ITEMS)]!, bins[random(BINS)]!, bins[random(BINS)]!];
  if (from === to) return;
  const leaves = random(10) === 0;
  const piles = [[from, item, random(2), -1] as const, ...(leaves ? [] : [[to, item, random(2), 1] as const])];
  await bed
    .transaction(async (tx) => {
      for (const [bin, what, pile, change] of [...piles].sort((a, b) => (a[0] + a[2] < b[0] + b[2] ? -1 : 1)))
        await tx.query('UPDATE physical SET qty = qty + $4 WHERE bin = $1 AND item = $2 AND pile = $3', [bin, what, pile, change]);
      const line = { itemCode: item, qty: '1', fromLocation: from };
      await inventory.stock.post(tx, picker, leaves ? { type: 'issue', lines: [line] } : { type: 'transfer', lines: [{ ...line, toLocation: to }] });
    }, picker)
    .catch((error: unknown) => {
      // The pile or the book is empty: the picker goes elsewhere.
      if ((error as { code?: string }).code !== '23514' && !(error instanceof AppError && error.code === 'inventory.insufficient_stock')) throw error;
    });
}

/** Pieces that a hand-held has put into a bin and not brought home yet. */
const onTheWay: { line: { itemCode: string; qty: string; toLocation: string }; occurredAt: string; put: Promise<unknown> }[] = [];
const handHeld: Actor = { ...picker, deviceId: '77' };

/** Whoever approves and posts waits for the devices, which rest meanwhile: what comes home after the posting nobody can know of. */
let isPosting = false;

/** Puts a found piece into a bin: the goods now, the book when the device comes home. */
function putLater({ bins, items }: World): void {
  const [itemCode, toLocation] = [items[random(ITEMS)]!, bins[random(BINS)]!];
  const occurredAt = new Date().toISOString();
  const put = bed.transaction((tx) =>
    tx.query('UPDATE physical SET qty = qty + 1 WHERE bin = $1 AND item = $2 AND pile = $3', [toLocation, itemCode, random(2)]),
  );
  onTheWay.push({ line: { itemCode, qty: '1', toLocation }, occurredAt, put });
}

async function comeHome(): Promise<number> {
  const brought = onTheWay.splice(0);
  for (const { line, occurredAt, put } of brought) {
    await put;
    await bed.transaction((tx) => inventory.stock.post(tx, handHeld, { type: 'receipt', occurredAt, lines: [line] }), handHeld);
  }
  return brought.length;
}

/** What lies in the piles at the moment at which the entry is bound to the ledger. */
async function look(tx: Tx, bin: string, piles: number[]): Promise<{ itemCode: string; qty: string }[]> {
  const rows = await tx.query<{ item: string; qty: number }>(
    'SELECT item, qty FROM physical WHERE bin = $1 AND pile = ANY ($2) ORDER BY item, pile FOR SHARE',
    [bin, piles],
  );
  return [...new Set(rows.map((r) => r.item))].map((item) => ({
    itemCode: item,
    qty: String(rows.reduce((sum, r) => sum + (r.item === item ? r.qty : 0), 0)),
  }));
}

const enter = (id: string, bin: string, piles: number[], withZeros: boolean): Promise<unknown> =>
  bed.transaction(async (tx) => {
    const entries = (await look(tx, bin, piles)).filter((e) => withZeros || e.qty !== '0');
    return entries.length === 0 ? undefined : tasks.record(tx, counter, id, { entries });
  }, counter);

/** One visit: pile by pile, or only what is there, at first; everything at once when it has to be repeated. */
async function visit(task: { id: string; bin: string; round: number }): Promise<void> {
  await bed.transaction((tx) => tasks.claim(tx, counter, task.id), counter);
  if (task.round > 1) await enter(task.id, task.bin, [0, 1], true);
  else if (random(2)) await enter(task.id, task.bin, [0, 1], false);
  else for (const pile of [0, 1]) await enter(task.id, task.bin, [pile], true);
  const finish = (empty: boolean): Promise<unknown> => bed.transaction((tx) => tasks.finish(tx, counter, task.id, { empty }), counter);
  await finish(false).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'inventory.count_nothing_entered') return finish(true);
    throw error;
  });
}

/** A whole count of the world while the pickers work; how many lines had to be counted again. */
async function count(world: World): Promise<number> {
  const made = await bed.transaction((tx) => sessions.create(tx, boss, { warehouse: world.warehouse, scope: { zeroStock: true } }));
  await bed.transaction((tx) => sessions.open(tx, boss, made.id));
  for (let repeated = 0; ;) {
    const open = await bed.transaction((tx) => tasks.list(tx, counter, { session: made.id, state: 'open', limit: 200 }));
    for (const { id, location, round } of open.items) await visit({ id, bin: location.code, round });
    try {
      isPosting = true;
      await comeHome();
      await bed.transaction((tx) => sessions.approve(tx, chief, made.id));
    } catch (error) {
      isPosting = false;
      if (!(error instanceof AppError) || error.code !== 'inventory.count_recount_needed') throw error;
      const moved = error.data.lines as string[];
      const page = await bed.transaction((tx) => posting.variances(tx, chief, made.id, { limit: 200 }));
      const taskIds = [...new Set(page.items.filter((l) => moved.includes(l.id)).map((l) => l.taskId))];
      repeated += taskIds.length;
      await bed.transaction((tx) => sessions.requestRecount(tx, boss, made.id, { taskIds }));
      continue;
    }
    const done = await bed.transaction((tx) => posting.post(tx, chief, made.id));
    isPosting = false;
    expect([done.state, done.lines?.conflicts]).toEqual(['posted', 0]);
    return repeated;
  }
}

describe('counting', () => {
  it(`finds the physical truth while ${PICKERS} pickers work in the same bins, ${COUNTS * BINS * ITEMS} times`, async () => {
    const before = await bed.deadlocks();
    const world = await aWorld();
    let [compared, corrected, repeated, moves, late] = [0, 0, 0, 0, 0];
    for (let round = 0; round < COUNTS; round++) {
      // Something was lost or found, and nobody booked it.
      for (let i = 0; i < 6; i++)
        await bed.transaction((tx) =>
          tx.query('UPDATE physical SET qty = greatest(0, qty + $4) WHERE bin = $1 AND item = $2 AND pile = $3', [
            world.bins[random(BINS)],
            world.items[random(ITEMS)],
            random(2),
            random(9) - 4,
          ]),
        );
      let counting_ = true;
      const picking = Array.from({ length: PICKERS }, async () => {
        for (; counting_; moves++) {
          await pickOnce(world);
          await new Promise((resume) => setTimeout(resume, random(150)));
        }
      });
      const puttingLater = (async () => {
        for (; counting_; late++) {
          if (!isPosting) putLater(world);
          await new Promise((resume) => setTimeout(resume, random(2_000)));
        }
      })();
      repeated += await count(world).finally(() => (counting_ = false));
      await Promise.all([...picking, puttingLater]);
      await comeHome();
      const truth = await bed.transaction((tx) =>
        tx.query<{ bin: string; item: string; qty: string }>('SELECT bin, item, sum(qty)::text AS qty FROM physical GROUP BY 1, 2 ORDER BY 1, 2'),
      );
      for (const { bin, item, qty } of truth) {
        expect(`${round} ${bin} ${item} ${await bed.transaction((tx) => onHand(tx, item, bin))}`).toBe(`${round} ${bin} ${item} ${qty}`);
        compared += 1;
      }
      corrected += 1;
    }
    const [made] = await bed.transaction((tx) => tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM inventory_postings WHERE event_type = 'COUNT'`));
    console.info(
      `count simulation: ${compared} keys compared in ${corrected} counts, ${moves} picks meanwhile, ${late} put-aways booked later, ${repeated} visits repeated, ${made!.n} corrections`,
    );
    expect(compared).toBe(COUNTS * BINS * ITEMS);
    expect(moves).toBeGreaterThan(COUNTS * PICKERS);
    expect(late).toBeGreaterThan(COUNTS);
    await proven();
    expect(await bed.deadlocks()).toBe(before);
  }, 600_000);

  it('takes one of many approvals, one of many postings, one of many claims and one of many equal operations', async () => {
    const before = await bed.deadlocks();
    for (let round = 0; round < 5; round++) {
      const { plain, binA, warehouse } = await bed.transaction(aSmallStore);
      await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '10', toLocation: binA.code }));
      const made = await bed.transaction((tx) => sessions.create(tx, boss, { warehouse: warehouse.code, scope: {} }));
      const times = (n: number, work: (tx: Tx, i: number) => Promise<unknown>): Promise<string[]> =>
        settle(Array.from({ length: n }, (_, i) => bed.transaction((tx) => work(tx, i))));
      const once = (codes: string[], other: string): void => {
        expect(codes.filter((c) => c === 'done')).toHaveLength(1);
        expect(new Set(codes.filter((c) => c !== 'done'))).toEqual(new Set([other]));
      };
      once(await times(8, (tx) => sessions.open(tx, boss, made.id)), 'inventory.invalid_transition');
      const [task] = (await bed.transaction((tx) => tasks.list(tx, counter, { session: made.id, limit: 10 }))).items;
      once(await times(8, (tx, i) => tasks.claim(tx, someone(300 + i, ['count.entry']), task!.id)), 'inventory.task_taken');
      const holder = await bed.transaction((tx) =>
        tx.query<{ id: string }>('SELECT assignee_id::text AS id FROM count_tasks WHERE public_id = $1', [task!.id]),
      );
      const mine = someone(Number(holder[0]!.id), ['count.entry']);
      const clientOpId = uuidV7();
      once(await times(8, (tx) => tasks.record(tx, mine, task!.id, { clientOpId, entries: [{ itemCode: plain.code, qty: '7' }] })), 'operation.duplicate');
      once(await times(8, (tx) => tasks.finish(tx, mine, task!.id, {})), 'inventory.task_closed');
      once(await times(8, (tx, i) => sessions.approve(tx, i % 2 ? boss : chief, made.id)), 'inventory.invalid_transition');
      once(await times(8, (tx) => posting.post(tx, chief, made.id)), 'inventory.invalid_transition');
      expect(await bed.transaction((tx) => onHand(tx, plain.code, binA.code))).toBe('7');
    }
    await proven();
    expect(await bed.deadlocks()).toBe(before);
  }, 120_000);

  it('waits for a movement that is being posted, and holds the next one off until the entry is kept', async () => {
    const { plain, binA, warehouse } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '10', toLocation: binA.code }));
    const made = await bed.transaction((tx) => sessions.create(tx, boss, { warehouse: warehouse.code, scope: {} }));
    await bed.transaction((tx) => sessions.open(tx, boss, made.id));
    const [task] = (await bed.transaction((tx) => tasks.list(tx, counter, { session: made.id, limit: 10 }))).items;
    await bed.transaction((tx) => tasks.claim(tx, counter, task!.id), counter);
    const happened: string[] = [];
    const pause = (): Promise<void> => new Promise((resume) => setTimeout(resume, 300));
    const issue = (tx: Tx): Promise<unknown> =>
      inventory.stock.post(tx, picker, { type: 'issue', lines: [{ itemCode: plain.code, qty: '1', fromLocation: binA.code }] });
    let recorded: Promise<unknown> = Promise.resolve();
    let next: Promise<unknown> = Promise.resolve();
    await bed.transaction(async (tx) => {
      await issue(tx);
      recorded = bed.transaction(async (other) => {
        await tasks.record(other, counter, task!.id, { entries: [{ itemCode: plain.code, qty: '9' }] });
        happened.push('entry');
        next = bed.transaction(issue).then(() => happened.push('next'));
        await pause();
        happened.push('kept');
      }, counter);
      await pause();
      happened.push('moved');
    });
    await recorded;
    await bed.transaction((tx) => tasks.finish(tx, counter, task!.id, {}), counter);
    await next;
    expect(happened).toEqual(['moved', 'entry', 'kept', 'next']);
    const { items } = await bed.transaction((tx) => posting.variances(tx, chief, made.id, { limit: 10 }));
    expect(items).toMatchObject([{ expectedQty: '9', countedQty: '9', seqAtCount: 2 }]);
  });

  it('lets many counters of one session work side by side', async () => {
    const before = await bed.deadlocks();
    const world = await aWorld();
    const made = await bed.transaction((tx) => sessions.create(tx, boss, { warehouse: world.warehouse, scope: {} }));
    await bed.transaction((tx) => sessions.open(tx, boss, made.id));
    const { items } = await bed.transaction((tx) => tasks.list(tx, counter, { session: made.id, limit: 50 }));
    const work = items.map(async ({ id }, i) => {
      const who = someone(400 + i, ['count.entry']);
      for (let n = 0; n < 4; n++)
        await bed.transaction((tx) => tasks.record(tx, who, id, { entries: world.items.map((itemCode) => ({ itemCode, qty: '5' })) }), who);
      await bed.transaction((tx) => tasks.finish(tx, who, id, {}), who);
    });
    await Promise.all([...work, ...Array.from({ length: 10 }, () => bed.transaction((tx) => tasks.list(tx, counter, { session: made.id, limit: 50 })))]);
    const after = await bed.transaction((tx) => sessions.get(tx, boss, made.id));
    expect([after.state, after.lines]).toEqual(['review', { counted: BINS * ITEMS, differing: 0, open: 0, conflicts: 0 }]);
    expect(await bed.deadlocks()).toBe(before);
  });

  it('posts into a key that an ordinary move is making, each waiting for the other at most once', async () => {
    const before = await bed.deadlocks();
    const { plain, warehouse, binA, binB } = await bed.transaction(aSmallStore);
    const middle = await bed.transaction((tx) => aLocation(tx, { warehouse: warehouse.code }));
    // By key: bin A (nothing yet), bin B, middle. The count finds some in A and misses some in the last one.
    for (const bin of [binB.code, middle.code]) await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '10', toLocation: bin }));
    const made = await bed.transaction((tx) =>
      sessions.create(tx, boss, { warehouse: warehouse.code, scope: { locations: [binA.code, middle.code], zeroStock: true } }),
    );
    await bed.transaction((tx) => sessions.open(tx, boss, made.id));
    const { items } = await bed.transaction((tx) => tasks.list(tx, counter, { session: made.id, limit: 10 }));
    for (const { id, location } of items) {
      const qty = location.code === binA.code ? '3' : '8';
      await bed.transaction((tx) => tasks.record(tx, counter, id, { entries: [{ itemCode: plain.code, qty }] }), counter);
      await bed.transaction((tx) => tasks.finish(tx, counter, id, {}), counter);
    }
    await bed.transaction((tx) => sessions.approve(tx, chief, made.id));
    const pause = (): Promise<void> => new Promise((resume) => setTimeout(resume, 300));
    const line = (from: string): object => ({ itemCode: plain.code, qty: '1', fromLocation: from, toLocation: binA.code });
    let moved: Promise<unknown> = Promise.resolve();
    let posted: Promise<unknown> = Promise.resolve();
    await bed.transaction(async (tx) => {
      await tx.query(`SELECT 1 FROM inventory_balance b JOIN locations l ON l.id = b.location_id WHERE l.code = $1 FOR UPDATE OF b`, [binB.code]);
      moved = bed.transaction((other) => inventory.stock.post(other, picker, { type: 'transfer', lines: [line(binB.code), line(middle.code)] as never }));
      await pause(); // it has made A's key and waits for B
      posted = bed.transaction((other) => posting.post(other, chief, made.id));
      await pause();
    });
    await moved;
    expect(await posted).toMatchObject({ state: 'posted' });
    expect(await bed.transaction((tx) => onHand(tx, plain.code, binA.code))).toBe('5');
    expect(await bed.transaction((tx) => onHand(tx, plain.code, middle.code))).toBe('7');
    await proven();
    expect(await bed.deadlocks()).toBe(before);
  });

  it('leaves a difference open that somebody made impossible between the look and the posting', async () => {
    const { plain, lot, warehouse, binA } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '10', toLocation: binA.code }));
    await bed.transaction((tx) => receive(tx, { itemCode: lot.code, qty: '5', lot: 'L', expiresOn: '2099-01-01', toLocation: binA.code }));
    const made = await bed.transaction((tx) => sessions.create(tx, boss, { warehouse: warehouse.code, scope: {} }));
    await bed.transaction((tx) => sessions.open(tx, boss, made.id));
    const [task] = (await bed.transaction((tx) => tasks.list(tx, counter, { session: made.id, limit: 10 }))).items;
    const entries = [
      { itemCode: plain.code, qty: '2' },
      { itemCode: lot.code, qty: '4', lot: 'L' },
    ];
    await bed.transaction((tx) => tasks.record(tx, counter, task!.id, { entries }), counter);
    await bed.transaction((tx) => tasks.finish(tx, counter, task!.id, {}), counter);
    await bed.transaction((tx) => sessions.approve(tx, chief, made.id));
    let posted: Promise<unknown> = Promise.resolve();
    await bed.transaction(async (tx) => {
      await inventory.stock.post(tx, picker, { type: 'issue', lines: [{ itemCode: plain.code, qty: '9', fromLocation: binA.code }] });
      posted = bed.transaction((other) => posting.post(other, chief, made.id));
      await new Promise((resume) => setTimeout(resume, 300));
    });
    expect(await posted).toMatchObject({ state: 'approved', lines: { open: 0, conflicts: 1 } });
    expect([await bed.transaction((tx) => onHand(tx, plain.code, binA.code)), await bed.transaction((tx) => onHand(tx, lot.code, binA.code))]).toEqual([
      '1',
      '4',
    ]);
    await proven();
  });
});
