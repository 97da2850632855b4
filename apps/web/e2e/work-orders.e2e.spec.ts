// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { factoryRoom, lineStock, valveBills, valveOrder } from './factory-room';
import { Portal } from './portal';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the pages of work orders', () => {
  let api: ApiUnderTest;
  let portal: Portal;
  let number: string;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await factoryRoom(api);
    await valveBills(api);
    await lineStock(api);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/work-orders');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  const step = async (name: string) => {
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name, exact: true }).click();
  };

  it('writes an order once for three presses', async () => {
    await portal.text('尚無工單').waitFor();
    await portal.page.getByRole('link', { name: '新增工單' }).first().click();
    await portal.choose('品項', 'VALVE', 'VALVE-1');
    await portal.field('目標數量').fill('20');
    await portal.choose('倉別', 'WH1', 'WH1');
    await portal.field('預計完工').fill('2020-01-31');
    await portal.choose('入庫儲位', 'FG-01', 'FG-01');
    await portal.submitInHaste();
    await portal.page.waitForURL(/\/work-orders\/[0-9a-f-]+$/);
    expect(portal.writes.filter((write) => write === 'POST /api/v1/work-orders')).toHaveLength(1);
    await portal.status('草稿').waitFor();
    number = await portal.page.locator('h1').innerText();
  });

  it('releases several from the list in one step, and shows which lack material', async () => {
    await valveOrder(api, { qty: '3', dueOn: '2030-01-31' });
    await portal.visit('/work-orders');
    await portal.page.getByRole('link', { name: '待放行', exact: true }).click();
    await portal.row(number);
    await portal.field('選取本頁全部').check();
    await portal.button('放行').click();
    await portal.inDialog('放行').dblclick();
    await portal.text('沒有符合條件的資料').waitFor();
    expect(portal.writes.filter((write) => write.endsWith('/work-orders/release'))).toHaveLength(1);
    await portal.page.getByRole('link', { name: '缺料', exact: true }).click();
    expect((await portal.row(number)).join(' ')).toMatch(/已放行.*逾期.*缺 1 項/s);
    await portal.visit('/');
    await portal.page.locator('.fact', { hasText: '缺料工單' }).getByRole('link', { name: '1' }).click();
    await portal.page.waitForURL(/short=true/);
  });

  it('hands out material as far as there is any, and names what is missing', async () => {
    await portal.visit(`/work-orders/${number}?tab=materials`);
    expect((await portal.row('BODY-1')).join(' ')).toMatch(/手動領料.*20 PCS.*8 PCS/s);
    await portal.page.getByRole('button', { name: '領料 BODY-1' }).click();
    await portal.inDialog('領料').click();
    await portal.page.getByRole('dialog').getByText('庫存不足', { exact: true }).waitFor();
    await portal.page.getByRole('dialog').getByLabel('數量', { exact: true }).fill('12');
    await portal.inDialog('領料').click();
    await portal.page.getByRole('dialog').waitFor({ state: 'detached' });
    await portal.status('進行中').waitFor();
    await portal.page.locator('tbody tr', { hasText: 'BODY-1' }).getByText('12 PCS').first().waitFor();
  });

  it('runs an operation and reports good and scrapped pieces with their reason', async () => {
    await portal.page.getByRole('link', { name: '製程', exact: true }).click();
    await portal.page.getByRole('button', { name: '開始 10 車削' }).click();
    await portal.status('作業中').waitFor();
    expect((await portal.row('車削')).join(' ')).toMatch(/作業中.*系統管理員/s);
    await portal.button('報工').click();
    const dialog = portal.page.getByRole('dialog');
    await dialog.getByLabel('良品', { exact: true }).fill('10');
    await portal.inDialog('報工').dblclick();
    await dialog.waitFor({ state: 'detached' });
    await portal.page.locator('tbody tr', { hasText: '車削' }).getByText('10 / 20').waitFor();
    await portal.button('報工').click();
    await dialog.getByLabel('製程', { exact: true }).click();
    await portal.option('組裝').click();
    await dialog.getByLabel('良品', { exact: true }).fill('9');
    await dialog.getByLabel('報廢', { exact: true }).fill('1');
    await dialog.getByLabel('報廢原因').click();
    await portal.option('SCR-PROCESS').click();
    await portal.inDialog('報工').click();
    await dialog.waitFor({ state: 'detached' });
    expect(portal.writes.filter((write) => write.endsWith('/production-reports'))).toHaveLength(2);
    await portal.page.getByText('9 / 20 PCS').first().waitFor();
    const { items } = (await api.get('/api/v1/inventory/balances?itemCode=VALVE-1')).body as { items: { onHand: string }[] };
    expect(items.map(({ onHand }) => onHand)).toEqual(['9']);
  });

  it('corrects a report by a second one, and keeps the first', async () => {
    await portal.page.getByRole('link', { name: '報工紀錄', exact: true }).click();
    const last = portal.page.locator('tbody tr', { hasText: 'SCR-PROCESS' });
    await last.getByRole('button', { name: /^更正/ }).click();
    const dialog = portal.page.getByRole('dialog');
    await dialog.getByLabel('良品', { exact: true }).fill('8');
    await dialog.getByLabel('原因', { exact: true }).fill('數錯一個');
    await portal.inDialog('更正').click();
    await dialog.waitFor({ state: 'detached' });
    await portal.page.locator('del', { hasText: '9' }).first().waitFor();
    await portal.page.getByText('8 / 20 PCS').first().waitFor();
    await portal.page.getByRole('link', { name: '成本', exact: true }).click();
    await portal.page.getByRole('row', { name: /工時/ }).waitFor();
    await portal.page.getByRole('link', { name: '歷程', exact: true }).click();
    await portal.page.locator('.timeline li').nth(3).waitFor();
  });

  it('holds, resumes and ends an order; a refusal names what is in the way', async () => {
    await step('暫停');
    await portal.page.getByRole('dialog').getByLabel('原因', { exact: true }).fill('等料');
    await portal.inDialog('暫停').click();
    await portal.status('暫停').waitFor();
    await portal.button('恢復').click();
    await portal.inDialog('恢復').click();
    await portal.status('進行中').waitFor();
    await step('完工');
    await portal.inDialog('完工').click();
    await portal.page
      .getByRole('dialog')
      .getByText(/10.*未|未.*10/)
      .first()
      .waitFor();
    await portal.page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
    const card = portal.page.waitForEvent('download');
    await step('列印流程卡');
    expect((await card).suggestedFilename()).toMatch(/\.pdf$/);
  });

  it('shows what a report did whose answer was lost, and says when a second one was taken for its repetition', async () => {
    const order = await valveOrder(api);
    expect((await api.post(`/api/v1/work-orders/${order.id}/release`, {})).status).toBe(200);
    await portal.visit(`/work-orders/${order.number}?tab=operations`);
    const dialog = portal.page.getByRole('dialog');
    const fill = async () => {
      await dialog.getByLabel('良品', { exact: true }).fill('3');
    };
    const turning = portal.page.locator('tbody tr', { hasText: '車削' });
    await portal.page.route(
      '**/api/v1/production-reports',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await step('報工');
    await fill();
    await portal.inDialog('報工').click();
    await portal.inDialog('以相同內容重試').waitFor();
    expect(portal.complaints.splice(0)).toEqual([expect.stringContaining('ERR_CONNECTION_RESET')]);
    // Beside the dialog, by mistake: nothing that was typed is lost.
    await portal.page.mouse.click(4, 4);
    await portal.inDialog('取消').click();
    await dialog.waitFor({ state: 'detached' });
    await turning.getByText('3 / 20').waitFor();
    await portal.button('報工').click();
    await fill();
    await portal.inDialog('報工').click();
    await portal.text('「報工」先前已經完成，這次沒有重複執行。').waitFor();
    await portal.button('報工').click();
    await fill();
    await portal.inDialog('報工').click();
    await turning.getByText('6 / 20').waitFor();
  });

  it('says that an order is not there, and that the list could not be read', async () => {
    await portal.visit('/work-orders/WO-000000-999');
    await portal.text('找不到這個頁面').waitFor();
    await portal.page.route('**/api/v1/work-orders?*', (route) => route.abort(), { times: 10 });
    await portal.visit('/work-orders');
    await portal.text('連不上伺服器').waitFor();
    portal.complaints.length = 0;
  });
});
