// eslint-disable-next-line @nx/enforce-module-boundaries -- the portal is proved against the built api, and its harness lives there
import { ADMIN_PASSWORD, ApiUnderTest } from '../../api/e2e/harness';
import { Portal } from './portal';

const executable = process.env.ANWEN_TEST_CHROMIUM;
if (!executable) console.warn('ANWEN_TEST_CHROMIUM names no browser: the portal is not tested');
const inBrowser = executable ? describe : describe.skip;

interface List<T> {
  items: T[];
}

inBrowser('the portal in a browser', () => {
  let api: ApiUnderTest;
  let portal: Portal;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    await stockRoom(api);
    portal = await Portal.open(executable!, api.url);
  }, 120_000);

  afterAll(async () => {
    await portal?.close();
    await api?.stop();
  });

  afterEach(() => {
    expect(portal.complaints.splice(0)).toEqual([]);
  });

  const balances = async (item: string) =>
    ((await api.get(`/api/v1/inventory/balances?itemCode=${item}`)).body as List<{ onHand: string }>).items.map(({ onHand }) => onHand);
  const postings = async () => ((await api.get('/api/v1/inventory/movements?itemCode=RM-M6')).body as List<object>).items.length;

  async function fillReceipt(qty: string): Promise<void> {
    await portal.visit('/stock/post/receipt');
    await portal.choose('品項', '六角', 'RM-M6');
    await portal.field('數量').fill(qty);
    await portal.choose('目的儲位', 'A-01', 'A-01');
    await portal.field('批號').fill('L261122-01');
  }

  it('refuses a wrong password in words, and leads a right one back to the address that was asked for', async () => {
    await portal.visit('/stock?q=RM&status=available');
    await portal.signIn('admin', 'not the password');
    await portal.text('帳號或密碼不正確。').waitFor();
    await portal.signIn('admin', ADMIN_PASSWORD);
    await portal.page.waitForURL(`${api.url}/stock?q=RM&status=available`);
    await portal.text('沒有符合條件的資料').waitFor();
  });

  it('draws Chinese with real glyphs', async () => {
    expect(await portal.tofu('庫存異動帳儲位批號')).toEqual([]);
    expect(await portal.page.evaluate('document.documentElement.lang')).toBe('zh-Hant-TW');
  });

  it('posts a receipt once, however hastily it is sent, and shows the balance', async () => {
    await fillReceipt('12.5');
    portal.writes.length = 0;
    await portal.submitInHaste();
    await portal.text('過帳完成').waitFor();
    expect(portal.writes).toEqual(['POST /api/v1/inventory/postings']);
    expect(await balances('RM-M6')).toEqual(['12.5']);
    await portal.page.getByRole('link', { name: '查看過帳單' }).click();
    await portal.text('過帳單 · 收貨').waitFor();
    await portal.visit('/stock?q=RM-M6');
    await portal.text('L261122-01').waitFor();
    await portal.row('RM-M6', /六角螺栓.*A-01.*L261122-01.*可用.*12\.5/s);
  });

  it('sends a receipt again under the same key when the answer was lost, also after a reload', async () => {
    const before = await postings();
    await fillReceipt('7');
    await portal.page.route(
      '**/api/v1/inventory/postings',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await portal.button('過帳').click();
    await portal.text('不確定是否已過帳').waitFor();
    expect(portal.complaints.splice(0)).toEqual([expect.stringContaining('ERR_CONNECTION_RESET')]);
    await portal.page.reload();
    await portal.button('以相同內容重試').dblclick();
    await portal.text('過帳完成').waitFor();
    expect([await postings(), await balances('RM-M6')]).toEqual([before + 1, ['19.5']]);
  });

  it('lets a person give up what is not known, after a look at the ledger', async () => {
    const before = await postings();
    await fillReceipt('3');
    await portal.page.route('**/api/v1/inventory/postings', (route) => route.abort('connectionreset'), { times: 1 });
    await portal.button('過帳').click();
    await portal.text('不確定是否已過帳').waitFor();
    expect(portal.complaints.splice(0)).toEqual([expect.stringContaining('ERR_CONNECTION_RESET')]);
    await portal.page.getByRole('link', { name: '查看今天的異動帳' }).click();
    await portal.page.waitForURL(/\/stock\/ledger\?from=(\d{4}-\d\d-\d\d)&to=\1$/);
    await portal.text('共 2 筆').waitFor();
    await portal.page.goBack();
    await portal.button('捨棄，我已查過異動帳').click();
    await portal.page.getByRole('dialog').getByRole('button', { name: '捨棄，我已查過異動帳' }).click();
    await portal.button('過帳').waitFor();
    expect([await portal.field('數量').inputValue(), await portal.text('不確定是否已過帳').count(), await postings()]).toEqual(['', 0, before]);
  });

  it('takes pasted serial numbers apart, also at full-width signs', async () => {
    await portal.visit('/stock/post/receipt');
    await portal.choose('品項', 'SN', 'SN-PUMP');
    await portal.field('序號').fill('P/26-1，P/26-2、P/26-3；P/26-4\u3000P/26-5 P.6');
    await portal.page.keyboard.press('Enter');
    expect(await portal.page.locator('.ant-select-selection-item').filter({ hasText: /^P/ }).allInnerTexts()).toEqual([
      'P/26-1',
      'P/26-2',
      'P/26-3',
      'P/26-4',
      'P/26-5',
      'P.6',
    ]);
    await portal.button('清除重填').click();
  });

  it('explains a shortage line by line and places a refusal at its field', async () => {
    await portal.visit('/stock/post/issue');
    await portal.choose('品項', 'RM-M6', 'RM-M6');
    await portal.field('數量').fill('500');
    await portal.choose('來源儲位', 'A-01', 'A-01');
    await portal.page.keyboard.press('Control+Enter');
    await portal.page.locator('.plain-table').waitFor();
    await portal.row('RM-M6', /^1 RM-M6 A-01 .*\d/s);
    await portal.field('批號').fill('NO-SUCH-LOT');
    await portal.button('過帳').click();
    await portal.page.locator('.ant-form-item-explain-error').first().waitFor();
    expect(await balances('RM-M6')).toEqual(['19.5']);
    await portal.button('清除重填').click();
  });

  it('reverses a posting with a reason', async () => {
    await portal.visit('/stock/ledger?itemCode=RM-M6');
    await portal.page.locator('tbody a[href*="/postings/"]').first().click();
    await portal.button('沖銷').click();
    await portal.field('沖銷說明').fill('數量打錯');
    await portal.page.getByRole('dialog').getByRole('button', { name: '沖銷' }).click();
    await portal.text('過帳單 · 沖銷').waitFor();
    await portal.text('數量打錯').waitFor();
    expect(await balances('RM-M6')).toEqual(['12.5']);
  });

  it('speaks English without a Chinese remainder of its own', async () => {
    await portal.visit('/stock/post/transfer');
    await portal.page.getByRole('button', { name: /使用者選單/ }).click();
    await portal.text('English').click();
    await portal.text('Post a transfer').waitFor();
    expect(await portal.page.locator('#content').innerText()).not.toMatch(/\p{Script=Han}/u);
    await portal.page.evaluate("localStorage.removeItem('anwen.locale')");
  });

  it('shows and reports a screen that fails, instead of a white page', async () => {
    await portal.page.route(
      '**/api/v1/me',
      async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          response,
          json: { ...((await response.json()) as object), tenant: { id: 'tenant-1', code: 'demo', name: 'Demo', timeZone: 'Asia/Taipei' } },
        });
      },
      { times: 1 },
    );
    await portal.page.route('**/api/v1/inventory/balances?*', (route) => route.fulfill({ json: { items: [{}], nextCursor: null } }), { times: 1 });
    const report = portal.page.waitForResponse('**/api/v1/client-errors');
    await portal.visit('/stock');
    await portal.text('發生錯誤').waitFor();
    expect((await report).status()).toBe(204);
    expect((await report).request().postDataJSON()).toMatchObject({
      app: 'web',
      url: '/stock',
      tenantId: 'tenant-1',
      deviceId: expect.any(String),
      stack: expect.any(String),
    });
    await portal.page.getByRole('button', { name: '重新整理' }).click();
    await portal.text('L261122-01').waitFor();
    // React itself names the failure in the console.
    expect(portal.complaints.splice(0).every((complaint) => complaint.startsWith('console: TypeError'))).toBe(true);
  });

  it('asks for a new login when the session ends, and comes back', async () => {
    await portal.visit('/stock?q=RM-M6');
    await portal.text('L261122-01').waitFor();
    await portal.page.waitForLoadState('networkidle'); // else what is still loading notices the end before the click
    await portal.page.context().clearCookies();
    await portal.button('重新整理').click();
    await portal.text('登入已逾時，請重新登入後繼續。').waitFor();
    await portal.signIn('admin', ADMIN_PASSWORD);
    await portal.page.waitForURL(`${api.url}/stock?q=RM-M6`);
  });
});

