import { anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { aSmallStore, clerk, inventory, onHand } from '@anwen/inventory/testing';

let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
});
afterAll(() => bed.drop());

describe('functions that run as the owner of the tables', () => {
  it('look into temporary tables last', async () => {
    const rows = await bed.asOwner<{ name: string; path: string | null }>(
      `SELECT p.proname AS name, (SELECT substr(c, 13) FROM unnest(p.proconfig) AS c WHERE c LIKE 'search_path=%') AS path
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    expect(rows.map((row) => row.name)).toEqual(
      expect.arrayContaining(['inventory_post', 'inventory_ensure_partitions', 'outbound_open_stage', 'inbound_open_buckets']),
    );
    expect(rows.filter((row) => row.path !== 'public, pg_temp')).toEqual([]);
  });

  it('take no place from a temporary table of the caller', async () => {
    const { binA, binB } = await bed.transaction(aSmallStore);
    const item = await bed.transaction((tx) => anItem(tx));
    await bed.transaction(async (tx) => {
      // A place that may be overdrawn, in front of the real one.
      await tx.query('CREATE TEMP TABLE locations ON COMMIT DROP AS SELECT * FROM public.locations');
      await tx.query('UPDATE pg_temp.locations SET allow_negative = true');
      const lines = JSON.stringify([{ itemId: item.id, fromLocationId: binA.id, toLocationId: binB.id, qty: '5', enteredUomId: item.baseUomId }]);
      const [row] = await tx.query<{ answer: { shortages?: unknown[] } }>(
        `SELECT inventory_post(jsonb_build_array(jsonb_build_object('clientOpId', gen_random_uuid(), 'eventType', 'TRANSFER', 'actorType', 'system', 'actorName', 'x', 'lines', $1::jsonb))) AS answer`,
        [lines],
      );
      expect(row!.answer.shortages).toHaveLength(1);
    });
    expect(await bed.transaction((tx) => onHand(tx, item.code, binB.code))).toBe('0');
  });

  it('open no stage for a lot or a serial number that the item does not have', async () => {
    const { binA, plain, lot } = await bed.transaction(aSmallStore);
    const posted = await bed.transaction((tx) =>
      inventory.stock.post(tx, clerk, {
        type: 'receipt',
        lines: [{ itemCode: lot.code, qty: '1', lot: 'L-1', expiresOn: '2099-01-01', toLocation: binA.code }],
      }),
    );
    expect(posted.lines).toHaveLength(1);
    const [real] = await bed.transaction((tx) => tx.query<{ id: string }>('SELECT id::text AS id FROM lots WHERE item_id = $1', [lot.id]));
    const open = (key: object) =>
      bed.transaction((tx) =>
        tx.query('SELECT outbound_open_stage($1)', [JSON.stringify([{ itemId: plain.id, locationId: binA.id, lotId: 0, serialId: 0, ...key }])]),
      );
    await open({ lotId: real!.id });
    await open({ lotId: 99999999 });
    await open({ serialId: 99999999 });
    const rows = await bed.transaction((tx) => tx.query(`SELECT lot_id, serial_id FROM inventory_balance WHERE item_id = $1`, [plain.id]));
    expect(rows).toEqual([]);
  });
});
