import { aLocation, aWarehouse, anItem, catalog } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { personWith } from '@anwen/inventory/testing';
import { ALL_SCOPE, NO_SCOPE, systemActor, type Actor, type Scope } from '@anwen/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import { SyncQuery, type SyncSnapshot } from './sync.dto';
import { SyncService } from './sync.service';
import { SyncStore } from './sync.store';
import { offlineOn } from './testing';
import { OfflineUpkeep } from './upkeep.service';

const office = systemActor('office', '1');
const NO_STOCK = { holdsStockOf: () => Promise.resolve(false), holdsStockAt: () => Promise.resolve(false) };

describe('the download for work offline', () => {
  let bed: TestDatabase;
  let context: INestApplicationContext;
  let warehouse: { id: string; code: string };
  let other: { id: string; code: string };
  let here: Scope;
  let picker: Actor;

  beforeAll(async () => {
    bed = await TestDatabase.create();
    context = await offlineOn(bed.database);
    await bed.asOwner(`INSERT INTO sys_users (username, display_name) SELECT 'u' || n, 'User ' || n FROM generate_series(1, 9) AS n`);
    [warehouse, other] = await bed.transaction(async (tx) => [await aWarehouse(tx), await aWarehouse(tx)] as const);
    here = { ...NO_SCOPE, warehouses: [warehouse.id] };
    picker = personWith(['sync.read', 'putaway.read', 'pick.read', 'count.read', 'replenishment.read'], here);
  });
  afterAll(async () => {
    await context.close();
    await bed.drop();
  });

  const ask = async (query: Partial<SyncQuery> = {}, actor = picker): Promise<SyncSnapshot & { etag: string }> => {
    const scope = actor.grants.get('sync.read') ?? NO_SCOPE;
    const answer = await bed.database.read({ actor, scope }, (tx) => context.get(SyncService).snapshot(tx, actor, Object.assign(new SyncQuery(), query)));
    return { ...(answer.body as SyncSnapshot), etag: answer.headers.ETag! };
  };
  /** What a device has after it has asked until there is no more. */
  class Device {
    cursor: string | undefined;
    readonly rows = new Map<string, { id: string; code?: string }>();
    pages = 0;
    resets = 0;

    constructor(
      private readonly actor = picker,
      private readonly limit = 1_000,
      private readonly parts?: string,
    ) {}

    async sync(): Promise<this> {
      for (let more = true; more;) {
        const page = await ask(
          { limit: this.limit, ...(this.parts ? { parts: this.parts } : {}), ...(this.cursor ? { cursor: this.cursor } : {}) },
          this.actor,
        );
        if (page.reset) [this.resets] = [this.resets + 1, this.rows.clear()];
        for (const [part, rows] of Object.entries(page.parts)) for (const row of rows as { id: string }[]) this.rows.set(`${part}:${row.id}`, row);
        for (const { part, id } of page.tombstones) this.rows.delete(`${part}:${id}`);
        this.pages += 1;
        this.cursor = page.cursor;
        more = page.hasMore;
      }
      return this;
    }

    codes(part: string): string[] {
      return [...this.rows].filter(([key]) => key.startsWith(`${part}:`)).map(([, row]) => row.code!);
    }
  }
  const rename = (item: { publicId: string }, name: string) => async (tx: Tx) => {
    const { rowVersion } = await catalog.items.get(tx, office, item.publicId);
    await catalog.items.update(tx, office, { id: item.publicId, rowVersion, patch: { name } });
  };

  it('gives everything once, in pages, with units and barcodes on the items', async () => {
    const items = await bed.transaction(async (tx) => {
      const made = [];
      for (let i = 0; i < 7; i++) made.push(await anItem(tx));
      await aLocation(tx, { warehouse: warehouse.code });
      return made;
    });
    await bed.transaction((tx) => tx.query(`INSERT INTO item_barcodes (item_id, code, symbology) VALUES ($1, '4710088412345', 'ean13')`, [items[0]!.id]));
    const device = await new Device(picker, 3).sync();
    expect(device.pages).toBeGreaterThanOrEqual(3);
    expect(device.resets).toBe(1);
    for (const item of items) expect(device.codes('items')).toContain(item.code);
    const [first] = [...device.rows.values()].filter((row) => row.code === items[0]!.code);
    expect(first).toMatchObject({ barcodes: [{ code: '4710088412345', symbology: 'ean13', uom: null }], uoms: [], baseUom: expect.any(String) as string });
    expect((await ask({ parts: 'items' })).parts.items![0]).not.toHaveProperty('barcodes');
    await expect(ask({ parts: 'items,secrets' })).rejects.toMatchObject({ code: 'offline.part_unknown' });
  });

  it('then gives what has changed, and tombstones for what is archived', async () => {
    const [a, b] = await bed.transaction(async (tx) => [await anItem(tx), await anItem(tx)] as const);
    const device = await new Device().sync();
    await bed.transaction(rename(a, '新名稱'));
    await bed.transaction((tx) => catalog.items.archive(tx, office, b.publicId, NO_STOCK));
    const delta = await ask({ cursor: device.cursor! });
    expect(delta.reset).toBe(false);
    expect(delta.parts.items!.map((i) => [i.code, i.name])).toContainEqual([a.code, '新名稱']);
    // Other databases of the server may hold the horizon back; then some news come twice, which does no harm.
    expect(delta.tombstones).toContainEqual({ part: 'items', id: b.publicId });
    await device.sync();
    expect(device.codes('items')).toContain(a.code);
    expect(device.codes('items')).not.toContain(b.code);
    // A barcode that comes or goes is a change of its item.
    await device.sync();
    await bed.transaction((tx) => tx.query(`INSERT INTO item_barcodes (item_id, code) VALUES ($1, 'BOX-7')`, [a.id]));
    expect((await ask({ cursor: device.cursor! })).parts.items!.find((i) => i.code === a.code)!.barcodes).toHaveLength(1);
    await device.sync();
    await bed.transaction((tx) => tx.query(`DELETE FROM item_barcodes WHERE code = 'BOX-7'`));
    expect((await ask({ cursor: device.cursor! })).parts.items!.find((i) => i.code === a.code)!.barcodes).toHaveLength(0);
  });

  it('misses nothing of a transaction that began early and committed late', async () => {
    const [slow, quick] = await bed.transaction(async (tx) => [await anItem(tx), await anItem(tx)] as const);
    const device = await new Device().sync();
    let release = (): void => undefined;
    const held = new Promise<void>((resume) => (release = resume));
    let written = (): void => undefined;
    const hasWritten = new Promise<void>((resume) => (written = resume));
    const late = bed.transaction(async (tx) => {
      await rename(slow, '慢')(tx);
      written();
      await held;
    });
    await hasWritten;
    // Others come later and commit earlier; the device syncs in between, twice.
    await bed.transaction(rename(quick, '快'));
    await device.sync();
    await bed.transaction(rename(quick, '更快'));
    await device.sync();
    const nameOf = (code: string): unknown => [...device.rows.values()].find((row) => row.code === code);
    expect(nameOf(quick.code)).toMatchObject({ name: '更快' });
    expect(nameOf(slow.code)).not.toMatchObject({ name: '慢' });
    release();
    await late;
    await device.sync();
    expect(nameOf(slow.code)).toMatchObject({ name: '慢' });
  });

  it('misses nothing that changes while the first download is under way', async () => {
    const items = await bed.transaction(async (tx) => [await anItem(tx), await anItem(tx), await anItem(tx)] as const);
    const first = await ask({ parts: 'items', limit: 1 });
    await bed.transaction(rename(items[0], '途中'));
    await bed.transaction((tx) => catalog.items.archive(tx, office, items[2].publicId, NO_STOCK));
    const device = new Device(picker, 1_000, 'items');
    device.cursor = first.cursor;
    await device.sync();
    await device.sync();
    expect(device.codes('items')).not.toContain(items[2].code);
    expect([...device.rows.values()].find((row) => row.code === items[0].code)).toMatchObject({ name: '途中' });
  });

  it('shows places of the scope alone, and says so when one leaves it', async () => {
    const [mine, theirs] = await bed.transaction(
      async (tx) => [await aLocation(tx, { warehouse: warehouse.code }), await aLocation(tx, { warehouse: other.code })] as const,
    );
    const device = await new Device().sync();
    expect(device.codes('locations')).toContain(mine.code);
    expect(device.codes('locations')).not.toContain(theirs.code);
    // Somebody else's place changes: not even a tombstone tells of it.
    await bed.transaction((tx) => tx.query('UPDATE locations SET name = name || $2 WHERE id = $1', [theirs.id, '!']));
    expect((await ask({ cursor: device.cursor! })).tombstones).not.toContainEqual({ part: 'locations', id: theirs.publicId });
    // A person of one zone loses the place that moves to another.
    const ids = await bed.transaction((tx) =>
      tx.query<{ id: string }>(`INSERT INTO zones (warehouse_id, code, name) VALUES ($1, 'ZA', 'A'), ($1, 'ZB', 'B') RETURNING id::text AS id`, [warehouse.id]),
    );
    await bed.transaction((tx) => tx.query('UPDATE locations SET zone_id = $2 WHERE id = $1', [mine.id, ids[0]!.id]));
    const zoned = personWith(['sync.read'], { ...NO_SCOPE, zones: [ids[0]!.id] });
    const small = await new Device(zoned).sync();
    expect(small.codes('locations')).toEqual([mine.code]);
    await bed.transaction((tx) => tx.query('UPDATE locations SET zone_id = $2 WHERE id = $1', [mine.id, ids[1]!.id]));
    expect((await ask({ cursor: small.cursor! }, zoned)).tombstones).toContainEqual({ part: 'locations', id: mine.publicId });
  });

  it('begins afresh with another sight, another history, or after a sleep longer than the log remembers', async () => {
    const device = await new Device().sync();
    const wider = personWith(['sync.read', 'putaway.read', 'pick.read', 'count.read', 'replenishment.read'], ALL_SCOPE);
    expect(await ask({ cursor: device.cursor! }, wider)).toMatchObject({ reset: true });
    expect(await ask({ cursor: device.cursor! })).toMatchObject({ reset: false });
    await bed.transaction((tx) => anItem(tx));
    await ageTheLog();
    expect(await context.get(OfflineUpkeep).purge()).toBeGreaterThan(0);
    expect(await ask({ cursor: device.cursor! })).toMatchObject({ reset: true });
    // Changes of this very minute are aged here: transactions of other databases on the server may still be older than they.
    for (const until = Date.now() + 20_000; ; await new Promise((resume) => setTimeout(resume, 200))) {
      const fresh = await new Device().sync();
      if (!(await ask({ cursor: fresh.cursor! })).reset) break;
      expect(Date.now()).toBeLessThan(until);
    }
  });
  /** The owner is bound by row-level security too, so the wider view is set in the same session. */
  async function ageTheLog(): Promise<void> {
    await bed.asOwner(`DO $$ BEGIN PERFORM set_config('anwen.scope', 'all', true); ALTER TABLE sync_changes NO FORCE ROW LEVEL SECURITY;
      UPDATE sync_changes SET changed_at = now() - interval '31 days'; ALTER TABLE sync_changes FORCE ROW LEVEL SECURITY; END $$`);
  }

  it('says the same tag while nothing has changed', async () => {
    const device = await new Device().sync();
    const [one, two] = [await ask({ cursor: device.cursor! }), await ask({ cursor: device.cursor! })];
    expect(one.etag).toBe(two.etag);
    await bed.transaction((tx) => anItem(tx));
    expect((await ask({ cursor: device.cursor! })).etag).not.toBe(one.etag);
    await expect(ask({ cursor: `${device.cursor!}x` })).rejects.toMatchObject({ code: 'page.cursor_invalid' });
  });

  it('lists open tasks that are free or mine, and takes them back when somebody else has them', async () => {
    const place = await bed.transaction((tx) => aLocation(tx, { warehouse: warehouse.code }));
    const session = await bed.transaction(async (tx) => {
      const [row] = await tx.query<{ id: string }>(
        `INSERT INTO count_sessions (number, warehouse_id, state, created_by, created_by_name, scope) VALUES ('CC-1', $1, 'open', 1, 'office', '{}') RETURNING id::text AS id`,
        [warehouse.id],
      );
      return row!;
    });
    const [task] = await bed.transaction((tx) =>
      tx.query<{ id: string; publicId: string }>(
        'INSERT INTO count_tasks (session_id, warehouse_id, location_id) VALUES ($1, $2, $3) RETURNING id::text AS id, public_id AS "publicId"',
        [session.id, warehouse.id, place.id],
      ),
    );
    const claim = (who: string, until: string): Promise<unknown> =>
      bed.transaction((tx) =>
        tx.query(`UPDATE count_tasks SET state = 'claimed', assignee_id = $2, assignee_name = 'x', lease_until = now() + $3::interval WHERE id = $1`, [
          task!.id,
          who,
          until,
        ]),
      );
    const device = await new Device().sync();
    const mine = (): unknown => device.rows.get(`tasks:${task!.publicId}`);
    expect(mine()).toMatchObject({ kind: 'count', state: 'open', document: 'CC-1', from: place.code, qty: null, mine: false });
    await claim('9', '1 second');
    await device.sync();
    expect(mine()).toBeUndefined();
    // Nobody writes anything when a claim runs out; the task is free again all the same.
    await new Promise((resume) => setTimeout(resume, 1_100));
    await device.sync();
    expect(mine()).toMatchObject({ state: 'open', mine: false });
    await claim('7', '10 minutes');
    await device.sync();
    expect(mine()).toMatchObject({ state: 'claimed', mine: true });
    // A heartbeat is no news.
    const noted = (): Promise<unknown> => bed.transaction((tx) => tx.query(`SELECT id FROM sync_changes WHERE part = 'tasks.count' ORDER BY id`));
    const before = await noted();
    await bed.transaction((tx) => tx.query(`UPDATE count_tasks SET lease_until = now() + interval '20 minutes' WHERE id = $1`, [task!.id]));
    expect(await noted()).toEqual(before);
    // Without the right to see counts there are none.
    const noCounts = personWith(['sync.read'], here);
    expect((await new Device(noCounts).sync()).codes('tasks')).toEqual([]);
  });

  it('begins afresh when changes are forgotten while they are read', async () => {
    const device = await new Device().sync();
    const item = await bed.transaction((tx) => anItem(tx));
    const store = context.get(SyncStore);
    const changed = store.changed.bind(store);
    // The purge commits between the first look at the log and the reading of it.
    store.changed = async (...asked: Parameters<SyncStore['changed']>) => {
      store.changed = changed;
      await bed.asOwner(`UPDATE sync_horizon SET purged_before = pg_snapshot_xmax(pg_current_snapshot())`);
      await bed.transaction((tx) => tx.query('DELETE FROM sync_changes'));
      return changed(...asked);
    };
    await device.sync();
    expect(device.resets).toBe(2);
    expect(device.codes('items')).toContain(item.code);
  });

  it('tells what one scan of a barcode stands for', async () => {
    const item = await bed.transaction((tx) =>
      anItem(tx, { uoms: [{ uom: 'BX', num: '12', den: '1' }], barcodes: [{ code: 'SYNC-BX', uom: 'BX', qty: '2.5' }] }),
    );
    const device = await new Device(picker, 1_000, 'items,barcodes').sync();
    expect(device.rows.get(`items:${item.publicId}`)).toMatchObject({ barcodes: [{ code: 'SYNC-BX', uom: 'BX', qty: '2.5' }] });
  });
});
