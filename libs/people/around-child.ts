import { withoutLocation } from '@tributary/access';
import { type ChildDoors, type Naming, unknownChild, type Withheld } from '@tributary/chronology';
import { type AgencyId, type ChildId, type Instant, londonDate, type PlainDate } from '@tributary/kernel';
import type { Slot } from '@tributary/runtime';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { openCards } from './cards';
import { holdsOn, tieOf, type Tie } from './domain/family';
import { type Home, homeOf, householdsIn } from './domain/homes';
import { nameOn } from './domain/named';
import type { OnCard, RelationshipData } from './domain/stated';
import type { Named, NamedAdults } from './named-adults';
import type { Look, Seen, Sight } from './sight';
import { childrenNaming } from './storage/around.projection';

export type AroundOptions = Readonly<{
  pool: Pool;
  vault: Pick<Vault, 'openApart'>;
  sight: Pick<Sight, 'of' | 'alleged' | 'leads' | 'disclose'>;
  named: Pick<NamedAdults, 'told'>;
  doors: Pick<ChildDoors, 'childOf' | 'namesOf' | 'now'>;
  slotOf: (projection: string) => Promise<Slot>;
  refOf: (agency: AgencyId, child: ChildId) => Promise<string>;
}>;

type Asking = Look & Readonly<{ ref: string }>;

/** Somebody around a child as its page tells of them: in the form of an event, so that what hides places hides theirs. */
export type TellsOf = Readonly<{
  type: string;
  agency: AgencyId;
  data: Pick<RelationshipData, 'relationship' | 'responsibility' | 'from' | 'until'> &
    Home &
    Readonly<{ name: string | null }>;
}>;
/** By whose record another child is of the family, and who brings both up; nobody where they share a household. */
export type SiblingWhy = Readonly<{ kind: Tie['kind']; agency: AgencyId; name: string | null }>;
/** Another child of the family, by the reader's agency's own reference. */
export type Sibling = Readonly<{ child: string; names: readonly string[]; why: SiblingWhy }>;
export type AroundChild = Readonly<{
  child: string;
  asOf: Instant;
  people: readonly TellsOf[];
  siblings: readonly Sibling[];
  /** Adults whom records name as a possible source of harm, for those alone to whom an agreement opens allegations. */
  named: Named;
  withheld: readonly Withheld[];
}>;

/**
 * Who stands around a child. It is the only way to anybody in this room: there is no other question than this one, and it
 * begins with a child that the reader has a ground for (design/access.md 11).
 */
export class PeopleAround {
  constructor(private readonly options: AroundOptions) {}

  /** Throws `child-unknown` for a child that is not there and for one that the reader may not know of. */
  async of({ ref, ...look }: Asking): Promise<AroundChild> {
    const { doors, sight } = this.options;
    const child = await doors.childOf(look.viewer.agency, ref);
    if (!child) throw unknownChild();
    const seen = await sight.of(look, child);
    const { refusal, hidden } = seen.access;
    const alleged = await sight.alleged(seen);
    await sight.disclose(look, { ...seen, shown: [...seen.shown, ...alleged] });
    if (refusal) throw unknownChild();
    const asOf = doors.now();
    const today = londonDate(asOf);
    const people = await this.told(seen.shown, today);
    const siblings = await this.siblings(look, seen);
    const named = await this.options.named.told(look.viewer, alleged);
    return withoutLocation({ child: ref, asOf, people, siblings, named, withheld: seen.withheld }, hidden);
  }

  private async told(seen: readonly Naming[], today: PlainDate): Promise<readonly TellsOf[]> {
    const namings = seen.filter((one) => holdsOn(one, today));
    const cards = await this.cardsOf(namings);
    const households = householdsIn(namings, today);
    return namings.map((naming) => {
      const { type, agency } = naming.statement;
      const { data } = naming;
      const { relationship, responsibility, from, until } = data;
      const days = { ...(from && { from }), ...(until && { until }) };
      const name = nameOn(cards.get(data.card));
      const home = homeOf(naming, households.get(agency) ?? [], today);
      return { type, agency, data: { name, relationship, responsibility, ...days, ...home } };
    });
  }

  /**
   * Other children of the family, by what the reader may see of each: one that they have no ground for, and one whose place
   * is hidden, is not there and counts nowhere.
   */
  private async siblings(look: Look, seen: Seen): Promise<readonly Sibling[]> {
    const { pool, slotOf, sight } = this.options;
    const mine = await sight.leads(seen);
    const ties = mine.flatMap(({ naming: { data } }) => [data.person, ...(data.household ? [data.household] : [])]);
    const siblings: Sibling[] = [];
    for (const other of await childrenNaming(pool, await slotOf('people-around'), ties)) {
      if (other === seen.child) continue;
      const theirs = await sight.of(look, other);
      const tie = tieOf(mine, await sight.leads(theirs));
      if (tie) siblings.push(await this.sibling(look, theirs, tie));
    }
    return siblings;
  }

  private async sibling(look: Look, seen: Seen, { kind, mine, theirs }: Tie): Promise<Sibling> {
    const { doors, sight, refOf } = this.options;
    const { viewer } = look;
    await sight.disclose(look, { ...seen, shown: [theirs], withheld: [] });
    const [child, names, cards] = await Promise.all([
      refOf(viewer.agency, seen.child),
      doors.namesOf(viewer, seen.child, seen.access.judge),
      this.cardsOf(kind === 'brought-up-by-one' ? [mine] : []),
    ]);
    return { child, names, why: { kind, agency: mine.statement.agency, name: nameOn(cards.get(mine.data.card)) } };
  }

  private cardsOf(namings: readonly Naming[]): Promise<ReadonlyMap<string, OnCard>> {
    const { pool, vault } = this.options;
    const named = namings.map(({ data }) => data.card);
    return openCards(pool, named, vault);
  }
}
