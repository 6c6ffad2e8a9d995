import type { Wanted } from './index';
import { alerts, clocksFire, ids, mine, settled, t, TODAY, useHouse } from './alerting.fixture';
import { allocated, link, say, suspended } from './said.fixture';
import { halloran, marlow, pemberly, tennant } from './people.fixture';

jest.setTimeout(60_000);
useHouse();

const PAGE = { skip: 0, limit: 10 };
const workOf = async (person: typeof marlow, wanted: Partial<Wanted> = {}, page = PAGE) =>
  alerts.work(person, { done: false, ...wanted }, page);

describe('what somebody has to do', () => {
  beforeEach(async () => {
    await link(ids.council);
    await link(ids.school);
    await allocated();
  });

  const missing = () =>
    say(ids.council, { type: 'social-care.missing-started', item: 'm/1', data: { date: TODAY }, on: TODAY });
  const inCare = () =>
    say(ids.council, {
      type: 'social-care.looked-after-started',
      item: 'lac/1',
      data: { startDate: '2026-01-05' },
    });

  it('stands soonest first, and is counted by what it is to them', async () => {
    await inCare();
    await suspended();
    await missing();
    await settled();
    const { alerts: found, tally } = await workOf(marlow);
    expect(found.map(({ severity, owner }) => [severity, owner])).toEqual([
      ['immediate', false],
      ['today', true],
    ]);
    expect(tally).toMatchObject({ open: 2, owned: 1, informed: 1, done: 0 });
    expect((await workOf(marlow, { owner: true })).alerts.map(({ severity }) => severity)).toEqual(['today']);
    expect((await workOf(marlow, { severity: 'immediate' })).alerts).toHaveLength(1);
    const second = await workOf(marlow, {}, { skip: 1, limit: 1 });
    expect([second.alerts[0]?.severity, second.more]).toEqual(['today', false]);
  });

  it('is overdue once its clock ran out, for whoever has it then, until somebody acknowledges it', async () => {
    await suspended();
    await settled();
    await clocksFire();
    const [late] = (await workOf(tennant, { overdue: true })).alerts;
    expect(late?.overdueSince).toEqual(expect.any(String));
    await alerts.answer(tennant, late?.id ?? '', { kind: 'acknowledge' });
    await settled();
    expect((await workOf(tennant, { overdue: true })).alerts).toEqual([]);
    expect((await workOf(tennant)).tally).toMatchObject({ open: 1, overdue: 0 });
  });

  it('goes apart when it is done', async () => {
    await suspended();
    await settled();
    const [alert] = await mine(marlow);
    await alerts.answer(marlow, alert?.id ?? '', { kind: 'close', outcome: 'useful' });
    await settled();
    expect((await workOf(marlow)).alerts).toEqual([]);
    expect((await workOf(marlow, { done: true })).alerts.map(({ outcome }) => outcome)).toEqual(['useful']);
  });

  it('is opened again after it was closed, with a reason that stands in its history, however often', async () => {
    await suspended();
    await settled();
    const [alert] = await mine(marlow);
    const id = alert?.id ?? '';
    const close = () => alerts.answer(marlow, id, { kind: 'close', outcome: 'useful' });
    for (const round of [1, 2]) {
      await close();
      await settled();
      const closed = await alerts.one(marlow, id);
      expect([closed.status, typeof closed.reopenableUntil]).toEqual(['closed', 'string']);
      await alerts.answer(marlow, id, { kind: 'reopen', note: 'The wrong one' });
      await alerts.answer(marlow, id, { kind: 'reopen', note: 'The wrong one' });
      await settled();
      expect(await alerts.one(marlow, id)).toMatchObject({ status: 'open', outcome: null, reopenableUntil: null });
      const steps = await alerts.history(marlow, id);
      expect(steps.filter(({ what }) => what === 'reopened').map(({ note }) => note)).toEqual(
        Array.from({ length: round }, () => 'The wrong one'),
      );
    }
    expect((await alerts.history(marlow, id)).map(({ what }) => what)).toEqual([
      ...['raised', 'closed', 'reopened', 'closed', 'reopened'],
    ]);
    await clocksFire();
    expect((await workOf(tennant)).alerts).toMatchObject([{ status: 'open', owner: true }]);
  });

  it('is opened again by the closer’s manager, whose letter goes to its owner; by nobody else', async () => {
    await suspended();
    await settled();
    const [alert] = await mine(marlow);
    const id = alert?.id ?? '';
    await alerts.answer(marlow, id, { kind: 'close', outcome: 'not-useful' });
    await settled();
    const again = { kind: 'reopen', note: 'We spoke of it' } as const;
    await expect(alerts.answer(tennant, id, again)).rejects.toMatchObject({ status: 404 });
    await alerts.answer(halloran, id, again);
    await settled();
    expect(await alerts.one(marlow, id)).toMatchObject({ status: 'open', owner: true });
    const { rows } = await t.db.events.query('SELECT practitioner FROM alerting.outbox');
    expect(rows).toEqual([{ practitioner: 'p-marlow' }, { practitioner: 'p-marlow' }]);
  });

  it('has a history: who was told, what they did, their own words for those alone whose alert it was', async () => {
    await inCare();
    await suspended();
    await settled();
    await clocksFire();
    const [alert] = await mine(tennant);
    const id = alert?.id ?? '';
    await alerts.answer(tennant, id, { kind: 'act', action: 'spoke-to-school', note: 'canary words' });
    await settled();
    const seen = (await alerts.history(marlow, id)).map(({ what, by, detail }) => [what, by?.practitioner, detail]);
    expect(seen).toEqual([
      ['raised', undefined, null],
      ['escalated', undefined, 'not-acknowledged'],
      ['acknowledged', 'p-tennant', null],
      ['acted', 'p-tennant', 'spoke-to-school'],
    ]);
    expect(JSON.stringify(await alerts.history(marlow, id))).toContain('canary words');
    expect(JSON.stringify(await alerts.history(pemberly, id))).not.toContain('canary words');
    await expect(alerts.history(halloran, id)).rejects.toMatchObject({ status: 404 });
  });
});
