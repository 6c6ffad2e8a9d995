import { parsePlainDate, type PlainDate } from '@tributary/kernel';
import type { Around, PersonAround, Sighting } from '../format';
import type { NumberKind, NumberPeriod } from '../parsed';
import { around, notTaken, personAround } from '../shared/around';
import { Fault } from '../shared/fault';
import { maybe } from '../shared/facts';
import { formerly } from '../shared/formerly';
import { booleanOf } from '../shared/json-values';
import { isJson } from './envelope';

type Json = Readonly<Record<string, unknown>>;
const READ = [
  'system',
  'localId',
  'givenName',
  'familyName',
  'birthDate',
  'expectedBirthDate',
  'sex',
  'postcode',
  'nhsNumber',
  'nhsNumberStatus',
  'upn',
  'formerFamilyNames',
  'formerPostcodes',
  'formerNhsNumbers',
  'formerUpns',
  'numberPeriods',
  'school',
  'parents',
  'around',
];

export type Whose = Readonly<{ sighting: Sighting; around?: Around; dropped: number }>;

/** `data.record`: whose record the event concerns, in the sender's own words. */
export function readSighting(value: unknown): Whose {
  if (!isJson(value)) throw new Fault('ce-record-invalid', 'data.record is missing.');
  const [system, localId] = [text(value, 'system'), text(value, 'localId')];
  if (system === undefined || localId === undefined) {
    throw new Fault('ce-record-invalid', 'data.record.system or data.record.localId is missing.');
  }
  const sighting: Sighting = {
    system,
    localId,
    ...maybe('givenName', text(value, 'givenName')),
    ...maybe('familyName', text(value, 'familyName')),
    ...maybe('birthDate', day(value, 'birthDate')),
    ...maybe('expectedBirthDate', day(value, 'expectedBirthDate')),
    ...maybe('sex', readSex(text(value, 'sex'))),
    ...maybe('postcode', text(value, 'postcode')),
    ...maybe('nhsNumber', text(value, 'nhsNumber')),
    ...maybe('nhsNumberStatus', text(value, 'nhsNumberStatus')),
    ...maybe('upn', text(value, 'upn')),
    ...maybe('school', text(value, 'school')),
    ...formerly('formerFamilyNames', textsIn(value, 'formerFamilyNames')),
    ...formerly('formerPostcodes', textsIn(value, 'formerPostcodes')),
    ...maybe('numberPeriods', readPeriods(value['numberPeriods'])),
    ...formerly('formerNhsNumbers', textsIn(value, 'formerNhsNumbers')),
    ...formerly('formerUpns', textsIn(value, 'formerUpns')),
    ...maybe('parents', readParents(value)),
  };
  const names = Object.keys(value);
  const periods = Array.isArray(value['numberPeriods']) ? value['numberPeriods'].filter(isJson) : [];
  const others = periods.flatMap((one) => Object.keys(one).filter((name) => !READ_OF_PERIOD.includes(name)));
  const dropped = names.filter((name) => !READ.includes(name)).length + others.length;
  const people = readPeople(value['around']);
  if (people === undefined) return { sighting, dropped };
  const named = around(people.map(readPerson));
  const unread = people.flatMap((person) => Object.keys(person).filter((name) => !READ_OF_PERSON.includes(name)));
  return { sighting, around: named, dropped: dropped + unread.length + notTaken(people, named) };
}

function day(source: Json, name: string): PlainDate | undefined {
  const value = text(source, name);
  const read = value === undefined ? undefined : parsePlainDate(value);
  if (value === undefined || read !== undefined) return read;
  throw new Fault('ce-record-invalid', `data.record.${name} is not a day as 2026-01-31.`);
}

function text(source: Json, name: string): string | undefined {
  const value = source[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new Fault('ce-record-invalid', `data.record.${name} is not a text.`);
  if (value.length > 200) throw new Fault('value-too-long', `data.record.${name} is longer than 200 characters.`);
  const trimmed = value.trim();
  return trimmed === '' ? undefined : trimmed;
}

const READ_OF_PERIOD = ['kind', 'number', 'from', 'until'];
const KINDS: readonly NumberKind[] = ['nhs-number', 'upn'];

/** Since and until when numbers are the person's; an empty list says that nothing is known of that. */
function readPeriods(value: unknown): readonly NumberPeriod[] | undefined {
  if (value === undefined || value === null) return undefined;
  const wrong = (what: string): Fault => new Fault('ce-record-invalid', `data.record.numberPeriods ${what}.`);
  if (!Array.isArray(value) || value.length > 20 || !value.every(isJson)) throw wrong('is no list of at most twenty');
  return value.map((one: Json) => {
    const kind = KINDS.find((known) => known === one['kind']);
    const number = text(one, 'number');
    if (kind === undefined) throw wrong(`has a kind that is none of ${KINDS.join(', ')}`);
    if (number === undefined) throw wrong('has an entry without number');
    return { kind, number, ...maybe('from', day(one, 'from')), ...maybe('until', day(one, 'until')) };
  });
}

const READ_OF_PERSON = [
  ...['relationship', 'parentalResponsibility', 'number', 'givenName', 'familyName', 'birthDate', 'from', 'until'],
  ...['livesWith', 'household', 'livesWithFrom', 'livesWithUntil', 'staffNumber', 'allegedSourceOfHarm'],
];

function readPeople(value: unknown): readonly Json[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.length <= 20 && value.every(isJson)) return value;
  throw new Fault('ce-record-invalid', 'data.record.around is not a list of at most twenty people.');
}

const readPerson = (person: Json): PersonAround | undefined =>
  personAround({
    words: [text(person, 'relationship')],
    responsible: text(person, 'parentalResponsibility'),
    ...{ number: text(person, 'number'), staffNumber: text(person, 'staffNumber') },
    ...{ givenName: text(person, 'givenName'), familyName: text(person, 'familyName') },
    birthDate: dayIn(person, 'birthDate'),
    ...{ from: dayIn(person, 'from'), until: dayIn(person, 'until') },
    ...{ livesWith: booleanOf(person, 'livesWith'), household: text(person, 'household') },
    alleged: booleanOf(person, 'allegedSourceOfHarm'),
    ...{ livesWithFrom: dayIn(person, 'livesWithFrom'), livesWithUntil: dayIn(person, 'livesWithUntil') },
  });

/** Of somebody around the child one that cannot be read is left out: the event does not stand or fall by it. */
const dayIn = (person: Json, name: string): PlainDate | undefined => parsePlainDate(text(person, name) ?? '');

function readSex(sex: string | undefined): Sighting['sex'] {
  if (sex === undefined || sex === 'male' || sex === 'female' || sex === 'unknown') return sex;
  throw new Fault('ce-record-invalid', 'data.record.sex is none of male, female, unknown.');
}

function readParents(source: Json): readonly string[] | undefined {
  const parents = textsIn(source, 'parents');
  return parents?.length === 0 ? undefined : parents;
}

function textsIn(source: Json, name: string): readonly string[] | undefined {
  const value = source[name];
  if (value === undefined || value === null) return undefined;
  if (
    Array.isArray(value) &&
    value.length <= 10 &&
    value.every((one) => typeof one === 'string' && one.length <= 200)
  ) {
    return value as string[];
  }
  throw new Fault('ce-record-invalid', `data.record.${name} is not a list of at most ten short texts.`);
}
