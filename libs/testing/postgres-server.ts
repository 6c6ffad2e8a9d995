import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareServer } from '@tributary/event-store';
import { Client } from 'pg';

const START_WITHIN = 90_000;
const OWNER_PASSWORD = 'owner-of-the-test-databases';
const APP_PASSWORD = 'app-of-the-test-databases';

const folder = join(
  tmpdir(),
  `tributary-tests-${createHash('sha256').update(process.cwd()).digest('hex').slice(0, 8)}`,
);
const stateFile = join(folder, 'server.json');
const lockFolder = join(folder, 'starting');

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export type TestServer = Readonly<{ url(role: 'admin' | 'owner' | 'app', database: string): string }>;

const serverAt = (port: number, password: string): TestServer => {
  const logins = {
    admin: `postgres:${password}`,
    owner: `tributary_owner:${OWNER_PASSWORD}`,
    app: `tributary_app:${APP_PASSWORD}`,
  };
  return { url: (role, database) => `postgres://${logins[role]}@127.0.0.1:${port}/${database}` };
};

async function announced(): Promise<TestServer | undefined> {
  if (!existsSync(stateFile)) return undefined;
  try {
    const state = JSON.parse(await readFile(stateFile, 'utf8')) as { port: number; password: string };
    const server = serverAt(state.port, state.password);
    const client = new Client({ connectionString: server.url('admin', 'postgres') });
    await client.connect();
    await client.end();
    return server;
  } catch {
    return undefined;
  }
}

/** True where this process is the one that starts the server. */
async function wonTheLock(): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  try {
    await mkdir(lockFolder);
    return true;
  } catch {
    const age = await stat(lockFolder).then(
      (s) => Date.now() - s.mtimeMs,
      () => 0,
    );
    if (age > START_WITHIN) await rm(lockFolder, { recursive: true, force: true });
    return false;
  }
}

async function start(): Promise<void> {
  await rm(stateFile, { force: true });
  const keeper = join(__dirname, 'postgres-keeper.mjs');
  const data = join(folder, `data-${process.pid}-${Date.now()}`);
  spawn(process.execPath, [keeper, stateFile, data], { detached: true, stdio: 'ignore' }).unref();
  const until = Date.now() + START_WITHIN;
  while (Date.now() < until) {
    const server = await announced();
    if (server) {
      const adminUrl = server.url('admin', 'postgres');
      await prepareServer({ adminUrl, ownerPassword: OWNER_PASSWORD, appPassword: APP_PASSWORD });
      return;
    }
    await wait(100);
  }
  throw new Error(`PostgreSQL for tests did not start within ${START_WITHIN / 1000} s (data in ${data})`);
}

async function rolesStand(server: TestServer): Promise<boolean> {
  const client = new Client({ connectionString: server.url('app', 'tributary') });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The one server of this machine's test run, started where it does not run yet. */
export async function testServer(): Promise<TestServer> {
  const until = Date.now() + START_WITHIN;
  while (Date.now() < until) {
    const server = await announced();
    if (server && (await rolesStand(server))) return server;
    if (await wonTheLock()) {
      try {
        if (!(await announced())) await start();
      } finally {
        await rm(lockFolder, { recursive: true, force: true });
      }
    } else await wait(100);
  }
  throw new Error(`no PostgreSQL for tests within ${START_WITHIN / 1000} s; see ${folder}`);
}
