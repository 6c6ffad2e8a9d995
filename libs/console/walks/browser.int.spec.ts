import { type AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { describeWithBrowser, openBrowser, tabTo } from '../../testing/browser';
import { SESSION, Stand } from './console.fixture';

describeWithBrowser('the pages in a browser without script, by keyboard alone', () => {
  let browser: Browser;
  let stand: Stand;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => (browser = await openBrowser()));
  afterAll(() => browser.close());
  beforeEach(async () => {
    stand = await Stand.open();
    await stand.app().listen(0, '127.0.0.1');
    const { port } = stand.app().getHttpServer().address() as AddressInfo;
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: `http://127.0.0.1:${port}` });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('requestfailed', (failed) => complaints.push(failed.url()));
  });
  afterEach(async () => {
    await page.context().close();
    await stand.app().close();
  });

  async function signIn(): Promise<void> {
    const url = new URL('/', `http://127.0.0.1:${(stand.app().getHttpServer().address() as AddressInfo).port}`).href;
    await page.context().addCookies([{ name: 'tributary_session', value: SESSION, url }]);
    await page.goto('/');
  }

  it('somebody signs in, reads an alert, acknowledges it and looks at the child', async () => {
    await signIn();
    await tabTo(page, 'a.govuk-skip-link');
    await tabTo(page, 'main h3 a');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/inbox/*');
    await tabTo(page, 'main form button');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/inbox/*?after=*');
    expect(stand.answers).toEqual([{ kind: 'acknowledge' }]);
    expect(await page.getByRole('button', { name: 'Acknowledge this alert' }).count()).toBe(0);
    await tabTo(page, 'main a[href^="/children/"]');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/children/*');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Wren');
    expect(complaints).toEqual([]);
  });

  it('each thing that can be filled in has a name, and what was left out is pointed at', async () => {
    await signIn();
    await page.goto(`/inbox/${stand.shown.id}`);
    for (const field of await page.locator('main input:not([type=hidden]), main textarea').all()) {
      const id = await field.getAttribute('id');
      expect(await page.locator(`label[for="${id}"]`).count()).toBe(1);
    }
    await tabTo(page, 'form[action$="/act"] button');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    const fault = page.getByRole('alert').getByRole('link', { name: 'Choose what you did' });
    expect(await fault.getAttribute('href')).toBe('#action');
    expect(await page.locator('#action').getAttribute('type')).toBe('radio');
  });

  it('fit on a telephone', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await signIn();
    for (const path of ['/inbox', `/inbox/${stand.shown.id}`, '/children/abc123']) {
      await page.goto(path);
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect({ path, wide }).toEqual({ path, wide: 320 });
    }
  });
});
