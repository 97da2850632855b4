// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { stockIn, tradingRoom } from './trading-room';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the pages of lots and recalls', () => {
  let api: ApiUnderTest;
  let portal: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await tradingRoom(api);
    await stockIn(api, [{ itemCode: 'GLUE-5', qty: '12', lot: 'L-2611', expiresOn: '2099-06-30', toLocation: 'A-02' }]);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/lots');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  it('finds a lot, and shows where it stands and how it came', async () => {
    await portal.row('L-2611', /可用.*GLUE-5.*2099-06-30.*12 PCS/s);
    await portal.page.getByRole('link', { name: 'L-2611' }).click();
    await portal.page.waitForURL(/\/lots\/[0-9a-f-]+$/);
    await portal.row('A-02', /零件架 02.*12/s);
  });

  it('holds a lot with a reason once, and gives it back', async () => {
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: '隔離' }).click();
    await portal.inDialog('隔離').click();
    await portal.text('請填寫原因。').waitFor();
    await portal.field('原因').fill('外觀變色');
    await portal.inDialog('隔離').dblclick();
    await portal.text('外觀變色').waitFor();
    expect(portal.writes.filter((write) => write.endsWith('/hold'))).toHaveLength(1);
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: '解除隔離' }).click();
    await portal.field('原因').fill('複驗合格');
    await portal.inDialog('解除隔離').click();
    await portal.page.locator('.page-head .status-tag', { hasText: '可用' }).waitFor();
  });

  it('splits a lot, and draws and lists where the parts came from', async () => {
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: '拆分' }).click();
    const dialog = portal.page.getByRole('dialog');
    await dialog.getByLabel('儲位').click();
    await dialog.getByLabel('儲位').fill('A-02');
    await portal.option('A-02').click();
    await dialog.getByLabel('數量').fill('5');
    await dialog.getByLabel('新批號').fill('L-2611-B');
    await portal.inDialog('拆分').click();
    await dialog.waitFor({ state: 'detached' });
    await portal.button('追溯').click();
    await portal.page.waitForURL(/\/trace/);
    await portal.page.locator('.trace-box', { hasText: 'L-2611-B' }).waitFor();
    expect(await portal.page.locator('.trace-box').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/L-2611\s+7/), expect.stringMatching(/L-2611-B\s+5/)]),
    );
    await portal.page.getByText('表格', { exact: true }).click();
    await portal.page.waitForURL(/view=table/);
    await portal.row('L-2611-B', /^\+1 批號 L-2611-B/);
    await portal.page.getByText('往上（來源）').click();
    await portal.page.waitForURL(/direction=up/);
    await portal.page.locator('tbody tr', { hasText: 'L-2611-B' }).waitFor({ state: 'detached' });
  });

  it('rehearses a recall, and lists what it would reach', async () => {
    await portal.page.getByRole('link', { name: 'L-2611' }).first().click();
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: '開立召回' }).click();
    await portal.page.getByText('L-2611 · GLUE-5').first().waitFor();
    await portal.field('原因').fill('供應商通知批次異常');
    await portal.field('演練').check();
    await portal.button('開立召回').click();
    await portal.page.waitForURL(/\/recalls\/[0-9a-f-]+$/);
    await portal.status('演練').waitFor();
    await portal.row('L-2611-B', /\+1.*批號.*L-2611-B.*可用.*A-02 5/s);
    await portal.visit('/recalls');
    await portal.row('RL-', /待處理.*演練.*L-2611/s);
  });
});
