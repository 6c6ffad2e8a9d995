import { join } from 'node:path';
import { upcast } from '@tributary/catalogue';
import { Directory } from '@tributary/directory';
import { EventStore } from '@tributary/event-store';

import {
  type Config,
  createLogger,
  type Database,
  Health,
  type Logger,
  masterKey,
  Metrics,
  readConfig,
  ReadModels,
  startDatabase,
} from '@tributary/runtime';
import { declaredTopics, EmbeddedStream, KafkaStream, type StreamPort } from '@tributary/stream';
import { Vault } from '@tributary/vault';
import { allMigrations } from './migrations';

/** What every app stands on: configuration, databases, keys, store and stream. */
export type Foundation = Readonly<{
  app: string;
  config: Config;
  logger: Logger;
  metrics: Metrics;
  health: Health;
  db: Database;
  vault: Vault;
  store: EventStore;
  stream: StreamPort;
  directory: Directory;
  readModels: ReadModels;
  /** Lets go of everything, in the order in which nothing is lost. */
  close(): Promise<void>;
}>;

export type FoundationOptions = Readonly<{
  app: string;
  env?: Readonly<Record<string, string | undefined>>;
  /** A command line beside a running hub shares its embedded database. */
  join?: boolean;
}>;

const DEMO_DIRECTORY = join(process.cwd(), 'infra/demo/directory.yaml');

export async function layFoundation({ app, env = process.env, join: beside }: FoundationOptions): Promise<Foundation> {
  const config = readConfig(env);
  const logger = createLogger({ app, level: config.logLevel });
  const metrics = new Metrics({ app }).watchProcess();
  const db = await startDatabase(config, { app, logger, migrations: allMigrations, ...(beside ? { join: true } : {}) });
  try {
    const vault = await Vault.open({ keys: db.keys, masterKey: await masterKey(config), shredDirectory: config.home });
    const store = await EventStore.open({
      events: db.events,
      vault,
      upcast,
      onAppended: (events, seconds) => {
        metrics.eventsAppended.inc(events);
        metrics.appendSeconds.observe(seconds);
      },
    });
    const stream = await streamOf(config, store);
    const directory = new Directory({ pool: db.events, vault });
    await directory.load(config.directoryFile ?? DEMO_DIRECTORY);
    const readModels = new ReadModels({
      pool: db.events,
      feed: store,
      partitionOf: (record) => stream.partitionOf(record),
      partitionOfChild: (child) =>
        stream.partitionOf({ childToken: vault.childToken(child), streamToken: vault.childToken(child) }),
    });
    const health = new Health();
    health.register('database', async () => void (await db.events.query('SELECT 1')));
    health.register('keys', async () => void (await db.keys.query('SELECT 1')));
    health.register('stream', async () => void (await stream.check()));
    const close = async (): Promise<void> => {
      await stream.close();
      await store.close();
      await db.close();
    };
    return { app, config, logger, metrics, health, db, vault, store, stream, directory, readModels, close };
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function streamOf(config: Config, store: EventStore): Promise<StreamPort> {
  if (config.stream.kind === 'embedded') return new EmbeddedStream({ feed: store });
  const stream = new KafkaStream({ brokers: config.stream.brokers, topics: await declaredTopics() });
  try {
    await stream.prepare();
    return stream;
  } catch (error) {
    await stream.close();
    throw error;
  }
}

/** Consumers of one layout cannot go on from the places of another. */
export const layoutOf = (config: Config, stream: StreamPort): string => `${config.stream.kind}/${stream.partitions}`;
