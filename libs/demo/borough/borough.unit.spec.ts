import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainDate } from '@tributary/kernel';
import { lotOf } from './lots';
import { type Borough, boroughOf, DEMO_SEED } from './borough';
import { CHILDREN, childrenOf } from '../domain/children';
import { stories } from '../stories';
import type { DemoFile } from '../native/file';
import { type Read, readAll } from './reading.fixture';
import { wexbourneSchools as schools } from './wexbourne.fixture';

const today = '2026-11-21' as PlainDate;
const root = join(__dirname, '../../..');
const all = ({ stories, rest }: Borough): readonly DemoFile[] => [...stories, ...rest];
const hashOf = (borough: Borough): string => {
  const hash = createHash('sha256');
  for (const file of all(borough)) hash.update(`${file.name} ${file.feed} ${file.backfill}\n${file.text()}`);
  return hash.digest('hex');
};

const borough = boroughOf({ seed: DEMO_SEED, today, schools });
let read: Read;
beforeAll(async () => {
  read = await readAll(all(borough), today);
});

describe('the demo borough', () => {
  it('is the same, byte for byte, for the same seed and day', () => {
    expect(hashOf(boroughOf({ seed: DEMO_SEED, today, schools }))).toBe(hashOf(borough));
  });

  it('is another one for another seed, and for another day', () => {
    const others = [
      boroughOf({ seed: 1, today, schools }),
      boroughOf({ seed: DEMO_SEED, today: '2026-11-22' as PlainDate, schools }),
    ];
    expect(new Set([borough, ...others].map(hashOf)).size).toBe(3);
  });

  it('is read by its feeds: nothing parked, nothing odd, nothing recorded tomorrow', () => {
    expect(read.parked).toEqual([]);
    expect(read.odd).toEqual([]);
    expect(read.ends).toBe(all(borough).length);
  });

  it('states nothing twice', () => {
    expect(new Set(read.items).size).toBe(read.items.length);
  });

  it('has about a thousand children and two terms of their attendance', () => {
    const ownNames = 4;
    const notYetBorn = 1;
    expect(read.named.size).toBe(CHILDREN + stories.flatMap(({ cast }) => cast).length + ownNames - notYetBorn);
    expect(read.types.size).toBeGreaterThan(20);
    expect(read.types.get('education.attendance-recorded')).toBeGreaterThan(5_000);
    expect(read.types.get('health.gp-registered')).toBeGreaterThan(CHILDREN);
  });

  it('keeps its silent feed silent, and says what holds now as news', () => {
    const live = new Set(all(borough).flatMap((file) => (file.backfill ? [] : [file.feed])));
    expect(live.has('saltmarsh-events')).toBe(false);
    expect(all(borough).filter((file) => file.backfill && file.feed === 'council-social-care')).toEqual([]);
  });

  it('names each file once', () => {
    const names = all(borough).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('gives each child one lot at most, so that no rule finds anything there', () => {
    const lots = childrenOf(DEMO_SEED, today).map(lotOf);
    for (const lot of ['social-care', 'suspended', 'concern', 'emergency', 'not-brought', 'family-help', 'census']) {
      expect(lots.filter((one) => one === lot).length).toBeGreaterThan(10);
    }
    expect(lots.filter((lot) => lot === 'quiet').length).toBeGreaterThan(500);
  });
});

describe('the canaries', () => {
  const { canaries } = borough;

  it('stand once each, none within another', () => {
    const text = `\n${canaries.join('\n')}\n`;
    expect(canaries.filter((canary) => text.indexOf(canary) !== text.lastIndexOf(canary))).toEqual([]);
    expect(canaries.filter((canary) => canary.length < 5)).toEqual([]);
  });

  it('are no words of the product, nor of its people', () => {
    const pages = ['events.md', 'problems.md', 'configuration.md', 'feeds.md'].map((page) => `docs/${page}`);
    const product = [...pages, 'infra/demo/directory.yaml']
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .join();
    expect(canaries.filter((canary) => product.includes(canary))).toEqual([]);
  });

  it('are every name, number and postcode that a feed reads', () => {
    const known = new Set(canaries);
    expect([...read.said].filter((text) => !known.has(text))).toEqual([]);
  });
});
