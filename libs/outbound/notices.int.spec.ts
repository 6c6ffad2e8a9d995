import { inTransaction } from '@tributary/event-store';
import { type AlertId, instantOf, uuidv7 } from '@tributary/kernel';
import { brook, COUNCIL, type House, house, lead, marlow, officer, POLICE, SCHOOL } from './outbound.fixture';
import { postNotice } from './storage/notices';

const council = { agency: COUNCIL, client: 'wexbourne-council' };
const school = { agency: SCHOOL, client: 'ash-lane-primary' };
const ALL = { after: 0, limit: 100 };

let h: House;
beforeEach(async () => (h = await house()));
afterEach(async () => h.close());

const of = async (client: typeof council) => (await h.notices.list(client, ALL)).notices;

describe('an agency’s system', () => {
  it('is told once that an alert went to one of its roles, and no word of what', async () => {
    const alertId = await h.raises({ informed: [brook, lead, officer] });
    const [mine, theirs] = [await of(council), await of(school)];
    expect([mine.length, theirs.length]).toEqual([1, 1]);
    const [notice] = mine;
    expect(notice).toEqual({
      id: notice?.id,
      key: h.vault.ref(COUNCIL, h.child),
      urgency: 'today',
      ask: `https://hub.wexbourne.example/v1/notices/${notice?.id}`,
    });
    expect(theirs[0]?.key).not.toBe(notice?.key);
    expect(theirs[0]?.id).not.toBe(notice?.id);
    for (const word of [alertId, h.child, 'p-marlow', 'social-worker', 'brought']) {
      expect(JSON.stringify(mine)).not.toContain(word);
    }
    await expect(h.notices.list({ agency: POLICE, client: 'police' }, ALL)).rejects.toMatchObject({
      code: 'notices-not-connected',
    });
  });

  it('is told when it goes on to one of its roles, and when it is taken back', async () => {
    const alertId = await h.raises();
    await h.says(alertId, 'alerting.alert-escalated', { step: 1, cause: 'not-acknowledged', to: lead });
    expect([(await of(council)).length, (await of(school)).length]).toEqual([1, 1]);
    const closed = { by: 'tributary', role: 'system', outcome: 'recalled' };
    await h.says(alertId, 'alerting.alert-closed', closed);
    expect([(await of(council)).length, (await of(school)).length]).toEqual([2, 2]);
    expect((await of(school)).map(({ urgency }) => urgency)).toEqual(['today', 'today']);
  });

  it('is told nothing of a person’s own answer, of history, or of a rule in shadow', async () => {
    await h.raises({ historical: true });
    await h.raises({ shadow: true });
    const alertId = await h.raises({ informed: [lead] });
    await h.says(alertId, 'alerting.alert-closed', { by: 'p-marlow', role: 'social-worker', outcome: 'useful' });
    expect([(await of(council)).length, (await of(school)).length]).toEqual([1, 1]);
  });

  it('is told nothing where somebody of the agency must not hear of it: everybody there may read its system', async () => {
    await h.raises({ informed: [lead], leftOut: ['p-brook'] });
    expect([(await of(council)).length, (await of(school)).length]).toEqual([0, 1]);
  });

  it('is not told again what is looked at again', async () => {
    await h.raises();
    const before = await of(council);
    await h.forgets();
    expect(await of(council)).toEqual(before);
  });

  it('misses none that is written while it reads: a lower place is never added behind a higher one', async () => {
    const notice = (agency = COUNCIL) => ({
      ...{ id: uuidv7(), agency, alertId: uuidv7() as AlertId, childId: null },
      ...{ urgency: 'today', since: instantOf(Date.now()) },
    });
    const second = await inTransaction(h.db.events, async (tx) => {
      await postNotice(notice(), tx);
      const waits = inTransaction(h.db.events, (other) => postNotice(notice(), other));
      const first = await Promise.race([waits.then(() => 'wrote'), h.book.after(COUNCIL, 0, 10)]);
      expect(first).toEqual([]);
      return { waits };
    });
    await second.waits;
    expect((await h.book.after(COUNCIL, 0, 10)).map(({ place }) => place)).toEqual([1, 2]);
    await inTransaction(h.db.events, (tx) => postNotice(notice(SCHOOL), tx));
    // Its own places alone: a gap would count what others are told.
    expect((await h.book.after(SCHOOL, 0, 10)).map(({ place }) => place)).toEqual([1]);
  });
});

