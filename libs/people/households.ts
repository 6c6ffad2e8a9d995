import type { ChildReader } from '@tributary/chronology';
import { type ChildId, type Instant, londonDate } from '@tributary/kernel';
import type { Slot } from '@tributary/runtime';
import type { Pool } from 'pg';
import { leadsOn, mayShareHome } from './domain/family';
import { childrenTiedTo } from './storage/around.projection';

export type HouseholdsOptions = Readonly<{
  pool: Pool;
  reader: Pick<ChildReader, 'namings'>;
  slotOf: (projection: string) => Promise<Slot>;
  now(): Instant;
}>;

/**
 * Who may live with a child, for what must hide the places of a whole household (design/access.md 7). It is told to
 * nobody: whoever asks learns only that a child's place is hidden.
 */
export class Households {
  constructor(private readonly options: HouseholdsOptions) {}

  /** Other children who may live with this one now, by what any agency's records say. */
  async mates(child: ChildId): Promise<readonly ChildId[]> {
    const { pool, reader, slotOf, now } = this.options;
    const near = await childrenTiedTo(pool, await slotOf('people-around'), child);
    if (near.length === 0) return [];
    const day = londonDate(now());
    const [mine = [], ...theirs] = await Promise.all(
      [child, ...near].map(async (one) => leadsOn(await reader.namings(one), day)),
    );
    return near.filter((_, i) => mayShareHome(mine, theirs[i] ?? []));
  }
}
