import type { Reference } from '@tributary/chronology';
import {
  childStream,
  FEED_START,
  type FeedPosition,
  type Recorded,
  type RecordId,
  recordStream,
  type SealedRecord,
  uuidv7,
} from '@tributary/kernel';
import { Client } from 'pg';
import { aChild, anEvent, readable, type TestStore, testStore } from '../testing/store';
import { topicSource } from './topic-source';

const child = aChild();
const record = uuidv7() as RecordId;
const NO_FEEDS: Reference = { version: '1', currencyOf: () => 'daily', statusFeeds: [] };

let t: TestStore;
beforeEach(async () => {
  t = await testStore();
});
afterEach(async () => t.close());

async function put(n: number): Promise<FeedPosition> {
  const [link, stated] = [childStream(child), recordStream(record)];
  const linked = { type: 'identity.record-linked', data: { recordId: record, childId: child } };
  const { position } = await t.store.append({ streams: [link, stated] }, (view) => ({
    events: [
      ...(view.head(link) ? [] : [anEvent(link, { ...linked, childId: child, source: { system: 'hub' } })]),
      anEvent(stated, { childId: child, data: { n } }),
    ],
  }));
  await readable(t.store, position);
  return position;
}

/** As a restore does, once the tables are as they were at the backup. */
async function raiseGeneration(): Promise<void> {
  const owner = new Client({ connectionString: t.db.ownerUrl });
  await owner.connect();
  await owner.query('UPDATE store.meta SET generation = generation + 1');
  await owner.end();
}

const carried = async (): Promise<readonly SealedRecord[]> => (await t.store.read(FEED_START, 100)).records;

async function numbersFrom(topic: readonly SealedRecord[]): Promise<readonly number[]> {
  const source = topicSource({
    readAllFromStart: async function* () {
      yield* topic;
    },
    opener: t.store,
    log: t.store,
    tokenOf: (stream) => t.vault.streamToken(stream),
  });
  const history = await source.history(child, NO_FEEDS, await t.store.head());
  return history.filter(isStated).map(({ event }) => (event.data as { n: number }).n);
}
const isStated = ({ event }: Recorded): boolean => event.type === 'education.attendance-recorded';

describe('a replay from the topic, after a restore', () => {
  it('leaves out what was lost: past the backup, below its end, and under a version that is given again', async () => {
    await put(1);
    const last = (await carried()).at(-1) as SealedRecord;
    const { generation, tx, position } = last.at;
    const lost: readonly SealedRecord[] = [
      { ...last, version: last.version + 1, at: { generation, tx: tx + 1, position: position + 1 } },
      { ...last, version: last.version + 2, at: { generation, tx: tx + 2, position: position + 2 } },
      // Its transaction was open while the backup was taken, and is older than others that came along.
      { ...last, version: last.version + 3, at: { generation, tx: tx - 1, position: position + 3 } },
    ];
    await raiseGeneration();
    expect((await put(2)).generation).toBe(generation + 1);
    expect(await numbersFrom([...lost, ...(await carried())])).toEqual([1, 2]);
    expect(await numbersFrom([...(await carried()), ...lost])).toEqual([1, 2]);
  });
});
