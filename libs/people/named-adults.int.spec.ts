import { type Agreement } from '@tributary/access';
import type { EventType } from '@tributary/catalogue';
import { parseChronologyQuery, type Viewer } from '@tributary/chronology';
import { type AgencyId, type ChildId, type FeedId, type PlainDate, Problem, uuidv7 } from '@tributary/kernel';
import { CHILD, fact, linked, onDay, type Unplaced } from '../chronology/domain/given.fixture';
import { DoorStand, hat } from '../chronology/doors.fixture';
import { aroundProjection, NamedAdults, PeopleAround, peopleMigrations, Sight, writeCards } from '.';
import type { OnCard } from './domain/stated';

const worker = hat('p-marlow', 'social-worker', 'wexbourne-council');
const deputy = hat('p-tennant', 'social-worker', 'wexbourne-council');
const manager = hat('p-halloran', 'team-manager', 'wexbourne-council');
const lead = hat('p-okonjo', 'designated-safeguarding-lead', 'ash-lane-primary');
const COUNCIL = { agency: worker.agency, feed: 'council-social-care' as FeedId };
const SCHOOL = { agency: lead.agency, feed: 'ash-lane-events' as FeedId };
const day = '2026-02-02' as PlainDate;
const common = { occurred: { on: day }, knownFrom: onDay(0) };
const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error));

/** The council reads allegations that it made itself, and nobody else does. */
const withAllegations = (one: Agreement): Agreement =>
  one.suppliers.agencies?.includes(COUNCIL.agency) || one.suppliers.sectors.includes('social-care')
    ? { ...one, own: one.own.map((line) => ({ ...line, classes: [...line.classes, 'allegation'] })) }
    : one;

describe('an adult named in a concern', () => {
  let at: DoorStand;
  let people: PeopleAround;
  let now = 0;

  beforeEach(async () => {
    now = 0;
    at = await DoorStand.open(new Map([['C-1', CHILD]]), withAllegations, peopleMigrations);
    at.others.push(aroundProjection);
    const { db, vault } = at.stand;
    const sight = new Sight({ reader: at.reader, doors: at.doors, isSealed: async () => false });
    const directory = { current: async () => at.view };
    people = new PeopleAround({
      ...{ pool: db.events, vault, sight, doors: at.doors, slotOf: async () => 'read_a' as const },
      named: new NamedAdults({ pool: db.events, vault, doors: at.doors, directory }),
      refOf: async (_agency: AgencyId, _child: ChildId) => 'C-1',
    });
    await append(
      linked('council-1', { knownFrom: onDay(0) }),
      linked('school-1', { knownFrom: onDay(0) }),
      fact({
        ...SCHOOL,
        ...common,
        record: 'school-1',
        type: 'education.pupil-enrolled',
        item: 'e/1',
        data: { startDate: day },
      }),
      council('social-care.worker-changed', 'w/1', { worker: 'SW-101', startDate: day }),
      council('social-care.need-plan-started', 'plan', { startDate: day, plan: 'N1' }),
    );
  }, 60_000);
  afterEach(async () => at.close());

  const append = async (...events: readonly Unplaced[]): Promise<void> => at.append(onDay((now += 0.01)), events);
  const council = (type: EventType, item: string, data: object): Unplaced =>
    fact({ ...COUNCIL, ...common, record: 'council-1', type, item, data });

  async function names(onCard: OnCard, more: object = {}, from: typeof COUNCIL = COUNCIL): Promise<Unplaced> {
    const { vault, db } = at.stand;
    const id = uuidv7();
    const { key, sealed } = vault.sealApart(Buffer.from(JSON.stringify(onCard)), Buffer.from(`people/card/${id}`));
    await writeCards(db.events, [{ id, sealed }]);
    return fact({
      ...{ ...from, ...common, record: from === COUNCIL ? 'council-1' : 'school-1', type: 'record.adult-named' },
      ...{ item: `alleged/${onCard.familyName ?? ''}`, dataClass: 'allegation' as const },
      data: { person: 'p-1', card: `${id}.${key}`, relationship: 'other', ...more },
    });
  }
  const told = (viewer: Viewer) => people.of({ viewer, ref: 'C-1', purpose: 'direct-work' });
  const open = async (viewer: Viewer): Promise<string> => told(viewer).then(() => 'open', codeOf);

  it('is told of to whom the agreement opens allegations, and to nobody else, not even that there is one', async () => {
    await append(await names({ givenName: 'Bram', familyName: 'Pell' }, { from: day }));
    expect((await told(worker)).named.adults).toEqual([
      { agency: COUNCIL.agency, name: 'Bram Pell', relationship: 'other', from: day },
    ]);
    const other = await told(lead);
    expect(other.named).toEqual({ adults: [], namesakes: [] });
    expect(JSON.stringify(other)).not.toMatch(/Pell|allegation/);
  });

  it('is no line of the chronology and nobody around the child, and no card without its event', async () => {
    await append(await names({ givenName: 'Bram', familyName: 'Pell' }));
    const query = parseChronologyQuery({ purpose: 'direct-work', history: 'true' }, worker.agency, at.clock);
    expect(JSON.stringify(await at.answers.chronology(worker, 'C-1', query))).not.toMatch(/adult-named|Pell/);
    expect((await told(worker)).people).toEqual([]);
    const { rows } = await at.stand.db.events.query('SELECT * FROM read_a.people_around');
    expect(rows).toEqual([]);
  });

  it('shuts out whoever it is by their agency’s staff number, and their line, until it is taken back', async () => {
    expect([await open(worker), await open(manager)]).toEqual(['open', 'open']);
    // Another agency’s number of the same digits is another person.
    await append(await names({ familyName: 'Pell' }, { staffNamed: ['SW-101'] }, SCHOOL));
    expect(await open(worker)).toBe('open');
    await append(await names({ familyName: 'Marlow' }, { staffNamed: ['SW-101'] }));
    expect([await open(worker), await open(deputy), await open(manager)]).toEqual([
      ...['child-unknown', 'child-unknown', 'child-unknown'],
    ]);
    await append(
      council('record.fact-retracted', 'alleged/Marlow', { type: 'record.adult-named', reason: 'withdrawn' }),
    );
    expect(await open(worker)).toBe('open');
  });

  it('of a name that a worker bears too shuts out nobody: it is a question to whoever leads, and that one is told why', async () => {
    const { name = '' } = at.view.practitioner('p-tennant') ?? {};
    const [givenName = '', familyName = ''] = name.split(' ');
    await append(await names({ givenName, familyName, birthDate: '1985-02-03' as PlainDate }));
    expect((await told(manager)).named.namesakes).toEqual([{ name, birthDate: '1985-02-03', staff: [name] }]);
    // A colleague is told of the adult, and asked nothing; whoever bears the name opens the child, and reads nothing of it.
    expect((await told(worker)).named).toMatchObject({ adults: [{ name }], namesakes: [] });
    const own = await told(deputy);
    expect(own.named).toEqual({ adults: [], namesakes: [] });
    expect(JSON.stringify(own)).not.toContain(familyName);
  });

  it('stands until its last day', async () => {
    await append(await names({ familyName: 'Pell' }, { until: onDay(-9).slice(0, 10) }));
    expect((await told(worker)).named.adults).toEqual([]);
  });
});
