import { aLotItem, standardReasons } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { NO_SCOPE, uuidV7, type Actor, type Id } from '@anwen/kernel';
import { handling } from '../handling/testing';
import { aSmallStore, clerk, inventory, personWith, receive } from '../testing';
import type { RecallDto, RecallOutcome } from './recall.dto';
import { RecallStore } from './recall.store';
import { tracing } from './testing';

const { lots, stock } = inventory;
const { changes, genealogy, recalls } = tracing;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await run(standardReasons);
});
afterAll(() => bed.drop());

const run = <T>(work: (tx: Tx) => Promise<T>, actor?: Actor): Promise<T> => bed.transaction(work, actor);
interface Made {
  readonly id: string;
  readonly no: Id;
  readonly code: string;
}
/** A store with lots of one item, ten of each. */
async function aStore(codes: readonly string[]) {
  const { binA, warehouse } = await run(aSmallStore);
  const item = (await run((tx) => aLotItem(tx))).code;
  const made: Record<string, Made> = {};
  for (const code of codes) {
    await run((tx) => receive(tx, { itemCode: item, qty: '10', toLocation: binA.code, lot: code, expiresOn: '2099-01-01' }));
    made[code] = await lotOf(item, code);
  }
  return { item, bin: binA.code, warehouse, lots: made };
}
const lotOf = (itemCode: string, code: string): Promise<Made> =>
  run(
    async (tx) =>
      (
        await tx.query<Made>(
          'SELECT l.public_id AS id, l.id::text AS no, l.code FROM lots l JOIN items i ON i.id = l.item_id WHERE i.code = $1 AND l.code = $2',
          [itemCode, code],
        )
      )[0]!,
  );
const shipped = (here: { item: string; bin: string }, lot: string) =>
  run((tx) => stock.post(tx, clerk, { type: 'ship', lines: [{ itemCode: here.item, qty: '1', fromLocation: here.bin, lot }] }));
const of = (lot: Made): Promise<RecallDto> => run((tx) => recalls.open(tx, clerk, { lots: [lot.id], reason: '異物' }));
const end = (recall: RecallDto, outcome: RecallOutcome) => run((tx) => recalls.close(tx, clerk, recall.id, { reason: '結案', outcome }));
const see = (lot: Made) => run((tx) => lots.get(tx, lot.id));
const split = (here: { bin: string }, from: Made, code: string) => run((tx) => changes.split(tx, clerk, from.id, { location: here.bin, qty: '2', code }));

describe('the verdict of a recall', () => {
  it.each([
    ['scrap', 'release', 'recalled'],
    ['scrap', 'keep_held', 'recalled'],
    ['keep_held', 'release', 'hold'],
    ['keep_held', 'scrap', 'recalled'],
    ['release', 'keep_held', 'hold'],
    ['release', 'release', 'available'],
  ] as const)('"%s" over a lot that another open recall holds survives the other verdict "%s": %s', async (second, first, status) => {
    const here = await aStore(['P']);
    await split(here, here.lots.P!, 'C');
    const child = await lotOf(here.item, 'C');
    const [r1, r2] = [await of(here.lots.P!), await of(child)];
    await end(r2, second);
    expect((await see(child)).status).toBe('recalled');
    await end(r1, first);
    expect((await see(child)).status).toBe(status);
    if (status !== 'available') await expect(shipped(here, 'C')).rejects.toMatchObject({ code: 'inventory.lines_refused' });
  });

  it('"scrap" is final: no later recall, no release and no change gives such a lot back', async () => {
    const here = await aStore(['P', 'Q']);
    await end(await of(here.lots.P!), 'scrap');
    for (const outcome of ['release', 'keep_held'] as const) {
      await end(await of(here.lots.P!), outcome);
      expect((await see(here.lots.P!)).status).toBe('recalled');
    }
    const id = here.lots.P!.id;
    const refused = { code: 'inventory.lot_transition' };
    await expect(run((tx) => lots.release(tx, clerk, id, { reason: '還好' }))).rejects.toMatchObject(refused);
    await expect(split(here, here.lots.P!, 'P2')).rejects.toMatchObject(refused);
    await expect(run((tx) => changes.merge(tx, clerk, id, { into: here.lots.Q!.id }))).rejects.toMatchObject(refused);
    await expect(shipped(here, 'P')).rejects.toMatchObject({ code: 'inventory.lines_refused' });
    // What remains is to scrap it.
    const one = { itemCode: here.item, qtyChange: '-10', location: here.bin, lot: 'P' };
    const [asks, approves] = [personWith(['adjustment.create']), { ...personWith(['adjustment.approve']), id: '8', userId: '8' }];
    const asked = await run((tx) => handling.adjustments.create(tx, asks, { reasonCode: 'SCR-MATERIAL', lines: [one] }), asks);
    if (asked.state !== 'posted') await run((tx) => handling.adjustments.approve(tx, approves, asked.id, {}), approves);
    expect((await see(here.lots.P!)).onHand).toBe('0');
  });

  it('"release" gives back what was split meanwhile, too', async () => {
    const here = await aStore(['R', 'P']);
    await split(here, here.lots.R!, 'M');
    const mid = await lotOf(here.item, 'M');
    const recall = await of(here.lots.R!);
    await split(here, mid, 'C');
    const child = await lotOf(here.item, 'C');
    await run((tx) => changes.split(tx, clerk, child.id, { location: here.bin, qty: '1', code: 'CC' }));
    const grandchild = await lotOf(here.item, 'CC');
    expect((await see(grandchild)).status).toBe('hold');
    await end(recall, 'release');
    for (const lot of [here.lots.R!, mid, child, grandchild]) expect(await see(lot)).toMatchObject({ status: 'available', statusReason: null, heldAt: null });
    await shipped(here, 'CC');
  });

  it('"release" leaves a child of a lot that was on hold for another reason on hold for that reason', async () => {
    const here = await aStore(['R']);
    await split(here, here.lots.R!, 'M');
    const mid = await lotOf(here.item, 'M');
    await run((tx) => lots.hold(tx, clerk, mid.id, { reason: '外箱破損' }));
    const recall = await of(here.lots.R!);
    await run((tx) => changes.split(tx, clerk, mid.id, { location: here.bin, qty: '1', code: 'C' }));
    await end(recall, 'release');
    for (const lot of [mid, await lotOf(here.item, 'C')]) expect(await see(lot)).toMatchObject({ status: 'hold', statusReason: '外箱破損' });
  });
});

