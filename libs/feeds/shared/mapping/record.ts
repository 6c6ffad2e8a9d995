import { type Flag, isValidUpn } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { NumberKind, NumberPeriod, Sighting } from '../../parsed';
import { Fault } from '../fault';
import { maybe } from '../facts';
import { formerly, severalIn } from '../formerly';
import { numberPeriods, periodFlags } from '../number-periods';
import { readSex } from '../pupil';
import { dayIn, USUAL_FORMS } from './days';
import { type MappingDocument, RECORD_FORMER, RECORD_PERIODS, RECORD_TEXTS } from './document';
import type { Source } from './source';
import { type Reading, Values } from './values';

export type Whose = Readonly<{ sighting: Sighting; flags: readonly Flag[] }>;
/** What identity keeps of a text at most. */
const LONGEST = 200;
/** Between two columns of a number; one in a value must not be taken for it. */
const joined = (values: readonly string[]): string =>
  values.map((value) => value.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');

/** Names the columns that make one name, and the values they have. Throws a Fault where one is empty. */
export function nameBy(source: Source, columns: readonly string[]): string {
  return joined(
    columns.map((column) => {
      const value = source.get(column);
      if (value === '') throw new Fault('value-missing', `${column} is empty.`);
      return short(value, column);
    }),
  );
}

const short = (value: string, column: string): string => {
  if (value.length <= LONGEST) return value;
  throw new Fault('value-too-long', `${column} is longer than ${LONGEST} characters.`);
};

/** Who a row is about. What is dubious of it is flagged, never refused. */
export function recordReader(mapping: MappingDocument): (source: Source) => Whose {
  const { record, dates = USUAL_FORMS } = mapping;
  const sexOf = sexReader(mapping);
  return (source) => {
    const read = (column: string | undefined): string | undefined =>
      column === undefined ? undefined : short(source.get(column), column) || undefined;
    const texts = Object.fromEntries(RECORD_TEXTS.map((name) => [name, read(record[name])] as const));
    const day = (column: string | undefined): Day => {
      const written = read(column);
      return written === undefined ? undefined : (dayIn(written, dates) ?? 'unreadable');
    };
    const days = { birthDate: day(record.birthDate), expectedBirthDate: day(record.expectedBirthDate) };
    const readable = Object.entries(days).filter(([, one]) => one !== undefined && one !== 'unreadable');
    const parents = (record.parents ?? []).flatMap((column) => read(column) ?? []);
    const nhsNumber = texts['nhsNumber']?.replace(/[\s-]/g, '');
    const bounds = Object.fromEntries(RECORD_PERIODS.map((name) => [name, day(record[name])] as const));
    const periods = [
      ...periodOf('nhs-number', nhsNumber, [bounds['nhsNumberFrom'], bounds['nhsNumberUntil']]),
      ...periodOf('upn', texts['upn'], [bounds['upnFrom'], bounds['upnUntil']]),
    ];
    const flags: Flag[] = [
      ...(texts['upn'] !== undefined && !isValidUpn(texts['upn']) ? (['upn-invalid'] as const) : []),
      ...(Object.values({ ...days, ...bounds }).includes('unreadable') ? (['date-unreadable'] as const) : []),
      ...periodFlags(periods),
    ];
    return {
      flags,
      sighting: {
        system: record.system,
        localId: nameBy(source, record.localId),
        ...Object.fromEntries(Object.entries({ ...texts, nhsNumber }).filter(([, value]) => value !== undefined)),
        ...Object.fromEntries(readable),
        ...maybe('sex', sexOf(source)),
        ...(parents.length > 0 ? { parents } : {}),
        // A column that is there and empty takes back what it said.
        ...(RECORD_PERIODS.some((name) => source.has(record[name] ?? '')) && { numberPeriods: [] }),
        ...numberPeriods(periods),
        ...Object.fromEntries(
          RECORD_FORMER.flatMap((name) => Object.entries(formerly(name, severalOf(source, record[name])))),
        ),
      },
    };
  };
}

type Day = PlainDate | 'unreadable' | undefined;

/** Since and until when a number is the person's; a day that cannot be read says nothing. */
function periodOf(kind: NumberKind, number: string | undefined, bounds: readonly [Day, Day]): readonly NumberPeriod[] {
  if (number === undefined) return [];
  const [from, until] = bounds.map((one) => (one === 'unreadable' ? undefined : one));
  return [{ kind, number, ...maybe('from', from), ...maybe('until', until) }];
}

/** Undefined where none of the columns is there: then nothing is said, not that there are none. */
function severalOf(source: Source, columns: readonly string[] | undefined): readonly string[] | undefined {
  const there = columns?.filter((column) => source.has(column)) ?? [];
  return there.length === 0 ? undefined : there.flatMap((column) => severalIn(short(source.get(column), column)));
}

function sexReader(mapping: MappingDocument): (source: Source) => Sighting['sex'] {
  const { sex } = mapping.record;
  if (sex === undefined) return () => undefined;
  const coded: Reading = new Values(mapping).of(sex, { kind: 'word', words: ['male', 'female', 'unknown'] }, false);
  const column = typeof sex === 'string' ? sex : 'column' in sex ? sex.column : undefined;
  // The mapping's own table first, then the letters and figures that everybody uses.
  return (source) =>
    (coded(source, () => undefined) as Sighting['sex']) ??
    (column === undefined ? undefined : readSex(source.get(column)));
}
