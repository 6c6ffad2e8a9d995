import { writeFile } from 'node:fs/promises';
import { exportOrderIn } from '@tributary/audit';
import { EXIT, print } from '../output';
import { type As, viewerIn } from '../viewer-in';
import { withRooms } from '../with-rooms';

type ChildOptions = As &
  Readonly<{ format: string; purpose: string; of?: string; asKnownOn?: string; from?: string; to?: string }> &
  Readonly<{ history?: boolean; out?: string }>;

/** Writes a child's chronology as a file: what that person may see in that role, and no more. */
export async function exportChild(ref: string, options: ChildOptions): Promise<number> {
  return withRooms(async ({ directory }, { childExports }) => {
    const { format, purpose, of, asKnownOn, from, to, history } = options;
    const asked = { format, purpose, agency: of, asKnownOn, from, to, history: history ? 'true' : undefined };
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const file = await childExports.make(await viewerIn(options, directory), ref, exportOrderIn(given));
    const path = options.out ?? file.name;
    // Nobody else on the machine reads it, and nothing that stands there already is written over.
    await writeFile(path, file.bytes, { mode: 0o600, flag: 'wx' });
    const { id, lines } = file;
    print(options.json ?? false, { id, lines, file: path }, [`${path}: ${lines} lines`, `listed for recall as ${id}`]);
    return EXIT.done;
  });
}

type EventsOptions = As & Readonly<{ from: string; to: string; purpose: string; key?: string; out: string }>;

/** Writes rows of events without names, and how many children stand behind each kind. */
export async function exportEvents(options: EventsOptions): Promise<number> {
  return withRooms(async ({ directory }, { eventExports }) => {
    const { from, to, purpose, key, out } = options;
    const viewer = await viewerIn(options, directory);
    const told = await eventExports.write(viewer, { from, to, purpose, ...(key === undefined ? {} : { key }) }, out);
    print(options.json ?? false, told, [...told.files, `${told.rows} rows, listed for recall as ${told.id}`]);
    return EXIT.done;
  });
}
