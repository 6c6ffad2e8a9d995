import type { AgencyId, Instant } from '@tributary/kernel';
import { type Judge, type Person, PersonReader } from '@tributary/matching';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { soughtKeys } from '../blocking';
import { openSaid, statedToday } from '../open-said';
import { Apart, joins } from '../sealed/apart';
import { recordsOfCandidates } from '../storage/rows';
import { WeightsInForce } from '../weights';
import { isGrownUp, type KnownRecord } from './answer';
import type { Sought } from './question';

/** Who is sought, made ready for comparing, and by what it is judged. */
export type Prepared = Readonly<{ sought: Person; judge: Judge; weights: string }>;

type Options = Readonly<{ pool: Pool; vault: Pick<Vault, 'ref' | 'openIdentity'> }>;
type Within = Readonly<{ at: Instant; of?: AgencyId }>;

export const yearOf = (at: Instant): number => Number(at.slice(0, 4));

/** Finds records that may be of a person: by keyed hashes, and none is opened that shares none of them. */
export class Finder {
  private readonly weights: WeightsInForce;

  constructor(private readonly options: Options) {
    this.weights = new WeightsInForce(options.pool);
  }

  /** `sector`: of whoever asks; UPN is matched between education and children's services alone. */
  async prepare(person: Sought, sector: string): Promise<Prepared> {
    const { judge, version } = await this.weights.current();
    const { nhsNumberStatus, ...said } = person;
    const status = nhsNumberStatus ? { nhsNumberStatus } : {};
    return {
      sought: new PersonReader().read({ ...statedToday({ sector }), ...said, ...status }),
      judge,
      weights: version,
    };
  }

  /** All records of the children that share a key with the person; of one agency alone where `of` names it. */
  async recordsLike(sought: Person, { at, of }: Within): Promise<readonly KnownRecord[]> {
    const { pool, vault } = this.options;
    const rows = await recordsOfCandidates(pool, soughtKeys(sought, vault));
    const apart = await Apart.around(pool, vault, { persons: [sought], records: rows.map(({ recordId }) => recordId) });
    const own = apart.ofPerson(sought);
    const shut = new Set(
      rows.filter(({ recordId }) => joins(own, apart.ofRecord(recordId))).map(({ childId }) => childId),
    );
    const reader = new PersonReader();
    return rows.flatMap((row) => {
      // Whoever asks by somebody's new name does not learn who they were.
      if (shut.has(row.childId)) return [];
      if (of !== undefined && row.agency !== of) return [];
      const person = reader.read(statedToday(openSaid(vault, row)));
      if (isGrownUp(person, yearOf(at))) return [];
      return [{ childId: row.childId, agency: row.agency as AgencyId, person }];
    });
  }
}
