import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareServer } from '@tributary/event-store';
import { Client } from 'pg';
import { quickFolder } from './quick-folder';

const START_WITHIN = 90_000;
const OWNER_PASSWORD = 'owner-of-the-test-databases';
const APP_PASSWORD = 'app-of-the-test-databases';

const name = `tributary-tests-${createHash('sha256').update(process.cwd()).digest('hex').slice(0, 8)}`;
const folder = join(tmpdir(), name);
const stateFile = join(folder, 'server.json');
const lockFolder = join(folder, 'starting');

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export type TestServer = Readonly<{ url(role: 'admin' | 'owner' | 'app', database: string): string }>;
type State = Readonly<{ port: number; password: string }>;

const serverAt = ({ port, password }: State): TestServer => {
  const logins = {
    admin: `postgres:${password}`,
    owner: `tributary_owner:${OWNER_PASSWORD}`,
    app: `tributary_app:${APP_PASSWORD}`,
  };
  return { url: (role, database) => `postgres://${logins[role]}@127.0.0.1:${port}/${database}` };
};

async function stateIn(file: string): Promise<State | undefined> {
  if (!existsSync(file)) return undefined;
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as State);
}

async function announced(file: string): Promise<TestServer | undefined> {
  const state = await stateIn(file);
  if (!state) return undefined;
  const server = serverAt(state);
  try {
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

/** Starts a keeper with its server and makes the roles; the server announces itself in that file. */
async function start(file: string): Promise<{ server: TestServer; keeper: ChildProcess }> {
  await rm(file, { force: true });
  const script = join(__dirname, 'postgres-keeper.mjs');
  const data = join(await quickFolder(), name);
  const keeper = spawn(process.execPath, [script, file, data], { detached: true, stdio: 'ignore' });
  keeper.unref();
  const until = Date.now() + START_WITHIN;
  while (Date.now() < until) {
    const server = await announced(file);
    if (server) {
      const adminUrl = server.url('admin', 'postgres');
      await prepareServer({ adminUrl, ownerPassword: OWNER_PASSWORD, appPassword: APP_PASSWORD });
      return { server, keeper };
    }
    await wait(100);
  }
  throw new Error(`PostgreSQL for tests did not start within ${START_WITHIN / 1000} s (data in ${data})`);
}

/** A server of the caller's own, whose transaction ids start low: for what happens to a store that moves. */
export async function serverOfOwn(): Promise<TestServer & { stop(): Promise<void> }> {
  const own = join(folder, `own-${process.pid}-${Date.now()}`);
  await mkdir(own, { recursive: true, mode: 0o755 });
  const { server, keeper } = await start(join(own, 'server.json'));
  const stop = async (): Promise<void> => {
    const gone = new Promise((resolve) => keeper.once('exit', resolve));
    keeper.kill('SIGTERM');
    await gone;
    await rm(own, { recursive: true, force: true });
  };
  return { ...server, stop };
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

/** The server that this spec has found answering. */
let answered: State | undefined;

/** The one server of this machine's test run, started where it does not run yet. */
export async function testServer(): Promise<TestServer> {
  const state = await stateIn(stateFile);
  if (state && state.port === answered?.port) return serverAt(state);
  const server = await find();
  answered = await stateIn(stateFile);
  return server;
}

async function find(): Promise<TestServer> {
  const until = Date.now() + START_WITHIN;
  while (Date.now() < until) {
    const server = await announced(stateFile);
    if (server && (await rolesStand(server))) return server;
    if (await wonTheLock()) {
      try {
        if (!(await announced(stateFile))) await start(stateFile);
      } finally {
        await rm(lockFolder, { recursive: true, force: true });
      }
    } else await wait(100);
  }
  throw new Error(`no PostgreSQL for tests within ${START_WITHIN / 1000} s; see ${folder}`);
}