describe('an earlier hold', () => {
  it('comes back with its reason, its time and its second person when the recall was none', async () => {
    const here = await aStore(['P']);
    const { id } = here.lots.P!;
    const held = await run((tx) => lots.hold(tx, personWith(['lot.hold']), id, { reason: '客訴：異味', critical: true }));
    const recall = await of(here.lots.P!);
    expect(await see(here.lots.P!)).toMatchObject({ status: 'recalled', statusReason: `召回 ${recall.number}` });
    const second = await of(here.lots.P!);
    await end(recall, 'release');
    await end(second, 'release');
    expect(await see(here.lots.P!)).toMatchObject({ status: 'hold', statusReason: '客訴：異味', heldAt: held.heldAt, holdCritical: true });
    await expect(run((tx) => lots.release(tx, personWith(['lot.hold']), id, { reason: '沒事' }))).rejects.toMatchObject({ code: 'inventory.second_person' });
  });

  it('is named beside the recall when the recall keeps the lot held', async () => {
    const here = await aStore(['P']);
    await run((tx) => lots.hold(tx, clerk, here.lots.P!.id, { reason: '客訴' }));
    const recall = await of(here.lots.P!);
    await end(recall, 'keep_held');
    expect(await see(here.lots.P!)).toMatchObject({ status: 'hold', statusReason: `客訴；召回 ${recall.number}`, heldAt: expect.any(String) });
  });

  it('of a serial number by a recall that was kept comes back with its reason', async () => {
    const { serial, binA } = await run(aSmallStore);
    await run((tx) => receive(tx, { itemCode: serial.code, qty: '1', serials: ['S1'], toLocation: binA.code }));
    const sn = async () => (await run((tx) => lots.serials(tx, { limit: 1, itemCode: serial.code }))).items[0]!;
    const open = async () => run(async (tx) => recalls.open(tx, clerk, { lots: [], serials: [(await sn()).id], reason: '瑕疵' }));
    const first = await open();
    await end(first, 'keep_held');
    expect(await sn()).toMatchObject({ status: 'hold', statusReason: `召回 ${first.number}` });
    await end(await open(), 'release');
    expect(await sn()).toMatchObject({ status: 'hold', statusReason: `召回 ${first.number}` });
  });
});

