import type { RecordId, Tx } from '@tributary/kernel';
import type { Person } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import { sealedKeyRefs, sealedRecordRef } from './refs';
import { anySealed, type Sides, sidesUnder } from './storage';

const NONE: Sides = new Map();

/** A pair of which both sides are there. */
export const joins = (one: Sides, other: Sides): string | undefined =>
  [...one].find(([pair, side]) => other.has(pair) && other.get(pair) !== side)?.[0];

type Around = Readonly<{ persons: readonly Person[]; records: readonly RecordId[] }>;

/** Which of some people and records somebody has sealed apart: tested by hashes, and nothing more is known of a pair. */
export class Apart {
  private constructor(
    private readonly vault: Pick<Vault, 'ref'>,
    private readonly under: ReadonlyMap<string, Sides>,
  ) {}

  /** One query where there is no pair at all, two where there are. */
  static async around(tx: Tx, vault: Pick<Vault, 'ref'>, { persons, records }: Around): Promise<Apart> {
    if (!(await anySealed(tx))) return new Apart(vault, new Map());
    const refs = [
      ...persons.flatMap((person) => sealedKeyRefs(vault, person)),
      ...records.map((record) => sealedRecordRef(vault, record)),
    ];
    return new Apart(vault, await sidesUnder(tx, [...new Set(refs)]));
  }

  ofRecord(record: RecordId): Sides {
    return this.under.size === 0 ? NONE : (this.under.get(sealedRecordRef(this.vault, record)) ?? NONE);
  }

  /** By what they say: of somebody's new identity. */
  ofPerson(person: Person): Sides {
    if (this.under.size === 0) return NONE;
    return allOf(sealedKeyRefs(this.vault, person).map((ref) => this.under.get(ref) ?? NONE));
  }

  ofRecords(records: readonly RecordId[]): Sides {
    return allOf(records.map((record) => this.ofRecord(record)));
  }
}

export const allOf = (sides: readonly Sides[]): Sides => {
  const some = sides.filter(({ size }) => size > 0);
  return some.length === 0 ? NONE : new Map(some.flatMap((one) => [...one]));
};
