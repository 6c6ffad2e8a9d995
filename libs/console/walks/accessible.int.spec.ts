import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { BY_SIZE, describeWithBrowser, isWiderThan, openBrowser, violationsOf } from '../../testing/browser';
import { moduleOver, SESSION, Stand } from './console.fixture';
import type { Visit } from './visit.fixture';
import { NO_PAGES, routesOf, VISITS } from './visits.fixture';

const SIZES = [
  { name: 'telephone', size: { width: 390, height: 844 } },
  { name: 'desk', size: { width: 1280, height: 900 }, rules: BY_SIZE },
];

it('every route of the console is looked at', () => {
  const controllers = moduleOver(new Stand()).controllers ?? [];
  const known = [...Object.keys(VISITS), ...NO_PAGES];
  expect(routesOf(controllers).filter((route) => !known.includes(route))).toEqual([]);
  expect(known.filter((route) => !routesOf(controllers).includes(route))).toEqual([]);
});

describeWithBrowser('every page in a browser', () => {
  let browser: Browser;
  let page: Page;
  let stand: Stand;
  let address: string;
  // One address for all stands: a browser starts a process for each that it has not seen, and reads styles and axe again.
  const server = createServer((request, response) => {
    const answer = stand.app().getHttpAdapter().getInstance() as RequestListener;
    answer(request, response);
  });

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openBrowser();
    page = await (await browser.newContext({ baseURL: address })).newPage();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });
  beforeEach(async () => {
    stand = await Stand.open();
    await page.context().clearCookies();
    await page.context().addCookies([{ name: 'tributary_session', value: SESSION, url: address }]);
  });
  afterEach(() => stand.app().close());

  /** What keeps somebody out, at each size; nothing where all is well. */
  async function look(visit: Visit): Promise<readonly string[]> {
    await page.goto(visit.path);
    if (visit.send) await Promise.all([page.waitForEvent('load'), page.click(visit.send)]);
    const found: string[] = [];
    for (const { name, size, rules } of SIZES) {
      await page.setViewportSize(size);
      found.push(...(await violationsOf(page, rules)).map((one) => `${name}: ${one}`));
      if (await isWiderThan(page, size.width)) found.push(`${name}: scrolls sideways`);
    }
    return found;
  }

  const visits = Object.values(VISITS)
    .flat()
    .map((visit, i) => [`${visit.path}${visit.send ? ' answered with nothing' : ''} (${i})`, visit] as const);

  it.each(visits)('%s keeps nobody out, and fits', async (_, visit) => {
    visit.on?.(stand);
    expect(await look(visit)).toEqual([]);
  });
});
