import { londonDate, type PlainDate } from '@tributary/kernel';
import type { FeedFormat, Parsed } from '../format';
import { fileProblem } from '../problem-codes';
import { held, peek } from '../shared/held';
import { type ZipMember, zipMembers } from '../shared/zip';
import { type Collection, collectionOf, tableAlone, YearSurvey } from './collection';
import { readTableAlone, readTables, type Row, type TableFile, tableFiles } from './csv-tables';
import { readXml } from './xml-set';

const MEBIBYTE = 1024 ** 2;
/** A return of the largest authority has some 10 MiB. */
const [LARGEST_ZIP, LARGEST_XML] = [32 * MEBIBYTE, 64 * MEBIBYTE];
const UNPACKED = { files: 100, bytes: 256 * MEBIBYTE };

/**
 * The looked-after children return: a ZIP of its CSV tables or the XML form, read as one, or a single CSV table. It
 * fills history. An item is named by the authority's number of the child, the table and its first day.
 */
export const ssda903: FeedFormat = {
  id: 'ssda903',
  title: 'Looked-after children return (SSDA903: ZIP of CSV tables, XML, or one CSV table)',
  mediaTypes: ['application/zip', 'application/xml', 'text/xml', 'text/csv'],
  currency: 'return',
  revisions: 'arrival',
  async *parse(input, { receivedAt }): AsyncGenerator<Parsed> {
    const { start, bytes } = await peek(input, 16);
    const receivedOn = londonDate(receivedAt);
    if (start.subarray(0, 2).toString('latin1') === 'PK') {
      yield* wholeSet(await zipSource(await held(bytes, LARGEST_ZIP)), receivedOn);
    } else if (/^\s*</.test(start.toString('utf8').replace(/^\uFEFF/, ''))) {
      const document = await held(bytes, LARGEST_XML);
      yield* wholeSet(
        xmlSource(() => once(document)),
        receivedOn,
      );
    } else {
      yield* readTableAlone(bytes, tableAlone(receivedOn));
      yield { kind: 'complete' };
    }
  },
};

/** A set that can be read again: its year shows only when all of it was read. */
type Source = Readonly<{
  read(collection: Collection): AsyncGenerator<Row | { kind: 'partial' }>;
  /** It has what a return must have: who the children are, and their episodes. */
  whole: boolean;
}>;

const xmlSource = (open: () => AsyncIterable<Uint8Array>): Source => ({
  whole: true,
  read: (collection) => readXml(open(), collection),
});

async function zipSource(bytes: Buffer): Promise<Source> {
  const members = (await zipMembers(bytes, UNPACKED)).filter(isOfReturn);
  const [first] = members;
  if (first === undefined) throw fileProblem('file-empty', 'The ZIP holds no file.');
  if (members.length === 1 && /\.xml$/i.test(first.name)) return xmlSource(() => first.read());
  const files = await tableFiles(members);
  return { whole: isWhole(files), read: (collection) => readTables(files, collection) };
}

/** What a packing program adds of its own accord. */
const isOfReturn = ({ name }: ZipMember): boolean => !name.startsWith('__MACOSX/') && !/(^|\/)\./.test(name);

const isWhole = (files: readonly TableFile[]): boolean =>
  ['Header', 'Episodes'].every((name) => files.some(({ table }) => table.name === name));

async function* wholeSet(source: Source, receivedOn: PlainDate): AsyncGenerator<Parsed> {
  const collection = await survey(source, receivedOn);
  let whole = source.whole;
  for await (const part of source.read(collection)) {
    if (part.kind !== 'record') whole = false;
    if (part.kind !== 'partial') yield part;
  }
  // What could not be read may still stand in the return: then nothing is taken back for being absent.
  yield whole && collection.scope !== undefined ? { kind: 'complete', scope: collection.scope } : { kind: 'complete' };
}

async function survey(source: Source, receivedOn: PlainDate): Promise<Collection> {
  const years = new YearSurvey();
  for await (const part of source.read(tableAlone(receivedOn))) {
    if (part.kind === 'record') part.facts.forEach((fact) => years.add(fact));
  }
  const year = years.year();
  return year === undefined ? tableAlone(receivedOn) : collectionOf(year, receivedOn);
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
