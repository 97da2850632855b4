import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { AppError, systemActor } from '@anwen/kernel';
import { readDto, type DtoClass } from '@anwen/http';
import { CreateItemDto, ItemListQuery } from './item.dto';
import { CreatePartnerDto } from './partner.dto';
import { catalog, standardUnits } from './testing';

const actor = systemActor('test');
const read = <T extends object>(dto: DtoClass<T>, value: object): { dto: T | undefined; codes: string[] } => {
  const reading = { problems: [] as { code: string }[], fromText: false };
  const result = readDto(dto, value, '', reading as never);
  return { dto: result, codes: reading.problems.map((p) => p.code) };
};

describe('lists', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
    await bed.transaction(standardUnits);
  });
  afterAll(() => bed.drop());

  const load = (codes: string[]): Promise<unknown> =>
    bed.transaction((tx) =>
      catalog.items.createMany(
        tx,
        actor,
        codes.map((code) => ({ code, name: `name ${code}`, kind: 'raw', baseUom: 'PCE' })),
        { batch: 'lists' },
      ),
    );
  const list = (input: object) => bed.transaction((tx) => catalog.items.list(tx, actor, { limit: 10, ...input } as ItemListQuery));
  const refusal = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (e: unknown) => (e as AppError).code,
    );

  it.each(['code', '-code', 'updatedAt', '-updatedAt', 'name'])('page by %s without a repeat or a gap while rows are inserted', async (sort) => {
    const mark = `PG${sort.replace('-', 'D')}`;
    await load(Array.from({ length: 47 }, (_, i) => `${mark}-${String(i * 10).padStart(4, '0')}`));
    const before = new Set((await list({ q: mark, limit: 200 })).items.map((i) => i.code));
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let n = 0; ; n++) {
      const page = await list({ q: mark, sort, cursor });
      seen.push(...page.items.map((i) => i.code));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
      await load([`${mark}-${String(n * 100 + 5).padStart(4, '0')}`, `${mark}-0${900 + n}x`]);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect([...before].filter((code) => !seen.includes(code))).toEqual([]);
  });

  it('bind a cursor to its query', async () => {
    await load(Array.from({ length: 12 }, (_, i) => `CB-${i}`));
    const cursor = (await list({ q: 'CB-' })).nextCursor!;
    expect(await refusal(list({ q: 'CB-', cursor }))).toBe('none');
    for (const other of [{ q: 'CB' }, { q: 'CB-', sort: '-code' }, { q: 'CB-', status: 'active' }])
      expect(await refusal(list({ ...other, cursor }))).toBe('page.cursor_invalid');
    for (const forged of ['x', `${cursor.slice(0, -1)}!`, `W10.${cursor.split('.')[1]}`, ''])
      expect(await refusal(list({ q: 'CB-', cursor: forged }))).toBe('page.cursor_invalid');
    const foreign = bed.transaction((tx) => catalog.partners.list(tx, actor, { limit: 10, q: 'CB-', cursor }));
    expect(await refusal(foreign)).toBe('page.cursor_invalid');
  });

  it('refuse a sort that they do not know', async () => {
    for (const sort of ['gtin', 'code; DROP TABLE items', 'constructor', '--code', '']) expect(await refusal(list({ sort }))).toBe('catalog.sort_unknown');
  });

  it('take % and _ and \\ as themselves, and find any part in any case', async () => {
    await load(['LK-100%', 'LK-100x', 'LK-a_b', 'LK-aXb', 'LK-c\\d']);
    const codes = async (q: string): Promise<string[]> => (await list({ q })).items.map((i) => i.code);
    expect(await codes('100%')).toEqual(['LK-100%']);
    expect(await codes('a_b')).toEqual(['LK-a_b']);
    expect(await codes('c\\d')).toEqual(['LK-c\\d']);
    expect(await codes('lk-AX')).toEqual(['LK-aXb']);
  });

  it('count exactly to ten thousand and estimate beyond', async () => {
    await load(Array.from({ length: 25 }, (_, i) => `CNT-${i}`));
    expect(await list({ q: 'CNT-', withTotal: true })).toMatchObject({ total: 25, totalIsEstimate: false });
    await bed.asOwner(
      `INSERT INTO items (code, name, kind, base_uom_id) SELECT 'MANY-' || n, 'many', 'tool', (SELECT id FROM uoms LIMIT 1) FROM generate_series(1, 10050) AS n`,
    );
    await bed.asOwner('ANALYZE items');
    const many = await list({ kind: 'tool', withTotal: true });
    expect(many.totalIsEstimate).toBe(true);
    expect(many.total).toBeGreaterThan(10_000);
    expect(many.total).toBeLessThan(12_000);
  });

  it('store hostile strings verbatim or refuse them with a code, and find them again', async () => {
    const folder = join(__dirname, '../../../../shared/data/hostile-strings');
    const files = ['naughty-strings.json', 'sql-injection.json', 'xss.json', 'path-traversal.json'];
    const strings = existsSync(folder) ? files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as string[]) : OWN_HOSTILE;
    const stored = new Map<string, string>();
    let refused = 0;
    for (const [i, text] of [...new Set([...strings, ...OWN_HOSTILE])].entries()) {
      const { dto, codes } = read(CreateItemDto, { code: `HS-${i}`, name: text, kind: 'raw', baseUom: 'PCE' });
      if (codes.length > 0) refused += 1;
      else stored.set(`HS-${i}`, dto!.name);
    }
    await bed.transaction((tx) =>
      catalog.items.createMany(
        tx,
        actor,
        [...stored].map(([code, name]) => ({ code, name, kind: 'raw', baseUom: 'PCE' })),
        { batch: 'hostile' },
      ),
    );
    const back = await bed.database.query<{ code: string; name: string }>(`SELECT code, name FROM items WHERE code LIKE 'HS-%'`);
    expect(new Map(back.map((row) => [row.code, row.name]))).toEqual(stored);
    expect(stored.size).toBeGreaterThan(refused * 5);
    const wanted = [...stored].filter(([, name]) => name.trim() !== '' && [...name].length >= 5 && [...name].length <= 100).slice(0, 150);
    for (const [code, name] of wanted) {
      const found = await list({ q: name, limit: 200 });
      expect(found.items.map((i) => i.code)).toContain(code);
    }
  });

  it('keep Chinese names with commas and quotes as they are', async () => {
    const names = ['不鏽鋼螺絲, M6 × 20', '「特殊」零件，含塗層', '許功蓋 "第一" 廠', '𠮷野家 🏭 材料'];
    for (const [i, name] of names.entries()) {
      const { dto, codes } = read(CreatePartnerDto, { code: `ZH-${i}`, name, roles: ['supplier'] });
      expect(codes).toEqual([]);
      await expect(bed.transaction((tx) => catalog.partners.create(tx, actor, dto!))).resolves.toMatchObject({ name, roles: ['supplier'], status: 'active' });
    }
    const found = await bed.transaction((tx) => catalog.partners.list(tx, actor, { limit: 5, q: '特殊」零件，' }));
    expect(found.items.map((p) => p.code)).toEqual(['ZH-1']);
  });

  it('show partners by role, and only the own ones to a caller bound to partners', async () => {
    const ids = await bed.transaction((tx) =>
      catalog.partners.createMany(tx, actor, [
        { code: 'RO-1', name: 'a', roles: ['supplier', 'carrier'] },
        { code: 'RO-2', name: 'b', roles: ['customer'] },
      ]),
    );
    const scope = { all: false, warehouses: [], zones: [], departments: [], workCenters: [], partners: [ids.get('RO-2')!], own: false };
    const all = await bed.transaction((tx) => catalog.partners.list(tx, actor, { limit: 9, q: 'RO-', role: 'carrier' }));
    expect(all.items.map((p) => p.code)).toEqual(['RO-1']);
    const mine = await bed.transaction((tx) => catalog.partners.list(tx, actor, { limit: 9 }), actor, scope);
    expect(mine.items.map((p) => p.code)).toEqual(['RO-2']);
    const foreign = bed.transaction((tx) => catalog.partners.get(tx, actor, all.items[0]!.id), actor, scope);
    expect(await refusal(foreign)).toBe('catalog.partner_not_found');
    expect(await refusal(bed.transaction((tx) => catalog.partners.create(tx, actor, { code: 'RO-3', name: 'c', roles: ['pirate'] })))).toBe(
      'catalog.reference_unknown',
    );
  });
});

/** Enough to mean something where the shared collection is not at hand. */
const OWN_HOSTILE = [
  "'; DROP TABLE items; --",
  '<script>alert(1)</script>',
  '%s%n',
  '../../etc/passwd',
  '\u202Etxt.exe',
  'a\0b',
  '\uD800',
  '${jndi:ldap://x}',
  '=1+1',
  'NULL',
  '１２３',
  'ﬃ',
  'e\u0301',
];
