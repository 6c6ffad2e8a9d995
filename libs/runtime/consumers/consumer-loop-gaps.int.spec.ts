import { FEED_START, type SealedRecord } from '@tributary/kernel';
import { EmbeddedStream, type StreamPort } from '@tributary/stream';
import { Client } from 'pg';
import { aChild, anEvent, aRecord, readable, testStore, type TestStore } from '../../testing/store';
import { runtimeMigrations } from '../migrations';
import { silentLogger } from '../observe/logger';
import { Metrics } from '../observe/metrics';
import { ConsumerLoop } from './consumer-loop';
import { listParked } from './parked';
import { ReactorConsumer } from './reactor-consumer';

const PARTITIONS = 8;
const ALIVE = { heartbeat: async () => undefined, alive: () => true };

let t: TestStore;
beforeEach(async () => {
  t = await testStore(runtimeMigrations);
});
afterEach(async () => t.close());

/** A stream that brings nothing but what it is given by hand. */
function aStream(): { stream: StreamPort; bring: (record: SealedRecord) => Promise<void> } {
  const stream = new EmbeddedStream({ feed: t.store, partitions: PARTITIONS });
  let bring: (record: SealedRecord) => Promise<void> = async () => undefined;
  jest.spyOn(stream, 'subscribe').mockImplementation(async (subscription, handle) => {
    bring = async (record) => handle({ partition: stream.partitionOf(record), records: [record] }, ALIVE);
    subscription.onAssigned?.(Array.from({ length: PARTITIONS }, (_, p) => p));
    const nothing = async (): Promise<void> => undefined;
    return { stop: nothing, whenCaughtUp: nothing, lag: async () => 0 };
  });
  return { stream, bring: (record) => bring(record) };
}

/** Runs it until it has caught up and the work is done; answers the events it took. */
async function takenBy(stream: StreamPort, work: (loop: ConsumerLoop) => Promise<void>): Promise<readonly string[]> {
  const { store } = t;
  const seen: string[] = [];
  const loop = new ConsumerLoop({
    group: 'spec',
    stream,
    store,
    db: t.db.events,
    logger: silentLogger,
    metrics: new Metrics(),
    retry: { tries: 2, firstPause: 1, lastPause: 20 },
  });
  const collector = {
    name: 'collector',
    version: 1,
    handles: ['education.attendance-recorded'],
    react: async (batch: readonly { event: { id: string } }[]) => void seen.push(...batch.map(({ event }) => event.id)),
  };
  loop.host(new ReactorConsumer(collector, { pool: t.db.events, store }));
  await loop.start();
  await loop.whenCaughtUp({ timeoutMs: 30_000 });
  await work(loop);
  await loop.stop();
  return seen;
}

const put = async (): Promise<void> => {
  const [child, stream] = [aChild(), aRecord()];
  const { position } = await t.store.append({ streams: [stream] }, () => ({
    events: [anEvent(stream, { childId: child, data: { note: 'x' } })],
  }));
  await readable(t.store, position);
};

describe('a consumer of a stream that does not match its store', () => {
  it('finds in the feed what the stream never brought', async () => {
    for (let n = 0; n < 20; n += 1) await put();
    // As Kafka is past its retention: it starts at its end.
    const { stream } = aStream();
    expect(await takenBy(stream, async () => undefined)).toHaveLength(20);
  });

  it('takes nothing of an older generation from it: what the feed does not hold was lost', async () => {
    await put();
    const { records } = await t.store.read(FEED_START, 10);
    const [kept] = records as [SealedRecord];
    const owner = new Client({ connectionString: t.db.ownerUrl });
    await owner.connect();
    await owner.query('UPDATE store.meta SET generation = generation + 1');
    await owner.end();
    // A topic that outlived its store: after the backup's last event it holds what was appended since.
    const lost = { ...kept, version: 2, at: { ...kept.at, position: kept.at.position + 1 } };
    const { stream, bring } = aStream();
    const seen = await takenBy(stream, async (loop) => {
      await bring(lost);
      expect(loop.problems()).toEqual([]);
    });
    expect(seen).toHaveLength(1);
    expect(await listParked(t.db.events)).toEqual([]);
  });
});
