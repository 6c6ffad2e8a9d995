import type { Vault } from '@tributary/vault';
import type { Person } from './domain/person';

/** `links`: links by itself, so that one record alone stands for it. */
export type NumberKey = Readonly<{ kind: 'nhs-number' | 'upn'; ref: string; links: boolean }>;

/** Keyed hashes of what a person may be found by. The hashes alone tell nothing of anybody. */
export type Blocking = Readonly<{
  numbers: readonly NumberKey[];
  /** All that candidates are looked up by, the numbers among them. */
  keys: readonly string[];
  /** What two first sights of one child would share: held while a child is made. */
  locks: readonly string[];
}>;

export function blockingOf(person: Person, recordRef: string, vault: Pick<Vault, 'ref'>): Blocking {
  const numbers: NumberKey[] = [];
  if (person.nhsNumber) {
    const ref = vault.ref('key/nhs-number', person.nhsNumber);
    numbers.push({ kind: 'nhs-number', ref, links: person.nhsVerified === true });
  }
  if (person.upn) numbers.push({ kind: 'upn', ref: vault.ref('key/upn', person.upn), links: true });
  // Without the given name: a twin has to be found as well as a namesake.
  const named = person.family && person.born ? [vault.ref('key/family-born', person.family, person.born)] : [];
  const home = person.born && person.postcode ? [vault.ref('key/born-postcode', person.born, person.postcode)] : [];
  const strong = [...numbers.map((number) => number.ref), ...named];
  return { numbers, keys: [...strong, ...home], locks: [...strong, recordRef] };
}