inBrowser('the portal on plain http of another host', () => {
  it('keeps its session in the tab, since a browser drops the cookie there', async () => {
    const api = await ApiUnderTest.start();
    const url = api.url.replace('127.0.0.1', 'factory.test');
    const portal = await Portal.open(executable!, url, 'MAP factory.test 127.0.0.1');
    try {
      await stockRoom(api);
      await portal.visit('/items');
      const login = portal.page.waitForResponse('**/api/v1/auth/login');
      await portal.signIn('admin', ADMIN_PASSWORD);
      expect((await (await login).allHeaders())['set-cookie']).toBeUndefined();
      await portal.text('RM-M6').waitFor();
      await portal.page.reload();
      await portal.text('RM-M6').waitFor();
      expect(await portal.page.context().cookies()).toEqual([]);
      expect(await portal.page.evaluate('isSecureContext')).toBe(false);
      await portal.page.getByRole('button', { name: /使用者選單/ }).click();
      // A menu that is still opening moves away under the pointer, and the click hits nothing.
      while (await portal.page.evaluate('document.getAnimations().length > 0')) await portal.page.waitForTimeout(50);
      await portal.text('登出').click();
      await portal.button('登入').waitFor();
      // Chromium names the one header that it ignores there; a gateway with TLS is what it is sent for.
      expect(portal.complaints.filter((complaint) => !complaint.includes('Cross-Origin-Opener-Policy'))).toEqual([]);
    } finally {
      await portal.close();
      await api.stop();
    }
  }, 120_000);
});

/** One warehouse, one bin and one item that is kept by lot. */
async function stockRoom(api: ApiUnderTest): Promise<void> {
  const answers = [
    await api.post('/api/v1/uoms', { code: 'KGM', nameZh: '公斤', nameEn: 'kilogram', category: 'mass', decimals: 3 }),
    await api.post('/api/v1/warehouses', { code: 'RM', name: '原料倉' }),
    await api.post('/api/v1/locations', { warehouse: 'RM', code: 'A-01', name: '零件架 01', kind: 'storage' }),
    await api.post('/api/v1/items', { code: 'SN-PUMP', name: '泵浦', kind: 'fg', baseUom: 'KGM', qtyScale: 0, tracking: 'serial' }),
    await api.post('/api/v1/items', { code: 'RM-M6', name: '不鏽鋼六角螺栓 M6×20', kind: 'raw', baseUom: 'KGM', qtyScale: 3, tracking: 'lot' }),
  ];
  expect(answers.map(({ status, text }) => (status === 201 ? status : text))).toEqual([201, 201, 201, 201, 201]);
}
