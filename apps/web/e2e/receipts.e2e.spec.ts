// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { tradingRoom } from './trading-room';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the pages of receipts', () => {
  let api: ApiUnderTest;
  let portal: Portal;
  let order: { id: string; number: string };

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await tradingRoom(api);
    const lines = [
      { itemCode: 'BOLT-M6', qty: '2', uom: 'CTN' },
      { itemCode: 'GLUE-5', qty: '30' },
    ];
    order = (await api.post('/api/v1/purchase-orders', { supplier: 'V-001', warehouse: 'WH1', lines })).body;
    expect((await api.post(`/api/v1/purchase-orders/${order.id}/approve`, {})).status).toBe(200);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/receipts');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  const onHand = async (item: string) =>
    ((await api.get(`/api/v1/inventory/balances?itemCode=${item}`)).body as { items: { onHand: string }[] }).items.map((row) => row.onHand);

  it('starts from the order, with what is still to come filled in', async () => {
    await portal.text('尚無收貨單').waitFor();
    await portal.visit(`/purchase-orders/${order.id}`);
    await portal.button('收貨').click();
    await portal.page.getByText(order.number).first().waitFor();
    await portal.choose('收貨儲位', 'DOCK', 'DOCK-1');
    await portal.field('送貨單號').fill('DN-77');
    await portal.button('建立並開始收貨').click();
    await portal.page.waitForURL(/\/receipts\/[0-9a-f-]+\/receive$/);
    await portal.page.getByLabel('數量', { exact: true }).nth(1).waitFor();
    const quantities = await portal.page.getByLabel('數量', { exact: true }).all();
    expect(await Promise.all(quantities.map((field) => field.inputValue()))).toEqual(['200', '30']);
  });

  it('shows every refused line at its cell, and receives nothing of a refused sending', async () => {
    await portal.field('數量').fill('500');
    await portal.page.getByLabel('批號', { exact: true }).nth(1).fill('L-2611');
    await portal.page.getByLabel('效期', { exact: true }).nth(1).fill('2099-03-01');
    await portal.button('確認收貨').click();
    const cell = portal.page.locator('.ant-form-item', { has: portal.page.locator('#lines_0_qty') });
    await cell.locator('.ant-form-item-explain-error').waitFor();
    expect(await onHand('GLUE-5')).toEqual([]);
  });

  it('receives what has come once, also when the answer was lost', async () => {
    await portal.field('數量').fill('150');
    await portal.page.route(
      '**/api/v1/receipts/*/lines',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await portal.button('確認收貨').click();
    await portal.button('以相同內容重試').waitFor();
    expect(portal.complaints.splice(0)).toEqual([expect.stringContaining('ERR_CONNECTION_RESET')]);
    expect(await portal.field('數量').isDisabled()).toBe(true);
    expect(await portal.page.getByLabel('效期', { exact: true }).nth(1).isDisabled()).toBe(true);
    // The receipt has changed by what was booked; a look at another window neither thaws nor empties the form.
    await portal.comeBackLater();
    expect(await portal.page.getByLabel('批號', { exact: true }).nth(1).inputValue()).toBe('L-2611');
    await portal.button('以相同內容重試').dblclick();
    await portal.text('已收明細').waitFor();
    expect([await onHand('BOLT-M6'), await onHand('GLUE-5')]).toEqual([['150'], ['30']]);
    await portal.row('GLUE-5', /30 PCS.*L-2611.*2099-03-01.*可用/s);
  });

  it('reverses a line with a reason', async () => {
    await portal.page.getByRole('button', { name: '沖銷 GLUE-5' }).click();
    await portal.button('沖銷').click();
    await portal.text('請填寫原因。').waitFor();
    await portal.field('原因').fill('批號貼錯');
    await portal.inDialog('沖銷').click();
    await portal.status('已沖銷').waitFor();
    expect(await onHand('GLUE-5')).toEqual([]);
  });

  it('finishes, and hands the goods to put-away, which one person takes and confirms', async () => {
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: '完成收貨' }).click();
    await portal.inDialog('完成收貨').click();
    await portal.page.getByRole('link', { name: /^已上架 0／/ }).click();
    await portal.page.getByRole('button', { name: '領取 BOLT-M6' }).click();
    await portal.page.getByRole('button', { name: '上架 BOLT-M6' }).click();
    await portal.inDialog('上架').click();
    await portal.status('完成').waitFor();
    const { items } = (await api.get('/api/v1/inventory/balances?itemCode=BOLT-M6')).body as { items: { location: { code: string } }[] };
    expect(items.map(({ location }) => location.code)).toEqual(['A-01']);
  });
});
