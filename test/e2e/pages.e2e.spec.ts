import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { AppProcess, freePort, until } from '../support/processes';
import { tokensOf } from '../support/tokens';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const UPN = 'B801200005001';
const COUNCIL = JSON.stringify({
  la_code: 999,
  Children: [
    {
      la_child_id: 'C1',
      child_details: {
        unique_pupil_number: UPN,
        first_name: 'Wren',
        surname: 'Okoro-Lyle',
        date_of_birth: '2015-06-14',
      },
      social_care_episodes: [
        {
          social_care_episode_id: 'E1',
          referral_date: '2026-01-05',
          care_worker_details: [{ worker_id: 'SW-101', start_date: '2026-01-06' }],
        },
      ],
    },
  ],
});
const SUSPENSION =
  'UPN,LocalId,Surname,Forename,DOB,LAESTAB,SuspensionId,Category,Reason1,StartDate\n' +
  `${UPN},77,Okoro-Lyle,Wren,2015-06-14,9992001,S1,SUSP,DB,${yesterday}\n`;

(existsSync(CHROMIUM) ? describe : describe.skip)('the pages, in a browser, by keyboard alone', () => {
  let home: string;
  let hub: AppProcess;
  let browser: Browser;
  let page: Page;

  const deliver = async (agency: string, feed: string, body: string, type: string): Promise<void> => {
    const token = await tokensOf(join(home, 'home')).client(agency);
    const answer = await fetch(`${hub.url}/v1/feeds/${feed}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      body,
    });
    expect(answer.ok).toBe(true);
  };
  /** Moves the focus on until it stands on what a person would read as that. */
  const tabTo = async (words: RegExp): Promise<void> => {
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab');
      const label = await page.evaluate(
        `(() => { const e = document.activeElement; return e ? (e.labels?.[0]?.innerText ?? e.innerText ?? '') : ''; })()`,
      );
      if (words.test(String(label))) return;
    }
    throw new Error(`nothing that reads ${String(words)} can be reached by Tab`);
  };
  const text = () => page.locator('main').innerText();
  /** On a telephone too, and with nothing that axe finds wrong. */
  const keepsNobodyOut = async (): Promise<void> => {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.setViewportSize({ width: 1280, height: 900 });
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tributary-pages-'));
    await chmod(home, 0o755);
    const env = { TRIBUTARY_HOME: join(home, 'home'), DEMO: '0', LOG_LEVEL: 'warn' };
    hub = new AppProcess('hub', 'dist/apps/hub/main.js', env, await freePort());
    await hub.start().ready();
    await deliver('wexbourne-council', 'council-social-care', COUNCIL, 'application/json');
    await deliver('ash-lane-primary', 'ash-lane-suspensions', SUSPENSION, 'text/csv');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('refuse whoever is not signed in', async () => {
    await page.goto(`${hub.url}/inbox`);
    expect(page.url()).toContain('/sign-in');
  });

  it('take a social worker from signing in to an alert, to its child, back and out', async () => {
    await tabTo(/^Sign in$/);
    await Promise.all([page.waitForURL(/\/sign-in\/demo\//), page.keyboard.press('Enter')]);
    await keepsNobodyOut();
    const first = await page.locator('label').first().innerText();
    await tabTo(new RegExp(`^${first}`));
    await page.keyboard.press('Space');
    // One stop of the Tab key for the whole list; the arrow keys move through it.
    for (let i = 0; !(await page.locator('input[value="p-marlow"]').isChecked()); i += 1) {
      if (i > 200) throw new Error('Imogen Marlow cannot be chosen by keyboard');
      await page.keyboard.press('ArrowDown');
    }
    await tabTo(/^Sign in$/);
    await Promise.all([page.waitForURL(/\/inbox$/), page.keyboard.press('Enter')]);
    await until('the inbox with its alert', async () => {
      await page.goto(`${hub.url}/inbox`);
      return (await text()).includes('A child with a social worker was suspended');
    });
    await keepsNobodyOut();
    await tabTo(/A child with a social worker/);
    await Promise.all([page.waitForURL(/\/inbox\/[0-9a-f-]+/), page.keyboard.press('Enter')]);
    expect(await text()).toContain('This is information, not a referral.');
    await keepsNobodyOut();
    await tabTo(/Acknowledge this alert/);
    await Promise.all([page.waitForURL(/\?after=/), page.keyboard.press('Enter')]);
    expect(await text()).toMatch(/Acknowledged/);
    expect(await page.getByRole('button', { name: 'Acknowledge this alert' }).count()).toBe(0);
    await tabTo(/See what is known of this child/);
    await Promise.all([page.waitForURL(/\/children\//), page.keyboard.press('Enter')]);
    expect(await text()).toMatch(/Pupil suspended/);
    expect(await text()).toMatch(/Imogen Marlow, social worker: 01632 960 111/);
    expect(await page.getByRole('img', { name: /^1 in / }).count()).toBeGreaterThan(0);
    expect(page.url()).not.toMatch(/Wren|Okoro|B8012/);
    await keepsNobodyOut();
    await tabTo(/^Your alerts$/);
    await Promise.all([page.waitForURL(/\/inbox$/), page.keyboard.press('Enter')]);
    expect(await text()).toMatch(/Acknowledged/);
    await tabTo(/^Sign out$/);
    await Promise.all([page.waitForURL(/\/signed-out$/), page.keyboard.press('Enter')]);
    await page.goto(`${hub.url}/inbox`);
    expect(page.url()).toContain('/sign-in');
  });
});
