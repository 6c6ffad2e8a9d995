import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Clock, type Instant, millisOf, Problem, systemClock } from '@tributary/kernel';
import { Vault } from '@tributary/vault';
import { Client, escapeIdentifier, Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyTarget } from './backup';
import { type BackedUpSequence, type Manifest, readManifest } from './backup-files';
import { type DatabaseName, migrate, migrationName, type OwnerUrls, type RoomMigration } from './migrate';

export type RestoreOptions = Readonly<{
  /** Two databases without events or keys, on any server. */
  ownerUrls: OwnerUrls;
  directory: string;
  migrations: readonly RoomMigration[];
  masterKey: Buffer;
  /** The list of what was ever erased; applied to the restored keys before this returns. */
  shredDirectory: string;
  progress?: (table: string, rows: number) => void;
  clock?: Clock;
}>;

const GENERATIONS_SINCE = '2026-01-01T00:00:00.000Z' as Instant;

/**
 * Puts a backup into empty databases. Positions and transaction ids stay as they were; the generation is raised to the
 * second of the restore, since the new server counts its transactions from elsewhere, so that consumers with old
 * checkpoints go on and see what is new, and what an earlier restore of the same backup wrote is told apart. Read models are left empty, to be folded anew. Throws, with nothing put back: `backup-damaged`, `backup-newer`,
 * `restore-target-not-empty`, `master-key-wrong`.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const manifest = await readManifest(options.directory);
  await migrate(options.ownerUrls, stepsOf(manifest, options.migrations));
  const keys = await connected(options.ownerUrls.keys);
  const events = await connected(options.ownerUrls.events);
  try {
    await requireEmpty(keys, 'keys.bucket_keys');
    await requireEmpty(keys, 'keys.payload_keys');
    await requireEmpty(events, 'store.events');
    await putBack(keys, 'keys', manifest, options);
    await Vault.prove(keys, options.masterKey);
    await putBack(events, 'events', manifest, options);
    await events.query('UPDATE store.meta SET generation = greatest(generation + 1, $1)', [secondOf(options.clock)]);
    await events.query(`DELETE FROM store.checkpoints WHERE slot IN ('read_a', 'read_b')`);
    await events.query('DELETE FROM store.projections');
    await keys.query('COMMIT');
    await events.query('COMMIT');
    await Promise.all([keys.query('ANALYZE'), events.query('ANALYZE')]);
  } finally {
    await Promise.all([keys.end(), events.end()]);
  }
  await eraseAgain(options);
  await migrate(options.ownerUrls, options.migrations);
  return manifest;
}

/** Fits the nine digits of a position until 2057; with a clock that went back, the number after the backup's own serves. */
const secondOf = (clock: Clock = systemClock): number =>
  Math.floor((millisOf(clock()) - millisOf(GENERATIONS_SINCE)) / 1_000);

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN');
  return client;
}

/** The steps that the backup's tables had taken; later ones are taken with the rows in place. */
function stepsOf(manifest: Manifest, known: readonly RoomMigration[]): readonly RoomMigration[] {
  const names = new Set([...manifest.migrations.events, ...manifest.migrations.keys]);
  const steps = known.filter((step) => names.has(migrationName(step)));
  if (steps.length === names.size) return steps;
  throw new Problem(
    'backup-newer',
    422,
    'The backup is newer than this program',
    `It holds ${names.size - steps.length} migrations that this program does not know. Restore it with a newer version`,
  );
}

async function requireEmpty(client: Client, table: string): Promise<void> {
  const { rowCount } = await client.query(`SELECT FROM ${table} LIMIT 1`);
  if (rowCount === 0) return;
  throw new Problem(
    'restore-target-not-empty',
    409,
    'The databases to restore into are not empty',
    `${table} has rows. Restore into fresh databases; nothing was changed`,
  );
}

async function putBack(
  client: Client,
  database: DatabaseName,
  manifest: Manifest,
  options: RestoreOptions,
): Promise<void> {
  const tables = manifest.tables[database];
  // What migrations put in came along in the backup. The log refuses deletes, and is empty anyway.
  for (const table of tables.filter((one) => one.name !== 'events' || one.schema !== 'store').reverse()) {
    await client.query(`DELETE FROM ${escapeIdentifier(table.schema)}.${escapeIdentifier(table.name)}`);
  }
  for (const table of tables) {
    const copy = client.query(copyFrom(`COPY ${copyTarget(table)} FROM STDIN`));
    await pipeline(createReadStream(join(options.directory, table.file)), copy);
    options.progress?.(`${database}/${table.schema}.${table.name}`, copy.rowCount);
  }
  for (const sequence of manifest.sequences[database]) await setSequence(client, sequence);
}

/** On from the last number that was given, not from the highest that stands: one that is gone is not given again either. */
async function setSequence(client: Client, { schema, name, last }: BackedUpSequence): Promise<void> {
  if (last === null) return;
  await client.query('SELECT setval($1::regclass, $2::bigint)', [
    `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`,
    last,
  ]);
}

/** Opening the vault applies the shred list: a key erased since the backup is gone before anybody can read. */
async function eraseAgain(options: RestoreOptions): Promise<void> {
  const keys = new Pool({ connectionString: options.ownerUrls.keys, max: 2 });
  try {
    await Vault.open({ keys, masterKey: options.masterKey, shredDirectory: options.shredDirectory });
  } finally {
    await keys.end();
  }
}
