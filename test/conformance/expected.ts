import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatOf, type Parsed } from '@tributary/feeds';
import type { Instant } from '@tributary/kernel';

const TESTDATA = join(__dirname, '../../../shared/testdata');
const FILE = join(__dirname, 'expected.json');
/** Set to write what was seen instead of comparing; the difference is then read before it is committed. */
const UPDATE = process.env['UPDATE_EXPECTED'] === '1';

type Expected = Record<string, unknown>;
const read = (): Expected => (existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Expected) : {});

/** What stands in expected.json for `key`; in an update, writes `seen` there first. */
export function expectedFor(key: string, seen: unknown): unknown {
  if (UPDATE) {
    const all = { ...read(), [key]: seen };
    const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
  }
  return read()[key];
}

/** Paths of the files of one kind in a folder of the test data, from its root; none where the data is missing. */
export function filesIn(folder: string, ending: string): readonly string[] {
  if (!existsSync(TESTDATA)) return [];
  const names = readdirSync(join(TESTDATA, folder)).filter((name) => name.endsWith(ending));
  return names.sort().map((name) => `${folder}/${name}`);
}

/** Names of the folders in a folder of the test data; none where the data is missing. */
export function foldersIn(folder: string): readonly string[] {
  if (!existsSync(TESTDATA)) return [];
  const entries = readdirSync(join(TESTDATA, folder), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** A suite for each file; where there is none it is reported as skipped, never as passed. */
export function describeFiles(files: readonly string[], suite: (path: string) => void): void {
  if (files.length === 0) it.skip('no file to read: ../shared/testdata is missing', () => undefined);
  for (const path of files) describe(path, () => suite(path));
}

export const contentOf = (path: string): Buffer => readFileSync(join(TESTDATA, path));

export async function parseAll(formatId: string, content: Uint8Array, mediaType = ''): Promise<readonly Parsed[]> {
  const format = formatOf(formatId);
  if (format === undefined) throw new Error(`no format ${formatId}`);
  const input = (async function* () {
    for (let at = 0; at < content.length; at += 4_096) yield content.subarray(at, at + 4_096);
  })();
  const all: Parsed[] = [];
  const receivedAt = '2026-01-20T09:00:00.000Z' as Instant;
  for await (const parsed of format.parse(input, { receivedAt, mediaType })) all.push(parsed);
  return all;
}

function counted(words: Iterable<string>): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A delivery in figures: what every record, fact, flag and parked block came to. */
export function figuresOf(all: readonly Parsed[]) {
  const records = all.flatMap((one) => (one.kind === 'record' ? [one] : []));
  const facts = records.flatMap((one) => one.facts);
  return {
    children: records.length,
    facts: counted(facts.map(({ type, retracted }) => (retracted ? `${type} (taken back)` : type))),
    flags: counted(facts.flatMap(({ data }) => (Array.isArray(data['flags']) ? data['flags'].map(String) : []))),
    parked: counted(all.flatMap((one) => (one.kind === 'parked' ? [one.code] : []))),
    notRead: records.reduce((sum, { dropped }) => sum + (dropped ?? 0), 0),
    complete: all.flatMap((one) => (one.kind === 'complete' ? [one.scope ?? 'yes'] : [])),
  };
}
