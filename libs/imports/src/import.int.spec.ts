import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anItem, catalog } from '@anwen/catalog/testing';
import { escapeFormula, systemActor } from '@anwen/kernel';
import { ImportRowService } from './import-row.service';
import { ImportBed } from './testing';

const SHARED = process.env.ANWEN_SHARED_DATA ?? join(__dirname, '../../../../shared/data');
const withShared = existsSync(SHARED) ? it : it.skip;
const system = systemActor('test');
let bed: ImportBed;

beforeAll(async () => {
  bed = await ImportBed.open();
});
afterAll(() => bed.close());

const itemRow = async (code: string): Promise<Record<string, unknown> | undefined> =>
  (
    await bed.bed.asOwner<Record<string, unknown>>(
      'SELECT name, kind, status, safety_stock::text AS safety, row_version AS version FROM items WHERE code = $1',
      [code],
    )
  )[0];
const auditOf = (action: string, subject: string): Promise<{ n: number }[]> =>
  bed.bed.asOwner('SELECT count(*)::int AS n FROM sys_audit_logs WHERE action = $1 AND subject_id = $2', [action, subject]);

describe('items', () => {
  beforeAll(() => bed.tx((tx) => anItem(tx, { code: 'OLD-1', name: '舊名' }), system));

  it('go in from a file of Taiwanese habits, each with its own audit row and event', async () => {
    const session = await bed.dryRun('items', '品號*,品名,種類,單位,安全庫存,備註\nNEW-1,新品,成品,PCE,"１，２００",x\nOLD-1,新名,fg,PCE,,y\n');
    expect(session).toMatchObject({
      state: 'validated',
      counts: { new: 1, changed: 1, unchanged: 0, error: 0 },
      mapping: { code: 0, name: 1, kind: 2, baseUom: 3, safetyStock: 4, category: null },
    });
    const [made, changed] = await bed.rows(session.id);
    expect(made).toMatchObject({ line: 2, status: 'new', key: 'NEW-1', values: { safetyStock: '1200', kind: 'fg' } });
    expect(changed).toMatchObject({ status: 'changed', changes: [{ column: 'name', old: '舊名', new: '新名' }] });
    expect(await itemRow('NEW-1')).toBeUndefined();
    const report = await bed.step('commit', session.id);
    expect(report).toMatchObject({ outcome: 'done', result: { written: 2, refused: 0 } });
    expect(await itemRow('NEW-1')).toMatchObject({ name: '新品', safety: '1200.000000' });
    expect(await itemRow('OLD-1')).toMatchObject({ name: '新名' });
    expect(await bed.session(session.id)).toMatchObject({ state: 'committed', committedAt: expect.any(String) });
    const [{ created, updated }] = (await bed.bed.asOwner<{ created: number; updated: number }>(
      `SELECT (SELECT count(*)::int FROM sys_outbox WHERE event_type = 'item.created.v1' AND payload->>'code' = 'NEW-1') AS created,
         (SELECT count(*)::int FROM sys_audit_logs WHERE action = 'item.updated' AND diff->'name'->>'after' = '新名') AS updated`,
    )) as [{ created: number; updated: number }];
    expect([created, updated]).toEqual([1, 1]);
    expect(await auditOf('import.committed', session.id)).toEqual([{ n: 1 }]);
  });

  it('say what is wrong with each row: column, reason in both languages, and what was probably meant', async () => {
    const text = [
      '品號,品名,類型,基本單位,追蹤方式,保存天數,安全庫存',
      'E-1,甲,成品,PCS,,,',
      'E-2,,成品,PCE,,,',
      'E-3,丙,成品,PCE,序號,30,',
      'E-4,丁,成品,PCE,,,一百',
      'E-4,丁,成品,PCE,,,-1',
      `${'x'.repeat(65)},戊,成品,PCE,,,`,
      'OLD-1,新名,成品,KGM,,,',
    ].join('\n');
    const session = await bed.dryRun('items', text);
    const rows = await bed.rows(session.id, 'error');
    expect(rows.map((row) => [row.line, row.errors.map((e) => `${e.column} ${e.code}`)])).toEqual([
      [2, ['baseUom imports_row.reference_unknown']],
      [3, ['name imports_row.required']],
      [4, ['shelfLifeDays catalog.shelf_life_needs_lot']],
      [5, ['safetyStock imports_row.not_a_number']],
      [6, ['code imports_row.twice']],
      [7, ['code too_long']],
      [8, ['baseUom imports_row.fixed']],
    ]);
    expect(rows[0]!.errors[0]).toMatchObject({ suggestion: 'PCE', message: '找不到「PCS」。' });
    const english = await bed.tx((tx) => bed.get(ImportRowService).list(tx, { ...bed.actor, locale: 'en' }, session.id, { limit: 1 }));
    expect(english.items[0]!.errors[0]!.message).toBe('"PCS" does not exist.');
    await expect(bed.step('commit', session.id)).rejects.toMatchObject({ code: 'imports.rows_with_errors' });
  });

  it('are corrected in place, with every row that the correction concerns', async () => {
    const session = await bed.dryRun('items', 'code,name,kind,baseUom\nF-1,甲,fg,PCS\nF-2,乙,fg,PCE\nF-2,丙,fg,PCE\n');
    expect(session.counts).toMatchObject({ error: 3, new: 0 });
    const fix = (line: number, values: Record<string, string>) =>
      bed.tx((tx) => bed.get(ImportRowService).fix(tx, bed.actor, { id: session.id, line, values }));
    expect(await fix(2, { baseUom: 'PCE' })).toMatchObject({ status: 'new', errors: [] });
    expect(await fix(3, { code: 'F-3' })).toMatchObject({ status: 'new', key: 'F-3' });
    expect(await bed.session(session.id)).toMatchObject({ counts: { new: 3, error: 0 } });
    await bed.bed.asOwner(`UPDATE import_rows SET fixed_at = now() WHERE line < 4`);
    await expect(fix(99, { code: 'x' })).rejects.toMatchObject({ code: 'imports.row_not_found' });
    await expect(fix(4, { nothing: 'x' })).rejects.toMatchObject({ code: 'imports.mapping_invalid' });
  });

  it.each([
    ['insert', { new: 1, error: 1 }, 'imports_row.exists'],
    ['update', { changed: 1, error: 1 }, 'imports_row.missing'],
  ] as const)('mode %s', async (mode, counts, code) => {
    const session = await bed.dryRun('items', `code,name,kind,baseUom\nOLD-1,${mode},fg,PCE\nOLD-9,${mode},fg,PCE\n`, { mode });
    expect(session.counts).toMatchObject(counts);
    const [wrong] = await bed.rows(session.id, 'error');
    expect(wrong!.errors[0]).toMatchObject({ code, ...(mode === 'update' ? { suggestion: 'OLD-1' } : {}) });
  });

  it('keep what is blank, or clear it when that was asked for', async () => {
    await bed.tx((tx) => anItem(tx, { code: 'B-1', name: '有英文', nameEn: 'English' }), system);
    const text = 'code,nameEn,name\nB-1,,有英文\n';
    expect((await bed.dryRun('items', text, { mode: 'update' })).counts).toMatchObject({ unchanged: 1 });
    const clearing = await bed.dryRun('items', text, { mode: 'update', blank: 'clear' });
    expect((await bed.rows(clearing.id))[0]).toMatchObject({ status: 'changed', changes: [{ column: 'nameEn', old: 'English', new: null }] });
    await bed.step('commit', clearing.id);
    const refused = await bed.dryRun('items', 'code,name\nB-1,\n', { mode: 'update', blank: 'clear' });
    expect((await bed.rows(refused.id))[0]!.errors[0]).toMatchObject({ code: 'imports_row.cannot_clear' });
  });

  it('need their required columns unless only existing ones are updated', async () => {
    const session = await bed.upload('items', 'code,name\nOLD-1,x\n');
    await expect(bed.step('validate', session.id)).rejects.toMatchObject({ code: 'imports.mapping_incomplete' });
  });

  withShared.each(['items-big5.csv', 'items-utf16le-bom.csv', 'items-utf8-bom.csv', 'items-utf8.csv'])('%s names 168 items as it should', async (name) => {
    const bytes = readFileSync(join(SHARED, 'csv-cases', name));
    const codes = Array.from({ length: 168 }, (_, i) => `A${String(i + 1).padStart(4, '0')}`);
    await bed.tx(
      (tx) =>
        catalog.items.createMany(
          tx,
          system,
          codes.map((code) => ({ code, name: 'x', kind: 'fg', baseUom: 'PCE' })),
        ),
      system,
    );
    await bed.bed.asOwner(`UPDATE items SET name = 'x' WHERE code = ANY ($1)`, [codes]);
    const session = await bed.dryRun('items', bytes, { mode: 'update' });
    expect(session.counts).toEqual({ new: 0, changed: 168, unchanged: 0, error: 0 });
    await bed.step('commit', session.id);
    const expected = JSON.parse(readFileSync(join(SHARED, 'csv-cases/big5-trail-byte.json'), 'utf8')) as { char: string }[];
    const rows = await bed.bed.asOwner<{ name: string }>('SELECT name FROM items WHERE code = ANY ($1) ORDER BY code', [codes]);
    expect(rows.map((row) => row.name)).toEqual(expected.map(({ char }) => `${char}測試`));
  });

  withShared('take hostile texts as texts or refuse them, and nothing else happens', async () => {
    const files = ['naughty-strings.json', 'sql-injection.json', 'xss.json', 'path-traversal.json'].map(
      (name) => JSON.parse(readFileSync(join(SHARED, 'hostile-strings', name), 'utf8')) as string[],
    );
    const texts = [...new Set(files.flat())].filter((text) => text.trim() !== '');
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const text = `code,name,kind,baseUom\n${texts.map((one, i) => `H-${i},${quoted(escapeFormula(one))},fg,PCE`).join('\n')}\n`;
    const session = await bed.dryRun('items', text, { onError: 'skip_errors', mode: 'insert' });
    expect(session.state).toBe('validated');
    await bed.step('commit', session.id);
    const rows = await bed.bed.asOwner<{ code: string; name: string }>(`SELECT code, name FROM items WHERE code LIKE 'H-%'`);
    const wrong = rows.filter((row) => row.name !== texts[Number(row.code.slice(2))]);
    expect(wrong).toEqual([]);
    expect(rows.length).toBeGreaterThan(texts.length * 0.9);
  });
});
