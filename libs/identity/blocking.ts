import { birthKeys, KEY_KINDS, type Person } from '@tributary/matching';
import type { Vault } from '@tributary/vault';

/** `links`: links by itself, so that one record alone stands for it. */
export type NumberKey = Readonly<{ kind: 'nhs-number' | 'upn'; ref: string; links: boolean }>;

/** Keyed hashes of what a person may be found by. The hashes alone tell nothing of anybody. */
export type Blocking = Readonly<{
  numbers: readonly NumberKey[];
  /** All that the record stands under, the numbers among them. */
  keys: readonly string[];
  /** All that candidates are looked up by: those, and what a child not yet born stands under. */
  sought: readonly string[];
  /** Held while a child is made: two first sights of one child share a key, and so one of these. */
  locks: readonly bigint[];
}>;

/** Shared by hundreds in a borough: they would find nobody, and cost each record a row. */
const TOO_WIDE: ReadonlySet<string> = new Set(['names', 'birth date', 'house and street']);
const KINDS = KEY_KINDS.filter(({ name }) => !TOO_WIDE.has(name));

/** By kind of key; a person who says nothing has none. */
export function keysOf(person: Person, vault: Pick<Vault, 'ref'>): ReadonlyMap<string, string> {
  const refs = new Map<string, string>();
  for (const { name, keyOf } of KINDS) {
    const key = keyOf(person);
    if (key !== undefined) refs.set(name, vault.ref(`key/${name}`, key));
  }
  return refs;
}

/**
 * All that a record stands under: whoever is still known by a number that was superseded is found by it. `refs`: its
 * own, where they are worked out already.
 */
export function recordKeys(
  person: Person,
  vault: Pick<Vault, 'ref'>,
  refs: ReadonlyMap<string, string> = keysOf(person, vault),
): readonly string[] {
  const former = [
    ...person.formerNhs.map((number) => vault.ref('key/nhs-number', number)),
    ...person.formerUpns.map((number) => vault.ref('key/upn', number)),
  ];
  const births = person.expected ? birthRefs(person, vault) : [];
  return [...new Set([...refs.values(), ...former, ...births])];
}

/**
 * All that candidates are looked up by. A born child seeks who was expected by its parents and month of birth and does not
 * stand there: of all records those of children not yet born are the fewest.
 */
export function soughtKeys(
  person: Person,
  vault: Pick<Vault, 'ref'>,
  keys: readonly string[] = recordKeys(person, vault),
): readonly string[] {
  return person.expected ? keys : [...keys, ...birthRefs(person, vault)];
}

const birthRefs = (person: Person, vault: Pick<Vault, 'ref'>): readonly string[] =>
  birthKeys(person).map((key) => vault.ref('key/parent and month of birth', key));

/** How many keys a record stands under, without working them out. */
export function recordKeyCount(person: Person): number {
  const named = (kind: string, keys: readonly (string | undefined)[]): string[] =>
    keys.flatMap((key) => (key === undefined ? [] : [`${kind} ${key}`]));
  return new Set([
    ...KINDS.flatMap(({ name, keyOf }) => named(name, [keyOf(person)])),
    ...named('nhs-number', person.formerNhs),
    ...named('upn', person.formerUpns),
    ...named('parent and month of birth', person.expected ? birthKeys(person) : []),
  ]).size;
}

export function blockingOf(person: Person, recordRef: string, vault: Pick<Vault, 'ref'>): Blocking {
  const refs = keysOf(person, vault);
  const number = (kind: NumberKey['kind'], links: boolean): NumberKey[] => {
    const ref = refs.get(kind);
    return ref === undefined ? [] : [{ kind, ref, links }];
  };
  const keys = recordKeys(person, vault, refs);
  const sought = soughtKeys(person, vault, keys);
  const locks = [hashOf(recordRef), ...new Set(sought.map(bucketOf))];
  return {
    numbers: [...number('nhs-number', person.nhsVerified), ...number('upn', person.upn !== undefined)],
    keys,
    sought,
    locks,
  };
}

/** The server holds some thousand locks at once, a batch has more keys: they share so many. */
const BUCKETS = 1024n;
const hashOf = (ref: string): bigint => Buffer.from(ref, 'base64url').readBigInt64BE(0);
const bucketOf = (ref: string): bigint => BigInt.asUintN(64, hashOf(ref)) % BUCKETS;
