import { KafkaPartners, partnerTopics } from '@tributary/stream';
import { Kafka, logLevel, type Message, Partitioners } from 'kafkajs';

export type { Message };
import { type Broker, brokerForTests } from './broker';

let runs = 0;

/** A broker with topics of one spec's own, what we ask of it, and a client as a partner has it. */
export type PartnerKafka = Readonly<{
  broker: Broker;
  partners: KafkaPartners;
  /** Name of the topic of a feed or agency. */
  topicOf: Awaited<ReturnType<typeof partnerTopics>>;
  /** As a partner writes, with its own client. */
  writes(topic: string, messages: Message[], compressed?: boolean): Promise<void>;
  /** All that stands on a topic. */
  reads(topic: string): Promise<readonly Read[]>;
  admin: ReturnType<Kafka['admin']>;
  close(): Promise<void>;
}>;
export type Read = Readonly<{ key?: string; value: string; headers: Readonly<Record<string, string>> }>;

export async function partnerKafka(options: { private?: boolean } = {}): Promise<PartnerKafka> {
  const broker = await brokerForTests(options);
  if (!broker) throw new Error('no broker');
  const prefix = `t${process.pid}-${Date.now()}-${(runs += 1)}.`;
  const topicOf = await partnerTopics(prefix);
  const partners = new KafkaPartners({ brokers: broker.brokers, topicOf });
  const retry = { initialRetryTime: 50, maxRetryTime: 500, retries: 20 };
  const kafka = new Kafka({ brokers: [...broker.brokers], logLevel: logLevel.NOTHING, retry });
  const producer = kafka.producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
  });
  const admin = kafka.admin();
  await Promise.all([producer.connect(), admin.connect()]);
  return {
    ...{ broker, partners, topicOf, admin },
    writes: async (topic, messages, compressed = false) => {
      await producer.send({ topic, messages, compression: compressed ? 1 : 0 });
    },
    reads: (topic) => readAll(kafka, admin, topic),
    close: async () => {
      await partners.close();
      // A given broker is not ours to fill.
      const topics = (await admin.listTopics()).filter((name) => name.startsWith(prefix));
      if (topics.length > 0) await admin.deleteTopics({ topics }).catch(() => undefined);
      await Promise.all([producer.disconnect(), admin.disconnect()]);
      await broker.close();
    },
  };
}

async function readAll(kafka: Kafka, admin: ReturnType<Kafka['admin']>, topic: string): Promise<readonly Read[]> {
  const ends = await admin.fetchTopicOffsets(topic);
  const left = new Map(ends.flatMap(({ partition, high, low }) => (high === low ? [] : [[partition, BigInt(high)]])));
  const all: Read[] = [];
  if (left.size === 0) return all;
  const consumer = kafka.consumer({ groupId: `reads-${topic}-${(runs += 1)}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async ({ partition, message }: Parameters<Each>[0]): Promise<void> => {
      const headers = Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)] as const);
      const key = message.key === null ? {} : { key: String(message.key) };
      all.push({ ...key, value: String(message.value), headers: Object.fromEntries<string>(headers) });
      if (BigInt(message.offset) + 1n >= (left.get(partition) ?? 0n)) left.delete(partition);
      if (left.size === 0) resolve();
    };
    consumer.run({ eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return all;
}

type Each = NonNullable<NonNullable<Parameters<ReturnType<Kafka['consumer']>['run']>[0]>['eachMessage']>;
