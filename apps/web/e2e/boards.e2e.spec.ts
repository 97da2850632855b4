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
    const lastTwo = (): number[] => answers.slice(from).slice(-2);
    // The board may have more than one piece of news; then it is quiet.
    for (const end = Date.now() + 60_000; lastTwo().join() !== '304,304' && Date.now() < end;) await portal.page.waitForTimeout(500);
    expect(lastTwo()).toEqual([304, 304]);
    expect(portal.complaints.splice(0)).toEqual([]);
  });

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
  });

  it('take up a new build, and come back by themselves when they could not even start', async () => {
    await portal.visit('/boards/line:LINE-A?kiosk=1');
    await portal.page.getByText('CNC 車床').waitFor();
    await portal.page.evaluate("document.body.dataset.before = 'yes'");
    await portal.page.clock.fastForward(5 * 60_000 + 1_000);
    await portal.page.waitForTimeout(1_000);
    expect(await portal.page.evaluate('document.body.dataset.before')).toBe('yes');
    const newer = '<script type="module" crossorigin src="/assets/index-newer.js"></script>';
    await portal.page.route(`${api.url}/`, (route) => route.fulfill({ contentType: 'text/html', body: newer }), { times: 1 });
    const reloaded = portal.page.waitForEvent('load');
    await portal.page.clock.fastForward(5 * 60_000 + 1_000);
    await reloaded;
    await portal.page.getByText('CNC 車床').waitFor();
    await portal.page.route('**/api/v1/me', (route) => route.abort());
    await portal.visit('/boards/line:LINE-A?kiosk=1');
    await portal.text('連不上伺服器').waitFor();
    await portal.page.unroute('**/api/v1/me');
    await portal.page.clock.fastForward(16_000);
    await portal.page.getByText('CNC 車床').waitFor();
    portal.complaints.length = 0;
  });

  it('are sent over a live line where the licence has it, and ask again when it ends', async () => {
    await api.bed.asOwner(`INSERT INTO sys_license (expires_at, features) VALUES (now() + interval '1 year', '{board_stream}')`);
    await portal.page.waitForTimeout(5_100);
    const sockets: string[] = [];
    portal.page.on('websocket', (socket) => sockets.push(socket.url()));
    await portal.visit('/boards/work-orders');
    await portal.page.locator('.board-age[title="即時推送"]').waitFor();
    expect(sockets.map((url) => new URL(url).pathname)).toEqual(['/api/v1/boards/work-orders/stream']);
    const asked: string[] = [];
    portal.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const { number } = await valveOrder(api, { qty: '7' });
    await portal.page.getByText(number).waitFor();
    expect(asked).toEqual([]);
    await api.bed.asOwner(`DELETE FROM sys_license`);
    await portal.page.locator('.board-age[title="每 5 秒更新"]').waitFor();
    const next = await valveOrder(api, { qty: '8' });
    await portal.page.clock.fastForward(6_000);
    await portal.page.getByText(next.number).waitFor();
    expect(sockets).toHaveLength(1);
    portal.complaints.length = 0;
  });

  it('say in words that a board does not exist', async () => {
    await portal.visit('/boards/work-center:NO-SUCH');
    await portal.page
      .getByRole('alert')
      .getByText(/NO-SUCH/)
      .waitFor();
  });
});
