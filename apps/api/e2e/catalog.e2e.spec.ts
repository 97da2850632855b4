import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardUnits } from '@anwen/catalog/testing';
import { RbacBed } from '@anwen/rbac/testing';
import { ApiUnderTest, type Reply, type Sending } from './harness';

const V1 = '/api/v1';
interface Problem {
  code: string;
  errors?: { pointer: string; code: string; message: string }[];
  current?: { rowVersion: number; name: string };
}
interface Thing {
  id: string;
  code: string;
  rowVersion: number;
}

describe('master data over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await api.bed.transaction(standardUnits);
    rbac = new RbacBed(api.bed);
  }, 90_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
  });

  const make = async (path: string, body: object, sending: Sending = {}): Promise<Thing> => {
    const reply = await api.post(`${V1}/${path}`, body, sending);
    if (reply.status !== 201) throw new Error(`${path}: ${reply.status} ${reply.text}`);
    return reply.body as Thing;
  };
  const patch = (path: string, body: unknown, etag: string | null, sending: Sending = {}): Promise<Reply> =>
    api.send('PATCH', `${V1}/${path}`, { body, headers: etag === null ? {} : { 'If-Match': etag }, ...sending });
  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as Problem).code}`;
  const item = (code: string, more: object = {}): Promise<Thing> => make('items', { code, name: '測試品項', kind: 'raw', baseUom: 'PCE', ...more });
  const tokenOf = async (name: string, role: string, scopes: { kind: string; targetId?: string }[]): Promise<string> => {
    await rbac.addUser(name, [{ role, scopes }]);
    return rbac.tokenFor(name);
  };

  it('creates, shows, changes and archives an item, with ETags all the way', async () => {
    const reply = await api.post(`${V1}/items`, {
      code: 'E2E-1',
      name: '螺絲, 六角「大」',
      kind: 'raw',
      baseUom: 'PCE',
      uoms: [{ uom: 'BX', num: '48', den: '2' }],
      standardCost: '1.5',
    });
    expect([reply.status, reply.headers.get('etag')]).toEqual([201, '"1"']);
    const made = reply.body as Thing;
    expect(made).toMatchObject({
      code: 'E2E-1',
      name: '螺絲, 六角「大」',
      standardCost: '1.5',
      uoms: [{ uom: { code: 'BX', name: 'Box' }, num: '24', den: '1' }],
    });
    expect(reply.headers.get('location')).toBe(`${V1}/items/${made.id}`);

    const read = await api.get(`${V1}/items/${made.id}`);
    const etag = read.headers.get('etag')!;
    expect([read.status, etag, read.body]).toEqual([200, expect.stringMatching(/^"1-[\w-]{16}"$/), made]);
    expect((await api.get(`${V1}/items/${made.id}`, { headers: { 'If-None-Match': etag } })).status).toBe(304);

    const changed = await patch(`items/${made.id}`, { name: '新名' }, etag);
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await api.get(`${V1}/items/${made.id}`, { headers: { 'If-None-Match': etag } })).status).toBe(200);
    expect((await api.post(`${V1}/items/${made.id}/archive`, undefined)).body).toMatchObject({ status: 'archived', rowVersion: 3 });
  });

  it('sends again what says something else, although nobody has edited it', async () => {
    const warehouse = await make('warehouses', { code: 'E2E-TAG', name: '舊倉名' });
    const { id } = await make('locations', { code: 'E2E-TAG-1', name: '架', warehouse: 'E2E-TAG', kind: 'storage' });
    const before = (await api.get(`${V1}/locations/${id}`)).headers.get('etag')!;
    expect((await patch(`warehouses/${warehouse.id}`, { name: '新倉名' }, '"1"')).status).toBe(200);
    const after = await api.get(`${V1}/locations/${id}`, { headers: { 'If-None-Match': before } });
    expect([after.status, after.body]).toMatchObject([200, { warehouse: { name: '新倉名' }, rowVersion: 1 }]);
    expect((await patch(`locations/${id}`, { name: '高架' }, before)).status).toBe(200);
  });

  it('demands the version that the author has seen: 428 without, 412 with another, and 412 shows the present', async () => {
    const { id } = await item('E2E-V');
    expect(codeOf(await patch(`items/${id}`, { name: 'a' }, null))).toBe('428 http.precondition_required');
    await patch(`items/${id}`, { name: '先到' }, '"1"');
    const stale = await patch(`items/${id}`, { name: '後到' }, '"1"');
    expect([codeOf(stale), stale.headers.get('etag')]).toEqual(['412 http.precondition_failed', '"2"']);
    expect((stale.body as Problem).current).toMatchObject({ name: '先到', rowVersion: 2 });
    for (const odd of ['W/"2"', '*', 'x', '""']) expect(codeOf(await patch(`items/${id}`, { name: 'b' }, odd))).toBe('412 http.precondition_failed');
  });

  it('repeats an answer for a repeated key and makes the item once', async () => {
    const key = randomUUID();
    const body = { code: 'E2E-K', name: 'x', kind: 'fg', baseUom: 'PCE' };
    const [first, again] = [await api.post(`${V1}/items`, body, { key }), await api.post(`${V1}/items`, body, { key })];
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    for (let i = 0; i < 2; i++) expect(codeOf(await api.post(`${V1}/items`, { ...body, name: 'y' }, { key }))).toBe('409 idempotency.key_reused');
    expect(await api.bed.asOwner(`SELECT severity FROM sys_audit_logs WHERE action = 'idempotency.key_reused' AND subject_id = $1`, [key])).toEqual([
      { severity: 'W' },
    ]);
    expect(codeOf(await api.post(`${V1}/items`, body))).toBe('409 catalog.code_taken');
    expect(codeOf(await api.post(`${V1}/items`, body, { key: null }))).toBe('400 idempotency.key_required');
  });

  it('refuses bad input with a code and a pointer, and changes nothing', async () => {
    const good = { code: 'E2E-BAD', name: 'x', kind: 'raw', baseUom: 'PCE' };
    const cases: [object, string, string?][] = [
      [{ ...good, kind: 'gold' }, '400 http.validation_failed', '/kind'],
      [{ ...good, surprise: 1 }, '400 http.unknown_property', '/surprise'],
      [{ ...good, code: ' x' }, '400 http.validation_failed', '/code'],
      [{ ...good, name: 'a\0b' }, '400 http.validation_failed', '/name'],
      [{ ...good, name: 5 }, '400 http.validation_failed', '/name'],
      [{ ...good, safetyStock: '-1' }, '422 http.value_refused', '/safetyStock'],
      [{ ...good, safetyStock: '0.1234567' }, '422 http.value_refused', '/safetyStock'],
      [{ ...good, baseUom: 'NOPE' }, '422 catalog.reference_unknown', '/baseUom'],
      [{ ...good, shelfLifeDays: 3 }, '422 catalog.shelf_life_needs_lot', '/shelfLifeDays'],
      [{ ...good, qtyScale: 3 }, '422 catalog.scale_exceeds_unit', '/qtyScale'],
      [{ ...good, uoms: [{ uom: 'BX', num: '0', den: '1' }] }, '422 catalog.ratio_invalid', '/uoms/0/num'],
      [{ ...good, uoms: [{ uom: 'BX', num: '1.5', den: '1' }] }, '400 http.validation_failed', '/uoms/0/num'],
    ];
    for (const [body, code, pointer] of cases) {
      const reply = await api.post(`${V1}/items`, body);
      expect([codeOf(reply), (reply.body as Problem).errors?.[0]?.pointer]).toEqual([code, pointer]);
      expect((reply.body as Problem).errors?.[0]?.message).not.toBe('');
    }
    expect((await api.get(`${V1}/items?q=E2E-BAD`)).body).toEqual({ items: [], nextCursor: null });
    for (const id of ['1', 'x', randomUUID(), "'; --"]) expect((await api.get(`${V1}/items/${encodeURIComponent(id)}`)).status).toBe(404);
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'kind=gold', 'colour=red']) expect((await api.get(`${V1}/items?${query}`)).status).toBe(400);
    expect(codeOf(await api.get(`${V1}/items?sort=gtin`))).toBe('400 catalog.sort_unknown');
    expect(codeOf(await api.get(`${V1}/items?cursor=forged`))).toBe('400 page.cursor_invalid');
  });

  it('takes hostile strings as plain text or refuses them, in names, codes and searches', async () => {
    const file = join(__dirname, '../../../../shared/data/hostile-strings/naughty-strings.json');
    const strings = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as string[]).filter((_, i) => i % 9 === 0)
      : ["'; DROP TABLE items; --", '<script>', 'a\0', '\uD800'];
    const { id } = await item('E2E-H');
    let rowVersion = 1;
    for (const name of strings) {
      const reply = await patch(`items/${id}`, { name }, `"${rowVersion}"`);
      expect([200, 400]).toContain(reply.status);
      if (reply.status === 200) {
        rowVersion += 1;
        expect((reply.body as { name: string }).name).toBe(name);
      }
      expect([200, 400]).toContain((await api.get(`${V1}/items?q=${encodeURIComponent(Buffer.from(name).toString())}`)).status);
      const made = await api.post(`${V1}/partners`, { code: name, name: 'n', roles: ['customer'] });
      expect([201, 400, 409]).toContain(made.status);
      if (made.status === 201) expect((made.body as Thing).code).toBe(name);
    }
    expect(rowVersion).toBeGreaterThan(strings.length / 2);
  });

  it('pages through a list to its end', async () => {
    for (let n = 0; n < 7; n++) await item(`E2E-P${n}`);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = (await api.get(`${V1}/items?q=E2E-P&limit=3&sort=-code&withTotal=true${cursor}`)).body as {
        items: Thing[];
        nextCursor: string | null;
        total: number;
      };
      seen.push(...page.items.map((i) => i.code));
      expect(page.total).toBe(7);
      if (page.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(seen).toEqual(['E2E-P6', 'E2E-P5', 'E2E-P4', 'E2E-P3', 'E2E-P2', 'E2E-P1', 'E2E-P0']);
  });

  it('shows a warehouse-bound user only what lies there; the rest does not exist', async () => {
    const [mine, foreign] = [await make('warehouses', { code: 'W-MINE', name: '一廠' }), await make('warehouses', { code: 'W-THEIRS', name: '二廠' })];
    const [here, there] = [
      await make('locations', { warehouse: 'W-MINE', code: 'L-MINE', name: 'a', kind: 'storage' }),
      await make('locations', { warehouse: 'W-THEIRS', code: 'L-THEIRS', name: 'b', kind: 'storage' }),
    ];
    const token = await tokenOf('lead', 'warehouse_lead', [{ kind: 'warehouse', targetId: mine.id }]);
    const codes = async (path: string): Promise<string[]> => ((await api.get(`${V1}/${path}`, { token })).body as { items: Thing[] }).items.map((x) => x.code);
    expect(await codes('warehouses')).toEqual(['W-MINE']);
    expect(await codes('locations?kind=storage')).toEqual(['L-MINE']);
    expect(codeOf(await api.get(`${V1}/locations/${there.id}`, { token }))).toBe('404 catalog.location_not_found');
    expect(codeOf(await api.get(`${V1}/warehouses/${foreign.id}`, { token }))).toBe('404 catalog.warehouse_not_found');
    expect(codeOf(await patch(`locations/${there.id}`, { name: 'x' }, '"1"', { token }))).toBe('404 catalog.location_not_found');
    expect(codeOf(await api.post(`${V1}/locations`, { warehouse: 'W-THEIRS', code: 'L-X', name: 'x', kind: 'storage' }, { token }))).toBe(
      '422 catalog.reference_unknown',
    );
    expect((await patch(`locations/${here.id}`, { name: '改名' }, '"1"', { token })).status).toBe(200);
    expect(codeOf(await api.post(`${V1}/items`, { code: 'X', name: 'x', kind: 'raw', baseUom: 'PCE' }, { token }))).toBe('403 rbac.permission_denied');
    const keeper = await tokenOf('bound.keeper', 'master_data', [{ kind: 'warehouse', targetId: mine.id }]);
    for (const path of ['items', 'item-categories', 'uoms', 'partners', 'reason-codes', 'work-centers', 'boms'])
      expect([path, codeOf(await api.post(`${V1}/${path}`, { code: 'X' }, { token: keeper }))]).toEqual([path, '403 rbac.scope_too_narrow']);
    expect((await api.get(`${V1}/items`, { token: keeper })).status).toBe(200);
    expect((await api.bed.asOwner(`SELECT 1 FROM sys_audit_logs WHERE action = 'access.scope_violation' AND subject_id = 'item.write'`)).length).toBe(1);
    const nowhere = await tokenOf('nowhere', 'warehouse_lead', []);
    expect((await api.get(`${V1}/locations`, { token: nowhere })).status).toBe(403);
  });

  it('shows costs only to those who may see them', async () => {
    const { id } = await item('E2E-C', { standardCost: '88' });
    const token = await tokenOf('keeper', 'master_data', [{ kind: 'all' }]);
    expect((await api.get(`${V1}/items/${id}`, { token })).text).not.toContain('standardCost');
    expect((await api.get(`${V1}/items?q=E2E-C`, { token })).text).not.toContain('standardCost');
    expect(codeOf(await patch(`items/${id}`, { standardCost: '1' }, '"1"', { token }))).toBe('403 catalog.cost_not_permitted');
  });

  it('archives a location only when it is empty of stock', async () => {
    await make('warehouses', { code: 'W-A', name: 'x' });
    const place = await make('locations', { warehouse: 'W-A', code: 'L-A', name: 'x', kind: 'storage' });
    const thing = await item('E2E-S');
    const post = (type: string, line: object): Promise<Reply> =>
      api.post(`${V1}/inventory/postings`, { type, lines: [{ itemCode: 'E2E-S', qty: '3', ...line }] });
    const received = await post('receipt', { toLocation: 'L-A' });
    expect([received.status, received.status === 201 ? '' : received.text]).toEqual([201, '']);
    expect(codeOf(await api.post(`${V1}/locations/${place.id}/archive`, undefined))).toBe('409 catalog.location_not_empty');
    expect(codeOf(await api.post(`${V1}/items/${thing.id}/archive`, undefined))).toBe('409 catalog.item_in_use');
    expect((await post('issue', { fromLocation: 'L-A' })).status).toBe(201);
    expect((await api.post(`${V1}/locations/${place.id}/archive`, undefined)).body).toMatchObject({ status: 'archived' });
  });

  it('keeps bills, work centers, units, reasons, zones and categories', async () => {
    for (const code of ['E2E-B1', 'E2E-B2']) await item(code);
    const line = { component: 'E2E-B2', qty: '2.5', uom: 'PCE', validFrom: '2026-01-01' };
    const bom = await make('boms', { item: 'E2E-B1', lines: [line] });
    expect((await api.post(`${V1}/boms/${bom.id}/activate`, undefined)).body).toMatchObject({ state: 'active', lines: [{ qty: '2.5', validTo: null }] });
    const circle = await api.post(`${V1}/boms`, { item: 'E2E-B2', lines: [{ ...line, component: 'E2E-B1' }] });
    expect([codeOf(circle), (circle.body as unknown as { path: string }).path]).toEqual(['422 catalog.bom_cycle', 'E2E-B2 → E2E-B1 → E2E-B2']);
    expect((await api.get(`${V1}/boms?component=E2E-B2`)).body).toMatchObject({ items: [{ item: { code: 'E2E-B1' } }] });

    expect(await make('work-centers', { code: 'WC-1', name: '車床', hourlyCost: '22.5' })).toMatchObject({ hourlyCost: '22.5', hoursPerDay: '8' });
    const uom = await make('uoms', { code: 'SHEET-A', nameZh: '大張', nameEn: 'Large sheet', category: 'count' });
    expect((await patch(`uoms/${uom.id}`, { nameZh: '特大張' }, '"1"')).body).toMatchObject({ nameZh: '特大張', rowVersion: 2 });
    const reason = await make('reason-codes', { code: 'MY-1', domain: 'adjust', labelZh: '我的', labelEn: 'Mine' });
    expect((await patch(`reason-codes/${reason.id}`, { active: false }, '"1"')).body).toMatchObject({ active: false });
    expect((await api.get(`${V1}/reason-codes?domain=adjust&active=false`)).body).toMatchObject({ items: [{ code: 'MY-1', label: 'Mine' }] });
    const warehouse = await make('warehouses', { code: 'W-Z', name: 'x' });
    expect(await make(`warehouses/${warehouse.id}/zones`, { code: 'COLD', name: '冷藏' })).toMatchObject({
      zones: [{ code: 'COLD', name: '冷藏' }],
      rowVersion: 2,
    });
    await make('item-categories', { code: 'CAT', name: '五金' });
    expect(await make('items', { code: 'E2E-CAT', name: 'x', kind: 'raw', baseUom: 'PCE', category: 'CAT' })).toMatchObject({
      category: { code: 'CAT', name: '五金' },
    });
    expect(codeOf(await api.post(`${V1}/items/${uom.id}/barcodes`, { code: '471' }))).toBe('404 catalog.item_not_found');
    const { id } = await item('E2E-BC');
    expect(await make(`items/${id}/barcodes`, { code: '4710088412345/1', symbology: 'EAN13' })).toMatchObject({ barcodes: [{ code: '4710088412345/1' }] });
    expect((await api.send('DELETE', `${V1}/items/${id}/barcodes/4710088412345%2F1`)).body).toMatchObject({ barcodes: [], rowVersion: 3 });
    expect(codeOf(await api.send('DELETE', `${V1}/items/${id}/barcodes/4710088412345%2F1`))).toBe('404 catalog.barcode_not_found');
  });
});
