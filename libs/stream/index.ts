export { EmbeddedStream, type EmbeddedOptions } from './embedded/embedded-stream';
export { KafkaStream, type KafkaOptions } from './kafka/kafka-stream';
export { declaredTopics, type Topic, type Topics } from './kafka/topics';
export { partitionOfKey } from './murmur2';
export * from './port';
export { Relay, type RelayCheckpoint } from './relay';
