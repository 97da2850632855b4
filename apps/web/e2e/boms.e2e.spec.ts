// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { factoryRoom, valveBills } from './factory-room';
import { Portal } from './portal';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the pages of bills of materials', () => {
  let api: ApiUnderTest;
  let portal: Portal;
  let valve: string;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await factoryRoom(api);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/boms');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  it('writes a draft, once for three presses, and makes it active', async () => {
    await portal.text('尚無物料清單').waitFor();
    await portal.page.getByRole('link', { name: '新增物料清單' }).first().click();
    await portal.choose('成品', 'BODY-1', 'BODY-1');
    await portal.choose('品項', 'BOLT-M8', 'BOLT-M8');
    await portal.field('數量').fill('4');
    await portal.field('損耗率').fill('2.5');
    await portal.submitInHaste();
    await portal.page.waitForURL(/\/boms\/[0-9a-f-]+$/);
    expect(portal.writes.filter((write) => write === 'POST /api/v1/boms')).toHaveLength(1);
    await portal.button('啟用').click();
    await portal.inDialog('啟用').click();
    await portal.status('使用中').waitFor();
    const { items } = (await api.get('/api/v1/boms?item=BODY-1')).body as { items: { id: string }[] };
    await api.post(`/api/v1/boms/${items[0]!.id}/obsolete`, {});
  });

  it('names the way of a cycle instead of saving it', async () => {
    valve = await valveBills(api);
    const lines = [{ component: 'VALVE-1', qty: '1', uom: 'PCS', validFrom: '2024-01-01' }];
    expect((await api.post('/api/v1/boms', { item: 'KIT-1', lines })).status).toBe(422);
    await portal.visit('/boms/new');
    await portal.choose('成品', 'KIT-1', 'KIT-1');
    await portal.choose('品項', 'VALVE-1', 'VALVE-1');
    await portal.field('數量').fill('1');
    await portal.button('儲存').click();
    await portal.page
      .getByText(/KIT-1 → VALVE-1 → KIT-1|VALVE-1 → KIT-1 → VALVE-1/)
      .first()
      .waitFor();
  });

  it('explodes a quantity into a tree, down to what is bought, and sums it up', async () => {
    await portal.visit(`/boms/${valve}?qty=10`);
    await portal.row('KIT-1', /虛擬件.*10 PCS/s);
    await portal.row('RING-9', /2.*20 PCS/s);
    // Eight a piece and five per cent lost on the way; M6 may stand in.
    await portal.row('84 PCS', /BOLT-M8.*5%.*BOLT-M6/s);
    await portal.button('第 1 階').click();
    await portal.page.locator('tbody tr', { hasText: 'RING-9' }).first().waitFor({ state: 'detached' });
    await portal.field('攤平').check();
    await portal.page.waitForURL(/flat=true/);
    await portal.row('BOLT-M8', /124 PCS/);
  });

  it('says where a component goes and what a new version changes', async () => {
    const { items } = (await api.get('/api/v1/boms?item=KIT-1&state=active')).body as { items: { id: string }[] };
    await portal.visit(`/boms/${items[0]!.id}?tab=where`);
    await portal.row('VALVE-1', /VALVE-1 v1/);
    await portal.visit(`/boms/${valve}`);
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: '複製為新版本' }).click();
    await portal.inDialog('複製為新版本').click();
    await portal.page.waitForURL(/\/edit$/);
    await portal.page.getByLabel('數量', { exact: true }).last().fill('9');
    await portal.field('BOLT-M6 的替代比例').fill('1.5');
    await portal.button('儲存').click();
    await portal.page.waitForURL(/\/boms\/[0-9a-f-]+$/);
    const copy = (await api.get(`/api/v1/boms/${portal.page.url().split('/').at(-1)}`)).body as { lines: { substitutes: { ratio: string }[] }[] };
    expect(copy.lines.at(-1)?.substitutes).toEqual([expect.objectContaining({ ratio: '1.5', priority: 1 })]);
    await portal.page.getByRole('link', { name: '比較版本' }).click();
    await portal.row('BOLT-M8', /用量.*8.*9/s);
  });

  it('keeps the list in its address and says what went wrong', async () => {
    await portal.visit('/boms?state=draft&item=VALVE-1');
    await portal.row('VALVE-1', /v2.*草稿/s);
    await portal.visit('/boms?state=draft&item=RING-9');
    await portal.text('沒有符合條件的資料').waitFor();
    const problem = { status: 500, code: 'http.unexpected', title: '系統發生錯誤', requestId: 'req-1', retryable: false };
    await portal.page.route('**/api/v1/boms?*', (route) => route.fulfill({ status: 500, json: problem }), { times: 1 });
    await portal.visit('/boms');
    await portal.text('資料載入失敗').waitFor();
    await portal.text('req-1').waitFor();
    await portal.button('重試').click();
    await portal.row('BODY-1');
  });
});
