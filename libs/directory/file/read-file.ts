import { readFile } from 'node:fs/promises';
import { Problem } from '@tributary/kernel';
import { parseDocument } from 'yaml';
import type { DirectoryDocument } from '../domain/document';
import { checkDirectory } from '../feed-formats';
import { shapeFaults } from './shape';

/** Reads and checks a directory file; throws one Problem that lists every fault with its place, never a name. */
export async function readDirectoryFile(path: string): Promise<DirectoryDocument> {
  return parseDirectory(await textOf(path));
}

export function parseDirectory(text: string): DirectoryDocument {
  const parsed = parseDocument(text);
  if (parsed.errors.length > 0) {
    const places = parsed.errors.map((e) => `line ${e.linePos?.[0].line ?? '?'}: ${e.code}`);
    throw wrongDirectory('is not YAML', places);
  }
  const value = plainValue(parsed);
  const shape = shapeFaults(value);
  if (shape.length > 0) throw wrongDirectory('has parts that are missing or of the wrong kind', shape);
  const document = value as DirectoryDocument;
  const faults = checkDirectory(document);
  if (faults.length > 0) throw wrongDirectory('does not hang together', faults);
  return document;
}

/** Aliases are refused: a few lines of them can stand for gigabytes. */
function plainValue(parsed: ReturnType<typeof parseDocument>): unknown {
  try {
    return parsed.toJS({ maxAliasCount: 0 });
  } catch {
    throw wrongDirectory('uses YAML aliases', ['write each value out where it stands, without & and *']);
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new Problem(
      'directory-missing',
      500,
      'The directory file cannot be read',
      'DIRECTORY_FILE names no readable file',
    );
  }
}

/** Every fault with its place, in one Problem. */
export function wrongDirectory(what: string, faults: readonly string[]): Problem {
  const shown = faults.slice(0, 20);
  const more = faults.length > shown.length ? `; and ${faults.length - shown.length} more` : '';
  return new Problem('directory-wrong', 422, `The directory ${what}`, `${shown.join('; ')}${more}`, { faults });
}
