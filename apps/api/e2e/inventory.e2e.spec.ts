import { aWarehouse } from '@anwen/catalog/testing';
import { aSmallStore } from '@anwen/inventory/testing';
import { RbacBed } from '@anwen/rbac/testing';
import { ApiUnderTest, type Reply } from './harness';

const V1 = '/api/v1';

describe('stock over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  let store: Awaited<ReturnType<typeof aSmallStore>>;
  beforeAll(async () => {
    api = await ApiUnderTest.start();
    store = await api.bed.transaction(aSmallStore);
    rbac = new RbacBed(api.bed);
  }, 90_000);
  afterAll(async () => {
    await rbac.close();
    await api.stop();
  });

  const codeOf = (reply: Reply): string => `${reply.status} ${(reply.body as { code?: string }).code ?? ''}`.trim();
  const receive = async (line: object): Promise<{ id: string }> => {
    const reply = await api.post(`${V1}/inventory/postings`, { type: 'receipt', lines: [{ toLocation: store.binA.code, ...line }] });
    if (reply.status !== 201) throw new Error(reply.text);
    return reply.body as { id: string };
  };

  it('refuses sort keys that a list does not have, and counts every list that is asked to', async () => {
    await receive({ itemCode: store.plain.code, qty: '3' });
    const lists = [
      ...['inventory/balances', 'inventory/movements', 'lots', 'serials', 'reservations'].map((path) => `${path}?`),
      `inventory/stock-card?itemCode=${store.plain.code}&`,
      'inventory/as-of?date=2099-01-01&',
    ];
    for (const list of lists) {
      expect(`${list} ${codeOf(await api.get(`${V1}/${list}sort=weight`))}`).toBe(`${list} 400 inventory.sort_unknown`);
      const page = (await api.get(`${V1}/${list}withTotal=true`)).body as { items: unknown[]; total: number };
      expect([list, page.total]).toEqual([list, page.items.length]);
    }
  });

  it('gives a posting a version, which its reversal changes', async () => {
    const { id } = await receive({ itemCode: store.plain.code, qty: '1' });
    const path = `${V1}/inventory/postings/${id}`;
    const known = async (etag: string): Promise<[number, string | null]> => {
      const reply = await api.get(path, { headers: { 'If-None-Match': etag } });
      return [reply.status, reply.headers.get('etag')];
    };
    const etag = (await api.get(path)).headers.get('etag')!;
    expect([etag, await known(etag)]).toEqual([expect.stringMatching(/^"1-/), [304, etag]]);
    expect((await api.post(`${path}/reverse`, {})).status).toBe(201);
    expect(await known(etag)).toEqual([200, expect.stringMatching(/^"2-/)]);
  });

  it('reserves once for a document, exactly, in places that exist', async () => {
    const wish = { ownerType: 'so', ownerRef: 'SO-9/1', itemCode: store.plain.code, qty: '1' };
    const reserve = (more: object = {}): Promise<Reply> => api.post(`${V1}/reservations`, { ...wish, ...more });
    expect(codeOf(await reserve({ expiresAt: '2020-01-01T00:00:00Z' }))).toBe('422 inventory.expiry_refused');
    expect(codeOf(await reserve({ qty: '0.5' }))).toBe('422 inventory.quantity_refused');
    expect(codeOf(await reserve({ warehouse: 'NO-SUCH' }))).toBe('404 inventory.warehouse_not_found');
    expect((await reserve()).status).toBe(201);
    expect(codeOf(await reserve())).toBe('409 inventory.already_reserved');
    const unknown = await api.get(`${V1}/inventory/availability?itemCode=${store.plain.code}&warehouse=NO-SUCH`);
    expect(codeOf(unknown)).toBe('404 inventory.warehouse_not_found');
  });

  it('lets an inspector hold the lots of the own warehouse alone', async () => {
    await receive({ itemCode: store.lot.code, qty: '1', lot: 'L-1', expiresOn: '2099-01-01' });
    const elsewhere = await api.bed.transaction((tx) => aWarehouse(tx));
    const inspector = async (name: string, warehouse: string): Promise<string> => {
      const [found] = ((await api.get(`${V1}/warehouses?q=${warehouse}`)).body as { items: { id: string }[] }).items;
      await rbac.addUser(name, [{ role: 'quality_inspector', scopes: [{ kind: 'warehouse', targetId: found!.id }] }]);
      return rbac.tokenFor(name);
    };
    const [here, away] = [await inspector('inspector-here', store.warehouse.code), await inspector('inspector-away', elsewhere.code)];
    const seen = async (token: string): Promise<{ id: string }[]> =>
      ((await api.get(`${V1}/lots?itemCode=${store.lot.code}`, { token })).body as { items: { id: string }[] }).items;
    const [lot] = await seen(here);
    expect(await seen(away)).toEqual([]);
    const hold = (token: string): Promise<Reply> => api.post(`${V1}/lots/${lot!.id}/hold`, { reason: '檢驗' }, { token });
    expect(codeOf(await hold(away))).toBe('404 inventory.lot_not_found');
    expect((await hold(here)).body).toMatchObject({ status: 'hold' });
  });
});
