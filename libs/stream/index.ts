export { EmbeddedStream, type EmbeddedOptions } from './embedded/embedded-stream';
export type { KafkaConnection } from './kafka/connection';
export { MOST_HEADERS } from './kafka/few-headers';
export { KafkaPartners, type PartnerHandler } from './kafka/kafka-partners';
export { KafkaStream, type KafkaOptions } from './kafka/kafka-stream';
export {
  declaredTopics,
  partnerTopics,
  type PartnerTopicKind,
  type PartnerTopicOf,
  type Topic,
  type Topics,
} from './kafka/topics';
export { partitionOfKey } from './murmur2';
export * from './port';
export { Relay, type RelayCheckpoint } from './relay';
