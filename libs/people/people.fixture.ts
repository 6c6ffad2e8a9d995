import type { Agreement } from '@tributary/access';
import type { DataOf, RELATIONSHIP } from '@tributary/catalogue';
import type { Viewer } from '@tributary/chronology';
import { type AgencyId, type ChildId, type FeedId, type PlainDate, Problem, uuidv7 } from '@tributary/kernel';
import { CHILD, fact, linked, onDay, OTHER_CHILD, type Unplaced } from '../chronology/domain/given.fixture';
import { DoorStand, hat } from '../chronology/doors.fixture';
import type { OnCard } from './domain/stated';
import {
  aroundProjection,
  Families,
  Households,
  NamedAdults,
  PeopleAround,
  peopleMigrations,
  Sight,
  writeCards,
} from '.';

export const worker = hat('p-marlow', 'social-worker', 'wexbourne-council');
export const lead = hat('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
export const SCHOOL = { agency: lead.agency, feed: 'ash-lane-events' as FeedId };
export const COUNCIL = { agency: worker.agency, feed: 'council-social-care' as FeedId };
export const day = '2026-02-02' as PlainDate;
export const common = { occurred: { on: day }, knownFrom: onDay(0) };
export const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));

const REFS = new Map<string, ChildId>([
  ['C-1', CHILD],
  ['C-2', OTHER_CHILD],
]);
const refOf = async (_agency: AgencyId, child: ChildId): Promise<string> =>
  [...REFS].find(([, one]) => one === child)?.[0] ?? 'nobody';

/** In need, with that worker. */
export const held = (record: string, child: ChildId, number: string, from = day): readonly Unplaced[] => [
  fact({
    ...{ ...COUNCIL, ...common, record, child, type: 'social-care.worker-changed', item: `w/${number}` },
    data: { worker: number, startDate: from },
  }),
  fact({
    ...{ ...COUNCIL, ...common, record, child, type: 'social-care.need-plan-started', item: 'plan' },
    data: { startDate: day, plan: 'N1' },
  }),
];

/** The room over a real store: two children, each with a record of the school and of the council. */
export class PeopleStand {
  readonly sealed = new Set<ChildId>();
  readonly people: PeopleAround;
  readonly families: Families;
  private now = 0;

  private constructor(readonly at: DoorStand) {
    const { db, vault } = at.stand;
    const { doors, reader } = at;
    const slotOf = async () => 'read_a' as const;
    const parts = { pool: db.events, doors, slotOf };
    const sight = new Sight({ reader, doors, isSealed: async (child) => this.sealed.has(child) });
    const directory = { current: async () => at.view };
    const named = new NamedAdults({ ...parts, vault, directory });
    this.people = new PeopleAround({ ...parts, vault, sight, named, refOf });
    this.families = new Families({ ...parts, sight });
    const households = new Households({ ...parts, reader, now: () => at.clock });
    at.householdOf = (child) => households.mates(child);
    at.others.push(aroundProjection);
  }

  static async open(agreed: (agreement: Agreement) => Agreement = (one) => one): Promise<PeopleStand> {
    const stand = new PeopleStand(await DoorStand.open(REFS, agreed, peopleMigrations));
    await stand.append(
      linked('school-1', { knownFrom: onDay(0) }),
      linked('school-2', { knownFrom: onDay(0), child: OTHER_CHILD }),
      linked('council-1', { knownFrom: onDay(0) }),
      linked('council-2', { knownFrom: onDay(0), child: OTHER_CHILD }),
      ...held('council-1', CHILD, 'SW-101'),
      ...held('council-2', OTHER_CHILD, 'SW-104'),
    );
    return stand;
  }

  close = async (): Promise<void> => this.at.close();

  async append(...events: readonly Unplaced[]): Promise<void> {
    await this.at.append(onDay((this.now += 0.01)), events);
  }

  /** A card with that on it; answers what its event carries. */
  async card(onCard: OnCard): Promise<string> {
    const { vault, db } = this.at.stand;
    const id = uuidv7();
    const { key, sealed } = vault.sealApart(Buffer.from(JSON.stringify(onCard)), Buffer.from(`people/card/${id}`));
    await writeCards(db.events, [{ id, sealed }]);
    return `${id}.${key}`;
  }

  /** A record names somebody; the same item corrects what it said. */
  async names(
    record: string,
    givenName: string,
    data: Partial<DataOf<typeof RELATIONSHIP>> = {},
    from: typeof SCHOOL = SCHOOL,
  ): Promise<Unplaced> {
    const card = await this.card({ givenName });
    return fact({
      ...{ ...from, ...common, record, type: 'record.relationship-stated', item: `around/${givenName}` },
      child: record.endsWith('2') ? OTHER_CHILD : CHILD,
      data: { person: `p-${givenName}`, card, relationship: 'mother', responsibility: 'yes', ...data },
    });
  }

  told = (viewer: Viewer, ref = 'C-1') => this.people.of({ viewer, ref, purpose: 'direct-work' });

  async siblingsOf(viewer: Viewer, ref = 'C-1'): Promise<readonly string[]> {
    return (await this.told(viewer, ref)).siblings.map(({ child }) => child);
  }

  /** Lines in the ledger. */
  async lines(): Promise<number> {
    const { rows } = await this.at.stand.db.events.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM access.disclosures',
    );
    return rows[0]?.n ?? 0;
  }
}
