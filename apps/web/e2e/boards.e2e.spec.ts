// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { factoryRoom, lineStock, valveBills, valveOrder } from './factory-room';
import { Portal } from './portal';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

inBrowser('the boards', () => {
  let api: ApiUnderTest;
  let portal: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await factoryRoom(api);
    await valveBills(api);
    await lineStock(api);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/boards');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  it('are offered by kind and open over the whole screen', async () => {
    const { number } = await valveOrder(api, { qty: '10' });
    await api.post(`/api/v1/work-orders/${number}/release`, {});
    await api.post(`/api/v1/work-orders/${number}/operations/10/start`, {});
    await api.post('/api/v1/production-reports', { workOrder: number, opNo: 10, good: '4' });
    await portal.page.getByRole('link', { name: /CNC 車床/ }).click();
    await portal.page.waitForURL(/\/boards\/work-center/);
    await portal.page.getByText('運轉中').waitFor();
    expect(await portal.page.locator('.board-now').innerText()).toMatch(new RegExp(`${number}.*VALVE-1.*4.*/ 10`, 's'));
    expect(await portal.page.locator('.shell').count()).toBe(0);
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  it('ask every five seconds with the version that they have, and take the news', async () => {
    const answers: number[] = [];
    portal.page.on('response', (response) => {
      if (/\/boards\/work-center[^/]*$/.test(response.url())) answers.push(response.status());
    });
    await api.post('/api/v1/downtime-events', { workCenter: 'WC-10', reasonCode: 'DT-BREAKDOWN' });
    await portal.page.getByText('機台故障').waitFor();
    const from = answers.length;
    while (answers.length < from + 2) await portal.page.waitForTimeout(500);
    expect(answers.slice(from)).toEqual([304, 304]);
    expect(portal.complaints.splice(0)).toEqual([]);
  }, 60_000);

  it('keep the last content when the server is gone, say how old it is, and recover by themselves', async () => {
    await portal.page.clock.install();
    await portal.visit('/boards/line:LINE-A?kiosk=1');
    await portal.page.getByText('CNC 車床').waitFor();
    await portal.page.route('**/api/v1/boards/**', (route) => route.abort());
    await portal.page.clock.fastForward(20_000);
    await portal.page.locator('main.board-aging').waitFor();
    await portal.page.clock.fastForward(60_000);
    await portal.page.getByRole('alert').filter({ hasText: '分鐘未更新' }).waitFor();
    await portal.page.getByText('CNC 車床').waitFor();
    await portal.page.unroute('**/api/v1/boards/**');
    await portal.page.clock.fastForward(31_000);
    await portal.page.locator('main.board-fresh').waitFor();
    portal.complaints.length = 0;
  }, 60_000);

  it('say in words that a board does not exist', async () => {
    await portal.visit('/boards/work-center:NO-SUCH');
    await portal.page
      .getByRole('alert')
      .getByText(/NO-SUCH/)
      .waitFor();
  });
});
