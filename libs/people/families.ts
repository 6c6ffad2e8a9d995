import type { ChildDoors, Viewer } from '@tributary/chronology';
import { type ChildId, londonDate, type PlainDate } from '@tributary/kernel';
import type { Slot } from '@tributary/runtime';
import type { Pool } from 'pg';
import { type Lead, tieOf } from './domain/family';
import type { Seen, Sight } from './sight';
import { tiedAmong } from './storage/around.projection';

export type FamiliesOptions = Readonly<{
  pool: Pool;
  sight: Pick<Sight, 'of' | 'leads' | 'disclose'>;
  doors: Pick<ChildDoors, 'now'>;
  slotOf: (projection: string) => Promise<Slot>;
}>;

const PURPOSE = 'direct-work';

/**
 * Which of several children are of one family, for somebody who is told of each of them anyway. It answers of no other
 * child, and of these only what the page of each would tell: nothing follows from one whose place is hidden, who was
 * sealed apart from who they were, or whom the reader may not open.
 */
export class Families {
  private readonly told = new ToldToday();

  constructor(private readonly options: FamiliesOptions) {}

  /** Each family of at least two of these children. The ledger holds who was told so of whom, once a day. */
  async among(viewer: Viewer, children: readonly ChildId[]): Promise<readonly (readonly ChildId[])[]> {
    const { pool, sight, slotOf } = this.options;
    const near = await tiedAmong(pool, await slotOf('people-around'), children);
    if (near.length === 0) return [];
    const look = { viewer, purpose: PURPOSE };
    const seen = await Promise.all([...near].sort().map((child) => sight.of(look, child)));
    const families = joined(await Promise.all(seen.map(async (one) => ({ one, leads: await sight.leads(one) }))));
    const day = londonDate(this.options.doors.now());
    for (const { one, leads } of families.flat()) {
      if (this.told.before(viewer, one.child, day)) continue;
      await sight.disclose(look, { ...one, shown: leads.map(({ naming }) => naming), withheld: [] });
      this.told.note(viewer, one.child, day);
    }
    return families.map((family) => family.map(({ one }) => one.child));
  }
}

type Led = Readonly<{ one: Seen; leads: readonly Lead[] }>;

/** Those that ties join, directly or by another of them that the reader is told of too. */
function joined(children: readonly Led[]): readonly (readonly Led[])[] {
  const families: Led[][] = [];
  for (const child of children) {
    const mine = families.filter((family) => family.some(({ leads }) => tieOf(leads, child.leads) !== undefined));
    for (const one of mine) families.splice(families.indexOf(one), 1);
    families.push([...mine.flat(), child]);
  }
  return families.filter((family) => family.length > 1);
}

/** A list that keeps itself up to date is one look a day, not one every twenty seconds. */
class ToldToday {
  private day: PlainDate | undefined;
  private readonly keys = new Set<string>();

  before(viewer: Viewer, child: ChildId, day: PlainDate): boolean {
    if (day !== this.day) this.keys.clear();
    this.day = day;
    return this.keys.has(keyOf(viewer, child));
  }

  note(viewer: Viewer, child: ChildId, day: PlainDate): void {
    if (day === this.day) this.keys.add(keyOf(viewer, child));
  }
}

const keyOf = ({ practitioner, role, agency }: Viewer, child: ChildId): string =>
  [practitioner, role, agency, child].join(' ');
