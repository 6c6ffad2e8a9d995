import { comparePositions, FEED_START, type FeedPosition, formatPosition, type SealedRecord } from '@tributary/kernel';
import { type Broker, brokerForTests, describeWithKafka } from '../../testing/broker';
import { FakeFeed, Recorder, record } from '../contract.fixture';
import { Relay } from '../relay';
import { KafkaStream } from './kafka-stream';
import { declaredTopics } from './topics';

const records = (from: number, to: number): SealedRecord[] =>
  Array.from({ length: to - from }, (_, n) => record(from + n));
const positions = (all: readonly SealedRecord[]): string[] => all.map((one) => formatPosition(one.at)).sort();

/** What a consumer keeps: in each partition, nothing at or below what it has had. */
function keptOf(recorder: Recorder): SealedRecord[] {
  const at = new Map<number, FeedPosition>();
  const kept: SealedRecord[] = [];
  for (const { partition, records: given } of recorder.batches) {
    for (const one of given) {
      if (comparePositions(one.at, at.get(partition) ?? FEED_START) <= 0) continue;
      at.set(partition, one.at);
      kept.push(one);
    }
  }
  return kept;
}

describeWithKafka('the Kafka stream under kills', () => {
  let broker: Broker;
  beforeAll(async () => {
    const found = await brokerForTests({ private: true });
    if (!found) throw new Error('no broker');
    broker = found;
  }, 180_000);
  afterAll(async () => broker?.close());

  it('loses nothing and disorders nothing when the broker dies three times in mid-send', async () => {
    const stream = new KafkaStream({ brokers: broker.brokers, topics: await declaredTopics('killed.') });
    await stream.prepare();
    const feed = new FakeFeed();
    const recorder = new Recorder();
    const checkpoint = { at: FEED_START };
    const relay = new Relay({
      feed,
      stream,
      batchSize: 200,
      checkpoint: { load: async () => checkpoint.at, save: async (_, to) => void (checkpoint.at = to) },
    });
    const running = await stream.subscribe(recorder.subscription('killed'), async (batch) => recorder.take(batch));
    relay.start();
    for (let round = 0; round < 3; round += 1) {
      // Thousands to send, so that the kill falls between the first and the last of them.
      feed.add(records(round * 4_000, (round + 1) * 4_000));
      const begun = checkpoint.at.position;
      while (checkpoint.at.position < begun + 400) await new Promise((resolve) => setImmediate(resolve));
      await broker.kill();
      expect(checkpoint.at.position).toBeLessThan((round + 1) * 4_000);
      await broker.restart();
    }
    await relay.whenCaughtUp({ timeoutMs: 120_000 });
    await running.whenCaughtUp({ timeoutMs: 120_000 });
    expect(await running.lag()).toBe(0);
    await relay.stop();
    await stream.close();
    expect(positions(keptOf(recorder))).toEqual(positions(records(0, 12_000)));
  }, 300_000);
});
