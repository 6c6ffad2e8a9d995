import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { isWiderThan, tabTo, tabToWords, violationsOf } from '../../libs/testing/browser';
import { root } from './processes';

const DESK = { width: 1280, height: 900 };
const TELEPHONE = { width: 390, height: 844 };
const MOST_PEOPLE = 200;

/** Somebody who uses the pages by keyboard alone. With PICTURES=1 each page seen is kept as a picture for the docs. */
export class Walker {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  /** Chooses that person of the borough, and their role where they hold several. */
  async signIn(practitioner: string, role?: RegExp): Promise<void> {
    const { page } = this;
    await page.goto(`${this.url}/sign-in`);
    await this.follow(/^Sign in$/, /\/sign-in\/demo\//);
    const first = page.locator('input[name="person"]').first();
    await tabTo(page, `#${await first.getAttribute('id')}`);
    await this.choose(`input[name="person"][value="${practitioner}"]`);
    await this.follow(/^Sign in$/, role ? /\/role/ : /\/(inbox|feeds|audit|operations|directory)$/);
    if (!role) return;
    await tabTo(page, '#hat');
    const value = await page.getByLabel(role).getAttribute('value');
    await this.choose(`input[name="hat"][value="${value}"]`);
    await this.follow(/^Continue$/, /\/[a-z]+$/);
  }

  /** Goes to what reads so and opens it. */
  async follow(words: RegExp, address: RegExp): Promise<void> {
    await tabToWords(this.page, words);
    await Promise.all([this.page.waitForURL(address), this.page.keyboard.press('Enter')]);
  }

  /** Waits for what the same address shows after what was sent: there is no other address to wait for. */
  async sees(words: string): Promise<void> {
    await this.page.locator('main').getByText(words).first().waitFor();
  }

  async fill(selector: string, text: string): Promise<void> {
    await tabTo(this.page, selector);
    await this.page.keyboard.type(text);
  }

  async text(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  /** What axe finds, and whether it scrolls sideways on a telephone; nothing where it keeps nobody out. */
  async looksAt(name: string): Promise<readonly string[]> {
    const found = await violationsOf(this.page);
    await this.page.setViewportSize(TELEPHONE);
    const scrolls = (await isWiderThan(this.page, TELEPHONE.width)) ? ['scrolls sideways on a telephone'] : [];
    await this.page.setViewportSize(DESK);
    await this.keep(name);
    return [...found, ...scrolls];
  }

  private async keep(name: string): Promise<void> {
    if (process.env['PICTURES'] !== '1') return;
    const folder = join(root, 'docs/pictures');
    await mkdir(folder, { recursive: true });
    await this.page.evaluate('window.scrollTo(0, 0)');
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  /** One stop of the Tab key for the whole list; the arrow keys move through it. */
  private async choose(selector: string): Promise<void> {
    await this.page.keyboard.press('Space');
    for (let moves = 0; !(await this.page.locator(selector).isChecked()); moves += 1) {
      if (moves > MOST_PEOPLE) throw new Error(`${selector} cannot be chosen by keyboard`);
      await this.page.keyboard.press('ArrowDown');
    }
  }
}
