// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import type { ApiUnderTest } from '../../api/e2e/harness';

const LONG = '不鏽鋼內六角圓柱頭螺栓（鈍化處理，附防鬆墊圈）M6×20 一百支裝';

/** A warehouse that trades: dock, shelves and shipping area, an item without and one with lots, a supplier and a customer. */
export async function tradingRoom(api: ApiUnderTest): Promise<void> {
  const place = (code: string, name: string, kind: string) => api.post('/api/v1/locations', { warehouse: 'WH1', code, name, kind });
  const answers = [
    await api.post('/api/v1/uoms', { code: 'PCS', nameZh: '個', nameEn: 'piece', category: 'count', decimals: 0 }),
    await api.post('/api/v1/uoms', { code: 'CTN', nameZh: '箱', nameEn: 'carton', category: 'package', decimals: 0 }),
    await api.post('/api/v1/warehouses', { code: 'WH1', name: '台中主倉' }),
    await place('DOCK-1', '收貨碼頭', 'staging_in'),
    await place('A-01', '零件架 01', 'storage'),
    await place('A-02', '零件架 02', 'storage'),
    await place('OUT-1', '出貨暫存', 'staging_out'),
    await api.post('/api/v1/items', {
      code: 'BOLT-M6',
      name: LONG,
      kind: 'raw',
      baseUom: 'PCS',
      tracking: 'none',
      uoms: [{ uom: 'CTN', num: '100', den: '1' }],
    }),
    await api.post('/api/v1/items', { code: 'GLUE-5', name: '環氧樹脂接著劑', kind: 'raw', baseUom: 'PCS', tracking: 'lot' }),
    await api.post('/api/v1/partners', { code: 'V-001', name: '大同五金股份有限公司', roles: ['supplier'] }),
    await api.post('/api/v1/partners', { code: 'C-001', name: '永豐精密工業股份有限公司', roles: ['customer'] }),
    await api.post('/api/v1/reason-codes', { code: 'ADJ-LOST', domain: 'adjust', labelZh: '遺失', labelEn: 'Lost' }),
    await api.post('/api/v1/reason-codes', { code: 'SHORT', domain: 'short_pick', labelZh: '儲位無貨', labelEn: 'Nothing there' }),
  ];
  expect(answers.map(({ status, text }) => (status === 201 ? status : text))).toEqual(answers.map(() => 201));
}

/** Brings stock in by the posting core, without a document. */
export async function stockIn(api: ApiUnderTest, lines: readonly object[]): Promise<void> {
  const { status, text } = await api.post('/api/v1/inventory/postings', { type: 'receipt', lines });
  expect(status === 201 ? status : text).toBe(201);
}
