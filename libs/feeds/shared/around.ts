import type { Relationship, Responsibility } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';
import type { Around, PersonAround, Sighting } from '../parsed';
import { flagged, maybe } from './facts';

/** More than any record names: what is beyond is left out, and counted. */
const MOST_PEOPLE = 20;
/** No name that is read is longer. */
const LONGEST = 100;

/**
 * Words and codes by which systems say how somebody stands to a child: HL7 table 0063, HL7 version 3 RoleCode, UK Core's
 * own, and English ones. A person of another word is kept as `other`, and flagged.
 */
const WORDS: Readonly<Record<Relationship, readonly string[]>> = {
  mother: ['MOTHER', 'MUM', 'MTH', 'NMTH', 'NMTHF', 'ADOPTM', 'PAM', 'MOTHERFOST'],
  father: ['FATHER', 'DAD', 'FTH', 'NFTH', 'NFTHF', 'ADOPTF', 'PAF'],
  parent: [
    ...['PARENT', 'PAR', 'PRN', 'NPRN', 'ADOPTP', 'STEP PARENT', 'STEPPARENT', 'STEP MOTHER', 'STEPMOTHER'],
    ...['STEP FATHER', 'STEPFATHER', 'STPPRN', 'STPMTH', 'STPFTH', 'STP'],
  ],
  carer: [
    ...['CARER', 'CAR', 'CAREGIVER', 'CGV', 'GUARDIAN', 'GRD', 'GUARD', 'SPECIAL GUARDIAN', 'KINSHIP CARER'],
    ...['FOSTER CARER', 'FOSTER PARENT', 'FOSTER MOTHER', 'FOSTER FATHER', 'PRNFOST', 'MTHFOST', 'FTHFOST'],
  ],
  sibling: [
    ...['SIBLING', 'BROTHER', 'SISTER', 'SIB', 'BRO', 'SIS', 'NSIB', 'NBRO', 'NSIS', 'HSIB', 'HBRO', 'HSIS'],
    ...['STPSIB', 'STPBRO', 'STPSIS', 'HALF BROTHER', 'HALF SISTER', 'STEP BROTHER', 'STEP SISTER'],
  ],
  grandparent: ['GRANDPARENT', 'GRANDMOTHER', 'GRANDFATHER', 'GRP', 'GRPRN', 'GRMTH', 'GRFTH'],
  other: ['OTHER', 'OTH', 'OTHER CONTACT'],
};
const BY_WORD: ReadonlyMap<string, Relationship> = new Map(
  Object.entries(WORDS).flatMap(([relationship, words]) => words.map((word) => [word, relationship as Relationship])),
);

const RESPONSIBLE: Readonly<Record<string, Responsibility>> = {
  ...{ Y: 'yes', YES: 'yes', TRUE: 'yes', '1': 'yes', N: 'no', NO: 'no', FALSE: 'no', '0': 'no' },
  ...{ SHARED: 'shared-with-authority', 'SHARED-WITH-AUTHORITY': 'shared-with-authority' },
  ...{ RESTRICTED: 'restricted-by-order', 'RESTRICTED-BY-ORDER': 'restricted-by-order' },
};

/** Someone around a child in the words of the source; the first word that is known says how they stand to it. */
export type SaidAround = Readonly<{
  words: readonly (string | undefined)[];
  responsible?: string | undefined;
  number?: string | undefined;
  givenName?: string | undefined;
  familyName?: string | undefined;
  birthDate?: PlainDate | undefined;
  from?: PlainDate | undefined;
  until?: PlainDate | undefined;
  livesWith?: boolean | undefined;
  household?: string | undefined;
  livesWithFrom?: PlainDate | undefined;
  livesWithUntil?: PlainDate | undefined;
  staffNumber?: string | undefined;
  alleged?: boolean | undefined;
}>;

