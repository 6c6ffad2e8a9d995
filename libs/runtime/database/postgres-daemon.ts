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
import { codeOf, reasonOf } from '../observe/safe-error';
import { PostgresPrograms } from './postgres-programs';
import { keptSecret } from './secret-file';

type Logins = Readonly<{ postgres: string; tributary_owner: string; tributary_app: string }>;
export type Role = keyof Logins;

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

/** Backends of a server that was killed need a moment to notice; until then the next one may not start. */
const TRIES = 8;
const TRY_AGAIN_AFTER = 1_000;
/** A server that puts its data right after a crash says so and is waited for (milliseconds). */
const RECOVERS_WITHIN = 60_000;
const CANNOT_CONNECT_NOW = '57P03';

/** The data folder under a home, and the server on it: a daemon of its own that outlives whoever started it. */
export class PostgresDaemon {
  private constructor(
    private readonly folder: string,
    private readonly programs: PostgresPrograms,
    private readonly logins: Logins,
    private readonly logger: Logger,
  ) {}

  /** Makes the folder at the first time. */
  static async in(home: string, logger: Logger): Promise<PostgresDaemon> {
    const folder = join(home, 'postgres');
    const programs = await PostgresPrograms.find();
    await mkdir(folder, { recursive: true, mode: 0o755 });
    const daemon = new PostgresDaemon(folder, programs, await passwords(folder), logger);
    if (!existsSync(join(daemon.data, 'PG_VERSION'))) await daemon.initialise();
    return daemon;
  }

  url(port: number, role: Role, database: string): string {
    return `postgres://${role}:${this.logins[role]}@127.0.0.1:${port}/${database}`;
  }

  password(role: Role): string {
    return this.logins[role];
  }

  /** The port of a server that an earlier process left running, where it answers. */
  async running(): Promise<number | undefined> {
    const pidFile = await readFile(join(this.data, 'postmaster.pid'), 'utf8').catch(() => '');
    const port = Number(pidFile.split('\n')[3]);
    if (!Number.isInteger(port) || port <= 0) return undefined;
    return (await this.answers(port)) ? port : undefined;
  }

  /** Answers the port: the given one, else that of last time where it is free. Throws `database-not-started`. */
  async start(wanted?: number): Promise<number> {
    for (let tried = 1; ; tried += 1) {
      try {
        const port = await this.startOnce(wanted ?? (await this.portOfLastTime()));
        this.logger.info('embedded PostgreSQL started', { port });
        return port;
      } catch (error) {
        // Another process may have started it meanwhile.
        const theirs = await this.running();
        if (theirs !== undefined) return theirs;
        if (tried === TRIES) throw error;
        await setTimeout(TRY_AGAIN_AFTER);
      }
    }
  }

  /** What is in hand is rolled back. One that does not stop is told of in the log. */
  async stop(): Promise<void> {
    await this.programs
      .run('pg_ctl', ['stop', '-D', this.data, '-m', 'fast', '-w', '-t', '20'])
      .catch((error: unknown) => this.logger.warn('PostgreSQL did not stop', { code: reasonOf(error) }));
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  /** Made beside and renamed: a data folder that was cut short is never taken for one. */
  private async initialise(): Promise<void> {
    const fresh = `${this.data}.new`;
    const passwordFile = `${this.data}.password`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { mode: 0o700 });
    await writeFile(passwordFile, `${this.logins.postgres}\n`, { mode: 0o600 });
    const { uid, gid } = this.programs.identity;
    if (uid !== undefined && gid !== undefined) await Promise.all([fresh, passwordFile].map((f) => chown(f, uid, gid)));
    try {
      await this.programs.run('initdb', [
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
    await rename(fresh, this.data);
  }

  private async answers(port: number): Promise<boolean> {
    for (const end = Date.now() + RECOVERS_WITHIN; ;) {
      const refusal = await refusalOf(this.url(port, 'postgres', 'postgres'));
      if (refusal !== CANNOT_CONNECT_NOW || Date.now() > end) return refusal === undefined;
      await setTimeout(TRY_AGAIN_AFTER);
    }
  }

  /** `pg_ctl` waits until the server takes connections. */
  private async startOnce(port: number): Promise<number> {
    const settings = Object.entries({ ...SETTINGS, port }).map(([name, value]) => `-c ${name}='${value}'`);
    const log = join(this.data, 'server.log');
    try {
      await this.programs.run('pg_ctl', [
        'start',
        '-D',
        this.data,
        '-l',
        log,
        '-w',
        '-t',
        '60',
        '-o',
        settings.join(' '),
      ]);
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

  /** Connection strings that people noted go on working; another port only where that one is taken. */
  private async portOfLastTime(): Promise<number> {
    const file = join(this.folder, 'port');
    const last = Number(await readFile(file, 'utf8').catch(() => '0'));
    const port = (await freePort(last).catch(() => undefined)) ?? (await freePort(0));
    if (port !== last) await writeFile(file, String(port));
    return port;
  }
}

async function passwords(folder: string): Promise<Logins> {
  const make = (): string => randomBytes(24).toString('hex');
  const text = await keptSecret(join(folder, 'logins.json'), () =>
    JSON.stringify({ postgres: make(), tributary_owner: make(), tributary_app: make() }),
  );
  return JSON.parse(text) as Logins;
}

/** Why the server takes no connection; undefined where it takes one. */
async function refusalOf(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return codeOf(error) ?? 'no answer';
  } finally {
    await client.end().catch(() => undefined);
  }
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

function wordsOf(error: unknown): string {
  if (!types.isNativeError(error)) return 'for no reason given';
  const { stderr } = error as Error & { stderr?: string };
  return (stderr?.trim() || error.message).split('\n').slice(-3).join(' ');
}
