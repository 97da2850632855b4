import { readFile } from 'node:fs/promises';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { stockRoom } from './stock-room';
import { WorkerBeside } from './worker-beside';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the report pages', () => {
  let api: ApiUnderTest;
  let worker: WorkerBeside;
  let portal: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    worker = new WorkerBeside(api);
    await Promise.all([stockRoom(api), worker.start()]);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/reports');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await worker?.stop();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  const content = () => portal.page.locator('#content');

  it('lists the reports by category, with what is left of the hour', async () => {
    await portal.page.getByRole('link', { name: /^庫存量/ }).waitFor();
    expect(await content().innerText()).toMatch(/本小時還可匯出 5 次（每小時 5 次） · 檔案保留 \d+ 天/);
    await portal.field('搜尋報表').fill('柏拉圖');
    await portal.page.waitForURL(/\?q=/);
    expect(await portal.page.locator('.report-card').allInnerTexts()).toEqual([expect.stringMatching(/^報廢柏拉圖/)]);
  });

  it('keeps the conditions in the address and shows the first rows', async () => {
    await portal.visit('/reports/stock.on_hand');
    await portal.text('A-01').waitFor();
    await portal.field('彙總方式').click();
    await portal.page.locator('.ant-select-item-option', { hasText: '批號' }).click();
    await portal.button('預覽').click();
    await portal.page.waitForURL(`${api.url}/reports/stock.on_hand?by=lot`);
    await portal.text('L261122-01').waitFor();
    await portal.page.reload();
    await portal.text('L261122-01').waitFor();
    await portal.row('RM-M6', /不鏽鋼六角螺栓.*L261122-01.*120\.5/s);
    await portal.page.goBack();
    await portal.text('L261122-01').waitFor({ state: 'hidden' });
    await portal.page.goForward();
    await portal.text('L261122-01').waitFor();
  });

  it('makes a file once, shows it in the list and hands it over', async () => {
    portal.writes.length = 0;
    await portal.button('匯出 Excel').dblclick();
    await portal.text('已排入工作匣，完成時會通知您。').waitFor();
    await portal
      .text('✓ 可下載')
      .or(portal.page.locator('.status-tag-good', { hasText: '可下載' }))
      .first()
      .waitFor();
    expect(portal.writes).toEqual(['POST /api/v1/exports']);
    expect(await content().innerText()).toContain('本小時還可匯出 4 次');
    const saved = portal.page.waitForEvent('download');
    await content()
      .getByRole('button', { name: /^下載 / })
      .first()
      .click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/^庫存量.*\.xlsx$/);
    expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK');
  });

  it('says what is wrong in words when a condition is refused', async () => {
    await portal.visit('/reports/stock.on_hand?by=planet');
    await portal.text('資料載入失敗').waitFor();
    await content().getByText('請求編號').waitFor();
  });

  it('keeps conditions under a name', async () => {
    await portal.visit('/reports/stock.on_hand?by=item');
    await portal.button('save 儲存條件').or(portal.button('儲存條件')).click();
    await portal.page.getByRole('dialog').getByLabel('名稱').fill('依品項');
    await portal.page.getByRole('dialog').getByRole('button', { name: '儲存' }).click();
    await portal.text('條件已儲存。').waitFor();
    await portal.visit('/reports/stock.on_hand');
    await portal.field('套用已存條件').click();
    await portal.page.locator('.ant-select-item-option', { hasText: '依品項' }).click();
    await portal.page.waitForURL(`${api.url}/reports/stock.on_hand?by=item`);
  });

  it('schedules a report, pauses it and lets it go', async () => {
    await portal.visit('/reports/stock.on_hand?by=item');
    await portal.page.getByRole('link', { name: '設定排程' }).click();
    const form = portal.page.locator('.ant-drawer', { hasText: '新增排程' });
    await form.getByLabel('名稱').fill('每週庫存');
    await form.getByRole('button', { name: '儲存' }).click();
    await form.getByText('請至少填一個信箱，或勾選 Webhook。').waitFor();
    await form.getByLabel('收件信箱').fill('boss@factory.tw');
    await portal.page.keyboard.press('Enter');
    await form.getByRole('button', { name: '儲存' }).click();
    await portal.text('排程已儲存。').waitFor();
    await portal.row('每週庫存', /庫存量 · Excel.*每週一 08:00.*boss@factory\.tw.*啟用中/s);
    const [schedule] = ((await api.get('/api/v1/report-schedules')).body as { items: { params: object; cron: string }[] }).items;
    expect(schedule).toMatchObject({ params: { by: 'item' }, cron: '0 8 * * 1' });
    await portal.page.getByRole('button', { name: '暫停 每週庫存' }).click();
    await portal.page.getByRole('button', { name: '恢復 每週庫存' }).waitFor();
    await portal.page.getByRole('button', { name: '刪除 每週庫存' }).click();
    await portal.page.getByRole('dialog').getByRole('button', { name: '刪除' }).click();
    await portal.text('尚無排程').waitFor();
  });

  it('says when the hour is used up, and until when', async () => {
    await portal.visit('/reports/stock.on_hand');
    for (let left = 4; left > 0; left--) {
      await content().getByText(`本小時還可匯出 ${left} 次`, { exact: false }).first().waitFor();
      await portal.button('匯出 CSV').click();
    }
    await content()
      .getByText(/本小時的匯出次數已用完，約 \d+ 分鐘後可再匯出。/)
      .first()
      .waitFor();
    expect(await portal.button('匯出 CSV').isDisabled()).toBe(true);
  });

  it('speaks English without a Chinese remainder of its own', async () => {
    await portal.visit('/reports/stock.on_hand?by=item');
    await portal.page.evaluate("localStorage.setItem('anwen.locale', 'en')");
    await portal.page.reload();
    await portal.text('Exported files').waitFor();
    await portal.text('RM-M6').waitFor();
    const words = (await content().innerText()).replaceAll(/不鏽鋼六角螺栓|庫存量\S*|原料倉|公斤/g, '');
    expect(words).not.toMatch(/\p{Script=Han}/u);
    await portal.page.evaluate("localStorage.removeItem('anwen.locale')");
  });
});
