import { Problem, type SealedRecord } from '@tributary/kernel';
import { type Admin, CompressionTypes, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { partitionOfKey } from '../murmur2';
import type { BatchHandler, Running, StreamPort, Subscription } from '../port';
import { KafkaSubscription } from './kafka-subscription';
import { readToEnd } from './read-to-end';
import { toMessage } from './records';
import { ensureTopics, type Topics } from './topics';

export type KafkaOptions = Readonly<{
  brokers: readonly string[];
  topics: Topics;
  clientId?: string;
  /** Told of messages on our topics that are not ours; they are passed over. */
  onStranger?: (topic: string) => void;
}>;

/** Records sent in one request: large enough to fill the pipe, small enough to be sent again. */
const SEND_AT_ONCE = 1_000;

/**
 * The stream on Kafka. The producer is idempotent, with one send in flight: a send that fails is never overtaken, and the
 * relay starts again from its checkpoint; consumers skip by position what they have had.
 */
export class KafkaStream implements StreamPort {
  readonly partitions: number;
  private readonly kafka: Kafka;
  private admin: Promise<Admin> | undefined;
  private producer: Promise<Producer> | undefined;
  private sending: Promise<void> = Promise.resolve();
  private readonly subscriptions = new Set<KafkaSubscription>();

  constructor(private readonly options: KafkaOptions) {
    this.partitions = options.topics['child-events'].partitions;
    this.kafka = new Kafka({
      brokers: [...options.brokers],
      clientId: options.clientId ?? 'tributary',
      logLevel: logLevel.NOTHING,
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 8 },
    });
  }

  partitionOf(record: Pick<SealedRecord, 'childToken' | 'streamToken'>): number {
    // Practice events have partitions of their own, numbered on after the children's.
    return record.childToken
      ? partitionOfKey(record.childToken, this.partitions)
      : this.partitions + partitionOfKey(record.streamToken, this.options.topics['practice-events'].partitions);
  }

  /** Makes the topics where they are missing, and refuses them where they are not as declared. */
  async prepare(): Promise<void> {
    await ensureTopics(await this.connectedAdmin(), this.options.topics);
  }

  async publish(batch: readonly SealedRecord[]): Promise<void> {
    const send = this.sending.then(async () => {
      for (let i = 0; i < batch.length; i += SEND_AT_ONCE) await this.send(batch.slice(i, i + SEND_AT_ONCE));
    });
    this.sending = send.catch(() => undefined);
    return send;
  }

  async subscribe(subscription: Subscription, handle: BatchHandler): Promise<Running> {
    const { kafka, options } = this;
    const running = new KafkaSubscription({
      kafka,
      topics: options.topics,
      subscription,
      handle,
      ...stranger(options),
    });
    this.subscriptions.add(running);
    await running.start();
    return running;
  }

  /** Every record that stood on the children's topic when it was called, from offset 0, in the order of each partition. */
  async readAllFromStart(handle: (records: readonly SealedRecord[]) => Promise<void>): Promise<void> {
    await readToEnd(
      { kafka: this.kafka, admin: await this.connectedAdmin(), topic: this.options.topics['child-events'].name },
      handle,
    );
  }

  async check(): Promise<void> {
    try {
      await (await this.connectedAdmin()).fetchTopicMetadata({ topics: [this.options.topics['child-events'].name] });
    } catch {
      await this.dropAdmin();
      throw new Problem(
        'kafka-away',
        503,
        'Kafka does not answer',
        'Events are safe in the store and wait; check KAFKA_BROKERS and the brokers',
      );
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((one) => one.stop()));
    this.subscriptions.clear();
    await this.sending;
    await (await this.producer?.catch(() => undefined))?.disconnect();
    await this.dropAdmin();
  }

  private async send(batch: readonly SealedRecord[]): Promise<void> {
    const producer = await this.connectedProducer();
    const byTopic = Map.groupBy(batch, (record) => this.topicOf(record));
    try {
      await producer.sendBatch({
        acks: -1,
        compression: CompressionTypes.None,
        topicMessages: [...byTopic].map(([topic, records]) => ({ topic, messages: records.map(toMessage) })),
      });
    } catch (error) {
      // Its sequence numbers are in doubt now: the next send begins with a producer of its own.
      this.producer = undefined;
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  private topicOf(record: SealedRecord): string {
    return this.options.topics[record.childToken ? 'child-events' : 'practice-events'].name;
  }

  private connectedProducer(): Promise<Producer> {
    this.producer ??= connect(
      this.kafka.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        createPartitioner: Partitioners.DefaultPartitioner,
      }),
    ).catch((error: unknown) => {
      this.producer = undefined;
      throw error;
    });
    return this.producer;
  }

  private connectedAdmin(): Promise<Admin> {
    this.admin ??= connect(this.kafka.admin({ retry: { retries: 3 } })).catch((error: unknown) => {
      this.admin = undefined;
      throw error;
    });
    return this.admin;
  }

  private async dropAdmin(): Promise<void> {
    const admin = this.admin;
    this.admin = undefined;
    await (await admin?.catch(() => undefined))?.disconnect().catch(() => undefined);
  }
}

const stranger = (options: KafkaOptions): Pick<KafkaOptions, 'onStranger'> =>
  options.onStranger ? { onStranger: options.onStranger } : {};

async function connect<C extends { connect(): Promise<void> }>(client: C): Promise<C> {
  await client.connect();
  return client;
}
