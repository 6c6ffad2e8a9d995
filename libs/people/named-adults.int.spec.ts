import type { Agreement } from '@tributary/access';
import { parseChronologyQuery, type Viewer } from '@tributary/chronology';
import type { PlainDate } from '@tributary/kernel';
import { fact, onDay, type Unplaced } from '../chronology/domain/given.fixture';
import { hat } from '../chronology/doors.fixture';
import type { OnCard } from './domain/stated';
import { codeOf, common, COUNCIL, day, lead, PeopleStand, SCHOOL, worker } from './people.fixture';

const deputy = hat('p-tennant', 'social-worker', 'wexbourne-council');
const manager = hat('p-halloran', 'team-manager', 'wexbourne-council');

/** The council reads allegations that it made itself, and nobody else does. */
const withAllegations = (one: Agreement): Agreement =>
  one.suppliers.agencies?.includes(COUNCIL.agency) || one.suppliers.sectors.includes('social-care')
    ? { ...one, own: one.own.map((line) => ({ ...line, classes: [...line.classes, 'allegation'] })) }
    : one;

describe('an adult named in a concern', () => {
  let stand: PeopleStand;
  beforeEach(async () => {
    stand = await PeopleStand.open(withAllegations);
    const enrolled = { type: 'education.pupil-enrolled', item: 'e/1', data: { startDate: day } } as const;
    await stand.append(fact({ ...SCHOOL, ...common, record: 'school-1', ...enrolled }));
  }, 60_000);
  afterEach(() => stand.close());

  async function names(onCard: OnCard, more: object = {}, from: typeof COUNCIL = COUNCIL): Promise<Unplaced> {
    const card = await stand.card(onCard);
    return fact({
      ...{ ...from, ...common, record: from === COUNCIL ? 'council-1' : 'school-1', type: 'record.adult-named' },
      ...{ item: `alleged/${onCard.familyName ?? ''}`, dataClass: 'allegation' as const },
      data: { person: 'p-1', card, relationship: 'other', ...more },
    });
  }
  const open = async (viewer: Viewer): Promise<string> => stand.told(viewer).then(() => 'open', codeOf);

  it('is told of to whom the agreement opens allegations, and to nobody else, not even that there is one', async () => {
    await stand.append(await names({ givenName: 'Bram', familyName: 'Pell' }, { from: day }));
    expect((await stand.told(worker)).named.adults).toEqual([
      { agency: COUNCIL.agency, name: 'Bram Pell', relationship: 'other', from: day },
    ]);
    const other = await stand.told(lead);
    expect(other.named).toEqual({ adults: [], namesakes: [] });
    expect(JSON.stringify(other)).not.toMatch(/Pell|allegation/);
  });

  it('is no line of the chronology and nobody around the child, and no card without its event', async () => {
    await stand.append(await names({ givenName: 'Bram', familyName: 'Pell' }));
    const query = parseChronologyQuery({ purpose: 'direct-work', history: 'true' }, worker.agency, stand.at.clock);
    expect(JSON.stringify(await stand.at.answers.chronology(worker, 'C-1', query))).not.toMatch(/adult-named|Pell/);
    expect((await stand.told(worker)).people).toEqual([]);
    const { rows } = await stand.at.stand.db.events.query('SELECT * FROM read_a.people_around');
    expect(rows).toEqual([]);
  });

  it('shuts out whoever it is by their agency’s staff number, and their line, until it is taken back', async () => {
    expect([await open(worker), await open(manager)]).toEqual(['open', 'open']);
    // Another agency’s number of the same digits is another person.
    await stand.append(await names({ familyName: 'Pell' }, { staffNamed: ['SW-101'] }, SCHOOL));
    expect(await open(worker)).toBe('open');
    await stand.append(await names({ familyName: 'Marlow' }, { staffNamed: ['SW-101'] }));
    expect([await open(worker), await open(deputy), await open(manager)]).toEqual([
      ...['child-unknown', 'child-unknown', 'child-unknown'],
    ]);
    await stand.append(
      fact({
        ...{ ...COUNCIL, ...common, record: 'council-1', type: 'record.fact-retracted', item: 'alleged/Marlow' },
        data: { type: 'record.adult-named', reason: 'withdrawn' },
      }),
    );
    expect(await open(worker)).toBe('open');
  });

  it('of a name that a worker bears too shuts out nobody: it is a question to whoever leads, and that one is told why', async () => {
    const { name = '' } = stand.at.view.practitioner('p-tennant') ?? {};
    const [givenName = '', familyName = ''] = name.split(' ');
    await stand.append(await names({ givenName, familyName, birthDate: '1985-02-03' as PlainDate }));
    expect((await stand.told(manager)).named.namesakes).toEqual([{ name, birthDate: '1985-02-03', staff: [name] }]);
    // A colleague is told of the adult, and asked nothing; whoever bears the name opens the child, and reads nothing of it.
    expect((await stand.told(worker)).named).toMatchObject({ adults: [{ name }], namesakes: [] });
    const own = await stand.told(deputy);
    expect(own.named).toEqual({ adults: [], namesakes: [] });
    expect(JSON.stringify(own)).not.toContain(familyName);
  });

  it('stands until its last day', async () => {
    await stand.append(await names({ familyName: 'Pell' }, { until: onDay(-9).slice(0, 10) }));
    expect((await stand.told(worker)).named.adults).toEqual([]);
  });
});
