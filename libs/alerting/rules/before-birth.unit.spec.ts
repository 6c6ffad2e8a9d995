import type { Instant } from '@tributary/kernel';
import { birthAfterPlan } from './birth-after-plan.rule';
import { expectedBirthPassed } from './expected-birth-passed.rule';
import { ago, Given } from './given.fixture';

const given = (): Given => new Given();
const at = (text: string): Instant => text as Instant;

/** A record of the council without a name: birth is expected on that day. The item is one, whatever it says. */
const expects = (story: Given, expectedBirthDate = ago(5), more = {}): Given =>
  story.says(
    'council',
    'social-care.child-details-recorded',
    { expectedBirthDate },
    { item: 'details', on: ago(80), known: 1, ...more },
  );
const stated = (story: Given, data = {}, more = {}): Given =>
  story.says('council', 'social-care.child-details-recorded', data, { item: 'details', on: ago(80), ...more });
const born = (story: Given, more = {}, live = true): Given =>
  story.says('hospital', 'health.birth-notified', { date: ago(1), live }, more);
const planned = (known = 1, startDate = ago(70)): Given =>
  expects(given().worker('SW-102', known)).says(
    'council',
    'social-care.protection-plan-started',
    { startDate },
    { known, item: 'plan' },
  );
/** Work that comes before a plan, or in place of one. */
const assessed = (): Given =>
  expects(given().worker('SW-102')).says(
    'council',
    'social-care.assessment-started',
    { startDate: ago(70) },
    { known: 1 },
  );

describe('a birth after a plan', () => {
  const rule = birthAfterPlan;

  it('the duty desk at once, the worker, and who leads safeguarding where the birth was notified', async () =>
    expect(await born(planned()).then(rule)).toEqual(['immediate p-duty p-tennant p-castellan']));
  it('at night the emergency duty team', async () => {
    const night = at('2026-03-10T23:00:00.000Z');
    expect(await born(planned()).then(rule, night)).toEqual(['immediate p-emergency-duty p-tennant p-castellan']);
  });
  it('with an assessment, a conference or a child in need plan alone: the worker, the same day', async () => {
    const alone = (): Given => expects(given().worker('SW-102'));
    const conference = alone().says('council', 'social-care.conference-held', { date: ago(9), kind: 'initial' });
    const need = alone().says('council', 'social-care.need-plan-started', { startDate: ago(9) });
    for (const story of [assessed(), conference, need]) {
      expect(await born(story).then(rule)).toEqual(['today p-tennant']);
    }
  });
  it('a newborn’s screening tells it where nobody notified the birth; both are one', async () => {
    const screened = planned().says('surgery', 'health.screening-recorded', {
      date: ago(1),
      programme: { code: 'HEARING' },
    } as never);
    expect(await screened.then(rule)).toHaveLength(1);
    expect(await born(screened).then(rule)).toHaveLength(1);
  });

  it('a referral alone, and work from the day of birth: nobody', async () => {
    const referred = expects(given().worker('SW-102')).says('council', 'social-care.referral-received', {
      date: ago(70),
    });
    expect(await born(referred).then(rule)).toEqual([]);
    expect(await born(planned(1, ago(1))).then(rule)).toEqual([]);
  });
  it('an enquiry that is held back sets nothing off', async () => {
    const enquiry = expects(given().worker('SW-102')).says(
      'council',
      'social-care.section-47-started',
      { startDate: ago(70) },
      { held: true },
    );
    expect(await born(enquiry).then(rule)).toEqual([]);
  });
  it('a case that is closed: nobody', async () => {
    const closed = given().confirmed();
    closed.says('council', 'social-care.assessment-started', { startDate: ago(90) }, { known: 3 });
    closed.says('council', 'social-care.case-closed', { date: ago(60) }, { known: 2 });
    expect(await born(expects(closed)).then(rule)).toEqual([]);
  });
  it('the council’s own record states the birth: the plan is carried over, and what stood open ends', async () => {
    const story = born(planned());
    expect(await stated(story).then(rule)).toEqual([]);
    const both = stated(born(planned()), { expectedBirthDate: ago(5), flags: ['expected-and-actual-birth'] });
    expect(await both.then(rule)).toEqual([]);
  });
  it('a council that never stated a day expected has a plan before birth all the same', async () => {
    const silent = given()
      .worker('SW-102')
      .says('council', 'social-care.protection-plan-started', { startDate: ago(70) }, { known: 1 });
    expect(await born(silent).then(rule)).toHaveLength(1);
  });

  it('not born alive, or died since: nobody; a notice of death that is taken back restores it', async () => {
    expect(await born(planned(), {}, false).then(rule)).toEqual([]);
    const notice = { status: { code: '1' }, date: ago(0) } as never;
    const died = born(planned()).says('hospital', 'health.death-notified', notice, { item: 'death' });
    expect(await died.then(rule)).toEqual([]);
    expect(await died.takesBack('hospital', 'health.death-notified', 'death').then(rule)).toHaveLength(1);
    expect(await stated(born(planned()), { expectedBirthDate: ago(5), deathDate: ago(1) }).then(rule)).toEqual([]);
  });

  it('before a person says that the newborn is the child: nobody, whatever both records say', async () => {
    expect(await born(planned()).notLinked('hospital').then(rule)).toEqual([]);
    expect(await born(planned()).notLinked('council').then(rule)).toEqual([]);
  });
  it('linked after the freshness of the birth it is news; months later it is history', async () => {
    const late = (days: number, linked: number): Given =>
      planned(1, ago(200))
        .says('hospital', 'health.birth-notified', { date: ago(days) }, { known: days })
        .joinedLate('hospital', linked);
    expect(await late(20, 0).then(rule)).toEqual(['immediate p-duty p-tennant p-castellan']);
    expect(await late(20, 20).then(rule)).toEqual(['historical']);
    expect(await late(91, 0).then(rule)).toEqual(['historical']);
    expect(await late(90, 0).then(rule)).toEqual(['immediate p-duty p-tennant p-castellan']);
  });
  it('a status too old: the manager of the feed, and the duty desk', async () =>
    expect(await born(planned(4)).then(rule)).toEqual(['status-unknown this-week p-dunmore p-duty']));
  it('delivered as history, taken back, in shadow', async () => {
    expect(await born(planned(), { backfill: true }).then(rule)).toEqual(['historical']);
    const back = born(planned(), { item: 'b' }).takesBack('hospital', 'health.birth-notified', 'b');
    expect(await back.then(rule)).toEqual([]);
    expect(await born(planned()).inShadow().then(rule)).toEqual(['shadow immediate p-duty p-tennant p-castellan']);
  });
});