/** Undefined where nobody is named: a role alone is nobody. */
export function personAround(said: SaidAround): PersonAround | undefined {
  const { words, responsible, from, until } = said;
  const [number, givenName, familyName] = [clipped(said.number), clipped(said.givenName), clipped(said.familyName)];
  if (number === undefined && givenName === undefined && familyName === undefined) return undefined;
  const given = words.flatMap((word) => word?.trim().toUpperCase() || []);
  const relationship = given.flatMap((word) => BY_WORD.get(word.replaceAll(/[-_]/g, ' ')) ?? [])[0];
  const home = homeOf(said);
  const isBackwards = runsBack(from, until) || runsBack(home.livesWithFrom, home.livesWithUntil);
  return {
    ...maybe('number', number),
    ...maybe('givenName', givenName),
    ...maybe('familyName', familyName),
    ...maybe('birthDate', said.birthDate),
    relationship: relationship ?? 'other',
    responsibility: RESPONSIBLE[(responsible ?? '').trim().toUpperCase()] ?? 'unknown',
    ...maybe('from', from),
    ...maybe('until', until),
    ...home,
    ...maybe('staffNumber', clipped(said.staffNumber)),
    ...maybe('alleged', said.alleged === true ? said.alleged : undefined),
    ...flagged(relationship === undefined && given.length > 0 && 'code-unmapped', isBackwards && 'end-before-start'),
  };
}

type Home = Pick<PersonAround, 'livesWith' | 'household' | 'livesWithFrom' | 'livesWithUntil'>;

/** A household, or days in one, say that they live together; a no to that leaves nothing to say of where. */
function homeOf({ livesWith, household, livesWithFrom, livesWithUntil }: SaidAround): Home {
  if (livesWith === false) return { livesWith };
  const number = clipped(household);
  const together = [number, livesWithFrom, livesWithUntil].some((one) => one !== undefined) || livesWith;
  return {
    ...maybe('livesWith', together),
    ...maybe('household', number),
    ...maybe('livesWithFrom', livesWithFrom),
    ...maybe('livesWithUntil', livesWithUntil),
  };
}

const runsBack = (from: PlainDate | undefined, until: PlainDate | undefined): boolean =>
  from !== undefined && until !== undefined && until < from;

/**
 * Those whom a record names that belong around the child, each once: the last word on one person in one relationship.
 * Others (a friend, a neighbour, a doctor) only where they live with the child, have parental responsibility or are the
 * agency's own staff; who else stands in a list of contacts is left out, and counted by `notTaken`.
 */
export function around(people: readonly (PersonAround | undefined)[], how: Omit<Around, 'people'> = {}): Around {
  const named = new Map(people.flatMap((one) => (one && belongs(one) ? [[nameOf(one), one] as const] : [])));
  return { people: [...named.values()].slice(0, MOST_PEOPLE), ...how };
}

const belongs = ({ relationship, responsibility, livesWith, staffNumber, alleged }: PersonAround): boolean =>
  relationship !== 'other' ||
  alleged === true ||
  livesWith === true ||
  staffNumber !== undefined ||
  !['no', 'unknown'].includes(responsibility);

const BRING_UP: readonly Relationship[] = ['mother', 'father', 'parent', 'carer'];

/** What a record says of its child, with the parents and carers whom it names around the child, for matching. */
export function withParents(sighting: Sighting, named: Around | undefined): Sighting {
  const parents = (named?.people ?? [])
    .filter(({ relationship }) => BRING_UP.includes(relationship))
    .flatMap(({ givenName, familyName }) => (givenName && familyName ? [`${givenName} ${familyName}`] : []));
  const all = [...new Set([...(sighting.parents ?? []), ...parents])];
  return all.length > 0 ? { ...sighting, parents: all.slice(0, MOST_PARENTS) } : sighting;
}

const MOST_PARENTS = 10;

/** How many of a list were not taken. */
export const notTaken = (given: readonly unknown[], taken: Around | undefined): number =>
  given.length - (taken?.people.length ?? 0);

/** By what one person is told from another within a record. */
const nameOf = ({ number, givenName, familyName, birthDate, relationship, alleged }: PersonAround): string =>
  JSON.stringify([
    alleged === true,
    relationship,
    ...(number === undefined ? [givenName, familyName, birthDate] : [number]),
  ]);

const clipped = (text: string | undefined): string | undefined => text?.trim().slice(0, LONGEST) || undefined;
