import { type CommittedFeed, comparePositions, FEED_START } from '@tributary/kernel';
import { declaredTopics, KafkaStream, Relay, type RelayCheckpoint, type Topics } from '@tributary/stream';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { run as runProducerTool } from './reference/relay-producer-tool';
import { type Prepared, run as runReference } from './reference/relay-reference';
import { median, type Row } from './row';

export type RelayBench = Readonly<{
  /** Holds the events to be carried, committed before. */
  feed: CommittedFeed;
  brokers: readonly string[];
  /** A checkpoint at the feed's start, a new one for each run. */
  checkpoint(run: number): RelayCheckpoint;
  /** Default 5. */
  runs?: number;
}>;

const WITHIN = 600_000;

/** Subject and reference by turns, median of the runs; the reference sends the very messages that the relay sent. */
export async function run(bench: RelayBench): Promise<readonly Row[]> {
  const name = (n: number | string): string => `bench-${process.pid}-${n}.`;
  const prepared = await carried(bench, name('warm'));
  const figures: number[] = [];
  const references: number[] = [];
  for (let n = 0; n < (bench.runs ?? 5); n += 1) {
    figures.push((await relayed(bench, name(`relay-${n}`), n)).perSecond);
    const topics = await made(bench, name(`bare-${n}`));
    const topic = topics['child-events'].name;
    references.push((await runReference({ brokers: bench.brokers, topic, records: prepared })).perSecond);
    await dropped(bench, topics);
  }
  const [figure, reference] = [median(figures), median(references)];
  const met = figure >= 0.5 * reference;
  const note = await toolNote(bench, prepared, name('tool'));
  return [{ what: 'relay to Kafka', figure, reference, unit: 'records/s', aim: '≥ 50 %', met, note }];
}

async function toolNote(bench: RelayBench, prepared: readonly Prepared[], prefix: string): Promise<string> {
  const topics = await made(bench, prefix);
  const bytesEach = Math.round(
    prepared.reduce((sum, one) => sum + Buffer.byteLength(one.value ?? ''), 0) / prepared.length,
  );
  const topic = topics['child-events'].name;
  const tool = await runProducerTool({ brokers: bench.brokers, topic, records: prepared.length, bytesEach });
  await dropped(bench, topics);
  if (!tool) return "Kafka's own producer tool: not run";
  return `Kafka's own producer tool: ${Math.round(tool.perSecond)} records/s of ${bytesEach} bytes (${tool.flags})`;
}

/** Relays the feed once and reads back what the relay put on the children's topic, as it stands there. */
async function carried(bench: RelayBench, prefix: string): Promise<Prepared[]> {
  const { topics } = await relayed(bench, prefix, -1, true);
  const topic = topics['child-events'].name;
  const prepared = await wholeTopic(bench, topic, `${prefix}read-back`);
  await dropped(bench, topics);
  return prepared;
}

async function wholeTopic(bench: RelayBench, topic: string, groupId: string): Promise<Prepared[]> {
  const held = await recordsIn(bench, topic);
  const consumer = kafkaOf(bench).consumer({ groupId });
  const prepared: Prepared[] = [];
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const eachBatch = async ({ batch }: { batch: { messages: readonly Prepared[] } }): Promise<void> => {
      for (const { key = null, value, headers = {} } of batch.messages) prepared.push({ key, value, headers });
      if (prepared.length >= held) resolve();
    };
    consumer.run({ eachBatch, autoCommit: false }).catch(reject);
  });
  await consumer.disconnect();
  return prepared;
}

/** The relay writes outside transactions: each offset is a record. */
async function recordsIn(bench: RelayBench, topic: string): Promise<number> {
  return withAdmin(bench, async (admin) => {
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  });
}

type Relayed = Readonly<{ perSecond: number; count: number; topics: Topics }>;

async function relayed(bench: RelayBench, prefix: string, n: number, keep = false): Promise<Relayed> {
  const topics = await made(bench, prefix);
  const stream = new KafkaStream({ brokers: bench.brokers, topics });
  let count = 0;
  const relay = new Relay({
    feed: bench.feed,
    stream,
    checkpoint: bench.checkpoint(n),
    onSent: (records) => (count += records),
  });
  const begun = performance.now();
  relay.start();
  await relay.whenCaughtUp({ timeoutMs: WITHIN });
  const seconds = (performance.now() - begun) / 1_000;
  await relay.stop();
  await stream.close();
  if (comparePositions(relay.position, FEED_START) === 0) throw new Error('the feed of this bench is empty');
  if (!keep) await dropped(bench, topics);
  return { perSecond: count / seconds, count, topics };
}

async function made(bench: RelayBench, prefix: string): Promise<Topics> {
  const topics = await declaredTopics(prefix);
  const stream = new KafkaStream({ brokers: bench.brokers, topics });
  await stream.prepare();
  await stream.close();
  return topics;
}

async function dropped(bench: RelayBench, topics: Topics): Promise<void> {
  const names = Object.values(topics).map((topic) => topic.name);
  await withAdmin(bench, (admin) => admin.deleteTopics({ topics: names }));
}

async function withAdmin<T>(bench: RelayBench, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafkaOf(bench).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

const kafkaOf = (bench: RelayBench): Kafka => new Kafka({ brokers: [...bench.brokers], logLevel: logLevel.NOTHING });
