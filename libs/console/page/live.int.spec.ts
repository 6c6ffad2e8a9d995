import { type AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import request from 'supertest';
import { describeWithBrowser, openBrowser } from '../../testing/browser';
import { alert, COOKIE, ID, SESSION, Stand } from '../walks/console.fixture';
import { hat } from '../walks/desks.fixture';

const OTHER = '0190a000-0000-7000-8000-0000000000d1' as typeof alert.id;

let stand: Stand;
beforeEach(async () => {
  stand = await Stand.open();
});
afterEach(() => stand.app().close());

describe('pages that are brought up to date', () => {
  const get = (path: string) => request(stand.app().getHttpServer()).get(path).set('Cookie', COOKIE);

  it('may run the one script and ask their own hub, and others may not', async () => {
    const live = (await get('/inbox')).get('Content-Security-Policy') ?? '';
    expect(live).toContain("script-src 'self'; connect-src 'self'");
    for (const path of [`/inbox/${ID}`, '/children/abc123', '/directory', '/sign-in']) {
      const answer = await get(path);
      expect(answer.get('Content-Security-Policy')).not.toContain('script-src');
      expect(answer.text).not.toContain('<script');
    }
    await request(stand.app().getHttpServer())
      .get('/assets/live.js')
      .expect('Content-Type', /javascript/)
      .expect(200);
  });

  it('keep nobody signed in by asking', async () => {
    await get('/inbox').set('Tributary-Live', '1').expect(200);
    await get('/inbox').expect(200);
    expect(stand.kept).toEqual([false, true]);
  });

  it('say in their title how much there is to do', async () => {
    expect((await get('/inbox')).text).toContain(`<title>(${stand.work.length}) Your alerts`);
    stand.work = [];
    expect((await get('/inbox')).text).toContain('<title>Your alerts');
  });
});

describeWithBrowser('a live page in a browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => (browser = await openBrowser()));
  afterAll(() => browser.close());
  beforeEach(async () => {
    await stand.app().listen(0, '127.0.0.1');
    const base = `http://127.0.0.1:${(stand.app().getHttpServer().address() as AddressInfo).port}`;
    const context = await browser.newContext({ baseURL: base });
    await context.addCookies([{ name: 'tributary_session', value: SESSION, url: base }]);
    page = await context.newPage();
    await page.clock.install();
  });
  afterEach(() => page.context().close());

  const first = () => page.locator(`main a[href="/inbox/${ID}"]`);
  const second = () => page.locator(`main a[href="/inbox/${OTHER}"]`);
  const comes = (): void => void (stand.work = [...stand.work, { ...alert, id: OTHER }]);
  /** As if so much time had gone by: what is due is asked for. */
  const passes = (milliseconds: number): Promise<void> => page.clock.runFor(milliseconds);

  it('shows a new alert, counts it in the title and says so, and leaves the focus where it was', async () => {
    stand.work = [alert];
    await page.goto('/inbox');
    await first().focus();
    comes();
    await passes(20_000);
    await second().waitFor();
    expect(await page.title()).toContain('(2) Your alerts');
    expect(await page.locator('[aria-live=polite]').textContent()).toBe('2 alerts to do.');
    expect(await page.locator(`a[href="/inbox/${ID}"]:focus`).count()).toBe(1);
  });

  it('says nothing where nothing is new', async () => {
    await page.goto('/inbox');
    const asked = page.waitForResponse('**/inbox');
    await passes(20_000);
    await asked;
    expect(await page.locator('[aria-live=polite]').textContent()).toBe('');
  });

  it('stops with the session, and says so', async () => {
    await page.goto('/inbox');
    stand.sessions.clear();
    await passes(20_000);
    await page.getByText('You are signed out, and nothing new is shown here.').first().waitFor();
    const looks = stand.kept.length;
    await passes(600_000);
    expect(stand.kept).toHaveLength(looks);
  });

  it('goes on after the hub was away', async () => {
    stand.work = [alert];
    await page.goto('/inbox');
    await page.route('**/inbox', (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    await passes(20_000);
    await failed;
    await page.unroute('**/inbox');
    comes();
    await passes(40_000);
    await second().waitFor();
  });

  it('brings feeds up to date too', async () => {
    stand.actAs(hat('feed-manager', 'ash-lane'));
    await page.goto('/feeds');
    const before = await page.locator('main').innerText();
    stand.desks.stillParked = 7;
    await passes(20_000);
    await page.getByText('7 records parked').waitFor({ state: 'attached' });
    expect(await page.locator('main').innerText()).not.toBe(before);
  });
});
