import { type Flag, isValidUpn } from '@tributary/catalogue';
import type { Instant } from '@tributary/kernel';
import type { Parsed, Sighting } from '../parsed';
import type { FeedProblemCode } from '../problem-codes';
import type { CsvRow } from './csv';
import { readDate, readInstant } from './dates';
import { Fault } from './fault';
import { checked, maybe } from './facts';
import { formerly, otherFamilyNames, severalIn } from './formerly';
import { type Parked, parked } from './parked';

/** The columns of a pupil, which both school files share. */
export const PUPIL_COLUMNS = ['UPN', 'LocalId', 'Surname', 'Forename', 'DOB', 'LAESTAB'] as const;
const PUPIL_NAMES = ['FormerSurname', 'PreferredSurname'] as const;
export const PUPIL_OPTIONAL = [
  ...(['Sex', 'Postcode', 'Parent1', 'Parent2', 'RecordedAt', 'FormerUPN'] as const),
  ...PUPIL_NAMES,
] as const;
export type PupilColumn = (typeof PUPIL_COLUMNS)[number] | (typeof PUPIL_OPTIONAL)[number];

export type Pupil = Readonly<{ sighting: Sighting; flags: readonly Flag[]; recordedAt?: Instant; school: string }>;

const SEXES: Readonly<Record<string, Sighting['sex']>> = {
  M: 'male',
  MALE: 'male',
  '1': 'male',
  F: 'female',
  FEMALE: 'female',
  '2': 'female',
  U: 'unknown',
  X: 'unknown',
  '0': 'unknown',
  '9': 'unknown',
};
export const readSex = (text: string): Sighting['sex'] => SEXES[text.toUpperCase()];

/**
 * Who a row is about. A management system numbers pupils within its school, so a pupil's own number is
 * `<LAESTAB>/<LocalId>`: two schools in one file never share a record. A dubious UPN or birth date is flagged.
 */
export function readPupil(row: CsvRow<PupilColumn>): Pupil {
  const school = row.get('LAESTAB').replace('/', '');
  const localId = row.get('LocalId');
  if (localId === '') throw new Fault('value-missing', 'LocalId is empty.');
  if (!/^\d{7}$/.test(school)) throw new Fault('value-invalid', 'LAESTAB is not seven digits.');
  const [upn, dob] = [row.get('UPN'), row.get('DOB')];
  const birthDate = readDate(dob);
  const names = PUPIL_NAMES.filter((name) => row.has(name));
  const parents = [row.get('Parent1'), row.get('Parent2')].filter((name) => name !== '');
  const flags: Flag[] = [];
  if (upn !== '' && !isValidUpn(upn)) flags.push('upn-invalid');
  if (dob !== '' && birthDate === undefined) flags.push('date-unreadable');
  return {
    school,
    flags,
    ...maybe('recordedAt', readRecordedAt(row.get('RecordedAt'))),
    sighting: {
      system: 'mis',
      localId: `${school}/${localId}`,
      school,
      ...maybe('givenName', row.get('Forename') || undefined),
      ...maybe('familyName', row.get('Surname') || undefined),
      ...maybe('birthDate', birthDate),
      ...maybe('sex', readSex(row.get('Sex'))),
      ...maybe('postcode', row.get('Postcode') || undefined),
      ...maybe('upn', upn || undefined),
      ...otherFamilyNames(
        names.length > 0 ? names.flatMap((name) => severalIn(row.get(name))) : undefined,
        row.get('Surname'),
      ),
      ...formerly('formerUpns', row.has('FormerUPN') ? severalIn(row.get('FormerUPN')) : undefined),
      ...(parents.length > 0 && { parents }),
    },
  };
}

function readRecordedAt(text: string): Instant | undefined {
  if (text === '') return undefined;
  const at = readInstant(text);
  if (at === undefined) throw new Fault('time-without-offset', 'RecordedAt is not a time with its offset from UTC.');
  return at;
}

export function readSession(text: string, name: string): 'AM' | 'PM' {
  const session = { AM: 'AM', '1': 'AM', PM: 'PM', '2': 'PM' }[text.toUpperCase()] as 'AM' | 'PM' | undefined;
  if (session === undefined) throw new Fault('value-invalid', `${name} is neither AM nor PM.`);
  return session;
}

export type RecordParsed = Extract<Parsed, { kind: 'record' }>;

/** Runs `read` on a row; what it cannot take in is parked with its line, or with the place given. */
export function rowOrParked<N extends string>(
  row: CsvRow<N>,
  read: () => RecordParsed,
  place = `line ${row.line}`,
): RecordParsed | Parked {
  const park = (code: FeedProblemCode, message: string): Parked => parked(place, code, message, row.raw());
  if (!row.whole) return park('csv-row-wrong-length', `Line ${row.line} does not have one value for each column.`);
  try {
    const record = read();
    const facts = record.facts.map(checked);
    const dropped = row.dropped + facts.reduce((sum, one) => sum + one.dropped, 0);
    return { ...record, facts: facts.map(({ fact }) => fact), ...(dropped > 0 && { dropped }) };
  } catch (error) {
    if (error instanceof Fault) return park(error.code, `Line ${row.line}: ${error.message}`);
    throw error;
  }
}
