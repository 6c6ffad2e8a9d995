import { migrate, pendingMigrations, requireMigrated, type RoomMigration } from '@tributary/event-store';
import { Problem } from '@tributary/kernel';
import type { Config } from '../configuration/config';
import type { Logger } from '../observe/logger';
import { openEmbedded, urlsAs } from './embedded-databases';
import type { EmbeddedServer } from './embedded-server';
import { closePools, openPools, type Pools } from './pools';

export type Database = Pools & Readonly<{ embedded: boolean; close(): Promise<void> }>;

export type DatabaseOptions = Readonly<{
  app: string;
  logger: Logger;
  migrations: readonly RoomMigration[];
  /** Share the embedded server with a hub that runs (a command line does). Default: alone. */
  join?: boolean;
  /** Most connections to the events database. Default 16. */
  connections?: number;
  /** Told once, when the embedded server died and could not be brought back: this process can do no more. */
  lost?: ((problem: Problem) => void) | undefined;
}>;

/**
 * Given URLs: connects as the app role and refuses to start on pending migrations. Without: starts the embedded server,
 * migrates as its owner and lets go of the owner.
 */
export async function startDatabase(config: Config, options: DatabaseOptions): Promise<Database> {
  return config.database ? connect(config.database, options) : embed(config, options);
}

async function connect(urls: Readonly<{ events: string; keys: string }>, options: DatabaseOptions): Promise<Database> {
  const pools = openPools(urls, poolOptions(options));
  const close = (): Promise<void> => closePools(pools);
  try {
    await requireMigrated(pools, options.migrations);
  } catch (error) {
    await close();
    if (error instanceof Problem) throw error;
    throw unreachable(urls.events);
  }
  return { ...pools, embedded: false, close };
}

async function embed(config: Config, options: DatabaseOptions): Promise<Database> {
  const { join, logger, lost } = options;
  const server = await openEmbedded(config, { alone: join !== true, logger, lost });
  let pools: Pools | undefined;
  try {
    pools = openPools(urlsAs('tributary_app', server), poolOptions(options));
    await migrateEmbedded(server, pools, options);
    const opened = pools;
    const close = async (): Promise<void> => {
      await closePools(opened);
      await server.down();
    };
    return { ...opened, embedded: true, close };
  } catch (error) {
    if (pools) await closePools(pools);
    await server.down();
    throw error;
  }
}

async function migrateEmbedded(server: EmbeddedServer, pools: Pools, options: DatabaseOptions): Promise<void> {
  const pending = await pendingMigrations(pools, options.migrations);
  if (pending.length === 0) return;
  const done = await migrate(urlsAs('tributary_owner', server), options.migrations);
  options.logger.info('the database was brought up to date', { count: done.length });
}

const poolOptions = (o: DatabaseOptions): { app: string; logger: Logger; max?: number } => ({
  app: o.app,
  logger: o.logger,
  ...(o.connections === undefined ? {} : { max: o.connections }),
});

function unreachable(url: string): Problem {
  const { host, pathname } = new URL(url);
  return new Problem(
    'database-unreachable',
    503,
    'The database cannot be reached',
    `No usable answer from ${host}${pathname}. Check DATABASE_URL, KEYS_DATABASE_URL and their passwords`,
  );
}
