import { createHash } from 'node:crypto';
import { aLocation, aWarehouse, anItem, standardUnits } from '@anwen/catalog/testing';
import { RbacBed } from '@anwen/rbac/testing';
import { ApiUnderTest, type Reply } from './harness';

const RESOLVE = '/api/v1/scan/resolve';
const GTIN = '09520123456788';
const GS = '\u001d';

interface Answer {
  readonly raw: string;
  readonly gs1: { readonly elements: { ai: string; value: string }[]; readonly errors: { code: string; message: string }[] } | null;
  readonly candidates: { kind: string; code: string; via: string; lot: string | null; qty: string | null; uom: string | null }[];
  readonly ambiguous: boolean;
  readonly unknown: boolean;
}

describe('scans and codes over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  let places: { ours: string; theirs: string; warehouse: string };
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    rbac = new RbacBed(api.bed);
    await api.bed.transaction(standardUnits);
    places = await api.bed.transaction(async (tx) => {
      const [one, two] = [await aWarehouse(tx), await aWarehouse(tx)];
      await anItem(tx, { code: 'SCAN-1', gtin: GTIN, tracking: 'lot', barcodes: [{ code: 'BOX-1', uom: 'BX' }], uoms: [{ uom: 'BX', num: '12', den: '1' }] });
      return {
        ours: (await aLocation(tx, { warehouse: one.code })).code,
        theirs: (await aLocation(tx, { warehouse: two.code })).code,
        warehouse: one.publicId,
      };
    });
  }, 90_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
  });

  const resolve = async (body: object, token?: string): Promise<Answer> => {
    const reply = await api.send('POST', RESOLVE, { body, key: null, ...(token === undefined ? {} : { token }) });
    if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
    return reply.body as Answer;
  };
  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as { code: string }).code}`;

  it('answers what a scan means, without a key, since it only reads', async () => {
    expect(await resolve({ raw: 'BOX-1' })).toMatchObject({
      gs1: null,
      candidates: [{ kind: 'item', code: 'SCAN-1', via: 'barcode', uom: 'BX', qty: '1' }],
      unknown: false,
    });
    const gs1 = await resolve({ raw: `]d201${GTIN}10L-1${GS}17271231` });
    expect(gs1).toMatchObject({ ambiguous: false, candidates: [{ kind: 'item', code: 'SCAN-1', via: 'gs1', lot: 'L-1', expiresOn: '2027-12-31' }] });
    expect(await resolve({ raw: `01${GTIN}10L-1~17271231`, symbology: ']C1', profile: 'tilde' })).toMatchObject({ candidates: [{ lot: 'L-1' }] });
    expect(await resolve({ raw: 'nobody knows' })).toEqual({ raw: 'nobody knows', gs1: null, candidates: [], ambiguous: false, unknown: true });
  });

  it('tells what was read when a label is wrong, in the language of the reader', async () => {
    const raw = `]C101${GTIN}10${'A'.repeat(19)}17261231`;
    const reply = await api.send('POST', RESOLVE, { body: { raw }, key: null, headers: { 'Accept-Language': 'zh-Hant' } });
    expect((reply.body as Answer).gs1!.errors[0]).toMatchObject({ code: 'too_long', message: expect.stringContaining('分隔符號') as string });
  });

  it('refuses what is no scan, and whoever may not scan', async () => {
    const send = (body: object, token?: string): Promise<Reply> => api.send('POST', RESOLVE, { body, key: null, ...(token === undefined ? {} : { token }) });
    expect(codeOf(await send({}))).toBe('400 http.validation_failed');
    expect(codeOf(await send({ raw: 'a\0b' }))).toBe('400 http.validation_failed');
    expect(codeOf(await send({ raw: 'x'.repeat(2001) }))).toBe('400 http.validation_failed');
    expect(codeOf(await send({ raw: 'x', symbology: 'GS1' }))).toBe('400 http.validation_failed');
    await rbac.addUser('auditor1', [{ role: 'auditor', scopes: [{ kind: 'all' }] }]);
    expect((await send({ raw: 'x' }, await rbac.tokenFor('auditor1'))).status).toBe(403);
    expect((await api.send('POST', RESOLVE, { body: { raw: 'x' }, key: null, token: null })).status).toBe(401);
  });

  it('knows only the places of the person’s warehouses', async () => {
    await rbac.addUser('picker1', [{ role: 'warehouse_operator', scopes: [{ kind: 'warehouse', targetId: places.warehouse }] }]);
    const token = await rbac.tokenFor('picker1');
    expect((await resolve({ raw: places.ours }, token)).candidates).toMatchObject([{ kind: 'location', code: places.ours }]);
    expect(await resolve({ raw: places.theirs }, token)).toMatchObject({ unknown: true, candidates: [] });
  });

  it('knows a person by the badge', async () => {
    const badge = `AB${'7K'.repeat(13)}`;
    const id = await rbac.addUser('lin');
    await api.bed.asOwner(`INSERT INTO sys_badges (user_id, code_hash) SELECT id, $2 FROM sys_users WHERE public_id = $1`, [
      id,
      createHash('sha256').update(badge).digest(),
    ]);
    expect((await resolve({ raw: badge })).candidates).toMatchObject([{ kind: 'person', id, code: 'lin', via: 'badge' }]);
  });

  it('offers units to pick from and takes one over', async () => {
    const found = await api.get(`/api/v1/uoms/reference?q=${encodeURIComponent('磅')}&limit=1`);
    expect(found.body).toMatchObject({ items: [{ code: 'LBR', nameZh: '磅', category: 'mass', adopted: false }], nextCursor: null });
    const adopted = await api.post('/api/v1/uoms/adopt', { code: 'LBR' });
    expect([adopted.status, adopted.headers.get('location')]).toEqual([201, `/api/v1/uoms/${(adopted.body as { id: string }).id}`]);
    expect(codeOf(await api.post('/api/v1/uoms/adopt', { code: 'LBR' }))).toBe('409 catalog.code_taken');
    expect(codeOf(await api.post('/api/v1/uoms/adopt', { code: 'QQQ' }))).toBe('422 catalog.uom_unknown');
  });

  it('refuses a tax id that cannot be one, and a unit without a factor', async () => {
    expect(codeOf(await api.post('/api/v1/partners', { code: 'SC-1', name: 'x', roles: ['supplier'], taxId: '12345678' }))).toBe('422 catalog.tax_id_invalid');
    expect((await api.post('/api/v1/partners', { code: 'SC-1', name: 'x', roles: ['supplier'], taxId: '12345678', country: 'US' })).status).toBe(201);
    const item = { code: 'SC-1', name: 'x', kind: 'raw', baseUom: 'KGM' };
    expect(codeOf(await api.post('/api/v1/items', { ...item, uoms: [{ uom: 'BX', isPurchase: true }] }))).toBe('422 catalog.ratio_missing');
    const made = await api.post('/api/v1/items', {
      ...item,
      uoms: [{ uom: 'GRM', isSales: true }],
      overReceiptPct: '5',
      qcOnReceipt: true,
      defaultLocation: places.ours,
    });
    expect(made.body).toMatchObject({
      uoms: [{ num: '1', den: '1000', isSales: true }],
      overReceiptPct: '5',
      qcOnReceipt: true,
      defaultLocation: { code: places.ours },
    });
  });
});
