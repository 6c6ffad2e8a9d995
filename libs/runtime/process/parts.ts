import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { upcast } from '@tributary/catalogue';
import { EventStore, type RoomMigration } from '@tributary/event-store';
import { type ChildId, type Envelope, Problem } from '@tributary/kernel';
import {
  declaredTopics,
  EmbeddedStream,
  KafkaPartners,
  KafkaStream,
  partnerTopics,
  type StreamPort,
} from '@tributary/stream';
import { Vault } from '@tributary/vault';
import type { Config } from '../configuration/config';
import { masterKey } from '../database/keys';
import { type Database, startDatabase } from '../database/start-database';
import { Health } from '../observe/health';
import { createLogger, type Logger } from '../observe/logger';
import { Metrics } from '../observe/metrics';
import { NO_TRACES, openTraces, type Traces } from '../observe/traces';
import { ReadModels } from '../read-models';
import { kafkaConnection } from './kafka-connection';
import { meterAppends } from './meter-appends';

/** What every process is made of, whatever it hosts. */
export type Parts = Readonly<{
  app: string;
  config: Config;
  logger: Logger;
  metrics: Metrics;
  traces: Traces;
  health: Health;
  database: Database;
  vault: Vault;
  store: EventStore;
  stream: StreamPort;
  /** Topics that partners write or read; none without Kafka. */
  partners?: KafkaPartners;
  reads: ReadModels;
  partitionOfChild(child: ChildId): number;
}>;

export type PartsOptions = Readonly<{
  /** The process's own name: hub, intake, projector … */
  app: string;
  config: Config;
  /** Of all rooms, the store's, the vault's and the runtime's included. */
  migrations: readonly RoomMigration[];
  /** Beside a hub that runs on the same folder, as a command line does. */
  join?: boolean;
  connections?: number;
  /** Told once, when the embedded database died and could not be brought back. */
  lost?: (problem: Problem) => void;
  /** Default: JSON lines on standard output. */
  logger?: Logger;
  /** Default: the catalogue's. */
  upcast?: (event: Envelope) => Envelope;
  /** Default: as STREAM says. */
  stream?: (store: EventStore) => StreamPort;
  /** Where spans go; default: to the collector that is set, and nowhere without one. */
  spans?: SpanExporter;
}>;

/** Opens all or nothing. Throws the Problem that keeps the process from starting. */
export async function openParts(options: PartsOptions): Promise<Parts> {
  const { app, config, migrations } = options;
  const logger = options.logger ?? createLogger({ app, level: config.logLevel });
  const metrics = new Metrics({ app });
  const database = await startDatabase(config, {
    app,
    logger,
    migrations,
    join: options.join === true,
    lost: options.lost,
    ...(options.connections === undefined ? {} : { connections: options.connections }),
  });
  try {
    const vault = await Vault.open({
      keys: database.keys,
      masterKey: await masterKey(config),
      shredDirectory: config.home,
    });
    const store = await EventStore.open({ events: database.events, vault, upcast: options.upcast ?? upcast });
    const traces = tracesOf(options, vault);
    meterAppends(store, metrics, traces);
    const kafka = options.stream ? undefined : await kafkaOf(config, logger);
    const stream = options.stream?.(store) ?? kafka?.stream ?? new EmbeddedStream({ feed: store });
    const partitionOfChild = (child: ChildId): number => {
      const token = vault.childToken(child);
      return stream.partitionOf({ childToken: token, streamToken: token });
    };
    const reads = new ReadModels({
      pool: database.events,
      feed: store,
      partitionOf: (record) => stream.partitionOf(record),
      partitionOfChild,
    });
    return {
      app,
      config,
      logger,
      metrics,
      traces,
      health: new Health(),
      database,
      vault,
      store,
      stream,
      ...(kafka ? { partners: kafka.partners } : {}),
      reads,
      partitionOfChild,
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function tracesOf({ app, config: { tracesTo, tracesShare }, spans }: PartsOptions, vault: Vault): Traces {
  if (tracesTo === undefined) return NO_TRACES;
  const keyed = (id: string): string => vault.ref('trace', id);
  return openTraces({ app, endpoint: tracesTo, share: tracesShare, keyed, ...(spans ? { exporter: spans } : {}) });
}

async function kafkaOf({ stream }: Config, logger: Logger) {
  if (stream.kind === 'embedded') return undefined;
  const topics = await declaredTopics();
  const connection = await kafkaConnection(stream);
  return {
    stream: new KafkaStream({
      ...{ ...connection, topics },
      onStranger: (topic) => logger.warn('a message on a topic is not ours and was passed over', { kind: topic }),
    }),
    partners: new KafkaPartners({ ...connection, topicOf: await partnerTopics() }),
  };
}

/** Topics made and found as declared; nothing to do for a stream without topics. */
export async function prepareStream(stream: StreamPort): Promise<void> {
  if (stream instanceof KafkaStream) await stream.prepare();
}

/** Never changed while a store lives, unless every consumer's place is put right. */
export const layoutOf = (config: Config, stream: StreamPort): string => `${config.stream.kind}/${stream.partitions}`;

export const isLasting = (error: unknown): boolean => error instanceof Problem && error.status !== 503;
