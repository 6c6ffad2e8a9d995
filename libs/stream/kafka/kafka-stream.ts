import { Problem, type SealedRecord } from '@tributary/kernel';
import type { Kafka, KafkaMessage, Message } from 'kafkajs';
import { partitionOfKey } from '../murmur2';
import type { BatchHandler, Running, StreamPort, Subscription } from '../port';
import { AdminLink } from './admin-link';
import { type KafkaConnection, kafkaClient } from './connection';
import type { MemberSetting } from './group-member';
import { KafkaSubscription } from './kafka-subscription';
import { readToEnd } from './read-to-end';
import { fromMessage, toMessage } from './records';
import { Sender } from './sender';
import { ensureTopics, numberOf, type Topics } from './topics';

export type KafkaOptions = KafkaConnection &
  Readonly<{
    topics: Topics;
    /** Told of messages on our topics that are not ours; they are passed over. */
    onStranger?: (topic: string) => void;
  }>;

/** What is sent in one request: large enough to fill the pipe, well below what a topic takes in one batch. */
const RECORDS_AT_ONCE = 2_000;
const BYTES_AT_ONCE = 4 * 1024 ** 2;

/**
 * The stream on Kafka. The producer is idempotent, with one send in flight: a send that fails is never overtaken, and the
 * relay starts again from its checkpoint; consumers skip by position what they have had.
 */
export class KafkaStream implements StreamPort {
  readonly partitions: number;
  private readonly kafka: Kafka;
  private readonly admin: AdminLink;
  private readonly sender: Sender;
  private sending: Promise<void> = Promise.resolve();
  private readonly subscriptions = new Set<KafkaSubscription<SealedRecord>>();

  constructor(private readonly options: KafkaOptions) {
    this.partitions = options.topics['child-events'].partitions;
    this.kafka = kafkaClient(options);
    this.sender = new Sender(this.kafka);
    this.admin = new AdminLink(this.kafka);
  }

  partitionOf(record: Pick<SealedRecord, 'childToken' | 'streamToken'>): number {
    // Practice events have partitions of their own, numbered on after the children's.
    return record.childToken
      ? partitionOfKey(record.childToken, this.partitions)
      : this.partitions + partitionOfKey(record.streamToken, this.options.topics['practice-events'].partitions);
  }

  /** Makes the topics where they are missing, and refuses them where they are not as declared. */
  async prepare(): Promise<void> {
    await this.admin.ask((admin) => ensureTopics(admin, Object.values(this.options.topics)));
  }

  async publish(batch: readonly SealedRecord[]): Promise<void> {
    // What waits behind a batch that fails is refused with it: nothing is sent past a failed one.
    const send = this.sending.then(async () => {
      for (const part of inParts(batch)) await this.send(part);
    });
    this.sending = send;
    send.catch(() => {
      if (this.sending === send) this.sending = Promise.resolve();
    });
    return send;
  }

  async subscribe(subscription: Subscription, handle: BatchHandler): Promise<Running> {
    const running = new KafkaSubscription(this.settingOf(subscription, handle), this.admin);
    await running.start();
    this.subscriptions.add(running);
    return running;
  }

  /** Every record that stood on both topics when it was called, from offset 0: children's first, each partition in order. */
  async readAllFromStart(handle: (records: readonly SealedRecord[]) => Promise<void>): Promise<void> {
    const { kafka, options } = this;
    const children = { kafka, topic: options.topics['child-events'].name, hasChild: true };
    await readToEnd(children, this.admin, handle);
    const practice = { kafka, topic: options.topics['practice-events'].name, hasChild: false };
    await readToEnd(practice, this.admin, handle);
  }

  async check(): Promise<void> {
    try {
      const topics = [this.options.topics['child-events'].name];
      await this.admin.ask((admin) => admin.fetchTopicMetadata({ topics }));
    } catch {
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
    await this.sending.catch(() => undefined);
    await this.sender.close();
    await this.admin.close();
  }

  private settingOf(subscription: Subscription, handle: BatchHandler): MemberSetting<SealedRecord> {
    const { topics } = this.options;
    const { group, batchSize, onAssigned } = subscription;
    return {
      ...{ kafka: this.kafka, group, topics: subscription.topics.map((topic) => topics[topic].name) },
      ...(batchSize === undefined ? {} : { batchSize }),
      read: ({ topic }, messages) => messages.flatMap((message) => this.recordIn(topic, message) ?? []),
      handle: ({ topic, partition }, records, control) =>
        handle({ partition: numberOf(topics, topic, partition), records }, control),
      assigned: (assignment) => {
        const partitions = Object.entries(assignment).flatMap(([topic, numbers]) =>
          numbers.map((n) => numberOf(topics, topic, n)),
        );
        onAssigned?.(partitions.sort((a, b) => a - b));
      },
    };
  }

  private recordIn(topic: string, message: KafkaMessage): SealedRecord | undefined {
    const record = fromMessage(message, topic === this.options.topics['child-events'].name);
    if (!record) this.options.onStranger?.(topic);
    return record;
  }

  private async send(batch: readonly SealedRecord[]): Promise<void> {
    const byTopic = Map.groupBy(batch, (record) => this.topicOf(record));
    await this.sender.send(
      [...byTopic].map(([topic, records]) => ({ topic, messages: records.map((one) => this.messageOf(one)) })),
    );
  }

  /** With its partition: ours to know, so that the client need not reckon it again. */
  private messageOf(record: SealedRecord): Message {
    const place = this.partitionOf(record);
    return { ...toMessage(record), partition: record.childToken ? place : place - this.partitions };
  }

  private topicOf(record: SealedRecord): string {
    return this.options.topics[record.childToken ? 'child-events' : 'practice-events'].name;
  }
}

function inParts(batch: readonly SealedRecord[]): SealedRecord[][] {
  const parts: SealedRecord[][] = [];
  let bytes = Infinity;
  for (const record of batch) {
    const last = parts.at(-1);
    bytes += record.body.length;
    if (last && last.length < RECORDS_AT_ONCE && bytes <= BYTES_AT_ONCE) {
      last.push(record);
      continue;
    }
    parts.push([record]);
    bytes = record.body.length;
  }
  return parts;
}
