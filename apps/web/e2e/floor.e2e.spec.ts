// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { factoryRoom } from './factory-room';
import { Portal } from './portal';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the pages of the floor', () => {
  let api: ApiUnderTest;
  let portal: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await factoryRoom(api);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/downtime');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  it('records that a machine stands still, says why, and ends it', async () => {
    await portal.text('沒有停機紀錄').waitFor();
    await portal.page.getByRole('link', { name: '記錄停機' }).first().click();
    await portal.choose('工作中心', 'WC-10', 'WC-10');
    await portal.submitInHaste();
    await portal.row('WC-10', /停機中.*未分類/s);
    expect(portal.writes.filter((write) => write === 'POST /api/v1/downtime-events')).toHaveLength(1);
    const row = portal.page.locator('tbody tr', { hasText: 'WC-10' });
    await row.getByRole('button', { name: /^分類/ }).click();
    await portal.page.getByRole('dialog').getByLabel('原因代碼').click();
    await portal.option('DT-BREAKDOWN').click();
    await portal.inDialog('分類').click();
    await row.getByText('機台故障').waitFor();
    await row.getByRole('button', { name: /^結束停機/ }).click();
    await portal.inDialog('結束停機').dblclick();
    await row.locator('.status-tag', { hasText: '已結束' }).waitFor();
    await portal.visit('/downtime?open=true');
    await portal.text('沒有符合條件的資料').waitFor();
  });

  it('shows how well the work centres run', async () => {
    await portal.visit('/oee?grain=week');
    await portal.page.getByRole('heading', { name: 'OEE 設備綜合效率' }).waitFor();
    await portal.page.locator('tbody tr.ant-table-row, .state-view').first().waitFor();
  });

  it('keeps shifts, weeks and the days that are otherwise', async () => {
    await portal.visit('/calendars');
    await portal.button('新增班別').click();
    const dialog = portal.page.getByRole('dialog');
    await dialog.getByLabel('代碼').fill('NIGHT');
    await dialog.getByLabel('名稱').fill('夜班');
    await dialog.getByLabel('上班').fill('22:00');
    await dialog.getByLabel('下班').fill('06:00');
    await portal.inDialog('新增班別').dblclick();
    await portal.row('夜班', /22:00 – 06:00 （隔日）/);
    await portal.button('新增行事曆').click();
    await dialog.getByLabel('代碼').fill('NIGHTS');
    await dialog.getByLabel('名稱').fill('夜間');
    await dialog.getByLabel('週一').click();
    await portal.option('NIGHT').click();
    await portal.inDialog('新增行事曆').click();
    await portal.row('夜間', /NIGHT.*休/s);
    await portal.page.getByRole('button', { name: '例外日 NIGHTS' }).click();
    await portal.inDialog('新增例外日').click();
    await dialog.getByLabel('日期').fill('2026-12-25');
    await dialog.getByLabel('備註').fill('歲末休假');
    await portal.inDialog('例外日').click();
    await dialog.waitFor({ state: 'detached' });
    await portal.page.getByRole('button', { name: '例外日 NIGHTS' }).click();
    expect(await dialog.getByLabel('備註').inputValue()).toBe('歲末休假');
    await portal.inDialog('取消').click();
    expect(portal.writes.filter((write) => write === 'POST /api/v1/shifts')).toHaveLength(1);
  });

  it('adds a work centre and a routing that uses it', async () => {
    await portal.visit('/work-centers');
    await portal.button('新增工作中心').click();
    const dialog = portal.page.getByRole('dialog');
    await dialog.getByLabel('代碼').fill('WC-30');
    await dialog.getByLabel('名稱').fill('檢驗站');
    await portal.inDialog('新增工作中心').dblclick();
    await portal.row('檢驗站');
    await api.post('/api/v1/shifts', { code: 'DAY', name: '日班', startsAt: '08:00', endsAt: '17:00', breakMinutes: 60 });
    await api.post('/api/v1/calendars', { code: 'FACTORY', name: '全廠', week: { mon: ['DAY'], tue: ['DAY'] } });
    const row = portal.page.locator('tbody tr', { hasText: 'WC-30' });
    await portal.page.getByRole('button', { name: '編輯 WC-30' }).click();
    await dialog.getByLabel('行事曆').click();
    await portal.option('FACTORY').click();
    await dialog.getByLabel('產線', { exact: true }).fill('LINE-B');
    await portal.inDialog('編輯').click();
    await row.getByText('全廠').waitFor();
    await portal.page.getByRole('button', { name: '編輯 WC-30' }).click();
    await dialog.getByLabel('產線', { exact: true }).fill('');
    await portal.inDialog('編輯').click();
    await row.getByText('LINE-B').waitFor({ state: 'detached' });
    await row.getByText('全廠').waitFor();
    await portal.visit('/routings/new');
    await portal.choose('品項', 'BODY-1', 'BODY-1');
    await portal.field('製程名稱').fill('粗車');
    await portal.choose('工作中心', 'WC-30', 'WC-30');
    await portal.field('單位工時（秒）').fill('45.5');
    await portal.submitInHaste();
    await portal.page.waitForURL(/\/routings\/[0-9a-f-]+$/);
    await portal.row('粗車', /10.*WC-30.*45\.5/s);
    await portal.button('啟用').click();
    await portal.inDialog('啟用').click();
    await portal.status('使用中').waitFor();
  });
});
