import { alertStream, type AlertId, type ChildId, type RecordId, uuidv7 } from '@tributary/kernel';
import { aChild } from '../testing/store';
import { alerts, child, clocksFire, families, ids, mine, settled, t, TODAY, useHouse } from './alerting.fixture';
import { marlow, tennant } from './people.fixture';
import { allocated, link, say, suspended } from './said.fixture';

jest.setTimeout(60_000);
useHouse();

const list = async (skip = 0, limit = 10) => alerts.work(marlow, { done: false }, { skip, limit });

describe('alerts about brothers and sisters', () => {
  let sister: ChildId;
  let stranger: ChildId;

  beforeEach(async () => {
    [sister, stranger] = [aChild(), aChild()];
    for (const one of [child, stranger, sister]) {
      Object.assign(ids, { council: uuidv7() as RecordId, school: uuidv7() as RecordId });
      await link(ids.council, one);
      await link(ids.school, one);
      await allocated(one);
      await suspended('s/1', {}, one);
    }
    // She is missing too, which is more urgent than all else.
    await say(
      ids.council,
      { type: 'social-care.missing-started', item: 'm/1', data: { date: TODAY }, on: TODAY },
      sister,
    );
    await say(
      ids.council,
      { type: 'social-care.looked-after-started', item: 'lac/1', data: { startDate: '2026-01-05' } },
      sister,
    );
    await settled();
    families.push([child, sister]);
  });

  it('stand beside each other where the most urgent of them would, and are one for a page', async () => {
    const { alerts: found, more, tally } = await list(0, 1);
    const [first, ...others] = found;
    expect(others.map(({ id }) => first?.together.includes(id))).toEqual(found.slice(1).map(() => true));
    expect([found.length > 1, more, tally.open]).toEqual([true, true, found.length + 1]);
    const second = await list(1, 1);
    expect(second.alerts).toMatchObject([{ together: [] }]);
    expect(second.more).toBe(false);
    const ids = [...found, ...second.alerts].map(({ id }) => id);
    expect(new Set(ids).size).toBe(tally.open);
    const ranks = found.map(({ severity }) => ['immediate', 'today', 'this-week', 'digest'].indexOf(severity));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  });

  it('keep each its own state, time and owner: one acknowledged, the others go on', async () => {
    const mineAll = (await list()).alerts.filter(({ owner, together }) => owner && together.length > 0);
    const [one, other] = mineAll;
    await alerts.answer(marlow, one?.id ?? '', { kind: 'acknowledge' });
    await settled();
    const statusOf = async (id = '') => (await alerts.one(marlow, id)).status;
    expect([await statusOf(one?.id), await statusOf(other?.id)]).toEqual(['acknowledged', 'open']);
    await clocksFire();
    const gone = (await mine(tennant)).map(({ id }) => id);
    expect([gone.some((id) => id === one?.id), gone.some((id) => id === other?.id)]).toEqual([false, true]);
    const types = (await t.store.load(alertStream((other?.id ?? '') as AlertId))).map((event) => event.type);
    expect(types).not.toContain('alerting.alert-acknowledged');
  });

  it('are read on one page by whoever has them, and by nobody else', async () => {
    const [one] = (await list()).alerts.filter(({ together }) => together.length > 0);
    const told = await alerts.together(marlow, one?.id ?? '');
    expect(new Set<string>(told.map(({ id }) => id))).toEqual(new Set([one?.id, ...(one?.together ?? [])]));
    await expect(alerts.together(tennant, one?.id ?? '')).rejects.toMatchObject({ code: 'alert-unknown' });
    await expect(alerts.together(marlow, 'no-such-thing')).rejects.toMatchObject({ code: 'alert-unknown' });
  });

  it('fall apart once nothing says any more that they are brother and sister', async () => {
    families.length = 0;
    expect((await list()).alerts.every(({ together }) => together.length === 0)).toBe(true);
    const [one] = await mine(marlow);
    expect(await alerts.together(marlow, one?.id ?? '')).toMatchObject([{ id: one?.id, together: [] }]);
  });

  it('leave the bundle when they are done', async () => {
    const found = (await list()).alerts.filter(({ together }) => together.length > 0);
    for (const { id, owner } of found) if (owner) await alerts.answer(marlow, id, { kind: 'close', outcome: 'useful' });
    await settled();
    expect((await list()).alerts.every(({ together }) => together.length === 0)).toBe(true);
    expect((await alerts.work(marlow, { done: true }, { skip: 0, limit: 10 })).alerts).toHaveLength(
      found.filter(({ owner }) => owner).length,
    );
  });
});
