import { appendFileSync, mkdtempSync, readdirSync, renameSync, rmSync, unlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { LocalStorage } from '@anwen/storage';
import { DataSource } from 'typeorm';
import { LedgerArchive, type ArchiveStep, type OwnerSessions } from './ledger-archive.service';
import { verifyArchives, verifyLedger } from './proof.service';
import { LedgerSealer } from './seal.service';
import { SealStore } from './seal.store';
import { counting } from './counting/testing';
import { aSmallStore, inventory, clerk, onHand, personWith, receive } from './testing';

let bed: TestDatabase;
let folder: string;
let store: Awaited<ReturnType<typeof aSmallStore>>;
const opened: { bed: TestDatabase; folder: string }[] = [];

beforeEach(async () => {
  bed = await TestDatabase.create();
  folder = mkdtempSync(join(tmpdir(), 'anwen-archive-'));
  opened.push({ bed, folder });
  store = await bed.transaction(aSmallStore);
});
afterEach(async () => {
  for (const { bed: one, folder: files } of opened.splice(0)) {
    await one.drop();
    rmSync(files, { recursive: true });
  }
});

/** The owner's login, as OwnerDatabase of @anwen/ops opens it. */
const owner: OwnerSessions = {
  async session(work, { lockTimeoutMs = 2_000 } = {}) {
    const source = await new DataSource({
      type: 'postgres',
      url: bed.ownerUrl,
      installExtensions: false,
      poolSize: 1,
      extra: { options: `-c anwen.scope=all -c lock_timeout=${lockTimeoutMs}` },
    }).initialize();
    const runner = source.createQueryRunner();
    const client = (await runner.connect()) as { query(sql: string, values: unknown[]): Promise<{ rows: unknown[] }> };
    const query = async <R>(sql: string, values: readonly unknown[] = []): Promise<R[]> => (await client.query(sql, [...values])).rows as R[];
    const atomically = async <R>(steps: () => Promise<R>): Promise<R> => {
      await query('BEGIN');
      try {
        const result = await steps();
        await query('COMMIT');
        return result;
      } catch (error) {
        await query('ROLLBACK');
        throw error;
      }
    };
    return work({ query, atomically }).finally(() => runner.release().then(() => source.destroy()));
  },
};

const archive = (onStep?: (step: ArchiveStep) => Promise<void>): LedgerArchive => new LedgerArchive(bed.database, owner, new LocalStorage(folder), onStep);
const BEFORE_2024 = { before: new Date('2024-01-01T00:00:00Z'), signal: new AbortController().signal, hasTime: () => true };
const failures = async (): Promise<string[]> => (await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0).map((r) => r.name);
const fromTheFiles = async (): Promise<number> =>
  (await verifyArchives({ database: bed.database, storage: new LocalStorage(folder) })).flatMap((r) => r.problems).length;
const exists = async (partition: string): Promise<boolean> =>
  (await bed.asOwner<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [partition]))[0]!.is;
const files = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Turns what was posted since into postings of a month gone by, as if the clock had shown it then. */
async function ageTo(month: string): Promise<void> {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const next = new Date(Date.UTC(year, number, 1)).toISOString();
  const partition = `inventory_movements_${month.replace('-', '_')}`;
  const frozen = (what: string): string => ['inventory_movements', 'inventory_postings'].map((t) => `ALTER TABLE ${t} ${what} TRIGGER USER`).join('; ');
  const recent = `posted_at > now() - interval '1 day'`;
  const moved = `posted_at = '${month}-03T00:00:00Z'::timestamptz + make_interval(secs => %), effective_on = '${month}-03'`;
  await bed.asOwner(`BEGIN; SET LOCAL anwen.scope = 'all'; ${frozen('DISABLE')};
    CREATE TABLE IF NOT EXISTS ${partition} PARTITION OF inventory_movements FOR VALUES FROM ('${month}-01T00:00:00Z') TO ('${next}');
    UPDATE inventory_movements SET ${moved.replace('%', 'posting_id')} WHERE ${recent};
    UPDATE inventory_postings SET ${moved.replace('%', 'id')} WHERE ${recent};
    UPDATE inventory_postings p SET content_hash = sha256(convert_to(inventory_posting_text(p) || E'\\n' || (SELECT string_agg(inventory_movement_text(m), E'\\n' ORDER BY line_no) FROM inventory_movements m WHERE m.posting_id = p.id), 'UTF8'))
      WHERE NOT EXISTS (SELECT 1 FROM inventory_seals s WHERE p.id <@ s.ids);
    ${frozen('ENABLE')}; COMMIT`);
}

