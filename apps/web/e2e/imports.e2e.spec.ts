import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';
import { stockRoom } from './stock-room';
import { WorkerBeside } from './worker-beside';

const executable = process.env.ANWEN_TEST_CHROMIUM;
const inBrowser = executable ? describe : describe.skip;

/** A list as a factory's old program writes it: Big5, where 功 ends in the byte of a backslash; one row changes an item, one is new, one has no kind. */
const BIG5 = Buffer.from(
  [
    'ab7eb8b92cab7ea6572cc3feabac2cb3e6a6ec2cb3c6b5f90d0a', // 品號,品名,類型,單位,備註
    '524d2d4d362ca4bba8a4c1b3aeea2cadecaec62c4b474d2c0d0a', // RM-M6,六角螺栓,原料,KGM,
    '422d303030312ca55cafe0b4fab8d52cadecaec62c4b474d2c0d0a', // B-0001,功能測試,原料,KGM,
    '422d303030322cbff9bb7ec3feabac2c3f3f3f2c4b474d2c0d0a', // B-0002,錯誤類型,???,KGM,
  ].join(''),
  'hex',
);

inBrowser('the import wizard', () => {
  let api: ApiUnderTest;
  let worker: WorkerBeside;
  let portal: Portal;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anwen-import-'));
    await writeFile(join(folder, '品項.csv'), BIG5);
    await writeFile(join(folder, 'notes.txt'), 'x');
    await writeFile(join(folder, 'empty.csv'), '');
    api = await ApiUnderTest.start();
    worker = new WorkerBeside(api);
    await Promise.all([stockRoom(api), worker.start()]);
    portal = await Portal.open(executable!, api.url);
    await portal.visit('/imports');
    await portal.signIn('admin', ADMIN_PASSWORD);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await worker?.stop();
    await api?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  const content = () => portal.page.locator('#content');
  const pick = (name: string) => portal.page.setInputFiles('input[type=file]', join(folder, name));
  const nameOf = async (code: string) =>
    ((await api.get(`/api/v1/items?status=active&q=${code}`)).body as { items: { code: string; name: string }[] }).items[0]?.name;
  const next = () => portal.page.getByRole('link', { name: '下一步' }).click();

  it('begins with a template and refuses a wrong file before it is sent', async () => {
    await portal.text('尚無匯入紀錄').waitFor();
    await content().locator('.state-view').getByRole('link', { name: '開始匯入' }).click();
    await portal.page.getByRole('radio', { name: '品項', exact: true }).check();
    await portal.page.waitForURL(`${api.url}/imports/new?type=items`);
    const saved = portal.page.waitForEvent('download');
    await portal.page.getByRole('button', { name: '空白範本 CSV' }).click();
    const template = await readFile(await (await saved).path(), 'utf8');
    expect(template.startsWith('\uFEFF料號')).toBe(true);
    portal.writes.length = 0;
    await pick('notes.txt');
    await portal.page
      .getByRole('alert')
      .getByText(/只接受 \.xlsx 與 \.csv 檔/)
      .waitFor();
    await pick('empty.csv');
    await portal.page
      .getByRole('alert')
      .getByText(/檔案沒有內容。/)
      .waitFor();
    expect([await portal.button('上傳').isDisabled(), portal.writes]).toEqual([true, []]);
  });

  it('sends a file again under the same key when the answer was lost, and reads Big5', async () => {
    await pick('品項.csv');
    const keys: (string | undefined)[] = [];
    portal.page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().includes('/api/v1/imports?')) keys.push(request.headers()['idempotency-key']);
    });
    await portal.page.route(
      '**/api/v1/imports?*',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await portal.button('上傳').click();
    await portal.text('連線中斷，不確定是否已上傳。按「重新上傳」不會重複建立。').waitFor();
    expect(portal.complaints.splice(0)).toEqual([expect.stringContaining('ERR_CONNECTION_RESET')]);
    await portal.button('重新上傳').dblclick();
    await portal.page.waitForURL(/\/imports\/[\w-]{36}\?step=file$/);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
    expect(((await api.get('/api/v1/imports')).body as { items: object[] }).items).toHaveLength(1);
    await content().getByText('BIG5', { exact: true }).waitFor();
    expect(await content().locator('.sample-table').innerText()).toContain('功能測試');
  });

  it('lets a person switch the encoding and back', async () => {
    const choose = async (encoding: string) => {
      await portal.page.locator('#encoding').click();
      await portal.page.locator('.ant-select-item-option', { hasText: encoding }).click();
    };
    await choose('UTF-8');
    await portal.text('功能測試').waitFor({ state: 'detached' });
    await choose('BIG5');
    await content().locator('.sample-table').getByText('功能測試').waitFor();
  });

  it('matches columns by their names and keeps the match for the next file', async () => {
    await next();
    await content().getByText('檔案中未使用的欄位：備註').waitFor();
    expect(await content().locator('.mapping-table tr', { hasText: '品名' }).first().innerText()).toMatch(/六角螺栓 · 功能測試/);
    await portal.page.getByRole('button', { name: '儲存對應' }).click();
    await portal.page.getByRole('dialog').getByLabel('名稱').fill('舊系統');
    await portal.page.getByRole('dialog').getByRole('button', { name: '儲存' }).click();
    await portal.text('對應已儲存。').waitFor();
  });

  it('says row by row what would happen, and writes nothing', async () => {
    await next();
    await portal.page.getByRole('radio', { name: /^新增或更新/ }).check();
    await portal.button('開始試算').click();
    await portal.page.waitForURL(/step=check/);
    await portal.page.getByRole('button', { name: '1 錯誤' }).waitFor();
    expect(await content().locator('.count-buttons').innerText()).toMatch(/3\s+全部\s+1\s+錯誤\s+1\s+新增\s+1\s+變更\s+0\s+無變更/);
    await portal.row('RM-M6', /變更.*不鏽鋼六角螺栓 M6×20.*→.*六角螺栓/s);
    expect(await nameOf('B-0001')).toBeUndefined();
    await portal.page.getByRole('button', { name: '1 錯誤' }).click();
    await portal.page.waitForURL(/rows=error/);
    await portal.row('B-0002', /類型.*「\?\?\?」不在可用值內/s);
    const saved = portal.page.waitForEvent('download');
    await portal.page.getByRole('button', { name: '下載錯誤列 Excel' }).click();
    expect((await readFile(await (await saved).path())).subarray(0, 2).toString()).toBe('PK');
  });

  it('goes on where it stood after a reload, and corrects a row in place', async () => {
    await portal.page.reload();
    await portal.page.getByRole('button', { name: /^修正第 \d+ 列$/ }).click();
    const dialog = portal.page.getByRole('dialog');
    await dialog.getByLabel('類型').fill('原料');
    await dialog.getByRole('button', { name: '儲存並檢查' }).click();
    await portal.page.getByRole('button', { name: '0 錯誤' }).waitFor();
    await portal.text('沒有錯誤，可以匯入。').waitFor();
  });

  it('walks back and forth with the browser without losing anything', async () => {
    await next();
    await portal.text('將新增 2 筆').waitFor();
    await portal.page.goBack();
    await portal.text('沒有錯誤，可以匯入。').waitFor();
    await portal.page.goForward();
    await portal.text('將變更 1 筆').waitFor();
  });

  it('imports once, tells it, and takes everything back', async () => {
    portal.writes.length = 0;
    await portal.button('匯入').click();
    await portal.page.getByRole('dialog').getByRole('button', { name: '匯入' }).dblclick();
    await portal.text('匯入完成').waitFor();
    expect(portal.writes.filter((write) => write.endsWith('/commit'))).toHaveLength(1);
    expect([await nameOf('B-0001'), await nameOf('RM-M6')]).toEqual(['功能測試', '六角螺栓']);
    await portal.page.locator('.ant-notification-notice', { hasText: '匯入已完成' }).waitFor();
    await portal.page.getByRole('button', { name: '復原匯入' }).click();
    await portal.page.getByRole('dialog').getByRole('button', { name: '復原匯入' }).click();
    await portal.text('已復原這次匯入').waitFor();
    expect([await nameOf('B-0001'), await nameOf('RM-M6')]).toEqual([undefined, '不鏽鋼六角螺栓 M6×20']);
    await portal.visit('/imports');
    await portal.page.getByRole('link', { name: '品項.csv' }).waitFor();
    await portal.row('品項.csv', /品項.*已復原/s);
  });
});
