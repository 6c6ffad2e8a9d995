import type { Viewer } from '@tributary/chronology';
import { type ChildId, uuidv7 } from '@tributary/kernel';
import { CHILD, fact, onDay, OTHER_CHILD } from '../chronology/domain/given.fixture';
import { hat } from '../chronology/doors.fixture';
import { common, COUNCIL, day, lead, PeopleStand, SCHOOL, worker } from './people.fixture';

let stand: PeopleStand;
beforeEach(async () => {
  stand = await PeopleStand.open();
}, 60_000);
afterEach(() => stand.close());

describe('families, asked of several children that the reader is told of anyway', () => {
  const UNKNOWN = 'c9999999-0000-7000-8000-000000000009' as ChildId;
  const among = (viewer: Viewer, children = [CHILD, OTHER_CHILD]) => stand.families.among(viewer, children);
  const both = [CHILD, OTHER_CHILD].sort();

  beforeEach(async () =>
    stand.append(await stand.names('school-1', 'Rowena'), await stand.names('school-2', 'Rowena')),
  );

  it('says which are of one family to whom the page of each would', async () => {
    expect((await among(lead)).map((one) => [...one].sort())).toEqual([both]);
    expect(await among(lead, [CHILD])).toEqual([]);
    expect(await among(lead, [CHILD, UNKNOWN])).toEqual([]);
    // The worker may open one of them alone.
    expect(await among(worker)).toEqual([]);
    expect(await among(hat('p-castellan', 'named-nurse', 'wexbourne-hospital'))).toEqual([]);
  });

  it('writes who was told so of whom once a day, however often a list asks', async () => {
    const before = await stand.lines();
    for (let i = 0; i < 3; i += 1) await among(lead);
    expect(await stand.lines()).toBe(before + 2);
    stand.at.clock = onDay(1);
    await among(lead);
    expect(await stand.lines()).toBe(before + 4);
    await among(worker);
    expect(await stand.lines()).toBe(before + 4);
  });

  it('says nothing once the tie is taken back', async () => {
    await stand.append(
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
      await stand.append(
        fact({
          ...{ ...COUNCIL, ...common, record: 'council-2', child: OTHER_CHILD, type: 'agency.address-protected' },
          ...{ item: 'marker', data: { date: day, whose } },
        }),
      );
      expect(await among(lead)).toEqual([]);
    },
  );

  it('says nothing of one who was sealed apart from who they were', async () => {
    stand.sealed.add(OTHER_CHILD);
    expect(await among(lead)).toEqual([]);
  });

  it('says nothing by a person whom too many children’s records name', async () => {
    const { db } = stand.at.stand;
    const crowd = Array.from({ length: 20 }, () => uuidv7());
    await db.events.query(`INSERT INTO read_a.people_around (tie, child_id) SELECT 'p-Rowena', unnest($1::uuid[])`, [
      crowd,
    ]);
    expect(await among(lead)).toEqual([]);
  });
});
