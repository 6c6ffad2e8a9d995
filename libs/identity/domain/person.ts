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
  /** Valid, no placeholder, and verified with the spine (status 01). */
  nhsNumber?: string;
  /** Valid and permanent, from a sector that may use it. */
  upn?: string;
}>;

/** UPN is matched between education and the authority's children's services alone (design/access.md 17). */
const UPN_SECTORS: readonly string[] = ['education', 'social-care'];
const VERIFIED = '01';

/** Upper case, accents off, letters only: `O’Brien-Smith` and `obrien smith` are one. */
export function normaliseName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

export const normalisePostcode = (postcode: string): string => postcode.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** The first of a month is what systems fill in for a day they don't know: such a date tells its year only. */
export const isPlaceholderBirthDate = (day: string): boolean => day.endsWith('-01');

export const isTemporaryUpn = (upn: string): boolean => /[A-Z]$/.test(normaliseUpn(upn));

export function personOf(said: Said, sector: string): Person {
  const given = said.givenName && normaliseName(said.givenName);
  const family = said.familyName && normaliseName(said.familyName);
  const postcode = said.postcode && normalisePostcode(said.postcode);
  return {
    parents: (said.parents ?? []).map(normaliseName).filter((name) => name !== ''),
    ...(given ? { given } : {}),
    ...(family ? { family } : {}),
    ...(said.birthDate ? { bornYear: said.birthDate.slice(0, 4) } : {}),
    ...(said.birthDate && !isPlaceholderBirthDate(said.birthDate) ? { born: said.birthDate } : {}),
    ...(postcode ? { postcode } : {}),
    ...(said.school ? { school: said.school } : {}),
    ...numbersOf(said, sector),
  };
}

function numbersOf(said: Said, sector: string): Pick<Person, 'nhsNumber' | 'upn'> {
  const { nhsNumber, upn } = said;
  const verified = nhsNumber && said.nhsNumberStatus === VERIFIED && isValidNhsNumber(nhsNumber);
  const permanent = upn && UPN_SECTORS.includes(sector) && isValidUpn(upn) && !isTemporaryUpn(upn);
  return {
    ...(verified ? { nhsNumber: normaliseNhsNumber(nhsNumber) } : {}),
    ...(permanent ? { upn: normaliseUpn(upn) } : {}),
  };
}
