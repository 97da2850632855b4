// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { tradingRoom } from './trading-room';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;
const PAINT = '環保水性塗料,亞光,灰（含助劑）,5 公升裝';

inBrowser('the pages of inspections, put-away and returns to suppliers', () => {
  let api: ApiUnderTest;
  let portal: Portal;
  let receipt: { id: string; number: string };

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await tradingRoom(api);
    const made = [
      await api.post('/api/v1/items', { code: 'PAINT-5', name: PAINT, kind: 'raw', baseUom: 'PCS', tracking: 'lot', qcOnReceipt: true }),
      await api.post('/api/v1/reason-codes', { code: 'SCRATCH', domain: 'scrap', labelZh: '刮傷', labelEn: 'Scratched' }),
      await api.post('/api/v1/reason-codes', { code: 'WRONG', domain: 'return', labelZh: '送錯', labelEn: 'Wrong goods' }),
    ];
    expect(made.map(({ status, text }) => (status === 201 ? status : text))).toEqual([201, 201, 201]);
    receipt = (await api.post('/api/v1/receipts', { supplier: 'V-001', warehouse: 'WH1', dock: 'DOCK-1' })).body;
    const lines = [{ itemCode: 'PAINT-5', qty: '60', lot: 'P-1', expiresOn: '2099-06-01' }];
    expect((await api.post(`/api/v1/receipts/${receipt.id}/lines`, { lines })).status).toBe(201);
    expect((await api.post(`/api/v1/receipts/${receipt.id}/finish`, {})).status).toBe(200);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/inspections');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  const stock = async () => {
    const { items } = (await api.get('/api/v1/inventory/balances?itemCode=PAINT-5')).body as {
      items: { status: string; onHand: string; location: { code: string } }[];
    };
    return items.map(({ status, onHand, location }) => `${location.code} ${status} ${onHand}`).sort();
  };

  it('records a result once, and says which sum is wrong', async () => {
    await portal.row('PAINT-5', /待處理.*60 PCS/s);
    await portal.page.getByRole('link', { name: /^IQ-/ }).click();
    await portal.button('記錄結果').click();
    await portal.pick('檢驗結果', '特採');
    await portal.field('合格數量').fill('50');
    await portal.field('不合格數量').fill('5');
    await portal.inDialog('記錄結果').click();
    await portal.page.getByRole('dialog').getByRole('alert').first().waitFor();
    await portal.field('合格數量').fill('55');
    await portal.field('原因（可不填）').fill('外觀刮傷 5 罐');
    await portal.inDialog('記錄結果').dblclick();
    await portal.status('特採').waitFor();
    expect(await portal.page.locator('#content').innerText()).toMatch(/55 PCS[\s\S]*系統管理員/);
  });

  it('decides where the goods go, part by part', async () => {
    const dispose = async (action: string, qty: string) => {
      await portal.button('處置').click();
      await portal.pick('處置方式', action);
      await portal.field('數量').fill(qty);
      if (action === '報廢') await portal.choose('原因代碼', 'SCR', 'SCRATCH');
      await portal.inDialog('處置').dblclick();
      await portal.page.getByRole('dialog').waitFor({ state: 'hidden' });
    };
    await dispose('放行', '55');
    await dispose('報廢', '5');
    await portal.status('已處置').waitFor();
    expect(portal.writes.filter((write) => write.endsWith('/disposition'))).toHaveLength(2);
    expect(await stock()).toEqual(['DOCK-1 available 55']);
  });

  it('puts what was released away, elsewhere than suggested when a person decides so', async () => {
    await portal.visit('/putaway-tasks?state=open');
    await portal.page.getByRole('button', { name: '領取 PAINT-5' }).click();
    await portal.text('沒有符合條件的資料').waitFor();
    await portal.visit('/putaway-tasks?mine=true');
    await portal.page.getByRole('button', { name: '上架 PAINT-5' }).click();
    await portal.choose('目的儲位', 'A-02', 'A-02');
    await portal.inDialog('上架').dblclick();
    await portal.page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await stock()).toEqual(['A-02 available 55']);
    await portal.visit('/stock/ledger?itemCode=PAINT-5');
    await portal.page.getByRole('link', { name: receipt.number }).first().click();
    await portal.page.waitForURL(new RegExp(`/receipts/${receipt.number}$`));
    await portal.text('已收明細').waitFor();
  });

  it('sends goods back to the supplier', async () => {
    await portal.visit('/supplier-returns');
    await portal.text('尚無供應商退貨').waitFor();
    await portal.page.getByRole('link', { name: '新增供應商退貨' }).first().click();
    await portal.choose('供應商', 'V-001', 'V-001');
    await portal.choose('倉別', 'WH1', 'WH1');
    await portal.choose('品項', 'PAINT', 'PAINT-5');
    await portal.field('數量').fill('4');
    await portal.choose('儲位', 'A-02', 'A-02');
    await portal.field('批號').fill('P-1');
    await portal.pick('狀態', '可用');
    await portal.choose('原因代碼', 'WRO', 'WRONG');
    await portal.submitInHaste();
    await portal.page.waitForURL(/\/supplier-returns\/[0-9a-f-]+$/);
    await portal.button('退貨出庫').click();
    await portal.inDialog('退貨出庫').dblclick();
    await portal.status('已出貨').waitFor();
    expect(await stock()).toEqual(['A-02 available 51']);
    expect(portal.writes.filter((write) => write === 'POST /api/v1/supplier-returns')).toHaveLength(1);
  });

  it('calls an inspection off whose goods have left another way', async () => {
    const lines = [{ itemCode: 'PAINT-5', qty: '6', lot: 'P-2', expiresOn: '2099-06-01' }];
    const second = (await api.post('/api/v1/receipts', { supplier: 'V-001', warehouse: 'WH1', dock: 'DOCK-1' })).body as { id: string };
    expect((await api.post(`/api/v1/receipts/${second.id}/lines`, { lines })).status).toBe(201);
    expect((await api.post(`/api/v1/receipts/${second.id}/finish`, {})).status).toBe(200);
    await portal.visit('/inspections?state=open');
    await portal.page.getByRole('link', { name: /^IQ-/ }).click();
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: '取消檢驗' }).click();
    await portal.field('原因').fill('整批退回，未進待驗區');
    await portal.inDialog('取消檢驗').dblclick();
    await portal.status('已取消').waitFor();
    expect(portal.writes.filter((write) => write.endsWith('/cancel'))).toHaveLength(1);
  });
});
