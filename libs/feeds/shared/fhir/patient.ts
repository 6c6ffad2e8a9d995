import { type Flag, nhsNumberFault, normaliseNhsNumber } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { NumberPeriod, Sighting } from '../../parsed';
import { Fault } from '../fault';
import { maybe } from '../facts';
import { firstOf, numberPeriods, periodFlags } from '../number-periods';
import { codeOf, extension, type Fhir, NOTHING, part, parts, text, texts } from './node';
import { birthDayIn, dayIn } from './moments';

const NHS_NUMBER = 'Id/nhs-number';
/** Former and passing names and addresses say little of where and who somebody is now. */
const FORMER = ['old', 'maiden', 'temp', 'billing'];

export type Person = Readonly<{
  /** Missing where it is none, or stands for none: all digits alike. A wrong check digit is kept, and flagged. */
  nhsNumber?: string;
  nhsNumberStatus?: string;
  /** Marked as old beside the one that stands now. */
  formerNhsNumbers?: readonly string[];
  numberPeriods?: readonly NumberPeriod[];
  givenName?: string;
  familyName?: string;
  /** Marked as old, or as the name before a marriage. */
  formerFamilyNames?: readonly string[];
  birthDate?: PlainDate;
  sex?: NonNullable<Sighting['sex']>;
  postcode?: string;
  formerPostcodes?: readonly string[];
  /** The agency's own number of the person, `system|value`. */
  own?: string;
  flags: readonly Flag[];
}>;

/** Of several names or addresses those without an end go first, else the one that ends last. */
const preferred = (all: readonly Fhir[], uses: readonly string[]): Fhir => {
  const current = all.filter((one) => !FORMER.includes(text(one, 'use') ?? ''));
  const lasting = current.filter((one) => endOf(one) === undefined);
  const [first] = lasting;
  const used = uses.map((use) => lasting.find((one) => text(one, 'use') === use)).find(Boolean);
  return used ?? first ?? firstOf(current, endOf) ?? NOTHING;
};

/** The day on which its period ends; one that ends before it begins says nothing. */
function endOf(one: Fhir): PlainDate | undefined {
  const period = part(one, 'period');
  const [start, end] = [dayIn(period, 'start'), dayIn(period, 'end')];
  return start !== undefined && end !== undefined && end < start ? undefined : end;
}

/** A number as it can stand for a person; placeholders and other texts cannot. */
export function usableNumber(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const fault = nhsNumberFault(given);
  return fault === undefined || fault === 'check' ? normaliseNhsNumber(given) : undefined;
}

/** Who a Patient (or a RelatedPerson) is, of STU3 and of R4. */
export function readPerson(patient: Fhir): Person {
  const identifiers = parts(patient, 'identifier');
  const numbers = identifiers.filter((one) => text(one, 'system')?.endsWith(NHS_NUMBER));
  const nhs =
    firstOf(
      numbers.filter((one) => !isOld(one)),
      (one) => dayIn(part(one, 'period'), 'end'),
    ) ?? NOTHING;
  const former = numbers.filter(isOld).flatMap((one) => usableNumber(text(one, 'value')) ?? []);
  const own = identifiers.find((one) => !numbers.includes(one) && text(one, 'value') !== undefined);
  const given = text(nhs, 'value');
  const nhsNumber = usableNumber(given);
  const periods = numbers.filter((one) => !isOld(one) || nhsNumber !== undefined).flatMap(periodOf);
  const name = preferred(parts(patient, 'name'), ['official', 'usual']);
  const familyName = text(name, 'family');
  const address = preferred(parts(patient, 'address'), ['home']);
  const birth = text(patient, 'birthDate');
  const birthDate = birthDayIn(patient, 'birthDate');
  const status = statusIn(nhs);
  return {
    ...maybe('nhsNumber', nhsNumber),
    ...maybe('nhsNumberStatus', nhsNumber && status),
    ...(nhsNumber !== undefined && former.length > 0 && { formerNhsNumbers: former }),
    ...numberPeriods(periods),
    ...maybe('givenName', texts(name, 'given')[0]),
    ...maybe('familyName', familyName),
    ...maybe('formerFamilyNames', before(parts(patient, 'name'), 'family', familyName)),
    ...maybe('birthDate', birthDate),
    ...maybe('sex', sexOf(text(patient, 'gender'))),
    ...maybe('postcode', text(address, 'postalCode')),
    ...maybe('formerPostcodes', before(parts(patient, 'address'), 'postalCode', text(address, 'postalCode'))),
    ...maybe('own', own && `${text(own, 'system') ?? ''}|${text(own, 'value') ?? ''}`),
    flags: [
      ...(given !== undefined && nhsNumberFault(given) !== undefined ? (['nhs-number-invalid'] as const) : []),
      ...(birth !== undefined && birthDate === undefined ? (['date-unreadable'] as const) : []),
      ...periodFlags(periods),
    ],
  };
}

