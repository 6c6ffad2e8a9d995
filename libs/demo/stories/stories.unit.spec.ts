import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '@tributary/alerting';
import type { PlainDate } from '@tributary/kernel';
import { boroughOf, DEMO_SEED } from '../borough/borough';
import { Days } from '../domain/calendar';
import { wexbourne, wexbourneSchools as schools } from '../borough/wexbourne.fixture';
import { withoutLine } from '../native/file';
import { stories } from '.';
import { storyPages } from './page';
import { STORY_RULES } from './story';
import { tellingOf, triggerFile } from './telling';
import { tellingsOf, type Variant } from './variants';

const today = '2026-11-21' as PlainDate;
const days = new Days(today, schools);
const root = join(__dirname, '../../..');
const spare = stories.flatMap((_, i) => [0, 1, 2, 3].map((j) => `Aside${i}x${j}`));
const told = (story: (typeof stories)[number], shift = 0) =>
  tellingOf(story, { days, at: stories.indexOf(story), spare, shift });

describe('the stories', () => {
  it('are all that lie in the folder', () => {
    const files = readdirSync(__dirname).flatMap((name) => /^(.*)\.story\.ts$/.exec(name)?.[1] ?? []);
    expect(stories.map(({ id }) => id).sort()).toEqual(files.sort());
    expect(stories.length).toBeGreaterThanOrEqual(12);
  });

  it('have one for each rule, and some in which nobody is alerted', () => {
    const expected = new Set(stories.flatMap(({ expects }) => expects.map(({ rule }) => rule)));
    expect([...expected].sort()).toEqual([...STORY_RULES].sort());
    expect(stories.filter(({ expects }) => expects.length === 0).length).toBeGreaterThanOrEqual(3);
  });

  it('know each rule that there is by its name, but for those about work in the hub that no feed tells of', () => {
    const untold = rules.map(({ id }) => id).filter((id) => !STORY_RULES.some((known) => known === id));
    expect(untold).toEqual(['work-from-history', 'supplier-silent', 'wrong-child', 'birth-after-plan']);
  });

  it.each(stories.map((story) => [story.id, story] as const))('%s tells people of the directory', (_, story) => {
    const people = story.expects.flatMap(({ owner, informed = [] }) => [owner, ...informed]);
    for (const { practitioner, role, agency } of people) {
      const roles = wexbourne.practitioner(practitioner)?.roles ?? [];
      expect(roles.map((held) => `${held.role} ${held.agency}`)).toContain(`${role} ${agency}`);
    }
  });

  it.each(stories.map((story) => [story.id, story] as const))('%s hangs on one line, or on silence', (_, story) => {
    const telling = told(story);
    const file = triggerFile(story, telling);
    if (!file || 'silentFeed' in story.trigger) {
      const { silentFeed } = story.trigger as { silentFeed: string };
      const { stories: first, rest } = boroughOf({ seed: DEMO_SEED, today, schools });
      expect([...first, ...rest].filter(({ feed, backfill }) => feed === silentFeed && !backfill)).toEqual([]);
      return;
    }
    const without = withoutLine(file.text(), story.trigger.mark);
    expect(without.split('\n').length).toBe(file.text().split('\n').length - 1);
    if (file.mediaType === 'application/json') expect(() => JSON.parse(without) as unknown).not.toThrow();
    const shifted = triggerFile(story, told(story, 30));
    expect(shifted?.text()).not.toBe(file.text());
    const others = (one: typeof telling) => one.files.filter(({ name }) => name !== file.name).map((f) => f.text());
    expect(others(told(story, 30))).toEqual(others(telling));
    expect(withoutLine(shifted?.text() ?? '', story.trigger.mark)).toBe(without);
  });
});

describe('a story in another variant', () => {
  const at = { seed: DEMO_SEED, days };
  const texts = (variant?: Variant): ReadonlyMap<string, string> =>
    new Map(tellingsOf(at, variant).flatMap(({ files }) => files.map((file) => [file.name, file.text()])));
  const toldTexts = texts();

  it.each(['without-trigger', 'out-of-window'] as const)(
    '%s differs in one file for each that has a line',
    (variant) => {
      const other = texts(variant);
      const differ = [...toldTexts]
        .filter(([name, text]) => other.get(name) !== text)
        .map(([name]) => name.split('/')[1]);
      expect(differ).toEqual(stories.filter(({ trigger }) => 'mark' in trigger).map(({ id }) => id));
    },
  );
});

describe('the stories’ pages', () => {
  it.each([...storyPages()])('%s is as the story has it: else run `npm run docs`', (path, text) => {
    expect(readFileSync(join(root, 'docs', path), 'utf8')).toBe(text);
  });

  it('are all that lie in the folder', () => {
    const pages = readdirSync(join(root, 'docs/stories')).map((name) => `stories/${name}`);
    expect(pages.sort()).toEqual([...storyPages().keys()].sort());
  });
});
