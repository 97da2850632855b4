// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import type { ApiUnderTest } from '../../api/e2e/harness';
import { stockIn, tradingRoom } from './trading-room';

/** A line of two machines that makes a valve out of a body, bolts and glue; the body is a bill of its own, the kit a phantom. */
export async function factoryRoom(api: ApiUnderTest): Promise<void> {
  await tradingRoom(api);
  const item = (code: string, name: string, kind: string) => api.post('/api/v1/items', { code, name, kind, baseUom: 'PCS', tracking: 'none' });
  const operation = (opNo: number, name: string, workCenter: string) => ({ opNo, name, workCenter, setupS: '600', runS: '30', queueS: '0', reportPoint: true });
  const answers = [
    await item('VALVE-1', '球閥（不鏽鋼，法蘭連接，PN16）', 'fg'),
    await item('BODY-1', '閥體', 'wip'),
    await item('KIT-1', '密封組', 'wip'),
    await item('BOLT-M8', '內六角螺栓 M8', 'raw'),
    await item('RING-9', 'O 型環', 'raw'),
    await api.post('/api/v1/locations', { warehouse: 'WH1', code: 'LINE-1', name: '線邊倉 1', kind: 'storage' }),
    await api.post('/api/v1/locations', { warehouse: 'WH1', code: 'FG-01', name: '成品區', kind: 'storage' }),
    await api.post('/api/v1/work-centers', { code: 'WC-10', name: 'CNC 車床', hourlyCost: '600', hoursPerDay: '8', boardGroup: 'LINE-A', location: 'LINE-1' }),
    await api.post('/api/v1/work-centers', { code: 'WC-20', name: '組裝台', hourlyCost: '300', hoursPerDay: '8', boardGroup: 'LINE-A', location: 'LINE-1' }),
    await api.post('/api/v1/reason-codes', { code: 'SCR-PROCESS', domain: 'scrap', labelZh: '製程不良', labelEn: 'Process defect' }),
    await api.post('/api/v1/reason-codes', { code: 'DT-BREAKDOWN', domain: 'downtime', labelZh: '機台故障', labelEn: 'Breakdown' }),
    await api.post('/api/v1/routings', {
      item: 'VALVE-1',
      operations: [{ ...operation(10, '車削', 'WC-10'), instructions: '夾爪壓力 4 bar；首件送檢' }, operation(20, '組裝', 'WC-20')],
    }),
  ];
  expect(answers.map(({ status, text }) => (status === 201 ? status : text))).toEqual(answers.map(() => 201));
  const routing = answers.at(-1)?.body as unknown as { id: string };
  expect((await api.post(`/api/v1/routings/${routing.id}/activate`, {})).status).toBe(200);
}

const FROM = { uom: 'PCS', validFrom: '2024-01-01' };

/** The bills of the valve, active. */
export async function valveBills(api: ApiUnderTest): Promise<string> {
  const bill = async (body: object): Promise<string> => {
    const made = await api.post('/api/v1/boms', body);
    expect(made.status === 201 ? 201 : made.text).toBe(201);
    const { id } = made.body as { id: string };
    const active = await api.post(`/api/v1/boms/${id}/activate`, {});
    expect(active.status === 200 ? 200 : active.text).toBe(200);
    return id;
  };
  await bill({ item: 'KIT-1', kind: 'phantom', lines: [{ ...FROM, component: 'RING-9', qty: '2' }] });
  await bill({ item: 'BODY-1', lines: [{ ...FROM, component: 'BOLT-M8', qty: '4' }] });
  return bill({
    item: 'VALVE-1',
    lines: [
      { ...FROM, component: 'BODY-1', qty: '1', issueMethod: 'manual' },
      { ...FROM, component: 'KIT-1', qty: '1' },
      { ...FROM, component: 'BOLT-M8', qty: '8', scrapPct: '5', issueMethod: 'backflush', substitutes: [{ item: 'BOLT-M6' }] },
    ],
  });
}

/** Material for a hundred valves at the line, but bodies for fifteen. */
export async function lineStock(api: ApiUnderTest): Promise<void> {
  await stockIn(api, [
    { itemCode: 'BODY-1', qty: '15', toLocation: 'LINE-1' },
    { itemCode: 'BOLT-M8', qty: '900', toLocation: 'LINE-1' },
    { itemCode: 'RING-9', qty: '300', toLocation: 'LINE-1' },
  ]);
}

/** An order for valves; its number. */
export async function valveOrder(api: ApiUnderTest, more: object = {}): Promise<{ id: string; number: string }> {
  const made = await api.post('/api/v1/work-orders', { item: 'VALVE-1', qty: '20', warehouse: 'WH1', outputLocation: 'FG-01', ...more });
  expect(made.status === 201 ? 201 : made.text).toBe(201);
  return made.body as { id: string; number: string };
}

/** An order for plugs, which carry a lot, with its output reported as lot PLUG-LOT; its number. */
export async function plugOrder(api: ApiUnderTest): Promise<string> {
  const must = async (path: string, body: object): Promise<{ id: string; number: string }> => {
    const { status, text, body: answer } = await api.post(`/api/v1${path}`, body);
    expect(status < 300 ? 'done' : text).toBe('done');
    return answer as { id: string; number: string };
  };
  await must('/items', { code: 'PLUG-1', name: '堵頭', kind: 'fg', baseUom: 'PCS', tracking: 'lot' });
  const bill = await must('/boms', { item: 'PLUG-1', lines: [{ ...FROM, component: 'RING-9', qty: '1', issueMethod: 'backflush' }] });
  await must(`/boms/${bill.id}/activate`, {});
  const order = await valveOrder(api, { item: 'PLUG-1', qty: '2', supplyLocation: 'LINE-1', targetLot: 'PLUG-LOT' });
  await must(`/work-orders/${order.id}/release`, {});
  await must('/production-reports', { workOrder: order.number, good: '2' });
  return order.number;
}
