import type { ChildId } from '@tributary/kernel';
import { CHILD, fact, linked, onDay, OTHER_CHILD, type Unplaced } from '../chronology/domain/given.fixture';
import { common, COUNCIL, day, lead, PeopleStand } from './people.fixture';

let stand: PeopleStand;
beforeEach(async () => {
  stand = await PeopleStand.open();
}, 60_000);
afterEach(() => stand.close());

describe('a household', () => {
  it('tells of each household that the child lives in, since when, and not by what the agency calls it', async () => {
    const [now, past] = [day, onDay(-9).slice(0, 10)];
    await stand.append(
      await stand.names('school-1', 'Rowena', { livesWith: true, household: 'h-1', livesWithFrom: now }),
      await stand.names('school-1', 'Bram', { relationship: 'father', livesWith: true, household: 'h-2' }),
      await stand.names('school-1', 'Sol', {
        relationship: 'carer',
        livesWith: true,
        household: 'h-3',
        livesWithUntil: past,
      }),
    );
    const homes = (await stand.told(lead)).people.map(({ data: { name, livesWith, household, livesWithFrom } }) => ({
      ...{ name, livesWith, household, livesWithFrom },
    }));
    expect(homes).toEqual([
      { name: 'Rowena', livesWith: true, household: 1, livesWithFrom: now },
      { name: 'Bram', livesWith: true, household: 2, livesWithFrom: undefined },
      { name: 'Sol', livesWith: false, household: undefined, livesWithFrom: undefined },
    ]);
    expect(JSON.stringify(await stand.told(lead))).not.toMatch(/h-[123]/);
  });

  it('finds a sibling by a household that one agency numbers, though nobody in it is named for both', async () => {
    await stand.append(
      await stand.names('school-1', 'Rowena', { livesWith: true, household: 'h-1' }),
      await stand.names('school-2', 'Bram', { relationship: 'father', livesWith: true, household: 'h-1' }),
    );
    expect((await stand.told(lead)).siblings).toMatchObject([
      { child: 'C-2', why: { kind: 'one-household', name: null } },
    ]);
    await stand.append(
      await stand.names('school-2', 'Bram', { relationship: 'father', livesWith: true, household: 'h-2' }),
    );
    expect(await stand.siblingsOf(lead)).toEqual([]);
  });

  describe('where somebody of the household bears a marker', () => {
    const mark = (whose: 'child' | 'household', record = 'council-2', child = OTHER_CHILD): Unplaced =>
      fact({
        ...{ ...COUNCIL, ...common, record, child, type: 'agency.address-protected', item: 'marker' },
        data: { date: day, whose },
      });
    const isHidden = async (child: ChildId) => (await stand.at.doors.hiddenFrom(lead, child)) !== undefined;
    const hidden = async () => [await isHidden(CHILD), await isHidden(OTHER_CHILD)];

    it.each(['child', 'household'] as const)(
      'hides where all of it is, by a marker on the %s of one',
      async (whose) => {
        await stand.append(
          await stand.names('school-1', 'Rowena', { livesWith: true }),
          await stand.names('school-2', 'Rowena', { livesWith: true }),
        );
        expect(await hidden()).toEqual([false, false]);
        await stand.append(mark(whose));
        expect(await hidden()).toEqual([true, true]);
        // On the page of the other too: not who lives with it, nor that there is a sibling.
        const around = await stand.told(lead);
        expect([around.siblings, around.people[0]?.data]).toEqual([
          [],
          expect.not.objectContaining({ livesWith: true }),
        ]);
      },
    );

    it('lifts with the marker', async () => {
      await stand.append(
        await stand.names('school-1', 'Rowena'),
        await stand.names('school-2', 'Rowena'),
        mark('child'),
      );
      expect(await hidden()).toEqual([true, true]);
      await stand.append(
        fact({
          ...{ ...COUNCIL, ...common, record: 'council-2', child: OTHER_CHILD, type: 'record.fact-retracted' },
          ...{ item: 'marker', data: { type: 'agency.address-protected', reason: 'withdrawn' } },
        }),
      );
      expect(await hidden()).toEqual([false, false]);
    });

    it('counts whoever brings both up as of one household, where no record says that they live apart', async () => {
      await stand.append(
        await stand.names('school-1', 'Rowena'),
        await stand.names('school-2', 'Rowena'),
        mark('child'),
      );
      expect(await hidden()).toEqual([true, true]);
      await stand.append(await stand.names('school-1', 'Rowena', { livesWith: false }));
      expect(await hidden()).toEqual([false, true]);
    });

    it('leaves alone whom only a grandparent elsewhere, an agency of its own or a day that is past ties to it', async () => {
      const past = onDay(-9).slice(0, 10);
      await stand.append(
        await stand.names('school-1', 'Edda', { relationship: 'grandparent' }),
        await stand.names('school-2', 'Edda', { relationship: 'grandparent' }),
        await stand.names('school-1', 'Rowena', { person: 'p-1' }),
        await stand.names('school-2', 'Rowena', { person: 'p-2' }),
        await stand.names('school-1', 'Sol', { relationship: 'carer', livesWith: true, livesWithUntil: past }),
        await stand.names('school-2', 'Sol', { relationship: 'carer', livesWith: true }),
        mark('household'),
      );
      expect(await hidden()).toEqual([false, true]);
    });

    it('hides nothing of the household’s household: who lives with both of two homes is sealed, the other home is not', async () => {
      const third = 'c3333333-0000-7000-8000-000000000003' as ChildId;
      const said = await stand.names('school-3', 'Bram', { relationship: 'father', livesWith: true, household: 'h-2' });
      await stand.append(
        linked('school-3', { knownFrom: onDay(0), child: third }),
        { ...said, childId: third },
        await stand.names('school-1', 'Rowena', { livesWith: true, household: 'h-1' }),
        await stand.names('school-1', 'Bram', { relationship: 'father', livesWith: true, household: 'h-2' }),
        await stand.names('school-2', 'Rowena', { livesWith: true, household: 'h-1' }),
        mark('child'),
      );
      expect([await isHidden(CHILD), await isHidden(third)]).toEqual([true, false]);
    });
  });
});
