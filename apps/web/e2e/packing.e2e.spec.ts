import { readFileSync } from 'node:fs';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { stockIn, tradingRoom } from './trading-room';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the pages of waves, packages and returns from customers', () => {
  let api: ApiUnderTest;
  let portal: Portal;
  let shipment: { id: string; number: string };

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await tradingRoom(api);
    await api.post('/api/v1/reason-codes', { code: 'WRONG', domain: 'return', labelZh: '送錯', labelEn: 'Wrong goods' });
    await stockIn(api, [{ itemCode: 'GLUE-5', qty: '12', lot: 'L-1', expiresOn: '2099-06-30', toLocation: 'A-02' }]);
    shipment = (await api.post('/api/v1/shipments', { customer: 'C-001', warehouse: 'WH1', lines: [{ itemCode: 'GLUE-5', qty: '8' }] })).body;
    expect((await api.post(`/api/v1/shipments/${shipment.id}/allocate`, {})).status).toBe(201);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/waves');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  it('puts allocated shipments into a wave and releases it to the pickers', async () => {
    await portal.text('尚無揀貨波次').waitFor();
    await portal.page.getByRole('link', { name: '新增波次' }).first().click();
    await portal.choose('倉別', 'WH1', 'WH1');
    await portal.choose('出貨單', 'DN', shipment.number);
    await portal.page.keyboard.press('Escape');
    await portal.submitInHaste();
    await portal.page.waitForURL(/\/waves\/[0-9a-f-]+$/);
    expect(portal.writes.filter((write) => write === 'POST /api/v1/waves')).toHaveLength(1);
    await portal.button('釋出').click();
    await portal.inDialog('釋出').dblclick();
    await portal.status('已釋出').waitFor();
    await portal.page.getByRole('link', { name: /^已揀 0／1/ }).click();
    await portal.page.getByRole('button', { name: '領取 GLUE-5' }).click();
    await portal.page.getByRole('button', { name: '確認 GLUE-5' }).click();
    await portal.inDialog('確認').click();
    await portal.status('完成').waitFor();
  });

  it('says what is missing before boxes can be numbered, then numbers one', async () => {
    await portal.visit(`/shipments/${shipment.number}`);
    await portal.button('新增一箱').click();
    await portal.page.getByRole('alert').filter({ hasText: /GS1/ }).first().waitFor();
    await api.bed.asOwner(`INSERT INTO sys_settings (key, value) VALUES ('trade.gs1CompanyPrefix', '"4712345"')`);
    await portal.button('新增一箱').dblclick();
    await portal.status('裝箱中').waitFor();
    expect(await portal.page.locator('.package-head .code').allInnerTexts()).toEqual([expect.stringMatching(/^\d4712345\d{10}$/)]);
  });

  it('takes everything out of a box again, whose number is then gone for ever', async () => {
    await portal.page.getByRole('button', { name: /^放入 / }).click();
    await portal.pick('品項', 'GLUE-5');
    await portal.field('數量').fill('3');
    await portal.field('批號').fill('L-1');
    await portal.inDialog('放入').dblclick();
    await portal.page.locator('.packages li li', { hasText: '3 PCS' }).waitFor();
    await portal.page.getByRole('button', { name: /^作廢 / }).click();
    await portal.inDialog('作廢').dblclick();
    await portal.status('已作廢').waitFor();
    expect(portal.writes.filter((write) => /packages\/[^/]+\/void$/.test(write))).toHaveLength(1);
    expect(await portal.page.getByRole('button', { name: /^(作廢|放入|封箱) |^下載標籤/ }).count()).toBe(0);
    await portal.button('新增一箱').click();
    await portal.status('裝箱中').waitFor();
  });

  it('fills a box, closes it and hands over its label', async () => {
    await portal.page.getByRole('button', { name: /^放入 / }).click();
    await portal.pick('品項', 'GLUE-5');
    await portal.field('數量').fill('8');
    await portal.field('批號').fill('L-1');
    await portal.inDialog('放入').dblclick();
    await portal.page.locator('.packages li li', { hasText: 'GLUE-5' }).waitFor();
    await portal.page.getByRole('button', { name: /^封箱 / }).click();
    await portal.field('重量').fill('4.25');
    await portal.inDialog('封箱').dblclick();
    await portal.status('已封箱').waitFor();
    const saved = portal.page.waitForEvent('download');
    await portal.button('下載標籤').click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/\.pdf$/);
    expect(
      readFileSync(await file.path())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: '包裝完成' }).click();
    await portal.inDialog('包裝完成').click();
    await portal.status('已包裝').waitFor();
    await portal.button('出貨').click();
    await portal.inDialog('出貨').dblclick();
    await portal.status('已出貨').waitFor();
  });

  it('takes goods back in the status that a person judges', async () => {
    await portal.visit('/customer-returns/new');
    await portal.choose('客戶', 'C-001', 'C-001');
    await portal.choose('倉別', 'WH1', 'WH1');
    await portal.choose('收貨儲位', 'DOCK', 'DOCK-1');
    await portal.choose('品項', 'GLUE', 'GLUE-5');
    await portal.field('數量').fill('2');
    await portal.field('批號').fill('L-1');
    await portal.pick('狀態', '待驗');
    await portal.choose('原因代碼', 'WRO', 'WRONG');
    await portal.submitInHaste();
    await portal.page.waitForURL(/\/customer-returns\/[0-9a-f-]+$/);
    await portal.button('收貨').click();
    await portal.inDialog('收貨').dblclick();
    await portal.status('已收貨').waitFor();
    const { items } = (await api.get('/api/v1/inventory/balances?itemCode=GLUE-5&location=DOCK-1')).body as { items: { status: string; onHand: string }[] };
    expect(items.map(({ status, onHand }) => `${status} ${onHand}`)).toEqual(['qc 2']);
  });
});
