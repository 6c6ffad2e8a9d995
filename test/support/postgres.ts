import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { prepareServer } from '@tributary/event-store';
import { freePort, root, until } from './processes';

/** A PostgreSQL server of one test's own, that can be killed and started again. */
export class PrivatePostgres {
  private constructor(
    private keeper: ChildProcess,
    private readonly folder: string,
    readonly port: number,
    private readonly passwords: Readonly<Record<'admin' | 'owner' | 'app', string>>,
  ) {}

  /** `under`: where its folder is made. */
  static async start(under = tmpdir()): Promise<PrivatePostgres> {
    const folder = await mkdtemp(join(under, 'tributary-pg-'));
    // PostgreSQL refuses to run as root, and another user must be able to enter.
    await chmod(folder, 0o755);
    const port = await freePort();
    const secret = (): string => randomBytes(12).toString('hex');
    const passwords = { admin: secret(), owner: secret(), app: secret() };
    const keeper = await keep(folder, port, passwords.admin);
    const postgres = new PrivatePostgres(keeper, folder, port, passwords);
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
    this.keeper.kill('SIGKILL');
    await until('PostgreSQL gone', async () => !(await this.answers()));
  }

  async restart(): Promise<void> {
    // The killed server's children may still hold its memory for a moment: then it refuses, and is asked again.
    this.keeper = await until('PostgreSQL up again', () => keep(this.folder, this.port, this.passwords.admin));
    await until('PostgreSQL answering', () => this.answers());
  }

  async stop(): Promise<void> {
    const gone = ended(this.keeper);
    this.keeper.stdin?.end();
    await gone;
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

/** Starts the server, made first where there is none. It stops when this process ends. */
async function keep(folder: string, port: number, password: string): Promise<ChildProcess> {
  const args = [join(root, 'test/support/private-postgres.mjs'), join(folder, 'data'), String(port)];
  const keeper = spawn(process.execPath, args, {
    env: { ...process.env, PGPASSWORD: password },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  keeper.stderr?.on('data', (chunk: Buffer) => (said = `${said}${String(chunk)}`.slice(-2_000)));
  const ready = new Promise<boolean>((resolve) => keeper.stdout?.once('data', () => resolve(true)));
  if (await Promise.race([ready, ended(keeper).then(() => false)])) return keeper;
  throw new Error(`PostgreSQL did not start: ${said}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
}
