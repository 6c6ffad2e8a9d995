import type { PlainDate } from '@tributary/kernel';
import type { Person, Stated } from '@tributary/matching';

/** What a record says of a person, as its feed gives it (libs/feeds' Sighting has this shape). */
export type Said = Readonly<{
  givenName?: string;
  familyName?: string;
  birthDate?: PlainDate;
  /** Of a child not yet born. */
  expectedBirthDate?: PlainDate;
  sex?: 'male' | 'female' | 'unknown';
  postcode?: string;
  nhsNumber?: string;
  nhsNumberStatus?: string;
  /** Numbers that `nhsNumber` superseded. */
  formerNhsNumbers?: readonly string[];
  upn?: string;
  school?: string;
  parents?: readonly string[];
}>;

/** A number whose status nobody stated is not vouched for: at intake it supports, and does not link by itself. */
const UNSTATED = 'not-stated';

/** What a record says, with the sector of the agency that says it. */
export type Spoken = Said & Readonly<{ sector: string }>;

/** The same as the matcher reads it. */
export const statedBy = ({ nhsNumberStatus, ...said }: Spoken, id = ''): Stated => ({
  ...said,
  id,
  nhsNumberStatus: nhsNumberStatus ?? UNSTATED,
});

/** Known for sure: by a verified NHS number, or a permanent UPN. */
export const isIdentified = (person: Person): boolean => person.nhsVerified || person.upn !== undefined;

/** What a record says of its person after it spoke again. What it leaves out it does not take back. */
export function saidAfter<S extends Said>(before: S, now: S): S {
  const spoken = Object.fromEntries(Object.entries(now).filter(([, value]) => value !== undefined));
  const { nhsNumberStatus: kept, ...rest } = { ...before, ...spoken };
  const sameNumber = now.nhsNumber === undefined || now.nhsNumber === before.nhsNumber;
  // A status was given for one number, and is not the next one's.
  const status = sameNumber ? kept : now.nhsNumberStatus;
  return { ...rest, ...(status === undefined ? {} : { nhsNumberStatus: status }) } as S;
}
