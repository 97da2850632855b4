// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import type { ApiUnderTest } from '../../api/e2e/harness';

/** One warehouse with stock: one bin, and one item that is kept by lot. */
export async function stockRoom(api: ApiUnderTest): Promise<void> {
  const receipt = { itemCode: 'RM-M6', qty: '120.5', uom: 'KGM', toLocation: 'A-01', lot: 'L261122-01' };
  const answers = [
    await api.post('/api/v1/uoms', { code: 'KGM', nameZh: '公斤', nameEn: 'kilogram', category: 'mass', decimals: 3 }),
    await api.post('/api/v1/warehouses', { code: 'RM', name: '原料倉' }),
    await api.post('/api/v1/locations', { warehouse: 'RM', code: 'A-01', name: '零件架 01', kind: 'storage' }),
    await api.post('/api/v1/items', { code: 'RM-M6', name: '不鏽鋼六角螺栓 M6×20', kind: 'raw', baseUom: 'KGM', qtyScale: 3, tracking: 'lot' }),
    await api.post('/api/v1/inventory/postings', { type: 'receipt', clientOpId: '0193aaaa-0000-7000-8000-000000000001', lines: [receipt] }),
  ];
  expect(answers.map(({ status, text }) => (status === 201 ? status : text))).toEqual([201, 201, 201, 201, 201]);
}
