import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { types } from 'node:util';
import { Problem } from '@tributary/kernel';
import { Client } from 'pg';
import type { Logger } from '../observe/logger';
import { reasonOf } from '../observe/safe-error';
import { PostgresPrograms } from './postgres-programs';
import { keptSecret } from './secret-file';

type Logins = Readonly<{ postgres: string; tributary_owner: string; tributary_app: string }>;
type Role = keyof Logins;

/** Settings of the one server; `unix_socket_directories` empty, so that nothing is left in /tmp after a kill. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  max_locks_per_transaction: '256',
  shared_buffers: '256MB',
  wal_compression: 'on',
  max_wal_size: '2GB',
  log_min_error_statement: 'panic',
  log_destination: 'stderr',
  jit: 'off',
};

/** Locks in the server itself: they end with their holder, however it ends. */
const HUB_LOCK = 20_261_101;
const USERS_LOCK = 20_261_102;
const LOCK_WITHIN = 4_000;

/**
 * A PostgreSQL server in the home folder. It is a daemon of its own, so that a Ctrl-C meant for the hub does not end
 * the database before the hub has finished, and so that a hub killed and started again finds it as it was.
 */
export class EmbeddedServer {
  private constructor(
    private readonly folder: string,
    private readonly programs: PostgresPrograms,
    private readonly logins: Logins,
    private readonly port: number,
    private readonly held: Client,
    private readonly logger: Logger,
  ) {}

  /** `alone`: refuses where another process has it alone; others (a command line) may join. */
  static async up(home: string, options: Readonly<{ alone: boolean; logger: Logger }>): Promise<EmbeddedServer> {
    const folder = join(home, 'postgres');
    const programs = await PostgresPrograms.find();
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const logins = await passwords(folder);
    const data = join(folder, 'data');
    if (!existsSync(join(data, 'PG_VERSION'))) await initialise(programs, data, logins.postgres);
    const port = (await running(folder, logins)) ?? (await start(programs, folder, logins, options.logger));
    const held = await holdLocks(port, logins, options.alone);
    return new EmbeddedServer(folder, programs, logins, port, held, options.logger);
  }

  url(role: Role, database: string): string {
    return urlOf(this.logins, this.port, role, database);
  }

  password(role: Role): string {
    return this.logins[role];
  }

  /** Lets go; the last to go stops the server. */
  async down(): Promise<void> {
    const last = await this.isLast();
    await this.held.end().catch(() => undefined);
    if (!last) return;
    await this.programs
      .run('pg_ctl', ['stop', '-D', join(this.folder, 'data'), '-m', 'fast', '-w', '-t', '20'])
      .catch((error: unknown) => this.logger.warn('PostgreSQL did not stop', { code: reasonOf(error) }));
  }

  /** False where the server is gone already. */
  private async isLast(): Promise<boolean> {
    try {
      await this.held.query('SELECT pg_advisory_unlock_shared($1)', [USERS_LOCK]);
      const { rows } = await this.held.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [
        USERS_LOCK,
      ]);
      return rows[0]?.last ?? false;
    } catch {
      return false;
    }
  }
}

const urlOf = (logins: Logins, port: number, role: Role, database: string): string =>
  `postgres://${role}:${logins[role]}@127.0.0.1:${port}/${database}`;

async function passwords(folder: string): Promise<Logins> {
  const make = (): string => randomBytes(24).toString('hex');
  const text = await keptSecret(join(folder, 'logins.json'), () =>
    JSON.stringify({ postgres: make(), tributary_owner: make(), tributary_app: make() }),
  );
  return JSON.parse(text) as Logins;
}

/** Made beside and renamed: a data folder that was cut short is never taken for one. */
async function initialise(programs: PostgresPrograms, data: string, password: string): Promise<void> {
  const fresh = `${data}.new`;
  const passwordFile = `${data}.password`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const { uid, gid } = programs.identity;
  if (uid !== undefined && gid !== undefined) await Promise.all([fresh, passwordFile].map((f) => chown(f, uid, gid)));
  try {
    await programs.run('initdb', [
      `--pgdata=${fresh}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ]);
  } catch (error) {
    throw new Problem(
      'database-not-made',
      500,
      'The embedded database could not be made',
      `initdb failed in ${fresh}: ${wordsOf(error)}`,
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(fresh, data);
}

/** The port of a server that an earlier process left running, where it answers. */
async function running(folder: string, logins: Logins): Promise<number | undefined> {
  const pidFile = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
  const port = Number(pidFile.split('\n')[3]);
  if (!Number.isInteger(port) || port <= 0) return undefined;
  return (await answers(port, logins)) ? port : undefined;
}

async function answers(port: number, logins: Logins): Promise<boolean> {
  const client = new Client({
    connectionString: urlOf(logins, port, 'postgres', 'postgres'),
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Backends of a server that was killed need a moment to notice; until then the next one may not start. */
const TRIES = 8;
const TRY_AGAIN_AFTER = 1_000;

async function start(programs: PostgresPrograms, folder: string, logins: Logins, logger: Logger): Promise<number> {
  for (let tried = 1; ; tried += 1) {
    try {
      const port = await startOnce(programs, folder);
      logger.info('embedded PostgreSQL started', { port });
      return port;
    } catch (error) {
      // Another process may have started it meanwhile.
      const theirs = await running(folder, logins);
      if (theirs !== undefined) return theirs;
      if (tried === TRIES) throw error;
      await setTimeout(TRY_AGAIN_AFTER);
    }
  }
}

/** `pg_ctl` waits until the server takes connections. */
async function startOnce(programs: PostgresPrograms, folder: string): Promise<number> {
  const port = await portFor(folder);
  const data = join(folder, 'data');
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(data, 'server.log');
  try {
    await programs.run('pg_ctl', ['start', '-D', data, '-l', log, '-w', '-t', '60', '-o', settings.join(' ')]);
    return port;
  } catch (error) {
    throw new Problem(
      'database-not-started',
      503,
      'The embedded database did not start',
      `${wordsOf(error)} See ${log}`,
    );
  }
}

/** The port of last time where it is free: connection strings that people noted go on working. */
async function portFor(folder: string): Promise<number> {
  const file = join(folder, 'port');
  const last = Number(await readFile(file, 'utf8').catch(() => '0'));
  const port = (await freePort(last).catch(() => undefined)) ?? (await freePort(0));
  if (port !== last) await writeFile(file, String(port));
  return port;
}

const freePort = (wanted: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });

async function holdLocks(port: number, logins: Logins, alone: boolean): Promise<Client> {
  const client = new Client({ connectionString: urlOf(logins, port, 'postgres', 'postgres') });
  // The server going away is told by the pools and by readiness.
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`SET lock_timeout = ${LOCK_WITHIN}`);
  await client.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK]);
  if (!alone) return client;
  try {
    // A hub that was killed a moment ago lets go as soon as the server sees its connections end.
    await client.query('SELECT pg_advisory_lock($1)', [HUB_LOCK]);
    return client;
  } catch {
    await client.end();
    throw new Problem(
      'home-in-use',
      503,
      'Another hub runs on this folder',
      'Stop it first, or give this one a TRIBUTARY_HOME of its own',
    );
  }
}

function wordsOf(error: unknown): string {
  if (!types.isNativeError(error)) return 'for no reason given';
  const { stderr } = error as Error & { stderr?: string };
  return (stderr?.trim() || error.message).split('\n').slice(-3).join(' ');
}
