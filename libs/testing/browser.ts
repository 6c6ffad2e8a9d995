import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const PROGRAM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const LIKE_A_USER = 80;

/** Reported as skipped, by name, where no browser is installed; with REQUIRE_BROWSER=1 these fail then. */
export const describeWithBrowser: jest.Describe =
  existsSync(PROGRAM) || process.env['REQUIRE_BROWSER'] === '1' ? describe : describe.skip;

export const openBrowser = async (): Promise<Browser> =>
  chromium.launch({ executablePath: PROGRAM, args: ['--no-sandbox', '--disable-gpu', ...QUIET] });

/** Moves the focus on by the Tab key until `arrived`; what cannot be reached so throws. */
async function tabUntil(page: Page, what: string, arrived: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < LIKE_A_USER; presses += 1) {
    await page.keyboard.press('Tab');
    if (await arrived()) return;
  }
  throw new Error(`${what} cannot be reached by keyboard`);
}

export const tabTo = async (page: Page, selector: string): Promise<void> =>
  tabUntil(page, selector, async () => (await page.locator(`${selector}:focus`).count()) > 0);

const FOCUSED = `(() => { const e = document.activeElement; return e?.labels?.[0]?.innerText ?? e?.innerText ?? ''; })()`;

/** To what a person would read as that. */
export const tabToWords = async (page: Page, words: RegExp): Promise<void> =>
  tabUntil(page, `what reads ${String(words)}`, async () => words.test(await page.evaluate<string>(FOCUSED)));

/** Whether these hold depends on how large the window is; of the others a second size says nothing new. */
export const BY_SIZE: readonly string[] = [
  'color-contrast',
  'link-in-text-block',
  'scrollable-region-focusable',
  'target-size',
];

/** What axe finds wrong with the page as it stands, each with the elements concerned: by all its rules, or by these. */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  // Pages load neither sounds nor styles from elsewhere: nothing has to be fetched again for the rules that ask for it.
  const options = { resultTypes: ['violations'], preload: false, ...(rules ? { runOnly: rules } : {}) };
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

export const isWiderThan = async (page: Page, width: number): Promise<boolean> =>
  (await page.evaluate<number>('document.documentElement.scrollWidth')) > width;
