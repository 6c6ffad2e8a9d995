import { Problem } from '@tributary/kernel';
import { Client, escapeIdentifier, escapeLiteral, type Pool } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export type DatabaseName = 'events' | 'keys';

/** One step of a room's tables. `id` is `<10 digits>-<words>`: the digits order all rooms' steps, the words name it. */
export type RoomMigration = Readonly<{
  id: string;
  /** Default: events. */
  database?: DatabaseName;
  /** SQL, grants to tributary_app included. */
  up: string;
}>;

/** Connection strings of the owner role, which alone may migrate. */
export type OwnerUrls = Readonly<{ events: string; keys: string }>;

const ID = /^(\d{10})-([a-z0-9-]+)$/;
/** Two migrating processes would each find the same steps missing. */
const MIGRATION_LOCK = 20_261_121;

/** TypeORM takes the order from 13 digits at the end of a migration's name. */
export function migrationName(migration: RoomMigration): string {
  const match = ID.exec(migration.id);
  if (!match) throw new Error(`migration id '${migration.id}' is not <10 digits>-<words>`);
  return `${match[2]}-${match[1]}000`;
}

function classOf(migration: RoomMigration): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = migrationName(migration);
    async up(runner: QueryRunner): Promise<void> {
      await runner.query(migration.up);
    }
    async down(): Promise<void> {
      throw new Error('migrations go forward only: restore a backup instead');
    }
  };
}

/** The steps of one database in their order; twice the same id is a mistake of the rooms. */
function stepsFor(database: DatabaseName, migrations: readonly RoomMigration[]): RoomMigration[] {
  const steps = migrations.filter((m) => (m.database ?? 'events') === database);
  const ids = new Set(steps.map((m) => m.id));
  if (ids.size !== steps.length) throw new Error('two migrations have the same id');
  return steps.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function migrateOne(url: string, steps: readonly RoomMigration[]): Promise<string[]> {
  // 300 modules, which only whoever migrates has to wait for.
  const { DataSource } = await import('typeorm');
  const lock = new Client({ connectionString: url });
  await lock.connect();
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations: steps.map(classOf),
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    extra: { max: 2 },
  });
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.initialize();
    const done = await source.runMigrations();
    return done.map((m) => m.name);
  } finally {
    if (source.isInitialized) await source.destroy();
    await lock.end();
  }
}

/**
 * Brings both databases up to the given steps; returns the names of those it took.
 * A step that fails is rolled back and stops the run; those before it stand.
 */
export async function migrate(urls: OwnerUrls, migrations: readonly RoomMigration[]): Promise<readonly string[]> {
  const keys = await migrateOne(urls.keys, stepsFor('keys', migrations));
  const events = await migrateOne(urls.events, stepsFor('events', migrations));
  return [...keys, ...events];
}

/** Names of the steps not yet taken; readable by the app role, which refuses to start on any. */
export async function pendingMigrations(
  pools: Readonly<{ events: Pool; keys: Pool }>,
  migrations: readonly RoomMigration[],
): Promise<readonly string[]> {
  const pending: string[] = [];
  for (const database of ['keys', 'events'] as const) {
    const done = await namesDone(pools[database]);
    const names = stepsFor(database, migrations).map(migrationName);
    pending.push(...names.filter((name) => !done.has(name)));
  }
  return pending;
}

async function namesDone(pool: Pool): Promise<Set<string>> {
  const { rows: tables } = await pool.query<{ found: boolean }>(
    `SELECT to_regclass('public.migrations') IS NOT NULL AS found`,
  );
  if (!tables[0]?.found) return new Set();
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM public.migrations');
  return new Set(rows.map((r) => r.name));
}

/** Throws where steps are pending: an app must not write into tables of another shape. */
export async function requireMigrated(
  pools: Readonly<{ events: Pool; keys: Pool }>,
  migrations: readonly RoomMigration[],
): Promise<void> {
  const pending = await pendingMigrations(pools, migrations);
  if (pending.length === 0) return;
  throw new Problem(
    'migrations-pending',
    503,
    'The database is not up to date',
    `${pending.length} steps are missing, first ${pending[0]}. Run: tributary migrate`,
    { pending },
  );
}

export type ServerPreparation = Readonly<{
  /** A superuser's connection string, any database. */
  adminUrl: string;
  ownerPassword: string;
  appPassword: string;
  /** Default: tributary. */
  eventsDatabase?: string;
  /** Default: tributary_keys. */
  keysDatabase?: string;
}>;

/** An open write anywhere on the server holds every feed back, so none may stay open for long. */
const APP_LIMITS = ["idle_in_transaction_session_timeout = '60s'", "transaction_timeout = '15min'"];

/** Creates the two roles and the two databases where they are missing, and sets the roles' passwords. */
export async function prepareServer(p: ServerPreparation): Promise<void> {
  const client = new Client({ connectionString: p.adminUrl });
  await client.connect();
  try {
    await ensureRole(client, 'tributary_owner', p.ownerPassword);
    await ensureRole(client, 'tributary_app', p.appPassword);
    for (const limit of APP_LIMITS) await client.query(`ALTER ROLE tributary_app SET ${limit}`);
    for (const name of [p.eventsDatabase ?? 'tributary', p.keysDatabase ?? 'tributary_keys']) {
      await ensureDatabase(client, name);
    }
  } finally {
    await client.end();
  }
}

async function ensureRole(client: Client, name: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  const verb = rowCount ? 'ALTER' : 'CREATE';
  await client.query(`${verb} ROLE ${escapeIdentifier(name)} LOGIN NOSUPERUSER PASSWORD ${escapeLiteral(password)}`);
}

async function ensureDatabase(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) await client.query(`CREATE DATABASE ${escapeIdentifier(name)} OWNER tributary_owner`);
  // Whoever is not named has no business here.
  await client.query(`REVOKE ALL ON DATABASE ${escapeIdentifier(name)} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(name)} TO tributary_app`);
}
