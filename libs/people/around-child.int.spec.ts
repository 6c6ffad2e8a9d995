import { RESPONSIBILITIES } from '@tributary/catalogue';
import { parseChronologyQuery } from '@tributary/chronology';
import type { PlainDate } from '@tributary/kernel';
import { CHILD, fact, onDay, OTHER_CHILD, unlinked } from '../chronology/domain/given.fixture';
import { hat } from '../chronology/doors.fixture';
import { codeOf, common, COUNCIL, day, held, lead, PeopleStand, SCHOOL, worker } from './people.fixture';

let stand: PeopleStand;
beforeEach(async () => {
  stand = await PeopleStand.open();
}, 60_000);
afterEach(() => stand.close());

describe('who stands around a child', () => {
  it.each(RESPONSIBILITIES)(
    'is told with parental responsibility as the record has it, with its days: %s',
    async (responsibility) => {
      await stand.append(await stand.names('school-1', 'Rowena', { responsibility, from: day }));
      expect((await stand.told(worker)).people).toMatchObject([
        { agency: SCHOOL.agency, data: { name: 'Rowena', responsibility, from: day } },
      ]);
    },
  );

  it('is told with parental responsibility and days to whom the agreement opens it, and not who stood there once', async () => {
    await stand.append(
      await stand.names('school-1', 'Rowena', { livesWith: true, from: day }),
      await stand.names('school-1', 'Bram', { relationship: 'father', responsibility: 'restricted-by-order' }),
      await stand.names('school-1', 'Sol', { relationship: 'carer', responsibility: 'no', until: day }),
    );
    const expected = [
      { name: 'Bram', relationship: 'father', responsibility: 'restricted-by-order' },
      { name: 'Rowena', relationship: 'mother', responsibility: 'yes', livesWith: true, from: day },
    ];
    for (const viewer of [worker, lead]) {
      const { people: around } = await stand.told(viewer);
      const sorted = around.map(({ data }) => data).sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
      expect(sorted).toEqual(expected);
    }
    const nurse = hat('p-castellan', 'named-nurse', 'wexbourne-hospital');
    expect(await stand.told(nurse).catch(codeOf)).toBe('child-unknown');
  });

  it('is no line of the child’s chronology, and no word of a name stands in it', async () => {
    await stand.append(await stand.names('school-1', 'Rowena'));
    const query = parseChronologyQuery({ purpose: 'direct-work', history: 'true' }, lead.agency, stand.at.clock);
    const answer = JSON.stringify(await stand.at.answers.chronology(lead, 'C-1', query));
    expect(answer).not.toMatch(/relationship|Rowena|p-Rowena/);
  });

  it('leads to those siblings that the reader has a ground for, each by its own decision, and counts no other', async () => {
    await stand.append(await stand.names('school-1', 'Rowena'), await stand.names('school-2', 'Rowena'));
    // The school has both; the worker one of them.
    expect(await stand.siblingsOf(lead)).toEqual(['C-2']);
    expect(await stand.siblingsOf(lead, 'C-2')).toEqual(['C-1']);
    const alone = await stand.told(worker);
    expect(alone.siblings).toEqual([]);
    expect(JSON.stringify(alone)).not.toContain('C-2');
    await stand.append(...held('council-2', OTHER_CHILD, 'SW-101', '2026-02-20' as PlainDate));
    expect(await stand.siblingsOf(worker)).toEqual(['C-2']);
  });

  it('leads to nobody by a name, a grandparent, or somebody who stood there once', async () => {
    await stand.append(
      await stand.names('school-1', 'Rowena', { person: 'p-1' }),
      await stand.names('school-2', 'Rowena', { person: 'p-2' }),
      await stand.names('school-1', 'Edda', { relationship: 'grandparent' }),
      await stand.names('school-2', 'Edda', { relationship: 'grandparent' }),
      await stand.names('school-1', 'Sol', { relationship: 'carer' }),
      await stand.names('school-2', 'Sol', { relationship: 'carer', until: day }),
    );
    expect(await stand.siblingsOf(lead)).toEqual([]);
  });

  it('leads nowhere from a child who was sealed apart from who they were, nor to one', async () => {
    await stand.append(await stand.names('school-1', 'Rowena'), await stand.names('school-2', 'Rowena'));
    stand.sealed.add(CHILD);
    expect([await stand.siblingsOf(lead), await stand.siblingsOf(lead, 'C-2')]).toEqual([[], []]);
  });

  it('leads nowhere from a child whose place is hidden, nor to one, and says not who lives with it', async () => {
    await stand.append(
      await stand.names('school-1', 'Rowena', { livesWith: true }),
      await stand.names('school-2', 'Rowena'),
    );
    await stand.append(
      fact({
        ...{ ...COUNCIL, ...common, record: 'council-1', type: 'agency.address-protected', item: 'marker' },
        data: { date: day, whose: 'household' },
      }),
    );
    const hidden = await stand.told(lead);
    expect([hidden.siblings, await stand.siblingsOf(lead, 'C-2')]).toEqual([[], []]);
    expect(hidden.people).toMatchObject([{ data: { name: 'Rowena', relationship: 'mother' } }]);
    expect(hidden.people[0]?.data).not.toHaveProperty('livesWith');
  });

  it('bars a member of staff whom a record of their own agency names, by number alone, until it is taken back', async () => {
    expect((await stand.told(worker)).people).toEqual([]);
    // Another agency’s number of the same digits is another person.
    await stand.append(await stand.names('school-1', 'Imogen', { staffNumber: 'SW-101' }));
    expect((await stand.told(worker)).people).toHaveLength(1);
    await stand.append(
      await stand.names('council-1', 'Imogen', { relationship: 'other', staffNumber: 'SW-101' }, COUNCIL),
    );
    expect(await stand.told(worker).catch(codeOf)).toBe('child-unknown');
    expect(await stand.at.answers.child({ viewer: worker, ref: 'C-1', purpose: 'direct-work' }).catch(codeOf)).toBe(
      'child-unknown',
    );
    expect((await stand.told(lead)).people).toHaveLength(1);
    await stand.append(
      fact({
        ...{ ...COUNCIL, ...common, record: 'council-1', type: 'record.fact-retracted', item: 'around/Imogen' },
        data: { type: 'record.relationship-stated', reason: 'withdrawn' },
      }),
    );
    expect((await stand.told(worker)).people).toHaveLength(1);
  });

  it('says why another child is of the family: who brings both up or lives with both, by whose record', async () => {
    await stand.append(await stand.names('school-1', 'Rowena'), await stand.names('school-2', 'Rowena'));
    await stand.append(
      await stand.names('school-1', 'Edda', { relationship: 'grandparent', livesWith: true }),
      await stand.names('school-2', 'Edda', { relationship: 'grandparent', livesWith: true }),
    );
    const why = async () => (await stand.told(lead)).siblings[0]?.why;
    expect(await why()).toEqual({ kind: 'brought-up-by-one', agency: SCHOOL.agency, name: 'Rowena' });
    await stand.append(await stand.names('school-2', 'Rowena', { until: onDay(-9).slice(0, 10) }));
    expect(await why()).toEqual({ kind: 'one-household', agency: SCHOOL.agency, name: null });
    await stand.append(await stand.names('school-2', 'Edda', { relationship: 'grandparent', livesWith: false }));
    expect(await why()).toBeUndefined();
  });

  it('goes with the record: unlinked it names nobody around the child, and leads to no sibling', async () => {
    await stand.append(await stand.names('school-1', 'Rowena'), await stand.names('school-2', 'Rowena'));
    await stand.append(unlinked('school-2', { knownFrom: onDay(0), child: OTHER_CHILD }));
    expect(await stand.siblingsOf(lead)).toEqual([]);
    const { rows } = await stand.at.stand.db.events.query('SELECT child_id FROM read_a.people_around');
    expect(rows).toEqual([{ child_id: CHILD }]);
  });

  it('writes in the ledger each child that was told of, and a refusal with its rule', async () => {
    await stand.append(await stand.names('school-1', 'Rowena'), await stand.names('school-2', 'Rowena'));
    const before = await stand.lines();
    await stand.told(lead);
    expect(await stand.lines()).toBe(before + 2);
    await stand.told(hat('p-castellan', 'named-nurse', 'wexbourne-hospital')).catch(codeOf);
    expect(await stand.lines()).toBe(before + 3);
  });
});
