import { chromium, type Browser, type Page } from 'playwright-core';
import { AdminBed } from './harness';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the operations page', () => {
  let admin: AdminBed;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    admin = await AdminBed.start();
    const { token } = await admin.administrator();
    await admin.bed.asOwner(`INSERT INTO sys_alerts (code, subject, pages) VALUES ('disk.full', '/data', true)`);
    for (const no of [1, 2])
      await admin.bed.asOwner(
        `INSERT INTO sys_dead_jobs (job_id, name, lane, v, payload, attempts, problem)
         VALUES ($1, 'alert.digest', 3, 1, '{}', 5, '{"code":"x.y","status":500,"zh":"磁碟失火","en":"disk on fire"}')`,
        [no],
      );
    const hook = await admin.call('POST', '/api/v1/admin/webhooks', { token, body: { name: 'ERP', url: 'https://8.8.8.8/hook', events: ['stock.*'] } });
    expect([hook.status, hook.text]).toEqual([201, expect.any(String)]);
    browser = await chromium.launch({ executablePath: executable!, args: ['--no-sandbox', '--disable-gpu'] });
    const context = await browser.newContext({ locale: 'zh-TW', extraHTTPHeaders: { Authorization: `Bearer ${token}` } });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(admin.url);
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    await admin?.stop();
  });

  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });

  const rows = (id: string) => page.locator(`#${id} tr`);

  it('lists what is wrong and lets somebody say that he is at it', async () => {
    await rows('alerts')
      .filter({ hasText: '/data' })
      .getByRole('button', { name: /^我來處理/ })
      .click();
    await rows('alerts').filter({ hasText: '處理中' }).waitFor();
  });

  it('closes an alert only with a reason', async () => {
    const close = () => rows('alerts').filter({ hasText: '/data' }).getByRole('button', { name: /^關閉/ });
    page.once('dialog', (dialog) => void dialog.dismiss());
    await close().click();
    page.once('dialog', (dialog) => void dialog.accept('已清出空間'));
    await close().click();
    await rows('alerts').filter({ hasText: '沒有' }).waitFor();
    expect(await admin.bed.asOwner('SELECT close_reason FROM sys_alerts')).toEqual([{ close_reason: '已清出空間' }]);
  });

  it('stops a webhook with one press and starts it again', async () => {
    await rows('webhooks').getByRole('button', { name: '立即停用 ERP' }).click();
    await rows('webhooks').getByRole('button', { name: '啟用 ERP' }).click();
    await rows('webhooks').getByRole('button', { name: '立即停用 ERP' }).waitFor();
  });

  it('tries a dead job again, and gives one up with a reason', async () => {
    expect(await rows('dead').count()).toBe(2);
    await rows('dead').filter({ hasText: '磁碟失火' }).first().getByRole('button', { name: /^重試/ }).click();
    await rows('dead').nth(1).waitFor({ state: 'detached' });
    page.once('dialog', (dialog) => void dialog.accept('已人工處理'));
    await rows('dead').first().getByRole('button', { name: /^放棄/ }).click();
    await rows('dead').filter({ hasText: '沒有' }).waitFor();
    expect(await admin.bed.asOwner('SELECT state, decided_reason FROM sys_dead_jobs ORDER BY state')).toEqual([
      { state: 'discarded', decided_reason: '已人工處理' },
      { state: 'retried', decided_reason: null },
    ]);
  });
});
