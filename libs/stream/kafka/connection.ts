import { Kafka, logLevel, type SASLOptions } from 'kafkajs';

/** How brokers are reached. Files are read already: here stands what was in them. */
export type KafkaConnection = Readonly<{
  brokers: readonly string[];
  clientId?: string;
  /** TLS; without certificates of its own the machine's authorities are trusted and no client certificate is shown. */
  tls?: Readonly<{ ca?: string; cert?: string; key?: string }>;
  sasl?: Readonly<{
    mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    username: string;
    password: string;
  }>;
}>;

/** A client of the brokers; connects to nothing yet. */
export function kafkaClient({ brokers, clientId = 'tributary', tls, sasl }: KafkaConnection): Kafka {
  return new Kafka({
    brokers: [...brokers],
    clientId,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 8 },
    ...(tls ? { ssl: { ...tls, ...(tls.ca === undefined ? {} : { ca: [tls.ca] }) } } : {}),
    ...(sasl ? { sasl: sasl as SASLOptions } : {}),
  });
}
