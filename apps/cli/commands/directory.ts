import { type Change, changesBetween, readDirectoryFolder, writeDirectoryFolder } from '@tributary/directory';
import { Problem } from '@tributary/kernel';
import { EXIT, print } from '../output';
import { withRooms } from '../with-rooms';

export type ImportOptions = Readonly<{ csv: string; apply?: boolean; json?: boolean }>;

const SIGNS = { added: '+', removed: '-', changed: '~' } as const;

/** Says what the files would change in the directory in force; with `apply`, they take its place. */
export async function importDirectory({ csv, apply = false, json = false }: ImportOptions): Promise<number> {
  return withRooms(async ({ directory }) => {
    const inForce = await directory.current();
    const document = await readDirectoryFolder(csv, inForce.document).catch(asFaults);
    if (Array.isArray(document)) {
      print(json, { faults: document }, document);
      return EXIT.wrong;
    }
    const changes = changesBetween(inForce.document, document);
    const { version } = apply ? await directory.put(document) : inForce;
    print(json, { version, applied: apply, changes }, [...changes.map(lineOf), lastLine(changes, apply, version)]);
    return EXIT.done;
  });
}

/** Writes the directory in force as the files that an import reads. */
export async function exportDirectory({ csv, json = false }: Omit<ImportOptions, 'apply'>): Promise<number> {
  return withRooms(async ({ directory }) => {
    const { version, document } = await directory.current();
    const files = await writeDirectoryFolder(csv, document);
    print(json, { version, files }, files);
    return EXIT.done;
  });
}

/** What is wrong in the files is an answer; anything else is thrown on. */
function asFaults(error: unknown): string[] {
  const faults = error instanceof Problem && error.code === 'directory-wrong' ? error.extra['faults'] : undefined;
  if (Array.isArray(faults)) return faults.map(String);
  throw error;
}

const lineOf = ({ what, id, change, fields }: Change): string =>
  `${SIGNS[change]} ${what} ${id}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`;

function lastLine(changes: readonly Change[], apply: boolean, version: number): string {
  if (changes.length === 0) return `nothing differs from version ${version}`;
  return apply ? `in force as version ${version}` : `${changes.length} changes, none made yet: add --apply`;
}
