import { withoutLocation } from '@tributary/access';
import {
  type Access,
  basesOf,
  type ChildDoors,
  type ChildReader,
  type Naming,
  sifted,
  unknownChild,
  type Viewer,
  type Withheld,
} from '@tributary/chronology';
import { type AgencyId, type ChildId, type Instant, londonDate, type PlainDate } from '@tributary/kernel';
import type { Slot } from '@tributary/runtime';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { openCards } from './cards';
import { bringingUp, holdsOn } from './domain/family';
import type { OnCard, RelationshipData } from './domain/stated';
import { childrenNaming } from './storage/around.projection';

export type AroundOptions = Readonly<{
  pool: Pool;
  vault: Pick<Vault, 'openApart'>;
  reader: Pick<ChildReader, 'namings'>;
  doors: Pick<ChildDoors, 'childOf' | 'accessOf' | 'namesOf' | 'disclose' | 'now'>;
  slotOf: (projection: string) => Promise<Slot>;
  refOf: (agency: AgencyId, child: ChildId) => Promise<string>;
  /** Whether the child was sealed apart from who they were: a carer in common would lead from one to the other. */
  isSealed: (child: ChildId) => Promise<boolean>;
}>;

type Asking = Readonly<{ viewer: Viewer; ref: string; purpose: string }>;

/** Somebody around a child as its page tells of them: in the form of an event, so that what hides places hides theirs. */
export type TellsOf = Readonly<{
  type: string;
  agency: AgencyId;
  data: Pick<RelationshipData, 'relationship' | 'responsibility' | 'from' | 'until' | 'livesWith'> &
    Readonly<{ name: string | null }>;
}>;
/** Another child of the family, by the reader's agency's own reference. */
export type Sibling = Readonly<{ child: string; names: readonly string[] }>;
export type AroundChild = Readonly<{
  child: string;
  asOf: Instant;
  people: readonly TellsOf[];
  siblings: readonly Sibling[];
  withheld: readonly Withheld[];
}>;

/** A child that is looked at, and what of those around it the reader may see. */
type Seen = Readonly<{ child: ChildId; access: Access; shown: readonly Naming[]; withheld: readonly Withheld[] }>;

/**
 * Who stands around a child. It is the only way to anybody in this room: there is no other question than this one, and it
 * begins with a child that the reader has a ground for (design/access.md 11).
 */
export class PeopleAround {
  constructor(private readonly options: AroundOptions) {}

  /** Throws `child-unknown` for a child that is not there and for one that the reader may not know of. */
  async of({ viewer, ref, purpose }: Asking): Promise<AroundChild> {
    const { doors } = this.options;
    const child = await doors.childOf(viewer.agency, ref);
    if (!child) throw unknownChild();
    const seen = await this.see(viewer, child, purpose);
    const { refusal, hidden } = seen.access;
    await this.disclose(viewer, purpose, seen);
    if (refusal) throw unknownChild();
    const asOf = doors.now();
    const today = londonDate(asOf);
    const people = await this.told(seen.shown.filter((one) => holdsOn(one, today)));
    // Of a child whose place is hidden no way leads to another, whose place may be the same.
    const siblings = hidden ? [] : await this.siblings(viewer, purpose, seen, today);
    return withoutLocation({ child: ref, asOf, people, siblings, withheld: seen.withheld }, hidden);
  }

  private async see(viewer: Viewer, child: ChildId, purpose: string): Promise<Seen> {
    const { doors, reader } = this.options;
    const access = await doors.accessOf({ viewer, child, purpose });
    const namings = access.refusal ? [] : await reader.namings(child);
    return { child, access, ...sifted(namings, ({ statement }) => statement, access.judge) };
  }

  private async disclose(viewer: Viewer, purpose: string, { child, access, shown, withheld }: Seen): Promise<void> {
    const { judge, refusal } = access;
    const bases = basesOf(
      shown.map(({ statement }) => statement),
      judge,
    );
    const reading = { viewer, child, what: 'people', purpose, asKnownOn: null, shown: bases, withheld } as const;
    await this.options.doors.disclose(refusal ? { ...reading, refusal } : reading);
  }

  private async told(namings: readonly Naming[]): Promise<readonly TellsOf[]> {
    const { pool, vault } = this.options;
    const cards = await openCards(
      pool,
      namings.map(({ data }) => data.card),
      vault,
    );
    return namings.map(({ statement: { type, agency }, data }) => {
      const { relationship, responsibility, from, until, livesWith } = data;
      const days = { ...(from && { from }), ...(until && { until }) };
      const name = nameOn(cards.get(data.card));
      const home = livesWith === undefined ? {} : { livesWith };
      return { type, agency, data: { name, relationship, responsibility, ...days, ...home } };
    });
  }

  /**
   * Other children whom somebody brings up that brings up this one, by what the reader may see of each: one that they have
   * no ground for, and one whose place is hidden, is not there and counts nowhere.
   */
  private async siblings(viewer: Viewer, purpose: string, { child, shown }: Seen, day: PlainDate): Promise<Sibling[]> {
    const { pool, slotOf, isSealed } = this.options;
    if (await isSealed(child)) return [];
    const persons = new Set(bringingUp(shown, day).map(({ data }) => data.person));
    const naming = await childrenNaming(pool, await slotOf('people-around'), [...persons]);
    const others = new Set([...naming.values()].flat().filter((one) => one !== child));
    const siblings: Sibling[] = [];
    for (const other of [...others].sort()) {
      if (await isSealed(other)) continue;
      const seen = await this.see(viewer, other, purpose);
      const common = bringingUp(seen.shown, day).filter(({ data }) => persons.has(data.person));
      if (seen.access.refusal || seen.access.hidden || common.length === 0) continue;
      siblings.push(await this.sibling(viewer, purpose, { ...seen, shown: common, withheld: [] }));
    }
    return siblings;
  }

  private async sibling(viewer: Viewer, purpose: string, seen: Seen): Promise<Sibling> {
    const { doors, refOf } = this.options;
    await this.disclose(viewer, purpose, seen);
    const [child, names] = await Promise.all([
      refOf(viewer.agency, seen.child),
      doors.namesOf(viewer, seen.child, seen.access.judge),
    ]);
    return { child, names };
  }
}

const nameOn = (card: OnCard | undefined): string | null =>
  [card?.givenName, card?.familyName].filter(Boolean).join(' ') || null;
