import { seeded, shuffled } from '@tributary/demo';
import {
  comparePositions,
  FEED_START,
  type FeedPosition,
  isErased,
  type Recorded,
  type StreamId,
} from '@tributary/kernel';
import { aRecord, anEvent, readable, testStore, type TestStore } from '../testing/store';
import type { EventStore } from './event-store';

let t: TestStore;
beforeEach(async () => {
  t = await testStore();
});
afterEach(() => t.close());

const SEED = 11;
const SCRIPT = [
  ...['append', 'append', 'append', 'append', 'append', 'append'],
  ...['erase here', 'erase there', 'erase there', 'read', 'read', 'read up to', 'read up to', 'feed'],
] as const;

/** What a process that holds nothing reads: the feed, opened record by record. */
async function bare(store: EventStore, streams: readonly StreamId[], upTo: FeedPosition): Promise<readonly Recorded[]> {
  const { records } = await store.read(FEED_START, 10_000);
  const opened = (await store.open(records)).flatMap((one) => (isErased(one) ? [] : [one]));
  return opened.filter(({ at, event }) => streams.includes(event.streamId) && comparePositions(at, upTo) <= 0);
}

describe('streams that were opened before', () => {
  it('read as in a process that holds nothing, whoever appends and erases meanwhile', async () => {
    const [there, holdsNothing] = [await t.another(), await t.another()];
    const streams = [aRecord(), aRecord(), aRecord()];
    const versions = new Map<StreamId, number>();
    const places: FeedPosition[] = [];
    const random = seeded(SEED);
    const any = <T>(of: readonly T[]): T => shuffled(of, random)[0] as T;
    const append = async (): Promise<void> => {
      const stream = any(streams);
      const retention = any(['attendance', 'education'] as const);
      const store = any([t.store, there]);
      const { position } = await store.append({ streams: [stream] }, () => ({
        events: [anEvent(stream, { retention })],
      }));
      versions.set(stream, (versions.get(stream) ?? 0) + 1);
      places.push(position);
      await readable(t.store, position);
    };
    const erase = async (store: EventStore): Promise<void> => {
      const [stream, last] = any([...versions]);
      if (any([1, 2, 3]) === 1) return store.eraseBucket(stream, 'education', 'retention');
      return store.eraseOne(stream, any(Array.from({ length: last }, (_, i) => i + 1)), 'court-order');
    };
    for (let n = 0; n < 8; n += 1) await append();
    for (const what of shuffled(Array.from({ length: 12 }, () => SCRIPT).flat(), random)) {
      if (what === 'append') await append();
      else if (what === 'erase here') await erase(t.store);
      else if (what === 'erase there') await erase(there);
      else if (what === 'feed') await t.store.open((await t.store.read(any(places), 100)).records);
      else {
        const some = streams.filter(() => any([true, false]));
        const upTo = what === 'read' ? undefined : any(places);
        const read = await t.store.loadMany(some, upTo);
        expect(read).toEqual(await bare(holdsNothing, some, upTo ?? (await t.store.head())));
      }
    }
  });

  it('are neither read nor opened again', async () => {
    const stream = aRecord();
    const add = () => t.store.append({ streams: [stream] }, () => ({ events: [anEvent(stream), anEvent(stream)] }));
    await add();
    const [first] = await t.store.loadMany([stream]);
    await add();
    const again = await t.store.loadMany([stream]);
    expect(again).toHaveLength(4);
    expect(again[0]).toBe(first);
  });
});