describe('merging held lots', () => {
  const holders = { ann: personWith(['lot.hold']), bob: { ...personWith(['lot.hold']), id: '8', userId: '8' } };
  const hold = (lot: Made, who: Actor, critical: boolean) => run((tx) => lots.hold(tx, who, lot.id, { reason: '待查', critical }));
  const merge = (from: Made, into: Made) => run((tx) => changes.merge(tx, clerk, from.id, { into: into.id }));

  it('is refused where one needs a second person and the other does not, or another one', async () => {
    const here = await aStore(['A', 'B', 'C']);
    await hold(here.lots.A!, holders.ann, true);
    await hold(here.lots.B!, holders.ann, false);
    await hold(here.lots.C!, holders.bob, true);
    for (const [from, into] of [
      ['A', 'B'],
      ['B', 'A'],
      ['A', 'C'],
    ])
      await expect(merge(here.lots[from!]!, here.lots[into!]!)).rejects.toMatchObject({ code: 'inventory.holds_differ' });
    expect((await see(here.lots.A!)).onHand).toBe('10');
  });

  it('goes where both wait for the same person, or nobody in particular', async () => {
    const here = await aStore(['A', 'B', 'C', 'D']);
    for (const code of ['A', 'B']) await hold(here.lots[code]!, holders.ann, true);
    await hold(here.lots.C!, holders.ann, false);
    await hold(here.lots.D!, holders.bob, false);
    await merge(here.lots.A!, here.lots.B!);
    await merge(here.lots.C!, here.lots.D!);
    await expect(run((tx) => lots.release(tx, holders.ann, here.lots.B!.id, { reason: '沒事' }))).rejects.toMatchObject({ code: 'inventory.second_person' });
  });

  it('is not undone while one of the two is held: the goods would leave the hold with the name', async () => {
    const here = await aStore(['A', 'B']);
    const merged = await run((tx) => changes.merge(tx, clerk, here.lots.A!.id, { into: here.lots.B!.id }));
    await hold(here.lots.B!, holders.ann, true);
    const undo = () => run((tx) => stock.reverse(tx, clerk, merged.postingId, {}));
    await expect(undo()).rejects.toMatchObject({ code: 'inventory.relabel_held' });
    expect([(await see(here.lots.A!)).onHand, (await see(here.lots.B!)).onHand]).toEqual(['0', '20']);
    await run((tx) => lots.release(tx, holders.bob, here.lots.B!.id, { reason: '合格' }));
    await undo();
    expect((await see(here.lots.A!)).onHand).toBe('10');
  });

  it('is refused where a recall would give the two back as different things', async () => {
    const here = await aStore(['R']);
    for (const code of ['A', 'B']) await split(here, here.lots.R!, code);
    const [a, b] = [await lotOf(here.item, 'A'), await lotOf(here.item, 'B')];
    await run((tx) => lots.hold(tx, clerk, a.id, { reason: '外箱破損' }));
    const recall = await of(here.lots.R!);
    await expect(merge(a, b)).rejects.toMatchObject({ code: 'inventory.holds_differ' });
    await end(recall, 'release');
    expect([(await see(a)).status, (await see(b)).status]).toEqual(['hold', 'available']);
  });
});

