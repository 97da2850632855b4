// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { stockIn, tradingRoom } from './trading-room';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the pages of replenishment', () => {
  let api: ApiUnderTest;
  let portal: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await tradingRoom(api);
    await stockIn(api, [
      { itemCode: 'BOLT-M6', qty: '250', toLocation: 'A-01' },
      { itemCode: 'BOLT-M6', qty: '10', toLocation: 'A-02' },
    ]);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/replenishment-rules');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  it('keeps a place filled: a rule, the task that it makes, and the goods that are brought', async () => {
    await portal.text('尚無補貨規則').waitFor();
    await portal.button('新增補貨規則').click();
    // The filter of the list bears the same name.
    const item = portal.page.getByRole('dialog').getByLabel('品項', { exact: true });
    await item.click();
    await item.fill('BOLT');
    await portal.option('BOLT-M6').click();
    await portal.choose('補貨儲位', 'A-02', 'A-02');
    await portal.field('下限').fill('50');
    await portal.field('上限').fill('90');
    await portal.inDialog('新增補貨規則').dblclick();
    await portal.row('BOLT-M6', /A-02.*50 PCS.*90 PCS.*同倉別任何儲位/s);
    expect(portal.writes.filter((write) => write === 'POST /api/v1/replenishment-rules')).toHaveLength(1);
    await portal.page.getByRole('button', { name: '編輯 BOLT-M6 A-02' }).click();
    await portal.field('上限').fill('100');
    await portal.choose('來源儲位', 'A-01', 'A-01');
    await portal.inDialog('編輯').dblclick();
    await portal.page.locator('tbody tr', { hasText: 'BOLT-M6' }).getByText('100 PCS').waitFor();
    await portal.row('BOLT-M6', /50 PCS.*100 PCS.*A-01/s);

    await portal.visit('/replenishment-tasks');
    await portal.text('沒有補貨任務').waitFor();
    await portal.button('立即檢查').click();
    await portal.page.getByRole('dialog').getByLabel('倉別', { exact: true }).click();
    await portal.option('WH1').click();
    await portal.inDialog('立即檢查').click();
    await portal.row('BOLT-M6', /待處理.*90 PCS.*A-01.*A-02/s);
    await portal.page.getByRole('button', { name: '領取 BOLT-M6 A-02' }).click();
    await portal.page.getByRole('button', { name: '補貨 BOLT-M6 A-02' }).click();
    await portal.field('數量').fill('40');
    await portal.inDialog('補貨').dblclick();
    await portal.page.locator('tbody tr', { hasText: 'BOLT-M6' }).getByText('40 PCS', { exact: true }).waitFor();
    const { items } = (await api.get('/api/v1/inventory/balances?itemCode=BOLT-M6')).body as { items: { onHand: string; location: { code: string } }[] };
    expect(items.map(({ onHand, location }) => `${location.code} ${onHand}`).sort()).toEqual(['A-01 210', 'A-02 50']);
    await portal.page.getByRole('button', { name: '放回 BOLT-M6 A-02' }).click();
    await portal.page.getByRole('button', { name: '領取 BOLT-M6 A-02' }).waitFor();

    await portal.visit('/replenishment-rules');
    await portal.page.getByRole('button', { name: '刪除 BOLT-M6 A-02' }).click();
    await portal.inDialog('刪除').dblclick();
    await portal.text('尚無補貨規則').waitFor();
    await portal.visit('/replenishment-tasks?state=cancelled');
    await portal.row('BOLT-M6');
  });
});
