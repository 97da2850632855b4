// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { factoryRoom, lineStock, valveBills } from './factory-room';
import { Portal } from './portal';
import { WorkerBeside } from './worker-beside';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

const DAY_MS = 86_400_000;
/** A Thursday about six weeks ahead: within the horizon of a plan and a day of work, whenever the tests run. */
const DUE_ON = (() => {
  const ahead = new Date(Date.now() + 36 * DAY_MS);
  return new Date(ahead.getTime() + ((11 - ahead.getUTCDay()) % 7) * DAY_MS).toISOString().slice(0, 10);
})();

inBrowser('the pages of planning', () => {
  let api: ApiUnderTest;
  let portal: Portal;
  let worker: WorkerBeside;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await factoryRoom(api);
    await valveBills(api);
    await lineStock(api);
    worker = new WorkerBeside(api);
    await worker.start();
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/demands');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 180_000);

  afterAll(async () => {
    await portal?.close();
    await worker?.stop();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  it('writes a demand once for three presses', async () => {
    await portal.text('沒有需求').waitFor();
    await portal.page.getByRole('link', { name: '新增需求' }).first().click();
    await portal.choose('品項', 'VALVE', 'VALVE-1');
    await portal.field('數量').fill('50');
    await portal.field('需求日').fill(DUE_ON);
    await portal.choose('倉別', 'WH1', 'WH1');
    await portal.submitInHaste();
    await portal.row('VALVE-1', new RegExp(`50 PCS.*${DUE_ON}.*人工`, 's'));
    expect(portal.writes.filter((write) => write === 'POST /api/v1/demands')).toHaveLength(1);
  });

  it('runs and shows what to make with its reason and whom it serves', async () => {
    await portal.visit('/planning');
    await portal.text('尚未執行').waitFor();
    await portal.button('執行計畫').click();
    await portal.inDialog('執行計畫').click();
    await portal.row('球閥', /製造.*50 PCS/s);
    await portal.page.locator('tbody tr', { hasText: '球閥' }).first().locator('.why').click();
    const drawer = portal.page.locator('.ant-drawer');
    await drawer.getByText('這些需求').waitFor();
    await drawer.getByRole('row', { name: /人工/ }).first().waitFor();
    await portal.page.keyboard.press('Escape');
  });

  it('changes a quantity, accepts and opens the draft that was made', async () => {
    const row = portal.page.locator('tbody tr', { hasText: '球閥' }).first();
    await row.getByRole('button', { name: /^編輯 VALVE-1/ }).click();
    await portal.page.getByRole('dialog').getByLabel('數量', { exact: true }).fill('60');
    await portal.inDialog('編輯').click();
    await row.getByText('60 PCS', { exact: true }).waitFor();
    await row.getByRole('checkbox').check();
    await portal.button('採用 1 項').click();
    await portal.inDialog('採用 1 項').dblclick();
    await row.locator('.status-tag', { hasText: '已採用' }).waitFor();
    expect(portal.writes.filter((write) => write.endsWith('/accept'))).toHaveLength(1);
    await row.getByRole('link', { name: /^WO-/ }).click();
    await portal.page.waitForURL(/\/work-orders\//);
    await portal.status('草稿').waitFor();
    const shown = await portal.page.locator('#content').innerText();
    expect(shown).toMatch(/0 \/ 60 PCS/);
    // Why it is there, also when the plan is long gone.
    expect(shown).toMatch(/來源\s+計畫建議/);
    expect(shown).toMatch(/因 人工需求 需 50 PCS/);
  });

  it('accepts all that can be, says why not the rest, and lets a missing supplier be named', async () => {
    const asked = { item: 'BOLT-M8', qty: '5000', dueOn: DUE_ON, warehouse: 'WH1', source: 'manual' };
    expect((await api.post('/api/v1/demands', asked)).status).toBe(201);
    portal.writes.splice(0);
    await portal.visit('/planning');
    await portal.button('執行計畫').click();
    await portal.inDialog('執行計畫').click();
    const row = portal.page.locator('tbody tr', { hasText: 'BOLT-M8' }).first();
    await row.waitFor();
    await portal.button('全部採用').click();
    await portal.inDialog('全部採用').dblclick();
    await portal.page.getByRole('list', { name: '未採用的建議' }).getByText('BOLT-M8 未設定供應商。').waitFor();
    expect(await portal.page.getByRole('status').filter({ hasText: '未採用' }).innerText()).toMatch(/已採用 [1-9]\d* 項。1 項未採用：/);
    await row.getByRole('button', { name: /^編輯 BOLT-M8/ }).click();
    await portal.page.getByRole('dialog').getByLabel('供應商').click();
    await portal.option('V-001').click();
    await portal.inDialog('編輯').click();
    await row.getByText('大同五金股份有限公司').waitFor();
    await portal.button('全部採用').click();
    await portal.inDialog('全部採用').click();
    await portal.text('已採用 1 項。').waitFor();
    await row.getByRole('link', { name: /^PO-/ }).waitFor();
    expect(portal.writes.filter((write) => write.endsWith('/accept'))).toHaveLength(2);
  });

  it('says how an item is ordered, and changes it', async () => {
    await portal.visit('/planning/parameters');
    await portal.text('尚無計畫參數').waitFor();
    await portal.button('新增計畫參數').click();
    const dialog = portal.page.getByRole('dialog');
    await dialog.getByLabel('品項', { exact: true }).click();
    await dialog.getByLabel('品項', { exact: true }).fill('BOLT-M8');
    await portal.option('BOLT-M8').click();
    await dialog.getByLabel('補貨方式').click();
    await portal.option('採購').click();
    await dialog.getByLabel('前置天數').fill('5');
    await dialog.getByLabel('安全存量').fill('120');
    await portal.inDialog('新增計畫參數').dblclick();
    await portal.row('BOLT-M8', /所有倉別.*採購.*5.*120 PCS/s);
    expect(portal.writes.filter((write) => write === 'PUT /api/v1/planning/parameters/BOLT-M8')).toHaveLength(1);
    await portal.page.getByRole('button', { name: '編輯 BOLT-M8' }).click();
    await dialog.getByLabel('下單倍數').fill('50');
    await portal.inDialog('編輯').click();
    await dialog.waitFor({ state: 'detached' });
    await portal.page.locator('tbody tr', { hasText: 'BOLT-M8' }).getByText('50 PCS').waitFor();
    const kept = (await api.get('/api/v1/planning/parameters/BOLT-M8')).body as { safetyStock: string; leadTimeDays: number };
    expect([kept.safetyStock, kept.leadTimeDays]).toEqual(['120', 5]);
    await portal.page.getByRole('button', { name: '刪除 BOLT-M8' }).click();
    await portal.inDialog('刪除').dblclick();
    await portal.text('尚無計畫參數').waitFor();
    expect(portal.writes.filter((write) => write === 'DELETE /api/v1/planning/parameters/BOLT-M8')).toHaveLength(1);
  });

  it('keeps the filters in the address, and draws the load of the work centres', async () => {
    await portal.visit('/planning?kind=move');
    await portal.text('沒有符合條件的資料').waitFor();
    await portal.visit('/planning/load');
    await portal.page.getByRole('rowheader', { name: /WC-10/ }).waitFor();
  });

  it('lets nobody choose what a later run has outdated', async () => {
    const run = async () => {
      const before = (await api.get('/api/v1/planning/runs')).body as { items: { id: string }[] };
      expect((await api.post('/api/v1/planning/runs', {})).status).toBe(202);
      for (;;) {
        const { items } = (await api.get('/api/v1/planning/runs')).body as { items: { id: string; finishedAt: string | null }[] };
        if (items.length > before.items.length && items[0]!.finishedAt !== null) return items[0]!.id;
        await portal.page.waitForTimeout(250);
      }
    };
    expect((await api.post('/api/v1/demands', { item: 'RING-9', qty: '9000', dueOn: DUE_ON, warehouse: 'WH1', source: 'manual' })).status).toBe(201);
    const first = await run();
    await run();
    await portal.visit(`/planning?run=${first}`);
    const row = portal.page.locator('tbody tr', { hasText: 'RING-9' }).first();
    await row.waitFor();
    expect(await row.getByRole('checkbox').isDisabled()).toBe(true);
    await portal.visit('/planning');
    await row.waitFor();
    expect(await row.getByRole('checkbox').isDisabled()).toBe(false);
  });
});
