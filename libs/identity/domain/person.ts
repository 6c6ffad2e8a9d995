import { isValidNhsNumber, isValidUpn, normaliseNhsNumber, normaliseUpn } from '@tributary/catalogue';
import type { PlainDate } from '@tributary/kernel';

/** What a record says of a person, as its feed gives it (libs/feeds' Sighting has this shape). */
export type Said = Readonly<{
  givenName?: string;
  familyName?: string;
  birthDate?: PlainDate;
  sex?: 'male' | 'female' | 'unknown';
  postcode?: string;
  nhsNumber?: string;
  nhsNumberStatus?: string;
  upn?: string;
  school?: string;
  parents?: readonly string[];
}>;

/** The same, in a form that can be compared: normalised, and without what cannot be trusted. */
export type Person = Readonly<{
  given?: string;
  family?: string;
  /** A full date; a placeholder is no date. */
  born?: PlainDate;
  /** The year of any date, a placeholder's too. */
  bornYear?: string;
  postcode?: string;
  school?: string;
  parents: readonly string[];
  /** Valid and no placeholder. */
  nhsNumber?: string;
  /** The sender says that it was verified with the spine (status 01): only then does it link. */
  nhsVerified?: true;
  /** Valid and permanent, from a sector that may use it. */
  upn?: string;
}>;

/** UPN is matched between education and the authority's children's services alone (design/access.md 17). */
const UPN_SECTORS: readonly string[] = ['education', 'social-care'];
const VERIFIED = '01';

/** Letters that Unicode does not take apart into a base letter and a mark. */
const WHOLE: Readonly<Record<string, string>> = { æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
/** What stands in a name field where there is no name: two babies not yet named are not one. */
const NO_NAME: ReadonlySet<string> = new Set(
  (
    'BABY BABYBOY BABYGIRL BOY GIRL CHILD MALE FEMALE INFANT NEWBORN TWIN TWINI TWINII TWIN1 TWIN2 BABY1 BABY2 ' +
    'UNBORN UNNAMED UNKNOWN NOTKNOWN NOTSTATED NONE NA NULL TEST FORENAME SURNAME'
  ).split(' '),
);

/** Upper case, accents off, letters only: `O’Brien-Smith` and `obrien smith` are one. Empty where it names nobody. */
export function normaliseName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[æœøłđðþı]/g, (letter) => WHOLE[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return NO_NAME.has(plain) ? '' : plain;
}

/** A parent's full name; "Mum" names nobody. */
const normaliseParent = (name: string): string => (/\S\s+\S/.test(name.trim()) ? normaliseName(name) : '');

/** Empty for what joins nobody: ZZ99 stands for no fixed abode, unknown, or abroad (NHS postcode directory). */
export function normalisePostcode(postcode: string): string {
  const plain = postcode.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return plain.startsWith('ZZ99') ? '' : plain;
}

/** LAESTAB (`999/2001`, `9992001`) or URN. Empty for a placeholder. */
const normaliseSchool = (school: string): string => {
  const plain = school.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return /^(\d)\1*$/.test(plain) ? '' : plain;
};

/** The first of a month is what systems fill in for a day they don't know: such a date tells its year only. */
export const isPlaceholderBirthDate = (day: string): boolean => day.endsWith('-01');

export const isTemporaryUpn = (upn: string): boolean => /[A-Z]$/.test(normaliseUpn(upn));

export function personOf(said: Said, sector: string): Person {
  const given = said.givenName && normaliseName(said.givenName);
  const family = said.familyName && normaliseName(said.familyName);
  const postcode = said.postcode && normalisePostcode(said.postcode);
  const school = said.school && normaliseSchool(said.school);
  return {
    parents: (said.parents ?? []).map(normaliseParent).filter((name) => name !== ''),
    ...(given ? { given } : {}),
    ...(family ? { family } : {}),
    ...(said.birthDate ? { bornYear: said.birthDate.slice(0, 4) } : {}),
    ...(said.birthDate && !isPlaceholderBirthDate(said.birthDate) ? { born: said.birthDate } : {}),
    ...(postcode ? { postcode } : {}),
    ...(school ? { school } : {}),
    ...numbersOf(said, sector),
  };
}

function numbersOf(said: Said, sector: string): Pick<Person, 'nhsNumber' | 'nhsVerified' | 'upn'> {
  const { nhsNumber, upn } = said;
  const permanent = upn && UPN_SECTORS.includes(sector) && isValidUpn(upn) && !isTemporaryUpn(upn);
  return {
    ...(nhsNumber && isValidNhsNumber(nhsNumber) ? { nhsNumber: normaliseNhsNumber(nhsNumber) } : {}),
    ...(nhsNumber && isValidNhsNumber(nhsNumber) && said.nhsNumberStatus === VERIFIED ? { nhsVerified: true } : {}),
    ...(permanent ? { upn: normaliseUpn(upn) } : {}),
  };
}

/** A number by which a child is known for sure: a verified NHS number, or a permanent UPN. */
export const isIdentified = (person: Person): boolean => person.nhsVerified === true || person.upn !== undefined;

/** What a record says of its person after it spoke again. What it leaves out it does not take back. */
export function saidAfter<S extends Said>(before: S, now: S): S {
  const spoken = Object.fromEntries(Object.entries(now).filter(([, value]) => value !== undefined));
  const { nhsNumberStatus: kept, ...rest } = { ...before, ...spoken };
  const sameNumber = now.nhsNumber === undefined || now.nhsNumber === before.nhsNumber;
  // A status was given for one number, and is not the next one's.
  const status = sameNumber ? kept : now.nhsNumberStatus;
  return { ...rest, ...(status === undefined ? {} : { nhsNumberStatus: status }) } as S;
}
