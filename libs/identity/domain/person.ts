import type { Sighting } from '@tributary/feeds';
import type { Person, Stated } from '@tributary/matching';

/** What a record says of a person, and what it itself said before of where the person lived. */
export type Said = Omit<Sighting, 'system' | 'localId'>;

/** A number whose status nobody stated is not vouched for: at intake it supports, and does not link by itself. */
const UNSTATED = 'not-stated';

/** What a record says, with the sector of the agency that says it, and what that calls the record. */
export type Spoken = Said &
  Readonly<{
    sector: string;
    /** The agency's own name of the record; missing where it was last spoken of before it was kept. */
    own?: Pick<Sighting, 'system' | 'localId'>;
  }>;

/** The same as the matcher reads it. */
export const statedBy = ({ nhsNumberStatus, ...said }: Spoken, id = ''): Stated => ({
  ...said,
  id,
  nhsNumberStatus: nhsNumberStatus ?? UNSTATED,
});

/** Known for sure: by a verified NHS number, or a permanent UPN. */
export const isIdentified = (person: Person): boolean => person.nhsVerified || person.upn !== undefined;

/** What is said of a number, and not of the one that comes after it. */
const OF_NUMBER = { nhsNumber: ['nhsNumberStatus', 'formerNhsNumbers'], upn: ['formerUpns'] } as const;

/** What a record says of its person after it spoke again. What it leaves out it does not take back. */
export function saidAfter<S extends Said>(before: S, now: S): S {
  const spoken = Object.entries(now).filter(([, value]) => value !== undefined);
  const left = Object.entries(before).filter(([field]) => !isOfAnother(field, before, now));
  return { ...Object.fromEntries([...left, ...spoken]), ...addressesBefore(before, now) } as S;
}

/** More than these tell nothing of who somebody is. */
const ADDRESSES_KEPT = 10;

/**
 * A record that moves keeps where it was. A family name that changes is not kept in this way: a child's changes by adoption
 * or for safety more often than by custom, and then the earlier one is not for matching unless the sender states it.
 */
function addressesBefore(before: Said, now: Said): Pick<Said, 'formerPostcodes'> {
  const left = [before.postcode, ...(before.formerPostcodes ?? []), ...(now.formerPostcodes ?? [])];
  const current = now.postcode ?? before.postcode;
  const former = [...new Set(left.filter((one) => one !== undefined && one !== current))];
  return former.length > 0 ? { formerPostcodes: former.slice(0, ADDRESSES_KEPT) as string[] } : {};
}

const isOfAnother = (field: string, before: Said, now: Said): boolean =>
  (['nhsNumber', 'upn'] as const).some(
    (number) =>
      (OF_NUMBER[number] as readonly string[]).includes(field) &&
      now[number] !== undefined &&
      now[number] !== before[number],
  );
