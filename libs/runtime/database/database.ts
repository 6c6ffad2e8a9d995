import { migrate, requireMigrated, type RoomMigration } from '@tributary/event-store';
import { Pool } from 'pg';
import type { Config } from '../configuration/config';
import { startEmbedded, stopEmbedded } from './embedded';

/** The two databases as the app role sees them. */
export type Database = Readonly<{ events: Pool; keys: Pool; close(): Promise<void> }>;

/**
 * Connects to the databases given, and refuses them where migrations are pending; without any, starts the embedded
 * server, migrates it as its owner, and goes on as the app role alone.
 */
export async function startDatabase(config: Config, migrations: readonly RoomMigration[]): Promise<Database> {
  if (config.database) {
    const database = connect(config.database.events, config.database.keys);
    try {
      await requireMigrated(database, migrations);
    } catch (error) {
      await database.close();
      throw error;
    }
    return database;
  }
  const urls = await startEmbedded(config.home);
  await migrate({ events: urls.ownerEvents, keys: urls.ownerKeys }, migrations);
  const database = connect(urls.events, urls.keys);
  return {
    ...database,
    close: async () => {
      await database.close();
      await stopEmbedded(config.home);
    },
  };
}

function connect(eventsUrl: string, keysUrl: string): Database {
  const events = pool(eventsUrl, 24);
  const keys = pool(keysUrl, 12);
  return { events, keys, close: async () => void (await Promise.all([events.end(), keys.end()])) };
}

function pool(connectionString: string, max: number): Pool {
  const made = new Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 10_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced when next needed; without a listener it would end the process.
  made.on('error', () => undefined);
  return made;
}
