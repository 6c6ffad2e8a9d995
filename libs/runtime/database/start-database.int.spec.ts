import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeMigrations } from '@tributary/event-store';
import { vaultMigrations } from '@tributary/vault';
import { testDatabase } from '../../testing/postgres';
import type { Problem } from '@tributary/kernel';
import { Client } from 'pg';
import { type Config, readConfig } from '../configuration/config';
import { silentLogger } from '../observe/logger';
import { asOwner } from './embedded-databases';
import { keptMasterKey, masterKey, notaryKey } from './keys';
import { type Database, type DatabaseOptions, startDatabase } from './start-database';

jest.setTimeout(180_000);

const migrations = [...storeMigrations, ...vaultMigrations];
const options = { app: 'spec', logger: silentLogger, migrations };

describe('the embedded database', () => {
  let home: string;
  let config: Config;
  const opened: Database[] = [];
  const start = async (more: Partial<DatabaseOptions> = {}): Promise<Database> => {
    const database = await startDatabase(config, { ...options, ...more });
    opened.push(database);
    return database;
  };
  const closeAll = async (): Promise<void> => {
    for (const database of opened.splice(0)) await database.close();
  };
  const postmaster = async (): Promise<number> =>
    Number((await readFile(join(home, 'postgres/data/postmaster.pid'), 'utf8')).split('\n')[0]);
  const runs = (): boolean => existsSync(join(home, 'postgres/data/postmaster.pid'));

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tributary-home-'));
    config = readConfig({ TRIBUTARY_HOME: home });
  });
  afterAll(async () => {
    await closeAll();
    await rm(home, { recursive: true, force: true });
  });
  afterEach(closeAll);

  it('starts, migrates and serves the app role alone; its secrets are its owner’s', async () => {
    const database = await start();
    const { rows } = await database.events.query<{ role: string }>('SELECT current_user AS role FROM store.meta');
    expect(rows).toEqual([{ role: 'tributary_app' }]);
    await database.keys.query('SELECT FROM keys.bucket_keys');
    await expect(database.events.query('DELETE FROM store.events')).rejects.toThrow(/permission denied/);
    const { mode } = await stat(join(home, 'postgres/logins.json'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('keeps data and port over a clean stop, after which no server runs', async () => {
    const before = await start();
    await before.events.query(
      `INSERT INTO store.timers VALUES ('kept', now(), 'alert-1', NULL, 'spec') ON CONFLICT DO NOTHING`,
    );
    const port = await readFile(join(home, 'postgres/port'), 'utf8');
    await closeAll();
    expect(runs()).toBe(false);
    const after = await start();
    expect((await after.events.query(`SELECT FROM store.timers WHERE id = 'kept'`)).rowCount).toBe(1);
    expect(await readFile(join(home, 'postgres/port'), 'utf8')).toBe(port);
  });

  it('is refused to a second hub, joined by a command line, and stopped by the last to go', async () => {
    const hub = await start();
    const commandLine = await start({ join: true });
    expect((await commandLine.events.query('SELECT FROM store.meta')).rowCount).toBe(1);
    await expect(startDatabase(config, options)).rejects.toMatchObject({ code: 'home-in-use' });
    opened.splice(opened.indexOf(hub), 1);
    await hub.close();
    expect(runs()).toBe(true);
    await closeAll();
    expect(runs()).toBe(false);
  });

  it('losing a connection in the middle of a transaction ends that transaction and not the process', async () => {
    const { events } = await start();
    const lent = await events.connect();
    await lent.query('BEGIN');
    const { rows } = await lent.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise<void>((resolve) => lent.once('end', resolve));
    await events.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await expect(lent.query('SELECT 1')).rejects.toThrow(/not queryable|terminat|closed/);
    lent.release(true);
    expect((await events.query('SELECT 1')).rowCount).toBe(1);
  });

  it('comes up again after the server was killed', async () => {
    const database = await start();
    const pid = await postmaster();
    process.kill(pid, 'SIGKILL');
    await expect(database.events.query('SELECT pg_sleep(60)')).rejects.toThrow();
    await closeAll();
    const again = await start();
    expect((await again.events.query('SELECT FROM store.meta')).rowCount).toBe(1);
    expect(await postmaster()).not.toBe(pid);
  });

  it('is brought back by the hub on its port, and held alone again, each time it dies; not endlessly', async () => {
    let back = Promise.withResolvers<void>();
    const lost = Promise.withResolvers<Problem>();
    const logger = {
      ...silentLogger,
      warn: (message: string) => void (message === 'the embedded PostgreSQL is back' && back.resolve()),
    };
    const { events } = await start({ logger, lost: lost.resolve });
    for (let deaths = 0; deaths < 3; deaths += 1) {
      process.kill(await postmaster(), 'SIGKILL');
      await back.promise;
      back = Promise.withResolvers<void>();
      expect((await events.query('SELECT FROM store.meta')).rowCount).toBe(1);
    }
    await expect(startDatabase(config, options)).rejects.toMatchObject({ code: 'home-in-use' });
    process.kill(await postmaster(), 'SIGKILL');
    expect(await lost.promise).toMatchObject({
      code: 'database-lost',
      detail: expect.stringContaining('died 4 times') as string,
    });
    await expect(events.query('SELECT 1')).rejects.toThrow();
  });

  it('is the owner’s for one piece of work, beside a hub or without one', async () => {
    const whoAmI = (alone: boolean): Promise<string> =>
      asOwner(config, { logger: silentLogger, alone }, async ({ keys }) => {
        const client = new Client({ connectionString: keys });
        await client.connect();
        const { rows } = await client.query<{ who: string }>('SELECT current_user AS who');
        await client.end();
        return rows[0]?.who ?? '';
      });
    expect(await whoAmI(true)).toBe('tributary_owner');
    expect(runs()).toBe(false);
    await start();
    expect(await whoAmI(false)).toBe('tributary_owner');
    expect(runs()).toBe(true);
    await expect(whoAmI(true)).rejects.toMatchObject({ code: 'home-in-use' });
  });

  it('makes its keys once, for its owner alone', async () => {
    await expect(keptMasterKey(config)).rejects.toMatchObject({ code: 'master-key-missing' });
    const master = await masterKey(config);
    expect((await keptMasterKey(config)).equals(master)).toBe(true);
    expect(master).toHaveLength(32);
    expect((await masterKey(config)).equals(master)).toBe(true);
    expect((await notaryKey(config)).equals(await notaryKey(config))).toBe(true);
    for (const file of ['master.key', 'notary.pem']) {
      expect((await stat(join(home, file))).mode & 0o777).toBe(0o600);
    }
    await expect(masterKey({ ...config, masterKeyFile: join(home, 'none') })).rejects.toMatchObject({
      code: 'master-key-missing',
    });
  });
});

describe('a given database', () => {
  it('is refused while migrations are pending, and where it does not answer', async () => {
    const given = await testDatabase();
    const configOf = (events: string): Config => readConfig({ DATABASE_URL: events, KEYS_DATABASE_URL: given.keysUrl });
    try {
      const later = { id: '2026112189-spec-later', up: 'CREATE TABLE public.later (n int)' };
      const pending = startDatabase(configOf(given.appUrl), { ...options, migrations: [...migrations, later] });
      await expect(pending).rejects.toMatchObject({ code: 'migrations-pending' });
      const nowhere = startDatabase(configOf('postgres://app:secret@127.0.0.1:9/tributary'), options);
      await expect(nowhere).rejects.toMatchObject({ code: 'database-unreachable' });
      await expect(nowhere).rejects.not.toThrow(/secret/);
      const owned = asOwner(configOf(given.appUrl), { logger: silentLogger }, () => Promise.resolve());
      await expect(owned).rejects.toMatchObject({ code: 'owner-missing' });
      const database = await startDatabase(configOf(given.appUrl), options);
      expect(database.embedded).toBe(false);
      await database.close();
    } finally {
      await given.close();
    }
  });
});
