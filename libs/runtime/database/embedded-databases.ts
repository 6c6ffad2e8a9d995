import { chmod, mkdir } from 'node:fs/promises';
import { type OwnerUrls, prepareServer } from '@tributary/event-store';
import { Problem } from '@tributary/kernel';
import type { Config } from '../configuration/config';
import type { Logger } from '../observe/logger';
import { type EmbeddedOptions, EmbeddedServer } from './embedded-server';
import type { Role } from './postgres-daemon';

const EVENTS = 'tributary';
const KEYS = 'tributary_keys';

/** The server in the home folder, with both databases and the two roles. */
export async function openEmbedded(config: Config, options: EmbeddedOptions): Promise<EmbeddedServer> {
  await mkdir(config.home, { recursive: true });
  // PostgreSQL runs as another user where this is root: it must reach its folder, and see no other.
  await chmod(config.home, process.getuid?.() === 0 ? 0o711 : 0o700);
  const server = await EmbeddedServer.up(config.home, options);
  try {
    await prepareServer({
      adminUrl: server.url('postgres', 'postgres'),
      ownerPassword: server.password('tributary_owner'),
      appPassword: server.password('tributary_app'),
      eventsDatabase: EVENTS,
      keysDatabase: KEYS,
    });
    return server;
  } catch (error) {
    await server.down();
    throw error;
  }
}

export const urlsAs = (role: Role, server: EmbeddedServer): Readonly<{ events: string; keys: string }> => ({
  events: server.url(role, EVENTS),
  keys: server.url(role, KEYS),
});

/**
 * Runs what only the owner may: by the owner's URLs, or in the embedded server, which is joined where it runs and else
 * started for as long as the work takes. `alone`: throws `home-in-use` where a hub runs on the folder.
 */
export async function asOwner<T>(
  config: Config,
  options: Readonly<{ logger: Logger; alone?: boolean }>,
  work: (urls: OwnerUrls) => Promise<T>,
): Promise<T> {
  if (config.owner) return work(config.owner);
  if (config.database) {
    throw new Problem(
      'owner-missing',
      400,
      'This needs the owner role',
      'Set OWNER_DATABASE_URL beside DATABASE_URL. (Without either, it is done in the embedded database.)',
    );
  }
  const server = await openEmbedded(config, { alone: options.alone === true, logger: options.logger });
  try {
    return await work(urlsAs('tributary_owner', server));
  } finally {
    await server.down();
  }
}
