import type { DirectoryDocument } from '../domain/document';
import { wrongDirectory } from '../file/read-file';
import { checkDirectory } from '../feed-formats';
import { shapeFaults } from '../file/shape';
import { type Assembled, assemble } from './assemble';
import { placeOf } from './columns';
import { readSheets } from './read-sheets';

/**
 * Reads and checks a folder of CSV files, as docs/directory.md describes them. Throws one Problem that lists every
 * fault with its file, line and column; names and numbers of people are not repeated.
 */
export async function readDirectoryFolder(folder: string, inForce: DirectoryDocument): Promise<DirectoryDocument> {
  const { sheets, faults } = await readSheets(folder);
  if (faults.length > 0) throw wrongDirectory('cannot be read', faults);
  const assembled = assemble(sheets, inForce);
  const shape = shapeFaults(assembled.document);
  const found = shape.length > 0 ? shape : checkDirectory(assembled.document);
  const all = [...assembled.faults, ...found.map((fault) => located(fault, assembled))];
  if (all.length > 0) throw wrongDirectory('does not hang together', onePerPlace(all));
  return assembled.document;
}

/** What a value of the document is called in its file. */
const COLUMNS: Readonly<Record<string, string | undefined>> = {
  'hours.from': 'opens',
  'hours.to': 'closes',
  hours: 'opens',
  frontDoor: 'front_door',
  outOfHours: 'out_of_hours',
};

/** `practitioners[3].roles[0].deputy: …` as `roles.csv line 9, column deputy: …`. */
function located(fault: string, { document, places }: Assembled): string {
  const end = fault.indexOf(': ');
  const [path, message] = [fault.slice(0, end), fault.slice(end + 2)];
  const prefixes = [...path.matchAll(/\]/g)].map(({ index }) => path.slice(0, index + 1)).reverse();
  const known = prefixes.find((prefix) => places.has(prefix));
  const row = known === undefined ? undefined : places.get(known);
  if (!known || !row) return inForceFault(fault, document);
  const field = path.slice(known.length + 1).replace(/\[\d+\]$/, '');
  if (field === 'roles') return `${placeOf(row)}: has no row in roles.csv`;
  return `${placeOf(row, field === '' ? undefined : (COLUMNS[field] ?? field))}: ${message}`;
}

/** Of what the files leave as it is: a feed whose manager they leave out, an authority without duty desk. */
const inForceFault = (fault: string, { feeds, authorities }: DirectoryDocument): string =>
  fault
    .replace(/^feeds\[(\d+)\]/, (_, i: string) => `feed ${feeds[Number(i)]?.id ?? i}`)
    .replace(/^authorities\[(\d+)\]/, (_, i: string) => `authority ${authorities[Number(i)]?.code ?? i}`);

/** An empty deputy is told once, though two checks see it. */
const onePerPlace = (faults: readonly string[]): readonly string[] =>
  [...new Map([...faults].reverse().map((fault) => [fault.slice(0, fault.indexOf(': ')), fault])).values()].reverse();
