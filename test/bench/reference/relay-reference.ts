/**
 * The bare way to Kafka: prepared records, one kafkajs producer, one send after the other, the acknowledgement and
 * compression of the relay (acks -1, none). It reads nothing, keeps no place and survives nothing; imports nothing from
 * libs. What the relay is measured against.
 */
import { CompressionTypes, Kafka, logLevel, type Message, Partitioners } from 'kafkajs';

export type Prepared = Readonly<Pick<Message, 'key' | 'value' | 'headers'>>;

const AT_ONCE = 2_000;

export async function run(work: {
  brokers: readonly string[];
  topic: string;
  records: readonly Prepared[];
}): Promise<{ perSecond: number }> {
  const kafka = new Kafka({ brokers: [...work.brokers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  const begun = performance.now();
  for (let i = 0; i < work.records.length; i += AT_ONCE) {
    const messages = work.records.slice(i, i + AT_ONCE).map((record): Message => ({ ...record }));
    await producer.send({ topic: work.topic, acks: -1, compression: CompressionTypes.None, messages });
  }
  const seconds = (performance.now() - begun) / 1_000;
  await producer.disconnect();
  return { perSecond: work.records.length / seconds };
}
