import { type ChildId, type PlainDate, plusDays, startOfDay } from '@tributary/kernel';
import { aChild } from '../testing/store';
import { all, child, ids, settled, t, TODAY, useHouse } from './alerting.fixture';
import { allocated, link, say } from './said.fixture';

jest.setTimeout(60_000);
useHouse();

const expects = (expectedBirthDate: PlainDate) =>
  say(ids.council, {
    ...{ type: 'social-care.child-details-recorded', item: 'details', data: { expectedBirthDate } },
  });
const planned = () =>
  say(ids.council, {
    ...{ type: 'social-care.protection-plan-started', item: 'plan/1', on: plusDays(TODAY, -60) },
    data: { startDate: plusDays(TODAY, -60) },
  });
const born = (of: ChildId, live = true) =>
  say(ids.harbour, { type: 'health.birth-notified', item: 'birth', on: TODAY, data: { date: TODAY, live } }, of);

/** Clocks of rules, in their order. */
const clocks = async (): Promise<readonly Date[]> =>
  (
    await t.db.events.query<{ due: Date }>(`SELECT due_at AS due FROM store.timers WHERE kind = 'rule' ORDER BY 1`)
  ).rows.map(({ due }) => due);

describe('a child not yet born, with a plan', () => {
  let newborn: ChildId;
  beforeEach(async () => {
    newborn = aChild();
    await link(ids.council);
    await link(ids.harbour, newborn);
    await allocated();
    await planned();
  });

  it('is born under another record: nobody is told until a person says that both are one, then all at once', async () => {
    await expects(plusDays(TODAY, 9));
    await born(newborn);
    await settled();
    expect(await all()).toEqual([]);
    await link(ids.harbour, child, newborn);
    await settled();
    expect(await all()).toEqual(['p-marlow sees open', 'p-duty owns open', 'p-achterberg sees open']);
  });

  it('is told of whichever of the two is moved, and taken back where the link was wrong', async () => {
    await expects(plusDays(TODAY, 9));
    await born(newborn);
    await link(ids.council, newborn, child);
    await settled();
    expect(await all()).toEqual(['p-marlow sees open', 'p-duty owns open', 'p-achterberg sees open']);
    await link(ids.council, child, newborn, 'taken-back');
    await settled();
    // Each of the three has a recall of their own to acknowledge beside it.
    expect((await all()).filter((line) => line.includes('owns'))).toEqual([
      ...['p-marlow owns open', 'p-duty owns open', 'p-duty owns closed recalled', 'p-achterberg owns open'],
    ]);
  });

  it('that is not born alive, has its clock stood down, and nobody is told', async () => {
    await expects(plusDays(TODAY, 9));
    await settled();
    expect(await clocks()).toEqual([new Date(startOfDay(plusDays(TODAY, 24)))]);
    await born(newborn, false);
    await link(ids.harbour, child, newborn);
    await settled();
    expect([await clocks(), await all()]).toEqual([[], []]);
  });

  it('is waited for from the day that is stated last, and not forgotten', async () => {
    await expects(plusDays(TODAY, 9));
    await expects(plusDays(TODAY, 2));
    await settled();
    expect(await clocks()).toEqual([new Date(startOfDay(plusDays(TODAY, 17)))]);
    await expects(plusDays(TODAY, -15));
    await settled();
    expect([await clocks(), await all()]).toEqual([[], ['p-marlow owns open']]);
  });
});
