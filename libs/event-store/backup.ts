import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { instantOf } from '@tributary/kernel';
import { Client, escapeIdentifier } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type BackedUpSequence, type BackedUpTable, type Manifest, writeManifest } from './backup-files';
import type { DatabaseName, OwnerUrls } from './migrate';
import { asTx } from './storage/transaction';
import { sequencesToKeep, type Table, tablesToKeep } from './storage/tables';

export type BackupOptions = Readonly<{
  ownerUrls: OwnerUrls;
  /** Must not exist or be empty. `events/` may be kept long; `keys/` apart from it and briefly (ADR-0005). */
  directory: string;
  /** Told after each table. */
  progress?: (table: string, rows: number) => void;
}>;

/**
 * Copies both databases while the hub runs on, each as of one moment. The keys' moment comes second, so that every event
 * copied has its key; one erased in between is gone from the copy too.
 */
export async function backup(options: BackupOptions): Promise<Manifest> {
  const clients = { events: await begun(options.ownerUrls.events), keys: await begun(options.ownerUrls.keys, false) };
  try {
    const events = await copyDatabase(clients.events, 'events', options);
    await clients.keys.query(BEGIN);
    const keys = await copyDatabase(clients.keys, 'keys', options);
    const manifest: Manifest = {
      format: 1,
      takenAt: instantOf(Date.now()),
      migrations: { events: events.migrations, keys: keys.migrations },
      tables: { events: events.tables, keys: keys.tables },
      sequences: { events: events.sequences, keys: keys.sequences },
    };
    await writeManifest(options.directory, manifest);
    return manifest;
  } finally {
    await Promise.all([clients.events.end(), clients.keys.end()]);
  }
}

const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

async function begun(url: string, now = true): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  if (now) await client.query(BEGIN);
  return client;
}

type Copied = { migrations: string[]; tables: BackedUpTable[]; sequences: readonly BackedUpSequence[] };

async function copyDatabase(client: Client, database: DatabaseName, options: BackupOptions): Promise<Copied> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM public.migrations ORDER BY timestamp, name');
  await mkdir(join(options.directory, database), { recursive: true, mode: 0o700 });
  const tables: BackedUpTable[] = [];
  for (const table of await tablesToKeep(asTx(client))) {
    const file = join(database, `${table.schema}.${table.name}.copy`);
    const copied = await copyTable(client, table, join(options.directory, file));
    tables.push({ ...table, ...copied, file });
    options.progress?.(`${database}/${table.schema}.${table.name}`, copied.rows);
  }
  // Sequences stand outside snapshots: asked last, they are at or past every number that the tables hold.
  return { migrations: rows.map((row) => row.name), tables, sequences: await sequencesToKeep(asTx(client)) };
}

async function copyTable(client: Client, table: Table, file: string): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const copy = client.query(copyTo(`COPY ${copyTarget(table)} TO STDOUT`));
  await pipeline(copy, hashing, createWriteStream(file, { mode: 0o600, flags: 'wx', flush: true }));
  return { rows: copy.rowCount, sha256: hash.digest('hex') };
}

/** `schema.table (columns)`, as COPY names it. */
export const copyTarget = (table: Table): string =>
  `${escapeIdentifier(table.schema)}.${escapeIdentifier(table.name)} (${table.columns.map(escapeIdentifier).join(', ')})`;
