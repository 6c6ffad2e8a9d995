import {
  type ChildId,
  comparePositions,
  derivedId,
  type FeedPosition,
  type Recorded,
  type StreamId,
} from '@tributary/kernel';
import { Histories } from './histories';
import { COUNCIL, currencyOf, DAILY, delivered, given, linked, onDay, unlinked } from './domain/given.fixture';
import { randomFacts, seeded } from './domain/random.fixture';

const [A, B, C] = ['a', 'b', 'c'].map((name) => derivedId('child', name)) as [ChildId, ChildId, ChildId];
const reference = { version: '1', currencyOf, statusFeeds: [{ agency: COUNCIL, feed: DAILY }] };

/** Three children's facts, a status feed's deliveries, and a record of the first that turns out to be the second's. */
const random = seeded(7);
const recorded = given(
  ...randomFacts(random, A, 20),
  delivered(DAILY, onDay(1)),
  ...randomFacts(random, B, 20),
  ...randomFacts(random, C, 20),
  unlinked(`school-${A}`, { child: A, knownFrom: onDay(200) }),
  linked(`school-${A}`, { child: B, knownFrom: onDay(200) }),
  delivered(DAILY, onDay(201)),
);

const store = {
  asked: 0,
  async loadMany(streams: readonly StreamId[], upTo?: FeedPosition): Promise<readonly Recorded[]> {
    this.asked += 1;
    const isIn = ({ at, event }: Recorded): boolean =>
      streams.includes(event.streamId) && (!upTo || comparePositions(at, upTo) <= 0);
    return recorded.filter(isIn);
  },
};

describe('histories read together', () => {
  it('are, as far as each place of the feed, what each child’s own reading as far as there is', async () => {
    const together = await Histories.read(store, [A, B, C], reference);
    for (const { at } of recorded) {
      for (const child of [A, B, C]) {
        const alone = await Histories.read(store, [child], reference, at);
        expect(together.of(child, at)).toEqual(alone.of(child));
      }
    }
    expect(together.of(B).length).toBeGreaterThan(together.of(C).length);
  });

  it('take two queries, however many children', async () => {
    store.asked = 0;
    await Histories.read(store, [A, B, C], reference);
    expect(store.asked).toBe(2);
  });
});
