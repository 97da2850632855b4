// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { factoryRoom, lineStock, valveBills, valveOrder } from './factory-room';
import { Portal } from './portal';
import { secondPerson } from './second-person';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the steps for when things go another way', () => {
  let api: ApiUnderTest;
  let portal: Portal;
  let valve: string;
  let receipt: { id: string };

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await factoryRoom(api);
    valve = await valveBills(api);
    await lineStock(api);
    await secondPerson(api, 'second', '陳大文');
    receipt = (await api.post('/api/v1/receipts', { supplier: 'V-001', warehouse: 'WH1', dock: 'DOCK-1' })).body;
    expect((await api.post(`/api/v1/receipts/${receipt.id}/lines`, { lines: [{ itemCode: 'BOLT-M6', qty: '40' }] })).status).toBe(201);
    expect((await api.post(`/api/v1/receipts/${receipt.id}/finish`, {})).status).toBe(200);
    portal = await Portal.open(executable!, api.url);
    await portal.visit(`/receipts/${receipt.id}`);
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  const other = async (label: string) => {
    await portal.button('其他動作').click();
    await portal.page.getByRole('menuitem', { name: label, exact: true }).click();
  };

  it('hands a task to somebody else, calls it off, and then reverses nothing any more', async () => {
    await portal.status('待上架').waitFor();
    await portal.page.getByRole('button', { name: '沖銷 BOLT-M6' }).waitFor();
    await portal.visit('/putaway-tasks');
    await portal.page.getByRole('button', { name: '改派 BOLT-M6' }).click();
    await portal.field('帳號').fill('nobody');
    await portal.inDialog('改派').click();
    await portal.page.locator('.ant-form-item-explain-error').waitFor();
    await portal.field('帳號').fill('second');
    await portal.inDialog('改派').dblclick();
    await portal.page.locator('tbody tr', { hasText: 'BOLT-M6' }).getByText('陳大文').waitFor();
    await portal.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await portal.page.getByRole('button', { name: '取消任務 BOLT-M6' }).count()).toBe(0);
    await portal.page.getByRole('button', { name: '放回 BOLT-M6' }).click();
    await portal.page.getByRole('button', { name: '取消任務 BOLT-M6' }).click();
    await portal.page.getByRole('dialog').getByLabel('原因', { exact: true }).fill('已直接上線');
    await portal.inDialog('取消任務').dblclick();
    await portal.status('已取消').waitFor();
    expect(portal.writes.filter((write) => /putaway-tasks\/[^/]+\/cancel$/.test(write))).toHaveLength(1);
    await portal.visit(`/receipts/${receipt.id}`);
    await portal.status('已結案').waitFor();
    await portal.row('BOLT-M6');
    expect(await portal.page.getByRole('button', { name: '沖銷 BOLT-M6' }).count()).toBe(0);
  });

  it('changes the last day of an active bill, and takes it away again', async () => {
    await portal.visit(`/boms/${valve}`);
    const validTo = async () => ((await api.get(`/api/v1/boms/${valve}`)).body as { validTo: string | null }).validTo;
    await other('變更失效日');
    await portal.field('失效日').fill('2031-12-31');
    await portal.inDialog('變更失效日').dblclick();
    await portal.page.getByText('2031-12-31').first().waitFor();
    expect(await validTo()).toBe('2031-12-31');
    await other('變更失效日');
    await portal.field('失效日').fill('');
    await portal.inDialog('變更失效日').click();
    await portal.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await validTo()).toBeNull();
  });

  it('begins an order by hand, issues what is otherwise backflushed, and takes it back while the order is held', async () => {
    // The card of what was used up, below, names the same part.
    const material = () => portal.page.getByRole('table', { name: '物料' }).locator('tbody tr', { hasText: 'BOLT-M8' });
    const order = await valveOrder(api);
    expect((await api.post(`/api/v1/work-orders/${order.id}/release`, {})).status).toBe(200);
    await portal.visit(`/work-orders/${order.number}?tab=materials`);
    await other('開工');
    await portal.inDialog('開工').dblclick();
    await portal.status('進行中').waitFor();
    await portal.page.getByRole('button', { name: '領料 BOLT-M8' }).click();
    await portal.page.getByRole('dialog').getByLabel('數量', { exact: true }).fill('7');
    await portal.inDialog('領料').click();
    await material().getByText('7 PCS', { exact: true }).waitFor();
    expect((await api.post(`/api/v1/work-orders/${order.id}/hold`, { reason: '等料' })).status).toBe(200);
    await portal.page.reload();
    await portal.status('暫停').waitFor();
    await portal.page.getByRole('button', { name: '退料 BOLT-M8' }).click();
    await portal.page.getByRole('dialog').getByLabel('數量', { exact: true }).fill('3');
    await portal.inDialog('退料').dblclick();
    await material().getByText('4 PCS', { exact: true }).waitFor();
    expect(await portal.page.getByRole('button', { name: '領料 BOLT-M8' }).count()).toBe(0);
  });
});
