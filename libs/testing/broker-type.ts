/** A real Kafka for a spec. */
export type Broker = Readonly<{
  brokers: readonly string[];
  /** SIGKILL; `restart` brings it back on the same port with the same data. Refused for brokers that were given. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}>;
