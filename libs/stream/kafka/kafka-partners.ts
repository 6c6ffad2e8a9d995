import type { Kafka, KafkaMessage } from 'kafkajs';
import type { BatchControl, PartnerMessage, PartnerRecord, Running } from '../port';
import { AdminLink } from './admin-link';
import { type KafkaConnection, kafkaClient } from './connection';
import { headerPairs, readFewHeaders } from './few-headers';
import type { Place } from './group-member';
import { KafkaSubscription } from './kafka-subscription';
import { Sender } from './sender';
import { ensureTopics, type PartnerTopicKind, type PartnerTopicOf } from './topics';

export type PartnersOptions = KafkaConnection & Readonly<{ topicOf: PartnerTopicOf }>;

/** Records of one partition, in order. */
export type PartnerHandler = (records: readonly PartnerRecord[], control: BatchControl) => Promise<void>;

/** Records that are handed over together, and then committed together. */
const AT_ONCE = 50;

/** The topics that partners write or read themselves, beside the stream. */
export class KafkaPartners {
  private readonly kafka: Kafka;
  private readonly admin: AdminLink;
  private readonly sender: Sender;

  constructor(private readonly options: PartnersOptions) {
    readFewHeaders();
    this.kafka = kafkaClient(options);
    this.admin = new AdminLink(this.kafka);
    this.sender = new Sender(this.kafka);
  }

  /** Makes it as declared where it is missing; throws a Problem where it is otherwise, and what the broker throws. */
  async ensure(kind: PartnerTopicKind, id: string): Promise<void> {
    await this.admin.ask((admin) => ensureTopics(admin, [this.options.topicOf(kind, id)]));
  }

  /**
   * Follows the topic from where its group stood, at first from its beginning; the topic must be there. The offset is
   * committed when the handler has returned. Throws where no broker answers, or it may not be read.
   */
  async follow(kind: PartnerTopicKind, id: string, handle: PartnerHandler): Promise<Running> {
    const topic = this.options.topicOf(kind, id).name;
    const running = new KafkaSubscription(
      {
        ...{ kafka: this.kafka, group: topic, topics: [topic], batchSize: AT_ONCE },
        read: (place: Place, messages) => messages.map((message) => recordOf(place, message)),
        handle: (_, records: readonly PartnerRecord[], control) => handle(records, control),
      },
      this.admin,
    );
    await running.start();
    return running;
  }

  /** In this order, one send after the other; returns when brokers have all. */
  async send(kind: PartnerTopicKind, id: string, messages: readonly PartnerMessage[]): Promise<void> {
    await this.sender.send([{ topic: this.options.topicOf(kind, id).name, messages: copies(messages) }]);
  }

  async close(): Promise<void> {
    await this.sender.close();
    await this.admin.close();
  }
}

const copies = (messages: readonly PartnerMessage[]) =>
  messages.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } }));

const recordOf = (place: Place, { offset, key, value, headers }: KafkaMessage): PartnerRecord => ({
  ...{ ...place, offset, key, value },
  headers: headerPairs(headers),
});
