import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type CsvRow, csvRows } from '@tributary/feeds';
import { Problem } from '@tributary/kernel';
import { type Person, PersonReader } from '@tributary/matching';
import { progress } from '../output';
import { type ColumnMap, statedIn } from './column-map';

/** What of a column names the person: its first group, or all of it. */
export type Truth = Readonly<{ column: string; part?: RegExp }>;

export type Records = Readonly<{
  people: readonly Person[];
  /** Who each truly is; empty where nothing is told. */
  truth: readonly string[];
  /** How many are of the first file, and come first. */
  first: number;
  /** Rows whose number of values is another than the header's: what stands where cannot be known. */
  broken: number;
  /** SHA-256 of the files. */
  fingerprint: string;
}>;

type Source = Readonly<{ file: string; map: ColumnMap }>;

/** Reads files one row at a time; what is kept is what is compared. */
export async function readRecords(
  sources: readonly Source[],
  truth?: Truth,
): Promise<Records & { reader: PersonReader }> {
  const reader = new PersonReader();
  const hash = createHash('sha256');
  const people: Person[] = [];
  const told: string[] = [];
  let [first, broken] = [0, 0];
  for (const source of sources) {
    for await (const row of rowsOf(source, hash, truth)) {
      if (!row.whole) {
        broken++;
        continue;
      }
      const id = (source.map.id && row.get(source.map.id)) || `line ${row.line}`;
      people.push(reader.read(statedIn(source.map, id, (column) => row.get(column))));
      told.push(truth ? truthIn(truth, row.get(truth.column)) : '');
      if (people.length % 10_000 === 0) progress(`${people.length.toLocaleString('en-GB')} records read`);
    }
    if (source === sources[0]) first = people.length;
  }
  progress('');
  return { people, truth: told, first, broken, fingerprint: hash.digest('hex'), reader };
}

async function* rowsOf({ file, map }: Source, hash: Hash, truth?: Truth): AsyncGenerator<CsvRow<string>> {
  const needed = [...Object.values(map.columns).flat(), ...(map.id ? [map.id] : []), ...(truth ? [truth.column] : [])];
  yield* csvRows(hashed(file, hash), { needed: [...new Set(needed)], optional: [], ignored: [] });
}

async function* hashed(file: string, hash: Hash): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    if (error !== null && typeof error === 'object' && 'syscall' in error)
      throw new Problem('match-file-missing', 404, 'A file cannot be read', file);
    throw error;
  }
}

function truthIn({ part }: Truth, value: string): string {
  if (!part) return value;
  const found = part.exec(value.slice(0, 200));
  return found?.[1] ?? found?.[0] ?? '';
}
