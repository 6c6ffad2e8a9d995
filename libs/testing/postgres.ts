import { createHash, randomBytes } from 'node:crypto';
import { migrate, type RoomMigration, storeMigrations } from '@tributary/event-store';
import { vaultMigrations } from '@tributary/vault';
import { Pool, type PoolClient } from 'pg';
import { testServer, type TestServer } from './postgres-server';

export { serverOfOwn } from './postgres-server';

/** A fresh pair of databases, migrated; closing drops them. */
export type TestDatabase = Readonly<{
  /** Events database, app role. */
  events: Pool;
  /** Events database, owner role. */
  owner: Pool;
  /** Keys database, app role. */
  keys: Pool;
  appUrl: string;
  ownerUrl: string;
  keysUrl: string;
  keysOwnerUrl: string;
  /** Superuser on the events database: for those who tamper. */
  adminUrl: string;
  close(): Promise<void>;
}>;

/** Serialises the making of templates over all jest workers. */
const TEMPLATE_LOCK = 77_001;

const withBase = (more: readonly RoomMigration[]): RoomMigration[] => {
  const all = new Map([...storeMigrations, ...vaultMigrations, ...more].map((m) => [m.id, m]));
  return [...all.values()];
};

/** One spec's connections as administrator, kept from one of its tests to the next. */
const admins = new Map<string, Pool>();

function adminsOf(server: TestServer): Pool {
  const connectionString = server.url('admin', 'postgres');
  const known = admins.get(connectionString);
  if (known) return known;
  const pool = new Pool({ connectionString, idleTimeoutMillis: 2_000, allowExitOnIdle: true });
  // A server of a spec's own goes with the connections to it.
  pool.on('error', () => undefined);
  admins.set(connectionString, pool);
  return pool;
}

async function asAdmin<T>(server: TestServer, work: (admin: PoolClient) => Promise<T>): Promise<T> {
  const admin = await adminsOf(server).connect();
  try {
    return await work(admin);
  } finally {
    admin.release();
  }
}

/** Copying the template's files is a third of the work of writing each of its pages to the log. */
async function create(admin: PoolClient, name: string, template: string): Promise<void> {
  await admin.query(`CREATE DATABASE ${name} OWNER tributary_owner TEMPLATE ${template} STRATEGY FILE_COPY`);
  await admin.query(`GRANT CONNECT ON DATABASE ${name} TO tributary_app`);
}

/** Databases already migrated, made once for each set of steps and copied from then on. */
async function template(server: TestServer, admin: PoolClient, migrations: RoomMigration[]): Promise<string> {
  const name = `template_${createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16)}`;
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return name;
    const making = `making_${randomBytes(6).toString('hex')}`;
    for (const suffix of ['', '_keys']) await create(admin, `${making}${suffix}`, 'template0');
    await migrate({ events: server.url('owner', making), keys: server.url('owner', `${making}_keys`) }, migrations);
    await admin.query(`ALTER DATABASE ${making}_keys RENAME TO ${name}_keys`);
    await admin.query(`ALTER DATABASE ${making} RENAME TO ${name}`);
    return name;
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

/**
 * The store's and the vault's steps are always taken; a room hands in its own and those it rests on. On the run's shared
 * server, or on one of the spec's own (`serverOfOwn`).
 */
export async function testDatabase(migrations: readonly RoomMigration[] = [], own?: TestServer): Promise<TestDatabase> {
  const server = own ?? (await testServer());
  const name = `t_${randomBytes(8).toString('hex')}`;
  await asAdmin(server, async (admin) => {
    const from = await template(server, admin, withBase(migrations));
    await create(admin, name, from);
    await create(admin, `${name}_keys`, `${from}_keys`);
  });
  return connected(server, name);
}

function connected(server: TestServer, name: string): TestDatabase {
  const urls = {
    appUrl: server.url('app', name),
    ownerUrl: server.url('owner', name),
    keysUrl: server.url('app', `${name}_keys`),
    keysOwnerUrl: server.url('owner', `${name}_keys`),
    adminUrl: server.url('admin', name),
  };
  const pools = {
    events: new Pool({ connectionString: urls.appUrl, max: 20 }),
    owner: new Pool({ connectionString: urls.ownerUrl, max: 4 }),
    keys: new Pool({ connectionString: urls.keysUrl, max: 8 }),
  };
  const all = Object.values(pools);
  // A dropped database ends idle connections; what a spec does with its own it awaits anyway.
  for (const pool of all) pool.on('error', () => undefined);
  const close = async (): Promise<void> => {
    await Promise.all(all.map((pool) => pool.end()));
    await asAdmin(server, async (admin) => {
      for (const suffix of ['', '_keys']) await admin.query(`DROP DATABASE IF EXISTS ${name}${suffix} WITH (FORCE)`);
    });
  };
  return { ...pools, ...urls, close };
}
