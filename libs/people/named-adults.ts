import type { Alleged, ChildDoors, Viewer } from '@tributary/chronology';
import { type DirectoryView, LEAD_ROLES, ROLES } from '@tributary/directory';
import { type AgencyId, londonDate, type PlainDate } from '@tributary/kernel';
import type { Vault } from '@tributary/vault';
import type { Pool } from 'pg';
import { openCards } from './cards';
import { isNamesake, isWithin, nameOn } from './domain/named';
import type { OnCard, RelationshipData } from './domain/stated';

export type NamedAdultsOptions = Readonly<{
  pool: Pool;
  vault: Pick<Vault, 'openApart'>;
  doors: Pick<ChildDoors, 'now'>;
  directory: Readonly<{ current: () => Promise<DirectoryView> }>;
}>;

/** Whom an agency asks whether one of its staff is the person that is named. */
const ASKED: readonly string[] = [...LEAD_ROLES, ROLES.teamManager];
const NOBODY = { adults: [], namesakes: [] };

/** Somebody whom a record names as a possible source of harm. Nobody has found that it is so. */
export type NamedAdult = Readonly<{
  agency: AgencyId;
  name: string | null;
  relationship: RelationshipData['relationship'];
}> &
  Readonly<{ from?: string }>;
/**
 * A question to whoever leads safeguarding in an agency: somebody of its own staff bears that name. The hub does not know
 * whether it is the same person, and shuts nobody out by a name.
 */
export type Namesake = Readonly<{ name: string; birthDate: PlainDate | null; staff: readonly string[] }>;
export type Named = Readonly<{ adults: readonly NamedAdult[]; namesakes: readonly Namesake[] }>;

/** Adults named in concerns about a child, told beside those around it; there is no other way to them. */
export class NamedAdults {
  constructor(private readonly options: NamedAdultsOptions) {}

  async told(viewer: Viewer, alleged: readonly Alleged[]): Promise<Named> {
    const { pool, vault, doors, directory } = this.options;
    const today = londonDate(doors.now());
    const standing = alleged.filter(({ data: { from, until } }) => isWithin(today, from, until));
    if (standing.length === 0) return NOBODY;
    const named = standing.map(({ data }) => data.card);
    const cards = await openCards(pool, named, vault);
    const view = await directory.current();
    // Whoever bears the name themselves is told nothing of it: it may be they.
    const own = view.practitioner(viewer.practitioner)?.name ?? '';
    if ([...cards.values()].some((card) => isNamesake(card, own))) return NOBODY;
    const adults = standing.map(({ statement: { agency }, data: { card, relationship, from } }) => ({
      ...{ agency, name: nameOn(cards.get(card)), relationship },
      ...(from && { from }),
    }));
    return { adults, namesakes: namesakesIn([...cards.values()], viewer, view) };
  }
}

function namesakesIn(cards: readonly OnCard[], { role, agency }: Viewer, view: DirectoryView): readonly Namesake[] {
  if (!ASKED.includes(role)) return [];
  const staff = view.document.practitioners.filter(({ roles }) => roles.some((held) => held.agency === agency));
  return cards.flatMap((card) => {
    const same = staff.filter(({ name }) => isNamesake(card, name)).map(({ name }) => name);
    const name = nameOn(card);
    return name === null || same.length === 0 ? [] : [{ name, birthDate: card.birthDate ?? null, staff: same }];
  });
}
