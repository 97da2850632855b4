import { randomUUID } from 'node:crypto';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { secondPerson } from './second-person';
import { stockIn, tradingRoom } from './trading-room';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the pages of transfers, adjustments and offline conflicts', () => {
  let api: ApiUnderTest;
  let portal: Portal;
  let other: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await tradingRoom(api);
    await api.post('/api/v1/warehouses', { code: 'WH2', name: '桃園物流中心（含保稅區與危險品專區之第二期擴建廠房）' });
    await api.post('/api/v1/locations', { warehouse: 'WH2', code: 'B-01', name: '高架 01', kind: 'storage' });
    await api.post('/api/v1/reason-codes', { code: 'ADJ-BIG', domain: 'adjust', labelZh: '盤虧', labelEn: 'Loss', needsApproval: true });
    await stockIn(api, [{ itemCode: 'BOLT-M6', qty: '250', toLocation: 'A-01' }]);
    await secondPerson(api, 'second', '陳大文');
    portal = await Portal.open(executable!, api.url);
    other = await Portal.open(executable!, api.url);
    await portal.visit('/transfers');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await other?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect([...portal.complaints.splice(0), ...other.complaints.splice(0)]).toEqual([]);
  });

  const stock = async () => {
    const { items } = (await api.get('/api/v1/inventory/balances?itemCode=BOLT-M6')).body as { items: { onHand: string; location: { code: string } }[] };
    return items.map(({ onHand, location }) => `${location.code} ${onHand}`).sort();
  };

  it('sends goods to another warehouse, where they are received', async () => {
    await portal.text('尚無調撥單').waitFor();
    await portal.page.getByRole('link', { name: '新增調撥單' }).first().click();
    await portal.choose('來源倉別', 'WH1', 'WH1');
    await portal.choose('目的倉別', 'WH2', 'WH2');
    await portal.choose('品項', 'BOLT', 'BOLT-M6');
    await portal.field('數量').fill('40');
    await portal.choose('來源儲位', 'A-01', 'A-01');
    await portal.submitInHaste();
    await portal.page.waitForURL(/\/transfers\/[0-9a-f-]+$/);
    expect(portal.writes.filter((write) => write === 'POST /api/v1/transfers')).toHaveLength(1);
    await portal.button('出庫').click();
    await portal.inDialog('出庫').dblclick();
    await portal.status('在途').waitFor();
    expect(await stock()).toEqual(['A-01 210', 'TRANSIT-WH2 40']);
    await portal.button('調撥收貨').click();
    await portal.page.waitForURL(/\/receive$/);
    await portal.choose('目的儲位', 'B-01', 'B-01');
    await portal.submitInHaste();
    await portal.status('已收貨').waitFor();
    expect(await stock()).toEqual(['A-01 210', 'B-01 40']);
  });

  it('keeps an adjustment waiting for another person, and refuses one’s own approval in words', async () => {
    await portal.visit('/adjustments/new');
    await portal.choose('原因代碼', 'ADJ', 'ADJ-BIG');
    await portal.choose('品項', 'BOLT', 'BOLT-M6');
    await portal.field('增減數量').fill('-10');
    await portal.choose('儲位', 'A-01', 'A-01');
    await portal.submitInHaste();
    await portal.status('待核准').waitFor();
    expect(await stock()).toEqual(['A-01 210', 'B-01 40']);
    await portal.button('核准').click();
    await portal.inDialog('核准').click();
    const refusal = await portal.page.getByRole('dialog').getByRole('alert').first().innerText();
    expect(refusal).not.toMatch(/inventory\.|four_eyes/);
    expect(refusal).toMatch(/\p{Script=Han}/u);
    await portal.button('取消').click();
  });

  it('is posted once by the other person', async () => {
    await other.visit('/adjustments?state=pending_approval');
    await other.signIn('second', ADMIN_PASSWORD);
    await other.page.getByRole('link', { name: /^AD-/ }).click();
    await other.button('核准').click();
    await other.inDialog('核准').dblclick();
    await other.status('已過帳').waitFor();
    expect(other.writes.filter((write) => write.endsWith('/approve'))).toHaveLength(1);
    expect(await stock()).toEqual(['A-01 200', 'B-01 40']);
    expect(await other.page.locator('#content').innerText()).toMatch(/核決人\s*陳大文/);
  });

  it('tells in words what a device did that no longer fits, and applies it when it does', async () => {
    const line = { itemCode: 'BOLT-M6', qty: '300', fromLocation: 'A-01', toLocation: 'A-02' };
    const op = { opId: randomUUID(), seq: 1, type: 'stock.move', occurredAt: new Date(Date.now() - 60_000).toISOString(), body: { lines: [line] } };
    expect((await api.post('/api/v1/device-ops/batch', { ops: [op] }, { key: null })).status).toBe(200);
    await portal.visit('/conflicts');
    const row = (await portal.row('移位')).join(' ');
    expect(row).toMatch(/衝突.*庫存不足.*系統管理員/s);
    expect(row).not.toMatch(/stock\.move|inventory\./);
    await portal.page.getByRole('link', { name: '移位' }).click();
    expect(await portal.page.getByRole('region', { name: '裝置送來的內容' }).innerText()).toMatch(/料號 BOLT-M6.*數量 300.*來源儲位 A-01/s);
    await stockIn(api, [{ itemCode: 'BOLT-M6', qty: '100', toLocation: 'A-01' }]);
    await portal.button('套用').click();
    await portal.inDialog('套用').click();
    await portal.text('請填寫原因。').waitFor();
    await portal.field('原因').fill('貨已補到');
    await portal.inDialog('套用').dblclick();
    await portal.status('已處理').waitFor();
    expect(await stock()).toEqual(['A-02 300', 'B-01 40']);
    expect(portal.writes.filter((write) => write.endsWith('/resolve'))).toHaveLength(1);
  });
});
