import { readFile } from 'node:fs/promises';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { stockRoom } from './stock-room';
import { WorkerBeside } from './worker-beside';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the job tray', () => {
  let api: ApiUnderTest;
  let worker: WorkerBeside;
  let portal: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await stockRoom(api);
    worker = new WorkerBeside(api);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/reports/stock.on_hand');
    await portal.signIn('admin', ADMIN_PASSWORD);
    await portal.page.waitForURL(`${api.url}/reports/stock.on_hand`);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await worker?.stop();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  const tray = () => portal.page.locator('.job-tray.ant-drawer-open');
  const cards = () => tray().locator('.job-card');
  const openTray = async () => {
    await portal.page.getByRole('button', { name: /^工作匣/ }).click();
    await tray().getByText('最近 24 小時與進行中的工作').waitFor();
  };

  it('shows at once what was asked for, also while nobody works on it, and stands in nobody’s way', async () => {
    await portal.button('匯出 CSV').dblclick();
    await portal.page.getByRole('button', { name: '工作匣，1 件進行中' }).waitFor();
    expect(portal.writes.filter((write) => write.includes('/exports'))).toEqual(['POST /api/v1/exports']);
    await portal.button('匯出 Excel').click();
    await portal.page.getByRole('button', { name: '工作匣，2 件進行中' }).waitFor();
    await openTray();
    await expect(cards().allInnerTexts()).resolves.toEqual([
      expect.stringMatching(/匯出報表\s*P1\s*○ 等待中/),
      expect.stringMatching(/匯出報表\s*P1\s*○ 等待中/),
    ]);
    await portal.page.getByRole('link', { name: '庫存查詢' }).click();
    await portal.page.waitForURL(`${api.url}/stock`);
    expect(await cards().count()).toBe(2);
  });

  it('cancels a job that waits', async () => {
    await cards().first().getByRole('button', { name: '取消 匯出報表' }).click();
    await portal.page.locator('.ant-notification-notice', { hasText: '匯出報表已取消' }).waitFor();
    await cards().filter({ hasText: '已取消' }).waitFor();
  });

  it('asks again without a body while nothing changes', async () => {
    const answer = await portal.page.waitForResponse((response) => response.url().includes('/api/v1/jobs') && response.status() === 304);
    expect(answer.request().headers()['if-none-match']).toMatch(/^(W\/)?"/);
  });

  it('survives a reload, tells what ended meanwhile and offers the file', async () => {
    await portal.visit('/stock');
    await portal.page.getByRole('button', { name: '工作匣，1 件進行中' }).waitFor();
    await portal.page.goto('about:blank');
    await worker.start();
    await done(api);
    await portal.visit('/stock');
    const toast = portal.page.locator('.ant-notification-notice', { hasText: '匯出報表已完成' });
    await toast.waitFor();
    const saved = portal.page.waitForEvent('download');
    await toast.getByRole('button', { name: '下載 匯出報表' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/^庫存量.*\.csv$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).toContain('不鏽鋼六角螺栓 M6×20');
    await openTray();
    await cards()
      .filter({ hasText: '完成' })
      .getByText(/^保留到 \d{4}-\d\d-\d\d \d\d:\d\d$/)
      .waitFor();
  });

  it('does the work of a cancelled job again', async () => {
    await cards().filter({ hasText: '已取消' }).getByRole('button', { name: '重試 匯出報表' }).click();
    await cards().filter({ hasText: '完成' }).nth(1).waitFor();
  });

  it('is used with the keyboard alone', async () => {
    await portal.page.keyboard.press('Escape');
    await tray().waitFor({ state: 'hidden' });
    await portal.page.getByRole('button', { name: /^工作匣/ }).focus();
    await portal.page.keyboard.press('Enter');
    await cards().first().waitFor();
    await portal.page.keyboard.press('Escape');
    await tray().waitFor({ state: 'hidden' });
  });
});

/** Waits until nothing of the administrator's is open any more. */
async function done(api: ApiUnderTest): Promise<void> {
  const end = Date.now() + 60_000;
  for (;;) {
    const { items } = (await api.get('/api/v1/jobs?state=open')).body as { items: object[] };
    if (items.length === 0) return;
    if (Date.now() > end) throw new Error(`still open: ${JSON.stringify(items)}`);
    await new Promise((resume) => setTimeout(resume, 200));
  }
}
