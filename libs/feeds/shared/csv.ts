import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { fileProblem } from '../problem-codes';
import { decodeText, type Encoding } from './text';

const LONGEST_ROW = 65_536;
/** Where it is not UTF-8 with commas; a byte-order mark of UTF-8 tells more than the encoding. */
export type CsvForm = Readonly<{ delimiter?: string; encoding?: Encoding }>;
const SEPARATORS: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

export type Columns<N extends string> = Readonly<{
  needed: readonly N[];
  optional: readonly N[];
  ignored: readonly string[];
}>;
/** Chooses by what the first line names; each name in lower case, without spaces, `_` and `-`. */
export type ColumnsFor<N extends string> = (names: readonly string[]) => Columns<N>;
export interface CsvRow<N extends string> {
  readonly line: number;
  /** Trimmed; empty where the column is missing or has nothing. */
  get(name: N): string;
  /** The file has the column. */
  has(name: N): boolean;
  /** The row has one value for each column. */
  readonly whole: boolean;
  /** Values of columns that are not read. */
  readonly dropped: number;
  /** The header and this row alone. */
  raw(): string;
}

type Record_ = Readonly<{ record: readonly string[]; info: Info }>;
export const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

/** The rows below the header, one at a time. Throws a Problem where the file is not the CSV expected. */
export async function* csvRows<N extends string>(
  input: AsyncIterable<Uint8Array>,
  columns: Columns<N> | ColumnsFor<N>,
  { delimiter = ',', encoding = 'utf-8' }: CsvForm = {},
): AsyncGenerator<CsvRow<N>> {
  const parser = parse({
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
  });
  const source = Readable.from(decodeText(inPieces(input), encoding), { objectMode: true });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let header: Header<N> | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<Record_>) {
      if (header === undefined) header = readHeader(record, columns, delimiter);
      else yield rowOf(header, { values: record, line: info.lines, delimiter });
    }
  } catch (error) {
    throw error instanceof CsvError ? csvProblem(error) : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
  if (header === undefined) throw fileProblem('csv-header-wrong', 'The file has no header line.', { line: 1 });
}

/** The parser hands over all rows of a piece at once: the fewer, the sooner each is done with and forgotten. */
const PIECE = 16_384;
async function* inPieces(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const part of input) {
    for (let at = 0; at < part.length; at += PIECE) yield part.subarray(at, at + PIECE);
  }
}

type Header<N extends string> = Readonly<{
  names: readonly string[];
  index: ReadonlyMap<N, number>;
  unread: readonly number[];
}>;

/** The message names expected columns only: where the header is missing, its place holds a child's data. */
function readHeader<N extends string>(
  names: readonly string[],
  given: Columns<N> | ColumnsFor<N>,
  delimiter: string,
): Header<N> {
  const found = names.map(plain);
  if (names.length === 1 && /[,;\t|]/.test(names[0] ?? '')) {
    throw fileProblem('csv-header-wrong', `The columns are not separated by ${SEPARATORS[delimiter]}.`, { line: 1 });
  }
  const columns = typeof given === 'function' ? given(found) : given;
  const known = [...columns.needed, ...columns.optional];
  const missing = columns.needed.filter((name) => !found.includes(plain(name)));
  if (missing.length > 0) {
    throw fileProblem('csv-header-wrong', `The first line lacks: ${missing.join(', ')}.`, { line: 1, missing });
  }
  const twice = known.filter((name) => found.indexOf(plain(name)) !== found.lastIndexOf(plain(name)));
  if (twice.length > 0) {
    throw fileProblem('csv-header-wrong', `The first line has twice: ${twice.join(', ')}.`, { line: 1, twice });
  }
  const index = new Map(
    known.flatMap((name) => (found.includes(plain(name)) ? [[name, found.indexOf(plain(name))]] : [])),
  );
  const read = new Set(index.values());
  return { names, index, unread: names.flatMap((_, at) => (read.has(at) ? [] : [at])) };
}

type Row = Readonly<{ values: readonly string[]; line: number; delimiter: string }>;

function rowOf<N extends string>(header: Header<N>, { values, line, delimiter }: Row): CsvRow<N> {
  return {
    line,
    get: (name) => (values[header.index.get(name) ?? -1] ?? '').trim(),
    has: (name) => header.index.has(name),
    whole: values.length === header.names.length,
    dropped: header.unread.reduce((sum, at) => sum + ((values[at] ?? '').trim() === '' ? 0 : 1), 0),
    // With its mark: it is UTF-8 now, whatever the delivery was.
    raw: () => `\ufeff${csvLine(header.names, delimiter)}\n${csvLine(values, delimiter)}\n`,
  };
}

/** Without the end of the line. */
export const csvLine = (values: readonly string[], delimiter = ','): string =>
  values.map((value) => (/[",;|\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(delimiter);

/** What a spreadsheet takes for a formula: these signs, also full width, after whatever white space. */
const FORMULA = /^[\s\0]*[=+\-@\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]/;

/**
 * A line for a file that people open in a spreadsheet: what could run there as a formula is led by an apostrophe, and
 * shows as text (OWASP, CSV injection). Not for files that a program reads again. With the end of the line (RFC 4180).
 */
export const sheetLine = (values: readonly string[]): string =>
  `${csvLine(values.map((value) => (FORMULA.test(value) ? `'${value}` : value)))}\r\n`;

/** Without it a spreadsheet takes UTF-8 for an older alphabet. */
export const SHEET_START = '\ufeff';

function csvProblem(error: CsvError): Error {
  const line = typeof error['lines'] === 'number' ? error['lines'] : undefined;
  const where = line === undefined ? '' : ` at line ${line}`;
  const extra = line === undefined ? {} : { line };
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return fileProblem('csv-row-too-long', `A row${where} is longer than ${LONGEST_ROW} characters.`, extra);
    case 'CSV_QUOTE_NOT_CLOSED':
      return fileProblem('csv-quoting-broken', `A quotation mark${where} is not closed before the end.`, extra);
    default:
      return fileProblem('csv-quoting-broken', `A quotation mark${where} stands where none may stand.`, extra);
  }
}
