import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';

/** Makes the Problem of one kind of file from its faults, each with its place; no value of the file stands in them. */
export type Wrong = (faults: readonly string[]) => Error;

/** What a file of the operator's says; throws where it cannot be read or is no plain YAML. `name` names it. */
export async function readSettings(path: string, name: string, wrong: Wrong): Promise<unknown> {
  const parsed = parseDocument(await fileText(path, name, wrong));
  if (parsed.errors.length > 0) throw wrong(parsed.errors.map(({ code }) => `not YAML: ${code}`));
  try {
    // Aliases are refused: a few lines of them can stand for gigabytes.
    return parsed.toJS({ maxAliasCount: 0 });
  } catch {
    throw wrong(['uses YAML aliases']);
  }
}

export async function fileText(path: string, name: string, wrong: Wrong): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw wrong([`${name} names no file that can be read`]);
  }
}
