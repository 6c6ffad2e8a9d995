import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Problem } from '@tributary/kernel';
import type { DatabaseName } from './migrate';

export type BackedUpTable = Readonly<{
  schema: string;
  name: string;
  columns: readonly string[];
  rows: number;
  /** Relative to the backup's directory. */
  file: string;
  sha256: string;
}>;

/** `last`: the last number given; null where none was. */
export type BackedUpSequence = Readonly<{ schema: string; name: string; last: string | null }>;

export type Manifest = Readonly<{
  format: 1;
  takenAt: string;
  /** Names of the migrations that the tables had taken. */
  migrations: Readonly<Record<DatabaseName, readonly string[]>>;
  tables: Readonly<Record<DatabaseName, readonly BackedUpTable[]>>;
  sequences: Readonly<Record<DatabaseName, readonly BackedUpSequence[]>>;
}>;

const MANIFEST = 'manifest.json';

/** Written last: a backup without it is one that was cut short. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  await writeFile(join(directory, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
}

/** Throws `backup-damaged` where a file is missing or is not what was written. */
export async function readManifest(directory: string): Promise<Manifest> {
  const text = await readFile(join(directory, MANIFEST), 'utf8').catch(() => {
    throw damaged(`${MANIFEST} is missing: the backup was cut short, or this is no backup`);
  });
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.format !== 1) throw damaged(`its format is ${String(manifest.format)}, this program reads 1`);
  for (const table of [...manifest.tables.keys, ...manifest.tables.events]) {
    const found = await sha256Of(join(directory, table.file)).catch(() => 'nothing');
    if (found !== table.sha256) throw damaged(`${table.file} is not what was written`);
  }
  return manifest;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

const damaged = (detail: string): Problem => new Problem('backup-damaged', 422, 'The backup is not usable', detail);
