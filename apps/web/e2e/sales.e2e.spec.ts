// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { stockIn, tradingRoom } from './trading-room';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the pages of sales orders and shipments', () => {
  let api: ApiUnderTest;
  let portal: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await tradingRoom(api);
    await stockIn(api, [
      { itemCode: 'BOLT-M6', qty: '250', toLocation: 'A-01' },
      { itemCode: 'GLUE-5', qty: '12', lot: 'L-LATE', expiresOn: '2099-06-30', toLocation: 'A-02' },
      { itemCode: 'GLUE-5', qty: '5', lot: 'L-SOON', expiresOn: '2099-01-31', toLocation: 'A-01' },
    ]);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/sales-orders');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  it('writes and confirms an order', async () => {
    await portal.text('尚無銷售訂單').waitFor();
    await portal.page.getByRole('link', { name: '新增銷售訂單' }).first().click();
    await portal.choose('客戶', '永豐', 'C-001');
    await portal.choose('倉別', 'WH1', 'WH1');
    await portal.choose('品項', 'BOLT', 'BOLT-M6');
    await portal.field('數量').fill('3');
    await portal.pick('單位', 'CTN');
    await portal.submitInHaste();
    await portal.page.waitForURL(/\/sales-orders\/[0-9a-f-]+$/);
    expect(portal.writes.filter((write) => write === 'POST /api/v1/sales-orders')).toHaveLength(1);
    await portal.button('確認訂單').click();
    await portal.inDialog('確認訂單').click();
    await portal.status('已確認').waitFor();
    await portal.row('BOLT-M6', /3 CTN.*300 PCS/s);
  });

  it('lists what is missing when stock does not suffice, and reserves what is there when asked to', async () => {
    await portal.button('新增出貨單').click();
    await portal.page.getByText(/^SO-/).first().waitFor();
    await portal.button('儲存').click();
    await portal.page.waitForURL(/\/shipments\/[0-9a-f-]+$/);
    await portal.button('配貨').click();
    await portal.inDialog('配貨').click();
    await portal.text('庫存不足').waitFor();
    await portal.row('BOLT-M6', /300/);
    await portal.field('庫存不足時，先保留現有的數量').check();
    await portal.inDialog('配貨').click();
    await portal.status('部分配貨').waitFor();
    await portal.row('BOLT-M6', /300 PCS.*250 PCS.*A-01 250/s);
  });

  it('takes a shipment from allocation through picking to the customer', async () => {
    const lines = [{ itemCode: 'GLUE-5', qty: '8' }];
    const { id, number } = (await api.post('/api/v1/shipments', { customer: 'C-001', warehouse: 'WH1', lines })).body as { id: string; number: string };
    await portal.visit(`/shipments/${id}`);
    await portal.button('配貨').click();
    await portal.inDialog('配貨').dblclick();
    await portal.status('已配貨').waitFor();
    // First expired, first out: the five of the earlier lot, and three of the later.
    await portal.row('GLUE-5', /A-01 · L-SOON · 2099-01-31 5.*A-02 · L-LATE · 2099-06-30 3/s);
    await portal.button('開始揀貨').click();
    await portal.inDialog('開始揀貨').click();
    await portal.button('揀貨任務').click();
    await portal.page.waitForURL(new RegExp(`/pick-tasks\\?shipment=${number}`));
    for (const lot of ['L-SOON', 'L-LATE']) {
      const row = portal.page.locator('tbody tr', { hasText: lot });
      await row.getByRole('button', { name: '領取 GLUE-5' }).click();
      await row.getByRole('button', { name: '確認 GLUE-5' }).click();
      await portal.inDialog('確認').click();
      await row.locator('.status-tag', { hasText: '完成' }).waitFor();
    }
    await portal.visit(`/shipments/${id}`);
    await portal.status('已揀貨').waitFor();
    await portal.button('出貨').click();
    await portal.field('貨運單號').fill('HCT-1');
    await portal.inDialog('出貨').dblclick();
    await portal.status('已出貨').waitFor();
    expect(portal.writes.filter((write) => write.endsWith('/ship'))).toHaveLength(1);
    const { items } = (await api.get('/api/v1/inventory/balances?itemCode=GLUE-5')).body as { items: { onHand: string }[] };
    expect(items.map(({ onHand }) => onHand)).toEqual(['9']);
  });

  it('names who has taken a task instead of a bare refusal', async () => {
    const lines = [{ itemCode: 'GLUE-5', qty: '1' }];
    const { id, number } = (await api.post('/api/v1/shipments', { customer: 'C-001', warehouse: 'WH1', lines })).body as { id: string; number: string };
    await api.post(`/api/v1/shipments/${id}/allocate`, {});
    await api.post(`/api/v1/shipments/${id}/pick-start`, {});
    const refusal = { status: 409, code: 'trade.task_taken', title: '任務已被領取', takenBy: '王小明', leaseUntil: '2026-11-22T10:00:00Z', retryable: false };
    await portal.page.route('**/api/v1/pick-tasks/*/claim', (route) => route.fulfill({ status: 409, json: refusal }), { times: 1 });
    await portal.visit(`/pick-tasks?shipment=${number}`);
    await portal.page.getByRole('button', { name: '領取 GLUE-5' }).click();
    await portal.page.getByText('這件任務已由 王小明 領取，保留到 2026-11-22 18:00。').waitFor();
    await portal.button('載入最新內容').click();
    await portal.page.getByText('這件任務已由').waitFor({ state: 'detached' });
  });

  it('keeps what is typed while somebody else saves, and lets the version decide', async () => {
    const order = { customer: 'C-001', warehouse: 'WH1', lines: [{ itemCode: 'BOLT-M6', qty: '7', dueOn: '2099-12-24' }] };
    const made = await api.post('/api/v1/sales-orders', order);
    const { id, rowVersion } = made.body as { id: string; rowVersion: number };
    await portal.visit(`/sales-orders/${id}/edit`);
    await portal.field('備註').fill('請走側門');
    expect(await portal.field('需求日').inputValue()).toBe('2099-12-24');
    const theirs = { headers: { 'If-Match': `"${rowVersion}"` }, body: { ...order, note: '已改期' } };
    expect((await api.send('PATCH', `/api/v1/sales-orders/${id}`, theirs)).status).toBe(200);
    await portal.comeBackLater();
    expect(await portal.field('備註').inputValue()).toBe('請走側門');
    await portal.button('儲存').click();
    await portal.button('載入最新內容').click();
    await portal.page.locator('input[value="已改期"]').waitFor();
    await portal.field('備註').fill('請走側門');
    await portal.button('儲存').click();
    await portal.page.waitForURL(/\/sales-orders\/[0-9a-f-]+$/);
    const after = (await api.get(`/api/v1/sales-orders/${id}`)).body as { note: string; lines: { dueOn: string }[] };
    expect([after.note, after.lines.map(({ dueOn }) => dueOn)]).toEqual(['請走側門', ['2099-12-24']]);
  });

  it('keeps the state of a list in its address', async () => {
    await portal.visit('/shipments?state=shipped&customer=C-001');
    await portal.row('C-001', /DN-.*已出貨.*永豐精密/s);
    await portal.visit('/shipments?state=delivered');
    await portal.text('沒有符合條件的資料').waitFor();
    await portal.button('清除全部條件').first().click();
    await portal.page.waitForURL(/\/shipments$/);
    await portal.row('C-001');
  });
});
