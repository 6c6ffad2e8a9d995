import type { RecordId } from '@tributary/kernel';
import { KEY_KINDS, type Person } from '@tributary/matching';
import type { Vault } from '@tributary/vault';

/** What of a new identity tells a record apart as being of it. */
const TELLING: ReadonlySet<string> = new Set(['nhs-number', 'upn', 'names and birth date']);
const KINDS = KEY_KINDS.filter(({ name }) => TELLING.has(name));

type Refs = Pick<Vault, 'ref'>;

/** By which of these a person can be told apart. */
export const tellingKinds = (person: Person): readonly string[] =>
  KINDS.filter(({ keyOf }) => keyOf(person) !== undefined).map(({ name }) => name);

/** Not the hash that the record or its keys stand under elsewhere: nobody can lay the two tables side by side. */
export const sealedRecordRef = (vault: Refs, record: RecordId): string => vault.ref('sealed/record', record);

/** What a person would be known by as somebody's new identity. */
export function sealedKeyRefs(vault: Refs, person: Person): readonly string[] {
  const keys = KINDS.flatMap(({ name, keyOf }) => {
    const key = keyOf(person);
    return key === undefined ? [] : [vault.ref('sealed/key', name, key)];
  });
  const former = (kind: string, numbers: readonly string[]) =>
    numbers.map((number) => vault.ref('sealed/key', kind, number));
  return [...keys, ...former('nhs-number', person.formerNhs), ...former('upn', person.formerUpns)];
}
