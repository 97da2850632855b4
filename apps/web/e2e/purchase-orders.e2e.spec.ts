// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { tradingRoom } from './trading-room';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

interface Order {
  id: string;
  number: string;
  state: string;
  rowVersion: number;
}

inBrowser('the pages of purchase orders', () => {
  let api: ApiUnderTest;
  let portal: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await tradingRoom(api);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/purchase-orders');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  const orders = async () => ((await api.get('/api/v1/purchase-orders')).body as { items: Order[] }).items;

  async function fillOrder(qty: string): Promise<void> {
    await portal.choose('供應商', '大同', 'V-001');
    await portal.choose('倉別', 'WH1', 'WH1');
    await portal.choose('品項', 'BOLT', 'BOLT-M6');
    await portal.field('數量').fill(qty);
  }

  it('says what to do while there is none, and finds the way by the menu', async () => {
    await portal.text('尚無採購單').waitFor();
    expect(await portal.page.getByRole('navigation', { name: '主選單' }).first().innerText()).toMatch(
      /採購\s+採購單.*銷售\s+銷售訂單.*倉儲\s+庫存查詢.*追溯\s+批號/s,
    );
    await portal.page.getByRole('link', { name: '新增採購單' }).first().click();
    await portal.page.waitForURL(/\/purchase-orders\/new$/);
  });

  it('writes an order once, however hastily it is sent, with the keyboard alone in the lines', async () => {
    await fillOrder('2');
    await portal.pick('單位', 'CTN');
    await portal.field('數量').press('Enter');
    await portal.page.getByLabel('品項', { exact: true }).nth(1).waitFor();
    expect(await portal.page.evaluate('document.activeElement.id')).toBe('lines_1_item');
    await portal.page.keyboard.type('GLUE');
    await portal.option('GLUE-5').waitFor();
    await portal.page.keyboard.press('Enter');
    await portal.page.getByLabel('數量', { exact: true }).nth(1).fill('30');
    portal.writes.length = 0;
    await portal.submitInHaste();
    await portal.page.waitForURL(/\/purchase-orders\/[0-9a-f-]{36}$/);
    expect(portal.writes).toEqual(['POST /api/v1/purchase-orders']);
    await portal.row('BOLT-M6', /^1 BOLT-M6.*2 CTN.*200 PCS/s);
    expect(await orders()).toHaveLength(1);
  });

  it('asks before what was typed is lost', async () => {
    await portal.visit('/purchase-orders/new');
    await portal.field('外部單號').fill('PO-42');
    await portal.page.getByRole('link', { name: '收貨單', exact: true }).click();
    await portal.text('離開這個頁面？').waitFor();
    await portal.button('留下繼續').click();
    expect(await portal.field('外部單號').inputValue()).toBe('PO-42');
    await portal.button('取消').click();
    await portal.button('離開').click();
    await portal.page.waitForURL(/\/purchase-orders$/);
  });

  it('puts a refusal at its cell', async () => {
    await portal.visit('/purchase-orders/new');
    await fillOrder('5');
    await portal.field('需求日').fill('2020-01-01');
    await portal.button('儲存').click();
    const cell = portal.page.locator('.ant-form-item', { has: portal.page.locator('#lines_0_dueOn') });
    await cell.locator('.ant-form-item-explain-error').waitFor();
    expect(await orders()).toHaveLength(1);
  });

  it('says that somebody else was faster instead of overwriting them', async () => {
    const [order] = await orders();
    const path = `/api/v1/purchase-orders/${order!.id}`;
    await portal.visit(`/purchase-orders/${order!.id}/edit`);
    await portal.field('外部單號').waitFor();
    const { rowVersion } = (await api.get(path)).body as Order;
    const line = { itemCode: 'BOLT-M6', qty: '7' };
    const other = { supplier: 'V-001', warehouse: 'WH1', externalRef: 'OTHER', lines: [line] };
    const changed = await api.send('PATCH', path, { body: other, headers: { 'If-Match': `"${rowVersion}"` } });
    expect([changed.status, changed.text]).toEqual([200, expect.any(String)]);
    await portal.field('備註').fill('我的修改');
    await portal.button('儲存').click();
    await portal.page.getByText('這張單據已被別人修改').waitFor();
    await portal.button('載入最新內容').click();
    await portal.page.locator('#externalRef[value="OTHER"]').waitFor();
  });

  it('offers the one next step, and shows where the order stands', async () => {
    const [order] = await orders();
    await portal.visit(`/purchase-orders/${order!.id}`);
    await portal.button('核准').click();
    await portal.inDialog('核准').dblclick();
    await portal.status('已核准').waitFor();
    await portal.button('收貨').waitFor();
    expect((await orders())[0]?.state).toBe('approved');
    expect(portal.writes.filter((write) => write.endsWith('/approve'))).toHaveLength(1);
    await portal.visit('/purchase-orders?state=approved&supplier=V-001');
    await portal.row(order!.number, /已核准.*大同五金/s);
    await portal.visit('/purchase-orders?state=closed');
    await portal.text('沒有符合條件的資料').waitFor();
  });

  it('explains a step that somebody else has just made impossible', async () => {
    const [order] = await orders();
    await portal.visit(`/purchase-orders/${order!.id}`);
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: '取消單據' }).click();
    await api.post(`/api/v1/purchase-orders/${order!.id}/cancel`, { reason: '重複下單' });
    await portal.field('原因').fill('客戶取消');
    await portal.inDialog('取消單據').click();
    await portal.page.getByText('單據目前為「已取消」').waitFor();
    await portal.button('載入最新內容').click();
    await portal.status('已取消').waitFor();
  });

  it('speaks English without a Chinese remainder of its own', async () => {
    await portal.page.evaluate("localStorage.setItem('anwen.locale', 'en')");
    await portal.visit('/purchase-orders/new');
    await portal.text('New purchase order').waitFor();
    expect(await portal.page.locator('#content').innerText()).not.toMatch(/\p{Script=Han}/u);
    await portal.page.evaluate("localStorage.removeItem('anwen.locale')");
  });
});
