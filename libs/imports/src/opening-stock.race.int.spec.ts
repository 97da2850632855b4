import { aLocation, aLotItem, aSerialItem, aWarehouse, anItem } from '@anwen/catalog/testing';
import { inventory, onHand } from '@anwen/inventory/testing';
import { systemActor } from '@anwen/kernel';
import { ImportService } from './import.service';
import { ImportBed } from './testing';

const system = systemActor('test');
let bed: ImportBed;

beforeAll(async () => {
  bed = await ImportBed.open();
  await bed.tx(async (tx) => {
    await aWarehouse(tx, { code: 'W' });
    for (const code of ['L-1', 'L-2']) await aLocation(tx, { code, warehouse: 'W' });
    for (const code of ['P-1', 'P-2', 'P-3', 'P-4']) await anItem(tx, { code });
    await aLotItem(tx, { code: 'LOT' });
    await aSerialItem(tx, { code: 'SER' });
  }, system);
});
afterAll(() => bed.close());

const problems = async (id: string): Promise<unknown[]> => (await bed.rows(id, 'error')).map((row) => [row.line, row.errors[0]!.code]);
const stock = (item: string, location: string): Promise<string> => bed.tx((tx) => onHand(tx, item, location));
const HEADER = '品號,儲位,數量,批號,有效日期,序號,庫存狀態';
const FILE = [HEADER, 'P-1,L-1,5,,,,', 'LOT,L-1,3,A,2030-01-01,,可用', 'SER,L-1,2,,,S1 S2,', 'P-2,L-1,1,,,,待驗'].join('\n');
const committed = async (text: string): Promise<string> => {
  const session = await bed.dryRun('opening_stock', text);
  expect([session.counts, await problems(session.id)]).toMatchObject([{ error: 0 }, []]);
  expect(await bed.step('commit', session.id)).toMatchObject({ outcome: 'done' });
  return session.id;
};

it('a file that went in already is refused row by row, other keys are not, and after taking it back it goes in again', async () => {
  const first = await committed(FILE);
  const again = await bed.dryRun('opening_stock', FILE);
  expect(await problems(again.id)).toEqual([2, 3, 4, 5].map((line) => [line, 'imports.opening_exists']));
  expect((await bed.rows(again.id, 'error'))[0]!.errors[0]!.message).toContain('「P-1」在「L-1」的期初庫存');
  expect(again.alreadyImported).toEqual({ id: first, committedAt: (await bed.session(first)).committedAt });
  await expect(bed.step('commit', again.id)).rejects.toMatchObject({ code: 'imports.rows_with_errors' });
  const others = [HEADER, 'P-1,L-2,1,,,,', 'P-1,L-1,1,,,,待驗', 'LOT,L-1,1,B,2030-01-01,,', 'SER,L-1,1,,,S3,', 'SER,L-2,1,,,S1,', 'P-2,L-1,1,,,,待驗'];
  const next = await bed.dryRun('opening_stock', others.join('\n'));
  // A serial number exists once, wherever it lies.
  expect(await problems(next.id)).toEqual([
    [6, 'imports.opening_exists'],
    [7, 'imports.opening_exists'],
  ]);
  expect(next.alreadyImported).toBeNull();
  expect(await bed.step('rollback', first)).toMatchObject({ outcome: 'done' });
  const after = await bed.upload('opening_stock', FILE);
  expect(after.alreadyImported).toBeNull();
  await committed(FILE);
  expect([await stock('P-1', 'L-1'), await stock('LOT', 'L-1'), await stock('SER', 'L-1')]).toEqual(['5', '3', '2']);
});

it('stock that has gone since does not make room for a second opening', async () => {
  await committed('item,location,qty\nP-3,L-2,2\n');
  await bed.tx((tx) => inventory.stock.post(tx, system, { type: 'issue', lines: [{ itemCode: 'P-3', qty: '2', fromLocation: 'L-2' }] }), system);
  const again = await bed.dryRun('opening_stock', 'item,location,qty\nP-3,L-2,2\n');
  expect(await problems(again.id)).toEqual([[2, 'imports.opening_exists']]);
});

it('one key written in two ways is one key', async () => {
  const session = await bed.dryRun('opening_stock', 'item,location,qty,status\nP-4,L-2,2,\nP-4,L-2,2,available\n');
  expect(await problems(session.id)).toEqual([
    [2, 'imports_row.group_has_errors'],
    [3, 'imports_row.twice'],
  ]);
});

it.each([['all_or_nothing'], ['skip_errors']] as const)('two sessions with the same file at once open it once (%s)', async (onError) => {
  const places = Array.from({ length: 40 }, (_, i) => `${onError === 'skip_errors' ? 'S' : 'A'}-${i}`);
  await bed.tx(async (tx) => {
    for (const code of places) await aLocation(tx, { code, warehouse: 'W' });
  }, system);
  const text = `item,location,qty\n${places.map((place) => `P-4,${place},7`).join('\n')}\n`;
  // Both are judged before either is written: only the commit can tell.
  const sessions = [await bed.dryRun('opening_stock', text, { onError }), await bed.dryRun('opening_stock', text, { onError })];
  for (const { id, counts } of sessions) {
    expect(counts).toMatchObject({ new: 40, error: 0 });
    await bed.tx((tx) => bed.get(ImportService).commit(tx, bed.actor, id));
  }
  const run = async (id: string): Promise<void> => {
    for (let left = 5; left > 0; left--) if ((await bed.runJob('commit', id)).outcome !== 'retry') return;
  };
  await Promise.all(sessions.map(({ id }) => run(id)));
  for (const place of places) expect(await stock('P-4', place)).toBe('7');
  const refused = (await Promise.all(sessions.map(({ id }) => problems(id)))).flat();
  expect(refused).toHaveLength(40);
  expect(new Set(refused.map((one) => (one as string[])[1]))).toEqual(new Set(['imports.opening_exists']));
});
