import { type AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { describeWithBrowser, openBrowser, tabTo } from '../../testing/browser';
import { AS_THEY_WERE, SEALED_PAIR, sealedPairs } from '../sealed/sealed.fixture';
import { SESSION, Stand } from './console.fixture';
import { aLetter, anEndpoint, aPull, aParkedEvent, FEED, hat, PARKED, RECEIPT } from './desks.fixture';

describeWithBrowser('the desks in a browser, by keyboard alone', () => {
  let browser: Browser;
  let stand: Stand;
  let page: Page;
  let complaints: string[];
  const base = () => `http://127.0.0.1:${(stand.app().getHttpServer().address() as AddressInfo).port}`;

  beforeAll(async () => (browser = await openBrowser()));
  afterAll(() => browser.close());
  beforeEach(async () => {
    stand = await Stand.open();
    await stand.app().listen(0, '127.0.0.1');
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: base() });
    await context.addCookies([{ name: 'tributary_session', value: SESSION, url: base() }]);
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('requestfailed', (failed) => complaints.push(failed.url()));
  });
  afterEach(async () => {
    await page.context().close();
    await stand.app().close();
  });

  async function follow(selector: string, address: string): Promise<void> {
    await tabTo(page, selector);
    await page.keyboard.press('Enter');
    await page.waitForURL(address);
  }

  it('a feed manager finds what is parked, reads the receipt, and sends one record again', async () => {
    stand.actAs(hat('feed-manager', 'ash-lane'));
    await page.goto('/');
    await follow('nav a[href="/feeds"]', '**/feeds');
    await follow('main a', `**/feeds/${FEED}`);
    await follow('main table a', `**/receipts/${RECEIPT}`);
    await follow('a.govuk-back-link', `**/feeds/${FEED}`);
    await tabTo(page, '#parked');
    await page.keyboard.press('Space');
    await follow('main form button', '**/feeds/*?tried=*');
    expect(await page.getByRole('region', { name: 'Sent again' }).textContent()).toContain('1 of 1 records taken in.');
    expect(stand.desks.redriven).toEqual([PARKED[0]]);
    expect(complaints).toEqual([]);
  });

  it('the operator sends mail and parked events on', async () => {
    stand.actAs(hat('operator', 'tributary-operator'));
    Object.assign(stand.desks, {
      parkedEvents: [aParkedEvent],
      letters: [aLetter],
      endpoints: [anEndpoint],
      pulls: [aPull],
    });
    await page.goto('/');
    await follow('nav a[href="/operations"]', '**/operations');
    await follow('form[action="/operations/redrive"] button', '**/operations?taken=*');
    await follow('form[action="/operations/mail"] button', '**/operations?mail=again');
    await follow('form[action="/operations/calls"] button', '**/operations?calls=again');
    expect([stand.desks.given, stand.desks.sent]).toEqual([['chronology'], [aLetter.messageId]]);
    expect(complaints).toEqual([]);
  });

  it('an adoption team seals a pair, sees whom to tell, and takes one back', async () => {
    stand.actAs(hat('adoption-team-manager', 'wexbourne-council'));
    stand.sealed.pairs = sealedPairs;
    const fill = async (selector: string, text: string) => {
      await tabTo(page, selector);
      await page.keyboard.type(text);
    };
    await page.goto('/');
    await follow('nav a[href="/sealed-pairs"]', '**/sealed-pairs');
    await follow('main a[href="/sealed-pairs/new"]', '**/sealed-pairs/new');
    await fill('#child', AS_THEY_WERE);
    await fill('#nhsNumber', '991 200 3888');
    await follow('main form button', '**/sealed-pairs?done=sealed');
    expect(stand.sealed.opened).toEqual([{ child: AS_THEY_WERE, becomes: { nhsNumber: '991 200 3888' } }]);
    await follow('main h3 a', `**/sealed-pairs/${SEALED_PAIR}`);
    await fill('#child', AS_THEY_WERE);
    await follow('main form button', '**/sealed-pairs?done=ended');
    expect(stand.sealed.ended).toEqual([SEALED_PAIR]);
    expect(complaints).toEqual([]);
  });
});
