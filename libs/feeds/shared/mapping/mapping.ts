import type { Instant } from '@tributary/kernel';
import type { Parsed } from '../../parsed';
import { fileProblem } from '../../problem-codes';
import { checked, maybe } from '../facts';
import { Fault } from '../fault';
import { aroundReader } from './around';
import { checkMapping } from './check';
import { knowsCode } from './codes';
import { columnsOf } from './columns';
import { dayIn, timeIn, USUAL_FORMS } from './days';
import type { MappedFormatId, MappingDocument, MappingFault } from './document';
import { eventReader, type Stated } from './events';
import { readMappingText } from './read-text';
import { recordReader } from './record';
import { type Source, testOf } from './source';

type OfRecord = Extract<Parsed, { kind: 'record' }>;

/** A mapping that was checked, ready to read rows. */
export type Mapping = Readonly<{
  document: MappingDocument;
  format: MappedFormatId;
  /** All the columns it names. */
  columns: readonly string[];
  /** Whether it gives that code of the sender, in that field, one of its list. */
  knows(type: string, field: string, own: string): boolean;
  /** What a row says. Throws a Fault where it cannot be taken in; never repeats a value. */
  read(source: Source, place: string, receivedAt: Instant): OfRecord;
}>;

/** What is wrong with a mapping's text; empty where all is well. Never throws. */
export function mappingFaults(text: string): readonly MappingFault[] {
  const document = readMappingText(text);
  return isFaults(document) ? document : checkMapping(document);
}

/** Throws a Problem that lists every fault with its place. */
export function mappingOf(text: string): Mapping {
  const document = readMappingText(text);
  const faults = isFaults(document) ? document : checkMapping(document);
  if (isFaults(document) || faults.length > 0) throw wrongMapping(faults);
  return compiled(document);
}

const isFaults = (read: MappingDocument | readonly MappingFault[]): read is readonly MappingFault[] =>
  Array.isArray(read);

export const faultLine = ({ where, what, todo }: MappingFault): string =>
  `${where === '' ? 'The mapping' : where} ${what}. ${todo}`;

function wrongMapping(faults: readonly MappingFault[]): Error {
  const shown = faults.slice(0, 10).map(faultLine);
  const more = faults.length > shown.length ? ` And ${faults.length - shown.length} more.` : '';
  return fileProblem('mapping-wrong', `${shown.join(' ')}${more}`, { faults });
}

function compiled(document: MappingDocument): Mapping {
  const whoseOf = recordReader(document);
  const ignores = document.ignore === undefined ? () => false : testOf(document.ignore);
  const events = document.events.map((event) => eventReader(event, document));
  const statedOf = statedReader(document);
  const aroundOf = aroundReader(document);
  return {
    document,
    format: document.format,
    columns: columnsOf(document),
    knows: (type, field, own) => knowsCode(document, { type, field, own }),
    read: (source, place, receivedAt) => {
      const whose = whoseOf(source);
      const record = { kind: 'record', place, sighting: whose.sighting } as const;
      if (ignores(source)) return { ...record, facts: [], ifKnown: true };
      const stamps = statedOf(source);
      const found = events.flatMap((read) => read(source, whose, { ...stamps, receivedAt }) ?? []);
      if (found.length === 0) throw new Fault('mapping-no-event', 'No event of the mapping applies to it.');
      const all = found.map(checked);
      const dropped = all.reduce((sum, one) => sum + one.dropped, 0);
      const facts = all.map(({ fact }) => fact);
      const takesBack = facts.every((fact) => fact.retracted);
      // A row that takes back what it said names nobody.
      if (takesBack) return { ...record, facts, ...(dropped > 0 && { dropped }), ifKnown: true };
      return {
        ...record,
        facts,
        ...(dropped > 0 && { dropped }),
        ...maybe('around', aroundOf(source, stamps.recordedAt)),
      };
    },
  };
}

/** When the sender recorded it, and what orders it. Throws a Fault where either stands there and cannot be read. */
function statedReader(document: MappingDocument): (source: Source) => Omit<Stated, 'receivedAt'> {
  const { recordedAt, revision, dates = USUAL_FORMS, times } = document;
  const timeOf = (source: Source, column: string): Instant | undefined => {
    const text = source.get(column);
    if (text === '') return undefined;
    const at = timeIn(text, dates, times === 'london');
    if (at === undefined) throw new Fault('time-without-offset', `${column} is no time in the forms of the mapping.`);
    return at;
  };
  const ordering = {
    time: timeOf,
    date: (source: Source, column: string) => neededDay(source.get(column), column),
    number: (source: Source, column: string) => sortable(source.get(column), column),
  };
  const neededDay = (text: string, column: string): string | undefined => {
    if (text === '') return undefined;
    const day = dayIn(text, dates);
    if (day === undefined) throw new Fault('date-unreadable', `${column} is no day in the forms of the mapping.`);
    return day;
  };
  return (source) => ({
    ...maybe('recordedAt', recordedAt === undefined ? undefined : timeOf(source, recordedAt)),
    ...maybe('revision', revision && ordering[revision.as](source, revision.column)),
  });
}

/** Revisions are compared as texts. */
function sortable(text: string, column: string): string | undefined {
  if (text === '') return undefined;
  if (!/^\d{1,18}$/.test(text)) throw new Fault('value-invalid', `${column} is no whole number.`);
  return text.padStart(18, '0');
}
