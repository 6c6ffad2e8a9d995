import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatOf, type Parsed } from '@tributary/feeds';
import { parseDirectory } from '@tributary/directory';
import { type Instant, type PlainDate, plusDays } from '@tributary/kernel';
import { lotOf } from './lots';
import { type Borough, boroughOf, DEMO_SEED } from './borough';
import { CHILDREN, childrenOf } from '../domain/children';
import { stories } from '../stories';
import type { DemoFile } from '../native/file';

const today = '2026-11-21' as PlainDate;
const root = join(__dirname, '../../..');
const directory = parseDirectory(readFileSync(join(root, 'infra/demo/directory.yaml'), 'utf8'));
const formatOfFeed = new Map<string, string>(directory.feeds.map(({ id, format }) => [id, format]));
const all = ({ stories, rest }: Borough): readonly DemoFile[] => [...stories, ...rest];
const hashOf = (borough: Borough): string => {
  const hash = createHash('sha256');
  for (const file of all(borough)) hash.update(`${file.name} ${file.feed} ${file.backfill}\n${file.text()}`);
  return hash.digest('hex');
};

type Read = {
  ends: number;
  /** Feed and item of each statement. */
  items: string[];
  parked: string[];
  odd: string[];
  types: Map<string, number>;
  named: Set<string>;
  said: Set<string>;
};

/** All that the feeds make of the files, added up. */
async function readAll(files: readonly DemoFile[], day = today): Promise<Read> {
  const read: Read = { ends: 0, items: [], parked: [], odd: [], types: new Map(), named: new Set(), said: new Set() };
  for (const file of files) {
    const format = formatOf(formatOfFeed.get(file.feed) ?? '');
    if (!format?.mediaTypes.includes(file.mediaType)) throw new Error(`${file.name}: no such feed or media type`);
    const bytes = (async function* () {
      yield Buffer.from(file.text());
    })();
    const options = { receivedAt: `${day}T09:00:00.000Z` as Instant, mediaType: file.mediaType };
    for await (const one of format.parse(bytes, options)) note(one, file, read, day);
  }
  return read;
}

function note(one: Parsed, file: DemoFile, read: Read, day: PlainDate): void {
  if (one.kind === 'complete') read.ends += 1;
  if (one.kind === 'parked') read.parked.push(`${file.name} ${one.place}: ${one.message}`);
  if (one.kind !== 'record') return;
  const { givenName, familyName, nhsNumber, upn, postcode, localId } = one.sighting;
  if (givenName) read.named.add(`${givenName} ${familyName}`);
  for (const text of [givenName, familyName, nhsNumber, upn, postcode, localId.split('/').at(-1)])
    if (text !== undefined) read.said.add(text);
  for (const { type, data, item, recordedAt, retracted } of one.facts) {
    if (retracted) continue;
    read.items.push(`${file.feed} ${item}`);
    read.types.set(type, (read.types.get(type) ?? 0) + 1);
    const late = (recordedAt ?? '') > `${day}T00:00:00.000Z`;
    if (late || 'flags' in data || JSON.stringify(data).includes('"unmapped"')) read.odd.push(`${file.name} ${type}`);
  }
}

const borough = boroughOf({ seed: DEMO_SEED, today });
let read: Read;
beforeAll(async () => {
  read = await readAll(all(borough));
});

describe('the demo borough', () => {
  it('is the same, byte for byte, for the same seed and day', () => {
    expect(hashOf(boroughOf({ seed: DEMO_SEED, today }))).toBe(hashOf(borough));
  });

  it('is another one for another seed, and for another day', () => {
    const others = [boroughOf({ seed: 1, today }), boroughOf({ seed: DEMO_SEED, today: '2026-11-22' as PlainDate })];
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

  it.each([0, 1, 2, 3, 4, 5, 6])('tells its stories as well %i days later', async (days) => {
    const { stories: files } = boroughOf({ seed: DEMO_SEED, today: plusDays(today, days) });
    const { items, parked, odd } = await readAll(files, plusDays(today, days));
    expect([parked, odd]).toEqual([[], []]);
    expect(new Set(items).size).toBe(items.length);
  });

  it('has about a thousand children and two terms of their attendance', () => {
    expect(read.named.size).toBe(CHILDREN + stories.flatMap(({ cast }) => cast).length);
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