const seal = (): Promise<number> => new LedgerSealer(bed.database, new SealStore()).sealOnce({ minimum: 1, maxAgeMs: 0 });

async function twoOldMonthsAndToday(): Promise<void> {
  const { plain, binA, binB } = store;
  await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '10', toLocation: binA.code, unitCost: '2' }));
  await bed.transaction((tx) =>
    inventory.stock.post(tx, clerk, { type: 'transfer', lines: [{ itemCode: plain.code, qty: '4', fromLocation: binA.code, toLocation: binB.code }] }),
  );
  await ageTo('2023-01');
  await seal();
  await bed.transaction((tx) => inventory.stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: plain.code, qty: '3', fromLocation: binB.code }] }));
  await bed.transaction((tx) => receive(tx, { itemCode: store.lot.code, qty: '7', toLocation: binA.code, lot: 'L-1', expiresOn: '2099-01-01', unitCost: '3' }));
  await ageTo('2023-02');
  await seal();
  await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '5', toLocation: binA.code, unitCost: '4' }));
  await seal();
}

describe('archiving the ledger', () => {
  it('moves months into files and keeps every proof, online and from the files', async () => {
    await twoOldMonthsAndToday();
    expect(await failures()).toEqual([]);
    const forecast = await bed.transaction((tx) => archive().preview(tx, BEFORE_2024.before));
    expect(forecast.rows).toBe(4);
    expect(await archive().purge(BEFORE_2024)).toEqual({ removed: 4, archived: 4, complete: true });
    expect([await exists('inventory_movements_2023_01'), await exists('inventory_movements_2023_02')]).toEqual([false, false]);
    expect(await failures()).toEqual([]);
    expect(await fromTheFiles()).toBe(0);
    expect(await bed.transaction((tx) => onHand(tx, store.plain.code, store.binA.code))).toBe('11');
    const [count] = await bed.database.query<{ n: string }>(`SELECT count(*) AS n FROM sys_audit_logs WHERE action = 'archive.partition_detached'`);
    expect(count!.n).toBe('2');
    expect(await archive().purge(BEFORE_2024)).toEqual({ removed: 0, archived: 0, complete: true });
    const [row] = await bed.database.query<{ manifest: Record<string, unknown>; state: string }>(
      'SELECT manifest, state FROM sys_archives ORDER BY id LIMIT 1',
    );
    expect(row).toMatchObject({
      state: 'kept',
      manifest: { movements: 2, postings: 2, partition: 'inventory_movements_2023_01', checkpoints: { n: 2 }, schemaVersion: expect.any(Number) },
    });
  });

  it('answers questions about archived days with a code instead of wrong numbers', async () => {
    await twoOldMonthsAndToday();
    await archive().purge(BEFORE_2024);
    const asOf = (date: string): Promise<unknown> =>
      bed.transaction((tx) => inventory.ledger.asOf(tx, { date, limit: 10, withTotal: false, sort: undefined } as never));
    await expect(asOf('2023-01-15')).rejects.toMatchObject({ code: 'inventory.date_archived', data: { through: '2023-02-03' } });
    await expect(asOf('2023-02-03')).resolves.toBeDefined();
    const [posting] = await bed.transaction((tx) => tx.query<{ id: string }>('SELECT public_id AS id FROM inventory_postings ORDER BY id LIMIT 1'));
    await expect(bed.transaction((tx) => inventory.stock.reverse(tx, clerk, posting!.id, {} as never))).rejects.toMatchObject({
      code: 'inventory.posting_archived',
    });
    const replayed = await bed.transaction((tx) => tx.query<{ op: string }>('SELECT client_op_id AS op FROM inventory_postings ORDER BY id DESC LIMIT 1'));
    await expect(bed.transaction((tx) => inventory.stock.reverse(tx, clerk, posting!.id, { clientOpId: replayed[0]!.op } as never))).rejects.toMatchObject({
      code: 'operation.duplicate',
    });
  });

  it('lets a count that is sent late find what the book held, although the movement before it has left', async () => {
    const { plain, binA, warehouse } = store;
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '10', toLocation: binA.code }));
    await ageTo('2023-01');
    await seal();
    await archive().purge(BEFORE_2024);
    const { sessions, tasks, posting } = counting;
    const session = await bed.transaction((tx) => sessions.create(tx, clerk, { warehouse: warehouse.code, scope: {} }));
    await bed.transaction((tx) => sessions.open(tx, clerk, session.id));
    const task = await bed.transaction((tx) => tasks.next(tx, clerk, { session: session.id }));
    await bed.transaction((tx) => tasks.claim(tx, clerk, task.id));
    const [moment] = await bed.transaction((tx) => tx.query<{ now: string }>('SELECT clock_timestamp()::text AS now'));
    await bed.transaction((tx) => inventory.stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: plain.code, qty: '4', fromLocation: binA.code }] }));
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '1', toLocation: binA.code }));
    await bed.transaction((tx) => tasks.record(tx, clerk, task.id, { entries: [{ itemCode: plain.code, qty: '9' }], countedAt: moment!.now }));
    await bed.transaction((tx) => tasks.finish(tx, clerk, task.id, {}));
    const { items } = await bed.transaction((tx) => posting.variances(tx, personWith(['count.approve']), session.id, { limit: 10 }));
    expect(items).toMatchObject([{ expectedQty: '10', countedQty: '9', seqAtCount: 1 }]);
    expect(await failures()).toEqual([]);
  });

  it('says of every answer how far it reaches, and never shows an archived posting as an empty one', async () => {
    await twoOldMonthsAndToday();
    const [old] = await bed.transaction((tx) => tx.query<{ id: string }>('SELECT public_id AS id FROM inventory_postings ORDER BY id LIMIT 1'));
    const page = { limit: 10, withTotal: true };
    const posting = (): Promise<object> => bed.transaction((tx) => inventory.ledger.posting(tx, clerk, old!.id));
    const card = (): Promise<object> => bed.transaction((tx) => inventory.ledger.stockCard(tx, clerk, { ...page, itemCode: store.plain.code } as never));
    const movements = (from?: string): Promise<object> => bed.transaction((tx) => inventory.ledger.movements(tx, clerk, { ...page, from } as never));
    expect(await posting()).not.toHaveProperty('archived');
    expect(await card()).not.toHaveProperty('archivedThrough');
    await archive().purge(BEFORE_2024);
    expect(await posting()).toMatchObject({ lines: [], archived: true });
    expect(await card()).toMatchObject({ total: 1, archivedThrough: '2023-02-03' });
    expect(await movements()).toMatchObject({ archivedThrough: '2023-02-03' });
    expect(await movements('2023-02-04')).toMatchObject({ total: 1 });
    await expect(movements('2023-02-03')).rejects.toMatchObject({ code: 'inventory.date_archived', data: { through: '2023-02-03' } });
  });

  it('refuses a day whose movements leave while its figures are read', async () => {
    await twoOldMonthsAndToday();
    const ledger = Object.create(inventory.ledger) as typeof inventory.ledger;
    const store = (inventory.ledger as unknown as { store: { asOf: (...args: never[]) => unknown } }).store;
    Object.defineProperty(ledger, 'store', {
      value: Object.assign(Object.create(store), {
        asOf: async (...args: never[]) => {
          await archive().purge(BEFORE_2024);
          return store.asOf(...args);
        },
      }),
    });
    await expect(bed.transaction((tx) => ledger.asOf(tx, { date: '2023-01-15', limit: 10, withTotal: false, sort: undefined } as never))).rejects.toMatchObject(
      { code: 'inventory.date_archived' },
    );
  });

  it.each(['file_written', 'manifest_written', 'recorded', 'detached', 'dropped'] as const)('goes on after dying right after "%s"', async (deadly) => {
    await twoOldMonthsAndToday();
    const dying = archive(async (step) => {
      if (step === deadly) throw new Error('killed');
    });
    await expect(dying.purge(BEFORE_2024)).rejects.toThrow('killed');
    expect(await failures()).toEqual([]); // at every moment
    const twoDaysAgo = new Date(Date.now() - 2 * 86_400_000);
    for (const file of files()) utimesSync(file, twoDaysAgo, twoDaysAgo);
    await archive().purge(BEFORE_2024);
    expect([await exists('inventory_movements_2023_01'), await exists('inventory_movements_2023_02')]).toEqual([false, false]);
    expect(await failures()).toEqual([]);
    expect(await fromTheFiles()).toBe(0);
    // A torn file goes once nobody can be at work on it any more; what has a manifest is for a person to judge.
    expect(files()).toHaveLength(deadly === 'manifest_written' ? 6 : 4);
    expect((await bed.database.query(`SELECT 1 FROM sys_alerts WHERE code = 'retention.failed' AND resolved_at IS NULL`)).length).toBe(
      deadly === 'manifest_written' ? 1 : 0,
    );
    const [count] = await bed.database.query<{ n: string }>(`SELECT count(*) AS n FROM sys_audit_logs WHERE action = 'archive.partition_detached'`);
    expect(count!.n).toBe('2');
  });

  it.each([
    ['recorded', 'changed'],
    ['recorded', 'lost'],
    ['detached', 'changed'],
    ['detached', 'lost'],
  ] as const)('drops nothing for a file that was %s and then %s: the month goes back and is archived anew', async (point, how) => {
    await twoOldMonthsAndToday();
    const dying = archive(async (step) => {
      if (step === point) throw new Error('killed');
    });
    await expect(dying.purge(BEFORE_2024)).rejects.toThrow('killed');
    const [file] = files().filter((name) => name.endsWith('.gz'));
    if (how === 'lost') unlinkSync(file!);
    else appendFileSync(file!, 'x');
    await expect(archive().purge(BEFORE_2024)).rejects.toMatchObject({ code: 'inventory.archive_refused' });
    expect(await exists('inventory_movements_2023_01')).toBe(true);
    expect(await failures()).toEqual([]);
    await archive().purge(BEFORE_2024);
    expect(await exists('inventory_movements_2023_01')).toBe(false);
    expect(await failures()).toEqual([]);
    expect(await fromTheFiles()).toBe(0);
  });

  it('never removes a file that another run has recorded since it looked', async () => {
    await twoOldMonthsAndToday();
    const installation = '019a0000-0000-7000-8000-000000000001';
    await bed.asOwner(`INSERT INTO sys_tenants (public_id, code, name) VALUES ('${installation}', 't', 't')`);
    const stalling = new LocalStorage(folder);
    const list = stalling.list.bind(stalling);
    let first = true;
    // B has read what is known and stalls here, while A archives the month and drops it; A's file then looks old and unknown.
    stalling.list = async function* (prefix) {
      if (first) {
        first = false;
        await archive().purge(BEFORE_2024);
        for (const file of files()) utimesSync(file, new Date(0), new Date(0));
        for (const file of files()) if (file.endsWith('.json')) renameSync(file, `${file}.hidden`);
      }
      yield* list(prefix);
    };
    await new LedgerArchive(bed.database, owner, stalling).purge(BEFORE_2024).catch(() => undefined);
    for (const file of files()) if (file.endsWith('.hidden')) renameSync(file, file.replace('.hidden', ''));
    expect(first).toBe(false);
    expect(await fromTheFiles()).toBe(0);
    expect(await failures()).toEqual([]);
  });

  it('leaves the archive of the installation alone that it was copied from', async () => {
    await twoOldMonthsAndToday();
    await archive().purge(BEFORE_2024);
    const before = files().sort();
    for (const file of before) utimesSync(file, new Date(0), new Date(0));
    const original = bed;
    bed = await TestDatabase.create(); // stands for a copy from before the archiving: it knows none of the files
    opened.push({ bed, folder: mkdtempSync(join(tmpdir(), 'anwen-archive-')) });
    store = await bed.transaction(aSmallStore);
    await twoOldMonthsAndToday();
    await archive().purge(BEFORE_2024);
    expect(files()).toEqual(expect.arrayContaining(before));
    bed = original;
    expect(await fromTheFiles()).toBe(0);
  });

  it('archives nothing more while an earlier archive is not where it was put: the volume may not be mounted', async () => {
    await twoOldMonthsAndToday();
    await archive().purge({ ...BEFORE_2024, before: new Date('2023-02-01T00:00:00Z') });
    const elsewhere = mkdtempSync(join(tmpdir(), 'anwen-archive-'));
    opened.push({ bed: { drop: async () => undefined } as TestDatabase, folder: elsewhere });
    await expect(new LedgerArchive(bed.database, owner, new LocalStorage(elsewhere)).purge(BEFORE_2024)).rejects.toMatchObject({
      data: { reason: 'earlier_archive_missing' },
    });
    expect(await exists('inventory_movements_2023_02')).toBe(true);
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(await archive().purge(BEFORE_2024)).toMatchObject({ removed: 2 });
  });

  it('writes nothing without the login of the owner', async () => {
    await twoOldMonthsAndToday();
    const nobody: OwnerSessions = { session: () => Promise.reject(new Error('ops.owner_missing')) };
    await expect(new LedgerArchive(bed.database, nobody, new LocalStorage(folder)).purge(BEFORE_2024)).rejects.toThrow('ops.owner_missing');
    expect(files()).toEqual([]);
  });

  it('refuses a month that no seal covers yet', async () => {
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '1', toLocation: store.binA.code }));
    await ageTo('2023-01');
    await expect(archive().purge(BEFORE_2024)).rejects.toMatchObject({ code: 'inventory.archive_refused', data: { reason: 'postings_unsealed' } });
    expect(await exists('inventory_movements_2023_01')).toBe(true);
  });

  it('drops nothing when a row has slipped in between', async () => {
    await twoOldMonthsAndToday();
    const slipped = archive(async (step) => {
      if (step === 'detached')
        await bed.asOwner(
          'INSERT INTO inventory_movements_2023_01 SELECT m.id + 900000, m.posted_at, m.posting_id, 99, m.effective_on, m.item_id, m.lot_id, m.serial_id, m.from_location_id, m.from_status, m.from_warehouse_id, m.to_location_id, m.to_status, m.to_warehouse_id, m.qty, m.entered_qty, m.entered_uom_id, m.from_seq, m.from_after, m.to_seq, m.to_after, m.value FROM inventory_movements_2023_01 m LIMIT 1',
        );
    });
    await expect(slipped.purge(BEFORE_2024)).rejects.toMatchObject({ data: { reason: 'partition_changed' } });
    expect(await exists('inventory_movements_2023_01')).toBe(true);
  });

  it('finds a forged checkpoint, a forged header and a changed file', async () => {
    await twoOldMonthsAndToday();
    await archive().purge(BEFORE_2024);
    await bed.asOwner(
      `UPDATE inventory_checkpoints SET after_qty = after_qty + 1 WHERE ctid = (SELECT ctid FROM inventory_checkpoints ORDER BY archive_id DESC, item_id, location_id LIMIT 1)`,
    );
    expect(await failures()).toContain('balances');
    expect(await fromTheFiles()).toBeGreaterThan(0);
    await bed.asOwner(
      `UPDATE inventory_checkpoints SET after_qty = after_qty - 1 WHERE ctid = (SELECT ctid FROM inventory_checkpoints ORDER BY archive_id DESC, item_id, location_id LIMIT 1)`,
    );
    await bed.asOwner(
      `BEGIN; SET LOCAL anwen.scope = 'all'; ALTER TABLE inventory_postings DISABLE TRIGGER USER; UPDATE inventory_postings SET note = 'x' WHERE id = (SELECT min(id) FROM inventory_postings); ALTER TABLE inventory_postings ENABLE TRIGGER USER; COMMIT`,
    );
    expect(await failures()).toEqual(['archives']);
    appendFileSync(
      files().find((name) => name.endsWith('.gz'))!,
      'x',
    );
    expect(await fromTheFiles()).toBeGreaterThan(0);
  });

  it('lets the application neither write archives of the ledger nor their checkpoints', async () => {
    for (const table of ['inventory_archives', 'inventory_checkpoints', 'inventory_value_checkpoints'])
      await expect(bed.transaction((tx) => tx.query(`DELETE FROM ${table}`))).rejects.toMatchObject({ code: '42501' });
    await expect(bed.transaction((tx) => tx.query('UPDATE inventory_archives SET detached_at = now()'))).rejects.toMatchObject({ code: '42501' });
  });
});
