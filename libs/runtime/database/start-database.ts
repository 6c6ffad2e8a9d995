import { chmod, mkdir } from 'node:fs/promises';
import {
  migrate,
  type OwnerUrls,
  pendingMigrations,
  prepareServer,
  requireMigrated,
  type RoomMigration,
} from '@tributary/event-store';
import { Problem } from '@tributary/kernel';
import type { Config } from '../configuration/config';
import type { Logger } from '../observe/logger';
import { EmbeddedServer } from './embedded-server';
import { closePools, openPools, type Pools } from './pools';

const EVENTS = 'tributary';
const KEYS = 'tributary_keys';

export type Database = Pools & Readonly<{ embedded: boolean; close(): Promise<void> }>;

export type DatabaseOptions = Readonly<{
  app: string;
  logger: Logger;
  migrations: readonly RoomMigration[];
  /** Share the embedded server with a hub that runs (a command line does). Default: alone. */
  join?: boolean;
  /** Most connections to the events database. Default 16. */
  connections?: number;
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
  await mkdir(config.home, { recursive: true });
  // PostgreSQL runs as another user where this is root: it must reach its folder, and see no other.
  await chmod(config.home, process.getuid?.() === 0 ? 0o711 : 0o700);
  const server = await EmbeddedServer.up(config.home, { alone: options.join !== true, logger: options.logger });
  let pools: Pools | undefined;
  try {
    await prepareServer({
      adminUrl: server.url('postgres', 'postgres'),
      ownerPassword: server.password('tributary_owner'),
      appPassword: server.password('tributary_app'),
      eventsDatabase: EVENTS,
      keysDatabase: KEYS,
    });
    const urls = { events: server.url('tributary_app', EVENTS), keys: server.url('tributary_app', KEYS) };
    pools = openPools(urls, poolOptions(options));
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
  const owner = { events: server.url('tributary_owner', EVENTS), keys: server.url('tributary_owner', KEYS) };
  const done = await migrate(owner, options.migrations);
  options.logger.info('the database was brought up to date', { count: done.length });
}

/** Where `tributary migrate` connects: the owner's URLs, or the embedded server's while no hub runs. */
export function ownerUrls(config: Config): OwnerUrls {
  if (config.owner) return config.owner;
  throw new Problem(
    'owner-missing',
    400,
    'Migrations need the owner role',
    'Set OWNER_DATABASE_URL. (The embedded database brings itself up to date at its start.)',
  );
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
