export { EmbeddedStream, type EmbeddedOptions } from './embedded/embedded-stream';
export * from './port';
export { partitionOfKey } from './murmur2';