describe('the reach of a recall', () => {
  it('lists every way that goods have gone, not only the ones to customers and into production', async () => {
    const here = await aStore(['P']);
    const goods = { itemCode: here.item, lot: 'P' };
    const out = { ...goods, fromLocation: here.bin };
    await run(async (tx) => {
      await stock.post(tx, clerk, { type: 'ship', docType: 'shipment', docRef: 'DN-1', lines: [{ ...out, qty: '4' }] });
      await stock.post(tx, clerk, {
        type: 'customer_return',
        docType: 'customer_return',
        docRef: 'CR-1',
        lines: [{ ...goods, qty: '3', toLocation: here.bin }],
      });
      await stock.post(tx, clerk, { type: 'supplier_return', docType: 'supplier_return', docRef: 'SR-1', lines: [{ ...out, qty: '2' }] });
      await stock.post(tx, clerk, { type: 'scrap', docType: 'adjustment', docRef: 'ADJ-1', lines: [{ ...out, qty: '1' }] });
      await stock.post(tx, clerk, { type: 'count', docType: 'count', docRef: 'CC-1', lines: [{ ...out, qty: '0.5' }] }, { limitChecked: true });
    });
    const recall = await of(here.lots.P!);
    const [found] = (await run((tx) => recalls.affected(tx, recall.id, { limit: 9 }))).items;
    expect(found).toMatchObject({
      shipped: [{ docRef: 'DN-1', qty: '4' }],
      cameBack: [{ docRef: 'CR-1', qty: '3' }],
      returned: [{ docRef: 'SR-1', qty: '2' }],
      scrapped: [{ docRef: 'ADJ-1', qty: '1' }],
      adjusted: [{ docRef: 'CC-1', qty: '0.5' }],
      used: [],
    });
  });

  it('names the customer also when somebody extends it who does not see the shipment', async () => {
    const here = await aStore(['P', 'C']);
    tracing.parties.register('probe', async (tx, numbers) => {
      const [row] = await tx.query<{ scope: string }>(`SELECT current_setting('anwen.scope') AS scope`);
      return new Map(row!.scope === 'all' ? numbers.map((n) => [n, { code: 'C-9', name: '客戶' }]) : []);
    });
    await run((tx) =>
      stock.post(tx, clerk, { type: 'ship', docType: 'probe', docRef: 'DN-1', lines: [{ itemCode: here.item, qty: '1', fromLocation: here.bin, lot: 'C' }] }),
    );
    const recall = await of(here.lots.P!);
    const scope = { ...NO_SCOPE, warehouses: [here.warehouse.id] };
    const after = await bed.transaction(
      async (tx) => {
        await genealogy.claim(tx);
        const made = await receive(tx, { itemCode: here.item, qty: '1', lot: 'C', toLocation: here.bin }, clerk);
        const edge = { parent: { lotId: here.lots.P!.no }, child: { lotId: here.lots.C!.no } };
        await genealogy.link(tx, clerk, [{ ...edge, qty: '1', kind: 'production', posting: made.id }]);
        return (await tx.query<{ scope: string }>(`SELECT current_setting('anwen.scope') AS scope`))[0]!.scope;
      },
      clerk,
      scope,
    );
    expect(after).toBe('some');
    const child = (await run((tx) => recalls.affected(tx, recall.id, { limit: 9 }))).items.find((a) => a.code === 'C')!;
    expect(child.shipped).toMatchObject([{ docRef: 'DN-1', partner: { code: 'C-9' } }]);
  });

  it('is refused when it grows beyond what one recall may hold, and then nothing was linked', async () => {
    const here = await aStore(['P', 'C']);
    const { made } = await run(async (tx) => ({ made: await receive(tx, { itemCode: here.item, qty: '1', lot: 'C', toLocation: here.bin }) }));
    await run((tx) =>
      tx.query(
        `WITH l AS (INSERT INTO lots (item_id, code) SELECT i.id, 'N' || n FROM items i, generate_series(1, 20001) AS n WHERE i.code = $1 RETURNING id)
         INSERT INTO lot_genealogy (parent_lot_id, child_lot_id, qty, kind, posting_id)
         SELECT $2, l.id, 1, 'production', p.id FROM l, inventory_postings p WHERE p.public_id = $3`,
        [here.item, here.lots.C!.no, made.id],
      ),
    );
    await of(here.lots.P!);
    const edge = { parent: { lotId: here.lots.P!.no }, child: { lotId: here.lots.C!.no }, qty: '1', kind: 'production', posting: made.id } as const;
    await expect(run((tx) => genealogy.link(tx, clerk, [edge]))).rejects.toMatchObject({ code: 'inventory.recall_too_wide' });
    await expect(of(here.lots.C!)).rejects.toMatchObject({ code: 'inventory.recall_too_wide' });
  });

  it('is refused when a chain is longer than it is followed', async () => {
    const here = await aStore(['P']);
    const made = await run((tx) => receive(tx, { itemCode: here.item, qty: '1', lot: 'P', toLocation: here.bin }));
    await run((tx) =>
      tx.query(
        `WITH l AS (INSERT INTO lots (item_id, code) SELECT i.id, 'N' || n FROM items i, generate_series(1, 101) AS n WHERE i.code = $1 RETURNING id),
              chain AS (SELECT coalesce(lag(id) OVER (ORDER BY id), $2::bigint) AS parent, id FROM l)
         INSERT INTO lot_genealogy (parent_lot_id, child_lot_id, qty, kind, posting_id)
         SELECT c.parent, c.id, 1, 'production', p.id FROM chain c, inventory_postings p WHERE p.public_id = $3`,
        [here.item, here.lots.P!.no, made.id],
      ),
    );
    await expect(of(here.lots.P!)).rejects.toMatchObject({ code: 'inventory.recall_too_wide' });
  });

  it('looks its lots up by their index, however many there are', async () => {
    const asked: string[] = [];
    await run(async (tx) => {
      const watched = new Proxy(tx, {
        get: (target, key) => (key === 'query' ? (sql: string, values: unknown[]) => (asked.push(sql), target.query(sql, values)) : Reflect.get(target, key)),
      });
      await new RecallStore().roots(watched, { lots: [], serials: [] });
      await tx.query('SET LOCAL enable_seqscan = off');
      const plan = await tx.query<Record<string, string>>(`EXPLAIN ${asked[0]!.replaceAll(/\$\d/g, `'{${uuidV7()}}'`)}`);
      expect(plan.map((p) => p['QUERY PLAN']).join('\n')).toMatch(/lots_public_id_key[^]*serials_public_id_key/);
    });
  });

  it('of something that is no id is a lot that does not exist', async () => {
    for (const one of [{ lots: ["x'y"] }, { lots: [], serials: ['1234'] }])
      await expect(run((tx) => recalls.open(tx, clerk, { ...one, reason: '異物' }))).rejects.toMatchObject({ code: 'inventory.lot_not_found' });
  });
});