describe('an expected birth that passed', () => {
  const rule = expectedBirthPassed;
  const expected = (days: number): Given =>
    expects(
      given()
        .worker('SW-102')
        .says('council', 'social-care.protection-plan-started', { startDate: ago(90) }, { known: 1 }),
      ago(days),
    );

  it('waits until two weeks after that day, then the worker is told', async () => {
    expect(await expected(14).then(rule)).toEqual(['waits until 2026-03-11T00:00:00.000Z']);
    expect(await expected(15).then(rule)).toEqual(['today p-tennant']);
    expect(await expected(-30).then(rule)).toEqual(['waits until 2026-04-23T23:00:00.000Z']);
  });
  it('another day is stated: that one counts', async () =>
    expect(await stated(expected(15), { expectedBirthDate: ago(10) }).then(rule)).toEqual([
      'waits until 2026-03-15T00:00:00.000Z',
    ]));
  it('a birth or a newborn’s screening is known, whatever of', async () => {
    expect(await born(expected(15)).then(rule)).toEqual([]);
    expect(await born(expected(15), {}, false).then(rule)).toEqual([]);
    expect(await born(expected(15)).notLinked('hospital').then(rule)).toEqual(['today p-tennant']);
  });
  it('the record no longer expects the child, or says that it died, or the case is closed: nobody', async () => {
    expect(await stated(expected(15)).then(rule)).toEqual([]);
    expect(await stated(expected(15), { expectedBirthDate: ago(15), deathDate: ago(20) }).then(rule)).toEqual([]);
    const episode = 'E-1';
    const closed = given()
      .says('council', 'social-care.worker-changed', { worker: 'SW-102', startDate: ago(90), episode }, { known: 1 })
      .says('council', 'social-care.assessment-started', { startDate: ago(90), episode }, { known: 1 });
    expect(await expects(closed, ago(15)).then(rule)).toEqual(['today p-tennant']);
    closed.says('council', 'social-care.case-closed', { date: ago(1), episode }).confirmed();
    expect(await closed.then(rule)).toEqual([]);
  });
  it('a death is notified: it stands down, and nobody is told', async () => {
    const notice = { status: { code: '2' } } as never;
    expect(
      await expected(15)
        .says('hospital', 'health.death-notified', notice, { on: ago(2) })
        .then(rule),
    ).toEqual([]);
  });
  it('a referral alone: nobody waits', async () => {
    const referred = given()
      .worker('SW-102')
      .says('council', 'social-care.referral-received', { date: ago(70) });
    expect(await expects(referred, ago(15)).then(rule)).toEqual([]);
  });
  it('a status too old: the manager of the feed, and the duty desk', async () => {
    const old = given().worker('SW-102', 4);
    old.says('council', 'social-care.protection-plan-started', { startDate: ago(90) }, { known: 4 });
    expect(await expects(old, ago(15), { known: 4 }).then(rule)).toEqual(['status-unknown this-week p-dunmore p-duty']);
  });
  it('later than its freshness, delivered as history, taken back, in shadow', async () => {
    expect(await expected(23).then(rule)).toEqual(['historical']);
    const plan = (): Given =>
      given()
        .worker('SW-102')
        .says('council', 'social-care.protection-plan-started', { startDate: ago(90) });
    expect(await expects(plan(), ago(15), { backfill: true }).then(rule)).toEqual(['historical']);
    const back = expected(15).takesBack('council', 'social-care.child-details-recorded', 'details');
    expect(await back.then(rule)).toEqual([]);
    expect(await expected(15).inShadow().then(rule)).toEqual(['shadow today p-tennant']);
  });
  it('a yearly return expects nobody', async () => {
    const story = given().worker('SW-102');
    story.says('council', 'social-care.protection-plan-started', { startDate: ago(90) });
    story.says('census', 'social-care.child-details-recorded', { expectedBirthDate: ago(15) }, { on: ago(80) });
    expect(await story.then(rule)).toEqual([]);
  });
});
