import { aChild } from '../testing/store';
import { all, child, clocksFire, ids, settled, t, useHouse } from './alerting.fixture';
import { allocated, delivered, link, say, standsDown, suspended } from './said.fixture';

jest.setTimeout(60_000);
useHouse();

describe('a child whose clocks stand down', () => {
  beforeEach(async () => {
    await delivered();
    await link(ids.council);
    await link(ids.school);
    await allocated();
  });

  it('is alerted of to nobody, by what comes and by what does not', async () => {
    await standsDown();
    await suspended();
    await settled();
    await clocksFire();
    expect(await all()).toEqual([]);
  });

  it('has what stood open ended without a word, and no clock left that would tell anybody', async () => {
    await suspended();
    await settled();
    await standsDown();
    await settled();
    expect(await all()).toEqual(['p-marlow owns closed resolved']);
    const before = await letters();
    await clocksFire();
    expect(await all()).toEqual(['p-marlow owns closed resolved']);
    expect(await letters()).toBe(before);
  });

  it('has no clock that still waits for something', async () => {
    await say(ids.school, {
      ...{ type: 'education.pupil-left', item: 'left/1' },
      data: { date: '2026-01-05' },
    });
    await settled();
    await standsDown();
    await settled();
    const { rows } = await t.db.events.query(
      `SELECT id FROM store.timers WHERE kind = 'rule' AND id LIKE '%' || $1 || '%'`,
      [child],
    );
    expect(rows).toEqual([]);
  });

  it('is looked at again once that is taken back; other children are all the while', async () => {
    await standsDown();
    await suspended();
    const other = aChild();
    await link(ids.harbour, other);
    await settled();
    await standsDown('identity.clocks-resumed');
    await settled();
    expect(await all()).toEqual(['p-marlow owns open']);
  });
});

const letters = async (): Promise<number> =>
  (await t.db.events.query<{ n: number }>('SELECT count(*)::int AS n FROM alerting.outbox')).rows[0]?.n ?? 0;
