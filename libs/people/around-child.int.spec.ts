import type { DataOf, RELATIONSHIP } from '@tributary/catalogue';
import { parseChronologyQuery, type Viewer } from '@tributary/chronology';
import { type AgencyId, type ChildId, type FeedId, type PlainDate, Problem, uuidv7 } from '@tributary/kernel';
import { CHILD, fact, linked, onDay, OTHER_CHILD, unlinked, type Unplaced } from '../chronology/domain/given.fixture';
import { DoorStand, hat } from '../chronology/doors.fixture';
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

const worker = hat('p-marlow', 'social-worker', 'wexbourne-council');
const lead = hat('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
const SCHOOL = { agency: lead.agency, feed: 'ash-lane-events' as FeedId };
const COUNCIL = { agency: worker.agency, feed: 'council-social-care' as FeedId };
const day = '2026-02-02' as PlainDate;
const REFS = new Map<string, ChildId>([
  ['C-1', CHILD],
  ['C-2', OTHER_CHILD],
]);
const refOf = async (_agency: AgencyId, child: ChildId): Promise<string> =>
  [...REFS].find(([, one]) => one === child)?.[0] ?? 'nobody';
const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));

type Data = Partial<DataOf<typeof RELATIONSHIP>>;

describe('who stands around a child', () => {
  let at: DoorStand;
  let people: PeopleAround;
  let families: Families;
  let now = 0;
  const sealed = new Set<ChildId>();

  beforeEach(async () => {
    now = 0;
    sealed.clear();
    at = await DoorStand.open(REFS, (one) => one, peopleMigrations);
    at.others.push(aroundProjection);
    const { db, vault } = at.stand;
    const slotOf = async () => 'read_a' as const;
    const isSealed = async (child: ChildId) => sealed.has(child);
    const sight = new Sight({ reader: at.reader, doors: at.doors, isSealed });
    const directory = { current: async () => at.view };
    const named = new NamedAdults({ pool: db.events, vault, doors: at.doors, directory });
    people = new PeopleAround({ pool: db.events, vault, sight, named, doors: at.doors, slotOf, refOf });
    const households = new Households({ pool: db.events, reader: at.reader, slotOf, now: () => at.clock });
    at.householdOf = (child) => households.mates(child);
    families = new Families({ pool: db.events, sight, doors: at.doors, slotOf });
    await append(
      linked('school-1', { knownFrom: onDay(0) }),
      linked('school-2', { knownFrom: onDay(0), child: OTHER_CHILD }),
      linked('council-1', { knownFrom: onDay(0) }),
      linked('council-2', { knownFrom: onDay(0), child: OTHER_CHILD }),
      ...held('council-1', CHILD, 'SW-101'),
      ...held('council-2', OTHER_CHILD, 'SW-104'),
    );
  }, 60_000);
  afterEach(async () => at.close());

  const append = async (...events: readonly Unplaced[]): Promise<void> => at.append(onDay((now += 0.01)), events);
  const common = { occurred: { on: day }, knownFrom: onDay(0) };

  /** In need, with that worker. */
  const held = (record: string, child: ChildId, number: string, from = day): readonly Unplaced[] => [
    fact({
      ...{ ...COUNCIL, ...common, record, child, type: 'social-care.worker-changed', item: `w/${number}` },
      data: { worker: number, startDate: from },
    }),
    fact({
      ...{ ...COUNCIL, ...common, record, child, type: 'social-care.need-plan-started', item: 'plan' },
      data: { startDate: day, plan: 'N1' },
    }),
  ];

  /** A record names somebody; the same item corrects what it said. */
  async function names(
    record: string,
    givenName: string,
    data: Data = {},
    from: typeof SCHOOL = SCHOOL,
  ): Promise<Unplaced> {
    const { vault, db } = at.stand;
    const id = uuidv7();
    const { key, sealed } = vault.sealApart(
      Buffer.from(JSON.stringify({ givenName })),
      Buffer.from(`people/card/${id}`),
    );
    await writeCards(db.events, [{ id, sealed }]);
    return fact({
      ...{ ...from, ...common, record, type: 'record.relationship-stated', item: `around/${givenName}` },
      child: record.endsWith('2') ? OTHER_CHILD : CHILD,
      data: {
        ...{ person: `p-${givenName}`, card: `${id}.${key}`, relationship: 'mother', responsibility: 'yes' },
        ...data,
      },
    });
  }
  const told = (viewer: Viewer, ref = 'C-1') => people.of({ viewer, ref, purpose: 'direct-work' });
  const siblingsOf = async (viewer: Viewer, ref = 'C-1') =>
    (await told(viewer, ref)).siblings.map(({ child }) => child);
  const lines = async () =>
    (await at.stand.db.events.query<{ n: number }>('SELECT count(*)::int AS n FROM access.disclosures')).rows[0]?.n ??
    0;

  it('is told with parental responsibility and days to whom the agreement opens it, and not who stood there once', async () => {
    await append(
      await names('school-1', 'Rowena', { livesWith: true, from: day }),
      await names('school-1', 'Bram', { relationship: 'father', responsibility: 'restricted-by-order' }),
      await names('school-1', 'Sol', { relationship: 'carer', responsibility: 'no', until: day }),
    );
    const expected = [
      { name: 'Bram', relationship: 'father', responsibility: 'restricted-by-order' },
      { name: 'Rowena', relationship: 'mother', responsibility: 'yes', livesWith: true, from: day },
    ];
    for (const viewer of [worker, lead]) {
      const { people: around } = await told(viewer);
      const sorted = around.map(({ data }) => data).sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
      expect(sorted).toEqual(expected);
    }
    const nurse = hat('p-castellan', 'named-nurse', 'wexbourne-hospital');
    expect(await told(nurse).catch(codeOf)).toBe('child-unknown');
  });

  it('is no line of the child’s chronology, and no word of a name stands in it', async () => {
    await append(await names('school-1', 'Rowena'));
    const query = parseChronologyQuery({ purpose: 'direct-work', history: 'true' }, lead.agency, at.clock);
    const answer = JSON.stringify(await at.answers.chronology(lead, 'C-1', query));
    expect(answer).not.toMatch(/relationship|Rowena|p-Rowena/);
  });

  it('leads to those siblings that the reader has a ground for, each by its own decision, and counts no other', async () => {
    await append(await names('school-1', 'Rowena'), await names('school-2', 'Rowena'));
    // The school has both; the worker one of them.
    expect(await siblingsOf(lead)).toEqual(['C-2']);
    expect(await siblingsOf(lead, 'C-2')).toEqual(['C-1']);
    const alone = await told(worker);
    expect(alone.siblings).toEqual([]);
    expect(JSON.stringify(alone)).not.toContain('C-2');
    await append(...held('council-2', OTHER_CHILD, 'SW-101', '2026-02-20' as PlainDate));
    expect(await siblingsOf(worker)).toEqual(['C-2']);
  });

  it('leads to nobody by a name, a grandparent, or somebody who stood there once', async () => {
    await append(
      await names('school-1', 'Rowena', { person: 'p-1' }),
      await names('school-2', 'Rowena', { person: 'p-2' }),
      await names('school-1', 'Edda', { relationship: 'grandparent' }),
      await names('school-2', 'Edda', { relationship: 'grandparent' }),
      await names('school-1', 'Sol', { relationship: 'carer' }),
      await names('school-2', 'Sol', { relationship: 'carer', until: day }),
    );
    expect(await siblingsOf(lead)).toEqual([]);
  });

  it('leads nowhere from a child who was sealed apart from who they were, nor to one', async () => {
    await append(await names('school-1', 'Rowena'), await names('school-2', 'Rowena'));
    sealed.add(CHILD);
    expect([await siblingsOf(lead), await siblingsOf(lead, 'C-2')]).toEqual([[], []]);
  });

  it('leads nowhere from a child whose place is hidden, nor to one, and says not who lives with it', async () => {
    await append(await names('school-1', 'Rowena', { livesWith: true }), await names('school-2', 'Rowena'));
    await append(
      fact({
        ...{ ...COUNCIL, ...common, record: 'council-1', type: 'agency.address-protected', item: 'marker' },
        data: { date: day, whose: 'household' },
      }),
    );
    const hidden = await told(lead);
    expect([hidden.siblings, await siblingsOf(lead, 'C-2')]).toEqual([[], []]);
    expect(hidden.people).toMatchObject([{ data: { name: 'Rowena', relationship: 'mother' } }]);
    expect(hidden.people[0]?.data).not.toHaveProperty('livesWith');
  });

  it('tells of each household that the child lives in, since when, and not by what the agency calls it', async () => {
    const [now, past] = [day, onDay(-9).slice(0, 10)];
    await append(
      await names('school-1', 'Rowena', { livesWith: true, household: 'h-1', livesWithFrom: now }),
      await names('school-1', 'Bram', { relationship: 'father', livesWith: true, household: 'h-2' }),
      await names('school-1', 'Sol', {
        relationship: 'carer',
        livesWith: true,
        household: 'h-3',
        livesWithUntil: past,
      }),
    );
    const homes = (await told(lead)).people.map(({ data: { name, livesWith, household, livesWithFrom } }) => ({
      ...{ name, livesWith, household, livesWithFrom },
    }));
    expect(homes).toEqual([
      { name: 'Rowena', livesWith: true, household: 1, livesWithFrom: now },
      { name: 'Bram', livesWith: true, household: 2, livesWithFrom: undefined },
      { name: 'Sol', livesWith: false, household: undefined, livesWithFrom: undefined },
    ]);
    expect(JSON.stringify(await told(lead))).not.toMatch(/h-[123]/);
  });

  it('finds a sibling by a household that one agency numbers, though nobody in it is named for both', async () => {
    await append(
      await names('school-1', 'Rowena', { livesWith: true, household: 'h-1' }),
      await names('school-2', 'Bram', { relationship: 'father', livesWith: true, household: 'h-1' }),
    );
    expect((await told(lead)).siblings).toMatchObject([{ child: 'C-2', why: { kind: 'one-household', name: null } }]);
    await append(await names('school-2', 'Bram', { relationship: 'father', livesWith: true, household: 'h-2' }));
    expect(await siblingsOf(lead)).toEqual([]);
  });

  describe('where somebody of the household bears a marker', () => {
    const mark = (whose: 'child' | 'household', record = 'council-2', child = OTHER_CHILD): Unplaced =>
      fact({
        ...{ ...COUNCIL, ...common, record, child, type: 'agency.address-protected', item: 'marker' },
        data: { date: day, whose },
      });
    const isHidden = async (child: ChildId) => (await at.doors.hiddenFrom(lead, child)) !== undefined;
    const hidden = async () => [await isHidden(CHILD), await isHidden(OTHER_CHILD)];

    it.each(['child', 'household'] as const)(
      'hides where all of it is, by a marker on the %s of one',
      async (whose) => {
        await append(
          await names('school-1', 'Rowena', { livesWith: true }),
          await names('school-2', 'Rowena', { livesWith: true }),
        );
        expect(await hidden()).toEqual([false, false]);
        await append(mark(whose));
        expect(await hidden()).toEqual([true, true]);
        // On the page of the other too: not who lives with it, nor that there is a sibling.
        const around = await told(lead);
        expect([around.siblings, around.people[0]?.data]).toEqual([
          [],
          expect.not.objectContaining({ livesWith: true }),
        ]);
      },
    );

    it('lifts with the marker', async () => {
      await append(await names('school-1', 'Rowena'), await names('school-2', 'Rowena'), mark('child'));
      expect(await hidden()).toEqual([true, true]);
      await append(
        fact({
          ...{ ...COUNCIL, ...common, record: 'council-2', child: OTHER_CHILD, type: 'record.fact-retracted' },
          ...{ item: 'marker', data: { type: 'agency.address-protected', reason: 'withdrawn' } },
        }),
      );
      expect(await hidden()).toEqual([false, false]);
    });

    it('counts whoever brings both up as of one household, where no record says that they live apart', async () => {
      await append(await names('school-1', 'Rowena'), await names('school-2', 'Rowena'), mark('child'));
      expect(await hidden()).toEqual([true, true]);
      await append(await names('school-1', 'Rowena', { livesWith: false }));
      expect(await hidden()).toEqual([false, true]);
    });

    it('leaves alone whom only a grandparent elsewhere, an agency of its own or a day that is past ties to it', async () => {
      const past = onDay(-9).slice(0, 10);
      await append(
        await names('school-1', 'Edda', { relationship: 'grandparent' }),
        await names('school-2', 'Edda', { relationship: 'grandparent' }),
        await names('school-1', 'Rowena', { person: 'p-1' }),
        await names('school-2', 'Rowena', { person: 'p-2' }),
        await names('school-1', 'Sol', { relationship: 'carer', livesWith: true, livesWithUntil: past }),
        await names('school-2', 'Sol', { relationship: 'carer', livesWith: true }),
        mark('household'),
      );
      expect(await hidden()).toEqual([false, true]);
    });

    it('hides nothing of the household’s household: who lives with both of two homes is sealed, the other home is not', async () => {
      const third = 'c3333333-0000-7000-8000-000000000003' as ChildId;
      const said = await names('school-3', 'Bram', { relationship: 'father', livesWith: true, household: 'h-2' });
      await append(
        linked('school-3', { knownFrom: onDay(0), child: third }),
        { ...said, childId: third },
        await names('school-1', 'Rowena', { livesWith: true, household: 'h-1' }),
        await names('school-1', 'Bram', { relationship: 'father', livesWith: true, household: 'h-2' }),
        await names('school-2', 'Rowena', { livesWith: true, household: 'h-1' }),
        mark('child'),
      );
      expect([await isHidden(CHILD), await isHidden(third)]).toEqual([true, false]);
    });
  });

  it('bars a member of staff whom a record of their own agency names, by number alone, until it is taken back', async () => {
    expect((await told(worker)).people).toEqual([]);
    // Another agency’s number of the same digits is another person.
    await append(await names('school-1', 'Imogen', { staffNumber: 'SW-101' }));
    expect((await told(worker)).people).toHaveLength(1);
    await append(await names('council-1', 'Imogen', { relationship: 'other', staffNumber: 'SW-101' }, COUNCIL));
    expect(await told(worker).catch(codeOf)).toBe('child-unknown');
    expect(await at.answers.child({ viewer: worker, ref: 'C-1', purpose: 'direct-work' }).catch(codeOf)).toBe(
      'child-unknown',
    );
    expect((await told(lead)).people).toHaveLength(1);
    await append(
      fact({
        ...{ ...COUNCIL, ...common, record: 'council-1', type: 'record.fact-retracted', item: 'around/Imogen' },
        data: { type: 'record.relationship-stated', reason: 'withdrawn' },
      }),
    );
    expect((await told(worker)).people).toHaveLength(1);
  });

  it('says why another child is of the family: who brings both up or lives with both, by whose record', async () => {
    await append(await names('school-1', 'Rowena'), await names('school-2', 'Rowena'));
    await append(
      await names('school-1', 'Edda', { relationship: 'grandparent', livesWith: true }),
      await names('school-2', 'Edda', { relationship: 'grandparent', livesWith: true }),
    );
    const why = async () => (await told(lead)).siblings[0]?.why;
    expect(await why()).toEqual({ kind: 'brought-up-by-one', agency: SCHOOL.agency, name: 'Rowena' });
    await append(await names('school-2', 'Rowena', { until: onDay(-9).slice(0, 10) }));
    expect(await why()).toEqual({ kind: 'one-household', agency: SCHOOL.agency, name: null });
    await append(await names('school-2', 'Edda', { relationship: 'grandparent', livesWith: false }));
    expect(await why()).toBeUndefined();
  });

  it('goes with the record: unlinked it names nobody around the child, and leads to no sibling', async () => {
    await append(await names('school-1', 'Rowena'), await names('school-2', 'Rowena'));
    await append(unlinked('school-2', { knownFrom: onDay(0), child: OTHER_CHILD }));
    expect(await siblingsOf(lead)).toEqual([]);
    const { rows } = await at.stand.db.events.query('SELECT child_id FROM read_a.people_around');
    expect(rows).toEqual([{ child_id: CHILD }]);
  });

  it('writes in the ledger each child that was told of, and a refusal with its rule', async () => {
    await append(await names('school-1', 'Rowena'), await names('school-2', 'Rowena'));
    const before = await lines();
    await told(lead);
    expect(await lines()).toBe(before + 2);
    await told(hat('p-castellan', 'named-nurse', 'wexbourne-hospital')).catch(codeOf);
    expect(await lines()).toBe(before + 3);
  });

  describe('asked of several children that the reader is told of anyway', () => {
    const UNKNOWN = 'c9999999-0000-7000-8000-000000000009' as ChildId;
    const among = (viewer: Viewer, children = [CHILD, OTHER_CHILD]) => families.among(viewer, children);
    const both = [CHILD, OTHER_CHILD].sort();

    beforeEach(async () => append(await names('school-1', 'Rowena'), await names('school-2', 'Rowena')));

    it('says which are of one family to whom the page of each would', async () => {
      expect((await among(lead)).map((one) => [...one].sort())).toEqual([both]);
      expect(await among(lead, [CHILD])).toEqual([]);
      expect(await among(lead, [CHILD, UNKNOWN])).toEqual([]);
      // The worker may open one of them alone.
      expect(await among(worker)).toEqual([]);
      expect(await among(hat('p-castellan', 'named-nurse', 'wexbourne-hospital'))).toEqual([]);
    });

    it('writes who was told so of whom once a day, however often a list asks', async () => {
      const before = await lines();
      for (let i = 0; i < 3; i += 1) await among(lead);
      expect(await lines()).toBe(before + 2);
      at.clock = onDay(1);
      await among(lead);
      expect(await lines()).toBe(before + 4);
      await among(worker);
      expect(await lines()).toBe(before + 4);
    });

    it('says nothing once the tie is taken back', async () => {
      await append(
        fact({
          ...{ ...SCHOOL, ...common, record: 'school-2', child: OTHER_CHILD, type: 'record.fact-retracted' },
          ...{ item: 'around/Rowena', data: { type: 'record.relationship-stated', reason: 'withdrawn' } },
        }),
      );
      expect(await among(lead)).toEqual([]);
    });

    it.each(['child', 'household'] as const)(
      'says nothing of one whose place is hidden, by a marker on its %s',
      async (whose) => {
        await append(
          fact({
            ...{ ...COUNCIL, ...common, record: 'council-2', child: OTHER_CHILD, type: 'agency.address-protected' },
            ...{ item: 'marker', data: { date: day, whose } },
          }),
        );
        expect(await among(lead)).toEqual([]);
      },
    );

    it('says nothing of one who was sealed apart from who they were', async () => {
      sealed.add(OTHER_CHILD);
      expect(await among(lead)).toEqual([]);
    });

    it('says nothing by a person whom too many children’s records name', async () => {
      const { db } = at.stand;
      const crowd = Array.from({ length: 20 }, () => uuidv7());
      await db.events.query(`INSERT INTO read_a.people_around (tie, child_id) SELECT 'p-Rowena', unnest($1::uuid[])`, [
        crowd,
      ]);
      expect(await among(lead)).toEqual([]);
    });
  });
});
