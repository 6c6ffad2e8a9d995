import { type ContractCheck, type FeedFormat, formats, type Parsed, SANDBOX_CHILDREN } from '@tributary/feeds';
import { isValidNhsNumber, isValidUpn } from '@tributary/catalogue';
import type { AgencyId, AgreementVersion, FeedId, Instant, RecordRef } from '@tributary/kernel';
import type { GroupEntry } from '../pipeline/group-parts';
import { Box } from './box';
import { neededOf, shownBy } from './contract';
import { rehearse } from './rehearse';

const hashes = { ref: (kind: string, ...parts: string[]) => [kind, ...parts].join('|') as RecordRef };
const receivedAt = '2026-01-20T09:00:00.000Z' as Instant;

async function entriesOf(format: FeedFormat, text: string, mediaType: string): Promise<GroupEntry[]> {
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  const entries: Parsed[] = [];
  for await (const parsed of format.parse(bytes, { receivedAt, mediaType })) entries.push(parsed);
  return entries.filter((one): one is GroupEntry => one.kind !== 'complete');
}

/** What each file shows, sent one after the other to one sandbox. */
async function shown(format: FeedFormat): Promise<readonly (readonly [string, readonly ContractCheck[]])[]> {
  const all: [string, readonly ContractCheck[]][] = [];
  let state: ReturnType<Box['state']> | undefined;
  for (const { name, text, mediaType } of format.samples?.() ?? []) {
    const box = new Box(state);
    const stamp = {
      ...{ deliveryId: name, receivedAt, feed: 'f' as FeedId, agency: 'a' as AgencyId, controller: 'a' as AgencyId },
      ...{ agreement: 'a-1' as AgreementVersion, backfill: false },
    };
    const found = await rehearse(
      { stamp, sector: 'education', entries: await entriesOf(format, text, mediaType) },
      box,
      hashes,
    );
    state = box.state();
    all.push([name, shownBy({ id: name, feed: 'f', sandbox: true, status: 'done', receivedAt, ...found })]);
  }
  return all;
}

const withSamples = formats.filter(({ samples }) => samples !== undefined);

describe('sample files', () => {
  it('there are of the forms that a school’s own system and any other can send', () => {
    expect(withSamples.map(({ id }) => id)).toEqual(['attendance-csv', 'suspension-csv', 'pupil-csv', 'cloudevents']);
  });

  it.each(withSamples.map((format) => [format.id, format] as const))('of %s show what they say', async (_, format) => {
    const files = format.samples?.() ?? [];
    const found = await shown(format);
    for (const [i, { shows }] of files.entries()) expect(found[i]?.[1]).toContain(shows);
    expect(neededOf(format)).toEqual(expect.arrayContaining(files.map(({ shows }) => shows)));
  });

  it('are of children whose numbers are right in form, and each child’s own', () => {
    const numbers = SANDBOX_CHILDREN.flatMap(({ nhsNumber, upn }) => [nhsNumber, upn]);
    expect(new Set(numbers).size).toBe(24);
    expect(SANDBOX_CHILDREN.filter(({ nhsNumber, upn }) => !isValidNhsNumber(nhsNumber) || !isValidUpn(upn))).toEqual(
      [],
    );
    expect(numbers.filter((number) => !/^9999|^[A-Z]999/.test(number))).toEqual([]);
  });
});
