import { Problem } from '@tributary/kernel';
import type { Place, Sighting } from '../format';
import { fileProblem } from '../problem-codes';
import { type ColumnsFor, type CsvRow, csvRows } from '../shared/csv';
import { Fault } from '../shared/fault';
import { ordinals } from '../shared/ordinals';
import { type RecordParsed, rowOrParked } from '../shared/pupil';
import type { Parked } from '../shared/parked';
import type { ZipMember } from '../shared/zip';
import type { Collection } from './collection';
import { sightingOf } from './facts';
import { HEADER, type Table, tableOf } from './tables';

const [MOST_CHILDREN, MOST_ROWS] = [200_000, 1_000_000];

export type Row = RecordParsed | Parked;

/** Knows who the children are, and which items were named, over the tables of one delivery. */
class Reading {
  readonly ordinal = ordinals();
  private readonly children = new Map<string, Sighting>();
  private rows = 0;

  constructor(
    readonly collection: Collection,
    /** Whether a Header says who each child is. */
    private readonly together: boolean,
  ) {}

  async *table(input: AsyncIterable<Uint8Array>, placeOf: (line: number) => Place): AsyncGenerator<Row> {
    const chosen = new Chosen();
    for await (const row of csvRows(input, chosen.columns)) {
      if (++this.rows > MOST_ROWS) throw fileProblem('set-too-large', `There are more than ${MOST_ROWS} rows.`);
      const { table } = chosen;
      const place = placeOf(row.line);
      yield rowOrParked(row, () => this.row(row, { table, place }), place);
    }
  }

  private row(row: CsvRow<string>, { table, place }: { table: Table; place: Place }): RecordParsed {
    const sighting = this.whose(row, table);
    const path = `csc/${sighting.localId}`;
    const { collection, ordinal } = this;
    const facts = table.read?.(row, { path, ordinal, asOn: collection.asOn }) ?? [];
    const scope = collection.scope === undefined ? {} : { scope: collection.scope };
    const about = { kind: 'record', place, sighting, facts, ...scope } as const;
    return facts.length > 0 ? about : { ...about, ifKnown: true };
  }

  private whose(row: CsvRow<string>, table: Table): Sighting {
    const own = sightingOf(row);
    if (!this.together) return own;
    const known = this.children.get(own.localId);
    if (known !== undefined) return known;
    if (table !== HEADER) throw new Fault('ssda903-not-in-header', 'CHILD does not stand in Header.');
    if (this.children.size >= MOST_CHILDREN) {
      throw fileProblem('set-too-large', `Header has more than ${MOST_CHILDREN} children.`);
    }
    this.children.set(own.localId, own);
    return own;
  }
}

/** Which table a file is, once its first line is read. */
class Chosen {
  private found: Table | undefined;

  get table(): Table {
    if (this.found === undefined) throw new Error('no line was read');
    return this.found;
  }

  readonly columns: ColumnsFor<string> = (names) => {
    const table = tableOf(names);
    if (table === undefined) throw fileProblem('csv-table-unknown', 'The first line is of no table of the return.');
    this.found = table;
    return { needed: table.needed, optional: table.optional, ignored: [] };
  };
}

export const readTableAlone = (input: AsyncIterable<Uint8Array>, collection: Collection): AsyncGenerator<Row> =>
  new Reading(collection, false).table(input, (line) => `line ${line}`);

export type TableFile = Readonly<{ member: ZipMember; table: Table; place: string }>;

/** Each file with the table it is, Header first; a second file of a table is `…#2`. */
export async function tableFiles(members: readonly ZipMember[]): Promise<readonly TableFile[]> {
  const places = ordinals();
  const files: TableFile[] = [];
  for (const member of members) {
    const table = await inFile(member, () => tableIn(member));
    files.push({ member, table, place: places(table.name) });
  }
  return [...files.filter(({ table }) => table === HEADER), ...files.filter(({ table }) => table !== HEADER)];
}

async function tableIn(member: ZipMember): Promise<Table> {
  const chosen = new Chosen();
  const rows = csvRows(member.read(), chosen.columns);
  await rows.next();
  await rows.return(undefined);
  return chosen.table;
}

/** All rows of the set; the tables are read as often as they are asked for. */
export async function* readTables(files: readonly TableFile[], collection: Collection): AsyncGenerator<Row> {
  const together = files.some(({ table }) => table === HEADER);
  const reading = new Reading(collection, together);
  for (const { member, place } of files) {
    const rows = reading.table(member.read(), (line) => `${place} line ${line}`);
    for (;;) {
      const next = await inFile(member, () => rows.next());
      if (next.done) break;
      yield next.value;
    }
  }
}

/** A fault of one file says which it is: by number, for a name can hold anything. */
async function inFile<T>({ index }: ZipMember, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, status, title, detail, extra } = error;
    throw new Problem(code, status, title, `File ${index} of the ZIP: ${detail}`, { ...extra, file: index });
  }
}