/** UK Core's own word for `01`. */
const VERIFIED = 'number-present-and-verified';

function statusIn(identifier: Fhir): string | undefined {
  const within = extension(identifier, 'NHSNumberVerificationStatus');
  const status = within && codeOf(within, 'valueCodeableConcept');
  return status === VERIFIED ? '01' : status;
}

function periodOf(identifier: Fhir): readonly NumberPeriod[] {
  const number = usableNumber(text(identifier, 'value'));
  const period = part(identifier, 'period');
  if (number === undefined) return [];
  return [
    { kind: 'nhs-number', number, ...maybe('from', dayIn(period, 'start')), ...maybe('until', dayIn(period, 'end')) },
  ];
}

/**
 * What names or addresses say that stand no longer: by their use, or because their period is over while another lasts. A
 * passing one (`temp`) was never the person's own.
 */
function before(all: readonly Fhir[], field: string, current: string | undefined): readonly string[] | undefined {
  const isFormer = (one: Fhir): boolean => {
    const use = text(one, 'use') ?? '';
    return ['old', 'maiden'].includes(use) || (!FORMER.includes(use) && endOf(one) !== undefined);
  };
  const said = all
    .filter(isFormer)
    .flatMap((one) => text(one, field) ?? [])
    .filter((one) => one !== current);
  return said.length > 0 ? [...new Set(said)].slice(0, MOST_FORMER) : undefined;
}

const MOST_FORMER = 10;

const isOld = (identifier: Fhir): boolean => text(identifier, 'use') === 'old';

const sexOf = (gender: string | undefined): Sighting['sex'] =>
  gender === undefined ? undefined : gender === 'male' || gender === 'female' ? gender : 'unknown';

export const fullName = ({ givenName, familyName }: Person): string | undefined =>
  [givenName, familyName].filter(Boolean).join(' ') || undefined;

/** `name`: the record's own name, where the sender has one that it uses throughout. */
export type Naming = Readonly<{ system: string; parents?: readonly string[]; name?: string }>;

/**
 * What a record of the person is called: the name given, else the NHS number, else the agency's own number, else name and
 * birth date together. Undefined where there is less than that.
 */
export function localIdOf(person: Person, name: string | undefined): string | undefined {
  const { nhsNumber, own, givenName: given, familyName: family, birthDate: born } = person;
  const named = given !== undefined && family !== undefined && born !== undefined;
  return name ?? nhsNumber ?? own ?? (named ? `unnumbered|${family}|${given}|${born}` : undefined);
}

/** The person as a sighting in `system`, under what its record is called. Throws where nobody is named. */
export function sightingOf(person: Person, { system, parents = [], name }: Naming): Sighting {
  const {
    nhsNumber,
    nhsNumberStatus,
    formerNhsNumbers,
    numberPeriods: periods,
    givenName: given,
    familyName: family,
    birthDate: born,
    sex,
    postcode,
    formerFamilyNames,
    formerPostcodes,
  } = person;
  const localId = localIdOf(person, name);
  if (localId === undefined) {
    throw new Fault('fhir-nobody', 'There is no number, and no name with a birth date, of the person it is about.');
  }
  return {
    system,
    localId,
    ...maybe('nhsNumber', nhsNumber),
    ...maybe('nhsNumberStatus', nhsNumberStatus),
    ...maybe('formerNhsNumbers', formerNhsNumbers),
    ...maybe('numberPeriods', periods),
    ...maybe('givenName', given),
    ...maybe('familyName', family),
    ...maybe('formerFamilyNames', formerFamilyNames),
    ...maybe('birthDate', born),
    ...maybe('sex', sex),
    ...maybe('postcode', postcode),
    ...maybe('formerPostcodes', formerPostcodes),
    ...(parents.length > 0 && { parents }),
  };
}
