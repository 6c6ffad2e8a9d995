import { type Flag, normaliseNhsNumber } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Around, PersonAround, Sighting } from '../format';
import type { NumberPeriod } from '../parsed';
import { around, personAround } from '../shared/around';
import { Fault } from '../shared/fault';
import { maybe } from '../shared/facts';
import { firstOf, numberPeriods, periodFlags } from '../shared/number-periods';
import { readSex } from '../shared/pupil';
import type { Message, Repetition, Segment } from './message';
import { readStamp } from './stamps';

/** The hospital's patient administration system, whatever messages it sends. */
const SYSTEM = 'pas';

/** Types of identifier (HL7 table 0203) that number a patient's record; others number a visit, an account, a person. */
const RECORD_TYPES = ['MR', 'PI', 'PT', 'PN', ''];
const NHS_TYPES: ReadonlySet<string> = new Set(['NH', 'NHS', 'NNN', 'NNGB', 'NNGBR']);
const NHS_OID = '2.16.840.1.113883.2.1.4.1';
/** Verification status as PID-32 or the number's second component have it: `01`, `NSTS01`. */
const NHS_STATUS = /^(?:NSTS)?(0[1-8])$/i;

export type Patient = Readonly<{ sighting: Sighting; flags: readonly Flag[]; born?: PlainDate }>;

/** Who a message is about. Throws a Fault where it gives no number of the sender's own. */
export function readPatient(message: Message, pid: Segment): Patient {
  const [localId] = recordNumbers(message, pid, 3);
  if (localId === undefined) throw new Fault('hl7-patient-unnumbered', 'PID-3 has no number of the patient.');
  const name = bestOf(pid.repetitions(5), (one) => one.value(7), ['L', '']);
  const address = bestOf(pid.repetitions(11), (one) => one.value(7), ['H', '', 'C', 'P']);
  const born = readStamp(pid.value(7))?.day;
  const parents = parentsOf(message);
  const numbers = nhsNumbersOf(pid);
  return {
    flags: [
      ...(pid.value(7) !== '' && born === undefined ? (['date-unreadable'] as const) : []),
      ...periodFlags(numbers.numberPeriods),
    ],
    ...maybe('born', born),
    sighting: {
      system: SYSTEM,
      localId,
      ...maybe('familyName', name?.value(1) || undefined),
      ...maybe('givenName', name?.value(2) || undefined),
      ...maybe('formerFamilyNames', formerFamilies(pid, name?.value(1))),
      ...maybe('birthDate', born),
      ...maybe('sex', readSex(pid.value(8))),
      ...maybe('postcode', address?.value(5) || undefined),
      ...numbers,
      ...(parents.length > 0 && { parents }),
    },
  };
}

/** Maiden names and aliases (HL7 table 0200), and PID-9. A name at birth is left: it may be the one before an adoption. */
const FORMER_TYPES = ['M', 'A'];
const MOST_FORMER = 10;
function formerFamilies(pid: Segment, current: string | undefined): readonly string[] | undefined {
  const typed = pid.repetitions(5).filter((one) => FORMER_TYPES.includes(one.value(7).toUpperCase()));
  const aliases = pid.repetitions(9).filter((one) => one.value(7).toUpperCase() !== 'B');
  const names = [...typed, ...aliases].map((one) => one.value(1)).filter((one) => one !== '' && one !== current);
  return names.length > 0 ? [...new Set(names)].slice(0, MOST_FORMER) : undefined;
}

/** A record known by its number alone. */
export const numbered = (localId: string): Sighting => ({ system: SYSTEM, localId });

/**
 * Numbers of the sender's own in a field: whose numbering it is, and the number. Where it does not say whose, the
 * sending facility's. A sender that gives nothing but the NHS number is known by that.
 */
export function recordNumbers(message: Message, segment: Segment, field: number): readonly string[] {
  const facility = message.header.value(4);
  const given = segment.repetitions(field).filter((one) => one.value(1) !== '');
  const own = given.filter((one) => !isNhsNumber(one) && RECORD_TYPES.includes(typeOf(one)));
  const ranked = own.sort((a, b) => rank(a) - rank(b));
  const numbers = ranked.map((one) => {
    const authority = one.value(4) || one.value(4, 2) || facility;
    return `${authority.replaceAll('/', '')}/${one.value(1)}`;
  });
  const national = given.filter(isNhsNumber).map((one) => `NHS/${one.value(1)}`);
  return [...new Set(numbers.length > 0 ? numbers : national)];
}

