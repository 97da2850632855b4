import { buffer } from 'node:stream/consumers';
import { anItem, catalog } from '@anwen/catalog/testing';
import { receive } from '@anwen/inventory/testing';
import { aLocation } from '@anwen/catalog/testing';
import { systemActor } from '@anwen/kernel';
import { Readable } from 'node:stream';
import { ImportFileService } from './import-file.service';
import { ImportService } from './import.service';
import { ImportMappingService } from './mapping.service';
import { ImportPurge } from './purge.service';
import { ImportSessionService } from './session.service';
import { ImportBed } from './testing';
import { Workbook } from './xlsx-reading';

const system = systemActor('test');
let bed: ImportBed;

beforeAll(async () => {
  bed = await ImportBed.open();
});
afterAll(() => bed.close());

const stateOf = async (code: string): Promise<unknown> => (await bed.bed.asOwner('SELECT name, status FROM items WHERE code = $1', [code]))[0];
const askRollback = (id: string): Promise<unknown> => bed.tx((tx) => bed.get(ImportService).rollback(tx, bed.actor, id));

describe('taking an import of items back', () => {
  async function committed(prefix: string): Promise<string> {
    await bed.tx((tx) => anItem(tx, { code: `${prefix}-OLD`, name: '舊' }), system);
    const session = await bed.dryRun('items', `code,name,kind,baseUom\n${prefix}-NEW,新,fg,PCE\n${prefix}-OLD,改,fg,PCE\n`);
    await bed.step('commit', session.id);
    return session.id;
  }

  it('archives what it made and restores what it changed', async () => {
    const id = await committed('A');
    expect(await stateOf('A-OLD')).toEqual({ name: '改', status: 'active' });
    expect(await bed.step('rollback', id)).toMatchObject({ outcome: 'done', result: { takenBack: 2 } });
    expect([await stateOf('A-NEW'), await stateOf('A-OLD')]).toEqual([
      { name: '新', status: 'archived' },
      { name: '舊', status: 'active' },
    ]);
    expect(await bed.session(id)).toMatchObject({ state: 'rolled_back' });
    const audit = await bed.bed.asOwner(`SELECT action FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id`, [id]);
    expect(audit).toEqual([{ action: 'import.committed' }, { action: 'import.rolled_back' }]);
  });

  it('is refused with the blockers when a row has changed since', async () => {
    const id = await committed('B');
    await bed.tx(async (tx) => {
      const [item] = (await catalog.items.list(tx, system, { limit: 1, q: 'B-OLD' })).items;
      await catalog.items.update(tx, system, { id: item!.id, rowVersion: item!.rowVersion, patch: { safetyStock: '1' } });
    }, system);
    await expect(askRollback(id)).rejects.toMatchObject({
      code: 'imports.rollback_blocked',
      data: { count: 1, blockers: [{ line: 3, key: 'B-OLD', code: 'imports_row.touched', message: '「B-OLD」匯入後已被變更或使用。' }] },
    });
    expect(await stateOf('B-NEW')).toEqual({ name: '新', status: 'active' });
  });

  it('is refused as a whole when the service refuses a row in the middle of it', async () => {
    const id = await committed('C');
    await bed.tx(async (tx) => {
      const place = await aLocation(tx);
      await receive(tx, { itemCode: 'C-NEW', toLocation: place.code, qty: '1' });
    }, system);
    await askRollback(id);
    expect(await bed.runJob('rollback', id)).toMatchObject({ outcome: 'failed', problem: { code: 'imports.rollback_blocked' } });
    expect([await stateOf('C-NEW'), await stateOf('C-OLD')]).toEqual([
      { name: '新', status: 'active' },
      { name: '改', status: 'active' },
    ]);
    expect(await bed.session(id)).toMatchObject({
      state: 'committed',
      problem: { code: 'imports.rollback_blocked', blockers: [{ key: 'C-NEW', code: 'catalog.item_in_use' }] },
    });
  });

  it('is possible for what a commit wrote before it died', async () => {
    const session = await bed.dryRun('items', `code,name,kind,baseUom\n${Array.from({ length: 2_000 }, (_, i) => `D-${i},x,fg,PCE`).join('\n')}\n`, {
      onError: 'skip_errors',
    });
    await bed.tx((tx) => bed.get(ImportService).commit(tx, bed.actor, session.id));
    const controller = new AbortController();
    const timer = setInterval(
      () =>
        void bed.bed.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM items WHERE code LIKE 'D-%'`).then(([row]) => row!.n >= 200 && controller.abort()),
      5,
    );
    await bed.runJob('commit', session.id, { signal: controller.signal });
    clearInterval(timer);
    await bed.bed.asOwner(
      `UPDATE sys_jobs SET state = 'failed', finished_at = now() FROM import_sessions s WHERE s.job_id = sys_jobs.id AND s.public_id = $1`,
      [session.id],
    );
    expect(await bed.session(session.id)).toMatchObject({ state: 'failed' });
    expect(await bed.step('rollback', session.id)).toMatchObject({ outcome: 'done' });
    expect(await bed.bed.asOwner(`SELECT DISTINCT status FROM items WHERE code LIKE 'D-%'`)).toEqual([{ status: 'archived' }]);
  });
});

describe('files', () => {
  const read = async (content: Readable): Promise<{ sheets: readonly string[]; rows: (readonly string[])[] }> => {
    const workbook = await Workbook.open(await buffer(content));
    return { sheets: workbook.sheets, rows: (await workbook.firstRows(workbook.sheets[0]!, 500)).map((row) => row.cells) };
  };

  it('the errors file holds the refused rows as they were, with the reasons behind, and no formula', async () => {
    const session = await bed.dryRun('items', '品號,品名,類型,基本單位,備註\nX-1,甲,成品,PCS,=1+1\nX-2,乙,成品,PCE,\n');
    const { rows } = await read((await bed.tx((tx) => bed.get(ImportFileService).errors(tx, bed.actor, session.id))).content);
    expect(rows).toEqual([
      ['品號', '品名', '類型', '基本單位', '備註', '錯誤原因', '原列號'],
      ['X-1', '甲', '成品', 'PCS', "'=1+1", '基本單位：找不到「PCS」。（→ PCE）', '2'],
    ]);
  });

  it('a template with the current data goes back in and changes nothing', async () => {
    await bed.tx((tx) => anItem(tx, { code: '=T-1', name: "'+x", nameEn: 'T', safetyStock: '1.5', baseUom: 'KGM', standardCost: '9.25' }), system);
    for (const format of ['xlsx', 'csv'] as const) {
      const file = await bed.tx((tx) => bed.get(ImportFileService).template(tx, bed.actor, 'items', { format, withData: true }));
      const session = await bed.upload('items', await buffer(file.content), {}, file.name);
      await bed.step('validate', session.id);
      const { counts, mapping } = await bed.session(session.id);
      expect(Object.values(mapping)).not.toContain(null);
      expect(counts).toMatchObject({ new: 0, changed: 0, error: 0 });
      expect(counts!.unchanged).toBeGreaterThan(1);
    }
  });

  it.each(['items', 'boms', 'locations', 'partners', 'opening_stock'])('a blank template of %s has every column and a page of help', async (type) => {
    const file = await bed.tx((tx) => bed.get(ImportFileService).template(tx, bed.actor, type, { format: 'xlsx', withData: false }));
    const { sheets, rows } = await read(file.content);
    expect(sheets).toHaveLength(2);
    expect(rows).toHaveLength(1);
    const target = bed
      .get(ImportSessionService)
      .types(bed.actor)
      .find((one) => one.key === type)!;
    expect(rows[0]).toHaveLength(target.columns.length);
  });

  it('are gone after 90 days, and so is what never became a session', async () => {
    const keep = await bed.upload('items', 'code\nA');
    const old = await bed.upload('items', 'code\nB');
    await bed.bed.asOwner(`UPDATE import_sessions SET created_at = now() - interval '91 days' WHERE public_id = $1`, [old.id]);
    await bed.storage.put('imports/2020/01/orphan.csv', Readable.from(['x']));
    await bed.get(ImportPurge).purge();
    await expect(bed.session(old.id)).rejects.toMatchObject({ code: 'imports.not_found' });
    expect(await bed.session(keep.id)).toMatchObject({ state: 'uploaded' });
    const keys = [];
    for await (const file of bed.storage.list('imports/')) keys.push(file.key);
    const known = await bed.bed.asOwner<{ key: string }>('SELECT storage_key AS key FROM import_sessions');
    // The orphan is younger than a day, as the file of a request that is still under way would be.
    expect(keys.sort()).toEqual([...known.map((row) => row.key), 'imports/2020/01/orphan.csv'].sort());
  });
});

describe('mappings and settings', () => {
  const change = (id: string, rowVersion: number, patch: object) =>
    bed.tx((tx) => bed.get(ImportSessionService).change(tx, bed.actor, { id, rowVersion, patch }));

  it('a saved mapping is found again by its headers', async () => {
    const mappings = bed.get(ImportMappingService);
    const saved = await bed.tx((tx) => mappings.create(tx, bed.actor, { type: 'items', name: '舊系統', headers: { code: 'OUR_CODE', name: 'DESC1' } }));
    expect((await bed.upload('items', 'DESC1,OUR_CODE,UNIT\nx,A,PCE')).mapping).toMatchObject({ code: 1, name: 0, baseUom: 2 });
    await expect(bed.tx((tx) => mappings.create(tx, bed.actor, { type: 'items', name: '舊系統', headers: {} }))).rejects.toMatchObject({
      code: 'imports.mapping_taken',
    });
    await bed.tx((tx) => mappings.forget(tx, bed.actor, saved.id));
    expect((await bed.upload('items', 'DESC1,OUR_CODE,UNIT\nx,A,PCE')).mapping).toMatchObject({ code: null, name: null });
  });

  it('another encoding, delimiter or header row reads the file anew; a stale editor is told', async () => {
    const session = await bed.upload('items', '報表;;\n品號;品名;單位\nA;a|b;PCE\n');
    expect(session).toMatchObject({ delimiter: ';', headerRow: 1, header: ['報表', '', ''] });
    const moved = await change(session.id, session.rowVersion, { headerRow: 2 });
    expect(moved).toMatchObject({ headerRow: 2, header: ['品號', '品名', '單位'], sample: [['A', 'a|b', 'PCE']], mapping: { code: 0, name: 1, baseUom: 2 } });
    expect(await change(session.id, moved.rowVersion, { delimiter: '|' })).toMatchObject({ header: ['品號;品名;單位'] });
    expect(await change(session.id, moved.rowVersion + 1, { encoding: 'big5' })).toMatchObject({ encoding: 'big5' });
    await expect(change(session.id, session.rowVersion, { mode: 'insert' })).rejects.toMatchObject({ code: 'http.precondition_failed' });
  });

  it('a change drops the dry run, except for what is to become of errors', async () => {
    const session = await bed.dryRun('items', 'code,name,kind,baseUom\nZ-1,x,fg,PCE\n');
    const skipping = await change(session.id, session.rowVersion, { onError: 'skip_errors' });
    expect(skipping).toMatchObject({ state: 'validated', counts: { new: 1 } });
    const other = await change(session.id, skipping.rowVersion, { mode: 'update' });
    expect(other).toMatchObject({ state: 'uploaded', counts: null });
    await expect(bed.step('commit', session.id)).rejects.toMatchObject({ code: 'imports.invalid_transition' });
    await expect(change(session.id, other.rowVersion, { mapping: { code: 9 } })).rejects.toMatchObject({ code: 'imports.mapping_invalid' });
  });
});