describe('a poller', () => {
  const lease = (leaseSeconds = 60, limit = 100) => ({ limit, leaseSeconds });
  const over = () => h.db.events.query(`UPDATE outbound.notices SET leased_until = clock_timestamp()`);

  const claimed = async (seconds = 60, limit = 100) => {
    const { lease: by, notices } = await h.notices.claim(council, lease(seconds, limit));
    return { by, ids: notices.map(({ id }) => id) };
  };
  const HELD = { code: 'notice-held' };

  it('holds what no other holds', async () => {
    for (let i = 0; i < 6; i += 1) await h.raises();
    const pollers = await Promise.all([1, 2, 3, 4].map(() => claimed(60, 2)));
    const ids = pollers.flatMap((one) => one.ids);
    expect([ids.length, new Set(ids).size]).toEqual([6, 6]);
    expect((await claimed()).ids).toEqual([]);
  });

  it('holds it until it has it, gives it back, or its time is over', async () => {
    await h.raises();
    await h.raises();
    const { by: old, ids } = await claimed();
    const [mine = '', back = ''] = ids;
    await h.notices.acknowledge(council, mine, { lease: old });
    await expect(h.notices.release(council, back, uuidv7())).rejects.toMatchObject(HELD);
    await h.notices.release(council, back, old);
    await over();
    const { by: mid, ids: given } = await claimed();
    expect(given).toEqual([back]);
    await over();
    const { by: last } = await claimed();
    for (const stale of [{ lease: old }, { lease: mid }, {}]) {
      await expect(h.notices.acknowledge(council, back, stale)).rejects.toMatchObject(HELD);
    }
    await h.notices.acknowledge(council, back, { lease: last });
    await over();
    expect((await claimed()).ids).toEqual([]);
    // Said again, it stands as it is.
    expect(await h.notices.acknowledge(council, mine, { lease: old })).toEqual({});
  });

  it('has its own agency’s alone: another’s notice is none', async () => {
    await h.raises();
    const [notice] = await of(council);
    const id = notice?.id ?? '';
    expect((await h.notices.claim(school, lease())).notices).toEqual([]);
    const refusals = [
      h.notices.thin(school, id),
      h.notices.acknowledge(school, id, {}),
      h.notices.release(school, id, uuidv7()),
      h.notices.alert({ ...lead, practitioner: 'p-lead' } as never, id),
      h.notices.thin(council, `${id}' OR 1=1`),
    ];
    for (const one of refusals) await expect(one).rejects.toMatchObject({ code: 'notice-unknown' });
    expect(await h.notices.thin(council, id)).toMatchObject({ delivered: false });
  });
});

describe('what a system says back', () => {
  const stands = async () => (await h.alerts.mine(marlow as never, { limit: 1 })).alerts[0]?.status;

  it('is that the system has it, never that a person has seen it', async () => {
    await h.raises();
    const [notice] = await of(council);
    expect(await h.notices.acknowledge(council, notice?.id ?? '', {})).toEqual({});
    await h.settled();
    expect(await stands()).toBe('open');
    expect(await h.notices.thin(council, notice?.id ?? '')).toMatchObject({ delivered: true });
  });

  it('is a person’s acknowledgement where it names one whom the alert was sent to, and their outcome', async () => {
    await h.raises();
    const [notice] = await of(council);
    const by = { practitioner: marlow.practitioner, role: marlow.role } as never;
    expect(Object.keys(await h.notices.acknowledge(council, notice?.id ?? '', { by }))).toEqual(['position']);
    await h.settled();
    expect(await stands()).toBe('acknowledged');
    await h.notices.acknowledge(council, notice?.id ?? '', { by, answer: { kind: 'close', outcome: 'useful' } });
    await h.settled();
    expect(await stands()).toBe('closed');
  });

  it.each([
    ['somebody it was not sent to', { practitioner: 'p-brook', role: 'social-worker' }],
    ['a role they do not hold', { practitioner: 'p-marlow', role: 'team-manager' }],
    ['another agency’s person, though it was sent to them', { practitioner: 'p-lead', role: lead.role }],
    ['nobody', { practitioner: 'p-nobody', role: 'social-worker' }],
  ])('is not the acknowledgement of %s', async (_, by) => {
    await h.raises({ informed: [lead] });
    const [notice] = await of(council);
    const said = h.notices.acknowledge(council, notice?.id ?? '', { by: by as never });
    await expect(said).rejects.toMatchObject({ code: 'notice-not-theirs' });
    await h.settled();
    expect(await stands()).toBe('open');
  });

  it('is answered in full to a person it was sent to, and to nobody else', async () => {
    const alertId = await h.raises();
    const [notice] = await of(council);
    expect((await h.notices.alert(marlow as never, notice?.id ?? '')).id).toBe(alertId);
    await expect(h.notices.alert(brook as never, notice?.id ?? '')).rejects.toMatchObject({ code: 'alert-unknown' });
  });
});
