// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { factoryRoom, lineStock, plugOrder, valveBills, valveOrder } from './factory-room';
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
    const cards = portal.page.waitForEvent('download');
    await portal.button('列印流程卡').click();
    expect((await cards).suggestedFilename()).toBe('travel-cards.pdf');
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
    expect((await portal.row('車削')).join(' ')).toMatch(/夾爪壓力 4 bar；首件送檢.*作業中.*系統管理員/s);
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

  it('tells who worked from when to when, and lets a forgotten stop be put right', async () => {
    await api.bed.transaction((tx) =>
      tx.query(
        `INSERT INTO wo_operation_runs (operation_id, operator_name, started_at, ended_at)
         SELECT o.id, '夜班', '2026-11-20T00:00Z', '2026-11-20T16:00Z' FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id WHERE w.number = $1 AND o.op_no = 10`,
        [number],
      ),
    );
    await portal.visit(`/work-orders/${number}?tab=operations`);
    await portal.page.locator('tbody tr', { hasText: '車削' }).locator('.ant-table-row-expand-icon').click();
    const night = portal.page.locator('tbody tr.ant-table-row', { hasText: '夜班' }).last();
    expect((await night.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/作業 2026-11-20 08:00 2026-11-21 00:00 16:00/);
    await portal.page.getByRole('button', { name: '更正工時 夜班 2026-11-20 08:00' }).click();
    const dialog = portal.page.getByRole('dialog');
    await dialog.getByLabel('實際結束時間').fill('2026-11-20T07:30');
    await dialog.getByLabel('原因', { exact: true }).fill('忘記暫停');
    await portal.inDialog('更正工時').click();
    await dialog.getByText('結束時間早於開始時間。').waitFor();
    await dialog.getByLabel('實際結束時間').fill('2026-11-20T10:00');
    await portal.inDialog('更正工時').dblclick();
    await dialog.waitFor({ state: 'detached' });
    await night.getByText('由 系統管理員 更正：忘記暫停').waitFor();
    expect((await night.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/2026-11-20 10:00 2026-11-21 00:00 .*2:00/);
    await portal.page
      .locator('tbody tr.ant-table-row', { hasText: '車削' })
      .getByText(/^2:0\d \//)
      .waitFor();
  });

  it('tells what went into the order, and which lots became which', async () => {
    await portal.page.getByRole('link', { name: '物料', exact: true }).click();
    const used = portal.page.getByRole('region', { name: '領用紀錄' });
    await used.locator('tbody tr', { hasText: 'BODY-1' }).getByText('領料', { exact: true }).waitFor();
    await used.locator('tbody tr', { hasText: 'BOLT-M8' }).getByText('倒扣', { exact: true }).first().waitFor();
    const tab = portal.page.getByRole('navigation', { name: '工單' }).getByRole('link', { name: '追溯', exact: true });
    await tab.click();
    await portal.text('尚無追溯資料').waitFor();
    const plug = await plugOrder(api);
    await portal.visit(`/work-orders/${plug}?tab=genealogy`);
    const trace = portal.page.getByRole('region', { name: '追溯', exact: true });
    await trace.locator('.trace-box', { hasText: 'PLUG-LOT' }).waitFor();
    await trace.getByText('表格', { exact: true }).click();
    await portal.page.waitForURL(/view=table/);
    expect((await trace.locator('tbody tr', { hasText: 'PLUG-LOT' }).innerText()).replaceAll(/\s+/g, ' ')).toMatch(/批號 PLUG-LOT PLUG-1/);
    await portal.visit(`/work-orders/${number}`);
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

  it('is begun from a demand and from the page of an item, with what is known of it', async () => {
    const wanted = { item: 'VALVE-1', qty: '700', dueOn: '2030-05-01', warehouse: 'WH1', source: 'manual' };
    expect((await api.post('/api/v1/demands', wanted)).status).toBe(201);
    await portal.visit('/demands');
    await portal.page.getByRole('button', { name: '開立工單 VALVE-1 2030-05-01' }).click();
    await portal.page.waitForURL(/\/work-orders\/new\?/);
    expect([await portal.field('預計完工').inputValue(), Number(await portal.field('目標數量').inputValue()) > 600]).toEqual(['2030-05-01', true]);
    await portal.page.locator('form').getByText('VALVE-1').first().waitFor();
    const { items } = (await api.get('/api/v1/items?q=RING-9')).body as { items: { id: string }[] };
    await portal.visit(`/items/${items[0]!.id}`);
    const links = portal.page.getByRole('navigation', { name: '相關資料' });
    await links.getByRole('link', { name: '新增工單' }).click();
    await portal.page.locator('form').getByText('RING-9').first().waitFor();
    await portal.page.goBack();
    await links.getByRole('link', { name: '用於哪些物料清單' }).click();
    await portal.page.waitForURL(/\/boms\?component=RING-9/);
    await portal.row('KIT-1');
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
