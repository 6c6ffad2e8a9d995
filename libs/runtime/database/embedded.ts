import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareServer } from '@tributary/event-store';
import { Problem } from '@tributary/kernel';
import { Client } from 'pg';
import { readState, type EmbeddedState } from './embedded-state';

const START_WITHIN = 90_000;

export type DatabaseUrls = Readonly<{ events: string; keys: string; ownerEvents: string; ownerKeys: string }>;

const EVENTS = 'tributary';
const KEYS = 'tributary_keys';

const urlOf = (state: EmbeddedState, user: string, password: string, database: string): string =>
  `postgres://${user}:${password}@127.0.0.1:${state.port}/${database}`;

/**
 * The embedded PostgreSQL of that home, started where it does not run. One that a killed hub left running is used
 * again.
 */
export async function startEmbedded(home: string): Promise<DatabaseUrls> {
  const state = await readState(home);
  const adminUrl = urlOf(state, 'postgres', state.adminPassword, 'postgres');
  if (!(await answers(adminUrl))) {
    spawn(process.execPath, [join(__dirname, 'keeper.js'), home], { detached: true, stdio: 'ignore' }).unref();
    await untilAnswering(adminUrl, home);
  }
  const { ownerPassword, appPassword } = state;
  await prepareServer({ adminUrl, ownerPassword, appPassword });
  const app = (database: string): string => urlOf(state, 'tributary_app', appPassword, database);
  const owner = (database: string): string => urlOf(state, 'tributary_owner', ownerPassword, database);
  return { events: app(EVENTS), keys: app(KEYS), ownerEvents: owner(EVENTS), ownerKeys: owner(KEYS) };
}

/** Asks the server of that home to end its work and stop; returns when it is gone. */
export async function stopEmbedded(home: string): Promise<void> {
  const pidFile = join(home, 'postgres/postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  try {
    // PostgreSQL's fast shutdown.
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  const until = Date.now() + 20_000;
  while (existsSync(pidFile) && Date.now() < until) await pause(50);
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
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

async function untilAnswering(url: string, home: string): Promise<void> {
  const until = Date.now() + START_WITHIN;
  while (Date.now() < until) {
    if (await answers(url)) return;
    await pause(100);
  }
  throw new Problem(
    'database-not-started',
    500,
    'The embedded PostgreSQL did not start',
    `It did not answer within ${START_WITHIN / 1_000} s. Look at the rights of ${home}, or give DATABASE_URL and KEYS_DATABASE_URL`,
  );
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
