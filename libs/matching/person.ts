import type { Birth } from './clean/birth-date';
import type { Name } from './clean/names';
import type { Postcode } from './clean/postcode';

/** What a record says of a person, as whoever keeps it gives it. Nothing of it is trusted. */
export type Stated = Readonly<{
  /** Names the record among those it is matched with; never compared. */
  id: string;
  /** Of the agency that says it: UPN is matched between education and children's services alone (design/access.md 17). */
  sector?: string | undefined;
  givenName?: string | undefined;
  familyName?: string | undefined;
  formerFamilyNames?: readonly string[] | undefined;
  /** `2012-04-30`, `20120430` or `30/04/2012`. */
  birthDate?: string | undefined;
  /** Of a child not yet born, in the same forms; not read where a birth date stands. */
  expectedBirthDate?: string | undefined;
  sex?: string | undefined;
  postcode?: string | undefined;
  formerPostcodes?: readonly string[] | undefined;
  houseNumber?: string | undefined;
  /** Lines of the address below the house number, in any order. */
  addressLines?: readonly string[] | undefined;
  locality?: string | undefined;
  region?: string | undefined;
  parents?: readonly string[] | undefined;
  /** LAESTAB or URN. */
  school?: string | undefined;
  nhsNumber?: string | undefined;
  /** NHS data dictionary; `01` is present and verified. Any other word takes the number's trust. */
  nhsNumberStatus?: string | undefined;
  /** Numbers that `nhsNumber` superseded. */
  formerNhsNumbers?: readonly string[] | undefined;
  upn?: string | undefined;
  /** UPNs that the pupil had before, permanent or temporary. */
  formerUpns?: readonly string[] | undefined;
  /** Any other number that both sides keep: it has no check digit and is weighed like a name. */
  otherNumber?: string | undefined;
}>;

/** Why something that was stated cannot be used. Never holds what was stated. */
export type Fault = Readonly<{ field: string; reason: string }>;

/**
 * The same in a form that can be compared, without what cannot be trusted. Every record has every key: comparing millions
 * of pairs is several times as fast when all have one shape.
 */
export type Person = Readonly<{
  id: string;
  /** Of whoever keeps the record. */
  sector: string | undefined;
  given: Name | undefined;
  family: Name | undefined;
  formerFamilies: readonly Name[];
  birth: Birth | undefined;
  /** Of a child not yet born. */
  expected: Birth | undefined;
  sex: 'male' | 'female' | undefined;
  postcodes: readonly Postcode[];
  house: string | undefined;
  streets: readonly Name[];
  locality: Name | undefined;
  region: string | undefined;
  parents: readonly Name[];
  school: string | undefined;
  /** Valid and no placeholder; superseded ones stand in `formerNhs`. */
  nhs: string | undefined;
  /** The sender says that it was verified with the NHS' own service: it links by itself where nothing speaks against it. */
  nhsVerified: boolean;
  /** The sender says that it was not verified: it supports and does not link. */
  nhsDoubted: boolean;
  /** Those that `nhs` superseded; where there is none, those that stand no longer. */
  formerNhs: readonly string[];
  /** Valid and permanent, from a sector that may use it. */
  upn: string | undefined;
  /** Valid and permanent, and the pupil's no longer. */
  formerUpns: readonly string[];
  /** Given until the permanent one is known, by the school that the record is of. */
  temporaryUpns: readonly string[];
  number: string | undefined;
  faults: readonly Fault[];
}>;
