import type { ItemKey, ItemReader } from '@tributary/event-store';
import type { Fact, Parsed } from '@tributary/feeds';
import type { RecordRef, StreamId } from '@tributary/kernel';
import type { RecordOutcome } from '../domain/statement';
import type { Resolved } from './ports';

type OfRecord = Extract<Parsed, { kind: 'record' }>;
/** An entry with its place in the group, and whose record it is. */
export type Placed = Readonly<{ place: number; entry: OfRecord; whose: Resolved }>;
type Io = Readonly<{ store: ItemReader; itemOf: (fact: Fact) => RecordRef }>;

/**
 * Entries that could only take back what was never stated: most rows of an attendance file are present marks. They need
 * no lock, no event and no hash of what they say. Looked up before the append, so an item that another delivery states
 * in this very moment counts as stated after them.
 */
export async function nothingHeld(
  placed: readonly Placed[],
  { store, itemOf }: Io,
): Promise<ReadonlyMap<number, RecordOutcome>> {
  const asking = placed.filter(onlyAsks);
  const stated = new Set(placed.filter((one) => !onlyAsks(one)).flatMap(namesOf));
  const alone = asking.filter((one) => namesOf(one).every((name) => !stated.has(name)));
  const keys = alone.map(({ entry, whose }) =>
    entry.facts.map((fact): ItemKey => ({ streamId: whose.streamId, item: itemOf(fact) })),
  );
  const heard = new Set((await store.heard(keys.flat())).map(keyName));
  const idle = alone.filter((_, i) => keys[i]?.every((key) => !heard.has(keyName(key))));
  return new Map(idle.map((one) => [one.place, outcomeOf(one)]));
}

const onlyAsks = ({ entry, whose }: Placed): boolean =>
  entry.ifKnown === true && entry.purge !== true && entry.around === undefined && whose.proposed === undefined;

const namesOf = ({ entry, whose }: Placed): readonly string[] =>
  entry.facts.map(({ item }) => `${whose.streamId} ${item}`);

const keyName = ({ streamId, item }: Readonly<{ streamId: StreamId; item: RecordRef }>): string =>
  `${streamId} ${item}`;

const outcomeOf = ({ entry, whose }: Placed): RecordOutcome => ({
  place: entry.place,
  streamId: whose.streamId,
  eventIds: [],
  duplicate: entry.facts.length,
  retracted: 0,
  late: 0,
  review: whose.review,
});
