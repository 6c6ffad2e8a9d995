import type { PlainDate } from '@tributary/kernel';
import { demoNhsNumber, demoPostcode, demoUpn } from './numbers';
import type { School } from './places';

/** A child of the borough as its agencies know it. Every field stands once in the whole borough. */
export type Person = Readonly<{
  number: number;
  givenName: string;
  familyName: string;
  birthDate: PlainDate;
  sex: 'male' | 'female';
  nhsNumber: string;
  postcode: string;
  upn: string;
  /** The school's own number of its pupil. */
  pupilId: string;
  /** The council's own number. */
  careId: string;
  /** Its own number in health, police, housing and voluntary agencies. */
  clientId: string;
  /** A word that stands in free texts about this child, and nowhere else. */
  aside: string;
  school: School | undefined;
}>;

type Given = Pick<Person, 'number' | 'givenName' | 'familyName' | 'birthDate' | 'sex' | 'aside' | 'school'>;

/** `number` gives all numbers and the postcode: below 1,000 for the borough, from 2,000 for the stories. */
export function personOf(given: Given): Person {
  const { number, school } = given;
  const own = String(number).padStart(4, '0');
  const joined = number < 1_000 ? 20 : 21;
  return {
    ...given,
    nhsNumber: demoNhsNumber(number),
    postcode: demoPostcode(number),
    upn: demoUpn((school?.laestab ?? '9990000').slice(3), joined, number % 1_000),
    pupilId: `${school?.prefix ?? 'NS'}-${own}`,
    careId: `WXC-${own}`,
    clientId: `WXP-${own}`,
  };
}

/** What of a person must stand in no log, metric, address or unsealed column. */
export const canariesOf = (person: Person): readonly string[] => [
  person.givenName,
  person.familyName,
  person.nhsNumber,
  person.postcode,
  person.upn,
  person.pupilId,
  person.careId,
  person.clientId,
  person.aside,
];
