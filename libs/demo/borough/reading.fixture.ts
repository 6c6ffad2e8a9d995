import { type Fact, formatOf, type Parsed } from '@tributary/feeds';
import type { Instant, PlainDate } from '@tributary/kernel';
import type { DemoFile } from '../native/file';
import { wexbourne } from './wexbourne.fixture';

export type Read = {
  ends: number;
  /** Feed and item of each statement. */
  items: string[];
  facts: (Fact & Readonly<{ feed: string }>)[];
  parked: string[];
  odd: string[];
  types: Map<string, number>;
  named: Set<string>;
  said: Set<string>;
};

/** All that the feeds make of the files, added up. */
export async function readAll(files: readonly DemoFile[], day: PlainDate): Promise<Read> {
  const read: Read = {
    ...{ ends: 0, items: [], facts: [], parked: [], odd: [] },
    ...{ types: new Map(), named: new Set(), said: new Set() },
  };
  for (const file of files) {
    const format = formatOf(wexbourne.feed(file.feed)?.format ?? '');
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
  for (const fact of one.facts) {
    const { type, data, item, recordedAt } = fact;
    if (fact.retracted) continue;
    read.facts.push({ ...fact, feed: file.feed });
    read.items.push(`${file.feed} ${item}`);
    read.types.set(type, (read.types.get(type) ?? 0) + 1);
    const late = (recordedAt ?? '') > `${day}T00:00:00.000Z`;
    if (late || 'flags' in data || JSON.stringify(data).includes('"unmapped"')) read.odd.push(`${file.name} ${type}`);
  }
}
