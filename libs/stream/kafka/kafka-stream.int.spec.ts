import { formatPosition } from '@tributary/kernel';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { type Broker, brokerForTests, describeWithAnyKafka } from '../../testing/broker';
import { Recorder, record, streamContract } from '../contract.fixture';
import { KafkaStream } from './kafka-stream';
import { declaredTopics, ensureTopics } from './topics';

const run = `t${process.pid}-${Date.now()}`;
const positions = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => formatPosition(record(from + i).at)).sort();

describeWithAnyKafka('the Kafka stream', () => {
  let broker: Broker;
  let made = 0;
  beforeAll(async () => {
    const found = await brokerForTests();
    if (!found) throw new Error('no broker');
    broker = found;
  });
  afterAll(async () => {
    // A given broker is not ours to fill.
    const admin = new Kafka({ brokers: [...broker.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const topics = (await admin.listTopics()).filter((name) => name.startsWith(run));
    await admin.deleteTopics({ topics });
    await admin.disconnect();
    await broker.close();
  });

  const fresh = async (): Promise<KafkaStream> => {
    const topics = await declaredTopics(`${run}-${(made += 1)}.`);
    const stream = new KafkaStream({ brokers: broker.brokers, topics });
    await stream.prepare();
    return stream;
  };

  streamContract(async () => {
    const stream = await fresh();
    return { stream, add: (records) => stream.publish(records), close: () => stream.close() };
  });

  it('shares a group between two members, through a rebalance, without loss', async () => {
    const stream = await fresh();
    const recorder = new Recorder();
    const name = `${run}-shared`;
    await stream.publish(Array.from({ length: 300 }, (_, n) => record(n)));
    const members = [0, 0];
    const join = (i: number) =>
      stream.subscribe(recorder.subscription(name), async (batch) => {
        members[i] = (members[i] ?? 0) + batch.records.length;
        recorder.take(batch);
      });
    const first = await join(0);
    await first.whenCaughtUp({ timeoutMs: 60_000 });
    const second = await join(1);
    await second.whenCaughtUp({ timeoutMs: 60_000 });
    await stream.publish(Array.from({ length: 600 }, (_, n) => record(300 + n)));
    await second.whenCaughtUp({ timeoutMs: 60_000 });
    await first.stop();
    await stream.publish(Array.from({ length: 100 }, (_, n) => record(900 + n)));
    await second.whenCaughtUp({ timeoutMs: 60_000 });
    await stream.close();
    expect([...new Set(recorder.seen)].sort()).toEqual(positions(0, 1_000));
    expect(Math.min(...members)).toBeGreaterThan(0);
  });

  it('reads everything from offset 0, once, and passes over what is not ours', async () => {
    const stream = await fresh();
    await stream.publish(Array.from({ length: 250 }, (_, n) => record(n)));
    const topics = await declaredTopics(`${run}-${made}.`);
    const kafka = new Kafka({ brokers: [...broker.brokers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    await producer.send({
      topic: topics['child-events'].name,
      messages: [
        { key: 'x', value: 'stranger' },
        { key: 'y', value: null },
      ],
    });
    await producer.disconnect();
    const seen: string[] = [];
    await stream.readAllFromStart(async (records) => void seen.push(...records.map((r) => formatPosition(r.at))));
    await stream.close();
    expect(seen.sort()).toEqual(positions(0, 250));
  });

  it('refuses a topic whose partitions are not as declared', async () => {
    const topics = await declaredTopics(`${run}-wrong.`);
    const kafka = new Kafka({ brokers: [...broker.brokers], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({
      waitForLeaders: false,
      topics: [{ topic: topics['child-events'].name, numPartitions: 3 }],
    });
    await expect(ensureTopics(admin, Object.values(topics))).rejects.toThrow('has 3 partitions');
    await admin.disconnect();
  });
});
