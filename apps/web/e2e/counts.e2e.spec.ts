// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { secondPerson } from './second-person';
import { stockIn, tradingRoom } from './trading-room';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the pages of counts', () => {
  let api: ApiUnderTest;
  let portal: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await tradingRoom(api);
    await stockIn(api, [{ itemCode: 'BOLT-M6', qty: '250', toLocation: 'A-01' }]);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/counts');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  it('plans a blind count of one place and starts it', async () => {
    await portal.text('尚無盤點').waitFor();
    await portal.page.getByRole('link', { name: '新增盤點' }).first().click();
    await portal.choose('倉別', 'WH1', 'WH1');
    await portal.choose('儲位', 'A-01', 'A-01');
    await portal.page.keyboard.press('Escape');
    await portal.button('儲存').click();
    await portal.page.waitForURL(/\/counts\/[0-9a-f-]+$/);
    await portal.status('盲盤').waitFor();
    await portal.button('開始盤點').click();
    await portal.inDialog('開始盤點').dblclick();
    await portal.page.getByRole('button', { name: '領取 A-01' }).waitFor();
  });

  it('lets a counter enter what is there without saying what should be', async () => {
    await portal.page.getByRole('button', { name: '領取 A-01' }).click();
    await portal.page.getByRole('link', { name: '輸入' }).click();
    await portal.page.waitForURL(/\/count-tasks\//);
    expect(await portal.page.locator('#content').innerText()).not.toContain('250');
    await portal.choose('品項', 'BOLT', 'BOLT-M6');
    await portal.field('數量').fill('240');
    portal.writes.length = 0;
    await portal.submitInHaste();
    await portal.text('已輸入').waitFor();
    expect(portal.writes.filter((write) => write.endsWith('/entries'))).toHaveLength(1);
    await portal.row('BOLT-M6', /240 PCS/);
    await portal.button('完成這個儲位').click();
    await portal.inDialog('完成這個儲位').click();
    await portal.page.waitForURL(/\/counts\/[0-9a-f-]+$/);
  });

  it('shows the difference to another person alone, and refuses the counter’s own approval in words', async () => {
    await portal.status('待覆核').waitFor();
    await portal.page.getByText('必須由另一位人員').first().waitFor();
    await secondPerson(api, 'second', '陳大文');
    const other = await Portal.open(executable!, api.url);
    const asked = other.page.waitForRequest(/\/variances\?/);
    await other.visit(new URL(portal.page.url()).pathname);
    await other.signIn('second', ADMIN_PASSWORD);
    expect((await other.row('BOLT-M6')).join(' ')).toMatch(/250 PCS.*240 PCS.*-10/s);
    expect(new URL((await asked).url()).searchParams.get('differing')).toBe('true');
    await other.close();
    await portal.button('核准差異').click();
    await portal.inDialog('核准差異').click();
    await portal.page.getByRole('dialog').getByRole('alert').first().waitFor();
    await portal.button('取消').click();
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: '要求複盤' }).waitFor();
    await portal.page.keyboard.press('Escape');
  });

  it('lists counts by state', async () => {
    await portal.visit('/counts?state=review');
    await portal.row('CC-', /待覆核.*WH1.*盲盤.*100%/s);
    await portal.visit('/counts?state=posted');
    await portal.text('沒有符合條件的資料').waitFor();
  });

  it('keeps a plan and starts a count from it', async () => {
    await portal.visit('/count-plans');
    await portal.text('尚無盤點計畫').waitFor();
    await portal.page.getByRole('link', { name: '新增盤點計畫' }).first().click();
    await portal.field('名稱').fill('零件架每月盤點');
    await portal.field('週期天數').fill('30');
    await portal.choose('倉別', 'WH1', 'WH1');
    await portal.choose('儲位', 'A-02', 'A-02');
    await portal.page.keyboard.press('Escape');
    await portal.submitInHaste();
    await portal.row('零件架每月盤點', /啟用.*WH1.*A-02.*每 30 天.*盲盤/s);
    expect(portal.writes.filter((write) => write === 'POST /api/v1/count-plans')).toHaveLength(1);
    await portal.page.getByRole('button', { name: '開立盤點 零件架每月盤點' }).click();
    await portal.inDialog('開立盤點').dblclick();
    await portal.page.waitForURL(/\/counts\/[0-9a-f-]+$/);
    await portal.button('開始盤點').waitFor();
    expect(await portal.page.locator('#content').innerText()).toContain('零件架每月盤點');
  });

  it('changes a plan, and lets it rest', async () => {
    await portal.visit('/count-plans');
    await portal.page.getByRole('button', { name: '編輯 零件架每月盤點' }).click();
    await portal.page.getByRole('dialog').getByLabel('名稱', { exact: true }).fill('零件架盤點');
    await portal.page.getByRole('dialog').getByLabel('週期天數', { exact: true }).fill('');
    await portal.page.getByRole('dialog').getByLabel('容許差異數量', { exact: true }).fill('2');
    await portal.inDialog('編輯').dblclick();
    await portal.row('零件架盤點', /啟用.*A-02.*不定期/s);
    await portal.page.getByRole('button', { name: '停用 零件架盤點' }).click();
    await portal.inDialog('停用').dblclick();
    await portal.page.getByRole('button', { name: '啟用 零件架盤點' }).waitFor();
    expect(await portal.page.getByRole('button', { name: '開立盤點 零件架盤點' }).count()).toBe(0);
    const { items } = (await api.get('/api/v1/count-plans')).body as {
      items: { active: boolean; toleranceAbs: string | null; frequencyDays: number | null }[];
    };
    expect(items).toMatchObject([{ active: false, toleranceAbs: '2', frequencyDays: null }]);
  });

  it('shows the places beyond the first page of a big count', async () => {
    expect((await api.post('/api/v1/warehouses', { code: 'WH2', name: '棧板倉' })).status).toBe(201);
    expect((await api.post('/api/v1/locations', { warehouse: 'WH2', code: 'P-1000', name: '棧板 1000', kind: 'storage' })).status).toBe(201);
    await api.bed.transaction((tx) =>
      tx.query(
        `INSERT INTO locations (warehouse_id, code, name, path, kind)
         SELECT warehouse_id, 'P-' || n, '棧板 ' || n, replace(path, 'P-1000', 'P-' || n), kind FROM locations, generate_series(1001, 1200) AS n WHERE code = 'P-1000'`,
      ),
    );
    const count = (await api.post('/api/v1/count-sessions', { warehouse: 'WH2', scope: { zeroStock: true } })).body as { id: string };
    expect((await api.post(`/api/v1/count-sessions/${count.id}/open`, {})).status).toBe(200);
    await portal.visit(`/counts/${count.id}`);
    const tasks = portal.page.getByRole('region', { name: '盤點任務' });
    await tasks.getByText('共 201 筆').waitFor();
    expect(await tasks.locator('tbody tr.ant-table-row').count()).toBe(200);
    await tasks.getByRole('button', { name: '下一頁' }).click();
    await tasks.getByText('本頁 1 筆').waitFor();
    await tasks
      .getByRole('button', { name: /^領取 / })
      .first()
      .click();
    await tasks.getByRole('link', { name: '輸入' }).waitFor();
  });
});
