import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** The tests share two cores with a database and a server. */
const PATIENCE_MS = 40_000;
// A test of the portal has many such steps; that one of them is slow must not end it.
jest.setTimeout(180_000);

// Text, because the server's side of the workspace, to which tests belong, does not know a browser's globals.
const FIND_TOFU = `(letters) => {
  const picture = (letter) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 48, height: 48 });
    const pen = canvas.getContext('2d');
    pen.font = '32px ' + getComputedStyle(document.body).fontFamily;
    pen.fillText(letter, 4, 36);
    return canvas.toDataURL();
  };
  const missing = new Set(['\\u{10FFFD}', '\\uE0FF', ' '].map(picture));
  const first = picture([...letters][0]);
  return [...letters].filter((letter, at) => missing.has(picture(letter)) || (at > 0 && picture(letter) === first));
}`;

/** The portal in a real browser, as a person works it: by labels, buttons and keys. */
export class Portal {
  /** What a developer would see red in the console. */
  readonly complaints: string[] = [];
  /** Writes that the page has sent, as `METHOD /path`. */
  readonly writes: string[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
    private readonly url: string,
  ) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.complaints.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      // Chromium itself notes every answer from 400 on; that the refusals are right is asserted on the page.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.complaints.push(`console: ${message.text()}`);
    });
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // A page that is left gives up what it still waited for.
      if (reason !== 'net::ERR_ABORTED') this.complaints.push(`failed: ${request.url()} ${reason}`);
    });
    page.on('request', (request) => {
      if (request.method() !== 'GET') this.writes.push(`${request.method()} ${new URL(request.url()).pathname}`);
      if (!request.url().startsWith(url) && !request.url().startsWith('data:')) this.complaints.push(`left the site: ${request.url()}`);
    });
  }

  /** `resolve` is a rule of Chromium's own name service, such as `MAP factory.test 127.0.0.1`. */
  static async open(executablePath: string, url: string, resolve?: string): Promise<Portal> {
    const args = resolve === undefined ? ARGUMENTS : [...ARGUMENTS, `--host-resolver-rules=${resolve}`];
    // Without a UTF-8 locale Chromium cannot open or name a file in Chinese, whatever machine runs the tests.
    const browser = await chromium.launch({ executablePath, args, env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' } });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-TW' });
    const page = await context.newPage();
    // A dialog or a menu that is still opening moves away under the pointer, and the click hits nothing: let them open at once.
    const devtools = await context.newCDPSession(page);
    await devtools.send('Animation.enable');
    await devtools.send('Animation.setPlaybackRate', { playbackRate: 50 });
    return new Portal(browser, page, url);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  async visit(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.field('帳號').fill(username);
    await this.field('密碼').fill(password);
    await this.button('登入').click();
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true }).first();
  }

  button(name: string): Locator {
    // The spinner of a sent form may still be fading out on a busy machine; until then its label belongs to the name.
    return this.page.getByRole('button', { name: new RegExp(`^(loading )?${name}$`) });
  }

  text(text: string): Locator {
    return this.page.getByText(text, { exact: true }).first();
  }

  /** A state as its tag says it, beside its icon. */
  status(word: string): Locator {
    return this.page.locator('.status-tag', { hasText: new RegExp(`${word}$`) }).first();
  }

  /** A button of the dialog that is open. */
  inDialog(name: string): Locator {
    return this.page.getByRole('dialog').getByRole('button', { name: new RegExp(`^(loading )?${name}$`) });
  }

  /** Types into a search field and takes the offered entry. */
  async choose(label: string, typed: string, offered: string): Promise<void> {
    await this.field(label).click();
    await this.field(label).fill(typed);
    await this.option(offered).click();
  }

  /** An entry of the list that is open; the lists of other fields stay in the page, hidden. */
  option(offered: string): Locator {
    return this.page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: offered }).first();
  }

  /** Takes an entry of a list that is too short to be searched. */
  async pick(label: string, offered: string): Promise<void> {
    await this.field(label).click();
    await this.option(offered).click();
  }

  /** Ctrl+Enter several times before the page has a chance to draw: faster than any hand. */
  async submitInHaste(): Promise<void> {
    const press = "new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true })";
    await this.page.evaluate(`for (let i = 0; i < 3; i++) document.querySelector('form').dispatchEvent(${press})`);
  }

  /** Looks at another window for a minute: everything that the page has read is old by then, and is read again. */
  async comeBackLater(): Promise<void> {
    await this.page.evaluate(`{
      const now = Date.now.bind(Date);
      Date.now = () => now() + 60_000;
      window.dispatchEvent(new Event('visibilitychange'));
    }`);
    // That nothing happens has no event to wait for.
    await this.page.waitForTimeout(1_500);
  }

  /** The cells of the first row of a table that holds a text; with a pattern, once they show it. */
  async row(text: string, pattern = /(?:)/): Promise<string[]> {
    const row = this.page.locator('tbody tr', { hasText: text }).first();
    await row.waitFor();
    for (const end = Date.now() + PATIENCE_MS; ; await this.page.waitForTimeout(50)) {
      const cells = await row.locator('td').allInnerTexts();
      if (pattern.test(cells.join(' '))) return cells;
      if (Date.now() > end) throw new Error(`the row of ${text} shows "${cells.join(' ')}", which is not ${String(pattern)}`);
    }
  }

  /** Names the characters that are drawn exactly like a character that no font has. */
  async tofu(characters: string): Promise<string[]> {
    return this.page.evaluate<string[]>(`(${FIND_TOFU})(${JSON.stringify(characters)})`);
  }
}