const typeOf = (one: Repetition): string => one.value(5).toUpperCase();
const rank = (one: Repetition): number => RECORD_TYPES.indexOf(typeOf(one));
const isNhsNumber = (one: Repetition): boolean =>
  one.value(4).toUpperCase() === 'NHS' || one.value(4, 2) === NHS_OID || NHS_TYPES.has(typeOf(one));

/** NHS numbers that a patient went under before a merge (MRG-1), beside the one that stands. */
export function mergedNhsNumbers(mrg: Segment, { nhsNumber = '' }: Sighting): readonly string[] {
  const stands = normaliseNhsNumber(nhsNumber);
  const given = mrg
    .repetitions(1)
    .filter(isNhsNumber)
    .map((one) => normaliseNhsNumber(one.value(1)));
  return stands === '' ? [] : [...new Set(given.filter((one) => one !== '' && one !== stands))];
}

/** Of several the one that lasts; CX-7 and -8 say since and until when. */
function nhsNumbersOf(pid: Segment): Pick<Sighting, 'nhsNumber' | 'nhsNumberStatus' | 'numberPeriods'> {
  const numbers = pid.repetitions(3).filter((one) => isNhsNumber(one) && one.value(1) !== '');
  const number = firstOf(numbers, (one) => readStamp(one.value(8))?.day);
  if (!number) return {};
  const said = [number.value(2), ...pid.repetitions(32).map((one) => one.value(1))];
  const status = said.flatMap((text) => NHS_STATUS.exec(text)?.[1] ?? [])[0];
  const periods = numberPeriods(numbers.map(periodOf));
  return { nhsNumber: number.value(1), ...maybe('nhsNumberStatus', status), ...periods };
}

const periodOf = (one: Repetition): NumberPeriod => ({
  kind: 'nhs-number',
  number: one.value(1),
  ...maybe('from', readStamp(one.value(7))?.day),
  ...maybe('until', readStamp(one.value(8))?.day),
});

/** The repetition of the kind that stands first in `kinds`; else none, for it names or houses somebody otherwise. */
function bestOf<T>(given: readonly T[], kindOf: (one: T) => string, kinds: readonly string[]): T | undefined {
  return kinds.flatMap((kind) => given.find((one) => kindOf(one).toUpperCase() === kind) ?? [])[0];
}

/** Whom NK1 names around the patient; missing where the message has no such segment, for many leave it out. */
export function aroundIn(message: Message, stamps: Pick<Around, 'recordedAt' | 'revision'>): Around | undefined {
  const kin = message.all('NK1');
  return kin.length === 0 ? undefined : around(kin.map(kinOf), { whole: true, ...stamps });
}

/** NK1-3 how they stand to the patient, NK1-8 and -9 since and until when, NK1-16 born, NK1-33 the sender's number. */
const kinOf = (kin: Segment): PersonAround | undefined =>
  personAround({
    words: [kin.value(3), kin.value(3, 2)],
    number: kin.value(33),
    givenName: kin.value(2, 2),
    familyName: kin.value(2, 1),
    birthDate: readStamp(kin.value(16))?.day,
    from: readStamp(kin.value(8))?.day,
    until: readStamp(kin.value(9))?.day,
  });

/** Parents and carers in NK1-3: HL7 table 0063, and the words that English systems write in its place. */
const PARENTS = /^(MTH|FTH|PAR|GRD|CGV|MOTHER|FATHER|PARENT|GUARDIAN|CARER|FOSTER CARER|STEP ?(MOTHER|FATHER))$/i;

function parentsOf(message: Message): readonly string[] {
  const names = message
    .all('NK1')
    .filter((kin) => PARENTS.test(kin.value(3)) || PARENTS.test(kin.value(3, 2)))
    .map((kin) => `${kin.value(2, 2)} ${kin.value(2, 1)}`.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}
